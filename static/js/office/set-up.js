/** Trying a scanner: what arrived is told in plain words, with what to set where it is wrong. */
import { load, t } from '../lib/i18n.js';
import { findings } from '../scan/trial.js';
import { listen } from '../scan/wedge.js';

const SAID = { good: 'ok', bad: 'no', note: 'ask' };

await load(document.documentElement.lang);
const field = document.getElementById('heard');
const list = document.querySelector('[data-said]');
const codes = [...document.querySelectorAll('[data-code]')].map(({ dataset }) => ({ name: dataset.code, text: dataset.text }));
let times = [];

field.addEventListener('beforeinput', () => times.push(performance.now()), { capture: true });
field.dataset.hears = 'yes';
listen({ input: field, onScan: (text, hasSuffix) => tell(text, hasSuffix), takesKeys: () => false });

function tell(text, hasSuffix) {
  const lasted_ms = times.length > 1 ? times.at(-1) - times[0] : 0;
  const told = findings({ text, hasSuffix, lasted_ms, pieces: times.length }, codes);
  times = [];
  list.replaceChildren(...told.map(({ is, key, args }) => row(is, t(key, args))));
  const meant = codes.find(({ name }) => told.some(({ args }) => args?.code === name));
  if (meant) document.querySelector(`[data-code="${meant.name}"] ~ figcaption [data-seen]`).hidden = false;
}

function row(is, words) {
  const item = document.createElement('li');
  item.className = is === 'bad' ? 'say' : 'say plain';
  item.dataset.is = SAID[is];
  item.textContent = words;
  return item;
}
