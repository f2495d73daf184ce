/** The truck at the door: the list of parcels comes once, every scan is answered from it. */
import { NO_TRUCK, chooseTruck, scanParcel, tally } from '../truck.js';
import { newId } from '../../lib/ids.js';
import { printed } from './printing.js';
import { t } from '../../lib/i18n.js';

const JOB = 'truck';

/** @param {{model, queue, api, talk}} ports */
export function trucks(ports) {
  const { model } = ports;
  let line = Promise.resolve();
  return {
    open: () => { line = line.then(() => open(ports)); return line; },
    look: () => (model.get().over === 'truck' ? look(ports) : undefined),
    choose: (carrier) => model.set({ truck: shown(model.get().truck.list, chooseTruck(model.get().truck.state, carrier)), band: null }),
    leave: (driver) => { line = line.then(() => leave(ports, driver)); return line; },
    scan: (text) => { line = line.then(() => scan(ports, text)); return line; },
  };
}

/* A scan waits for the first list there is, and no longer: one kept from before answers at once. */
async function open(ports) {
  const { model, queue } = ports;
  const { state, sheet: list } = await queue.job(JOB);
  model.set({ over: 'truck', band: null, truck: list ? shown(list, { ...NO_TRUCK, loaded: state?.loaded ?? {} }) : null });
  const fresh = look(ports);
  if (!list) await fresh;
}

async function look({ model, queue, api }) {
  const reply = await api.truck();
  if (reply.status !== 200) return void (reply.status === 0 && model.set({ link: 'off' }));
  const list = reply.body.parcels.map((parcel) => ({ ...parcel, carrier: parcel.carrier || t('pack.truck.none'), of: parcel.carrier ?? '' }));
  await queue.keepSheet(list, JOB);
  const state = model.get().truck?.state ?? (await queue.job(JOB)).state ?? NO_TRUCK;
  const still = Object.fromEntries(list.filter(({ key }) => Object.hasOwn(state.loaded, key)).map(({ key }) => [key, true]));
  model.set({ truck: shown(list, { ...state, loaded: still }) });
}

async function scan({ model, queue, talk }, text) {
  const { truck, person, session } = model.get();
  if (!truck) return talk.words('warn', 'band.unsure');
  const { state, verdict, facts } = scanParcel(truck.list, truck.state, { id: newId(), text });
  const envelope = { at: Date.now(), person: person?.id ?? null, session, wave: null, epoch: 0, sheet: null };
  try {
    if (facts.length > 0) await queue.recordAll({ facts, envelope, state, job: JOB });
  } catch {
    return talk.words('no', 'band.saved_not');
  }
  model.set({ truck: shown(truck.list, state) });
  return talk.verdict(verdict);
}

/* The server says no when it knows of parcels that stay which nobody here saw. */
async function leave({ model, queue, api, talk }, driver) {
  const { truck } = model.get();
  const row = truck?.rows.find(({ carrier }) => carrier === truck.state.carrier);
  if (!row) return;
  const reply = await api.truckLeaves({ carrier: row.of, driver, behind: row.missing.length });
  if (reply.status !== 200) return void talk.refusal(reply);
  const paper = await api.manifest(reply.body.number);
  const isPrinted = paper.status === 200 && (await printed(URL.createObjectURL(paper.body)));
  model.set({ over: 'truck', typed: '', truck: shown(truck.list.filter((one) => one.carrier !== row.carrier || row.missing.includes(one)), NO_TRUCK) });
  talk.words(isPrinted ? 'ok' : 'warn', isPrinted ? 'pack.depart.gone' : 'pack.depart.unprinted', reply.body);
  await look({ model, queue, api });
}

function shown(list, state) {
  return { list, state, rows: tally(list, state) };
}
