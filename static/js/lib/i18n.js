/**
 * Wording by key, from the one catalogue of each language (`static/lang/<lang>.json`).
 * Python and the templates read the same file: `{name}` is replaced, an unknown key shows itself. What a language lacks
 * the server fills in English.
 * A page may name a part of it (`<html data-words="pick">`), which the server cuts out: `lang/pick.<lang>.json`.
 */

let catalogue = {};
let language = 'en';
let begun = 0;
let newest = 0;
let figures = null; // made once: a formatter costs more than all it writes in a scan

/**
 * Fetch a language and use it; English stands in for one that does not come. Of several asked for, the last wins.
 * @param {string} [lang]
 * @returns {Promise<string>} the language in use
 */
export async function load(lang = 'en') {
  begun += 1;
  const turn = begun;
  const [words, is] = await read(lang).then((own) => [own, lang], async () => [await read('en'), 'en']);
  if (turn > newest) { newest = turn; use(words, is); }
  return language;
}

/** The language in use. */
export function spoken() {
  return language;
}

/** The first of the wanted languages (`de-AT`, `de_DE`, `de`) that there is, else English. */
export function best(wanted, known) {
  const tags = wanted.filter(Boolean).map((tag) => tag.toLowerCase().replace('_', '-'));
  return tags.flatMap((tag) => [tag, tag.split('-')[0]]).find((tag) => known.includes(tag)) ?? 'en';
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
