import assert from 'node:assert/strict';
import test from 'node:test';
import { followSheets, keepPictures } from '../../static/js/pick/shell/pictures.js';
import { createModel } from '../../static/js/pick/shell/model.js';

/* A box that keeps what it is given, in order. */
function boxOf(kept) {
  const box = {
    match: async (url) => kept.includes(url),
    put: async (url) => { kept.push(url); },
    keys: async () => kept.map((url) => ({ url: `https://floor${url}` })),
    delete: async (url) => { kept.splice(kept.indexOf(url), 1); },
  };
  return { open: async () => box };
}

const sheetOf = (...pictures) => ({ products: Object.fromEntries(pictures.map((picture, n) => [n, { picture }])) });
const answerOf = (type, more = {}) => ({ ok: true, redirected: false, headers: new Headers({ 'Content-Type': type }), ...more });
const serve = async () => answerOf('image/webp');
const turn = () => new Promise((done) => { setTimeout(done); });

test('what is missing is fetched, each once', async () => {
  const kept = ['/p/a'];
  await keepPictures(sheetOf('/p/a', null, '/p/b', '/p/b'), boxOf(kept), serve);
  assert.deepEqual(kept, ['/p/a', '/p/b']);
});

test('what is no picture is not kept, and stops no other', async () => {
  const answers = {
    '/p/gone': answerOf('application/json', { ok: false }), '/p/page': answerOf('text/html'),
    '/p/led': answerOf('image/png', { redirected: true }), '/p/plain': answerOf('image/png'),
  };
  const kept = [];
  await keepPictures(sheetOf(...Object.keys(answers)), boxOf(kept), async (url) => answers[url]);
  assert.deepEqual(kept, ['/p/plain']);
});

test('the oldest of older waves go, but never those of the wave', async () => {
  const kept = Array.from({ length: 500 }, (_, n) => `/p/${n}`);
  await keepPictures(sheetOf('/p/0', '/p/new', '/p/newer'), boxOf(kept), serve);
  assert.deepEqual([kept.length, kept[0], kept[1], kept.at(-1)], [500, '/p/0', '/p/3', '/p/newer']);
});

test('each sheet is looked at once, and once more when the network is back', async () => {
  const model = createModel();
  const asked = [];
  let isThere = false;
  let shown = 0;
  const keep = async (sheet) => { asked.push(sheet.sheet); if (!isThere) throw new TypeError('no network'); };
  followSheets(model, keep, () => { shown += 1; });
  model.set({ sheet: { sheet: 1 } });
  await turn();
  model.set({ link: 'off' });
  await turn();
  isThere = true;
  model.set({ link: 'on' });
  await turn();
  model.set({ waiting: 1 });
  await turn();
  assert.deepEqual([asked, shown], [[1, 1], 1]);
  model.set({ sheet: { sheet: 2 } });
  await turn();
  assert.deepEqual([asked, shown], [[1, 1, 2], 2]);
});

test('where the browser has no such box nothing happens', () => {
  const model = createModel();
  followSheets(model, null);
  model.set({ sheet: { sheet: 1 } });
});
