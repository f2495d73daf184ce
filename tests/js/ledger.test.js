/** What becomes of facts on the device: only an answer that names a fact settles it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEPT_MS, applyAnswers, newRow, outdated, renumber, revive, setAside } from '../../static/js/device/ledger.js';

const NOW = 1_790_000_000_000;
const idOf = (seq) => `id-${seq}`;
const row = (seq, more = {}) => ({ ...newRow({ id: idOf(seq), seq, kind: 'pick' }), ...more });
const settled = (seq, at = NOW) => row(seq, { state: 'acknowledged', settled_at: at, verdict: 'accepted' });
const answer = (seq, verdict, more = {}) => ({ id: idOf(seq), verdict, ...more });
const states = (rows) => rows.map(({ seq, state }) => [seq, state]);

test('an accepted fact and a repeated one are acknowledged', () => {
  const answers = [answer(1, 'accepted'), answer(2, 'duplicate', { first: 'accepted' })];
  const { changed, told } = applyAnswers([row(1), row(2)], answers, NOW);
  assert.deepEqual(states(changed), [[1, 'acknowledged'], [2, 'acknowledged']]);
  assert.equal(changed[0].settled_at, NOW);
  assert.deepEqual(told, []);
});

test('a conflict is acknowledged and told', () => {
  const { changed, told } = applyAnswers([row(1)], [answer(1, 'conflict', { key: 'pick.over', text: 'Too many' })], NOW);
  assert.deepEqual(states(changed), [[1, 'acknowledged']]);
  assert.deepEqual(told.map(({ id, key, text }) => ({ id, key, text })), [{ id: 'id-1', key: 'pick.over', text: 'Too many' }]);
});

test('an invalid fact goes to quarantine, is told, and is not dropped', () => {
  const { changed, told } = applyAnswers([row(1)], [answer(1, 'invalid', { key: 'fact.malformed' })], NOW);
  assert.deepEqual(states(changed), [[1, 'quarantine']]);
  assert.equal(told.length, 1);
  assert.deepEqual(changed[0].event, row(1).event);
});

test('a conflict whose answer was lost is told with the repeat', () => {
  const { told } = applyAnswers([row(1)], [answer(1, 'duplicate', { first: 'conflict', key: 'pick.over' })], NOW);
  assert.equal(told.length, 1);
});

test('a conflict that is sent again after a restore is not told twice', () => {
  const [first] = applyAnswers([row(1)], [answer(1, 'conflict')], NOW).changed;
  const [again] = revive([first], NOW, 2).changed;
  const { changed, told } = applyAnswers([again], [answer(1, 'conflict')], NOW);
  assert.deepEqual(states(changed), [[1, 'acknowledged']]);
  assert.deepEqual(told, []);
});

test('a fact that no answer names waits on', () => {
  const { changed } = applyAnswers([row(1), row(2)], [answer(2, 'accepted'), answer(7, 'accepted')], NOW);
  assert.deepEqual(states(changed), [[2, 'acknowledged']]);
});

test('of two answers to one fact the first counts', () => {
  const { changed } = applyAnswers([row(1)], [answer(1, 'accepted'), answer(1, 'invalid')], NOW);
  assert.deepEqual(states(changed), [[1, 'acknowledged']]);
});

test('an answer to a fact that is settled already changes nothing', () => {
  assert.deepEqual(applyAnswers([settled(1)], [answer(1, 'invalid')], NOW).changed, []);
});

for (const garbage of [null, 7, 'yes', [null], [{}], [{ id: 1 }], [{ id: 'id-1' }], [{ id: 'id-1', verdict: 'maybe' }], {}]) {
  test(`an answer of ${JSON.stringify(garbage)} settles nothing`, () => {
    assert.deepEqual(applyAnswers([row(1)], garbage, NOW).changed, []);
  });
}

test('acknowledged facts are forgotten after seven days, waiting and quarantined ones never', () => {
  const old = NOW - KEPT_MS - 1;
  const rows = [settled(1, old), settled(2, NOW - KEPT_MS), row(3), setAside(row(4), 'event.malformed', old)];
  assert.deepEqual(outdated(rows, NOW).map(({ seq }) => seq), [1]);
});

test('after a restore the acknowledged facts of seven days wait again, under their own numbers', () => {
  const rows = [settled(1, NOW - KEPT_MS - 1), settled(2, NOW - KEPT_MS), settled(3), row(4), setAside(row(5), 'x', NOW)];
  const { changed, gone, next } = revive(rows, NOW, 6);
  assert.deepEqual(states(changed), [[2, 'waiting'], [3, 'waiting']]);
  assert.deepEqual(gone, []);
  assert.equal(next, 6);
});

test('after a restore facts of an older enrolment are given numbers of this one', () => {
  const { changed, gone, next } = revive([settled(-1), settled(0), settled(1)], NOW, 2);
  assert.deepEqual(states(changed), [[2, 'waiting'], [3, 'waiting'], [1, 'waiting']]);
  assert.deepEqual(gone, [-1, 0]);
  assert.equal(next, 4);
  assert.deepEqual(changed.map(({ id, event }) => [id, event.seq]), [['id--1', 2], ['id-0', 3], ['id-1', 1]]);
});

test('after a new enrolment waiting facts keep their ids and get numbers from 1, without gaps', () => {
  const { rows, next } = renumber([settled(1), row(2), setAside(row(3), 'x', NOW), row(4), settled(5)]);
  const waiting = rows.filter(({ state }) => state === 'waiting');
  assert.deepEqual(waiting.map(({ id, seq, event }) => [id, seq, event.seq]), [['id-2', 1, 1], ['id-4', 2, 2]]);
  assert.equal(next, 3);
});

test('after a new enrolment what is settled stays, in its order, below 1', () => {
  const { rows } = renumber([settled(1), row(2), settled(3)]);
  assert.deepEqual(rows.map(({ id, seq }) => [id, seq]), [['id-1', -1], ['id-3', 0], ['id-2', 1]]);
  const again = renumber(rows);
  assert.deepEqual(again.rows, rows);
});

test('a fact put aside keeps what it says', () => {
  const aside = setAside(row(1), 'events.bad_batch', NOW);
  assert.equal(aside.state, 'quarantine');
  assert.equal(aside.key, 'events.bad_batch');
  assert.deepEqual(aside.event, row(1).event);
});
