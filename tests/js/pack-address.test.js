/** An address entered at the bench: field by field, what lacks something first, kept when Odoo is away. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addresses } from '../../static/js/pack/shell/address.js';
import { wording } from './support.js';

const words = wording();
const FIELDS = ['street', 'street2', 'zip', 'city', 'country'].map((name) => ({ name, missing: name === 'zip', most: 120 }));

function world(replies, ask = FIELDS) {
  let model = { over: null, typed: '', sheet: { transfer: 7, order: 'S1', ship_to: { city: 'Kiel', country: 'DE' }, address_ask: ask } };
  const [sent, told, sheets] = [[], [], []];
  const api = { address: async (transfer, given) => { sent.push(given); return replies.shift(); } };
  const talk = { words: (tone, key) => { assert.ok(words[key], key); told.push([tone, key]); }, refusal: () => told.push(['no']) };
  const ports = { model: { get: () => model, set: (more) => { model = { ...model, ...more }; } }, api, talk, onSheet: async (body) => { sheets.push(body); } };
  return { it: addresses(ports), now: () => model, sent, told, sheets };
}

async function types(w, ...texts) {
  for (const text of texts) await w.it.said(text);
}

test('it begins with what is missing, goes on by Enter, and sends what was said; what is left empty stays in Odoo', async () => {
  const w = world([{ status: 200, body: { sheet: { transfer: 7 } } }]);
  assert.equal(w.it.ask(), true);
  assert.deepEqual([w.now().over, w.now().address.at, w.now().typed], ['address', 2, '']);
  await types(w, '24103');
  assert.equal(w.now().typed, 'Kiel', 'what is known stands there');
  await types(w, 'Kiel', 'DE');
  assert.deepEqual(w.sent, [{ zip: '24103', city: 'Kiel', country: 'DE' }]);
  assert.deepEqual(w.sheets, [{ sheet: { transfer: 7 } }]);
  assert.deepEqual(w.told.at(-1), ['ok', 'pack.address.there']);
});

test('what was typed stays when Odoo is away, and can be sent again', async () => {
  const w = world([{ status: 503, error: {} }, { status: 200, body: {} }]);
  w.it.ask();
  await types(w, '24103', 'Kiel', 'DE');
  assert.deepEqual(w.told.at(-1), ['no']);
  w.it.at(2);
  assert.equal(w.now().typed, '24103');
  w.it.at(4);
  await types(w, 'DE');
  assert.deepEqual(w.sent[0], w.sent[1]);
});

test('fields are walked both ways, no further than there are, and nothing is asked where nothing is to be', () => {
  const w = world([]);
  w.it.ask();
  w.it.at(1);
  w.it.at(-1);
  assert.equal(w.now().address.at, 1);
  assert.equal(world([], null).it.ask(), false);
});
