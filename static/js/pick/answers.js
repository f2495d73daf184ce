/** The answers a step can give: the new state, what to say and sound, and the facts to keep. */

import { ask, no, ok, plain, warn } from '../lib/verdict.js';
import { applyFact } from './lines.js';
import { here, moveOn } from './walk.js';

/** Taken: green, short high tone. `state` is the one after. */
export function taken(ctx, state, key, args = {}, facts = []) {
  return answer(ctx, state, ok(key, args), facts);
}

/** Refused: red, low double tone, stays; nothing changed. */
export function refused(ctx, key, args = {}) {
  return answer(ctx, ctx.state, no(key, args), []);
}

/** Amber: understood, but it cannot be done now; nothing changed. */
export function warned(ctx, key, args = {}) {
  return answer(ctx, ctx.state, warn(key, args), []);
}

/** A question, quietly. */
export function asked(ctx, state, key, args = {}, facts = []) {
  return answer(ctx, state, ask(key, args), facts);
}

/**
 * Keep a fact of this input and, once its line is settled, go on to the next.
 * @returns {{state: object, facts: object[]} | null} null when the book does not take it
 */
export function keep(ctx, kind, body, patch = {}) {
  const fact = { id: ctx.input.id, kind, body };
  const { book, verdict } = applyFact(ctx.state.book, { ...fact, epoch: ctx.sheet.epoch });
  if (verdict !== 'accepted') return null;
  return { state: { ...ctx.state, book, ...patch }, facts: [fact] };
}

/** What every sentence may name, in the units people read. */
export function commonArgs(sheet, state) {
  const at = here(sheet, state);
  if (!at) return { open: 0 };
  const slot = at.line.slot ?? at.line.tote ?? '';
  const counted = plain(at.picked_m + state.counted_m);
  return { want: at.stop.code, name: at.product.name, slot, n: counted, of: plain(at.demand_m), left: plain(at.left_m) };
}

/** The state after a fact that may have settled its line. */
export function onward(sheet, state) {
  const { demand_m, picked_m, short_m } = state.book.lines[state.at];
  return picked_m + short_m >= demand_m ? moveOn(sheet, state) : state;
}

function answer(ctx, state, verdict, facts) {
  return { state, verdict: { ...verdict, args: { ...commonArgs(ctx.sheet, state), ...verdict.args } }, facts };
}
