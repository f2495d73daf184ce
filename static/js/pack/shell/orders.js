/** Getting an order onto the bench: the queue, opening by a scan, taking it up again, leaving it. */
import { worksHere } from '../../pick/shell/nobody.js';
import { start, view } from '../engine.js';

const SEND_FIRST_MS = 3000;
const CURRENT = 'bench';

/** What an order is called on the device. */
export function jobOf({ transfer }) {
  return `pack:${transfer}`;
}

/** @param {{model, queue, api, talk, send(): Promise, onOut(reply): void}} ports */
export function orders(ports) {
  return {
    list: () => list(ports),
    open: (code, take) => open(ports, code, take),
    refresh: () => refresh(ports),
    takeUp: () => takeUp(ports),
    leave: () => leave(ports),
  };
}

async function list({ model, api, onOut }) {
  if (model.get().sheet || !worksHere(model.get())) return;
  const reply = await api.queue();
  if (reply.status === 200) model.set({ bench: reply.body.queue });
  else onOut(reply);
}

async function open(ports, code, take = false) {
  const { model, api, talk } = ports;
  talk.words('ask', 'pack.opening');
  await sent(ports);
  const reply = await api.open(code, take);
  if (reply.status === 200) return begin(ports, reply.body.sheet);
  talk.refusal(reply);
  if (reply.error?.key === 'pack.elsewhere') model.set({ over: 'elsewhere', elsewhere: { code, ...reply.error }, band: null });
  return list(ports);
}

/* What still waits goes out first, so that what the server answers with already counts it. */
function sent({ send }) {
  return Promise.race([send(), new Promise((done) => { setTimeout(done, SEND_FIRST_MS); })]);
}

async function begin({ model, queue, talk }, sheet) {
  const kept = await queue.job(jobOf(sheet));
  const state = await freshState(queue, sheet, kept);
  await queue.keepSheet(sheet, jobOf(sheet));
  await queue.set(CURRENT, jobOf(sheet));
  talk.hush();
  model.set({ sheet, state, v: view(sheet, state), over: null, typed: '', isMoved: false });
}

/* The sheet and our own facts tell what is in the boxes; the kept state only adds what no fact says. */
async function freshState(queue, sheet, { sheet: old, state: before }) {
  const isOurs = ({ kind, body, epoch }, isWaiting) => kind !== 'loaded' && body?.transfer === sheet.transfer && (isWaiting || epoch === sheet.epoch);
  const state = start(sheet, await queue.counted(isOurs));
  if (old?.epoch !== sheet.epoch || !isReadable(sheet, before)) return state;
  const { at, code, carton } = before;
  const after = { ...state, at, code, carton };
  return isReadable(sheet, after) ? after : state;
}

/* The server took something otherwise than we did: its word and our open facts are the truth now. */
async function refresh(ports) {
  const { model, api } = ports;
  const { transfer } = model.get().sheet ?? {};
  if (!transfer) return;
  const reply = await api.order(transfer);
  if (model.get().sheet?.transfer !== transfer || reply.status === 0) return;
  if (reply.status !== 200) return void model.set({ isMoved: true });
  const { band } = model.get();
  await begin(ports, reply.body.sheet);
  model.set({ band });
}

/* After a reload: the same order, the same question, without asking anybody. */
async function takeUp({ model, queue }) {
  const job = await queue.get(CURRENT);
  const { sheet, state } = job ? await queue.job(job) : {};
  if (!sheet) return;
  const now = isReadable(sheet, state) ? state : await freshState(queue, sheet, {});
  if (!now.book.packed) model.set({ sheet, state: now, v: view(sheet, now) });
}

async function leave(ports) {
  const { model, queue } = ports;
  const { sheet, state, bench } = model.get();
  if (!sheet) return;
  await queue.set(CURRENT, null);
  await queue.dropJob(jobOf(sheet));
  const isStill = ({ transfer }) => !state.book.packed || transfer !== sheet.transfer;
  model.set({ sheet: null, state: null, v: null, isMoved: false, bench: bench?.filter(isStill) ?? null });
  await sent(ports);
  await list(ports);
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
