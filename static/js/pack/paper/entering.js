/** A line of the paper is entered: all of it by one scan, or how much was found and why not all. */

import { plain } from '../../lib/verdict.js';
import { fitsLot } from '../../pick/label.js';
import { asked, keep, refused, taken, warned } from './answers.js';
import { isOpen, lineOn, openLines, openOf, wordsOf } from './lines.js';

/**
 * A line, by its barcode or chosen on the screen. Where more than one amount can be meant, it is asked.
 * @param {string|null} [because] what is said when its amount is asked
 */
export function enterLine(ctx, id, because = null, lot = undefined) {
  const { sheet, state, input } = ctx;
  const line = lineOn(sheet, id);
  if (state.at !== null) return refused(ctx, 'pack.paper.finish_it');
  if (!line) return refused(ctx, 'pack.unknown');
  if (!isOpen(state, id)) return warned(ctx, 'pack.paper.already', wordsOf(sheet, line));
  if (needsLot(sheet, line) && !lot) return refused(ctx, 'pack.paper.lot', wordsOf(sheet, line));
  const asks = because ?? whyAsked(ctx, line);
  if (asks) return asked(ctx, { ...state, at: id, found_m: null, less: false }, asks);
  return settle(ctx, line, openOf(state, id), null, { lot, text: input.text });
}

/** Goods that were scanned stand for their line where there is only one of them. */
export function enterGoods(ctx, entry) {
  const { sheet, state } = ctx;
  if (state.at !== null) return refused(ctx, 'pack.paper.finish_it');
  const lines = sheet.lines.filter(({ product }) => product === entry.product);
  const is = sheet.products[entry.product]?.name ?? '';
  if (lines.length === 0) return refused(ctx, 'pack.paper.not_on_it', { is });
  const fitting = lines.filter((line) => fitsLot(line.lot, entry));
  if (fitting.length === 0) return refused(ctx, 'pack.paper.other_lot', { is });
  const open = openLines(sheet, state).filter((line) => fitting.includes(line));
  if (open.length === 0) return warned(ctx, 'pack.paper.already', wordsOf(sheet, fitting[0]));
  if (open.length > 1) return refused(ctx, 'pack.paper.several', { is, n: open.length });
  return enterLine(ctx, open[0].id, null, entry.lot ?? undefined);
}

/** So much of the line in hand is there. */
export function setFound(ctx, { qty_m }) {
  const { sheet, state } = ctx;
  if (state.at === null || state.found_m !== null) return refused(ctx, 'pack.paper.line_first');
  const line = lineOn(sheet, state.at);
  const open_m = openOf(state, line.id);
  const isAmount = Number.isSafeInteger(qty_m) && qty_m >= 0;
  if (!isAmount || (sheet.products[line.product].whole && qty_m % 1000 !== 0)) return refused(ctx, 'pick.quantity.bad');
  if (qty_m > open_m) return refused(ctx, 'pack.paper.more', { n: plain(qty_m) });
  if (qty_m === open_m) return settle(ctx, line, qty_m, null, {});
  return asked(ctx, { ...state, found_m: qty_m }, 'pack.paper.cause');
}

/** Why the rest is missing: the line is settled. */
export function tellReason(ctx, { reason }) {
  const { sheet, state } = ctx;
  if (!sheet.reasons.some(({ code }) => code === reason)) return refused(ctx, 'pick.reason.unknown');
  if (state.at === null || state.found_m === null) return refused(ctx, 'pack.paper.line_first');
  return settle(ctx, lineOn(sheet, state.at), state.found_m, reason, {});
}

/* Goods whose lot nobody planned: the paper cannot say it, the goods do. */
function needsLot(sheet, line) {
  return ['lot', 'serial'].includes(sheet.products[line.product].tracking) && !line.lot;
}

/* A part was counted before, or less was announced: the barcode alone does not say how much there is. */
function whyAsked({ state, input }, line) {
  if (state.less) return 'pack.paper.found';
  if (state.book.lines[line.id].picked_m > 0) return 'pack.paper.partly';
  return input.type === 'line' ? 'pack.paper.found' : null;
}

function settle(ctx, line, found_m, reason, { lot, text }) {
  const { sheet, state } = ctx;
  const location = sheet.stops[line.stop].location;
  const missing_m = openOf(state, line.id) - found_m;
  const codes = text ? [text] : [];
  const pick = { line: line.id, qty_m: found_m, location, product: line.product, lot: lot ?? line.lot, tote: line.tote, codes, over: 'paper' };
  const short = { line: line.id, missing_m, found_m: 0, reason, location };
  const wanted = [found_m > 0 && { kind: 'pick', body: pick }, missing_m > 0 && { kind: 'short', body: short }].filter(Boolean);
  const kept = keep(ctx, wanted);
  if (!kept) return refused(ctx, 'pack.not_counted');
  const args = { ...wordsOf(sheet, line), n: plain(found_m), missing: plain(missing_m) };
  return taken(ctx, kept.state, missing_m > 0 ? 'pack.paper.short' : 'pack.paper.right', args, kept.facts);
}
