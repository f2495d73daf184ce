/** What a scanned text means on this sheet. No policy: the sheet's table decides. */

import { hasRightCheckDigit } from '../scan/gs1.js';
import { key, normalise } from '../scan/barcodes.js';
import { asOtherLayouts } from '../scan/layouts.js';
import { find, labelled } from './label.js';

const CARDS = new Set(['command', 'reason', 'quantity']);
const HARMLESS = new Set(['command', 'reason']);

/**
 * Look one scan up in the sheet.
 * @param {object} sheet
 * @param {string} raw what the scanner delivered
 * @returns {{what: 'location'|'product'|'tote'|'command'|'reason'|'quantity', text: string}
 *   | {what: 'foreign', text: string, name: string, at: string|undefined}
 *   | {what: 'unknown', text: string} | {what: 'bad', problem: string}} an entry of the table, or why there is none.
 *   Goods read from a GS1 label may bear `lot`, `lot_name`, `expires` and `qty_m`
 */
export function lookup(sheet, raw) {
  const entry = read(sheet, raw);
  if (entry.what !== 'unknown' && entry.problem !== 'control') return entry;
  return fromOtherLayout(sheet, raw) ?? entry;
}

function read(sheet, raw) {
  const { text, problem, gs1 } = normalise(raw, (exact) => find(sheet, key(exact)) !== null);
  if (problem) return { what: 'bad', problem };
  if (gs1) return { ...labelled(sheet, gs1), text };
  return { ...(find(sheet, key(text)) ?? { what: 'unknown', ...card(sheet.codes, key(text)) }), text };
}

// Goods and places are not taken on a guess: the layout is named. A card does no harm.
function fromOtherLayout(sheet, raw) {
  for (const { layout, text } of asOtherLayouts(String(raw))) {
    const entry = read(sheet, text);
    if (HARMLESS.has(entry.what)) return entry;
    if (isMeant(entry)) return { what: 'bad', problem: `layout.${layout}` };
  }
  return null;
}

function isMeant({ what, text }) {
  return what === 'unknown' ? /^[0-9]{12,14}$/.test(text) && hasRightCheckDigit(text) : what !== 'bad';
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
