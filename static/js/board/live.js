/* Puts a fresh picture of the floor in place without taking anything out of somebody's hands, and finds what is new in it. */
import { morph } from './morph.js';

const FIELDS = 'select[id], textarea[id], input[id]:not([type=hidden], [type=checkbox])';
const cards = (root) => [...root.querySelectorAll('[data-alert]')];
const parts = (root) => [...root.children].filter((node) => node.tagName !== 'TEMPLATE');

/** Parses the fragment of `/board/live`: the sections, the head they stand for, the state line. */
export function parse(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  return { sections: parts(page.body), meta: page.querySelector('template[data-fresh]') };
}

/** Makes the sections of `live` say what the fresh ones say; returns the alerts that were not there before, or have climbed since. */
export function swap(live, sections) {
  const before = new Map(cards(live).map((card) => [card.dataset.alert, Number(card.dataset.rings)]));
  const old = parts(live);
  keepPlace(live, () => sections.forEach((section, index) => {
    if (old[index]) morph(old[index], section);
    else live.append(section);
  }));
  return cards(live).filter((card) => Number(card.dataset.rings) > (before.get(card.dataset.alert) ?? -1));
}

/* An entry that had to move lost the focus, and one that went to another list is new there: what was held, chosen and
   typed is found again by its id. A choice holds, whatever the floor proposes meanwhile. */
function keepPlace(live, change) {
  const held = document.activeElement;
  const values = [...live.querySelectorAll(FIELDS)].filter(isTouched).map((field) => [field, field.value]);
  change();
  for (const [old, value] of values) {
    const field = old.isConnected ? old : document.getElementById(old.id);
    if (field && field.value !== value && offers(field, value)) field.value = value;
  }
  if (document.activeElement !== document.body || held === document.body) return;
  const back = held.isConnected ? held : held.id && document.getElementById(held.id);
  if (back) back.focus({ preventScroll: true });
}

function isTouched(field) {
  const first = field.options && ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]);
  return field.value !== (first?.value ?? field.defaultValue ?? '');
}

function offers(field, value) {
  return field.tagName !== 'SELECT' || [...field.options].some((option) => option.value === value);
}

/** Frames new alerts for a moment. */
export function mark(fresh, forMs = 8000) {
  fresh.forEach((card) => { card.dataset.arrived = ''; });
  setTimeout(() => fresh.forEach((card) => { delete card.dataset.arrived; }), forMs);
}
