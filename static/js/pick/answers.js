/** The answers a step can give: the new state, what to say and sound, and the facts to keep. */

import { answersOf, plain } from '../lib/verdict.js';
import { applyFact } from './lines.js';
import { amountsOf, here, isOpen, lineOn, moveOn, togetherWith } from './walk.js';

export const [taken, refused, warned, asked, sure] = answersOf(commonArgs);

/**
 * Keep a fact of this input and, once its line is settled, go on to the next.
 * @returns {{state: object, facts: object[]} | null} null when the book does not take it
 */
export function keep(ctx, kind, body, patch = {}, id = ctx.input.id) {
  const fact = { id, kind, body };
  const { book, verdict } = applyFact(ctx.state.book, { ...fact, epoch: ctx.sheet.epoch });
  return verdict === 'accepted' ? { state: { ...ctx.state, book, ...patch }, facts: [fact] } : null;
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
function offered(sheet, { offer }, { line }) {
  const nameOf = ({ lot, package: box }) => sheet.lots[lot]?.name ?? sheet.packages?.[box]?.name ?? '';
  return offer && { is: nameOf(offer), lot: nameOf(line) };
}

/** The state after a fact that may have settled its line. */
export function onward(sheet, state) {
  const open = togetherWith(sheet, lineOn(sheet, state.at)).find(({ id }) => isOpen(state, id));
  return open ? { ...state, at: open.id } : moveOn(sheet, state);
}
