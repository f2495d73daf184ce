/** The start of a shift: when it comes, what it says, whose scans it names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { use } from '../../static/js/lib/i18n.js';
import { begin, leftOver } from '../../static/js/shift/start.js';

use({ 'shift.heard': 'heard' });
const HOUR = 3_600_000;
const ana = { id: 1, name: 'Ana', roles: ['picker'] };
const cy = { id: 2, name: 'Cy', roles: ['picker'] };

function device({ waiting = [], ...model } = {}) {
  const kept = new Map();
  const state = { workers: ['picker'], sheet: null, waves: null, over: null, ...model };
  const said = [];
  return {
    now: () => state.at ?? 10 * HOUR,
    at: (ms) => { state.at = ms; },
    browser: {},
    said,
    model: { get: () => state, set: (patch) => Object.assign(state, patch) },
    talk: { words: (...what) => said.push(what) },
    queue: { get: async (key) => kept.get(key), set: async (key, value) => kept.set(key, value), waiting: async () => waiting, onChange: () => () => {} },
  };
}

test('it comes to each person once a shift, whoever was there between', async () => {
  const here = device();
  assert.equal((await begin(here, ana)).over, 'shift');
  assert.deepEqual(await begin(here, ana), {});
  assert.equal((await begin(here, cy)).over, 'shift');
  assert.deepEqual(await begin(here, ana), {});
  here.at(17.9 * HOUR);
  assert.deepEqual(await begin(here, ana), {});
  here.at(18.1 * HOUR);
  assert.equal((await begin(here, ana)).over, 'shift');
});

test('it does not come in a walk, nor to somebody without work on this page', async () => {
  assert.deepEqual(await begin(device({ sheet: { wave: 1 } }), ana), {});
  assert.deepEqual(await begin(device(), { ...ana, roles: ['packer'] }), {});
});

test('a browser that knows neither battery nor storage says nothing of the one and no to the other', async () => {
  const { shift } = await begin(device(), ana);
  assert.deepEqual([shift.battery, shift.keeps], [null, false]);
  const able = { getBattery: async () => ({ level: 0.294, charging: false }), storage: { persisted: async () => true } };
  const known = await begin({ ...device(), browser: able }, ana);
  assert.deepEqual([known.shift.battery, known.shift.keeps], [{ percent: 29, isCharging: false }, true]);
});

test('scans that wait are counted by whoever made them, and one\'s own are not left over', async () => {
  const waiting = [1, 1, 2, null, 2, 1].map((person) => ({ event: { person } }));
  const here = device({ waiting });
  await begin(here, ana);
  const { shift } = await begin(here, cy);
  assert.deepEqual(shift.others, [{ name: 'Ana', n: 3 }, { name: null, n: 1 }]);
  assert.deepEqual(await leftOver(here.queue, ana, {}), [{ name: null, n: 2 }, { name: null, n: 1 }]);
});

test('any code tests the scanner, the number of a wave to be had is for that wave', async () => {
  const here = device({ over: 'shift', waves: { mine: null, open: [{ number: 'W-0003' }] } });
  const { shift } = await begin(here, ana);
  assert.equal(shift.scan('w-0003'), false);
  assert.equal(here.model.get().over, 'shift');
  assert.equal(shift.scan('4006381333931'), true);
  assert.deepEqual([here.model.get().over, here.said], [null, [['ok', 'shift.heard']]]);
});
