/** Telling a short: what was counted is put first, then why it is missing and how many are still there. */

import { plain } from '../lib/verdict.js';
import { asked, keepEach, onward, refused, taken, warned } from './answers.js';
import { put } from './counting.js';
import { toteOf } from './totes.js';
import { holdsGoods, moreSerials, reasonOf, sharedOut } from './walk.js';

const UNTOLD = { put_first: false, reason: null, found_m: null };

/** Command "short": the line cannot be filled. */
export function openShort(ctx) {
  const { sheet, state, at } = ctx;
  if (state.short) return asked(ctx, state, state.short.put_first ? 'pick.short.put_first' : 'pick.ask.reason', missing(at));
  if (at.missing_m === 0 && moreSerials(sheet, state, at).length === 0) return warned(ctx, 'pick.short.full');
  if (!holdsGoods(state)) return asked(ctx, { ...state, short: UNTOLD }, 'pick.ask.reason', missing(at));
  const putting = { ...state, short: { ...UNTOLD, put_first: true } };
  if (at.line.steps.includes('tote')) return asked(ctx, putting, 'pick.short.put_first');
  return put(ctx.withState(putting), toteOf(ctx.sheet, state, at.line));
}

/** A reason card, or its number. On its own it opens the short and answers it. */
export function tellReason(ctx, { reason }) {
  if (!reasonOf(ctx.sheet, reason)) return refused(ctx, 'pick.reason.unknown');
  if (ctx.state.short?.put_first) return refused(ctx, 'pick.short.put_first');
  if (holdsGoods(ctx.state)) return openShort(ctx);
  return finishShort(ctx, { ...(ctx.state.short ?? UNTOLD), reason });
}

/** The pieces still in the bin were counted. */
export function tellFound(ctx, { qty_m }) {
  if (!Number.isSafeInteger(qty_m) || qty_m < 0) return refused(ctx, 'pick.quantity.bad');
  if (ctx.at.product.whole && qty_m % 1000 !== 0) return refused(ctx, 'pick.quantity.whole');
  if (qty_m > ctx.sheet.rules.keypad_max_m) return refused(ctx, 'pick.quantity.bad');
  return finishShort(ctx, { ...ctx.state.short, found_m: qty_m });
}

/** Back out of a short: what was counted stays counted. */
export function leaveShort(ctx) {
  return asked(ctx, { ...ctx.state, short: null }, 'pick.short.left');
}

function finishShort(ctx, short) {
  const { sheet, state, at } = ctx;
  const open = { ...state, short };
  if (short.reason === null) return asked(ctx, open, 'pick.ask.why', { found: plain(short.found_m) });
  const found_m = reasonOf(sheet, short.reason).count === 'none' ? 0 : short.found_m;
  if (found_m === null) return asked(ctx, open, 'pick.ask.count');
  const rest = { found_m, reason: short.reason, location: at.stop.location };
  const bodies = sharedOut(sheet, state, at.missing_m).map(({ line, qty_m }) => ({ line, missing_m: qty_m, ...rest }));
  const kept = keepEach(ctx, 'short', bodies, { short: null });
  if (!kept) return refused(ctx, 'pick.not_counted');
  const after = onward(sheet, kept.state);
  return taken(ctx, after, after.at === null ? 'pick.short.last' : 'pick.short.told', missing(at), kept.facts);
}

function missing(at) {
  return { missing: plain(at.missing_m) };
}
