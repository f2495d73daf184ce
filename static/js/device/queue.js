/**
 * The queue on the device: IndexedDB `floor`, the only place a fact lives until the server has named it.
 *
 * Stores: `facts` rows by seq (see ledger.js), indexed by id and by state · `meta` device, next, sheet:<job>,
 * state:<job> with its book (see books.js). A *job* is what somebody works on: a wave's id, or a name such as `pack:12`
 * where there is no wave.
 * Facts, their numbers and the engine's state are one transaction, written through to the disk before anybody sees green.
 */

import { openDB, unwrap, wrap } from '../../vendor/idb.js';
import { Books } from './books.js';
import { applyAnswers, newRow, outdated, renumber, revive, setAside } from './ledger.js';

const STRICT = { durability: 'strict' };

/**
 * Open the queue.
 * @param {object} [options]
 * @param {string} [options.name]
 * @param {() => number} [options.now] device clock, ms
 * @param {() => void} [options.onLost] the browser closed the database under us: load the page again
 * @param {typeof openDB} [options.connect]
 * @returns {Promise<Queue>}
 */
export async function open({ name = 'floor', now = Date.now, onLost = () => {}, connect = openDB } = {}) {
  const db = await connect(name, 1, {
    upgrade: makeStores,
    blocking: (_current, _wanted, event) => event.target.close(),
    terminated: onLost,
  });
  return new Queue(db, now);
}

/** See `open`; every method answers with a promise unless it says otherwise. */
export class Queue {
  #db;
  #now;
  #listeners = new Set();
  #books = new Books();
  #next = null; // the number of the next fact, as this page wrote it; null: nobody here knows
  #tabs = new BroadcastChannel('floor-facts'); // what one tab has sent no longer waits in another

  constructor(db, now) {
    this.#db = db;
    this.#now = now;
    this.#tabs.onmessage = () => this.#changed();
  }

  /**
   * Keep a fact with the state that goes with it; resolves once both are on the disk. Without a fact only the state.
   * @param {{fact: {id, kind, body}|null, envelope: {at, person, session, wave, epoch, sheet}, state: object,
   *   job?: number|string}} what
   * @returns {Promise<object|null>} the event as it will be sent; rejects when the device could not keep it
   */
  async record({ fact = null, ...rest }) {
    const [event] = await this.recordAll({ facts: fact ? [fact] : [], ...rest });
    return event ?? null;
  }

  /** The same for several facts that stand or fall together. */
  async recordAll(what) {
    const known = this.#next;
    this.#next = null; // until it is on the disk nobody knows
    try {
      return await this.#keep(what, known);
    } catch (trouble) {
      if (known === null || !isTaken(trouble)) throw trouble;
      return this.#keep(what, null); // another tab has used that number
    }
  }

  /*
   * To ask the disk for the number first would be a round more for every scan, and a promise for each write costs a slow
   * device more than the write: here the database speaks for itself.
   */
  async #keep({ facts: made, envelope, state, job = envelope.wave }, known) {
    const tx = unwrap(this.#db).transaction(['facts', 'meta'], 'readwrite', STRICT);
    const [facts, meta] = [tx.objectStore('facts'), tx.objectStore('meta')];
    const first = made.length > 0 ? (known ?? (await wrap(meta.get('next'))) ?? 1) : known;
    const events = made.map((fact, place) => ({ ...envelope, ...fact, v: 1, seq: first + place }));
    const { kept } = this.#books.put(meta, job, state);
    events.forEach((event) => facts.add(newRow(event)));
    if (events.length > 0) meta.put(first + events.length, 'next');
    tx.commit(); // at once: to wait for each write's own answer first is a round more
    await over(tx);
    kept();
    this.#next = first === null ? null : first + events.length;
    if (events.length > 0) this.#changed();
    return events;
  }

  /** The oldest waiting rows, in order of their numbers. */
  waiting(limit) {
    return this.#db.getAllFromIndex('facts', 'state', 'waiting', limit);
  }

  /** Rows the server could not use: shown to people, never dropped. */
  quarantined() {
    return this.#db.getAllFromIndex('facts', 'state', 'quarantine');
  }

  /** @returns {Promise<{waiting: number, quarantine: number}>} */
  async counts() {
    const states = this.#db.transaction('facts').store.index('state');
    const count = (state) => states.count(state);
    const [waiting, quarantine] = await Promise.all([count('waiting'), count('quarantine')]);
    return { waiting, quarantine };
  }

