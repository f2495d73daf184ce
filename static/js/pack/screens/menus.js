/** What is wrong, what else there is, what can be taken back: numbered lists. */
import { amount } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { back, deviceEntries, menu } from '../../pick/screens/menus.js';
import { t } from '../../lib/i18n.js';

const BAD = ['RC-P-WRONG', 'RC-P-EXTRA', 'RC-P-DAMAGED'];
const WHY = { 'CK-WEIGHT': ['OW-RECOUNT', 'OW-FILLER', 'OW-MASTER'], 'CK-NOSCAN': ['ON-UNREADABLE', 'ON-BULKY', 'ON-DOWN'] };

/* Why a second person is asked: for a weight that is off, or for goods that cannot be scanned. */
export const why = menu(() => ({ word: t('pack.ask_second'), why: t('pack.ask_second.why'), icon: 'ask' }), ({ v }, act) => WHY[v.check ? 'CK-WEIGHT' : 'CK-NOSCAN'].map((reason) => (
  { name: reason.toLowerCase(), words: t(`reason.${reason}`), go: () => (v.check ? act.check('fail', { reason }) : act.problem('CK-NOSCAN', reason)) })));

/* What is there only now and then stands last: the keys of the rest stay where they are. */
export const problem = menu(() => ({ word: t('pack.problem'), icon: 'ask' }), ({ v, sheet }, act) => [
  { name: 'missing', words: t('pack.problem.missing'), sub: t('pack.problem.missing_why'), off: !v.can.finish, go: () => act.command('finish') },
  { name: 'fetch', words: t('fetch.menu'), sub: t('fetch.menu_why'), go: () => act.fetches() },
  { name: 'undo', words: t('more.undo'), sub: t('pack.problem.undo_why'), off: !v.can.undo, go: () => act.over('undo') },
  { name: 'new-box', words: t('pack.problem.box'), sub: t('pack.problem.box_why'), off: !v.can.close, go: () => act.command('new_box') },
  ...BAD.map((code) => ({ name: code.toLowerCase(), words: t(`pack.problem.${code}`), sub: t('pack.problem.shelf_why'), off: !v.line && !v.can.undo, go: () => act.problem(code) })),
  { name: 'unscanned', words: t(v.can.unscanned ? 'pack.problem.unscanned' : 'pack.problem.CK-NOSCAN'), sub: t(v.can.unscanned ? 'pack.problem.unscanned_why' : 'pack.problem.shelf_why'),
    off: !v.line, go: () => (v.can.unscanned ? act.command('unscanned') : act.over('why')) },
  { name: 'leave', words: t('pack.problem.leave'), sub: t('pack.problem.leave_why'), go: () => act.leave() },
  sheet.address_ask && { name: 'address', words: t('pack.address.menu'), sub: t('pack.address.menu_why'), go: () => act.askAddress() },
  v.can.reopen && { name: 'reopen', words: t('pack.problem.reopen'), sub: t('pack.problem.reopen_why'), go: () => act.over('reopen') },
  { name: 'help', words: t('more.help'), go: () => act.help() },
]);

export const more = menu(() => ({ word: t('more.word'), icon: 'ask' }), (model, act) => [
  model.isMoved && { name: 'leave', words: t('more.leave'), go: () => act.leave() },
  !model.isMoved && model.sheet?.paper && { name: 'put-down', words: t('pack.paper.later'), sub: t('pack.paper.later_why'), go: () => act.leave() },
  model.v && { name: 'undo', words: t('more.undo'), sub: t('more.undo_why'), off: !model.v.can.undo, go: () => (model.sheet.paper ? act.command('undo') : act.over('undo')) },
  model.label && { name: 'label', words: t('pack.more.label'), sub: model.label.number ?? model.label.order, go: () => act.label() },
  !model.sheet && { name: 'find', words: t('find.menu'), sub: t('find.menu_why'), go: () => act.finds() },
  { name: 'tasks', words: t('more.tasks'), sub: t('pack.more.tasks_why'), go: () => act.tasks() },
  { name: 'truck', words: t('pack.more.truck'), sub: t('pack.more.truck_why'), go: () => act.truck() },
  { name: 'help', words: t('more.help'), go: () => act.help() },
  { name: 'self-print', words: t('pack.more.print'), side: t(model.isSelfPrinting ? 'more.sound_on' : 'more.sound_off'), go: () => act.selfPrint() },
  ...deviceEntries(model, act),
]);

export const undo = {
  ask: () => ({ word: t('undo.word'), why: t('undo.why'), icon: 'ask' }),
  main: ({ v }) => html`<main class="main scroll"><ol class="opts">
    ${v.history.map((one, index) => html`<li class=${`opt plain ${index === 0 ? 'on' : ''}`}><span>${one.name}<small>${t('pack.undo_row', { n: amount(one.qty_m, one) })}</small></span></li>`)}
    ${v.history.length === 0 && html`<li class="quiet">${t('undo.none')}</li>`}
  </ol></main>`,
  keys: ({ v }, act) => html`${back(act)}
    <${Key} words=${t('undo.key')} hint="Enter" name="take-back" strong off=${!v.can.undo} onPress=${() => act.command('undo', { stay: true })} />`,
  onKey({ v }, act, key) {
    if (key !== 'Enter' || !v.can.undo) return false;
    act.command('undo', { stay: true });
    return true;
  },
};

/** Which closed box is opened again? */
export const reopen = menu(() => ({ word: t('pack.reopen.word'), icon: 'ask' }), ({ v, sheet }, act) => v.parcels.map(({ key, number, box }, index) => ({
  name: `reopen-${index + 1}`,
  words: number ?? t('pack.reopen.nth', { n: index + 1 }),
  sub: sheet.boxes.find(({ id }) => id === box)?.name ?? '',
  go: () => act.reopen(key),
})));
