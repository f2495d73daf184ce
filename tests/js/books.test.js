/** A book lies on the disk once, and behind it what changed: it is read back as it was written, or not at all. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Books } from '../../static/js/device/books.js';
import { start, step, view } from '../../static/js/pick/engine.js';
import { seeded, sheetNamed } from './support.js';

globalThis.IDBKeyRange = { bound: (lower, upper) => ({ lower, upper }) };

/** An object store in memory: it keeps copies, and counts the bytes that are put. */
class Store {
  kept = new Map();
  bytes = 0;

  async get(key) { return structuredClone(this.kept.get(key)); }
  async getAll(range) { return structuredClone(this.in(range).sort().map((key) => this.kept.get(key))); }

  put(value, key) {
    this.bytes += JSON.stringify(value).length;
    this.kept.set(key, structuredClone(value));
  }

  delete(range) { (typeof range === 'string' ? [range] : this.in(range)).forEach((key) => this.kept.delete(key)); }
  in({ lower, upper }) { return [...this.kept.keys()].filter((key) => key >= lower && key <= upper); }
}

const sheet = sheetNamed('small');
let store;
let books;

beforeEach(() => {
  store = new Store();
  books = new Books();
});

function put(state, job = 12, by = books) {
  const { kept } = by.put(store, job, state);
  kept();
}

/** A walk of scans, each state kept as it comes; what `onStep` is given is the state after it. */
function walk(seed, scans, onStep = () => {}) {
  const random = seeded(seed);
  const codes = Object.keys(sheet.codes);
  let state = start(sheet);
  for (let place = 0; place < scans; place += 1) {
    const seen = view(sheet, state);
    const right = { location: seen.stop?.code, product: seen.line?.product.code, tote: seen.line?.tote, reason: 'RC-EMPTY' }[seen.ask];
    const text = random() < 0.7 && right ? right : codes[Math.floor(random() * codes.length)];
    state = step(sheet, state, { id: `${seed}-${place}`, at: place, type: 'scan', text }).state;
    put(state);
    onStep(state);
  }
  return state;
}

test('what was put is what is read, after any scan of any walk, by a page that knows nothing yet', async () => {
  const states = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    let last;
    walk(seed, 60, (state) => { last = state; });
    states.push([last, await new Books().get(store, 12)]);
  }
  states.forEach(([put_, got]) => assert.deepEqual(got, put_));
  assert.ok(states.some(([{ book }]) => book.events.some((event) => event.undone)), 'something was taken back in one of them');
});

test('a scan without a fact writes no book, and one with a fact writes only its line', () => {
  const big = { ...sheet, lines: Array.from({ length: 300 }, (_, place) => ({ ...sheet.lines[0], id: place + 1 })) };
  let state = start(big);
  put(state);
  const whole = store.bytes;
  const written = ['A-04-2', '4006381333931', 'T-0007'].map((text, place) => {
    const before = store.bytes;
    state = step(big, state, { id: `${place}`, at: place, type: 'scan', text }).state;
    put(state);
    return store.bytes - before;
  });
  written.forEach((bytes) => assert.ok(bytes < whole / 10, `${bytes} of ${whole}`));
});

test('another page that goes on with the wave leaves nothing half of one and half of the other', async () => {
  walk(1, 20);
  const other = new Books();
  const theirs = { ...start(sheet), seen: true };
  put(theirs, 12, other);
  assert.deepEqual(await new Books().get(store, 12), theirs);
  walk(1, 21);
  const got = await new Books().get(store, 12);
  assert.ok(got === undefined || got.book.events.length > 0, 'all of ours, or none and the facts tell it');
});

test('a record that is missing makes no state', async () => {
  walk(3, 40);
  const records = [...store.kept.keys()].filter((key) => key.startsWith('book:'));
  assert.ok(records.length > 2);
  for (const key of records) {
    const kept = store.kept.get(key);
    store.kept.delete(key);
    assert.equal(await new Books().get(store, 12), undefined, key);
    store.kept.set(key, kept);
  }
});

test('a write that failed is followed by a whole one', async () => {
  const state = walk(4, 30);
  books.put(new Store(), 12, { ...state, book: { ...state.book } }); // never said to be kept
  put(state);
  assert.deepEqual(await new Books().get(store, 12), state);
  assert.equal(store.in({ lower: 'book:12:', upper: 'book:12:\uffff' }).length, 1);
});

test('a state without a book of lines, as a bench has it, is kept as it is', async () => {
  const state = { book: { lines: {}, parcels: [], packed: false }, at: null };
  put(state, 'pack:12');
  assert.deepEqual(await books.get(store, 'pack:12'), state);
  assert.equal(await books.get(store, 'pack:13'), undefined);
});

test('what is dropped is gone, and only that', async () => {
  walk(5, 20);
  put(start(sheet), 123);
  books.drop(store, 12);
  assert.deepEqual([...store.kept.keys()].filter((key) => !key.includes('123')), []);
  assert.deepEqual(await new Books().get(store, 123), start(sheet));
});
