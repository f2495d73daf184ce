/** Goods that fit nothing: what is wrong with them, what was scanned of them, and the number they are kept under. */
import { newId } from '../lib/ids.js';
import { play } from '../lib/sound.js';
import { normalise } from '../scan/barcodes.js';

const AGAIN_MS = 4000;

/** What may be wrong: of a known return or order other things than of a box nobody knows. */
export function kindsOf({ desk }) {
  return desk.back ? ['unexpected', 'too_many', 'empty'] : ['no_papers', 'empty'];
}

/** @param {{model, queue, talk, desk: object, send(): Promise}} ports */
export function findingWork(ports) {
  const { model, talk } = ports;
  return {
    findOut: () => { talk.hush(); model.set({ finding: { what: null, kept: null }, over: null, typed: '' }); },
    foundWhat(what) {
      model.set({ finding: { what, kept: null } });
      return what === 'empty' ? tell(ports, null) : undefined;
    },
    foundScan: (text) => scanned(ports, text),
    foundBack: () => goBack(ports),
  };
}

function scanned(ports, raw) {
  const { finding } = ports.model.get();
  if (!finding.what || finding.kept) return undefined;
  const { text, problem } = normalise(raw ?? '', () => true);
  if (raw !== null && problem) return ports.talk.words('no', 'returns.misread_scan', { text: raw });
  play('ok');
  return tell(ports, raw === null ? null : text);
}

async function tell(ports, code) {
  const { model, queue, talk } = ports;
  const { finding, desk, person, session } = model.get();
  const qty_m = finding.what === 'empty' ? 0 : 1000;
  const fact = { id: newId(), kind: 'return_found', body: { what: finding.what, return: desk.back?.id ?? null, code, qty_m } };
  const envelope = { at: Date.now(), person: person?.id ?? null, session, wave: null, epoch: 0, sheet: null };
  try {
    await queue.record({ fact, envelope, state: null, job: 'returns' });
  } catch {
    talk.words('no', 'band.saved_not');
    return;
  }
  talk.hush();
  model.set({ finding: { ...finding, kept: { event: fact.id, number: null, goods: code, label: null } } });
  await look(ports);
}

async function look(ports) {
  const { model, send, desk } = ports;
  const kept = model.get().finding?.kept;
  if (!kept || kept.number) return;
  await send();
  const isSame = () => model.get().finding?.kept?.event === kept.event;
  const keep = (more) => model.set({ finding: { ...model.get().finding, kept: { ...model.get().finding.kept, ...more } } });
  const reply = await desk.found(kept.event);
  if (reply.status === 200 && isSame()) {
    keep({ number: reply.body.number, goods: reply.body.goods });
    const label = await desk.foundLabel(kept.event);
    if (label.status === 200 && isSame()) keep({ label: URL.createObjectURL(label.body) });
  } else if (isSame()) setTimeout(() => look(ports), AGAIN_MS);
}

function goBack({ model, talk }) {
  const { finding } = model.get();
  if (finding.kept?.label) URL.revokeObjectURL(finding.kept.label);
  talk.hush();
  model.set({ finding: finding.what && !finding.kept ? { what: null, kept: null } : null });
  document.querySelector('input.eye')?.focus({ preventScroll: true });
}