  /**
   * Write down what the server answered.
   * @param {object[]} sent rows
   * @param {{answers: object[], generation?: string}} reply another generation makes the last seven days wait again
   * @returns {Promise<object[]>} rows the person is to hear of (conflict, invalid), once each
   */
  async answered(sent, { answers, generation }) {
    const tx = this.#db.transaction(['facts', 'meta'], 'readwrite');
    if (generation) await this.#renew(tx, generation);
    const facts = tx.objectStore('facts');
    const rows = await Promise.all(sent.map((row) => facts.index('id').get(row.id)));
    const { changed, told } = applyAnswers(rows.filter(Boolean), answers, this.#now());
    await finished(tx, changed.map((row) => facts.put(row)));
    this.#changedForAll();
    return told;
  }

  /** Put a row aside that the server refuses to read. */
  async setAside(row, key) {
    await this.#db.put('facts', setAside(row, key, this.#now()));
    this.#changedForAll();
  }

  /** Forget what was acknowledged more than seven days ago. */
  async prune() {
    const tx = this.#db.transaction('facts', 'readwrite');
    const rows = await tx.store.index('state').getAll('acknowledged');
    await finished(tx, outdated(rows, this.#now()).map((row) => tx.store.delete(row.seq)));
  }

  /**
   * The device was enrolled, for the first time or anew: what still waits goes out under the new token.
   * @param {{device: number, name: string, token: string, generation: string}} device
   */
  async enrolled(device) {
    const tx = this.#db.transaction(['facts', 'meta'], 'readwrite', STRICT);
    const [facts, meta] = [tx.objectStore('facts'), tx.objectStore('meta')];
    const { rows, next } = renumber(await facts.getAll());
    this.#next = null;
    const writes = [facts.clear(), ...rows.map((row) => facts.put(row)), meta.put(next, 'next'), meta.put(device, 'device')];
    await finished(tx, writes);
    this.#changedForAll();
  }

  /** @returns {Promise<{device, name, token, generation}|undefined>} */
  device() {
    return this.get('device');
  }

  /** Keep the sheet a job is done by. */
  keepSheet(sheet, job = sheet.wave) {
    return this.set(`sheet:${job}`, sheet);
  }

  /** @returns {Promise<{sheet: object|undefined, state: object|undefined}>} what is kept of a job */
  async job(job) {
    const { store } = this.#db.transaction('meta');
    const [sheet, state] = await Promise.all([store.get(`sheet:${job}`), this.#books.get(store, job)]);
    return { sheet, state };
  }

  /** Forget sheet and state of a job that is over; its facts stay. */
  async dropJob(job) {
    const tx = this.#db.transaction('meta', 'readwrite');
    await finished(tx, [tx.store.delete(`sheet:${job}`), ...this.#books.drop(tx.store, job)]);
  }

  /** The facts of a wave that no answer has named yet, oldest first, as `start(sheet, facts)` takes them. */
  async unacknowledged(wave) {
    const rows = await this.waiting();
    return rows.map((row) => row.event).filter((event) => event.wave === wave);
  }

  /**
   * The facts that count or still may, oldest first.
   * @param {(event: object, isWaiting: boolean) => boolean} isOurs
   */
  async counted(isOurs) {
    const rows = await this.#db.getAll('facts');
    const counts = ({ state, verdict }) => state === 'waiting' || verdict === 'accepted';
    return rows.filter((row) => counts(row) && isOurs(row.event, row.state === 'waiting')).map((row) => row.event);
  }

  /** The ids of the facts of a wave that count. */
  async accepted(wave) {
    const rows = await this.#db.getAll('facts');
    const isOurs = ({ event, verdict }) => event.wave === wave && verdict === 'accepted';
    return new Set(rows.filter(isOurs).map((row) => row.id));
  }

  /** Another sheet for a wave in hand, with the state on it: both or neither. */
  async replaceSheet(sheet, state) {
    const tx = this.#db.transaction('meta', 'readwrite', STRICT);
    const { writes, kept } = this.#books.put(tx.store, sheet.wave, state);
    await finished(tx, [tx.store.put(sheet, `sheet:${sheet.wave}`), ...writes]);
    kept();
  }

  get(key) {
    return this.#db.get('meta', key);
  }

  async set(key, value) {
    const tx = this.#db.transaction('meta', 'readwrite', STRICT);
    await finished(tx, [tx.store.put(value, key)]);
  }

  /** Hear of every change of the facts. Returns (at once) the function that ends it. */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #renew(tx, generation) {
    const [facts, meta] = [tx.objectStore('facts'), tx.objectStore('meta')];
    const device = await meta.get('device');
    if (!device || device.generation === generation) return;
    this.#next = null;
    const { changed, gone, next } = revive(await facts.getAll(), this.#now(), (await meta.get('next')) ?? 1);
    await Promise.all(gone.map((seq) => facts.delete(seq)));
    await Promise.all([...changed.map((row) => facts.put(row)), meta.put(next, 'next')]);
    await meta.put({ ...device, generation }, 'device');
  }

  #changed() {
    this.#listeners.forEach((listener) => listener());
  }

  #changedForAll() {
    this.#changed();
    this.#tabs.postMessage('changed');
  }
}

function makeStores(db) {
  const facts = db.createObjectStore('facts', { keyPath: 'seq' });
  facts.createIndex('id', 'id', { unique: true });
  facts.createIndex('state', 'state');
  db.createObjectStore('meta');
}

// A number, or a fact, that is there already.
function isTaken({ name }) {
  return name === 'ConstraintError' || name === 'AbortError';
}

// All of it is on the disk, or none of it and this says why.
function over(tx) {
  return new Promise((done, failed) => {
    tx.oncomplete = () => done();
    tx.onabort = () => failed(tx.error ?? new DOMException('the database gave up', 'AbortError'));
  });
}

// Every promise of the transaction is awaited: one that failed unheard would be reported as nobody's fault.
async function finished(tx, writes) {
  await Promise.all([...writes, tx.done]);
}
