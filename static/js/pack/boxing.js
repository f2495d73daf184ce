/** Goods into the box, and what is said when a scan is wrong. */

import { plain } from '../lib/verdict.js';
import { fitsLot, lotName } from '../pick/label.js';
import { asked, keep, refused, taken, warned } from './answers.js';
import { askOf, boxOf, leftAll, nextRow, rowInHand, rowsOf } from './bench.js';
import { leftOf, openParcel } from './book.js';
import { isEach, isUnscanned, needsLot, whyNotBox } from './checks.js';
import { beginClosing } from './closing.js';

/** A product, lot or case was scanned. */
export function scanProduct(ctx, entry) {
  const { sheet, state } = ctx;
  const fitting = rowsOf(sheet, state).filter((row) => fits(row, entry));
  if (fitting.length === 0) return refused(ctx, ...notOurs(sheet, entry));
  const open = fitting.filter((row) => row.left_m > 0);
  if (open.length === 0) return refused(ctx, 'pack.enough', { is: nameOf(sheet, entry), of: plain(sum(fitting, 'demand_m')) });
  const factor_m = (row) => (isWhole(sheet, row) ? entry.factor_m : row.left_m);
  const wide = open.filter((row) => factor_m(row) <= row.left_m);
  if (needsLot(sheet, entry.product) && entry.lot === undefined && entry.lot_name === undefined) return refused(ctx, 'pack.lot.scan', { is: nameOf(sheet, entry) });
  const row = wide.find(({ key }) => key === state.at) ?? wide[0];
  if (!row) return refused(ctx, 'pack.over', { is: nameOf(sheet, entry), factor: plain(entry.factor_m), have: plain(sum(open, 'left_m')) });
  return put(ctx, row, factor_m(row), entry.text);
}

/** Goods the sheet names though they are not of this order. */
export function scanForeign(ctx, { name, order, slot }) {
  if (!order) return refused(ctx, 'pack.wrong.shop', { is: name });
  return refused(ctx, slot ? 'pack.wrong.wave' : 'pack.wrong.order', { is: name, other: order, slot });
}

/** So many more of the goods in hand: typed, or a card. */
export function setQuantity(ctx, { qty_m }) {
  const { sheet, state } = ctx;
  const row = inHand(sheet, state);
  if (!row) return refused(ctx, 'pack.product.first');
  const problem = whyNot(ctx, row, qty_m);
  if (problem) return refused(ctx, problem, { is: nameOf(sheet, row), factor: plain(qty_m), have: plain(row.left_m) });
  return put(ctx, row, qty_m, state.code);
}

/** May a count be typed for the goods in hand? Only after a scan of them, and where enough are left to be tedious. */
export function takesKeypad(sheet, state) {
  const row = inHand(sheet, state);
  return askOf(sheet, state) === 'item' && row !== null && row.demand_m >= sheet.rules.keypad_from_m && !isEach(sheet, row.product);
}

/** A box was scanned or pressed: the open parcel goes into it. */
export function chooseBox(ctx, { box }) {
  const { state } = ctx;
  const chosen = boxOf(ctx.sheet, box);
  if (!chosen) return refused(ctx, 'pack.box.unknown');
  const problem = whyNotBox(ctx.sheet, state, chosen);
  if (problem) return refused(ctx, problem, { box: chosen.name });
  const after = { ...state, carton: box };
  if (state.closing) return beginClosing(ctx, after, []);
  return asked(ctx, after, 'pack.box.chosen', { box: chosen.name });
}

/** One more of the goods in hand, though nobody can scan them: a second person agreed to it. */
export function putUnscanned(ctx) {
  const row = rowInHand(ctx.sheet, ctx.state);
  if (!row || row.left_m <= 0 || !isUnscanned(ctx.sheet, row.product)) return warned(ctx, 'pack.check.none');
  return put(ctx, row, isWhole(ctx.sheet, row) ? Math.min(1000, row.left_m) : row.left_m, null, { over: 'noscan' });
}

function put(ctx, row, qty_m, code, more = {}) {
  const { state, input } = ctx;
  const parcel = openParcel(state.book)?.key ?? input.id;
  const facts = shares(state.book, row, qty_m).map(([line, share_m]) => ({ kind: 'boxed', body: { line, parcel, qty_m: share_m, code, ...more } }));
  const kept = keep(ctx, { ...state, at: row.key, code }, facts);
  if (!kept) return refused(ctx, 'pack.not_counted');
  const args = { n: plain(row.packed_m + qty_m), of: plain(row.demand_m), is: nameOf(ctx.sheet, row), more: plain(row.left_m - qty_m) };
  if (leftAll(ctx.sheet, kept.state) === 0) return beginClosing(ctx, kept.state, kept.facts, args);
  return taken(ctx, kept.state, qty_m < row.left_m ? 'pack.right' : 'pack.right.full', args, kept.facts);
}

// One row may stand for lines from several bins: they are filled one after the other.
function shares(book, row, qty_m) {
  let rest_m = qty_m;
  return row.lines.flatMap((line) => {
    const share_m = Math.min(rest_m, leftOf(book, line));
    rest_m -= share_m;
    return share_m > 0 ? [[line, share_m]] : [];
  });
}

function inHand(sheet, state) {
  const row = nextRow(sheet, state);
  return row && row.key === state.at ? row : null;
}

function whyNot({ sheet, state }, row, qty_m) {
  if (!Number.isSafeInteger(qty_m) || qty_m <= 0) return 'pack.quantity.bad';
  if (isWhole(sheet, row) && qty_m % 1000 !== 0) return 'pack.quantity.whole';
  if (!takesKeypad(sheet, state)) return 'pack.scan_each';
  return qty_m > row.left_m ? 'pack.over' : null;
}

function fits(row, entry) {
  return entry.product === row.product && fitsLot(row.lot, entry);
}

function notOurs(sheet, entry) {
  const line = sheet.lines.find((one) => one.product === entry.product);
  if (!line) return ['pack.wrong.shop', { is: nameOf(sheet, entry) }];
  return ['pack.lot.wrong', { is: lotName(sheet, entry), lot: lotName(sheet, line) }];
}

// Of goods by weight or length one scan says what they are; how many were picked is known.
function isWhole(sheet, row) {
  return sheet.products[row.product].whole;
}

function nameOf(sheet, { product }) {
  return sheet.products[product]?.name ?? '';
}

function sum(rows, of) {
  return rows.reduce((whole, row) => whole + row[of], 0);
}
