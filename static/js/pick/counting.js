/** Location, product, quantity, tote: the walk when all goes right, and what is said when a scan is wrong. */

import { plain } from '../lib/verdict.js';
import { asked, keep, onward, refused, taken } from './answers.js';
import { fitsLot, lotName } from './label.js';
import { bind, slotWith, toteOf, totesOf } from './totes.js';
import { EMPTY_HANDS, askOf, isOpen, lineOn, take } from './walk.js';

/** A location was scanned. */
export function scanLocation(ctx, { location }) {
  const { sheet, state, at } = ctx;
  if (location !== at.stop.location) return refused(ctx, ...wrongLocation(sheet, location));
  if (state.short?.put_first) return refused(ctx, 'pick.short.put_first');
  if (askOf(sheet, state) !== 'location') return asked(ctx, state, 'pick.location.again');
  return taken(ctx, { ...state, confirmed: at.line.stop }, 'pick.location.right');
}

/** A product, lot or case was scanned. */
export function scanProduct(ctx, entry) {
  const { sheet, state, at } = ctx;
  if (askOf(sheet, state) === 'location') return refused(ctx, 'pick.location.first');
  if (state.short?.put_first) return refused(ctx, 'pick.short.put_first');
  if (fits(at.line, entry)) return count(ctx, entry);
  const other = otherLineHere(ctx, entry);
  if (!other) return refused(ctx, ...wrongProduct(ctx, entry));
  if (state.seen) return refused(ctx, 'pick.finish_this', { is: sheet.products[entry.product].name });
  return count(ctx.withState(take(sheet, state, other.id)), entry);
}

/** A product of the warehouse that is not on this wave. */
export function scanForeign(ctx, { name, at }) {
  if (ctx.at && askOf(ctx.sheet, ctx.state) === 'location') return refused(ctx, 'pick.location.first');
  return at ? refused(ctx, 'pick.product.wrong', { is: name, at }) : refused(ctx, 'pick.product.foreign', { is: name });
}

/** A tote was scanned: what is counted goes in. */
export function scanTote(ctx, { tote, text, free }) {
  const { sheet, state, at } = ctx;
  if (askOf(sheet, state) === 'location') return refused(ctx, 'pick.location.first');
  if (state.counted_m === 0) return refused(ctx, 'pick.product.first');
  if (!at.line.tote || totesOf(sheet, state, at.line).includes(tote)) return put(ctx, tote, [text]);
  const slot = slotWith(sheet, state, tote);
  if (slot !== null) return refused(ctx, 'pick.tote.wrong', { is: slot });
  return free ? offer(ctx, tote, text) : refused(ctx, 'pick.tote.wrong', { is: tote });
}

/** A quantity was typed, or its card scanned: it replaces the count, never adds to it. */
export function setQuantity(ctx, { qty_m }) {
  const { sheet, state, at } = ctx;
  if (askOf(sheet, state) === 'location') return refused(ctx, 'pick.location.first');
  if (state.short?.put_first) return refused(ctx, 'pick.short.put_first');
  if (!state.seen) return refused(ctx, 'pick.product.first');
  const problem = whyNot(ctx, qty_m);
  if (problem) return refused(ctx, problem, { factor: plain(qty_m), left: plain(at.left_m + state.counted_m) });
  return counted(ctx.withState({ ...state, counted_m: qty_m }));
}

/** May a quantity be typed for the line in hand? Counted goods from a number of pieces on, measured goods always. */
export function takesKeypad(sheet, state, at) {
  return !at.product.whole || at.left_m + state.counted_m >= sheet.rules.keypad_from_m;
}

/** The pieces counted go into the tote: a fact. Without a tote step this happens by itself. */
export function put(ctx, tote, codes = []) {
  const { sheet, state, at } = ctx;
  const kept = keep(ctx, 'pick', pickBody(ctx, tote, codes), { ...EMPTY_HANDS });
  if (!kept) return refused(ctx, 'pick.not_counted');
  const args = { slot: at.line.slot ?? tote ?? '', n: plain(at.picked_m + state.counted_m), of: plain(at.demand_m) };
  if (state.short?.put_first) {
    const short = { ...state.short, put_first: false };
    return taken(ctx, { ...kept.state, short }, 'pick.put.then_short', args, kept.facts);
  }
  const after = onward(sheet, kept.state);
  return taken(ctx, after, putKey(ctx, after), args, kept.facts);
}

