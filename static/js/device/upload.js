/**
 * Sends waiting facts: in order, one batch at a time, until an answer has named each of them.
 * It forgets nothing by itself: without an answer, with a garbled one or with one that lacks an id, the fact waits on.
 */

import { firstById } from './ledger.js';

const MOST = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
export const AFTER_PAINT_MS = 30; // two frames: the answer to a scan is seen before its fact is sent
const NEWS_PAUSE_MS = 2_000; // a new fact is a reason to try sooner, but not to try at every scan of a walk without network

/**
 * What a reply means. Pure.
 * @param {{status: number, body: object|null, error: {key: string}|null}} reply
 * @param {object[]} rows the batch it answers
 * @returns {{do: 'apply', answers: object[], generation: string} | {do: 'split'} | {do: 'aside', key: string}
 *   | {do: 'blocked', key: string} | {do: 'later', link: 'online'|'offline', why: object|null}} why: the server's words
 */
export function judge({ status, body, error }, rows) {
  if (status === 200 && settlesOne(body, rows)) return { do: 'apply', answers: body.answers, generation: body.generation };
  if (status === 401) return { do: 'blocked', key: error?.key ?? 'device.unknown' };
  if (isRefused(status) && rows.length > 1) return { do: 'split' };
  // Only the server's own word puts a fact aside: a portal or a proxy says 400 to anything.
  if (isRefused(status) && error) return { do: 'aside', key: error.key };
  return { do: 'later', link: error ? 'online' : 'offline', why: error ?? null };
}

/**
 * How long to wait before trying again. Pure.
 * @param {number} failures in a row, from 1
 * @param {number} random 0..1: handhelds that lost the same access point must not come back in one breath
 */
export function pauseAfter(failures, random) {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 6));
  return Math.max(FIRST_PAUSE_MS, Math.round(longest * (0.5 + random / 2)));
}

/**
 * @param {object} options
 * @param {object} options.queue see queue.js
 * @param {object} options.api see api.js; only `sendEvents` is used
 * @param {string} options.build
 * @param {(status: {link: 'unknown'|'online'|'offline', blocked: string|null, why: object|null, sending: boolean}) => void} [options.onStatus]
 * @param {(rows: object[]) => void} [options.onTold] facts that do not count: row.key, row.event; each is told once
 * @returns {Uploader} {start(), stop(), nudge(), once()}
 */
export function uploader(options) {
  return new Uploader(options);
}

class Uploader {
  #queue;
  #api;
  #build;
  #onStatus;
  #onTold;
  #ports;
  #status = { link: 'unknown', blocked: null, why: null, sending: false };
  #most = MOST;
  #failures = 0;
  #failedAt = -Infinity;
  #timer = null;
  #due = 0;
  #running = null;
  #again = false;
  #stop = null;

