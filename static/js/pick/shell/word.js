/**
 * What reaches the handheld on its walk: a supervisor's answers, and a sheet that replaces the one walked by.
 *
 * A socket hints, the beat asks anyway; both only say "look". An answer is shown once, when the hands are empty, and
 * remembered here as understood. The sheet is replaced when every fact of ours has its answer.
 */
import { view } from '../engine.js';
import { hasEmptyHands } from '../walk.js';
import { play } from '../../lib/sound.js';

const REMEMBERED = 200;
const SEEN_MS = 1200; // a scan sooner than this after it came up was not meant as "understood"

/** @param {{model, queue, api, talk, inTurn(task): Promise, onMoved(): void}} ports */
export function word(given) {
  const ports = { ...given, heard: new Set() }; // understood a moment ago, before the disk has it
  const { model, queue } = ports;
  let busy = false;
  let again = false;

  async function look() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      await hear(ports);
    } finally { busy = false; }
    if (again) { again = false; await look(); }
  }

  queue.onChange(() => { if (model.get().newSheet) look(); });
  model.onChange(() => ring(model));
  return {
    look,
    understood: () => understood(ports),
    isFresh: () => Date.now() - (model.get().answers[0]?.shown ?? 0) < SEEN_MS,
  };
}

/* The wave in hand, or the one just walked: its goods are still on the cart. */
async function hear(ports) {
  const { model, queue, api, onMoved } = ports;
  const wave = model.get().sheet?.wave ?? (await queue.get('last'));
  if (!wave || !model.get().device) return;
  const { status, body } = await api.answers(wave);
  if (status !== 200) return;
  await note(ports, body);
  const { sheet } = model.get();
  if (!sheet && body.state === 'claimed') onMoved();
  if (sheet?.wave !== wave || body.epoch < sheet.epoch) return;
  model.set({ newSheet: body.sheet > sheet.sheet });
  if (model.get().newSheet) await fetchSheet(ports, wave);
}

async function note({ model, queue, heard }, { answers, wave }) {
  const known = new Set([...((await queue.get('understood')) ?? []), ...heard]);
  const fresh = answers.filter((answer) => !known.has(answer.id)).map((answer) => ({ ...answer, wave })).reverse();
  const shown = model.get().answers;
  const isSame = fresh.length === shown.length && fresh.every((answer, place) => answer.id === shown[place].id);
  if (!isSame) model.set({ answers: fresh });
}

/* It sounds when it is seen, once each. */
function ring(model) {
  const [answer, ...rest] = model.get().answers;
  if (!answer || answer.shown || !mayShow(model.get())) return;
  play('word');
  model.set({ answers: [{ ...answer, shown: Date.now() }, ...rest] });
}

/** @returns {boolean} whether an answer waits and nothing is in the picker's hands */
export function mayShow({ answers, state, isLoading, blocked, device, isLocked, pinFor, over }) {
  const isFree = device && !isLoading && !blocked && !isLocked && !pinFor && !over;
  return answers.length > 0 && Boolean(isFree) && (!state || hasEmptyHands(state));
}

async function understood({ model, queue, heard }) {
  const [answer, ...rest] = model.get().answers;
  if (!answer) return;
  heard.add(answer.id);
  model.set({ answers: rest, band: null });
  await queue.set('understood', [...((await queue.get('understood')) ?? []), answer.id].slice(-REMEMBERED));
}

/* Asked for with nothing waiting, taken with nothing made since: so it counts all our facts, and none twice. */
async function fetchSheet({ model, queue, api, inTurn, talk }, wave) {
  const before = await mark(queue);
  if (before === null) return;
  const { status, body } = await api.sheet(wave);
  if (status !== 200) return;
  await inTurn(async () => {
    const { sheet, state } = model.get();
    const isOurs = sheet?.wave === wave && sheet.epoch <= body.epoch && !state.walked && hasEmptyHands(state);
    if (!isOurs || (await mark(queue)) !== before) return;
    const { replaced } = await import('../replace.js');
    const next = replaced(sheet, state, body, await queue.accepted(wave));
    await queue.replaceSheet(body, next);
    model.set({ sheet: body, state: next, v: view(body, next), newSheet: false });
    tellHelped(talk, sheet, body);
  });
}

/* A helper got some of the orders: their totes go onto the other cart. */
function tellHelped(talk, before, after) {
  const left = before.totes.filter(({ code }) => !after.totes.some((tote) => tote.code === code));
  if (left.length > 0) talk.words('warn', 'band.helped', { totes: left.map(({ code }) => code).join(', ') });
}

/* The number of the next fact, or null while one waits for its answer. */
async function mark(queue) {
  const [{ waiting }, next] = await Promise.all([queue.counts(), queue.get('next')]);
  return waiting === 0 ? (next ?? 1) : null;
}
