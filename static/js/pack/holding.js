/** A check failed: the order is held for whoever owns the exception. */

import { keep, refused, taken } from './answers.js';

// The override a second person is asked for, by its check.
const ASKS = { 'CK-WEIGHT': 'OV-WEIGHT', 'CK-NOSCAN': 'OV-NOSCAN' };

/** The order waits, with all that is in its boxes; the packer takes the next one. */
export function hold(ctx, { check, product, value = null, expected = null }, reason = null, before = []) {
  const body = { check, product, result: 'fail', value, expected, ...(reason ? { asks: ASKS[check], reason } : {}) };
  const kept = keep(ctx, { ...ctx.state, closing: null, finishing: null, weighed: null }, [{ kind: 'box_checked', body }], before);
  return kept ? taken(ctx, kept.state, 'pack.held', {}, kept.facts) : refused(ctx, 'pack.not_counted');
}
