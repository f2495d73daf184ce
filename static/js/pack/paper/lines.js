/** The lines of a wave on paper, as the sheet and our own facts have them. */

import { lineState } from '../../pick/lines.js';

export function lineOn(sheet, id) {
  return sheet.lines.find((line) => line.id === id) ?? null;
}

export function openOf({ book }, id) {
  const { demand_m, picked_m, short_m } = book.lines[id];
  return Math.max(0, demand_m - picked_m - short_m);
}

export function isOpen({ book }, id) {
  return lineState(book.lines[id]) === 'open';
}

/** The lines still to be entered, in the order of the paper. */
export function openLines(sheet, state) {
  return sheet.lines.filter(({ id }) => isOpen(state, id));
}

/** What a line wants, in words people read. */
export function wordsOf(sheet, line) {
  return { is: sheet.products[line.product].name, want: sheet.stops[line.stop].code, to: line.tote ?? sheet.paper.orders[line.id] };
}

/** @returns {'line'|'less'|'found'|'reason'|'done'|'entered'} the one question now */
export function askOf(sheet, { book, at, found_m, less, walked }) {
  if (walked) return 'entered';
  if (at !== null) return found_m === null ? 'found' : 'reason';
  if (sheet.lines.every(({ id }) => lineState(book.lines[id]) !== 'open')) return 'done';
  return less ? 'less' : 'line';
}
