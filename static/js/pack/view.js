/** What the screen shows, read off sheet and state; it decides nothing. */

import { ask } from '../lib/verdict.js';
import { commonArgs } from './answers.js';
import { askOf, boxNumber, boxOf, expectedWeight, leftAll, lineOn, nextRow, proposedBox, rowsOf } from './bench.js';
import { hasGoods, openParcel } from './book.js';
import { takesKeypad } from './boxing.js';

const HISTORY = 8;

/**
 * @param {object} sheet
 * @param {object} state
 * @returns {{
 *   ask: 'item'|'close'|'box'|'weight'|'missing'|'finish'|'packed', prompt: object,
 *   rows: object[], line: object|null, left: number, keypad: boolean,
 *   box: {place: number, carton: object|null, isEmpty: boolean}, proposed: object|null, expected_g: number|null,
 *   steps: {name: 'items'|'box'|'weight'|'label', state: 'done'|'now'|'then'}[],
 *   parcels: object[], history: object[], progress: {done: number, total: number},
 *   can: {undo: boolean, close: boolean, finish: boolean, reopen: boolean}
 * }}
 *   rows     the goods: the one to pack now first, the open ones, then the packed: {key, product, lot, demand_m, packed_m,
 *            left_m, state: 'now'|'open'|'done'}; line is the row in hand
 *   history  what can be taken out again, newest first: {scan, name, qty_m}
 */
export function view(sheet, state) {
  const { book } = state;
  const rows = rowsShown(sheet, state);
  return {
    ask: askOf(sheet, state),
    prompt: promptOf(sheet, state),
    rows,
    line: rows.find((row) => row.state === 'now') ?? null,
    left: leftAll(sheet, state),
    keypad: takesKeypad(sheet, state),
    box: { place: boxNumber(state), carton: boxOf(sheet, state.carton), isEmpty: !hasGoods(book) },
    proposed: proposedBox(sheet, state),
    expected_g: expectedWeight(sheet, state),
    steps: stepsOf(sheet, state),
    parcels: book.parcels.filter((parcel) => parcel.state === 'closed'),
    history: historyOf(sheet, book),
    progress: { done: rows.filter((row) => row.state === 'done').length, total: rows.length },
    can: canOf(state),
  };
}

function promptOf(sheet, state) {
  const expected = expectedWeight(sheet, state) ?? '';
  const fits = proposedBox(sheet, state)?.name ?? '';
  return ask(promptKey(sheet, state), { ...commonArgs(sheet, state), expected, fits });
}

function promptKey(sheet, state) {
  const asks = askOf(sheet, state);
  if (asks === 'item' && state.book.parcels.length === 0) return 'pack.ask.first';
  if (asks === 'box' && proposedBox(sheet, state)) return 'pack.ask.box_fits';
  return asks === 'weight' && expectedWeight(sheet, state) !== null ? 'pack.ask.weight_known' : `pack.ask.${asks}`;
}

function rowsShown(sheet, state) {
  const now = askOf(sheet, state) === 'item' ? nextRow(sheet, state).key : null;
  const shown = rowsOf(sheet, state).map((row) => rowShown(sheet, row, now));
  return ['now', 'open', 'done'].flatMap((kind) => shown.filter((row) => row.state === kind));
}

function rowShown(sheet, row, now) {
  const lot = row.lot === null || row.lot === undefined ? null : { id: row.lot, ...sheet.lots[row.lot] };
  const state = row.key === now ? 'now' : row.left_m > 0 ? 'open' : 'done';
  return { ...row, product: { id: row.product, ...sheet.products[row.product] }, lot, state };
}

function stepsOf(sheet, state) {
  const { rules, boxes } = sheet;
  const asks = askOf(sheet, state);
  const names = ['items', rules.ask_box && boxes.length > 0 && 'box', rules.ask_weight && 'weight', 'label'].filter(Boolean);
  const now = { box: 'box', weight: 'weight', packed: 'label' }[asks] ?? 'items';
  const isDone = (name) => names.indexOf(name) < names.indexOf(now) || (name === 'box' && state.carton !== null);
  return names.map((name) => ({ name, state: name === now ? 'now' : isDone(name) ? 'done' : 'then' }));
}

function historyOf(sheet, book) {
  const items = openParcel(book)?.items ?? [];
  const scans = [...new Set(items.map((item) => item.scan))].slice(-HISTORY).reverse();
  return scans.map((scan) => {
    const made = items.filter((item) => item.scan === scan);
    const { name, unit } = sheet.products[lineOn(sheet, made[0].line).product];
    return { scan, name, unit, qty_m: made.reduce((sum, { qty_m }) => sum + qty_m, 0) };
  });
}

function canOf({ book, closing, finishing }) {
  const isOpen = !book.packed;
  const isAsking = Boolean(closing || finishing);
  const hasAny = book.parcels.some((parcel) => parcel.items.length > 0);
  return { undo: isOpen && (isAsking || hasGoods(book)), close: isOpen && !isAsking && hasGoods(book), finish: isOpen && hasAny, reopen: isOpen && !isAsking && !hasGoods(book) && book.parcels.some(({ state }) => state === 'closed') };
}
