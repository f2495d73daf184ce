/** Which language a page speaks, and what it says while another is on its way. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { best, load, spoken, t } from '../../static/js/lib/i18n.js';

const known = ['de', 'en', 'fr', 'pt-br'];

test('somebody gets the own language before that of the device', () => {
  assert.equal(best(['fr', 'de-DE', 'en'], known), 'fr');
});

test('a language of a region is heard in the plain one, however it is written', () => {
  assert.equal(best(['de_AT'], known), 'de');
  assert.equal(best(['de-CH'], known), 'de');
  assert.equal(best(['pt-BR'], known), 'pt-br');
});

test('a language that nobody wrote makes way for the next, at last for English', () => {
  assert.equal(best([null, 'nl', 'de'], known), 'de');
  assert.equal(best(['nl'], known), 'en');
  assert.equal(best([], known), 'en');
});

const files = { 'de.json': { 'home.word': 'Was jetzt?' }, 'en.json': { 'home.word': 'What next?' } };

function answering(body) {
  return { ok: Boolean(body), status: body ? 200 : 404, json: async () => body };
}

async function withFetch(fetch, run) {
  const before = globalThis.fetch;
  globalThis.fetch = fetch;
  await run();
  globalThis.fetch = before;
}

const nameOf = (url) => String(url).split('/').at(-1);

test('a language is one file', async () => {
  const asked = [];
  const fetch = async (url) => { asked.push(nameOf(url)); return answering(files[nameOf(url)]); };
  await withFetch(fetch, async () => {
    assert.equal(await load('de'), 'de');
    assert.deepEqual([t('home.word'), asked], ['Was jetzt?', ['de.json']]);
  });
});

test('English stands in for a language that does not come', async () => {
  await withFetch(async (url) => answering(files[nameOf(url)]), async () => {
    assert.equal(await load('uk'), 'en');
    assert.deepEqual([t('home.word'), spoken()], ['What next?', 'en']);
  });
});

test('of two languages asked for the last wins, whichever comes first', async () => {
  const late = new Map();
  const fetch = (url) => new Promise((resolve) => { late.set(nameOf(url), () => resolve(answering(files[nameOf(url)]))); });
  await withFetch(fetch, async () => {
    const first = load('en');
    const second = load('de');
    late.get('de.json')();
    await second;
    late.get('en.json')();
    await first;
    assert.equal(t('home.word'), 'Was jetzt?');
  });
});
