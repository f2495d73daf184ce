/** The device reads barcodes as the server does: both run the same vectors. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { key, normalise } from '../../static/js/scan/barcodes.js';
import { vectorsOf } from './support.js';

function read({ raw, known }) {
  const { text, problem, gs1 } = normalise(raw, (exact) => known.includes(exact));
  if (problem) return { problem };
  return gs1 ? { text, key: key(text), gs1 } : { text, key: key(text) };
}

for (const vector of vectorsOf('barcodes')) {
  test(`${vector.name} [${vector.file}]`, () => assert.deepEqual(read(vector), vector.expect));
}

test('what is not even a text is empty', () => {
  assert.deepEqual(normalise(null), { problem: 'empty' });
  assert.deepEqual(normalise(undefined), { problem: 'empty' });
});

test('a megabyte of anything is judged at once', () => {
  assert.deepEqual(normalise('\u0000 '.repeat(500_000)), { problem: 'too_long' });
  assert.deepEqual(normalise(' '.repeat(1_000_000)), { problem: 'empty' });
});

test('a key is the key of itself', () => {
  for (const vector of vectorsOf('barcodes')) {
    if (vector.expect.key) assert.equal(key(vector.expect.key), vector.expect.key);
  }
});
