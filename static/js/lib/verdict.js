/**
 * How an answer sounds and looks, the same on every screen that takes scans.
 * Verdict = {tone: 'ok'|'no'|'warn'|'ask'|'sure', key, args, sound: 'ok'|'no'|'warn'|null, sticky}
 */

/** Taken: green, short high tone. */
export function ok(key, args = {}) {
  return { tone: 'ok', sound: 'ok', sticky: false, key, args };
}

/** Refused: red, low double tone, stays. */
export function no(key, args = {}) {
  return { tone: 'no', sound: 'no', sticky: true, key, args };
}

/** Understood, but it cannot be done now: amber. */
export function warn(key, args = {}) {
  return { tone: 'warn', sound: 'warn', sticky: true, key, args };
}

/** Unusual, but possible: amber until it is done again or left. */
export function sure(key, args = {}) {
  return { tone: 'sure', sound: 'warn', sticky: false, key, args };
}

/** A question, quietly. */
export function ask(key, args = {}) {
  return { tone: 'ask', sound: null, sticky: false, key, args };
}

/** Thousandths as the number people read. */
export const plain = (m) => m / 1000;

/**
 * The answers a step can give, whose sentences may all name what `commonArgs(sheet, state)` says:
 * [taken, refused, warned, asked, sure], each {state, verdict, facts}. What is refused or warned of changes nothing.
 */
export function answersOf(commonArgs) {
  const says = (make) => (ctx, state, key, args, facts = []) => (
    { state, verdict: make(key, { ...commonArgs(ctx.sheet, state), ...args }), facts });
  const same = (make) => (ctx, ...said) => says(make)(ctx, ctx.state, ...said);
  return [says(ok), same(no), same(warn), says(ask), says(sure)];
}
