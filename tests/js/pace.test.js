import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModel } from '../../static/js/pick/shell/model.js';
import { p95, pace } from '../../static/js/pick/shell/pace.js';

function measured() {
  let clock = 0;
  const model = createModel();
  const begun = pace({ model, now: () => clock, painted: (then) => then() });
  return { model, scan(ms) { const answered = begun(); clock += ms; answered(); } };
}

test('95 of 100 are answered within the number shown', () => {
  assert.equal(p95(Array.from({ length: 100 }, (_, at) => at + 1)), 95);
  assert.equal(p95([7]), 7);
});

test('a few scans say nothing yet', () => {
  const { model, scan } = measured();
  [1, 2, 3, 4].forEach(scan);
  assert.equal(model.get().pace_ms, null);
  scan(9.2);
  assert.equal(model.get().pace_ms, 10);
});

test('only the last hundred count', () => {
  const { model, scan } = measured();
  for (let at = 0; at < 50; at += 1) scan(500);
  for (let at = 0; at < 100; at += 1) scan(8);
  assert.equal(model.get().pace_ms, 8);
});

test('the screen is drawn anew only when the number changes', () => {
  const { model, scan } = measured();
  let drawn = 0;
  model.onChange(() => { drawn += 1; });
  for (let at = 0; at < 40; at += 1) scan(8);
  assert.equal(drawn, 1);
});