// A tote that serves nobody, where ours is asked for: scanned a second time it is meant, and stands in the slot from now on.
function offer(ctx, tote, text) {
  if (ctx.state.offered !== tote || !ctx.input.fresh) return asked(ctx, { ...ctx.state, offered: tote }, 'pick.tote.free', { tote });
  const bound = bind(ctx, tote);
  if (!bound) return refused(ctx, 'pick.not_counted');
  const after = put({ ...ctx.withState(bound.state), input: { ...ctx.input, id: ctx.input.fresh() } }, tote, [text]);
  return { ...after, facts: [...bound.facts, ...after.facts] };
}

function putKey({ sheet, at }, after) {
  if (after.at === null) return 'pick.put.last';
  if (after.at === at.line.id) return 'pick.put.part';
  return lineOn(sheet, after.at).stop === at.line.stop ? 'pick.put.same_stop' : 'pick.put';
}

function pickBody({ state, at }, tote, codes) {
  return {
    line: at.line.id,
    qty_m: state.counted_m,
    location: at.stop.location,
    product: at.line.product,
    lot: at.line.lot ?? state.lot,
    tote: tote ?? at.line.tote ?? null,
    codes: [...state.codes, ...codes],
  };
}

function count(ctx, entry) {
  const { state, at } = ctx;
  if (at.left_m === 0) return refused(ctx, 'pick.enough');
  if (state.lot && entry.lot && entry.lot !== state.lot) return refused(ctx, 'pick.lot.mixed');
  const held = { ...state, seen: true, offered: null, lot: state.lot ?? entry.lot ?? null, codes: withCode(state.codes, entry.text) };
  if (isMeasured(at.product, entry)) return taken(ctx, held, 'pick.right.measure');
  const factor_m = at.line.steps.includes('quantity') ? entry.factor_m : at.left_m;
  if (factor_m > at.left_m) return refused(ctx, 'pick.over', { factor: plain(factor_m) });
  return counted(ctx.withState({ ...held, counted_m: state.counted_m + factor_m }));
}

function counted(ctx) {
  const { state, at } = ctx;
  if (at.left_m > 0) return taken(ctx, state, at.line.steps.includes('tote') ? 'pick.right' : 'pick.right.no_tote');
  return at.line.steps.includes('tote') ? taken(ctx, state, 'pick.right.full') : put(ctx, toteOf(ctx.sheet, state, at.line));
}

// One scan of something sold by weight or length says what it is, and how much only if its label bears the weight.
function isMeasured(product, entry) {
  return !product.whole && entry.factor_m === 1000 && entry.qty_m === undefined;
}

// Which codes were read, not how often: a count of a thousand single scans must not make a fact of a thousand texts.
function withCode(codes, text) {
  return codes.includes(text) ? codes : [...codes, text];
}

function whyNot({ sheet, state, at }, qty_m) {
  if (!Number.isSafeInteger(qty_m) || qty_m < 0) return 'pick.quantity.bad';
  if (qty_m === 0) return 'pick.quantity.zero';
  if (at.product.whole && qty_m % 1000 !== 0) return 'pick.quantity.whole';
  if (!takesKeypad(sheet, state, at)) return 'pick.scan_each';
  return qty_m > Math.min(at.left_m + state.counted_m, sheet.rules.keypad_max_m) ? 'pick.over' : null;
}

function fits(line, entry) {
  return entry.product === line.product && fitsLot(line.lot, entry);
}

function otherLineHere({ sheet, state, at }, entry) {
  const fitting = sheet.lines.filter((line) => line.stop === at.line.stop && isOpen(state, line.id) && fits(line, entry));
  return state.order.map((id) => fitting.find((line) => line.id === id)).find(Boolean);
}

function wrongLocation(sheet, location) {
  const stop = sheet.stops.find((one) => one.location === location);
  return stop ? ['pick.location.wrong', { is: stop.code }] : ['pick.location.other'];
}

function wrongProduct({ sheet, state, at }, entry) {
  const { name } = sheet.products[entry.product];
  if (entry.product === at.line.product) return wrongLot(sheet, entry, at.line);
  const lines = state.order.map((id) => lineOn(sheet, id)).filter((line) => line.product === entry.product);
  const fitting = lines.filter((line) => fits(line, entry));
  const line = fitting.find((one) => isOpen(state, one.id)) ?? fitting[0] ?? lines[0];
  if (!line) return ['pick.product.foreign', { is: name }];
  if (fitting.length === 0 && line.stop === at.line.stop) return wrongLot(sheet, entry, line);
  if (!isOpen(state, line.id)) return ['pick.product.done', { is: name }];
  return ['pick.product.wrong', { is: name, at: sheet.stops[line.stop].code }];
}

function wrongLot(sheet, entry, line) {
  return ['pick.lot.wrong', { is: lotName(sheet, entry), lot: lotName(sheet, line) }];
}
