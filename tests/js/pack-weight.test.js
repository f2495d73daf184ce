/** What a scale or a hand says of a weight. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weightIn, whyNotWeight } from '../../static/js/pack/weight.js';

test('grams and kilograms are understood as scales and people write them', () => {
  const said = {
    1240: 1240, '1240 g': 1240, '1240g': 1240, '1.240': 1240, '1,24': 1240, '1.24 kg': 1240, '1,24KG': 1240, ' 1240 ': 1240,
    '+1.240 kg': 1240, 'ST,GS,+  1.240kg': 1240, 'ST,GS,+0001.240kg': 1240, '2 kg': 2000, '1,240 g': 1240, '12.5 g': 13, '0': 0, '0.000 kg': 0,
  };
  for (const [text, weight_g] of Object.entries(said)) assert.equal(weightIn(text), weight_g, text);
});

test('what is no weight is none', () => {
  for (const text of ['', 'g', 'kg', '-0.012 kg', '1.2.3', 'C-M', '4006381333931', '1 lb', 'US,GS,', '1000 kg', '999999999', null, undefined]) {
    assert.equal(weightIn(text), null, String(text));
  }
});

test('a weight that cannot be is named', () => {
  const box = { weight_g: 180, max_g: 15_000 };
  assert.equal(whyNotWeight(0, null), 'pack.weight.zero');
  assert.equal(whyNotWeight(15_001, box), 'pack.weight.over');
  assert.equal(whyNotWeight(179, box), 'pack.weight.light');
  assert.equal(whyNotWeight(15_000, box), null);
  assert.equal(whyNotWeight(99_000, { weight_g: null, max_g: null }), null);
});
