/**
 * Parcels onto the truck: pure `(list, state, text) -> {state, verdict, facts}`, answered from the list on the device.
 *
 * list   [{key, number, order, carrier, of, cutoff_at, loaded}]   carrier is never empty: the shell names what has none;
 *        `of` is the server's own name for it
 * state  {carrier: string|null, loaded: {<key>: true}}   carrier: the truck at the door; loaded: what we scanned
 */

import { key as codeKey, normalise } from '../scan/barcodes.js';
import { no, ok, warn } from '../lib/verdict.js';

/** Nothing scanned yet, no truck at the door. */
export const NO_TRUCK = { carrier: null, loaded: {} };

/**
 * One scan at the door.
 * @param {object[]} list
 * @param {object} state
 * @param {{id: string, text: string}} input
 */
export function scanParcel(list, state, { id, text }) {
  const { text: code, problem } = normalise(text);
  if (problem) return same(state, no(`pick.bad.${problem}`));
  const parcel = list.find(({ number }) => codeKey(number) === codeKey(code));
  if (!parcel) return same(state, no('pack.truck.unknown', { number: code }));
  const args = { number: parcel.number, order: parcel.order, carrier: parcel.carrier };
  if (isLoaded(parcel, state)) return same(state, warn('pack.truck.already', args));
  if (state.carrier !== null && parcel.carrier !== state.carrier) return same(state, no('pack.truck.other', { ...args, truck: state.carrier }));
  const after = { carrier: parcel.carrier, loaded: { ...state.loaded, [parcel.key]: true } };
  const { missing } = tally(list, after).find(({ carrier }) => carrier === after.carrier);
  const verdict = ok(missing.length === 0 ? 'pack.truck.full' : 'pack.truck.on', { ...args, left: missing.length });
  return { state: after, verdict, facts: [{ id, kind: 'loaded', body: { parcel: parcel.key } }] };
}

/** Another truck is at the door. */
export function chooseTruck(state, carrier) {
  return { ...state, carrier: state.carrier === carrier ? null : carrier };
}

/**
 * What each truck has and lacks, the most urgent first.
 * @returns {{carrier: string, of: string, cutoff_at: number|null, made: number, total: number, missing: object[]}[]}
 */
export function tally(list, state) {
  const carriers = [...new Set(list.map(({ carrier }) => carrier))];
  const rows = carriers.map((carrier) => {
    const ours = list.filter((parcel) => parcel.carrier === carrier);
    const missing = ours.filter((parcel) => !isLoaded(parcel, state));
    const cutoffs = (missing.length > 0 ? missing : ours).map(({ cutoff_at }) => cutoff_at ?? Infinity);
    const first = Math.min(...cutoffs);
    return { carrier, of: ours[0].of ?? carrier, cutoff_at: Number.isFinite(first) ? first : null, made: ours.length - missing.length, total: ours.length, missing };
  });
  return rows.sort((one, other) => (one.cutoff_at ?? Infinity) - (other.cutoff_at ?? Infinity));
}

function isLoaded(parcel, { loaded }) {
  return parcel.loaded || Object.hasOwn(loaded, parcel.key);
}

function same(state, verdict) {
  return { state, verdict, facts: [] };
}
