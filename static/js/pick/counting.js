/** Location, product, quantity, tote: the walk when all goes right, and what is said when a scan is wrong. */

import { plain } from '../lib/verdict.js';
import { asked, commonArgs, keepEach, onward, refused, taken } from './answers.js';
import { fitsLot, lotName } from './label.js';
import { askLot, instead, lotMeant, oneOf, packed, whyNever } from './lots.js';
import { bind, slotWith, toteOf, totesOf } from './totes.js';
import { EMPTY_HANDS, askOf, holdsGoods, isOpen, lineOn, moreSerials, openHere, sharedOut, take, togetherWith } from './walk.js';

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
  const never = whyNever(ctx, entry);
  if (never) return refused(ctx, ...never);
  const isMore = isNextSerial(ctx, entry);
  if (fits(at.line, entry) && !isMore) return count(ctx, entry);
  if (isMore) return nextSerial(ctx, entry);
  const other = otherLineHere(ctx, entry);
  if (!other) return instead(ctx, entry, count) ?? refused(ctx, ...wrongProduct(ctx, entry));
  if (state.seen || state.serials?.length) return refused(ctx, 'pick.finish_this', { is: sheet.products[entry.product].name });
  return count(ctx.withState(take(sheet, state, other.id)), entry);
}

/** The name of a lot that goods of several kinds have. */
export function scanLot(ctx, entry) {
  if (askOf(ctx.sheet, ctx.state) === 'location') return refused(ctx, 'pick.location.first');
  const one = oneOf(ctx, entry);
  return one ? scanProduct(ctx, one) : refused(ctx, 'pick.lot.shared', { is: entry.text });
}

/** A package was scanned: all that is in it. */
export function scanPackage(ctx, entry) {
  if (askOf(ctx.sheet, ctx.state) === 'location') return refused(ctx, 'pick.location.first');
  const { problem, ...goods } = packed(ctx, entry);
  return problem ? refused(ctx, ...problem) : scanProduct(ctx, goods);
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
  if (!holdsGoods(state)) return refused(ctx, 'pick.product.first');
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
  if (at.product.tracking === 'serial') return false;
  return !at.product.whole || at.left_m + state.counted_m >= sheet.rules.keypad_from_m;
}

/** The pieces counted go into the tote: a fact. Without a tote step this happens by itself. */
export function put(ctx, tote, codes = []) {
  const { sheet, state, at } = ctx;
  const kept = keepAll(ctx, pickBody(ctx, tote, codes));
  if (!kept) return refused(ctx, 'pick.not_counted');
  const { n, of } = commonArgs(sheet, state);
  const args = { slot: at.line.slot ?? tote ?? '', n, of };
  if (state.short?.put_first) {
    const [more] = at.left_m === 0 ? moreSerials(sheet, state, at) : [];
    const on = more ? take(sheet, kept.state, more.id) : kept.state;
    return taken(ctx, { ...on, short: { ...state.short, put_first: false } }, 'pick.put.then_short', args, kept.facts);
  }
  const after = onward(sheet, kept.state);
  return taken(ctx, after, putKey(ctx, after), args, kept.facts);
}

// A tote that serves nobody, where ours is asked for: scanned a second time it is meant, and stands in the slot from now on.
function offer(ctx, tote, text) {
  if (ctx.state.offered !== tote || !ctx.input.fresh) return asked(ctx, { ...ctx.state, offered: tote }, 'pick.tote.free', { tote });
  const bound = bind({ ...ctx, input: { ...ctx.input, id: ctx.input.fresh() } }, tote);
  if (!bound) return refused(ctx, 'pick.not_counted');
  const after = put(ctx.withState(bound.state), tote, [text]);
  return { ...after, facts: [...bound.facts, ...after.facts] };
}

function putKey({ sheet, state, at }, after) {
  if (after.at === null) return 'pick.put.last';
  if (togetherWith(sheet, at.line).some(({ id }) => id === after.at) || moreSerials(sheet, state, at).length > 0) return 'pick.put.part';
  return lineOn(sheet, after.at).stop === at.line.stop ? 'pick.put.same_stop' : 'pick.put';
}

