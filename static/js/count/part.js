/** Counting a bin on the handheld: where, then what; which places somebody is asked to count. */
import { caller } from '../device/api.js';
import { html } from '../pick/parts/html.js';
import { amount, figure, unit } from '../pick/parts/amount.js';
import { Product } from '../pick/parts/goods.js';
import { Key } from '../pick/parts/keys.js';
import { Place } from '../pick/parts/place.js';
import { t } from '../lib/i18n.js';
import { runner } from '../menu/driver.js';
import { withPad } from '../menu/pad.js';
import { start, step, view } from './engine.js';

const TASKS = 'count-tasks';
const does = (act, what) => act.asideInput({ type: 'command', do: what });

const screen = withPad({
  name: 'count-bin',
  ask: ({ aside: { v } }) => ({ word: t(`count.ask.${v.ask}`), why: t(`count.ask.${v.ask}_why`, { want: v.place?.code, name: v.lacks?.name }), icon: 'scan' }),
  main: ({ aside: { v, tasks = [] } }) => html`<main class=${`main scroll ${v.ask === 'place' ? '' : 'ask-quantity'}`}>
    ${v.place ? counting(v) : asked(tasks)}
  </main>`,
  keys: ({ aside: { v } }, act) => html`
    <${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    ${v.can.empty && html`<${Key} words=${t('count.key.empty')} hint="F1" name="empty" onPress=${() => does(act, 'empty')} />`}
    ${v.row && html`<${Key} words=${t('menu.number')} hint="F3" name="number" onPress=${() => act.asidePad(true)} />`}
    ${v.can.finish && html`<${Key} words=${t('count.key.finish')} hint="Enter" name="finish" strong onPress=${() => does(act, 'finish')} />`}`,
  takesCharacters: ({ aside: { v } }) => v.row !== null,
  onKey({ aside: { v } }, act, key) {
    if (key === 'F1' && v.can.empty) does(act, 'empty');
    else if (key === 'F3' && v.row) act.asidePad(true);
    else if (/^\d$/.test(key) && v.row) act.asidePad(true, key);
    else if (key === 'Enter' && v.can.finish) does(act, 'finish');
    else if (key === 'Backspace') does(act, 'undo');
    else return false;
    return true;
  },
}, (v) => v.row.goods);

export const begin = (ports) => runner(ports, { name: 'count', start, step, view, screen, isFresh: (state) => state.place === null, opened: hearTasks });

/* What somebody asked to be counted again; without a network those heard of last. */
async function hearTasks({ model, queue }) {
  const set = (tasks) => { if (model.get().aside?.name === 'count') model.set({ aside: { ...model.get().aside, tasks } }); };
  set((await queue.get(TASKS)) ?? []);
  const { status, body } = await caller({ token: () => model.get().device?.token })('GET', 'counts');
  if (status !== 200) return;
  await queue.set(TASKS, body.tasks);
  set(body.tasks);
}

function asked(tasks) {
  return html`<p class="quiet">${t('count.idle')}</p>
    ${tasks.length > 0 && html`<section class="group" aria-labelledby="tasks-title"><h2 id="tasks-title">${t('count.tasks')}</h2>
      <ol class="opts">${tasks.map((task) => html`<li class="opt plain"><span>${t('count.task', { want: task.location })}<small>${task.product}</small></span></li>`)}</ol></section>`}`;
}

function counting({ place, row, rows, lacks, left }) {
  const inHand = lacks ?? row;
  return html`<${Place} stop=${place} />
    ${inHand && html`<${Product} product=${inHand.goods} lot=${inHand.lot_name ? { name: inHand.lot_name } : null} />`}
    ${row && !lacks && html`<div class="qty"><p><span class=${`n ${figure(row.counted_m).length > 2 ? 'long' : ''}`} data-counted=${row.counted_m}>${figure(row.counted_m)}</span>${' '}
      <span class="of">${unit(row.counted_m, row.goods)}</span></p></div>`}
    ${rows.length > 1 && html`<ol class="opts" aria-label=${t('count.rows')}>${rows.filter((one) => one !== row).reverse().map((one) => html`<li class="opt plain"><span>${one.name}${one.lot_name && html`<small>${one.lot_name}</small>`}</span><span class="side">${amount(one.counted_m, one.goods)}</span></li>`)}</ol>`}
    ${rows.length === 0 && html`<p class="quiet">${t('count.none_yet')}</p>`}
    ${rows.length > 0 && left.length > 0 && html`<p class="small quiet">${t('count.left', { n: left.length })}</p>`}`;
}
