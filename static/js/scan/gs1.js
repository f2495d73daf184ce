/**
 * What a GS1 label names: goods, lot, dates, count, weight; the twin of `warehouse_app/domain/gs1.py`. Both run
 * `tests/vectors/barcodes/`.
 *
 * A *reading* is {gtin?, holds?, sscc?, lot?, serial?, made?, best?, expires?, count?, weight_m?}: dates ISO, weight in
 * thousandths of a kilogram, `holds` when the GTIN is of what lies in a carton or on a pallet (AI 02). A text whose
 * separators were lost on the way may have several, that of the standard first.
 */

const GS = '\u001d';
const SEPARATOR = /\{(?:GS|FNC1)\}|<(?:GS|FNC1)>|\[GS\]|Alt029|\^\]|[#|~\u001d\u241d]/gi;
const GTIN = /^(?:[0-9]{8}|[0-9]{12,14})$/;
const STARTS = /^\u001d*(?:01|02|00[0-9]{4})[0-9]{14}/;
const LINK = /^https?:\/\/[^/]+(\/[^?#]*)(?:\?([^#]*))?/i;
const BRACKETS = /\(([0-9]{2,4})\)([^(]+)/g;
const PERCENT = /%([0-7][0-9A-F])/gi;

const AI = /0[0-3]|1[0-35-7]|2[0-2]|3[07]|9[0-9]|(?:2[3-5]|4[0-2]|71)[0-9]|(?:3[1-69]|43|7[02]|8[0-2])[0-9]{2}/y;
const DATE_NEXT = /1[1-35-7][0-9]{6}/y; // a lot may end in what looks like a serial number; like a date and all after it, hardly
const ANY_NEXT = /1[1-35-7][0-9]{6}|310[0-5][0-9]{6}|10|21|30|37/y;
const DATES = new Map([['11', 'made'], ['12', null], ['13', null], ['15', 'best'], ['16', null], ['17', 'expires']]);
const FIXED = { '00': 18, '01': 14, '02': 14, '03': 14, 20: 2, 31: 6, 32: 6, 33: 6, 34: 6, 35: 6, 36: 6, 41: 13 };
const LONGEST = { 10: 20, 21: 20, 22: 20, 30: 8, 37: 8 };
const VALUE = /^[!"%-?A-Z_a-z]+$/; // the signs GS1 allows
const MESSAGE = /^[\u001d!"%-?A-Z_a-z]+$/;
const MOST_STEPS = 500;
const FIRST_YEAR = 1977; // GS1's window of a hundred years, as it lies in 2026; there is no clock here

/**
 * Read a text as GS1.
 * @param {string} text without AIM id and white space around it
 * @param {boolean} [isMarked] the symbology says that it is GS1
 * @returns {{text: string, readings: object[]} | {problem: 'check_digit'} | null} null: it is no such text
 */
export function parse(text, isMarked = false) {
  const written = linkElements(text) ?? bracketElements(text);
  if (written) return judged(text, written, [meaningOf(written)]);
  const message = text.replace(SEPARATOR, GS);
  const isSure = isMarked || text.includes(GS);
  if (!MESSAGE.test(message) || (isSure ? GTIN.test(text) : !STARTS.test(message))) return null;
  const answer = judged(message.replaceAll(GS, '|'), elementsOf(message), readingsOf(message));
  if (isSure) return answer;
  return answer?.readings?.some(({ gtin, sscc }) => gtin || sscc) ? answer : null;
}

/** @returns {boolean} does the last of these digits fit the others? */
export function hasRightCheckDigit(digits) {
  const weigh = (sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3);
  return [...digits].reverse().reduce(weigh, 0) % 10 === 0;
}

function judged(text, elements, readings) {
  const useful = readings.filter((reading) => reading && (reading.gtin ?? reading.sscc ?? reading.lot));
  if (useful.length > 0) return { text, readings: useful };
  const isMisread = ([ai, value]) => /^0[0-2]$/.test(ai) && isWritten(ai, value) && !hasRightCheckDigit(value);
  return elements?.some(isMisread) ? { problem: 'check_digit' } : null;
}

// What separators say holds. Where there are none they may have been lost, and what follows is looked for in the values.
function readingsOf(message) {
  const strict = meaningOf(elementsOf(message));
  if (message.includes(GS)) return [strict];
  const split = splitsOf(message, strict ? DATE_NEXT : ANY_NEXT).map(meaningOf).filter(Boolean);
  const isNew = (reading, place, all) => all.findIndex((one) => isSame(one, reading)) === place;
  return (strict ? [strict, ...split] : split).filter(isNew);
}

function isSame(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function elementsOf(message) {
  const found = [];
  let at = afterSeparators(message, 0);
  while (at < message.length) {
    const ai = matchAt(AI, message, at);
    if (!ai) return null;
    const from = at + ai.length;
    const end = fixedLength(ai) ? from + fixedLength(ai) : nextSeparator(message, from);
    found.push([ai, message.slice(from, end)]);
    at = afterSeparators(message, end);
  }
  return found;
}

/** All ways to cut a message without separators, longest values first; none when there are too many to try. */
function splitsOf(message, next) {
  const found = [];
  let steps = 0;
  const cut = (at, before) => {
    const ai = matchAt(AI, message, at);
    if (!ai || before.some(([one]) => one === ai)) return;
    for (const end of endsOf(message, ai, at + ai.length, next)) {
      steps += 1;
      if (steps > MOST_STEPS) return;
      const element = [ai, message.slice(at + ai.length, end)];
      if (!fieldsOf(...element)) continue;
      if (end === message.length) found.push([...before, element]);
      else cut(end, [...before, element]);
    }
  };
  cut(0, []);
  return steps > MOST_STEPS ? [] : found;
}

function endsOf(message, ai, from, next) {
  if (fixedLength(ai)) return [Math.min(from + fixedLength(ai), message.length)];
  const ends = [];
  for (let end = Math.min(from + longest(ai), message.length); end > from; end -= 1) {
    if (end === message.length || matchAt(next, message, end)) ends.push(end);
  }
  return ends;
}

function bracketElements(text) {
  if (!text.startsWith('(')) return null;
  const found = [...text.matchAll(BRACKETS)];
  const isWhole = found.reduce((sum, [all]) => sum + all.length, 0) === text.length;
  const elements = found.map(([, ai, value]) => [ai, fixedLength(ai) ? value.replaceAll(' ', '') : value.replace(/^ +| +$/g, '')]);
  return isWhole && elements.every(([ai]) => isAi(ai)) ? elements : null;
}

function linkElements(text) {
  const [, path, query = ''] = LINK.exec(text) ?? [];
  if (!path) return null;
  const parts = path.replace(/\/+$/, '').split('/');
  const start = parts.findIndex((part, place) => /^0[01]$/.test(part) && /^[0-9]+$/.test(parts[place + 1] ?? ''));
  if (start < 0 || (parts.length - start) % 2 !== 0) return null;
  const pairs = parts.slice(start).flatMap((part, place, all) => (place % 2 === 0 ? [[part, all[place + 1]]] : []));
  const asked = query.split(/[&;]/).map((one) => one.split('=')).filter((one) => one.length === 2 && isAi(one[0]));
  return [...pairs, ...asked].map(([ai, value]) => [ai, ai === '01' ? value.padStart(14, '0') : unescaped(value)]);
}

function meaningOf(elements) {
  const fields = elements?.map((element) => fieldsOf(...element));
  if (!fields?.length || fields.includes(null)) return null;
  const reading = Object.assign({}, ...fields);
  const agrees = (one) => Object.entries(one).every(([name, value]) => reading[name] === value);
  return fields.every(agrees) ? reading : null;
}

/** What one element says; null when it cannot be right. */
function fieldsOf(ai, value) {
  if (!isWritten(ai, value)) return null;
  if (DATES.has(ai)) return dated(DATES.get(ai), dateOf(value));
  if (ai === '10') return { lot: value };
  if (ai === '21') return { serial: value };
  if (ai === '30' || ai === '37') return Number(value) > 0 ? { count: Number(value) } : null;
  if (/^310[0-5]$/.test(ai)) return weightOf(Number(value), Number(ai[3]));
  if (!/^0[0-2]$/.test(ai)) return {};
  if (!hasRightCheckDigit(value)) return null;
  if (ai === '00') return { sscc: value };
  return ai === '01' ? { gtin: value } : { gtin: value, holds: true };
}

function dated(name, date) {
  if (date === null) return null;
  return name === null ? {} : { [name]: date };
}

/** Finer than a gram is not a weight we can count in, so it is as if it were not there. */
function weightOf(value, decimals) {
  const weight_m = decimals <= 3 ? value * 10 ** (3 - decimals) : value / 10 ** (decimals - 3);
  return Number.isInteger(weight_m) && weight_m > 0 ? { weight_m } : {};
}

/** YYMMDD; day 00 is the last of the month. */
function dateOf(digits) {
  const [yy, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  const year = yy < FIRST_YEAR % 100 ? 2000 + yy : 1900 + yy;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day > last) return null;
  return [year, month, day || last].map((part) => String(part).padStart(2, '0')).join('-');
}

function isWritten(ai, value) {
  const length = fixedLength(ai);
  if (length) return value.length === length && /^[0-9]+$/.test(value);
  return value.length <= longest(ai) && (/^3[07]$/.test(ai) ? /^[0-9]+$/ : VALUE).test(value);
}

function isAi(text) {
  return matchAt(AI, text, 0) === text;
}

function fixedLength(ai) {
  return DATES.has(ai) ? 6 : FIXED[ai.slice(0, 2)];
}

function longest(ai) {
  return LONGEST[ai] ?? 90;
}

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function afterSeparators(message, at) {
  let after = at;
  while (message[after] === GS) after += 1;
  return after;
}

function nextSeparator(message, from) {
  const at = message.indexOf(GS, from);
  return at < 0 ? message.length : at;
}

function unescaped(value) {
  return value.replace(PERCENT, (_all, hex) => String.fromCharCode(parseInt(hex, 16)));
}
