/**
 * Where the picker stands: the line in hand, what is left of it, what is asked, what comes next.
 *
 * The state is plain JSON:
 *   {book, order, at, confirmed, counted_m, seen, codes, lot, package, asked, offer, serials, short, full, offered, digits, over, walked}
 *   order      line ids as they will be walked; a skipped line goes last
 *   at         the line in hand, null when all are settled
 *   confirmed  the stop whose location was scanned
 *   counted_m  counted and not yet in a tote; `codes`, `lot`, `package` and `seen` belong to that count
 *   asked      null | {factor_m, text, over?}: goods whose lot is to be said
 *   offer      null | {lot, package}: something else than the line wants, scanned once
 *   serials    what goes into the tote of the line in hand with it, counted before: bodies of picks
 *   short      null | {put_first, reason, found_m}: a short being told
 *   toCheck    totes still to be looked into (see checking.js); `recount`: {counts, last} of the one counted anew
 *   toBack     lines of which goods are to be put back (see backing.js); `backLater` those put off, `backing` what was taken out
 *   started    the order's tote was named, where it is asked for once (see first.js)
 *   digits     null | {open, wrong}: the last figures of a code are asked, or were; how often they were wrong
 *   over       null | 'digits': how some of the count was told where no code could be read
 *   full       the tote is full and a new one asked for; `offered`: a free tote that was scanned once instead of ours
 */

import { lineState } from './lines.js';

/** Nothing counted, nothing being told: what every new line starts from. */
export const EMPTY_HANDS = {
  counted_m: 0, seen: false, codes: [], lot: null, package: null, asked: null, offer: null, serials: [], short: null, full: false, offered: null, digits: null, over: null,
};

/** Sheets never change: their lines are looked up often and listed once. */
const BY_ID = new WeakMap();

/**
 * The line in hand with everything a handler asks about it, or null when all lines are settled.
 * `left_m` may still be counted; `missing_m` is what the order still lacks once the count is put. All amounts are of the
 * lines counted as one with it.
 */
export function here(sheet, state) {
  if (state.at === null) return null;
  const line = lineOn(sheet, state.at);
  const all = togetherWith(sheet, line);
  const sum = (lines, amount) => lines.reduce((total, one) => total + amount(state.book.lines[one.id], one), 0);
  const still = stillTogether(sheet, state, line);
  return {
    line,
    demand_m: sum(all, ({ demand_m }) => demand_m),
    picked_m: sum(all, ({ picked_m }) => picked_m),
    stop: sheet.stops[line.stop],
    product: sheet.products[line.product],
    left_m: Math.max(0, sum(still, mostOf) - state.counted_m),
    missing_m: sum(still, ({ demand_m, picked_m }) => demand_m - picked_m) - state.counted_m,
  };
}

/**
 * @returns {'check'|'recount'|'back'|'back_place'|'first_tote'|'location'|'product'|'digits'|'lot'|'other'|'quantity'|'tote'|'new_tote'|'reason'|'count'|'finish'|'walked'}
 *   the one question now
 */
export function askOf(sheet, state) {
  if (state.walked) return 'walked';
  if (state.toCheck?.length > 0) return state.recount ? 'recount' : 'check';
  if (mustPutBack(state)) return state.backing ? 'back_place' : 'back';
  const at = here(sheet, state);
  if (!at) return 'finish';
  if (state.full) return 'new_tote';
  if (wantsTote(sheet, state)) return 'first_tote';
  if (state.short) return askOfShort(state.short);
  if (at.line.steps.includes('location') && state.confirmed !== at.line.stop) return 'location';
  if (state.digits?.open) return 'digits';
  if (state.offer) return 'other';
  if (state.asked) return 'lot';
  if (!holdsGoods(state)) return state.seen ? 'quantity' : 'product';
  const isFull = at.left_m === 0 && moreSerials(sheet, state, at).length === 0;
  return isFull && at.line.steps.includes('tote') ? 'tote' : 'product';
}

