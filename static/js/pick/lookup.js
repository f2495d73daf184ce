/** What a scanned text means on this sheet. No policy: the sheet's table decides. */

import { key, normalise } from '../scan/barcodes.js';

const CARDS = new Set(['command', 'reason', 'quantity']);

/**
 * Look one scan up in the sheet.
 * @param {object} sheet
 * @param {string} raw what the scanner delivered
 * @returns {{what: 'location'|'product'|'tote'|'command'|'reason'|'quantity', text: string}
 *   | {what: 'foreign', text: string, name: string, at: string|undefined}
 *   | {what: 'unknown', text: string} | {what: 'bad', problem: string}} an entry of the table, or why there is none
 */
export function lookup(sheet, raw) {
  const { text, problem } = normalise(raw, (exact) => has(sheet.codes, key(exact)) || has(sheet.known, key(exact)));
  if (problem) return { what: 'bad', problem };
  const wanted = key(text);
  if (has(sheet.codes, wanted)) return { ...sheet.codes[wanted], text };
  if (has(sheet.known, wanted)) return { ...sheet.known[wanted], what: 'foreign', text };
  return { what: 'unknown', ...card(sheet.codes, wanted), text };
}

// A scanner set to another keyboard layout loses or changes the `-`, `/` and `.` of a card; its letters and digits survive.
function card(codes, wanted) {
  const bare = squeeze(wanted);
  if (bare.length < 3) return undefined;
  return Object.entries(codes).find(([code, entry]) => CARDS.has(entry.what) && squeeze(code) === bare)?.[1];
}

function squeeze(code) {
  return code.replace(/[^A-Z0-9]/g, '');
}

function has(table, wanted) {
  return Object.hasOwn(table ?? {}, wanted);
}
