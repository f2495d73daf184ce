/**
 * What a scanner delivered, made into the text it stands for; the twin of `warehouse_app/domain/barcodes.py`.
 * Both run `tests/vectors/barcodes/`.
 */

const MAX_LENGTH = 200;
const EDGES = /^[ \t\n\v\f\r\u00a0\ufeff]+|[ \t\n\v\f\r\u00a0\ufeff]+$/g;
const AIM_ID = /^\][A-Za-z][0-9]/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const GTIN = /^(?:[0-9]{8}|[0-9]{12,14})$/;

/**
 * The text of a scan without its wrapping (white space, AIM id), or what is wrong with it.
 * @param {string} raw what the scanner delivered
 * @param {(text: string) => boolean} [known] is this exact text in the sheet's table? A shop's own wrong number counts
 * @returns {{text: string} | {problem: 'empty'|'too_long'|'control'|'check_digit'}}
 */
export function normalise(raw, known = () => false) {
  const text = trim(trim(String(raw ?? '')).replace(AIM_ID, ''));
  if (text === '') return { problem: 'empty' };
  if (isTooLong(text)) return { problem: 'too_long' };
  if (CONTROL.test(text)) return { problem: 'control' };
  if (GTIN.test(text) && !hasRightCheckDigit(text) && !known(text)) return { problem: 'check_digit' };
  return { text };
}

/**
 * The key a text is looked up by: ASCII upper case; UPC-A and GTIN-14 of a single piece become their EAN-13.
 * @param {string} text a normalised text
 * @returns {string}
 */
export function key(text) {
  if (/^[0-9]{12}$/.test(text)) return `0${text}`;
  if (/^0[0-9]{13}$/.test(text)) return text.slice(1);
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function trim(text) {
  return text.replace(EDGES, '');
}

// Characters, not UTF-16 units, so that Python counts the same; a huge text is not spread out for it.
function isTooLong(text) {
  return text.length > 2 * MAX_LENGTH || [...text].length > MAX_LENGTH;
}

function hasRightCheckDigit(digits) {
  const weigh = (sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3);
  return [...digits].reverse().reduce(weigh, 0) % 10 === 0;
}
