/**
 * The state of a job on the disk. A wave's book grows with every line and every fact, and a scan changes one of each: so the
 * book lies there once, and behind it what each fact changed. A scan that makes no fact writes no book.
 *
 * Records of `meta`: `state:<job>` with {stamp, changes} in place of the book · `book:<job>:<stamp>:<number>`, number 0
 * the whole book, then {lines: {<id>: Line}, events: [[place, Event]]}. A state whose records are not all there is none.
 */

import { newId } from '../lib/ids.js';

const MOST = 500; // changes behind one book

/** What lies on the disk of each job, as this page wrote it. */
export class Books {
  #known = new Map();

  /** Put the state of a job. The answer is what to wait for, and what to call when it is on the disk. */
  put(meta, job, state) {
    const before = this.#known.get(job);
    this.#known.delete(job); // until it is there nobody knows what is
    if (!isBook(state?.book)) return { writes: [meta.put(state, `state:${job}`)], kept: () => {} };
    const { book, ...rest } = state;
    const change = before && before.changes < MOST ? changeOf(before.book, book) : null;
    const writes = change ? [] : [meta.delete(all(job))];
    const { stamp, changes } = change ? before : { stamp: newId(), changes: 0 };
    const now = { book, stamp, changes: changes + (change?.isEmpty === false ? 1 : 0) };
    if (!change) writes.push(meta.put(book, key(job, stamp, 0)));
    else if (!change.isEmpty) writes.push(meta.put(change.record, key(job, stamp, now.changes)));
    writes.push(meta.put({ ...rest, book: { stamp, changes: now.changes } }, `state:${job}`));
    return { writes, kept: () => this.#known.set(job, now) };
  }

  /** The state of a job as it was put, undefined when there is none or not all of it. */
  async get(meta, job) {
    const state = await meta.get(`state:${job}`);
    const { stamp, changes } = state?.book ?? {};
    if (typeof stamp !== 'string') return state;
    const [book, ...later] = await meta.getAll(range(`book:${job}:${stamp}:`));
    return book && later.length === changes ? { ...state, book: later.reduce(changed, book) } : undefined;
  }

  /** Forget the state of a job. */
  drop(meta, job) {
    this.#known.delete(job);
    return [meta.delete(`state:${job}`), meta.delete(all(job))];
  }
}

function changeOf(before, after) {
  if (before === after) return { isEmpty: true };
  if (before.wave !== after.wave || before.walked !== after.walked || before.events.length > after.events.length) return null;
  const lines = Object.entries(after.lines).filter(([id, line]) => before.lines[id] !== line);
  const events = [...after.events.entries()].filter(([place, event]) => before.events[place] !== event);
  return { isEmpty: false, record: { lines: Object.fromEntries(lines), events } };
}

function changed(book, { lines, events }) {
  const after = [...book.events];
  events.forEach(([place, event]) => { after[place] = event; });
  return { ...book, lines: { ...book.lines, ...lines }, events: after };
}

function isBook(book) {
  return Array.isArray(book?.events) && typeof book.lines === 'object' && Boolean(book.wave);
}

function key(job, stamp, number) {
  return `book:${job}:${stamp}:${String(number).padStart(4, '0')}`;
}

function all(job) {
  return range(`book:${job}:`);
}

function range(start) {
  return IDBKeyRange.bound(start, `${start}\uffff`);
}
