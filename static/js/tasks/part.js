/** Tasks on the handheld: what is to be done now, the one in hand, why not, what else is needed; and a tote put into a slot. */
import { caller } from '../device/api.js';
import { html } from '../pick/parts/html.js';
import { amount, figure, unit } from '../pick/parts/amount.js';
import { Product } from '../pick/parts/goods.js';
import { Key, Option } from '../pick/parts/keys.js';
import { Place } from '../pick/parts/place.js';
import { t } from '../lib/i18n.js';
import { runner } from '../menu/driver.js';
import { withPad } from '../menu/pad.js';
import { asker, withAsking } from './asking.js';
import { WHY_NOT, start, step, view, withTasks } from './engine.js';

const EVERY_MS = 20_000; // a hint comes at once; this is for whom none reaches
const SHOWN = 8;
const does = (act, what) => act.asideInput({ type: 'command', do: what });

const screen = withAsking(withPad({
  name: 'tasks',
  ask: ({ aside: { v } }) => ({ word: t(`task.ask.${wordOf(v)}`), why: whyOf(v), icon: v.ask === 'why' ? 'ask' : 'scan' }),
  main: ({ now, aside: { v } }, act) => html`<main class=${`main scroll ${v.ask === 'list' || v.ask === 'why' ? '' : 'ask-product'}`} data-task=${v.ask}>
    ${v.isCount ? counting(v) : v.ask === 'list' ? list(v, now, act) : v.ask === 'why' ? reasons(act) : inHand(v)}
  </main>`,
  keys: ({ aside: { v, words } }, act) => html`
    <${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    ${mayAsk(v, words) && html`<${Key} words=${words.key} hint="F2" name="ask" onPress=${() => act.asideInput({ type: 'ask' })} />`}
    ${v.can.refuse && html`<${Key} words=${t('task.key.cannot')} hint="F4" name="cannot" onPress=${() => does(act, 'cannot')} />`}
    ${v.isCount && v.can.empty && html`<${Key} words=${t('count.key.empty')} hint="F1" name="empty" onPress=${() => does(act, 'empty')} />`}
    ${hasPad(v) && html`<${Key} words=${t('menu.number')} hint="F3" name="number" onPress=${() => act.asidePad(true)} />`}
    ${v.can.finish && html`<${Key} words=${t('count.key.finish')} hint="Enter" name="finish" strong onPress=${() => does(act, 'finish')} />`}
    ${v.can.brought && html`<${Key} words=${t('task.key.brought')} hint="Enter" name="brought" strong onPress=${() => does(act, 'finish')} />`}`,
  takesCharacters: ({ aside: { v } }) => v.ask === 'list' || v.ask === 'why' || hasPad(v),
  onKey({ aside: { v, words } }, act, key) {
    const figureOf = /^[1-8]$/.test(key) ? Number(key) : 0;
    if (v.ask === 'list' && figureOf) take(v, act, v.tasks[figureOf - 1]);
    else if (v.ask === 'list' && key === 'Enter') take(v, act, v.tasks[0]);
    else if (v.ask === 'why' && WHY_NOT[figureOf - 1]) act.asideInput({ type: 'reason', reason: WHY_NOT[figureOf - 1] });
    else if (key === 'F2' && mayAsk(v, words)) act.asideInput({ type: 'ask' });
    else if (key === 'F4' && v.task) does(act, 'cannot');
    else if (key === 'F1' && v.can.empty) does(act, 'empty');
    else if (key === 'F3' && hasPad(v)) act.asidePad(true);
    else if (/^\d$/.test(key) && hasPad(v)) act.asidePad(true, key);
    else if (key === 'Enter' && (v.can.finish || v.can.brought)) does(act, 'finish');
    else if (key === 'Backspace' && (v.task || v.tote)) does(act, 'undo');
    else return false;
    return true;
  },
}, (v) => v.row?.goods ?? v.product));

export const begin = (ports) => asker(ports, runner(ports, { name: 'tasks', start, step, view, screen, extend: withTasks, isFresh: (state) => !state.task && !state.tote, opened: follow }));

const mayAsk = (v, words) => Boolean(words) && v.ask === 'list' && !v.isCount;
const hasPad = (v) => Boolean(v.isCount ? v.row : v.can.keypad);
const take = (v, act, task) => task && act.asideInput({ type: 'take', task: task.id });

