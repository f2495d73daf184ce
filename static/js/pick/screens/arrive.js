/** Before work: enrol the handheld, say who you are, type the PIN; and the screen of a blocked handheld. */
import { html } from '../parts/html.js';
import { Icon } from '../parts/icons.js';
import { Key, Pad } from '../parts/keys.js';
import { t } from '../../lib/i18n.js';

const PIN_LONGEST = 8;

const hero = (icon, lead, more) => html`<main class="main"><div class="hero"><${Icon} name=${icon} /><p class="lead">${lead}</p>${more}</div></main>`;
const safe = (waiting) => waiting > 0 && html`<p class="note">${t('badge.safe', { n: waiting })}</p>`;

export const enrol = {
  ask: () => ({ word: t('enrol.word') }),
  main: ({ waiting }) => hero('scan', t('enrol.lead'), safe(waiting)),
};

function whyBadge({ sheet, person, isLocked }) {
  if (sheet) return t('badge.back', { number: sheet.number ?? sheet.order });
  return person && !isLocked ? t('badge.other_work', { name: person.name }) : '';
}

export const badge = {
  ask: (model) => ({ word: t('badge.word'), why: whyBadge(model), icon: 'person' }),
  main: ({ waiting }) => hero('person', t('badge.lead'), safe(waiting)),
};

export const pin = {
  ask: () => ({ word: t('pin.word'), why: t('pin.why'), icon: 'lock' }),
  main: (model, act) => html`<main class="main">
    <p class="typed" role="img" aria-label=${t('pin.dots', { n: model.typed.length })}>
      ${Array.from({ length: Math.max(4, model.typed.length) }, (_, index) => html`<i class=${index < model.typed.length ? 'set' : ''}></i>`)}</p>
    <${Pad} onDigit=${(digit) => pin.onKey(model, act, digit)} onRub=${() => pin.onKey(model, act, 'Backspace')} rub=${t('key.rub')} />
  </main>`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('key.enter')} hint="Enter" name="enter" strong off=${model.typed.length < 4} onPress=${() => act.pin(model.typed)} />`,
  figures: /^\d{1,8}$/,
  takesCharacters: () => true,
  onKey(model, act, key) {
    if (/^\d$/.test(key)) act.type((model.typed + key).slice(0, PIN_LONGEST));
    else if (key === 'Backspace') act.type(model.typed.slice(0, -1));
    else if (key === 'Enter') { if (model.typed.length >= 4) act.pin(model.typed); }
    else return false;
    return true;
  },
};

export const stopped = {
  ask: ({ waiting }) => ({ tone: 'no', word: t('stopped.word'), why: t('stopped.why', { n: waiting }) }),
  main: ({ waiting }) => hero('lock', t('stopped.lead'), html`<p class="count">${waiting}</p><p>${t('queue.waiting')}</p><p class="quiet">${t('stopped.again')}</p>`),
};

export const starting = { ask: () => ({ word: t('pick.starting') }), main: () => html`<main class="main"></main>` };
