/** The truck at the door: the list of parcels comes once, every scan is answered from it. */
import { NO_TRUCK, chooseTruck, scanParcel, tally } from '../truck.js';
import { newId } from '../../lib/ids.js';
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
  const list = reply.body.parcels.map((parcel) => ({ ...parcel, carrier: parcel.carrier || t('pack.truck.none') }));
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

function shown(list, state) {
  return { list, state, rows: tally(list, state) };
}