  constructor({ queue, api, build, onStatus = () => {}, onTold = () => {}, ...ports }) {
    this.#queue = queue;
    this.#api = api;
    this.#build = build;
    this.#onStatus = onStatus;
    this.#onTold = onTold;
    const { setTimeout, clearTimeout } = globalThis;
    const timers = { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) };
    const page = { window: globalThis.window, document: globalThis.document };
    this.#ports = { timers, random: Math.random, now: Date.now, locks: globalThis.navigator?.locks, ...page, ...ports };
  }

  /** Send now and whenever there is something new, the network or the page comes back. */
  start() {
    const awake = new AbortController();
    const { window, document } = this.#ports;
    const nudge = () => this.nudge();
    window?.addEventListener('online', nudge, { signal: awake.signal });
    document?.addEventListener('visibilitychange', nudge, { signal: awake.signal });
    const deaf = this.#queue.onChange(() => this.#news());
    this.#stop = () => { awake.abort(); deaf(); };
    this.#queue.prune().catch(() => {});
    this.nudge();
  }

  stop() {
    this.#stop?.();
    this.#stop = null;
    this.#rest();
  }

  /**
   * There is something to send, or a reason to try: at most one run at a time, and none is forgotten.
   * @returns {Promise<void>} when there is nothing left to do now
   */
  nudge() {
    this.#again = true;
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    return this.#running;
  }

  /**
   * Send one batch and write down its answer.
   * @returns {Promise<'idle'|'more'|'later'>}
   */
  async once() {
    const rows = await this.#queue.waiting(this.#most);
    if (rows.length === 0) return 'idle';
    this.#tell({ sending: true });
    const reply = await this.#api.sendEvents(await this.#batch(rows));
    const outcome = judge(reply, rows);
    const next = await this.#follow(outcome, rows);
    this.#tell({ ...linkOf(outcome), sending: false });
    return next;
  }

  #news() {
    const { now } = this.#ports;
    this.#wait(this.#failures > 0 ? Math.max(AFTER_PAINT_MS, this.#failedAt + NEWS_PAUSE_MS - now()) : AFTER_PAINT_MS);
  }

  #wait(ms) {
    const { now, timers } = this.#ports;
    const due = now() + ms;
    if (this.#timer !== null && this.#due <= due) return;
    timers.clear(this.#timer);
    this.#due = due;
    this.#timer = timers.set(() => { this.#timer = null; this.nudge(); }, ms); // one that has rung must not pass for one that will
  }

  async #run() {
    this.#rest();
    while (this.#again) {
      this.#again = false;
      const next = await this.#guarded();
      if (next === 'more') this.#again = true;
      if (next === 'later') return this.#later();
    }
  }

  // Two tabs share one queue: the lock keeps their batches apart. On plain http there is none, and one tab is the rule.
  async #guarded() {
    const { locks } = this.#ports;
    try {
      return await (locks ? locks.request('floor-upload', () => this.once()) : this.once());
    } catch {
      return 'later';
    }
  }

  async #batch(rows) {
    const [device, { waiting }] = await Promise.all([this.#queue.device(), this.#queue.counts()]);
    const events = rows.map((row) => row.event);
    return { generation: device?.generation ?? null, build: this.#build, sent_at: this.#ports.now(), pace_ms: this.#ports.pace?.() ?? null, waiting, events };
  }

  async #follow(outcome, rows) {
    if (outcome.do === 'split') {
      this.#most = Math.ceil(rows.length / 2);
      return 'more';
    }
    if (outcome.do === 'aside') {
      await this.#queue.setAside(rows[0], outcome.key);
      return this.#went('more');
    }
    if (outcome.do !== 'apply') return 'later';
    const told = await this.#queue.answered(rows, outcome);
    if (told.length > 0) this.#onTold(told);
    return this.#went('more');
  }

  #went(next) {
    this.#failures = 0;
    this.#most = Math.min(MOST, this.#most * 2);
    return next;
  }

  #later() {
    this.#failures += 1;
    this.#failedAt = this.#ports.now();
    if (!this.#stop) return;
    const pause = pauseAfter(this.#failures, this.#ports.random());
    const hasNews = this.#timer !== null || this.#again; // a fact came while this was under way
    this.#rest();
    this.#wait(hasNews ? Math.min(pause, NEWS_PAUSE_MS) : pause);
  }

  #rest() {
    this.#ports.timers.clear(this.#timer);
    this.#timer = null;
  }

  #tell(change) {
    this.#status = { ...this.#status, ...change };
    this.#onStatus(this.#status);
  }
}

function settlesOne(body, rows) {
  const named = firstById(body?.answers);
  return rows.some((row) => named.has(row.id));
}

function isRefused(status) {
  return status === 400 || status === 413;
}

function linkOf(outcome) {
  if (outcome.do === 'later') return { link: outcome.link, why: outcome.why };
  return { link: 'online', blocked: outcome.do === 'blocked' ? outcome.key : null, why: null };
}
