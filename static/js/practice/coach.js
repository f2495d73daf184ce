/**
 * What the practice wave teaches, and how it went. Pure.
 *
 * Coach = {done: string[], wrong: number, spent_ms: number, last: ms}: tasks that were tried, wrong scans that nobody
 * asked for, time at it. Task = {do: 'wrong'|'undo'|'count'|'skip'|'short', line, code?, reason?}, see `domain/practice.py`.
 */

const LONGEST_MS = 60_000; // a longer pause is a break
const KEYS = { wrong: /^pick\.product\.wrong$/, undo: /^pick\.undo\.(?!none)/, skip: /^pick\.skipped$/, short: /^pick\.short\.(told|last)$/ };

export function begin(now) {
  return { done: [], wrong: 0, spent_ms: 0, last: now };
}

/**
 * The coach after one input. A task counts wherever it is tried.
 * @param {object} coach
 * @param {{tasks: object[], input: object, verdict: object, now: number}} heard
 */
export function noted(coach, { tasks, input, verdict, now }) {
  const tried = tasks.find((task) => isTried(task, input, verdict));
  const isWrong = verdict.tone === 'no' && tried?.do !== 'wrong';
  const spent = Math.min(Math.max(now - coach.last, 0), LONGEST_MS);
  return {
    done: tried && !coach.done.includes(tried.do) ? [...coach.done, tried.do] : coach.done,
    wrong: coach.wrong + (isWrong ? 1 : 0),
    spent_ms: coach.spent_ms + spent,
    last: now,
  };
}

function isTried({ do: what, code }, input, verdict) {
  if (what === 'count') return input.type === 'quantity' && verdict.tone === 'ok';
  return KEYS[what].test(verdict.key) && (!code || isScanOf(input, code));
}

const isScanOf = ({ type, text = '' }, code) => type === 'scan' && text.trim().toUpperCase() === code;

/** @returns {string} what to say now: a task that may be tried, else what the screen asks */
export function hint(coach, tasks, v) {
  const task = tasks.find((one) => one.line === v.line?.id && !coach.done.includes(one.do) && MAY[one.do](v));
  return task ? task.do : v.ask;
}

const isEmpty = ({ line, short }) => line.counted_m === 0 && line.picked_m === 0 && !short;
const MAY = {
  wrong: (v) => v.ask === 'product' && isEmpty(v),
  undo: ({ line, short }) => line.counted_m > 0 && !short,
  count: ({ keypad, short }) => keypad && !short,
  skip: isEmpty,
  short: isEmpty,
};

/**
 * How it went.
 * @param {object[]} tasks
 * @param {object} coach
 * @param {Record<string, {demand_m, picked_m, short_m}>} lines the book's
 * @returns {{right: number, total: number, untried: string[], wrong: number, minutes: number, passed: boolean}}
 */
export function judged(tasks, coach, lines) {
  const empty = tasks.find((task) => task.do === 'short')?.line;
  const all = Object.entries(lines);
  const right = all.filter(([id, { demand_m, picked_m, short_m }]) => (Number(id) === empty ? short_m : picked_m) === demand_m).length;
  const untried = tasks.map((task) => task.do).filter((what) => !coach.done.includes(what));
  const passed = right === all.length && untried.length === 0;
  return { right, total: all.length, untried, wrong: coach.wrong, minutes: Math.max(1, Math.round(coach.spent_ms / 60_000)), passed };
}
