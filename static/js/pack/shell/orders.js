/** Getting an order or a wave on paper onto the bench: the queue, opening by a scan, taking it up again, leaving it. */
import { worksHere } from '../../pick/shell/nobody.js';
import { addresses as makeAddresses } from './address.js';
import { isOf, jobOf, kindOf } from './jobs.js';

const SEND_FIRST_MS = 3000;
const CURRENT = 'bench';

const ELSEWHERE = new Set(['pack.elsewhere', 'pack.more_coming', 'pack.gone', 'paper.elsewhere', 'paper.given']);

/**
 * @param {{model, queue, api, talk, send(): Promise, onOut(reply): void, onCounted(): void, turn: object, inTurn(task): Promise}} ports
 *   turn: see turns.js · inTurn: not between two inputs
 *   onCounted: an order was opened whose goods were counted from paper, and none of it is packed yet
 */
export function orders(given) {
  const ports = { ...given };
  const addresses = makeAddresses({ ...given, onSheet: (body) => opened(ports, body) });
  ports.askAddress = addresses.ask;
  return {
    address: addresses.said,
    addressAt: addresses.at,
    askAddress: addresses.ask,
    list: () => list(ports),
    open: (code, take) => ports.turn.take(code, (isNewest) => open(ports, code, take, isNewest)),
    refresh: () => refresh(ports),
    takeUp: () => takeUp(ports),
    leave: () => leave(ports),
    entered: () => entered(ports),
    carrier: (name) => chooseCarrier(ports, name),
  };
}

async function list({ model, api, onOut }) {
  if (model.get().sheet || !worksHere(model.get())) return;
  const reply = await api.queue();
  if (reply.status === 200) model.set({ bench: reply.body.queue });
  else onOut(reply);
}

async function open(ports, code, take = false, isNewest = () => true) {
  const { model, api, talk } = ports;
  talk.words('ask', 'pack.opening');
  await sent(ports);
  const reply = await api.open(code, take);
  if (!isNewest()) return undefined;
  if (reply.status === 200) return opened(ports, reply.body);
  talk.refusal(reply);
  if (ELSEWHERE.has(reply.error?.key)) model.set({ over: 'elsewhere', elsewhere: { code, ...reply.error }, band: null });
  return list(ports);
}

async function opened(ports, { paper, sheet }) {
  const { model, queue, talk } = ports;
  if (paper && isEnded(await queue.unacknowledged(paper.wave))) return talk.words('warn', 'pack.paper.unsent');
  await begin(ports, paper ?? sheet);
  const { sheet: now, state } = model.get();
  if (now !== (paper ?? sheet)) return undefined; // it has left the bench, and the server has not heard so yet
  if (sheet && !sheet.carrier_ask && ports.askAddress()) return undefined;
  if (sheet?.counted?.length > 0 && !sheet.carrier_ask && state.book.parcels.length === 0) ports.onCounted();
  return undefined;
}

/* The server has it first: boxes and checks hang on the carrier. */
async function chooseCarrier(ports, name) {
  const { sheet } = ports.model.get();
  const reply = await ports.api.carrier(sheet.transfer, name);
  if (reply.status !== 200) return void ports.talk.refusal(reply);
  await opened(ports, reply.body);
  ports.talk.words('ok', 'pack.carrier.chosen', { carrier: name, order: sheet.order });
}

/* All of it was entered here, and the server has not heard so yet. */
function isEnded(facts) {
  return facts.some(({ kind }) => kind === 'walked');
}

/* What still waits goes out first, so that what the server answers with already counts it. */
function sent({ send }) {
  return Promise.race([send(), new Promise((done) => { setTimeout(done, SEND_FIRST_MS); })]);
}

/* What is counted must not change between the look at it and the screen. An order that has left the bench stays away. */
function begin(ports, sheet, isAfresh = false) {
  return ports.inTurn(() => show(ports, sheet, isAfresh));
}

