/** Closing a box: which carton, what it weighs; and the order that leaves the bench. */

import { asked, keep, refused, taken, warned } from './answers.js';
import { boxOf, expectedWeight, leftAll } from './bench.js';
import { hasGoods, openParcel } from './book.js';
import { weightIn, whyNotWeight } from './weight.js';

/** Command "close": this box is full, or all that there is. */
export function close(ctx) {
  if (!hasGoods(ctx.state.book)) return warned(ctx, 'pack.close.empty');
  return beginClosing(ctx, ctx.state, []);
}

/**
 * Ask what the closing still needs; with nothing to ask the box is closed.
 * @param {object} ctx
 * @param {object} state
 * @param {object[]} facts kept already: the last item leads straight here
 * @param {object} [item] what is said of that item
 */
export function beginClosing(ctx, state, facts, item = null) {
  const { rules, boxes } = ctx.sheet;
  const closing = rules.ask_box && state.carton === null && boxes.length > 0 ? 'box' : rules.ask_weight ? 'weight' : null;
  if (!closing) return closeBox(ctx, state, null, facts);
  const after = { ...state, closing };
  const args = { expected: expectedWeight(ctx.sheet, after) ?? '' };
  return item ? taken(ctx, after, `pack.right.${closing}`, { ...args, ...item }, facts) : asked(ctx, after, `pack.ask.${closing}`, args);
}

/** A closed box of this order is opened again: what is in it can be taken out, it is closed and weighed anew. */
export function reopen(ctx, { parcel: key }) {
  const { state } = ctx;
  const parcel = state.book.parcels.find((one) => one.key === key && one.state === 'closed');
  if (!parcel) return refused(ctx, 'pack.reopen.unknown');
  if (hasGoods(state.book)) return warned(ctx, 'pack.reopen.busy');
  const after = { ...state, at: null, code: null, carton: parcel.box, closing: null, finishing: null };
  const kept = keep(ctx, after, [{ kind: 'box_opened', body: { parcel: key } }]);
  return kept ? taken(ctx, kept.state, 'pack.reopen.open', { number: parcel.number ?? '' }, kept.facts) : refused(ctx, 'pack.not_counted');
}

/** A weight was typed or came from the scale. */
export function weigh(ctx, { text }) {
  const weight_g = weightIn(text);
  const box = boxOf(ctx.sheet, ctx.state.carton);
  if (weight_g === null) return refused(ctx, 'pack.weight.bad');
  const problem = whyNotWeight(weight_g, box);
  if (problem) return refused(ctx, problem, { weight: weight_g, most: box?.max_g ?? '', least: box?.weight_g ?? '' });
  return closeBox(ctx, ctx.state, weight_g, []);
}

/** Leave the bench: at once when all is in, after a question when something is missing. */
export function finish(ctx) {
  const { sheet, state } = ctx;
  if (state.finishing === 'asked') return confirm(ctx);
  if (!hasGoods(state.book) && !isAnyClosed(state.book)) return warned(ctx, 'pack.finish.empty');
  if (leftAll(sheet, state) === 0) return confirm(ctx);
  return asked(ctx, { ...state, closing: null, finishing: 'asked' }, 'pack.ask.missing');
}

/** One step back: out of a question, never out of the box. */
export function back(ctx) {
  const { state } = ctx;
  if (!state.finishing && !state.closing) return asked(ctx, state, 'pack.back');
  return asked(ctx, { ...state, closing: null, finishing: null }, 'pack.back');
}

function confirm(ctx) {
  const state = { ...ctx.state, finishing: 'told' };
  if (hasGoods(state.book)) return beginClosing(ctx, state, []);
  const kept = keep(ctx, state, [{ kind: 'packed', body: {} }]);
  return kept ? done(ctx, kept) : refused(ctx, 'pack.not_counted');
}

// The last box of the order takes the order with it, in the same breath: no power cut comes between.
function closeBox(ctx, state, weight_g, facts) {
  const { key } = openParcel(state.book);
  const isLast = state.finishing === 'told' || leftAll(ctx.sheet, state) === 0;
  const closed = { kind: 'box_closed', body: { parcel: key, box: state.carton, weight_g } };
  const after = { ...state, carton: null, closing: null, code: null };
  const kept = keep(ctx, after, isLast ? [closed, { kind: 'packed', body: {} }] : [closed], facts);
  if (!kept) return refused(ctx, 'pack.not_counted');
  return isLast ? done(ctx, kept) : taken(ctx, kept.state, 'pack.closed', {}, kept.facts);
}

function done(ctx, { state, facts }) {
  return taken(ctx, state, 'pack.packed', {}, facts);
}

function isAnyClosed({ parcels }) {
  return parcels.some((parcel) => parcel.state === 'closed');
}
