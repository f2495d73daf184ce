/**
 * What a supervisor sees of the open exceptions and what her keys mean. Pure: `step(state, input) -> {state, send?}`.
 *
 *   state {cases, id, mode: 'one'|'more'|'why'|'place', answer, place, sent}; `sent` is an answer under way, or one
 *   nobody knows the fate of
 */

export const FRESH_MS = 1200; // a key sooner than this after a case came up was meant for the one before

export const start = () => ({ cases: [], id: null, mode: 'one', answer: null, place: '', sent: null, since: 0 });

/** The case on the screen, or null. */
export const current = ({ cases, id }) => cases.find((one) => one.id === id) ?? null;

/** The three in plain sight, and the rest. */
export const shown = (one) => one.answers.slice(0, 3);
export const rest = (one) => one.answers.slice(3);

/**
 * A fresh list. The case in hand stays while it is there; one that is gone makes way for the worst.
 * @returns {{state, gone: object|null, came: 'went'|'lost'|null}} gone: decided by somebody else; came: what became of an answer of ours
 */
export function listed(state, cases, now) {
  const { sent } = state;
  const came = fate(sent, cases);
  const before = current(state);
  const isThere = cases.some((one) => one.id === state.id);
  const gone = before && !isThere && sent?.id !== before.id ? before : null;
  const next = { ...state, cases, sent: came ? null : sent };
  if (isThere) return { state: next, gone: null, came };
  return { state: { ...next, ...face(cases[0]?.id ?? null, now) }, gone, came };
}

/** The server took our answer: the case makes way at once, whatever the next list says. */
export function taken(state, id, now) {
  const cases = state.cases.filter((one) => one.id !== id);
  return listed({ ...state, id: null, sent: null }, cases, now).state;
}

/* An answer nobody heard of: the case is gone or has another newest answer, or it stands as it was. */
function fate(sent, cases) {
  if (!sent?.isUnsure) return null;
  const one = cases.find(({ id }) => id === sent.id);
  if (!one) return 'went';
  const stands = one.seen === sent.seen && one.answers.some(({ answer }) => answer === sent.answer);
  return stands ? 'lost' : 'went';
}

/** @returns {{state, send?: object}} send: what is to be told to the server */
export function step(state, input, now) {
  const one = current(state);
  if (!one || state.sent) return { state };
  if (input.type === 'place') return one.takes_place ? { state: { ...state, mode: 'place', place: input.text } } : { state };
  if (input.type === 'next') return { state: { ...state, ...face(after(state), now) } };
  if (input.type === 'more') return { state: rest(one).length > 0 ? { ...state, mode: 'more' } : state };
  if (input.type === 'reason') return state.mode === 'why' ? sending(state, one, state.answer, input.code) : { state };
  if (input.type === 'sure') return state.mode === 'place' ? chosen(state, one, found(one, state.place)) : { state };
  if (input.type !== 'answer' || now - state.since < FRESH_MS) return { state };
  return chosen(state, one, input.answer);
}

/** One step out of a list or a question; null where there is none. */
export function back(state) {
  return state.mode === 'one' ? null : { ...state, mode: 'one', answer: null, place: '' };
}

const found = (one, place) => ({ answer: 'found', place, words: place, reasons: one.place_reasons });

function chosen(state, one, answer) {
  if (answer.reasons.length > 0) return { state: { ...state, mode: 'why', answer } };
  return sending(state, one, answer, '');
}

function sending(state, one, { answer, place, words }, reason) {
  const sent = { id: one.id, seen: one.seen, answer, place, reason, words, isUnsure: false };
  return { state: { ...state, sent, mode: 'one', answer: null, place: '' }, send: sent };
}

function after({ cases, id }) {
  const at = cases.findIndex((one) => one.id === id);
  return cases[(at + 1) % cases.length].id;
}

const face = (id, now) => ({ id, mode: 'one', answer: null, place: '', since: now });
