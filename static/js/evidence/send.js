/**
 * Sends photos, one at a time, whenever no fact waits: a photo shows something the server should have heard of.
 * One is forgotten when an answer names it; without an answer, or with a garbled one, it waits on.
 */

import { pauseAfter } from '../device/upload.js';

const NEVER = new Set([400, 409, 413]);
const CALM_MS = 1_000; // after the last change of the facts

/**
 * What a reply means. Pure.
 * @param {{status: number, body: object|null, error: {key: string}|null}} reply
 * @returns {'named'|'refused'|'later'} refused: the server's own word that it will never take it
 */
export function judge({ status, body, error }, { sha256 }) {
  if (status === 200 && body?.sha256 === sha256) return 'named';
  return NEVER.has(status) && error ? 'refused' : 'later';
}

/**
 * @param {{photos, facts, post: (row) => Promise<object>, onRefused?: (reply) => void}} ports photos: see store.js;
 *   facts: the queue, of which `counts` and `onChange` are used; post: see post.js
 * @returns {{start(): void, nudge(): Promise<void>}}
 */
export function sender({ photos, facts, post, onRefused = () => {}, ...ports }) {
  return new Sender({ photos, facts, post, onRefused, ...ports });
}

class Sender {
  #ports;
  #hasSome = true; // until the store says otherwise
  #failures = 0;
  #timer = null;
  #running = null;
  #again = false;

  constructor(ports) {
    const { setTimeout, clearTimeout } = globalThis;
    const timers = { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) };
    this.#ports = { timers, random: Math.random, locks: globalThis.navigator?.locks, window: globalThis.window, ...ports };
  }

  start() {
    const { photos, facts, window } = this.#ports;
    photos.onChange(() => { this.#hasSome = true; this.#failures = 0; this.#wait(CALM_MS); });
    facts.onChange(() => { if (this.#hasSome && this.#failures === 0) this.#wait(CALM_MS); });
    window?.addEventListener('online', () => this.nudge());
    photos.prune().catch(() => {});
    return this.nudge();
  }

  /** Try now; resolves when there is nothing left to do now. */
  nudge() {
    this.#again = true;
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    return this.#running;
  }

  async #run() {
    this.#rest();
    while (this.#again) {
      this.#again = false;
      const next = await this.#guarded();
      if (next === 'more') this.#again = true;
      if (next === 'later') this.#later();
    }
  }

  // Two tabs share one store. On plain http there is no lock, and a photo that is sent twice is kept once.
  async #guarded() {
    const { locks } = this.#ports;
    try {
      return await (locks ? locks.request('floor-photos', () => this.#once()) : this.#once());
    } catch {
      return 'later';
    }
  }

  async #once() {
    const { photos, facts, post, onRefused } = this.#ports;
    const row = await photos.next();
    this.#hasSome = Boolean(row);
    if (!row) return 'idle';
    if ((await facts.counts()).waiting > 0) return 'idle'; // its last answer is a change, and that is heard
    const reply = await post(row);
    const outcome = judge(reply, row);
    if (outcome === 'later') return 'later';
    this.#failures = 0;
    if (outcome === 'named') await photos.forget(row);
    else { await photos.refuse(row, reply.error.key); onRefused(reply); }
    return 'more';
  }

  #later() {
    this.#failures += 1;
    this.#wait(pauseAfter(this.#failures, this.#ports.random()));
  }

  #wait(ms) {
    this.#rest();
    this.#timer = this.#ports.timers.set(() => { this.#timer = null; this.nudge(); }, ms);
  }

  #rest() {
    this.#ports.timers.clear(this.#timer);
    this.#timer = null;
  }
}
