import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sightings } from '../../static/js/scan/camera.js';

function watching() {
  const told = [];
  return { told, look: sightings((text) => told.push(text)) };
}

test('a code that stays in the picture is told once', () => {
  const { told, look } = watching();
  for (let at = 0; at < 10; at += 1) look(['4006381333931']);
  assert.deepEqual(told, ['4006381333931']);
});

test('a code that flickers in a shaking hand is still the same one', () => {
  const { told, look } = watching();
  [['A'], [], ['A'], [], [], ['A'], [], [], [], ['A']].forEach(look);
  assert.deepEqual(told, ['A']);
});

test('a code shown again after it was away is told again', () => {
  const { told, look } = watching();
  [['A'], [], [], [], [], ['A']].forEach(look);
  assert.deepEqual(told, ['A', 'A']);
});

test('two codes in one picture are told each, and an empty reading is none', () => {
  const { told, look } = watching();
  look(['A', '', 'B']);
  assert.deepEqual(told, ['A', 'B']);
});
