/**
 * What becomes of the facts on the device: pure decisions over rows, no database and no clock.
 *
 * Row = {seq, id, state: 'waiting'|'acknowledged'|'quarantine', event, settled_at: ms|null, verdict, key, text, told}
 * A row is only ever settled by an answer that names its id.
 */

export const KEPT_MS = 7 * 24 * 3600 * 1000;
const SETTLED = new Set(['accepted', 'duplicate', 'conflict', 'invalid']);

/** A row for a fact just recorded. */
export function newRow(event) {
  const unanswered = { settled_at: null, verdict: null, key: null, text: null, told: false };
  return { seq: event.seq, id: event.id, state: 'waiting', event, ...unanswered };
}

/**
 * What the answers say about the rows that were sent.
 * @param {object[]} rows
 * @param {object[]} answers {id, verdict, first?, key?, text?}; the first one that names an id counts
 * @param {number} now
 * @returns {{changed: object[], told: object[]}} rows to write back, and those the person is to hear of, once each
 */
export function applyAnswers(rows, answers, now) {
  const byId = firstById(answers);
  const waiting = rows.filter((row) => row.state === 'waiting' && byId.has(row.id));
  const changed = waiting.map((row) => settled(row, byId.get(row.id), now));
  const news = (row, before) => row.told && !before.told;
  return { changed, told: changed.filter((row, place) => news(row, waiting[place])) };
}

/** A row the server refused to read at all: kept where people see it, never dropped. */
export function setAside(row, key, now) {
  return { ...row, state: 'quarantine', settled_at: now, verdict: 'invalid', key, text: null };
}

/** The rows to forget: acknowledged more than seven days ago. */
export function outdated(rows, now) {
  return rows.filter((row) => row.state === 'acknowledged' && now - row.settled_at > KEPT_MS);
}

/**
 * The server was restored and may lack what it once acknowledged: the last seven days are to be sent again.
 * Rows of an older enrolment (seq below 1) are given numbers of this one.
 * @returns {{changed: object[], gone: number[], next: number}} rows to write, seqs to delete first, the next free seq
 */
export function revive(rows, now, next) {
  const lost = rows.filter((row) => row.state === 'acknowledged' && now - row.settled_at <= KEPT_MS);
  const older = lost.filter((row) => row.seq < 1);
  const changed = lost.map((row) => waitingAgain(row.seq < 1 ? numbered(row, next + older.indexOf(row)) : row));
  return { changed, gone: older.map((row) => row.seq), next: next + older.length };
}

/**
 * The device was enrolled anew: waiting facts keep their ids and get numbers from 1; the others, which the new
 * enrolment never sends, go below 1 so that they take no number and leave no gap.
 * @returns {{rows: object[], next: number}} every row, renumbered
 */
export function renumber(rows) {
  const inOrder = [...rows].sort(bySeq);
  const waiting = inOrder.filter((row) => row.state === 'waiting');
  const others = inOrder.filter((row) => row.state !== 'waiting');
  const below = others.map((row, place) => numbered(row, place - others.length + 1));
  return { rows: [...below, ...waiting.map((row, place) => numbered(row, place + 1))], next: waiting.length + 1 };
}

/** The answers that settle something, by id; the first that names an id counts, whatever cannot be read is left out. */
export function firstById(answers) {
  const byId = new Map();
  for (const answer of Array.isArray(answers) ? answers : []) {
    if (typeof answer?.id === 'string' && SETTLED.has(answer.verdict) && !byId.has(answer.id)) byId.set(answer.id, answer);
  }
  return byId;
}

// "duplicate" repeats the first answer: if that one was lost on the way, its news are heard now.
function settled(row, answer, now) {
  const verdict = answer.verdict === 'duplicate' ? (answer.first ?? 'accepted') : answer.verdict;
  const state = verdict === 'invalid' ? 'quarantine' : 'acknowledged';
  const told = row.told || verdict === 'conflict' || verdict === 'invalid';
  return { ...row, state, settled_at: now, verdict, key: answer.key ?? null, text: answer.text ?? null, told };
}

function waitingAgain(row) {
  return { ...row, state: 'waiting', settled_at: null };
}

function numbered(row, seq) {
  return { ...row, seq, event: { ...row.event, seq } };
}

function bySeq(one, other) {
  return one.seq - other.seq;
}
