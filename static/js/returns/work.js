/** What happens at the desk: finding, counting, finishing. A fact is on the disk before anything is said to be done. */
import { newId } from '../lib/ids.js';
import { play } from '../lib/sound.js';
import * as desks from './desk.js';

const AGAIN_MS = 4000;

/** @param {{model, queue, talk, desk: object, send(): Promise, turn: object}} ports desk: the calls, see api.js · turn: see turns.js */
export function work(ports) {
  const { model, talk } = ports;
  const desk = () => model.get().desk;
  const take = ({ desk: next, verdict, sound }) => {
    if (verdict?.tone === 'no') model.set({ desk: next, typed: model.get().over ? model.get().typed.replace(/:.*/, '') : '' });
    else model.set({ desk: next, typed: '', over: null });
    if (sound) play(sound);
    if (verdict) talk.words(verdict.tone, verdict.key, verdict.args);
    else talk.hush();
  };
  return {
    find: (code) => find(ports, code),
    scanned: (text) => scanned(ports, take, text),
    choose: (id) => { talk.hush(); model.set({ desk: desks.choose(desk(), id) }); },
    put: (id, qty_m) => take(desks.put(desk(), id, qty_m)),
    why: (code) => take(desks.why(desk(), code)),
    askWhyOf: (id) => model.set({ desk: desks.askWhy(desk(), id), over: null, typed: '', band: null }),
    undo: () => take(desks.undo(desk())),
    finish: () => finish(ports),
    hereNow: () => hereNow(ports),
    print: () => print(ports),
    clear: () => clear(ports),
    look: () => look(ports),
  };
}

function find(ports, code) {
  return ports.turn.take(code, (isNewest) => asked(ports, code, isNewest));
}

async function asked({ model, talk, desk }, code, isNewest) {
  talk.words('ask', 'returns.looking');
  model.set({ typed: '' });
  const reply = await desk.find(code);
  if (!isNewest()) return;
  if (reply.status === 200) {
    talk.hush();
    model.set({ desk: desks.opened(reply.body), made: null });
  } else if (reply.status === 401 && !reply.error?.key?.startsWith('device.')) model.set({ person: null, session: null });
  else if (reply.status === 0) {
    model.set({ link: 'off' });
    talk.words('warn', 'returns.no_network');
  } else talk.refusal(reply);
}

/* Between two customers a scan says what came; with goods on the desk it is one of them. */
function scanned(ports, take, text) {
  const { model } = ports;
  const { desk, made } = model.get();
  const isOpen = ['items', 'reason', 'here'].includes(desks.asks(desk)) && !made;
  if (!isOpen || (desk.back && desk.back.state !== 'authorised')) return find(ports, text);
  const result = desks.scan(desk, text);
  if (result.command === 'finish') return finish(ports);
  if (result.command === 'undo') return take(desks.undo(desk));
  return take(result);
}

async function finish(ports) {
  const { model, queue, talk } = ports;
  const { desk, person, session, made, isAsking } = model.get();
  if (made || isAsking || !desks.isReady(desk)) return;
  const fact = desks.factOf(desk, newId());
  if (!desk.back && await isRefused(ports, fact.body)) return;
  const envelope = { at: Date.now(), person: person?.id ?? null, session, wave: null, epoch: 0, sheet: null };
  try {
    await queue.record({ fact, envelope, state: null, job: 'returns' });
  } catch {
    talk.words('no', 'band.saved_not');
    return;
  }
  talk.hush();
  model.set({ made: { event: fact.id, back: desk.back, isHere: Boolean(desk.back), label: null, refused: null, counted: { ...desk.rows } }, desk: desks.EMPTY, over: null });
  await look(ports);
}

/* The rules answer before anything is made. Without a network the fact goes all the same, and they answer it then. */
async function isRefused({ model, talk, desk }, body) {
  model.set({ isAsking: true });
  const reply = await desk.answer(body);
  model.set({ isAsking: false });
  if (reply.status !== 200 || reply.body.answer !== 'refused') return false;
  talk.words('no', 'returns.rule_says_no', { why: reply.body.why });
  return true;
}

/* Authorised with the goods in hand: all of it is received. */
async function hereNow(ports) {
  const { model } = ports;
  const { back, label } = model.get().made;
  if (label) URL.revokeObjectURL(label);
  model.set({ desk: desks.opened({ return: back }), made: null });
  await finish(ports);
}

/* Sends what waits and looks what became of it; asked again until the server has said so. */
async function look(ports) {
  const { model, send } = ports;
  const { made } = model.get();
  if (!made || made.isTold || made.refused) return;
  await send();
  await (made.isHere ? lookHere(ports, made) : lookMade(ports, made));
  const after = model.get().made;
  if (after?.event === made.event && !after.isTold && !after.refused) setTimeout(() => look(ports), AGAIN_MS);
}

async function lookMade(ports, made) {
  const { model, talk, desk } = ports;
  const reply = await desk.made(made.event);
  if (reply.status !== 200 || model.get().made?.event !== made.event) return;
  if (reply.body.waits || reply.body.refused) {
    const { waits = false, refused = null } = reply.body;
    if (made.waits !== waits || refused) model.set({ made: { ...made, waits, refused } });
    return;
  }
  const back = reply.body.return;
  talk.words('ok', 'returns.authorised', { number: back.number, order: back.order });
  model.set({ made: { ...made, back, isTold: true } });
  const label = await desk.label(back.number);
  if (label.status === 200 && model.get().made?.event === made.event) model.set({ made: { ...model.get().made, label: URL.createObjectURL(label.body) } });
}

async function lookHere({ model, talk, desk }, made) {
  const reply = await desk.find(made.back.number);
  if (!['received', 'judged'].includes(reply.body?.return?.state) || model.get().made?.event !== made.event) return;
  talk.words('ok', 'returns.received', { number: made.back.number, order: made.back.order });
  model.set({ made: { ...made, back: reply.body.return, isTold: true } });
}

/** The server would not count it: the desk says so, and the goods go aside. */
export function refused({ model }, rows) {
  const { made } = model.get();
  if (made && rows.some((row) => row.id === made.event)) model.set({ made: { ...made, refused: true } });
}

function clear({ model, talk }) {
  const { label } = model.get().made ?? {};
  if (label) URL.revokeObjectURL(label);
  talk.hush();
  model.set({ desk: desks.EMPTY, made: null, judging: null, judged: null, finding: null, over: null, typed: '' });
  document.querySelector('input.eye')?.focus({ preventScroll: true }); // the label's frame had it, and is gone
}

/* The desk's own printer, where one stands; else the browser prints what its frame shows. */
async function print({ model, talk, desk }) {
  const { made, isPrinting } = model.get();
  if (!made?.back || isPrinting) return;
  model.set({ isPrinting: true });
  const reply = await desk.print(made.back.number);
  model.set({ isPrinting: false });
  if (reply.status === 200) talk.words('ok', 'returns.printing_at', { printer: reply.body.printer });
  else printHere(talk);
}

/* The label lies in a frame of its own; a browser that shows no PDF there opens it beside the page. */
function printHere(talk) {
  const frame = document.querySelector('iframe.label');
  if (!frame || !navigator.pdfViewerEnabled) {
    document.querySelector('a.label')?.click();
    return;
  }
  frame.contentWindow.print();
  talk.words('ask', 'returns.printing');
}
