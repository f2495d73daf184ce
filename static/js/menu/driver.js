/**
 * Runs what is put over the walk. One input, one answer: what the table does not know is asked of the server, the engine
 * judges, the queue keeps state and facts, then the band says so. Inputs are answered one after another.
 */
import { caller } from '../device/api.js';
import { newId } from '../lib/ids.js';
import { lookup } from '../pick/lookup.js';
import { EMPTY, learnt, tableOf } from './table.js';

const PATIENCE_MS = 4000; // a scan waits no longer for an answer; then it is judged as without a network

/**
 * @param {object} ports as the shell has them
 * @param {object} part {name, start, step, view, screen, isFresh(state), asksAlways?, opened?(ports): Promise,
 *   extend?(table, state): table}; isFresh: nothing is begun, so what was looked up for it may be forgotten; extend: what
 *   its own state knows besides
 */
export function runner(ports, part) {
  const { model, queue, talk } = ports;
  let line = Promise.resolve();
  const table = (sheet, known, state) => (part.extend ? part.extend(tableOf(sheet, known), state) : tableOf(sheet, known));
  const inTurn = (task) => { line = line.then(task).catch(() => talk.words('no', 'band.saved_not')); return line; };

  function show(state, known) {
    const v = part.view(table(model.get().sheet, known, state), state);
    model.set({ aside: { ...model.get().aside, state, known, v, screen: part.screen, pad: false }, typed: '' });
  }

  async function takeUp() {
    const kept = (await queue.get(`state:${part.name}`)) ?? {};
    show(kept.state ?? part.start(), kept.known ?? EMPTY);
  }

  async function take(input) {
    const { sheet } = model.get();
    let { known } = model.get().aside ?? {};
    if (!known) return;
    const { state } = model.get().aside;
    const heard = input.type === 'scan' ? await ask(ports, part, table(sheet, known, state), input.text) : {};
    if (!model.get().aside) return;
    if (heard.answer) known = learnt(part.asksAlways ? EMPTY : known, heard.answer, input.text);
    const result = part.step(table(sheet, known, state), state, { id: newId(), at: Date.now() + model.get().offset, ...input, ...heard });
    if (part.isFresh(result.state) && !part.asksAlways) known = EMPTY;
    await keep(ports, part, { ...result, known });
    show(result.state, known);
    if (result.verdict) talk.verdict(result.verdict);
    if (result.facts.length > 0) ports.send();
  }

  return {
    takeUp,
    opened: () => part.opened?.(ports),
    scan: (text) => inTurn(() => take({ type: 'scan', text })),
    input: (input) => inTurn(() => take(input)),
    back: () => { if (!model.get().aside.v.mayGoBack) return false; inTurn(() => take({ type: 'command', do: 'back' })); return true; },
  };
}

/* The server knows more than this handheld; without it the table must do. */
async function ask({ model, talk }, part, table, text) {
  const { what } = lookup(table, text);
  const knows = what !== 'unknown' && what !== 'foreign';
  if (what === 'bad' || what === 'command' || (knows && !part.asksAlways)) return {};
  if (model.get().link !== 'on') return { isOffline: true };
  talk.words('ask', 'menu.busy');
  const { status, body, error } = await look(model, text);
  if (status === 200) return { answer: body };
  return status === 404 && error?.key ? { unknown: error.key } : { isOffline: true };
}

/** @returns {Promise<{status, body, error}>} what the server says this is */
export function look(model, text) {
  const call = caller({ token: () => model.get().device?.token, patience: PATIENCE_MS });
  return call('GET', `look?code=${encodeURIComponent(text)}`);
}

async function keep({ model, queue }, part, { state, facts, known }) {
  const { person, session } = model.get();
  const envelope = { at: Date.now(), person: person?.id ?? null, session, wave: null, epoch: 0, sheet: null };
  await queue.recordAll({ facts, envelope, state: { state, known }, job: part.name });
}
