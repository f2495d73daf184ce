/** What happens while goods are judged: each step on the desk, the fact on the disk, and what the server made of it. */
import { newId } from '../lib/ids.js';
import { play } from '../lib/sound.js';
import * as judge from './judge.js';

const AGAIN_MS = 4000;

/** @param {{model, queue, talk, desk: object, send(): Promise, photo(event: string): void}} ports */
export function judgingWork(ports) {
  const { model, talk } = ports;
  const step = (change) => {
    talk.hush();
    const judging = change(model.get().judging);
    model.set({ judging, typed: '' });
    return judge.asks(judging) === 'told' || !judge.isSold(judging) ? tell(ports) : undefined;
  };
  return {
    judge: () => start(ports),
    judgeBy: (text) => startBy(ports, text),
    judgeLine: (id) => step((now) => judge.take(now, id)),
    judgeAlike: () => step(judge.alike),
    judgeAnswer: (isSo) => step((now) => judge.answer(now, isSo)),
    judgeGrade: (letter) => step((now) => judge.grade(now, letter)),
    judgeBecomes: (code) => step((now) => judge.becomes(now, code)),
    judgeScan: (text) => scanned(ports, step, text),
    judgeBack: () => goBack(ports),
    judgeNext: () => next(ports),
    judgePhoto: () => { const { judged } = model.get(); return judged && ports.photo(judged.event); },
    judgePrint: () => print(),
  };
}

function start(ports) {
  const { made, desk } = ports.model.get();
  show(ports, judge.begin(made?.back ?? desk.back, made?.counted));
}

/* Goods of a return that is here are judged once they are scanned: nobody has to press first. */
function startBy(ports, text) {
  const { made, desk } = ports.model.get();
  const judging = isHere({ made, desk }) ? judge.beginBy(made?.back ?? desk.back, text, made?.counted) : null;
  if (judging) { show(ports, judging); play('ok'); }
  return judging !== null;
}

function isHere({ made, desk }) {
  return made ? judge.canBegin(made) : Boolean(desk.back && desk.back.state !== 'authorised');
}

function show({ model, talk }, judging) {
  const { made } = model.get();
  if (made?.label) URL.revokeObjectURL(made.label);
  talk.hush();
  model.set({ judging, judged: null, made: null, over: null, typed: '' });
}

function scanned({ model, talk }, step, text) {
  if (model.get().judged) return undefined;
  const { judging, verdict } = judge.scan(model.get().judging, text);
  if (verdict) return talk.words(verdict.tone, verdict.key, verdict.args);
  play('ok');
  return step(() => judging);
}

async function tell(ports) {
  const { model, queue, talk } = ports;
  const { judging, person, session, judged } = model.get();
  if (judged) return;
  const fact = judge.factOf(judging, newId());
  const envelope = { at: Date.now(), person: person?.id ?? null, session, wave: null, epoch: 0, sheet: null };
  try {
    await queue.record({ fact, envelope, state: null, job: 'returns' });
  } catch {
    talk.words('no', 'band.saved_not');
    return;
  }
  const line = judge.lineAt(judging);
  const told = { event: fact.id, name: line.product.name, qty_m: fact.body.qty_m, disposition: fact.body.disposition, isTold: false, refused: false, row: null, label: null };
  model.set({ judged: told, judging: judge.after(judging) });
  await look(ports);
}

/* Sends what waits and looks what became of it; asked again until the server has said so. */
async function look(ports) {
  const { model, send, desk } = ports;
  const { judged } = model.get();
  if (!judged || judged.isTold || judged.refused) return;
  await send();
  const reply = await desk.judged(judged.event);
  const isSame = () => model.get().judged?.event === judged.event;
  if (reply.status === 200 && isSame()) {
    model.set({ judged: { ...model.get().judged, isTold: true, row: reply.body.judged } });
    if (reply.body.judged.order) play('answer');
    const label = await desk.judgedLabel(judged.event);
    if (label.status === 200 && isSame()) model.set({ judged: { ...model.get().judged, label: URL.createObjectURL(label.body) } });
  }
  const now = model.get().judged;
  if (isSame() && !now.isTold && !now.refused) setTimeout(() => look(ports), AGAIN_MS);
}

/** The server would not count it. */
export function judgedRefused({ model }, rows) {
  const { judged } = model.get();
  if (judged && rows.some((row) => row.id === judged.event)) model.set({ judged: { ...judged, refused: true } });
}

function next({ model, talk }) {
  const { judged } = model.get();
  if (judged?.label) URL.revokeObjectURL(judged.label);
  talk.hush();
  model.set({ judged: null });
  if (judge.asks(model.get().judging) === 'over') model.set({ judging: { ...model.get().judging } });
  document.querySelector('input.eye')?.focus({ preventScroll: true });
}

function goBack(ports) {
  const { model, talk } = ports;
  const { judging, judged } = model.get();
  if (judged) return next(ports);
  talk.hush();
  return model.set({ judging: judge.asks(judging) === 'over' ? null : judge.back(judging) });
}

function print() {
  const frame = document.querySelector('iframe.label');
  if (!frame || !navigator.pdfViewerEnabled) document.querySelector('a.label')?.click();
  else frame.contentWindow.print();
}
