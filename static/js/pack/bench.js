/**
 * Where the packer stands: the goods in rows, the one in hand, what is asked.
 *
 * The state is plain JSON:
 *   {book, at, code, carton, closing, finishing}
 *   at         the row last scanned, null before the first; `code` is what was read for it
 *   carton     the box chosen for the parcel that is open
 *   closing    null | 'box' | 'weight': the question the closing waits for
 *   finishing  null | 'asked' | 'told': leaving the bench with less than ordered
 */

import { hasGoods, leftOf, openParcel, packedOf } from './book.js';

/** Nothing half done: what every new box starts from. */
export const EMPTY_BENCH = { at: null, code: null, carton: null, closing: null, finishing: null };

/**
 * The goods as a packer sees them: of one product and lot it does not matter which bin they came from.
 * @returns {{key: string, product: number, lot: number|null, lines: number[], demand_m, packed_m, left_m}[]}
 */
export function rowsOf(sheet, { book }) {
  const keys = [...new Set(sheet.lines.map(rowKey))];
  return keys.map((key) => {
    const lines = sheet.lines.filter((line) => rowKey(line) === key);
    const ids = lines.map((line) => line.id);
    const add = (of) => ids.reduce((sum, id) => sum + of(id), 0);
    const [demand_m, packed_m] = [add((id) => book.lines[id].demand_m), add((id) => packedOf(book, id))];
    return { key, product: lines[0].product, lot: lines[0].lot, lines: ids, demand_m, packed_m, left_m: add((id) => leftOf(book, id)) };
  });
}

/** The row to pack now: the one in hand while some of it is left, else the first that is open. */
export function nextRow(sheet, state) {
  const open = openRows(sheet, state);
  return open.find((row) => row.key === state.at) ?? open[0] ?? null;
}

export function openRows(sheet, state) {
  return rowsOf(sheet, state).filter((row) => row.left_m > 0);
}

/** How many things are still to scan: pieces, and one for each row of goods by weight or length. */
export function leftAll(sheet, state) {
  const count = (row) => (sheet.products[row.product].whole ? Math.ceil(row.left_m / 1000) : 1);
  return openRows(sheet, state).reduce((sum, row) => sum + count(row), 0);
}

/** @returns {'item'|'close'|'box'|'weight'|'missing'|'finish'|'packed'} the one question now */
export function askOf(sheet, state) {
  if (state.book.packed) return 'packed';
  if (state.finishing === 'asked') return 'missing';
  if (state.closing) return state.closing;
  if (leftAll(sheet, state) > 0) return 'item';
  return hasGoods(state.book) ? 'close' : 'finish';
}

/** The box a parcel goes into, as the sheet describes it, or null. */
export function boxOf(sheet, id) {
  return sheet.boxes.find((box) => box.id === id) ?? null;
}

/** The carton that takes the whole order, as long as it goes into one: none of it is in a closed box. */
export function proposedBox(sheet, { book }) {
  return book.parcels.some(({ state }) => state === 'closed') ? null : boxOf(sheet, sheet.proposed ?? null);
}

/** Which box of the order this is, counted from 1. */
export function boxNumber({ book }) {
  const closed = book.parcels.filter((parcel) => parcel.state === 'closed').length;
  return book.packed ? closed : closed + 1;
}

/** What the open box should weigh, or null when the weight of something in it is not known. */
export function expectedWeight(sheet, { book, carton }) {
  const items = openParcel(book)?.items ?? [];
  const weights = items.map(({ line, qty_m }) => weightOf(sheet, line, qty_m));
  const box_g = carton === null ? 0 : (boxOf(sheet, carton)?.weight_g ?? null);
  if (weights.length === 0 || box_g === null || weights.includes(null)) return null;
  return Math.round(weights.reduce((sum, weight) => sum + weight, box_g));
}

export function lineOn(sheet, id) {
  return sheet.lines.find((line) => line.id === id);
}

function weightOf(sheet, line, qty_m) {
  const { weight_g } = sheet.products[lineOn(sheet, line).product];
  return weight_g === null || weight_g === undefined ? null : (weight_g * qty_m) / 1000;
}

function rowKey({ product, lot }) {
  return `${product}|${lot ?? ''}`;
}
