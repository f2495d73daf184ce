/** Behind "More": a numbered list. And the list of what can be taken back, newest first. */
import { html } from '../parts/html.js';
import { amount } from '../parts/amount.js';
import { Key, Option } from '../parts/keys.js';
import { leads } from '../shell/nobody.js';
import { hasCamera } from '../shell/lens.js';
import { t } from '../../lib/i18n.js';

const NUMBERS = '1234567890';

/** The entries of "More" as the model allows them; the number key is the place in the list, 0 the tenth. */
function entries(model, act) {
  const { v, isMoved } = model;
  return [
    isMoved && { name: 'leave', words: t('more.leave'), go: () => act.leave() },
    leads(model.person) && { name: 'decide', words: t('more.decide'), go: () => act.aside('decide') },
    v && { name: 'undo', words: t('more.undo'), sub: t('more.undo_why'), off: !v.can.undo, go: () => act.over('undo') },
    v && { name: 'full', words: t('more.full'), sub: t('more.full_why'), off: !v.can.full, go: () => act.command('tote-full') },
    v && { name: 'put-down', words: t('more.put_down'), sub: t('more.put_down_why'), go: () => act.over('put_down') },
    v && { name: 'skip', words: t('more.skip'), sub: t('more.skip_why'), off: !v.can.skip, go: () => act.command('skip') },
    v && v.can.digits !== null && { name: 'digits', words: t('more.digits'), sub: t('more.digits_why'), off: !v.can.digits, go: () => act.command('no-code') },
    { name: 'tools', words: t('more.tools'), go: () => act.over('tools') },
    { name: 'help', words: t('more.help'), go: () => act.aside('help') },
    ...linkEntries(model, act),
    hasCamera() && { name: 'camera', words: t('more.camera'), sub: t('more.camera_why'), go: () => act.camera() },
    { name: 'device', words: t('more.device'), sub: t('more.device_why'), go: () => act.over('device') },
  ];
}

/** What waits here, and what the server did not count. */
function linkEntries({ held, waiting }, act) {
  return [
    { name: 'queue', words: t('more.link'), side: waiting > 0 ? t('more.waiting', { n: waiting }) : t('queue.calm'), go: () => act.over('queue') },
    held.length > 0 && { name: 'held', words: t('more.held'), side: String(held.length), go: () => act.over('held') },
  ];
}

/** What a device can do whatever is worked on. */
export function deviceEntries(model, act) {
  return [...linkEntries(model, act), ...ownEntries(model, act)];
}

function ownEntries({ v, isLoud, theme, hand, person }, act) {
  return [
    { name: 'sound', words: t('more.sound'), side: t(isLoud ? 'more.sound_on' : 'more.sound_off'), go: () => act.sound() },
    { name: 'theme', words: t('more.theme'), side: t(`more.theme_${theme}`), go: () => act.theme() },
    { name: 'hand', words: t('more.hand'), side: t(`more.hand_${hand}`), go: () => act.hand() },
    person && { name: 'lock', words: t('more.lock'), go: () => act.lock() },
    person && { name: 'sign-out', words: t('more.sign_out'), sub: v && t('more.sign_out_why'), go: () => act.signOut() },
  ];
}

/** Leaves a list for the screen under it. */
export const back = (act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`;

/**
 * A numbered list as a screen.
 * @param {Function} ask what the band asks
 * @param {(model, act) => ({name, words, sub?, side?, off?, go}|false)[]} entriesOf
 */
export function menu(ask, entriesOf) {
  const entriesOn = (model, act) => entriesOf(model, act).filter(Boolean);
  return {
    ask,
    main: (model, act) => html`<main class="main scroll"><ol class="opts many">
      ${entriesOn(model, act).map((one, index) => html`<${Option} ...${one} number=${NUMBERS[index]} onPress=${one.go} />`)}
    </ol></main>`,
    keys: (model, act) => back(act),
    takesCharacters: () => true,
    onKey(model, act, key) {
      const chosen = entriesOn(model, act)[NUMBERS.indexOf(key)];
      if (chosen && !chosen.off) chosen.go();
      return Boolean(chosen);
    },
  };
}

export const putDown = menu(() => ({ word: t('put_down.word'), why: t('put_down.why'), icon: 'ask' }), (model, act) => [
  { name: 'pause', words: t('put_down.keep'), sub: t('put_down.keep_why'), go: () => act.pause() },
  { name: 'give-back', words: t('put_down.others'), sub: t('put_down.others_why'), go: () => act.giveBack() },
  { name: 'helper', words: t('put_down.ask'), sub: t('put_down.ask_why'), go: () => act.helper() },
]);

/** What a picker may do beside the walk, which stays where it is. */
export const tools = menu(() => ({ word: t('more.tools'), icon: 'ask' }), ({ person }, act) => [
  { name: 'look', words: t('more.look'), sub: t('more.look_why'), go: () => act.aside('look') },
  { name: 'count', words: t('more.count'), sub: t('more.count_why'), go: () => act.aside('count') },
  person?.may_move !== false && { name: 'move', words: t('more.move'), sub: t('more.move_why'), go: () => act.aside('move') },
  { name: 'tasks', words: t('more.tasks'), sub: t('more.tasks_why'), go: () => act.aside('tasks') },
]);

export const more = menu(() => ({ word: t('more.word'), icon: 'ask' }), entries);

export const device = menu(() => ({ word: t('more.device'), icon: 'ask' }), ownEntries);

function words({ kind, name, qty_m, slot }, v) {
  if (kind === 'tote') return { words: name, sub: t('undo.tote', { slot }) };
  if (kind === 'short') return { words: name, sub: t('undo.short', { n: amount(qty_m, v.line?.product ?? { unit: 'pieces' }) }) };
  return { words: name, sub: t('undo.pick', { n: amount(qty_m, { unit: 'pieces' }), slot }) };
}

export const undo = {
  ask: () => ({ word: t('undo.word'), why: t('undo.why'), icon: 'ask' }),
  main: ({ v }) => html`<main class="main scroll"><ol class="opts">
    ${v.history.map((one, index) => html`<li class=${`opt plain ${index === 0 ? 'on' : ''}`}><span>${words(one, v).words}<small>${words(one, v).sub}</small></span></li>`)}
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
