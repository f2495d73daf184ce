/**
 * No readable barcode: the figures under its bars are typed. Right ones count as one scan of the product would, no more.
 * How many figures, how many tries, and which of them are right stands in the sheet.
 */

import { asked, refused, warned } from './answers.js';
import { scanProduct } from './counting.js';
import { askOf } from './walk.js';

const LEAVES = new Set(['undo', 'back', 'drop']);
const NOT_NOW = { location: 'pick.location.first', lot: 'pick.digits.lot', tote: 'pick.enough', reason: 'pick.short.open', count: 'pick.short.open' };

/** Command "no barcode": the last figures are asked, never which they are. */
export function askDigits(ctx) {
  const { sheet, state, at } = ctx;
  if (!sheet.rules.last_digits) return warned(ctx, 'pick.not_here');
  if (state.short?.put_first) return refused(ctx, 'pick.short.put_first');
  const ask = askOf(sheet, state);
  if (ask !== 'product') return NOT_NOW[ask] ? refused(ctx, NOT_NOW[ask]) : asked(ctx, state, `pick.help.${askOf(ctx.sheet, ctx.state)}`);
  if (!at.product.digits?.length) return refused(ctx, 'pick.digits.none');
  const wrong = state.digits?.wrong ?? 0;
  if (wrong >= sheet.rules.last_digits.tries) return refused(ctx, 'pick.digits.spent');
  return asked(ctx, { ...state, digits: { open: true, wrong } }, 'pick.ask.digits');
}

/**
 * What is scanned, typed or pressed while the figures are asked: a code that can be read is as good as ever.
 * @param {(ctx: object) => object} otherwise what the same does when nothing is asked
 */
export function inDigits(ctx, entry, otherwise) {
  if (entry.what === 'digits') return typeDigits(ctx, entry);
  if (entry.do === 'help') return otherwise(ctx);
  const { state } = ctx;
  const closed = { ...state, digits: { ...state.digits, open: false } };
  if (LEAVES.has(entry.do)) return asked(ctx, closed, 'pick.digits.left');
  const answer = otherwise(ctx.withState(closed));
  return answer.state === closed ? { ...answer, state } : answer;
}

function typeDigits(ctx, { text }) {
  const { sheet, state, at } = ctx;
  const { figures, tries } = sheet.rules.last_digits;
  if (typeof text !== 'string' || text.length !== figures) return asked(ctx, state, 'pick.help.digits');
  if (!at.product.digits.includes(text)) return wrong(ctx, text, tries);
  const entry = { what: 'product', product: at.line.product, factor_m: 1000, lot: null, text: `typed:${text}`, over: 'digits' };
  return scanProduct(ctx.withState({ ...state, digits: null }), entry);
}

// Nothing is counted, but it is remembered how often: guessing is no way to the goods.
function wrong(ctx, typed, tries) {
  const times = ctx.state.digits.wrong + 1;
  const isSpent = times >= tries;
  const answer = refused(ctx, isSpent ? 'pick.digits.spent' : 'pick.digits.wrong', { typed, tries: tries - times });
  return { ...answer, state: { ...ctx.state, digits: { open: !isSpent, wrong: times } } };
}
