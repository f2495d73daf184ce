/** Work is asked of the server one question at a time: a scan meanwhile waits, the same again is nothing. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { turns } from '../../static/js/pick/shell/turns.js';

const later = () => new Promise((done) => { setImmediate(done); });
let heard;
let asked;
let patience;
let turn;

/* A desk that opens whatever it hears first, and counts what it hears from then on. */
beforeEach(() => {
  [heard, asked] = [[], []];
  const answer = (code) => new Promise((done) => { asked.push({ code, done }); });
  patience = null;
  const wait = () => new Promise((done) => { patience = done; });
  turn = turns((text) => (asked.length > 0 && !text.startsWith('T-') ? heard.push(text) : turn.take(text, (isNewest) => answer(text).then(() => heard.push(`${text} ${isNewest()}`)))), wait);
});

test('a tote that is scanned twice is asked for once', async () => {
  turn.scan('T-1');
  turn.scan('T-1');
  asked[0].done();
  await later();
  assert.deepEqual([asked.length, heard], [1, ['T-1 true']]);
});

test('goods that are scanned before the order is open count when it is, in their order', async () => {
  turn.scan('T-1');
  ['mug', 'mug', 'tea'].forEach(turn.scan);
  assert.deepEqual(heard, []);
  asked[0].done();
  await later();
  assert.deepEqual(heard, ['T-1 true', 'mug', 'mug', 'tea']);
});

test('what was scanned behind a question that asks itself waits for its answer too', async () => {
  ['T-1', 'T-2', 'mug'].forEach(turn.scan);
  asked[0].done();
  await later();
  assert.deepEqual(heard, ['T-1 true']);
  asked[1].done();
  await later();
  assert.deepEqual(heard, ['T-1 true', 'T-2 true', 'mug']);
});

test('a key pressed twice asks once', () => {
  const press = () => turn.take(7, () => new Promise(() => { asked.push(7); }));
  assert.equal(press(), press());
  assert.equal(asked.length, 1);
});

test('a server that is silent keeps nobody from scanning, and its late answer is no longer the newest', async () => {
  turn.scan('T-1');
  patience();
  await later();
  turn.scan('T-2');
  asked[0].done();
  await later();
  assert.deepEqual(heard, ['T-1 false']);
});

test('a question that fails lets the next one through', async () => {
  await assert.rejects(turn.take(1, async () => { throw new Error('gone'); }), /gone/);
  turn.scan('T-1');
  assert.equal(asked.length, 1);
});
