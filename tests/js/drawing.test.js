/** An answer is on the page first, alone; the rest one frame later, and nothing is ever left undrawn. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { drawing } from '../../static/js/pick/shell/drawing.js';

const GREEN = { tone: 'ok', word: 'Right' };
const RED = { tone: 'no', word: 'Wrong' };
let model;
let pages;
let turn;
let frame;
let changed;

const run = (list) => list.splice(0).forEach((one) => one());

beforeEach(() => {
  [pages, turn, frame, model] = [[], [], [], { count: 0, band: null }];
  changed = drawing({
    now: () => model,
    paint: ({ count }, band) => pages.push([count, band?.word ?? null]),
    soon: (one) => turn.push(one),
    later: (one) => frame.push(one),
  });
});

function becomes(patch) {
  model = { ...model, ...patch };
  changed();
}

test('what changes in several steps is drawn once', () => {
  becomes({ count: 1 });
  becomes({ count: 2 });
  run(turn);
  assert.deepEqual(pages, [[2, null]]);
});

test('an answer is painted on the page as it stands, and what it changed one frame later', () => {
  becomes({});
  run(turn);
  becomes({ count: 1 });
  becomes({ band: GREEN });
  run(turn);
  assert.deepEqual(pages.slice(1), [[0, 'Right']]);
  run(frame);
  assert.deepEqual(pages.slice(2), [[1, 'Right']]);
});

test('answers in quick succession do not put the rest off', () => {
  becomes({});
  run(turn);
  becomes({ count: 1, band: GREEN });
  run(turn);
  becomes({ count: 2, band: RED });
  run(turn);
  assert.equal(frame.length, 1);
  run(frame);
  assert.deepEqual(pages.slice(1), [[0, 'Right'], [0, 'Wrong'], [2, 'Wrong']]);
});

test('a question, and an answer that is wiped, are drawn with everything else', () => {
  becomes({});
  run(turn);
  becomes({ count: 1, band: { tone: 'ask', word: 'One moment' } });
  run(turn);
  becomes({ band: null });
  run(turn);
  assert.deepEqual(pages.slice(1), [[1, 'One moment'], [1, null]]);
  assert.equal(frame.length, 0);
});

test('what changes while the rest is still to come is drawn with it', () => {
  becomes({});
  run(turn);
  becomes({ count: 1, band: GREEN });
  run(turn);
  becomes({ count: 2, band: null });
  run(turn);
  run(frame);
  assert.deepEqual(pages.slice(1), [[0, 'Right'], [2, null]]);
});

test('an answer before anything stands on the page is drawn whole', () => {
  becomes({ count: 1, band: RED });
  run(turn);
  assert.deepEqual(pages, [[1, 'Wrong']]);
});
