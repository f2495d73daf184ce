/**
 * The label of a closed box: asked for once the closing is with the server, printed, kept for another print.
 * Label = {parcel, transfer, order, place, isLast, number: string|null, url: string|null,
 *   state: 'sending'|'ready'|'refused', error: object|null, print: Print|null, isSeen, isHanded}
 * isHanded: the browser had it, where no ledger knows of that.
 */
import { key, normalise } from '../../scan/barcodes.js';
import { printed } from './printing.js';
import { isOwed, station } from './station.js';

const KEPT = 'label';
const PARCEL = /^P-\d{5,}-.$/i;

/** @param {{model, queue, api, talk}} ports */
export function labels(given) {
  const ports = { ...given, station: station(given) };
  let busy = false;
  let isAsked = false; // meanwhile: what changed under a look is looked at, and not at the next beat only
  const look = async () => {
    isAsked = true;
    if (busy) return;
    busy = true;
    while (isAsked) {
      isAsked = false;
      await fetchLabel(ports).catch(() => {}); // the next beat looks again
    }
    busy = false;
  };
  ports.queue.onChange(look);
  return {
    look,
    show: (label) => show(ports, label).then(() => void look()),
    again: () => again(ports),
    tell: (said) => tell(ports, said, look),
    print: () => print(ports),
    papers: () => printPapers(ports),
    recall: () => recall(ports),
    done: () => leave(ports),
    check: (text) => check(ports, text),
  };
}

async function show({ model, queue }, label) {
  release(model.get().label);
  const fresh = { ...label, number: null, url: null, papers: null, state: 'sending', error: null, print: null, isSeen: false, isHanded: false };
  model.set({ label: fresh, over: 'label' });
  await queue.set(KEPT, fresh);
}

/* After a reload the label that nobody has seen to is back. */
async function recall({ model, queue }) {
  const label = await queue.get(KEPT);
  if (label) model.set({ label: { ...label, url: null, papers: null, state: 'sending', error: null }, over: label.isSeen ? null : 'label' });
}

function again({ model, station: printer }) {
  model.set({ over: 'label', band: null });
  const { label } = model.get();
  if (label?.print) printer.look(label.parcel);
}

async function fetchLabel(ports) {
  const { model, queue, api } = ports;
  const wanted = model.get().label;
  if (wanted?.state !== 'sending' || (await isWaiting(queue, wanted))) return;
  const told = await ports.station.look(wanted.parcel);
  if (isForNow(told)) return;
  if (told.body?.print && told.body.print.kind !== 'browser') return void (await printsHere(ports, wanted));
  const reply = await api.label(wanted.parcel);
  if (isForNow(reply)) return;
  const number = wanted.number ?? (await numberOf(api, wanted));
  const papers = reply.status === 200 ? await api.papers(wanted.parcel) : null;
  const { label, isSelfPrinting } = model.get();
  if (label?.parcel !== wanted.parcel) return; // the next box was closed meanwhile
  if (reply.status !== 200) return void model.set({ label: { ...label, number, state: 'refused', error: reply.error } });
  const ready = { ...label, number, state: 'ready', url: URL.createObjectURL(reply.body), papers: papers.status === 200 ? URL.createObjectURL(papers.body) : null };
  model.set({ label: ready });
  await queue.set(KEPT, { ...ready, url: null, papers: null });
  if (!isSelfPrinting || label.isSeen || label.isHanded) return;
  await print(ports);
  await printPapers(ports);
}

/* What the browser is to print once more is another job, whose paper may say COPY: fetched anew, and handed over. */
async function tell(ports, said, look) {
  const { model, station: printer } = ports;
  if (!(await printer.tell(said))) return false;
  const { label } = model.get();
  if (label?.print?.kind !== 'browser' || label.print.state !== 'queued') return true;
  release(label);
  model.set({ label: { ...label, url: null, papers: null, state: 'sending' } });
  await look();
  await print(ports);
  return true;
}

/* The shop's own papers for this box: gift note, customs, return slip, as one document. */
async function printPapers({ model, talk }) {
  const { label } = model.get();
  if (label?.papers) talk.words(...(await printed(label.papers, 'papers') ? ['ok', 'pack.papers.sent'] : ['warn', 'pack.label.no_print']));
}

/* The station's own printer has it: nothing to fetch, the number to scan comes with how it stands. */
async function printsHere({ model, queue }, wanted) {
  const { label } = model.get();
  if (label?.parcel !== wanted.parcel) return;
  const here = { ...label, state: 'ready' };
  model.set({ label: here });
  await queue.set(KEPT, here);
}

/* No network, nobody signed in, a server that starts: it is asked again. */
function isForNow({ status }) {
  return status === 0 || status === 401 || status >= 500;
}

async function isWaiting(queue, { parcel }) {
  const rows = await queue.waiting();
  return rows.some(({ event }) => event.kind === 'box_closed' && event.body.parcel === parcel);
}

/* The order knows its parcels while it is on the bench, the truck's list those of orders that have left it. */
async function numberOf(api, { transfer, parcel, isLast }) {
  const ours = ({ key: name }) => name === parcel;
  const reply = isLast ? null : await api.order(transfer);
  const known = reply?.body?.sheet?.parcels.find(ours) ?? (await api.truck()).body?.parcels?.find(ours);
  return known?.number ?? null;
}

/* Written down before it is handed over: what was handed over once is not again, a person says what came of it. */
async function print({ model, queue, talk, station: printer }) {
  const { label } = model.get();
  if (label?.state !== 'ready' || !label.url || (label.print && label.print.state !== 'queued')) return;
  if (label.print && !(await printer.tell({ say: 'handed' }))) return;
  if (!label.print) await queue.set(KEPT, { ...label, url: null, isHanded: true });
  const isHanded = await printed(label.url);
  if (isHanded) talk.words('ok', label.print ? 'pack.print.handed' : 'pack.label.sent');
  else talk.words('warn', label.print ? 'pack.print.not_handed' : 'pack.label.no_print');
}

/* A label that came out is scanned first: a box without its own is how labels get swapped. */
function leave(ports) {
  const { label } = ports.model.get();
  if (!isOwed(label) || label.print.state !== 'confirmed') return done(ports);
  return ports.talk.words('no', 'pack.print.first', { number: label.number ?? '' });
}

async function done({ model, queue }) {
  const { label, over } = model.get();
  if (!label) return;
  const seen = { ...label, isSeen: true };
  model.set({ label: seen, over: over === 'label' ? null : over, band: null });
  await queue.set(KEPT, { ...seen, url: null, papers: null });
}

/* Scanned back, the label is known to be on the right box. @returns {boolean} was it a parcel's number? */
function check(ports, text) {
  const { model, talk } = ports;
  const { label } = model.get();
  const { number, order } = label ?? {};
  const code = normalise(text).text;
  const isIts = Boolean(number && code && key(code) === key(number));
  if (!isIts && (isOwed(label) || (number && isParcel(code)))) {
    talk.words('no', 'pack.print.first', { number: number ?? '' });
    return true;
  }
  if (!isIts) return false;
  const right = () => { done(ports); talk.words('ok', 'pack.label.right', { number, order }); };
  if (!label.print) right();
  else ports.station.tell({ say: 'scanned', code: number }).then((isTaken) => { if (isTaken) right(); });
  return true;
}

/* Another parcel's number while this box waits for its own: labels that were swapped, whoever printed them. */
function isParcel(code) {
  return PARCEL.test(code ?? '');
}

function release(label) {
  [label?.url, label?.papers].filter(Boolean).forEach((url) => URL.revokeObjectURL(url));
}
