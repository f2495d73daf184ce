/** The answers a step can give: the new state, what to say and sound, and the facts to keep. */

import { ask, no, ok, plain, warn } from '../../lib/verdict.js';
import { applyFact } from '../../pick/lines.js';
import { lineOn, openLines, openOf, wordsOf } from './lines.js';

export function taken(ctx, state, key, args = {}, facts = []) {
  return answer(ctx, state, ok(key, args), facts);
}

export function refused(ctx, key, args = {}) {
  return answer(ctx, ctx.state, no(key, args), []);
}

export function warned(ctx, key, args = {}) {
  return answer(ctx, ctx.state, warn(key, args), []);
}

export function asked(ctx, state, key, args = {}) {
  return answer(ctx, state, ask(key, args), []);
}

/**
 * Keep facts of this input, one after the other; the first bears the input's own id.
 * @param {{kind: string, body: object}[]} wanted
 * @returns {{state: object, facts: object[]}|null} null when the book does not take one of them
 */
export function keep({ sheet, state, input }, wanted) {
  let { book } = state;
  const facts = [];
  for (const { kind, body } of wanted) {
    const fact = { id: facts.length === 0 ? input.id : input.fresh(), kind, body };
    const after = applyFact(book, { ...fact, epoch: sheet.epoch });
    if (after.verdict !== 'accepted') return null;
    ({ book } = after);
    facts.push(fact);
  }
  return { state: { ...state, book, at: null, found_m: null, less: false }, facts };
}

/** What every sentence may name. */
export function commonArgs(sheet, state) {
  const line = state.at === null ? null : lineOn(sheet, state.at);
  const about = line ? { ...wordsOf(sheet, line), of: plain(openOf(state, line.id)) } : {};
  return { number: sheet.number, order: sheet.number, left: openLines(sheet, state).length, found: plain(state.found_m ?? 0), ...about };
}

function answer(ctx, state, verdict, facts) {
  return { state, verdict: { ...verdict, args: { ...commonArgs(ctx.sheet, state), ...verdict.args } }, facts };
}