async function show({ model, queue, talk }, sheet, isAfresh) {
  const kept = await queue.job(jobOf(sheet));
  const state = await (sheet.paper ? paperState(queue, sheet, kept, isAfresh) : freshState(queue, sheet, kept));
  if (kindOf(sheet).isOver(state)) return talk.hush();
  await queue.keepSheet(sheet, jobOf(sheet));
  await queue.set(CURRENT, jobOf(sheet));
  talk.hush();
  model.set({ sheet, state, v: kindOf(sheet).view(sheet, state), over: null, typed: '', isMoved: false });
  return undefined;
}

/* The sheet and our own facts tell what is in the boxes; the kept state only adds what no fact says. */
async function freshState(queue, sheet, { sheet: old, state: before }) {
  const isOurs = (event, isWaiting) => event.kind !== 'loaded' && isOf(sheet, event) && (isWaiting || event.epoch === sheet.epoch);
  const state = kindOf(sheet).start(sheet, await queue.counted(isOurs));
  if (old?.epoch !== sheet.epoch || !isReadable(sheet, before)) return state;
  const { at, code, carton } = before;
  const after = { ...state, at, code, carton };
  return isReadable(sheet, after) ? after : state;
}

/* What is kept here is newer than a sheet of the same right, unless the server has just said otherwise. */
async function paperState(queue, sheet, { sheet: old, state }, isAfresh) {
  if (!isAfresh && old?.epoch === sheet.epoch && old.sheet === sheet.sheet && isReadable(sheet, state)) return state;
  return kindOf(sheet).start(sheet, await queue.unacknowledged(sheet.wave));
}

/* The server took something otherwise than we did: its word and our open facts are the truth now. */
async function refresh(ports) {
  const { model, api } = ports;
  const { sheet } = model.get();
  if (!sheet) return;
  const reply = await (sheet.paper ? api.paper(sheet.wave) : api.order(sheet.transfer));
  const { sheet: now } = model.get();
  if (!now || jobOf(now) !== jobOf(sheet) || reply.status === 0) return;
  if (reply.status !== 200) return void model.set({ isMoved: true });
  const { band } = model.get();
  await begin(ports, reply.body.paper ?? reply.body.sheet, true);
  model.set({ band });
}

/* After a reload: the same order, the same question, without asking anybody. */
async function takeUp({ model, queue }) {
  const job = await queue.get(CURRENT);
  const { sheet, state } = job ? await queue.job(job) : {};
  if (!sheet) return;
  const afresh = () => (sheet.paper ? paperState(queue, sheet, {}, true) : freshState(queue, sheet, {}));
  const now = isReadable(sheet, state) ? state : await afresh();
  const { isOver, view } = kindOf(sheet);
  if (!isOver(now)) model.set({ sheet, state: now, v: view(sheet, now) });
}

async function leave(ports) {
  const { model, queue } = ports;
  const { sheet, state, bench } = model.get();
  if (!sheet) return;
  if (sheet.paper && !state.walked) await putDown(ports, sheet);
  await queue.set(CURRENT, null);
  await queue.dropJob(jobOf(sheet));
  const isStill = ({ transfer }) => !state.book.packed || transfer !== sheet.transfer;
  model.set({ sheet: null, state: null, v: null, isMoved: false, bench: bench?.filter(isStill) ?? null });
  await sent(ports);
  await list(ports);
}

/* Half entered: whoever goes on sees what was entered. Where the network is gone, the next bench is asked to take it over. */
async function putDown(ports, { wave }) {
  await sent(ports);
  if ((await ports.queue.counts()).waiting === 0) await ports.api.putPaperDown(wave);
}

/* The paper is in: its orders are packed, the most urgent first. */
async function entered(ports) {
  const { model, queue, talk } = ports;
  const { sheet } = model.get();
  await leave(ports);
  if (isEnded(await queue.unacknowledged(sheet.wave))) talk.words('warn', 'pack.paper.unsent');
  else await open(ports, sheet.paper.code);
}

/* Another build may have written it. */
function isReadable(sheet, state) {
  try {
    kindOf(sheet).view(sheet, state);
    return true;
  } catch {
    return false;
  }
}
