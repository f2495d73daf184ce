/** What a supervisor's handheld sounds for, and what stands above its page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sorted } from '../../static/js/pick/shell/calls.js';

const one = { id: 1, rings: 1, loud: false };

test('each rung sounds once and stands there until it is seen', () => {
  const first = sorted([one], {}, {});
  assert.deepEqual([first.sounds, first.isLoud, first.shown], [true, false, [one]]);
  const again = sorted([one], first.heard, {});
  assert.deepEqual([again.sounds, again.shown], [false, [one]]);
  const seen = sorted([one], first.heard, { 1: 1 });
  assert.deepEqual([seen.sounds, seen.shown], [false, []]);
});

test('the next rung sounds and shows it anew, the last one for the muted too', () => {
  const last = { ...one, rings: 2, loud: true };
  const now = sorted([last], { 1: 1 }, { 1: 1 });
  assert.deepEqual([now.sounds, now.isLoud, now.shown], [true, true, [last]]);
});

test('what was answered is gone, and another is heard by itself', () => {
  const other = { id: 2, rings: 1, loud: false };
  const now = sorted([other], { 1: 3 }, {});
  assert.deepEqual([now.sounds, now.shown, now.heard], [true, [other], { 2: 1 }]);
});