/** Goods are to be put back, and nothing else is begun; what was put off waits until all is settled. */
export function mustPutBack({ toBack = [], backLater = [], at, counted_m, serials = [], seen, short, full }) {
  const isDue = toBack.length > 0 || (at === null && backLater.length > 0);
  return isDue && counted_m === 0 && serials.length === 0 && !seen && !short && !full;
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

/** The order's tote is named before anything else, and once: goods in it say that it was. */
export function wantsTote(sheet, state) {
  if (!sheet.rules.tote_first || state.started || state.at === null || state.walked) return false;
  return Object.values(state.book.lines).every(({ picked_m, short_m }) => picked_m === 0 && short_m === 0);
}

/** @returns {boolean} whether nothing is being counted or told */
export function hasEmptyHands(state) {
  return !holdsGoods(state) && !state.seen && !state.short && !state.offer && !state.asked && !state.digits?.open && !state.full && !state.recount && !state.backing;
}

export function lineOn(sheet, id) {
  if (!BY_ID.has(sheet)) BY_ID.set(sheet, new Map(sheet.lines.map((line) => [line.id, line])));
  return BY_ID.get(sheet).get(id);
}

export function isOpen(state, id) {
  return lineState(state.book.lines[id]) === 'open';
}

export function openLines(state) {
  return state.order.filter((id) => isOpen(state, id));
}

/** Goods counted that are in no tote yet. */
export function holdsGoods(state) {
  return state.counted_m > 0 || state.serials?.length > 0;
}

/** The lines counted as one with this one, where the sheet says so, in the order of their orders; else it alone. */
export function togetherWith(sheet, line) {
  return line.together ? sheet.lines.filter(({ together }) => together === line.together) : [line];
}

/** What of `qty_m` goes to each line in hand: the order that comes first gets all it wants. Rows of {line, qty_m}. */
export function sharedOut(sheet, state, qty_m) {
  const [own, ...others] = stillTogether(sheet, state, lineOn(sheet, state.at));
  if (others.length === 0) return [{ line: own.id, qty_m }];
  let left_m = qty_m;
  return [own, ...others].map((line) => {
    const part_m = Math.min(left_m, mostOf(state.book.lines[line.id], line));
    left_m -= part_m;
    return { line: line.id, qty_m: part_m };
  });
}

function stillTogether(sheet, state, line) {
  return togetherWith(sheet, line).filter(({ id }) => id === line.id || isOpen(state, id));
}

/** The open lines of these goods at the stop, the one in hand first; none that is counted already. */
export function openHere(sheet, state, at, { product }) {
  const isCounted = (id) => (state.serials ?? []).some((one) => one.line === id) || (id === state.at && at.left_m === 0);
  const isHere = (line) => line.stop === at.line.stop && line.product === product;
  const place = ({ id }) => (id === state.at ? -1 : state.order.indexOf(id));
  return sheet.lines.filter((line) => isHere(line) && isOpen(state, line.id) && !isCounted(line.id)).sort((one, other) => place(one) - place(other));
}

/** The lines of single numbers that go into the tote of the line in hand together with it, still to be counted. */
export function moreSerials(sheet, state, at) {
  if (at.product.tracking !== 'serial') return [];
  return openHere(sheet, state, at, at.line).filter((line) => line.tote === at.line.tote && line.id !== state.at);
}

/** Demand, picked and counted as people see them: single numbers that belong together are one amount. */
export function amountsOf(sheet, state, at) {
  const own = { demand_m: at.demand_m, picked_m: at.picked_m, counted_m: state.counted_m, left_m: at.left_m };
  if (at.product.tracking !== 'serial') return own;
  const isTogether = (line) => line.stop === at.line.stop && line.product === at.line.product && line.tote === at.line.tote;
  const lines = sheet.lines.filter(isTogether).map((line) => ({ ...line, ...state.book.lines[line.id] }));
  const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0);
  const counted_m = state.counted_m + sum(state.serials ?? [], 'qty_m');
  const demand_m = sum(lines, 'demand_m');
  const picked_m = sum(lines, 'picked_m');
  return { ...own, demand_m, picked_m, counted_m, left_m: demand_m - picked_m - sum(lines, 'short_m') - counted_m };
}

function mostOf({ demand_m, picked_m }, { max_m }) {
  return Math.min(demand_m, max_m ?? demand_m) - picked_m;
}

/** How a reason wants the pieces in the bin counted. */
export function reasonOf(sheet, code) {
  return sheet.reasons.find((reason) => reason.code === code) ?? null;
}

function askOfShort(short) {
  if (short.put_first) return 'tote';
  return short.reason === null ? 'reason' : 'count';
}
