/** What the screen shows, read off sheet and state; it decides nothing. */

import { plain } from '../lib/verdict.js';
import { commonArgs } from './answers.js';
import { backArgs, backNow } from './backing.js';
import { toteToCheck } from './checking.js';
import { takesKeypad } from './counting.js';
import { lineState } from './lines.js';
import { lying } from './lots.js';
import { toteOf, totesOf } from './totes.js';
import { amountsOf, askOf, here, holdsGoods, lineOn, moreSerials, mustPutBack, openLines, reasonOf, togetherWith } from './walk.js';

const NEXT = 3;
const HISTORY = 8;

/**
 * @param {object} sheet
 * @param {object} state
 * @returns {{
 *   ask: 'check'|'recount'|'back'|'back_place'|'first_tote'|'location'|'product'|'digits'|'lot'|'other'|'quantity'|'tote'|'new_tote'|'reason'|'count'|'finish'|'walked',
 *   prompt: {tone: 'ask'|'sure', key: string, args: object, sound: null, sticky: false},
 *   stop: {index: number, location: number, code: string, parts: string[], check: string, confirmed: boolean}|null,
 *   line: object|null, keypad: boolean, short: object|null, next: object[], done: object[], history: object[],
 *   progress: {done: number, total: number, short: number}, totes: number,
 *   can: {undo: boolean, skip: boolean, short: boolean, full: boolean, digits: boolean|null}
 * }}
 *   line     {id, product: {id, name, sku, ...}, lot: {id, name, expires}|null, demand_m, picked_m, counted_m, left_m,
 *             tote, totes, slot, steps, serials: names of single numbers counted or picked, lots: [{name, expires, qty_m, own}]}:
 *             the newest tote of the slot, and how many stand in it;
 *             for single numbers that go into one tote the amounts are of all of them; lots only while one is asked
 *   short    {put_first, reason, found_m, missing_m, count: 'ask'|'none'|null, reasons: [{code, key, count}]}
 *   back     what to put back: {product, qty_m, slot, stop}, or null
 *   check    what should lie in the tote to look into: {tote, slot, order, left, rows: [{line, name, unit, qty_m, counted_m}]}, or null
 *   next     at most 3 lines to come; done: the settled lines. Both {id, code, name, unit, slot, here, demand_m, picked_m,
 *             short_m, left_m, state: 'open'|'picked'|'short'}
 *   history  what can be taken back, newest first: {id, kind, line, name, qty_m, slot}
 */
export function view(sheet, state) {
  const at = here(sheet, state);
  const open = openLines(state);
  const together = at ? [...togetherWith(sheet, at.line), ...moreSerials(sheet, state, at), ...(state.serials ?? [])].map((one) => one.line ?? one.id) : [];
  return {
    ask: askOf(sheet, state),
    prompt: promptOf(sheet, state, at),
    stop: at && stopShown(state, at),
    line: at && lineShown(sheet, state, at),
    keypad: Boolean(at) && state.seen && takesKeypad(sheet, state, at),
    back: mustPutBack(state) ? backShown(sheet, state) : null,
    check: checkShown(sheet, state),
    short: state.short && shortShown(sheet, state, at),
    next: firstOf(sheet, open.filter((id) => !together.includes(id)), NEXT).map((id) => nextShown(sheet, state, id)),
    get done() { return state.order.filter((id) => !open.includes(id)).map((id) => rowShown(sheet, state, id)); },
    history: historyShown(sheet, state),
    progress: progressOf(state, open),
    get totes() { return new Set(sheet.lines.flatMap((line) => totesOf(sheet, state, line))).size; },
    can: {
      undo: canUndo(state),
      skip: open.length > 1 && !holdsGoods(state),
      short: Boolean(at) && (at.missing_m > 0 || moreSerials(sheet, state, at).length > 0),
      full: Boolean(at?.line.tote) && !state.short,
      digits: sheet.rules.last_digits ? askOf(sheet, state) === 'product' : null,
    },
  };
}

function promptOf(sheet, state, at) {
  const missing = at ? { missing: plain(at.missing_m) } : {};
  const tote = toteToCheck(sheet, state);
  const args = { ...commonArgs(sheet, state), ...missing, ...(at && { tote: toteOf(sheet, state, at.line) ?? '' }), ...(tote && { slot: tote.slot, tote: tote.tote, left: state.toCheck.length }), ...(mustPutBack(state) && backArgs(sheet, state)), found: plain(state.short?.found_m ?? 0) };
  return { tone: state.offer && !state.short ? 'sure' : 'ask', key: promptKey(sheet, state), args, sound: null, sticky: false };
}

function promptKey(sheet, state) {
  if (state.short?.put_first) return 'pick.short.put_first';
  const ask = askOf(sheet, state);
  if (ask === 'reason' && state.short.found_m !== null) return 'pick.ask.why';
  const isMore = ask === 'product' && holdsGoods(state);
  if (isMore && !here(sheet, state).line.steps.includes('tote')) return 'pick.right.no_tote';
  return isMore ? 'pick.ask.more' : `pick.ask.${ask}`;
}

