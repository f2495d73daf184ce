/** Typing a number: how many are taken (from four pieces on), how many are left in the bin (for a short). */
import { html } from '../parts/html.js';
import { figure, unit } from '../parts/amount.js';
import { Key, Pad } from '../parts/keys.js';
import { say, t } from '../../lib/i18n.js';

const LONGEST = 6;

/** @returns {string} the text after one more key; figures only, one separator for goods by weight */
export function typing(text, key, isWhole) {
  if (key === 'Backspace') return text.slice(0, -1);
  if (key === '.') return isWhole || text.includes('.') ? text : `${text || '0'}.`;
  const figures = text === '0' ? key : text + key;
  return figures.length > LONGEST || /\.\d{4}$/.test(figures) ? text : figures;
}

/** @returns {number|null} thousandths, null when nothing is typed */
export function typed(text) {
  return text === '' || text === '.' ? null : Math.round(Number(text) * 1000);
}

const wholeOf = ({ v }) => v.line.product.whole;
const press = (model, act, key) => act.type(typing(model.typed, key, wholeOf(model)));

function pad(model, act, of) {
  const { v } = model;
  return html`<main class="main">
    <p class="typed"><b data-typed class=${model.typed ? '' : 'none'}>${model.typed || '0'}</b><span class="of">${of ?? unit(0, v.line.product)}</span></p>
    <${Pad} onDigit=${(digit) => press(model, act, digit)} onRub=${() => press(model, act, 'Backspace')} rub=${t('key.rub')}
      extra=${wholeOf(model) ? null : '.'} onExtra=${() => press(model, act, '.')} />
  </main>`;
}

function enterKey(model, act, send) {
  return html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('key.enter')} hint="Enter" name="enter" strong off=${typed(model.typed) === null} onPress=${send} />`;
}

function onKey(model, act, key, send) {
  const figureKey = key === ',' ? '.' : key;
  if (/^[\d.]$/.test(figureKey) || key === 'Backspace') press(model, act, figureKey);
  else if (key === 'Enter') { if (typed(model.typed) !== null) send(); }
  else return false;
  return true;
}

const typedHere = { figures: /^\d{1,6}$/, takesCharacters: () => true };
const sender = (model, act) => () => act.quantity(typed(model.typed));

export const quantity = {
  ask: ({ v }) => ({ word: t('ask.quantity'), why: t('ask.quantity_why', { of: figure(v.line.demand_m - v.line.picked_m) }), icon: 'ask' }),
  main: (model, act) => pad(model, act, t('pick.of', { of: `${figure(model.v.line.demand_m - model.v.line.picked_m)} ${unit(model.v.line.demand_m, model.v.line.product)}` })),
  keys: (model, act) => enterKey(model, act, sender(model, act)),
  ...typedHere,
  onKey: (model, act, key) => onKey(model, act, key, sender(model, act)),
};

export const count = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'ask' }),
  main: (model, act) => pad(model, act),
  keys: (model, act) => enterKey(model, act, sender(model, act)),
  ...typedHere,
  onKey: (model, act, key) => onKey(model, act, key, sender(model, act)),
};
