/**
 * What a scanner delivered, made into the text it stands for; the twin of `warehouse_app/domain/barcodes.py`.
 * Both run `tests/vectors/barcodes/`.
 */

import { hasRightCheckDigit, parse } from './gs1.js';

const MAX_LENGTH = 200;
const EDGES = /^[ \t\n\v\f\r\u00a0\ufeff]+|[ \t\n\v\f\r\u00a0\ufeff]+$/g;
const AIM_ID = /^\][A-Za-z][0-9]/;
const GS1_ID = /^\](?:C1|d2|Q3|J1|e[0-2])/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const GTIN = /^(?:[0-9]{8}|[0-9]{12,14})$/;

/**
 * The text of a scan without its wrapping (white space, AIM id), or what is wrong with it.
 * @param {string} raw what the scanner delivered
 * @param {(text: string) => boolean} [known] is this exact text in the sheet's table? A shop's own code always counts,
 *   whatever its check digit and even if it looks like GS1
 * @returns {{text: string, gs1?: object[]} | {problem: 'empty'|'too_long'|'control'|'check_digit'}} `gs1`: see `gs1.js`
 */
export function normalise(raw, known = () => false) {
  const bare = trim(String(raw ?? ''));
  const text = trim(bare.replace(AIM_ID, ''));
  if (text === '') return { problem: 'empty' };
  if (isTooLong(text)) return { problem: 'too_long' };
  const isClean = !CONTROL.test(text);
  if (isClean && known(text)) return { text };
  const label = parse(text, GS1_ID.test(bare));
  if (label) return label.problem ? label : { text: label.text, gs1: label.readings };
  if (!isClean) return { problem: 'control' };
  if (GTIN.test(text) && !hasRightCheckDigit(text)) return { problem: 'check_digit' };
  return { text };
}

/**
 * The key a text is looked up by: ASCII upper case; a UPC-A and the GTIN-14 of a single piece become their EAN-13 or EAN-8.
 * @param {string} text a normalised text
 * @returns {string}
 */
export function key(text) {
  if (/^0{4,6}[0-9]{8}$/.test(text) && hasRightCheckDigit(text)) return text.slice(-8);
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