function stopShown(state, at) {
  const confirmed = state.confirmed === at.line.stop || !at.line.steps.includes('location');
  return { index: at.line.stop, ...at.stop, confirmed };
}

function lineShown(sheet, state, at) {
  const { line, product } = at;
  const lot = state.lot ?? line.lot;
  return {
    id: line.id,
    product: { id: line.product, ...product },
    lot: lot ? { id: lot, ...sheet.lots[lot] } : null,
    ...amountsOf(sheet, state, at),
    tote: toteOf(sheet, state, line),
    totes: totesOf(sheet, state, line).length,
    slot: line.slot,
    steps: line.steps,
    package: sheet.packages?.[line.package]?.name ?? null,
    denied: line.denied,
    serials: serialsShown(sheet, state, at),
    lots: state.asked || state.offer ? lotsShown(sheet, state, line) : [],
  };
}

function backShown(sheet, state) {
  const { line: id, qty_m } = backNow(sheet, state);
  const { product, slot, stop } = lineOn(sheet, id);
  return { product: sheet.products[product], qty_m, slot, stop: sheet.stops[stop] };
}

function checkShown(sheet, state) {
  const now = toteToCheck(sheet, state);
  if (!now) return null;
  const known = new Map(now.rows.map(({ line, qty_m }) => [line, qty_m]));
  const counts = state.recount?.counts ?? {};
  const lines = sheet.lines.filter(({ id, slot }) => slot === now.slot && (known.has(id) || counts[id] > 0));
  const rows = lines.map(({ id, product }) => {
    const { name, unit } = sheet.products[product];
    return { line: id, name, unit, qty_m: known.get(id) ?? 0, counted_m: state.recount ? (counts[id] ?? 0) : null };
  });
  return { ...now, left: state.toCheck.length, rows };
}

function lotsShown(sheet, state, line) {
  return lying(sheet, state, line).filter((row) => row.qty_m > 0).map((row) => ({
    name: row.lot === null ? sheet.packages[row.package].name : sheet.lots[row.lot].name,
    expires: sheet.lots[row.lot]?.expires ?? null,
    qty_m: row.qty_m,
    own: row.lot === line.lot && row.package === (line.package ?? null),
    chosen: row.lot === state.offer?.lot && row.package === state.offer?.package,
  }));
}

function serialsShown(sheet, state, { line, product }) {
  if (product.tracking !== 'serial') return [];
  const picks = state.book.events.filter((event) => event.kind === 'pick' && !event.undone);
  const isTogether = ({ stop, product: goods, tote }) => stop === line.stop && goods === line.product && tote === line.tote;
  const counted = [...picks, ...(state.serials ?? [])].filter((one) => isTogether(lineOn(sheet, one.line)));
  const inHand = state.counted_m > 0 ? [{ lot: state.lot }] : [];
  return [...counted, ...inHand].map(({ lot }) => sheet.lots[lot]?.name).filter(Boolean);
}

function shortShown(sheet, { short }, at) {
  const count = short.reason === null ? null : reasonOf(sheet, short.reason).count;
  return { ...short, missing_m: at.missing_m, count, reasons: sheet.reasons.filter((one) => !one.card) };
}

// Lines that are counted as one come as one.
function firstOf(sheet, ids, most) {
  const first = new Map();
  for (const id of ids) {
    if (first.size === most) break;
    const sum = lineOn(sheet, id).together ?? id;
    if (!first.has(sum)) first.set(sum, id);
  }
  return [...first.values()];
}

function rowShown(sheet, state, id) {
  const line = lineOn(sheet, id);
  const { demand_m, picked_m, short_m } = state.book.lines[id];
  const { name, unit } = sheet.products[line.product];
  const isHere = state.at !== null && lineOn(sheet, state.at).stop === line.stop;
  return {
    id,
    code: sheet.stops[line.stop].code,
    name,
    unit,
    slot: line.slot,
    here: isHere,
    demand_m,
    picked_m,
    short_m,
    left_m: Math.max(0, demand_m - picked_m),
    state: lineState(state.book.lines[id]),
  };
}

function nextShown(sheet, state, id) {
  const { demand_m, picked_m, missing_m } = here(sheet, { ...state, at: id, counted_m: 0 });
  return { ...rowShown(sheet, state, id), demand_m, picked_m, left_m: Math.max(0, missing_m) };
}

function historyShown(sheet, state) {
  const standing = state.book.events.filter((event) => !event.undone);
  return standing.slice(-HISTORY).reverse().map(({ id, kind, line, qty_m, tote }) => {
    const { product, slot } = lineOn(sheet, line);
    return { id, kind, line, name: tote ?? sheet.products[product].name, qty_m, slot };
  });
}

function progressOf(state, open) {
  const total = state.order.length;
  const short = state.order.filter((id) => lineState(state.book.lines[id]) === 'short').length;
  return { done: total - open.length, total, short };
}

function canUndo(state) {
  return !state.walked && (Boolean(state.short || state.offer || state.asked || state.digits?.open) || state.seen || holdsGoods(state) || state.book.events.some((event) => !event.undone));
}
