/** What the screen shows, read off sheet and state; it decides nothing. */

import { plain } from '../lib/verdict.js';
import { commonArgs } from './answers.js';
import { backArgs, backNow } from './backing.js';
import { toteToCheck } from './checking.js';
import { takesKeypad } from './counting.js';
import { lineState } from './lines.js';
import { toteOf, totesOf } from './totes.js';
import { askOf, here, lineOn, mustPutBack, openLines, reasonOf } from './walk.js';

const NEXT = 3;
const HISTORY = 8;

/**
 * @param {object} sheet
 * @param {object} state
 * @returns {{
 *   ask: 'check'|'recount'|'back'|'back_place'|'location'|'product'|'quantity'|'tote'|'new_tote'|'reason'|'count'|'finish'|'walked',
 *   prompt: {tone: 'ask', key: string, args: object, sound: null, sticky: false},
 *   stop: {index: number, location: number, code: string, parts: string[], check: string, confirmed: boolean}|null,
 *   line: object|null, keypad: boolean, short: object|null, next: object[], done: object[], history: object[],
 *   progress: {done: number, total: number, short: number}, totes: number,
 *   can: {undo: boolean, skip: boolean, short: boolean, full: boolean}
 * }}
 *   line     {id, product: {id, name, sku, ...}, lot: {id, name, expires}|null, demand_m, picked_m, counted_m, left_m,
 *             tote, totes, slot, steps}: the newest tote of the slot, and how many stand in it
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
  return {
    ask: askOf(sheet, state),
    prompt: promptOf(sheet, state, at),
    stop: at && stopShown(state, at),
    line: at && lineShown(sheet, state, at),
    keypad: Boolean(at) && state.seen && takesKeypad(sheet, state, at),
    back: mustPutBack(state) ? backShown(sheet, state) : null,
    check: checkShown(sheet, state),
    short: state.short && shortShown(sheet, state, at),
    next: open.filter((id) => id !== state.at).slice(0, NEXT).map((id) => rowShown(sheet, state, id)),
    done: state.order.filter((id) => !open.includes(id)).map((id) => rowShown(sheet, state, id)),
    history: historyShown(sheet, state),
    progress: progressOf(state, open),
    totes: new Set(sheet.lines.flatMap((line) => totesOf(sheet, state, line))).size,
    can: {
      undo: canUndo(state),
      skip: open.length > 1 && state.counted_m === 0,
      short: Boolean(at) && at.missing_m > 0,
      full: Boolean(at?.line.tote) && !state.short,
    },
  };
}

function promptOf(sheet, state, at) {
  const missing = at ? { missing: plain(at.missing_m) } : {};
  const tote = toteToCheck(sheet, state);
  const args = { ...commonArgs(sheet, state), ...missing, ...(tote && { slot: tote.slot, tote: tote.tote, left: state.toCheck.length }), ...(mustPutBack(state) && backArgs(sheet, state)), found: plain(state.short?.found_m ?? 0) };
  return { tone: 'ask', key: promptKey(sheet, state), args, sound: null, sticky: false };
}

function promptKey(sheet, state) {
  if (state.short?.put_first) return 'pick.short.put_first';
  const ask = askOf(sheet, state);
  if (ask === 'reason' && state.short.found_m !== null) return 'pick.ask.why';
  return ask === 'product' && state.counted_m > 0 ? 'pick.ask.more' : `pick.ask.${ask}`;
}

function stopShown(state, at) {
  const confirmed = state.confirmed === at.line.stop || !at.line.steps.includes('location');
  return { index: at.line.stop, ...at.stop, confirmed };
}

function lineShown(sheet, state, { line, product, demand_m, picked_m, left_m }) {
  const lot = line.lot ?? state.lot;
  return {
    id: line.id,
    product: { id: line.product, ...product },
    lot: lot ? { id: lot, ...sheet.lots[lot] } : null,
    demand_m,
    picked_m,
    counted_m: state.counted_m,
    left_m,
    tote: toteOf(sheet, state, line),
    totes: totesOf(sheet, state, line).length,
    slot: line.slot,
    steps: line.steps,
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

function shortShown(sheet, { short }, at) {
  const count = short.reason === null ? null : reasonOf(sheet, short.reason).count;
  return { ...short, missing_m: at.missing_m, count, reasons: sheet.reasons };
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
  return !state.walked && (Boolean(state.short) || state.seen || state.book.events.some((event) => !event.undone));
}
