/**
 * After a short, where its reason asks: which lot it was, what is in the way. Each may be left out. Pure, no policy.
 *
 *   start(told) -> state · step(table, state, input) -> {state, verdict, facts} · view(table, state)
 *
 * state {event: of the short|null when all is asked, asks: ('lot'|'note')[], product, said}; input {type: 'scan', ...as of a count}, {type: 'says', says},
 * {type: 'note', text}, {type: 'skip'}. One fact, of what was said; nothing said is no fact.
 */
import { ask, no, ok, warn } from '../lib/verdict.js';
import { lotOf, read } from '../menu/goods.js';

export const NOTES = ['NT-BLOCKED', 'NT-HIGH', 'NT-UNSAFE'];
const LONGEST = 200;
const OVER = { event: null, asks: [], product: null, said: {} };

/** @param {{event: string, asks: string[], product: number}|null} told the short */
export const start = (told) => (told ? { ...told, said: {} } : OVER);

export const view = (table, { asks, product }) => ({ ask: asks[0] ?? null, product: table.products[product] ?? null, mayGoBack: false });

export function step(table, state, input) {
  const [now] = state.asks;
  if (!now) return stay(state, ask('short_more.left'));
  if (input.type === 'skip') return next(state, input, {});
  if (now === 'note') return noted(state, input);
  if (input.type !== 'scan') return stay(state, ask('short_more.left'));
  const lot = lotOf(table, { product: state.product }, read(table, input));
  return lot ? next(state, input, { lot_name: lot.lot_name }) : stay(state, no('short_more.no_lot', { text: input.text }));
}

/* A scan is for the walk: the question goes, and it is scanned again. */
function noted(state, input) {
  if (input.type === 'scan') return next(state, input, {}, ask('short_more.again'));
  if (input.type === 'says' && NOTES.includes(input.says)) return next(state, input, { says: input.says });
  const text = input.type === 'note' ? input.text.trim().replace(/\s+/g, ' ').slice(0, LONGEST) : '';
  return text ? next(state, input, { note: text }) : stay(state, warn('short_more.empty'));
}

function next(state, { id }, more, verdict = null) {
  const said = { ...state.said, ...more };
  const asks = state.asks.slice(1);
  if (asks.length > 0) return stay({ ...state, asks, said }, verdict ?? ok('short_more.kept'));
  const isSaid = Object.keys(said).length > 0;
  const body = { event: state.event, lot_name: said.lot_name ?? null, note: said.note ?? null, says: said.says ?? null };
  return { state: OVER, verdict: verdict ?? (isSaid ? ok('short_more.kept') : ask('short_more.left')), facts: isSaid ? [{ id, kind: 'short_more', body }] : [] };
}

function stay(state, verdict) {
  return { state, verdict, facts: [] };
}
