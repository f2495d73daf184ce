/** The answers a step can give: the new state, what to say and sound, and the facts to keep. */

import { answersOf } from '../lib/verdict.js';
import { boxNumber, boxOf, leftAll, nextRow } from './bench.js';
import { applyFact } from './book.js';

export const [taken, refused, warned, asked] = answersOf(commonArgs);

/**
 * Keep facts of this input, one after the other; the first bears the input's own id.
 * @param {object} ctx
 * @param {object} state
 * @param {{kind: string, body: object}[]} wanted
 * @param {object[]} [before] facts of this input that are kept already
 * @returns {{state: object, facts: object[]}|null} null when the book does not take one of them
 */
export function keep(ctx, state, wanted, before = []) {
  const { sheet, input } = ctx;
  let book = state.book;
  const facts = [...before];
  for (const { kind, body } of wanted) {
    const id = facts.length === 0 ? input.id : input.fresh();
    const fact = { id, kind, body: { transfer: sheet.transfer, ...body } };
    book = applyFact(book, fact, input.id);
    if (!book) return null;
    facts.push(fact);
  }
  return { state: { ...state, book }, facts };
}

/** What every sentence may name, in the units people read. */
export function commonArgs(sheet, state) {
  const row = nextRow(sheet, state);
  const box = boxOf(sheet, state.carton);
  const next = row ? sheet.products[row.product].name : '';
  const tote = sheet.totes.map(({ code }) => code).join(', ');
  return { order: sheet.order, tote, left: leftAll(sheet, state), next, box: box?.name ?? '', place: boxNumber(state) };
}