/* Live while it is open: by the hint that anything of the board changed, and now and then without one. */
function follow({ model }) {
  const isOpen = () => model.get().aside?.name === 'tasks';
  async function look() {
    const { status, body } = await caller({ token: () => model.get().device?.token })('GET', 'tasks');
    if (status !== 200 || !isOpen()) return;
    const { words, ...news } = body;
    model.set({ aside: { ...model.get().aside, words } });
    if (isNews(model.get().aside, news)) model.get().aside.run.input({ type: 'tasks', ...news });
  }
  look();
  const timer = setInterval(() => { if (isOpen()) look(); else leave(); }, EVERY_MS);
  addEventListener('floor:board', look);
  function leave() {
    clearInterval(timer);
    removeEventListener('floor:board', look);
  }
}

/* With something in hand nothing changes under it. */
function isNews({ v, state }, body) {
  return !v.task && !v.tote && JSON.stringify(body) !== JSON.stringify({ tasks: state.tasks, table: state.table });
}

function wordOf(v) {
  if (v.isCount) return `count_${v.ask}`;
  return v.ask;
}

function whyOf(v) {
  if (v.isCount) return v.ask === 'place' ? t('task.ask.go', { want: v.task.from.code }) : t('task.ask.hidden');
  return t(`task.ask.${v.ask}_why`, { want: v.place?.code ?? v.task?.bench ?? '', tote: v.tote ?? '' });
}

function list({ tasks, names }, now, act) {
  if (tasks.length === 0) return html`<p class="quiet">${t('task.idle')}</p>`;
  return html`<ol class="opts">${tasks.slice(0, SHOWN).map((task, index) => html`<${Option} number=${index + 1} name=${`task-${task.id}`}
    words=${headline(task, names[task.id])} sub=${detail(task)} side=${left(task, now)} onPress=${() => take(null, act, task)} />`)}</ol>`;
}

function headline(task, name) {
  return t(`task.kind.${task.kind}`, { want: (task.from ?? task.to)?.code ?? '', name: name || task.tote || '', to: task.bench ?? task.to?.code ?? '' });
}

function detail({ mine, order, stands, tote, number }) {
  return [mine && t('task.mine'), order, tote, stands, number].filter(Boolean).join(' · ');
}

function left({ due_at }, now) {
  if (!due_at) return '';
  const minutes = Math.floor((due_at - now) / 60_000);
  return minutes < 0 ? t('task.late') : t('task.minutes', { n: minutes });
}

function reasons(act) {
  return html`<ol class="opts">${WHY_NOT.map((code, index) => html`<${Option} number=${index + 1} name=${code} words=${t(`task.why_not.${code}`)}
    onPress=${() => act.asideInput({ type: 'reason', reason: code })} />`)}</ol>`;
}

function inHand(v) {
  const { task } = v;
  const isHeld = v.ask === 'to' || v.ask === 'brought';
  const many = isHeld ? v.qty_m : task?.qty_m;
  return html`${v.place && html`<${Place} stop=${v.place} />`}
    ${v.product && html`<${Product} product=${v.product} lot=${null} />`}
    ${v.product && many && html`<div class="qty"><p><span class=${`n ${figure(many).length > 2 ? 'long' : ''}`} data-held=${many}>${figure(many)}</span>${' '}<span class="of">${unit(many, v.product)}</span></p></div>`}
    ${v.tote && html`<p class="lead"><b>${t('task.of_tote', { tote: v.tote })}</b>${task?.stands && ` · ${task.stands}`}</p>`}
    ${task?.bench && html`<p class="lead"><b>${t('task.for_bench', { want: task.bench })}</b></p>`}
    ${v.ask === 'from' && !task.from && task.places.length > 0 && html`<p class="quiet">${t('task.lies_at', { places: task.places.join(', ') })}</p>`}`;
}

function counting({ task, place, row, rows, lacks }) {
  const hand = lacks ?? row;
  return html`<${Place} stop=${place ?? { code: task.from.code, parts: task.from.code.split('-') }} />
    ${hand && html`<${Product} product=${hand.goods} lot=${hand.lot_name ? { name: hand.lot_name } : null} />`}
    ${rows.length > 0 && html`<ol class="opts" aria-label=${t('count.rows')}>${[...rows].reverse().map((one) => html`<li class="opt plain"><span>${one.name}</span><span class="side">${amount(one.counted_m, one.goods)}</span></li>`)}</ol>`}`;
}
