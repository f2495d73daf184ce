/**
 * Wording by key, from the one catalogue of each language (`static/lang/<lang>.json`).
 * Python and the templates read the same file: `{name}` is replaced, an unknown key shows itself.
 * A page may name a part of it (`<html data-words="pick">`), which the server cuts out: `lang/pick.<lang>.json`.
 */

let catalogue = {};
let language = 'en';
let figures = null; // made once: a formatter costs more than all it writes in a scan

/**
 * Fetch a language and use it; English stands in for keys it lacks.
 * @param {string} [lang]
 * @returns {Promise<void>}
 */
export async function load(lang = 'en') {
  const [english, own] = await Promise.all([read('en'), lang === 'en' ? {} : read(lang).catch(() => ({}))]);
  use({ ...english, ...own }, lang);
}

/** Use a catalogue that is already at hand. */
export function use(words, lang = 'en') {
  catalogue = words;
  language = lang;
  figures = null;
}

/**
 * The sentence of a key.
 * @param {string} key
 * @param {Record<string, string|number>} [args] numbers are written the language's way
 * @returns {string}
 */
export function t(key, args = {}) {
  const text = has(key) ? catalogue[key] : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(args, name) ? written(args[name]) : whole));
}

/** A number the language's way, to the thousandth. */
export function number(value) {
  figures ??= new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 3 });
  return figures.format(value);
}

/** Is there wording for this key? */
export function has(key) {
  return Object.hasOwn(catalogue, key);
}

/**
 * What a verdict or a prompt says: its headline, and why or what to do (empty where one line is enough).
 * @param {{key: string, args?: object}} verdict
 * @returns {{word: string, why: string}}
 */
export function say({ key, args }) {
  return { word: t(key, args), why: has(`${key}.why`) ? t(`${key}.why`, args) : '' };
}

async function read(lang) {
  const part = globalThis.document?.documentElement.dataset.words;
  const answer = await fetch(new URL(`../../lang/${part ? `${part}.` : ''}${lang}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`no wording for ${lang}: ${answer.status}`);
  return answer.json();
}

function written(value) {
  return typeof value === 'number' ? number(value) : String(value ?? '');
}
