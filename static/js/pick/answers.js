/** The answers a step can give: the new state, what to say and sound, and the facts to keep. */

import { ask, no, ok, plain, sure as unsure, warn } from '../lib/verdict.js';
import { applyFact } from './lines.js';
import { amountsOf, here, isOpen, lineOn, moveOn, togetherWith } from './walk.js';

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

/** Amber, and a question: the same thing again means yes. */
export function sure(ctx, state, key, args = {}) {
  return answer(ctx, state, unsure(key, args), []);
}

/**
 * Keep a fact of this input and, once its line is settled, go on to the next.
 * @returns {{state: object, facts: object[]} | null} null when the book does not take it
 */
export function keep(ctx, kind, body, patch = {}, id = ctx.input.id) {
  const fact = { id, kind, body };
  const { book, verdict } = applyFact(ctx.state.book, { ...fact, epoch: ctx.sheet.epoch });
  if (verdict !== 'accepted') return null;
  return { state: { ...ctx.state, book, ...patch }, facts: [fact] };
}

/** Facts of one kind from one input, the last of them under its id; null when the book does not take them all. */
export function keepEach(ctx, kind, bodies, patch) {
  const wanted = bodies.filter(({ qty_m, missing_m }) => (qty_m ?? missing_m) > 0);
  return wanted.reduce((kept, body, place) => {
    const id = place === wanted.length - 1 ? ctx.input.id : ctx.input.fresh();
    const one = kept && keep(ctx.withState(kept.state), kind, body, patch, id);
    return one && { state: one.state, facts: [...kept.facts, ...one.facts] };
  }, { state: ctx.state, facts: [] });
}

/** What every sentence may name, in the units people read. */
export function commonArgs(sheet, state) {
  const at = here(sheet, state);
  if (!at) return { open: 0 };
  const slot = at.line.slot ?? at.line.tote ?? '';
  const { demand_m, picked_m, counted_m, left_m } = amountsOf(sheet, state, at);
  return { want: at.stop.code, name: at.product.name, slot, n: plain(picked_m + counted_m), of: plain(demand_m), left: plain(left_m), ...offered(sheet, state, at) };
}

// What was scanned in place of what the line wants, both by name.
function offered(sheet, { offer }, at) {
  if (!offer) return {};
  const nameOf = (lot, box) => sheet.lots[lot]?.name ?? sheet.packages?.[box]?.name ?? '';
  return { is: nameOf(offer.lot, offer.package), lot: nameOf(at.line.lot, at.line.package) };
}

/** The state after a fact that may have settled its line. */
export function onward(sheet, state) {
  const open = togetherWith(sheet, lineOn(sheet, state.at)).find(({ id }) => isOpen(state, id));
  return open ? { ...state, at: open.id } : moveOn(sheet, state);
}

function answer(ctx, state, verdict, facts) {
  return { state, verdict: { ...verdict, args: { ...commonArgs(ctx.sheet, state), ...verdict.args } }, facts };
}
