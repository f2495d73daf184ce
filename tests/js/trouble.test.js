/* A server that answers and takes nothing says so on the device: once as a band, and in words as long as it lasts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.document = { documentElement: { dataset: { build: 'b' }, lang: 'en' } };
const { link } = await import('../../static/js/pick/shell/link.js');

const FULL = { key: 'store.full', text: 'The disk is full.', safe: 'Scans stay here.', next: 'Tell an admin.' };
const full = { status: 507, body: null, error: FULL };
const closed = { status: 503, body: null, error: { key: 'store.closed', text: 'Starting.' } };
const away = { status: 0, body: null, error: null };

function handheld(replies) {
  const state = { device: { name: 'H' }, trouble: null }, bands = [], kept = [{ id: 'a', event: { id: 'a', seq: 1 } }];
  const queue = {
    waiting: async () => kept, counts: async () => ({ waiting: kept.length }), device: async () => ({ generation: 'g' }),
    answered: async () => { kept.length = 0; return []; }, quarantined: async () => [], get: async () => [], set: async () => {},
  };
  const model = { get: () => state, set: (change) => Object.assign(state, change) };
  const talk = { refusal: ({ error }) => bands.push(error.text), words: () => {} };
  const ports = { model, queue, talk, api: { sendEvents: async () => replies.shift() }, onMe: () => {}, isOurs: () => false, moved: 'x' };
  return { state, bands, kept, floor: link(ports) };
}

const taken = { status: 200, body: { answers: [{ id: 'a', verdict: 'accepted' }], generation: 'g' }, error: null };

test('a full disk is told once, stays in words until an upload is taken, and the fact stays on the device', async () => {
  const { state, bands, kept, floor } = handheld([full, full, taken]);
  await floor.send();
  await floor.send();
  assert.deepEqual([bands, state.trouble, state.link, kept.length], [['The disk is full.'], FULL, 'on', 1]);
  await floor.send();
  assert.deepEqual([bands.length, state.trouble, kept.length], [1, null, 0]);
});

test('a restart and a missing network interrupt nobody', async () => {
  const { state, bands, floor } = handheld([closed, away]);
  await floor.send();
  assert.deepEqual([bands, state.trouble.key], [[], 'store.closed']);
  await floor.send();
  assert.deepEqual([bands, state.trouble, state.link], [[], null, 'off']);
});
