/**
 * A supervisor decides on foot: one exception at a time, the worst first, three answers with their costs. Its words come from
 * the server with the list. Without a network it shows what it knew, says so, and sends nothing.
 */
import { caller } from '../device/api.js';
import { play } from '../lib/sound.js';
import { back, listed, start, step, taken } from './engine.js';
import { filled, screen } from './screen.js';

const KEPT = 'decide';
const FIRST = 'decide_first'; // which case the ring was about
const EVERY_MS = 5000;
const PATIENCE_MS = 8000;

/** @param {{model, queue, talk}} ports */
export function begin(ports) {
  const { model } = ports;
  const call = caller({ token: () => model.get().device?.token, patience: PATIENCE_MS });
  const desk = new Desk(ports, call);
  return {
    takeUp: () => desk.takeUp(),
    opened: () => desk.opened(),
    scan: (text) => desk.take({ type: 'place', text: text.trim() }),
    input: (input) => desk.take(input),
    back: () => desk.back(),
  };
}

class Desk {
  #model;
  #queue;
  #talk;
  #call;
  #busy = false;

  constructor({ model, queue, talk }, call) {
    [this.#model, this.#queue, this.#talk, this.#call] = [model, queue, talk, call];
  }

  get #now() { return this.#model.get().aside; }

  #is() { return this.#now?.desk === this && this.#now.name === KEPT && this.#model.get().over === 'aside'; }

  #show(patch) {
    this.#model.set({ aside: { ...this.#now, screen, ...patch } });
  }

  async takeUp() {
    const kept = (await this.#queue.get(KEPT)) ?? { cases: [], words: null, at: '' };
    const first = await this.#queue.get(FIRST);
    await this.#queue.set(FIRST, null);
    const state = { ...start(), sent: kept.sent ?? null };
    const found = listed(state, kept.cases, Date.now()).state;
    this.#model.set({ aside: { desk: this, screen, state: { ...found, id: first ?? found.id }, words: kept.words, at: kept.at, isCut: kept.words !== null, v: {} } });
    return true;
  }

  /* A link that goes or comes is looked at by itself: nobody decides by an old list. */
  opened() {
    this.#look();
    const over = new AbortController();
    const again = () => { if (this.#is()) this.#look(); else over.abort(); };
    const timer = setInterval(again, EVERY_MS);
    over.signal.addEventListener('abort', () => clearInterval(timer));
    for (const kind of ['online', 'offline']) window.addEventListener(kind, again, { signal: over.signal });
  }

  back() {
    const before = back(this.#now.state);
    if (before) this.#show({ state: before });
    return before !== null;
  }

  take(input) {
    if (this.#now.isCut) { this.#talk.words('warn', 'band.unsure'); return; }
    const { state, send } = step(this.#now.state, input, Date.now());
    this.#show({ state });
    if (send) this.#send(send);
  }

  async #look() {
    if (this.#busy || this.#now?.state?.sent?.isUnsure === false) return;
    this.#busy = true;
    const { status, body } = await this.#call('GET', 'decisions');
    this.#busy = false;
    if (!this.#is()) return;
    if (status !== 200) { this.#show({ isCut: true }); return; }
    const { state, gone, came } = listed(this.#now.state, body.cases, Date.now());
    this.#tell(this.#now.state.sent, gone, came, body.words);
    this.#show({ state, words: body.words, at: body.now_text, isCut: false });
    await this.#keep(body, state.sent);
  }

  #tell(sent, gone, came, words) {
    if (came === 'went') this.#say('ok', filled(words.went, sent), '');
    else if (came === 'lost') this.#say('warn', words.lost, words.lost_why);
    else if (gone) this.#say('warn', filled(words.gone, gone), '');
  }

  /* What is sent is kept first: a battery that goes flat leaves a question, not a riddle. */
  async #send(sent) {
    const { id, answer, place, reason, seen } = sent;
    await this.#keep(null, { ...sent, isUnsure: true });
    const reply = await this.#call('POST', `decisions/${id}`, { answer, place, reason, seen });
    const isKnown = reply.status === 200 || reply.status === 202 || reply.error !== null;
    const { state } = this.#now;
    this.#show({ state: reply.status === 200 && answer !== 'take' ? taken(state, id, Date.now()) : { ...state, sent: isKnown ? null : { ...sent, isUnsure: true } } });
    if (isKnown) await this.#keep(null, null);
    this.#hear(reply, sent);
    await this.#look();
  }

  #hear({ status, body, error }, { words }) {
    const say = this.#now.words;
    if (status === 200) this.#say('ok', words, '');
    else if (status === 202) this.#say('warn', body.waits.text, body.waits.next);
    else if (error) this.#talk.refusal({ error });
    else this.#say('warn', say.unsure, say.unsure_why);
  }

  #say(tone, word, why) {
    play(tone);
    this.#model.set({ band: { tone, word, why } });
    if (tone === 'ok') setTimeout(() => { if (this.#model.get().band?.word === word) this.#model.set({ band: null }); }, 2500);
  }

  async #keep(body, sent) {
    const before = (await this.#queue.get(KEPT)) ?? {};
    const known = body ? { cases: body.cases, words: body.words, at: body.now_text } : {};
    await this.#queue.set(KEPT, { ...before, ...known, sent });
  }
}
