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
  const order = sheet.totes.find(({ transfer }) => transfer === line.transfer)?.order ?? '';
  return { is: sheet.products[line.product].name, want: sheet.stops[line.stop].code, to: line.tote ?? order };
}
