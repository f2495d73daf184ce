/**
 * Where the picker stands: the line in hand, what is left of it, what is asked, what comes next.
 *
 * The state is plain JSON:
 *   {book, order, at, confirmed, counted_m, seen, codes, lot, short, full, offered, walked}
 *   order      line ids as they will be walked; a skipped line goes last
 *   at         the line in hand, null when all are settled
 *   confirmed  the stop whose location was scanned
 *   counted_m  counted and not yet in a tote; `codes`, `lot` and `seen` belong to that count
 *   short      null | {put_first, reason, found_m}: a short being told
 *   toCheck    totes still to be looked into (see checking.js); `recount`: {counts, last} of the one counted anew
 *   toBack     lines of which goods are to be put back (see backing.js); `backLater` those put off, `backing` what was taken out
 *   full       the tote is full and a new one asked for; `offered`: a free tote that was scanned once instead of ours
 */

import { lineState } from './lines.js';

/** Nothing counted, nothing being told: what every new line starts from. */
export const EMPTY_HANDS = { counted_m: 0, seen: false, codes: [], lot: null, short: null, full: false, offered: null };

/**
 * The line in hand with everything a handler asks about it, or null when all lines are settled.
 * `left_m` may still be counted; `missing_m` is what the order still lacks once the count is put.
 */
export function here(sheet, state) {
  if (state.at === null) return null;
  const line = lineOn(sheet, state.at);
  const { demand_m, picked_m } = state.book.lines[line.id];
  const most_m = Math.min(demand_m, line.max_m ?? demand_m) - picked_m;
  return {
    line,
    demand_m,
    picked_m,
    stop: sheet.stops[line.stop],
    product: sheet.products[line.product],
    left_m: Math.max(0, most_m - state.counted_m),
    missing_m: demand_m - picked_m - state.counted_m,
  };
}

/** @returns {'check'|'recount'|'back'|'back_place'|'location'|'product'|'quantity'|'tote'|'new_tote'|'reason'|'count'|'finish'|'walked'} the one question now */
export function askOf(sheet, state) {
  if (state.walked) return 'walked';
  if (state.toCheck?.length > 0) return state.recount ? 'recount' : 'check';
  if (mustPutBack(state)) return state.backing ? 'back_place' : 'back';
  const at = here(sheet, state);
  if (!at) return 'finish';
  if (state.full) return 'new_tote';
  if (state.short) return askOfShort(state.short);
  if (at.line.steps.includes('location') && state.confirmed !== at.line.stop) return 'location';
  if (state.counted_m > 0) return at.left_m === 0 && at.line.steps.includes('tote') ? 'tote' : 'product';
  return state.seen ? 'quantity' : 'product';
}

/** Goods are to be put back, and nothing else is begun; what was put off waits until all is settled. */
export function mustPutBack({ toBack = [], backLater = [], at, counted_m, seen, short, full }) {
  const isDue = toBack.length > 0 || (at === null && backLater.length > 0);
  return isDue && counted_m === 0 && !seen && !short && !full;
}

/** The state with the next open line in hand; another stop must be confirmed anew. */
export function moveOn(sheet, state) {
  const at = state.order.find((id) => isOpen(state, id)) ?? null;
  return at === null ? { ...state, ...EMPTY_HANDS, at, confirmed: null } : take(sheet, state, at);
}

/** The state with this line in hand. */
export function take(sheet, state, at) {
  const confirmed = lineOn(sheet, at).stop === state.confirmed ? state.confirmed : null;
  return { ...state, ...EMPTY_HANDS, at, confirmed };
}

export function lineOn(sheet, id) {
  return sheet.lines.find((line) => line.id === id);
}

export function isOpen(state, id) {
  return lineState(state.book.lines[id]) === 'open';
}

export function openLines(state) {
  return state.order.filter((id) => isOpen(state, id));
}

/** How a reason wants the pieces in the bin counted. */
export function reasonOf(sheet, code) {
  return sheet.reasons.find((reason) => reason.code === code) ?? null;
}

function askOfShort(short) {
  if (short.put_first) return 'tote';
  return short.reason === null ? 'reason' : 'count';
}
