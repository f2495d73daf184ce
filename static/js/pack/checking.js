/** Answering a check: passed, and the closing goes on; failed, and the order is held for whoever owns the exception. */

import { keep, refused, warned } from './answers.js';
import { rowInHand } from './bench.js';
import { checksOf, isPackers, openCheck } from './checks.js';
import { beginClosing, closeBox } from './closing.js';
import { hold } from './holding.js';

const PROBLEMS = new Set(['RC-P-WRONG', 'RC-P-EXTRA', 'RC-P-DAMAGED', 'RC-P-WEIGHT', 'CK-CARRIER']);

/** Input "check": {result: 'pass'|'fail', value?: the figure that was measured, reason?: of an override}. */
export function answerCheck(ctx, { result, value = null, reason }) {
  const check = openCheck(ctx.sheet, ctx.state);
  if (ctx.state.closing !== 'check' || !check) return warned(ctx, 'pack.check.none');
  if (result === 'fail') return hold(ctx, { ...check, value: check.value ?? value }, reason);
  return result === 'pass' ? pass(ctx, check, value) : refused(ctx, 'pack.unknown');
}

/** Input "problem": the goods in hand, or the order, are not right; `code` says how. */
export function tellProblem(ctx, { code, reason }) {
  const row = rowInHand(ctx.sheet, ctx.state);
  if (code === 'CK-NOSCAN' && row) return hold(ctx, { check: code, product: row.product }, reason);
  if (!PROBLEMS.has(code)) return warned(ctx, 'pack.check.none');
  return hold(ctx, { check: code, product: ctx.state.at ? row?.product ?? null : null });
}

function pass(ctx, check, value) {
  const problem = whyNot(ctx, check, value);
  if (problem) return refused(ctx, problem, { least: check.least ?? '', most: check.most ?? '' });
  const body = { check: check.check, product: check.product, result: 'pass', value: check.value ?? value, expected: check.expected ?? null };
  const kept = keep(ctx, { ...ctx.state, closing: null, weighed: null }, [{ kind: 'box_checked', body }]);
  if (!kept) return refused(ctx, 'pack.not_counted');
  const after = { ...ctx, state: kept.state };
  if (check.value !== undefined) return closeBox(after, kept.state, check.value, kept.facts);
  const next = beginClosing(after, kept.state, kept.facts); // a question, or the box is closed at once
  return next.facts.length > 0 ? next : { ...next, facts: kept.facts };
}

function whyNot({ sheet }, check, value) {
  if (check.value !== undefined) return checksOf(sheet).weight && isPackers(sheet, check) ? null : 'pack.weight.not_alone';
  if (check.how !== 'measure') return null;
  if (!Number.isSafeInteger(value) || value < 0) return 'pack.check.figure';
  return value < (check.least ?? 0) || value > (check.most ?? Infinity) ? 'pack.check.range' : null;
}
