/** The answers a step can give: the new state, what to say and sound, and the facts to keep. */

import { answersOf, plain } from '../../lib/verdict.js';
import { applyFact } from '../../pick/lines.js';
import { lineOn, openLines, openOf, wordsOf } from './lines.js';

export const [taken, refused, warned, asked] = answersOf(commonArgs);

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
