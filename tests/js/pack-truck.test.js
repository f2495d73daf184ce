/** Parcels onto the truck: answered from the list on the device. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_TRUCK, chooseTruck, scanParcel, tally } from '../../static/js/pack/truck.js';
import { wording } from './support.js';

const parcel = (key, number, carrier, cutoff_at, loaded = false) => ({ key, number, order: `S-${key}`, carrier, cutoff_at, loaded });
const LIST = [
  parcel('a', 'P-00001-A', 'DHL', 2000),
  parcel('b', 'P-00002-B', 'DHL', 3000, true),
  parcel('c', 'P-00003-C', 'DPD', 1000),
  parcel('d', 'P-00004-D', 'No carrier', null),
];
const id = 'f'.repeat(32);
const words = wording();

function scans(...texts) {
  let state = NO_TRUCK;
  return texts.map((text) => {
    const answer = scanParcel(LIST, state, { id, text });
    state = answer.state;
    assert.ok(words[answer.verdict.key], answer.verdict.key);
    return answer;
  });
}

test('a parcel of the list is on the truck at once, and the fact says which', () => {
  const [answer] = scans('p-00001-a');
  assert.equal(answer.verdict.key, 'pack.truck.full');
  assert.deepEqual(answer.facts, [{ id, kind: 'loaded', body: { parcel: 'a' } }]);
});

test('the first parcel says which truck is at the door; one of another carrier is refused', () => {
  const [, other] = scans('P-00001-A', 'P-00003-C');
  assert.equal(other.verdict.key, 'pack.truck.other');
  assert.deepEqual(other.verdict.args, { number: 'P-00003-C', order: 'S-c', carrier: 'DPD', truck: 'DHL' });
  assert.deepEqual(other.facts, []);
});

test('a parcel that is on already, an unknown one and a misread one are told apart and make no fact', () => {
  const keys = scans('P-00002-B', 'P-00009-X', '4006381333930').map(({ verdict, facts }) => [verdict.key, facts.length]);
  assert.deepEqual(keys, [['pack.truck.already', 0], ['pack.truck.unknown', 0], ['pick.bad.check_digit', 0]]);
  assert.equal(scans('P-00001-A', 'P-00001-A')[1].verdict.key, 'pack.truck.already');
});

test('trucks are told by what they have and lack, the most urgent first', () => {
  const rows = tally(LIST, { ...NO_TRUCK, loaded: { a: true } });
  assert.deepEqual(rows.map(({ carrier, made, total, missing }) => [carrier, made, total, missing.length]), [['DPD', 0, 1, 1], ['DHL', 2, 2, 0], ['No carrier', 0, 1, 1]]);
});

test('another truck is chosen, and chosen again it is any', () => {
  const at = chooseTruck(NO_TRUCK, 'DPD');
  assert.equal(scanParcel(LIST, at, { id, text: 'P-00003-C' }).verdict.key, 'pack.truck.full');
  assert.equal(scanParcel(LIST, at, { id, text: 'P-00001-A' }).verdict.key, 'pack.truck.other');
  assert.deepEqual(chooseTruck(at, 'DPD'), NO_TRUCK);
});

test('parcels without a carrier have a truck of their own', () => {
  const [first] = scans('P-00004-D');
  assert.equal(first.state.carrier, 'No carrier');
  assert.equal(first.facts.length, 1);
});