// Serials counted before go in with the last one, each with its fact; so does each order's part of a common count.
function keepAll(ctx, last) {
  const shares = sharedOut(ctx.sheet, ctx.state, last.qty_m).map((share) => ({ ...last, ...share }));
  return keepEach(ctx, 'pick', [...(ctx.state.serials ?? []), ...shares], { ...EMPTY_HANDS });
}

function pickBody({ state, at }, tote, codes) {
  return {
    line: at.line.id,
    qty_m: state.counted_m,
    location: at.stop.location,
    product: at.line.product,
    lot: state.lot ?? at.line.lot,
    ...(state.package !== null && state.package !== undefined && { package: state.package }),
    tote: tote ?? at.line.tote ?? null,
    ...(state.over && { over: state.over }),
    codes: [...state.codes, ...codes],
  };
}

// One more number of the same goods for the same tote, while this one waits for it.
function isNextSerial(ctx, entry) {
  const { state, at } = ctx;
  return state.counted_m > 0 && at.left_m === 0 && entry.product === at.line.product && moreSerials(ctx.sheet, state, at).length > 0;
}

function nextSerial(ctx, entry) {
  const { sheet, state } = ctx;
  const lines = moreSerials(sheet, state, ctx.at);
  const line = lines.find((one) => fits(one, entry)) ?? lines[0];
  const serials = [...(state.serials ?? []), pickBody(ctx, null, [])];
  const next = ctx.withState({ ...take(sheet, state, line.id), serials, offer: state.offer });
  const answer = fits(line, entry) ? count(next, entry) : instead(next, entry, count);
  if (!answer || answer.verdict.tone === 'no') return refused(ctx, ...(answer ? [answer.verdict.key, answer.verdict.args] : wrongProduct(ctx, entry)));
  return answer.verdict.tone === 'sure' ? { ...answer, state: { ...state, offer: answer.state.offer } } : answer;
}

function count(ctx, entry) {
  const { state, at } = ctx;
  if (at.left_m === 0) return refused(ctx, 'pick.enough');
  const lot = lotMeant(ctx, entry);
  if (lot === undefined) return askLot(ctx, entry);
  const never = lot && !entry.lot ? whyNever(ctx, { ...entry, lot }) : null;
  if (never) return refused(ctx, ...never);
  const box = entry.package ?? null;
  const isOther = state.counted_m > 0 && ((state.lot && lot && lot !== state.lot) || box !== (state.package ?? null));
  if (isOther) return refused(ctx, 'pick.lot.mixed');
  const codes = [state.asked?.text, entry.text].reduce((all, text) => (text ? withCode(all, text) : all), state.codes);
  const over = entry.over ?? state.asked?.over ?? state.over ?? null;
  const held = { ...state, seen: true, lot: state.lot ?? lot, package: box, asked: null, offer: null, offered: null, digits: null, codes, over };
  if (isMeasured(at.product, entry)) return taken(ctx, held, 'pick.right.measure');
  const factor_m = at.line.steps.includes('quantity') ? factorOf(state, entry) : at.left_m;
  if (factor_m > at.left_m) return refused(ctx, 'pick.over', { factor: plain(factor_m) });
  return counted(ctx.withState({ ...held, counted_m: state.counted_m + factor_m }));
}

function counted(ctx) {
  const { state, at } = ctx;
  if (at.left_m > 0) return taken(ctx, state, at.line.steps.includes('tote') ? 'pick.right' : 'pick.right.no_tote');
  if (!at.line.steps.includes('tote')) return put(ctx, toteOf(ctx.sheet, state, at.line));
  return taken(ctx, state, moreSerials(ctx.sheet, state, at).length > 0 ? 'pick.right' : 'pick.right.full');
}

// One scan of something sold by weight or length says what it is, and how much only if its label bears the weight.
function isMeasured(product, entry) {
  return !product.whole && entry.factor_m === 1000 && entry.qty_m === undefined;
}

// A case whose lot had to be said is still a case.
function factorOf({ asked: before }, entry) {
  return entry.factor_m === 1000 && before ? before.factor_m : entry.factor_m;
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
  const isBox = !entry.package || entry.package === line.package;
  return entry.product === line.product && isBox && fitsLot(line.lot, entry);
}

function otherLineHere({ sheet, state, at }, entry) {
  return openHere(sheet, state, at, entry).filter((line) => line.id !== state.at).find((line) => fits(line, entry));
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
