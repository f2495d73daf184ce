/** What the screen shows, read off sheet and state; it decides nothing. */

import { ask } from '../../lib/verdict.js';
import { commonArgs } from './answers.js';
import { askOf, lineOn, openLines, openOf, wordsOf } from './lines.js';

/**
 * @returns {{ask: string, prompt: object, rows: object[], line: object|null, left: number, short: {reasons: object[]},
 *   progress: {done: number, total: number}, can: {undo: boolean}, keypad: boolean, history: object[]}}
 *   rows   lines still to be entered, in the order of the paper: {id, place, to, product, lot, open_m}; `to` is the tote, or the order where there is none
 *   line   the one of which less was found, or null: a row with `left_m`
 */
export function view(sheet, state) {
  const asks = askOf(sheet, state);
  const rows = openLines(sheet, state).map((line) => rowOf(sheet, state, line));
  const line = state.at === null ? null : rowOf(sheet, state, lineOn(sheet, state.at));
  return {
    ask: asks,
    prompt: ask(`pack.paper.ask.${asks}`, commonArgs(sheet, state)),
    rows,
    line,
    left: rows.length,
    short: { reasons: sheet.reasons.map((reason) => ({ ...reason, count: 'none' })) }, // what lies there still, paper does not say
    progress: { done: sheet.lines.length - rows.length, total: sheet.lines.length },
    can: { undo: state.at !== null || state.book.events.some(({ undone }) => !undone) },
    keypad: false,
    history: [],
  };
}

function rowOf(sheet, state, line) {
  const open_m = openOf(state, line.id);
  const { want, to } = wordsOf(sheet, line);
  return {
    id: line.id,
    place: want,
    to,
    product: { id: line.product, ...sheet.products[line.product] },
    lot: sheet.lots[line.lot]?.name ?? '',
    open_m,
    left_m: open_m,
  };
}
