/**
 * The photos of this device: IndexedDB `floor-photos`, apart from the facts, so that nothing of them is in a scan's way.
 * Row = {no, sha256, event, at, person, bytes: ArrayBuffer, state: 'waiting'|'refused', key: string|null}
 */

import { openDB } from '../../vendor/idb.js';

const STRICT = { durability: 'strict' };
const KEPT_MS = 7 * 24 * 3_600_000; // what the server refused

/** @param {{name?: string, connect?: typeof openDB, now?: () => number}} [options] @returns {Promise<Photos>} */
export async function open({ name = 'floor-photos', connect = openDB, now = Date.now } = {}) {
  const db = await connect(name, 1, {
    upgrade: (made) => made.createObjectStore('photos', { keyPath: 'no', autoIncrement: true }).createIndex('state', 'state'),
    blocking: (_current, _wanted, event) => event.target.close(),
  });
  return new Photos(db, now);
}

/** See `open`; every method but `onChange` answers with a promise. */
class Photos {
  #db;
  #now;
  #listeners = new Set();

  constructor(db, now) {
    this.#db = db;
    this.#now = now;
  }

  /** Resolves once it is on the disk. */
  async keep({ sha256, event, at, person, bytes }) {
    const tx = this.#db.transaction('photos', 'readwrite', STRICT);
    await Promise.all([tx.store.add({ sha256, event, at, person, bytes, state: 'waiting', key: null }), tx.done]);
    this.#listeners.forEach((listener) => listener());
  }

  /** @returns {Promise<object|undefined>} the oldest that waits */
  async next() {
    const [row] = await this.#db.getAllFromIndex('photos', 'state', 'waiting', 1);
    return row;
  }

  /** The server has it. */
  async forget({ no }) {
    await this.#db.delete('photos', no);
  }

  /** The server will never take it; `key` says why. It stays for seven days. */
  async refuse(row, key) {
    await this.#db.put('photos', { ...row, state: 'refused', key });
  }

  /** Forgets what was refused long ago. */
  async prune() {
    const rows = await this.#db.getAllFromIndex('photos', 'state', 'refused');
    const old = rows.filter(({ at }) => at < this.#now() - KEPT_MS);
    await Promise.all(old.map(({ no }) => this.#db.delete('photos', no)));
  }

  /** Hear of each photo that is kept. */
  onChange(listener) {
    this.#listeners.add(listener);
  }
}
