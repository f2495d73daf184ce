/** The label of a box where the bench's own browser prints: handed over once, asked after, once more only when somebody says so. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labels } from '../../static/js/pack/shell/labels.js';
import { wording } from './support.js';

const NUMBER = 'P-00012-X';
const words = wording();
const later = globalThis.setTimeout;
globalThis.setTimeout = (...given) => later(...given).unref(); // the bench looks every second, and nobody waits for that here

/* A browser that prints into `paper`, what a bench keeps, and a server with the ledger's rules for one box. */
function world({ print = null, isSelfPrinting = false } = {}) {
  let model = { label: null, over: null, band: null, isSelfPrinting };
  const kept = new Map();
  const now = { print, paper: [], said: [], refuses: 0 };
  globalThis.document = {
    getElementById: () => null,
    body: { append: (frame) => frame.loaded() },
    createElement: () => ({
      setAttribute: () => {}, addEventListener(_, run) { this.loaded = run; },
      contentWindow: { print: () => now.paper.push(now.print?.copy ? 'copy' : 'label') },
    }),
  };
  const answer = { handed: { state: 'unknown' }, nothing: { state: 'queued' }, more: { state: 'queued', copy: true }, scanned: { state: 'confirmed', scanned: true } };
  const api = {
    printing: async () => ({ status: now.refuses || 200, body: { print: now.print } }),
    label: async () => ({ status: 200, body: new Blob(['%PDF']) }),
    papers: async () => { await now.papers; return { status: 204 }; },
    truck: async () => ({ body: { parcels: [{ key: 'ab', number: NUMBER }] } }),
    printed: async (_, { say }) => {
      if (now.refuses) return { status: now.refuses };
      now.said.push(say);
      now.print = { ...now.print, ...answer[say] };
      return { status: 200, body: { print: now.print } };
    },
  };
  const queue = { onChange: () => {}, waiting: async () => [], get: async (key) => kept.get(key) ?? null, set: async (key, value) => kept.set(key, value) };
  const talk = { words: (tone, key) => { assert.ok(words[key], key); now.band = [tone, key]; }, refusal: () => {} };
  const bench = labels({ model: { get: () => model, set: (patch) => { model = { ...model, ...patch }; } }, queue, api, talk });
  const rest = () => new Promise((done) => { later(done, 5); });
  const show = async () => { await bench.show({ parcel: 'ab', transfer: 1, order: 'S1', place: 1, isLast: true }); await rest(); };
  return { bench, now, show, rest, label: () => model.label, reload: async () => { model = { ...model, label: null, over: null }; await bench.recall(); await bench.look(); await rest(); } };
}

const LEDGER = { job: 1, kind: 'browser', state: 'queued', number: NUMBER, scanned: false, copy: false };

test('it is written down before the browser gets it, and pressing again prints nothing', async () => {
  const { bench, now, show } = world({ print: LEDGER });
  await show();
  await bench.print();
  await bench.print();
  assert.deepEqual([now.paper, now.said], [['label'], ['handed']]);
});

test('a box that is closed while the label of the one before is still on its way gets its own', async () => {
  const { bench, now, show, rest, label } = world();
  let come;
  now.papers = new Promise((done) => { come = done; });
  await show();
  await bench.show({ parcel: 'cd', transfer: 1, order: 'S1', place: 2, isLast: true });
  come();
  await rest();
  assert.deepEqual([label().parcel, label().state], ['cd', 'ready']);
});

test('what cannot be written down is not printed', async () => {
  const { bench, now, show } = world({ print: LEDGER });
  await show();
  now.refuses = 503;
  await bench.print();
  assert.deepEqual(now.paper, []);
});

for (const print of [LEDGER, null]) {
  test(`a bench that prints by itself prints no second label when its page is loaded again, ${print ? 'with' : 'without'} a ledger`, async () => {
    const { now, show, reload } = world({ print, isSelfPrinting: true });
    await show();
    await reload();
    assert.deepEqual(now.paper, ['label']);
  });
}

test('nothing came out, somebody says: it goes to the browser once more', async () => {
  const { bench, now, show } = world({ print: LEDGER });
  await show();
  await bench.print();
  await bench.tell({ say: 'nothing' });
  assert.deepEqual([now.paper, now.said], [['label', 'label'], ['handed', 'nothing', 'handed']]);
});

test('a copy is fetched anew, for it says that it is one', async () => {
  const { bench, now, show } = world({ print: { ...LEDGER, state: 'confirmed', scanned: true } });
  await show();
  await bench.print();
  await bench.tell({ say: 'more', reason: 'torn' });
  assert.deepEqual(now.paper, ['copy']);
});

test('the label of another box is refused, whoever printed it, and the own one is taken', async () => {
  const { bench, now, show, rest } = world();
  await show();
  assert.deepEqual([bench.check('P-00099-Q'), now.band], [true, ['no', 'pack.print.first']]);
  assert.equal(bench.check('TOTE-7'), false);
  assert.equal(bench.check(NUMBER), true);
  await rest();
  assert.deepEqual(now.band, ['ok', 'pack.label.right']);
});
