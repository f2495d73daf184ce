/** A supervisor's handheld: which case stands there, what a key means, and what became of an answer nobody heard of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRESH_MS, back, current, listed, rest, shown, start, step, taken } from '../../static/js/decide/engine.js';

const answer = (name, more = {}) => ({ answer: name, place: '', words: name, reasons: [], ...more });
const short = (id, more = {}) => ({
  id, seen: 0, takes_place: true, place_reasons: [], answers: ['found', 'ship_short', 'wait', 'cancel'].map((name) => answer(name)), ...more,
});
const LATER = FRESH_MS + 1;
const on = (...cases) => listed(start(), cases, 0).state;
const choose = (state, place, now = LATER) => step(state, { type: 'answer', answer: current(state).answers[place] }, now);

test('the worst one stands there, with three answers in plain sight', () => {
  const state = on(short(1), short(2));
  assert.equal(current(state).id, 1);
  assert.deepEqual(shown(current(state)).map((one) => one.answer), ['found', 'ship_short', 'wait']);
  assert.deepEqual(rest(current(state)).map((one) => one.answer), ['cancel']);
});

test('an answer goes out with what was seen, and nothing else does until its fate is known', () => {
  const { state, send } = choose(on(short(1, { seen: 7 })), 1);
  assert.deepEqual([send.id, send.answer, send.seen], [1, 'ship_short', 7]);
  assert.equal(choose(state, 0).send, undefined);
  assert.equal(step(state, { type: 'next' }, LATER).state, state);
});

test('a key that was meant for the case before it does nothing', () => {
  const { state } = listed(on(short(1)), [short(2)], 10_000);
  assert.equal(choose(state, 1, 10_000 + FRESH_MS - 1).send, undefined);
  assert.equal(choose(state, 1, 10_000 + FRESH_MS).send.id, 2);
});

test('the case in hand stays when worse ones come, and a decided one makes way and is named', () => {
  const { state, gone } = listed(on(short(1)), [short(9), short(1)], 0);
  assert.deepEqual([current(state).id, gone], [1, null]);
  const after = listed(state, [short(9)], 0);
  assert.deepEqual([current(after.state).id, after.gone.id], [9, 1]);
});

test('next goes round, escape leaves a list first', () => {
  const state = on(short(1), short(2));
  const second = step(state, { type: 'next' }, 0).state;
  assert.equal(current(second).id, 2);
  assert.equal(current(step(second, { type: 'next' }, 0).state).id, 1);
  const more = step(state, { type: 'more' }, 0).state;
  assert.equal(more.mode, 'more');
  assert.equal(back(more).mode, 'one');
  assert.equal(back(state), null);
});

test('a scanned place is asked about, then sent for', () => {
  const asked = step(on(short(1)), { type: 'place', text: 'B-04-2' }, 0).state;
  assert.deepEqual([asked.mode, asked.place], ['place', 'B-04-2']);
  const { send } = step(asked, { type: 'sure' }, 0);
  assert.deepEqual([send.answer, send.place], ['found', 'B-04-2']);
  const other = on(short(1, { takes_place: false }));
  assert.equal(step(other, { type: 'place', text: 'B-04-2' }, 0).state, other);
});

test('an answer against a rule asks why before it goes out', () => {
  const against = short(1, { answers: [answer('ship_short', { reasons: [['OR-ASKED', 'The customer asked']] })] });
  const asked = choose(on(against), 0);
  assert.deepEqual([asked.state.mode, asked.send], ['why', undefined]);
  const { send } = step(asked.state, { type: 'reason', code: 'OR-ASKED' }, LATER);
  assert.deepEqual([send.answer, send.reason], ['ship_short', 'OR-ASKED']);
});

test('an answer nobody heard of: gone or answered means it went, as it was means it was lost', () => {
  const sent = choose(on(short(1), short(2)), 1).state;
  const unsure = { ...sent, sent: { ...sent.sent, isUnsure: true } };
  const went = listed(unsure, [short(2)], 0);
  assert.deepEqual([went.came, went.gone, went.state.sent, current(went.state).id], ['went', null, null, 2]);
  assert.equal(listed(unsure, [short(1, { seen: 3 }), short(2)], 0).came, 'went');
  const lost = listed(unsure, [short(1), short(2)], 0);
  assert.deepEqual([lost.came, lost.state.sent, current(lost.state).id], ['lost', null, 1]);
  assert.equal(listed(sent, [short(1)], 0).came, null, 'one under way has no fate yet');
});

test('our own answer is nobody else\'s: its case makes way without a word', () => {
  const { state } = choose(on(short(1), short(2)), 1);
  const after = taken(state, 1, 5000);
  assert.deepEqual([current(after).id, after.sent, after.since], [2, null, 5000]);
  assert.equal(listed(after, [short(2)], 6000).gone, null);
});

test('with nothing to decide no key does anything', () => {
  const { state } = listed(on(short(1)), [], 0);
  assert.equal(current(state), null);
  for (const type of ['answer', 'next', 'more', 'place', 'sure', 'reason']) assert.equal(step(state, { type }, LATER).send, undefined);
});
