/** Getting work: the open waves, claiming one, taking a walk up again, leaving it when it is over. */
import { start, view } from '../engine.js';
import { hasEmptyHands } from '../walk.js';
import { walks, worksHere } from './nobody.js';

const SEND_FIRST_MS = 3000;

/** @param {{model, queue, api, talk, send(): Promise, onOut(reply): void, turn: object}} ports turn: see turns.js */
export function waves(ports) {
  const { turn } = ports;
  return {
    list: () => list(ports),
    claim: (wave) => turn.take(wave, (isNewest) => claim(ports, wave, isNewest)),
    takeOver: (wave) => turn.take(wave, (isNewest) => takeOver(ports, wave, isNewest)),
    pause: () => putDown(ports, 'pause'),
    helper: () => helper(ports),
    giveBack: () => putDown(ports, 'giveBack'),
    claimScanned: (text) => turn.take(text, (isNewest) => claimScanned(ports, text, isNewest)),
    takeUp: () => takeUp(ports),
    leave: () => leave(ports),
  };
}

async function list({ model, api, onOut }) {
  if (model.get().sheet || !worksHere(model.get())) return;
  if (!walks(model.get().person)) { model.set({ waves: { mine: null, open: [] } }); return; }
  const reply = await api.waves();
  if (reply.status === 200) model.set({ waves: reply.body });
  else onOut(reply);
}

/* What still waits goes out first, so that the sheet the server answers with already counts it. */
async function claim(ports, wave, isNewest) {
  const { queue, api, talk, send } = ports;
  talk.words('ask', 'home.busy');
  await Promise.race([send(), new Promise((done) => { setTimeout(done, SEND_FIRST_MS); })]);
  const reply = await api.claim(wave);
  const kept = await queue.job(wave);
  if (!isNewest()) return undefined;
  if (reply.status === 200) return begin(ports, reply.body, kept, true);
  if (reply.status === 0 && kept.sheet) return begin(ports, kept.sheet, kept);
  talk.refusal(reply);
  return list(ports);
}

/* From another handheld, which is lost, broken or flat. */
async function takeOver(ports, wave, isNewest) {
  const { queue, api, talk } = ports;
  talk.words('ask', 'home.busy');
  const reply = await api.takeOver(wave);
  if (!isNewest()) return undefined;
  if (reply.status === 200) return begin(ports, reply.body, await queue.job(wave), true);
  talk.refusal(reply);
  return list(ports);
}

/* What nobody has begun becomes a second wave; the sheet without it comes by itself. */
async function helper({ model, api, talk }) {
  model.set({ over: null });
  const reply = await api.split(model.get().sheet.wave);
  if (reply.status === 0) return talk.words('warn', 'band.unsure');
  return reply.status === 200 ? talk.words('ok', 'put_down.helper', reply.body) : talk.refusal(reply);
}

/* For a break, or for good. Only with empty hands, and only when the server has heard all: whoever goes on sees it then. */
async function putDown(ports, how) {
  const { model, queue, api, talk, send } = ports;
  const { sheet, state } = model.get();
  model.set({ over: null });
  if (!sheet) return;
  if (!hasEmptyHands(state)) return talk.words('warn', 'put_down.hands');
  await Promise.race([send(), new Promise((done) => { setTimeout(done, SEND_FIRST_MS); })]);
  if ((await queue.counts()).waiting > 0) return talk.words('warn', 'put_down.waiting');
  const reply = await api[how](sheet.wave);
  if (reply.status !== 200) return reply.status === 0 ? talk.words('warn', 'put_down.waiting') : talk.refusal(reply);
  await leave(ports);
  return talk.words('ok', `put_down.${how}`, { number: sheet.number });
}

/* A wave's number, one of its totes or a cart, scanned where the handheld asks what next. A cart may change the totes: first the server has all. */
async function claimScanned(ports, text, isNewest) {
  const { model, queue, api, talk, send } = ports;
  if (model.get().link === 'off') return talk.words('warn', 'home.offline');
  talk.words('ask', 'home.busy');
  await Promise.race([send(), new Promise((done) => { setTimeout(done, SEND_FIRST_MS); })]);
  if ((await queue.counts()).waiting > 0) return talk.words('warn', 'put_down.waiting');
  const reply = await api.claimScanned(text);
  if (!isNewest()) return undefined;
  if (reply.status === 200) return begin(ports, reply.body, await queue.job(reply.body.wave), true);
  talk.refusal(reply);
  return list(ports);
}

async function begin({ model, queue, talk }, sheet, kept, isFresh = false) {
  const state = await stateOf(queue, sheet, kept, isFresh);
  await queue.keepSheet(sheet);
  await Promise.all([queue.set('current', sheet.wave), queue.set('last', sheet.wave)]);
  talk.hush();
  model.set({ sheet, state, v: view(sheet, state), over: null, typed: '', isMoved: false, answers: [], newSheet: false });
}

/* The state kept here is newer than any sheet of the same number; without one the facts tell it: a fresh sheet counts
   all but those that still wait, a kept one counts none of its own. */
async function stateOf(queue, sheet, { sheet: old, state }, isFresh) {
  if (old?.epoch === sheet.epoch && old.sheet === sheet.sheet && isReadable(sheet, state)) return state;
  return start(sheet, isFresh ? await queue.unacknowledged(sheet.wave) : await queue.counted(madeBy(sheet)));
}

function madeBy({ wave, epoch, sheet }) {
  return (event) => event.wave === wave && event.epoch === epoch && event.sheet === sheet;
}

/* Another build may have written it. */
function isReadable(sheet, state) {
  try {
    view(sheet, state);
    return true;
  } catch {
    return false;
  }
}

/* After a reload: the same place, without asking anybody. */
async function takeUp(ports) {
  const wave = await ports.queue.get('current');
  const kept = wave ? await ports.queue.job(wave) : {};
  if (kept.sheet && !kept.state?.walked) await begin(ports, kept.sheet, kept);
}

async function leave(ports) {
  const { model, queue, send } = ports;
  const { sheet } = model.get();
  if (!sheet) return;
  await queue.set('current', null);
  await queue.dropJob(sheet.wave);
  model.set({ sheet: null, state: null, v: null, waves: null, over: null });
  await send();
  await list(ports);
}
