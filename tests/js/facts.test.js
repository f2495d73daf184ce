/** Facts meet a line on the device as they do on the server: both run the same vectors. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyFact, bookLine, lineState, replay } from '../../static/js/pick/lines.js';
import { sheetNamed, vectorsOf } from './support.js';

const all = vectorsOf('facts');

function bookOf({ line, wave }) {
  return { wave, lines: { [line.id]: bookLine(line, line.wave) }, events: [] };
}

for (const vector of all) {
  test(`${vector.name} [${vector.file}]`, () => {
    let book = bookOf(vector);
    vector.facts.forEach((fact, place) => {
      const answer = applyFact(book, fact);
      assert.deepEqual({ verdict: answer.verdict, key: answer.key }, vector.expect[place]);
      book = answer.book;
    });
    const { picked_m, short_m } = book.lines[vector.line.id];
    assert.deepEqual({ picked_m, short_m, state: lineState(book.lines[vector.line.id]) }, vector.after);
  });
}

test('there are vectors of every kind', () => {
  const files = new Set(all.map((vector) => vector.file));
  assert.deepEqual([...files].sort(), ['epochs.json', 'found.json', 'picks.json', 'put-back.json', 'shorts.json', 'totes.json', 'undos.json', 'waves.json']);
});

test('the names of the vectors are sentences, and none is there twice', () => {
  const names = all.map((vector) => vector.name);
  assert.equal(new Set(names).size, names.length);
  names.forEach((name) => assert.match(name, /^[A-Z].* .*[a-z]$/));
});

test('applying a fact leaves the book that was given as it was', () => {
  const [vector] = all;
  const book = bookOf(vector);
  const before = structuredClone(book);
  applyFact(book, vector.facts[0]);
  assert.deepEqual(book, before);
});

const sheet = sheetNamed('small');
const pickOf = (id, line, qty_m) => ({ id, kind: 'pick', epoch: sheet.epoch, body: { line, qty_m } });

test('a replay puts the device own facts on top of the sheet', () => {
  const book = replay(sheet, [pickOf('a', 44, 1000), pickOf('b', 44, 1000)]);
  assert.equal(book.lines[44].picked_m, 2000);
});

test('a fact that is given twice is replayed once', () => {
  const book = replay(sheet, [pickOf('a', 44, 1000), pickOf('a', 44, 1000)]);
  assert.equal(book.lines[44].picked_m, 1000);
});

test('a fact that no longer fits the sheet is left out of the replay', () => {
  const book = replay(sheet, [pickOf('a', 44, 9000), pickOf('b', 999, 1000), pickOf('c', 44, 1000)]);
  assert.equal(book.lines[44].picked_m, 1000);
});

test('a replay with the end of the walk in it remembers that', () => {
  assert.equal(replay(sheet, [{ id: 'w', kind: 'walked', epoch: 1, body: {} }]).walked, true);
});
