/** Where the handheld asks what next, a wave's number or one of its totes takes that wave. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../../static/js/pick/shell/model.js';
import { turns } from '../../static/js/pick/shell/turns.js';
import { waves } from '../../static/js/pick/shell/waves.js';
import { sheetNamed } from './support.js';

/** The queue's promises about waves, in memory. */
function memory(kept = {}, waiting = 0) {
  const values = new Map();
  return {
    values,
    job: async () => kept,
    counts: async () => ({ waiting }),
    keepSheet: async (sheet) => { values.set('sheet', sheet); },
    set: async (key, value) => { values.set(key, value); },
    unacknowledged: async () => [],
    counted: async () => [],
  };
}

function floor(reply, patch = {}, waiting = 0) {
  const said = [];
  const asked = [];
  const model = createModel();
  model.set({ person: { id: 1, name: 'Ana' }, link: 'on', waves: { mine: null, open: [] }, ...patch });
  const api = {
    claimScanned: async (code) => { asked.push(code); return reply; },
    waves: async () => { asked.push('list'); return { status: 200, body: { mine: null, open: [] }, error: null }; },
  };
  const talk = {
    words: (tone, key) => said.push(`${tone} ${key}`),
    refusal: ({ error }) => said.push(error?.text ?? 'nothing'),
    hush: () => said.push('hush'),
  };
  const queue = memory({}, waiting);
  const scan = waves({ model, queue, api, talk, send: async () => {}, onOut() {}, turn: turns(() => {}) }).claimScanned;
  return { scan, said, asked, model, queue };
}

test('the wave that was scanned begins at once', async () => {
  const sheet = sheetNamed('plain');
  const { scan, said, asked, model, queue } = floor({ status: 200, body: sheet, error: null });
  await scan('T-0001');
  assert.deepEqual(asked, ['T-0001']);
  assert.deepEqual(said, ['ask home.busy', 'hush']);
  assert.equal(model.get().sheet.number, sheet.number);
  assert.equal(queue.values.get('current'), sheet.wave);
});

test('what is no wave is said in the words of the server, and the list is fresh', async () => {
  const refused = { status: 404, body: {}, error: { key: 'wave.no_such_code', text: 'X-1 is not known here.' } };
  const { scan, said, asked, model } = floor(refused);
  await scan('X-1');
  assert.deepEqual(said, ['ask home.busy', 'X-1 is not known here.']);
  assert.deepEqual(asked, ['X-1', 'list']);
  assert.equal(model.get().sheet, null);
});

test('while scans wait here no cart takes other totes: the server is not asked', async () => {
  const { scan, said, asked } = floor({ status: 200, body: sheetNamed('plain'), error: null }, {}, 1);
  await scan('Cart-7');
  assert.deepEqual(said, ['ask home.busy', 'warn put_down.waiting']);
  assert.deepEqual(asked, []);
});

test('without a network nobody is asked, and that is said', async () => {
  const { scan, said, asked } = floor(null, { link: 'off' });
  await scan('W-0001');
  assert.deepEqual(said, ['warn home.offline']);
  assert.deepEqual(asked, []);
});
