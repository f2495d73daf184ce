/** The screens that only the practice wave has: what to try now, its menu, and how it went. */
import { html } from '../pick/parts/html.js';
import { Icon } from '../pick/parts/icons.js';
import { Key } from '../pick/parts/keys.js';
import { menu, undo } from '../pick/screens/menus.js';
import { nameOf, screenOf } from '../pick/shell/screens.js';
import { t } from '../lib/i18n.js';
import { hint, judged } from './coach.js';

const taskOf = (what) => t(`practice.task.${what}`);

/* In place of the lines that follow. */
function coachBox({ coach, tasks, v }) {
  const what = hint(coach, tasks, v);
  const task = tasks.find((one) => one.do === what);
  return html`<aside class="next" aria-labelledby="coach-title" data-coach=${what}>
    <h2 id="coach-title">${t(task ? 'practice.try' : 'practice.coach')}</h2><p>${t(`practice.hint.${what}`, { ...v.prompt.args, code: task?.code })}</p>
  </aside>`;
}

/* The shell's way back ends the practice from there. */
function leave(act) {
  act.over('gone');
  act.back();
}

const more = menu(() => ({ word: t('practice.more'), why: t('practice.safe'), icon: 'ask' }), ({ v, isLoud }, act) => [
  { name: 'leave-practice', words: t('practice.leave'), sub: t('practice.leave_why'), go: () => leave(act) },
  { name: 'undo', words: t('more.undo'), sub: t('more.undo_why'), off: !v.can.undo, go: () => act.over('undo') },
  { name: 'skip', words: t('more.skip'), sub: t('more.skip_why'), off: !v.can.skip, go: () => act.command('skip') },
  { name: 'again', words: t('practice.again'), sub: t('practice.again_why'), go: () => act.again() },
  { name: 'sound', words: t('more.sound'), side: t(isLoud ? 'more.sound_on' : 'more.sound_off'), go: () => act.sound() },
]);

const judgedOf = ({ tasks, coach, state }) => judged(tasks, coach, state.book.lines);
const row = (words, figure) => html`<div><dt>${words}</dt><dd>${figure}</dd></div>`;

const result = {
  name: 'result',
  ask: (model) => (judgedOf(model).passed
    ? { tone: 'ok', word: t('practice.passed'), why: t('practice.passed_why') }
    : { tone: 'warn', word: t('practice.not_yet'), why: t('practice.not_yet_why') }),
  main(model) {
    const { right, total, wrong, minutes, untried } = judgedOf(model);
    return html`<main class="main scroll">
      <dl class="facts">
        ${row(t('practice.right'), `${right}/${total}`)}
        ${row(t('practice.wrong'), wrong)}
        ${row(t('practice.time'), t('practice.minutes', { n: minutes }))}
      </dl>
      ${untried.length > 0 && html`<section class="group"><h2>${t('practice.untried')}</h2><ul class="opts">
        ${untried.map((what) => html`<li class="opt point" data-untried=${what}><${Icon} name="warn" /><span>${taskOf(what)}</span></li>`)}</ul></section>`}
    </main>`;
  },
  keys: (model, act) => html`<${Key} words=${t('practice.again')} hint="F3" name="again" onPress=${() => act.again()} />
    <${Key} words=${t('practice.done')} hint="Enter" name="done" strong onPress=${() => act.back()} />`,
  onKey(model, act, key) {
    if (key === 'Enter') act.back();
    else if (key === 'F3') act.again();
    else return false;
    return true;
  },
};

const OWN = { more: { ...more, name: 'more' }, undo: { ...undo, name: 'undo' }, result };

/**
 * Whatever screen of the walk is asked for, handed what it knows from there.
 * @param {{get(): object}} inner the model as the walk's parts know it
 * @param {object} act what they may do here in place of what the shell does
 */
export function screens(inner, act) {
  const now = () => OWN[inner.get().over] ?? screenOf(inner.get());
  const hand = (outer) => ({ ...outer, ...act });
  return {
    get name() { return OWN[inner.get().over]?.name ?? nameOf(now()); },
    get practised() { return inner.get(); },
    get next() { return now().next && (() => coachBox(inner.get())); },
    get figures() { return now().figures; },
    ask: () => now().ask(inner.get()),
    main: (_model, outer) => now().main(inner.get(), hand(outer)),
    keys: (_model, outer) => now().keys(inner.get(), hand(outer)),
    takesCharacters: () => Boolean(now().takesCharacters?.(inner.get())),
    onKey: (_model, outer, key) => Boolean(now().onKey?.(inner.get(), hand(outer), key)),
  };
}
