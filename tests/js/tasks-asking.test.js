/** Asking for a task: what is asked next after each answer of the server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, after } from '../../static/js/tasks/asking.js';
import { wording } from './support.js';

const refused = (key) => ({ status: 400, error: { key } });

test('what was asked for is over; goods whose bin nobody knows want the bin, and the goods are kept', () => {
  assert.equal(after({ kind: '' }, 'T-0001', { status: 200, error: null }), null);
  assert.deepEqual(after({ kind: '' }, '4006381333931', refused('task.no_bin')), { kind: 'refill', code: '4006381333931' });
});

test('what nobody knows, or no answer at all, is asked for again as before', () => {
  for (const reply of [refused('task.no_goods'), { status: 0, error: null }]) {
    assert.deepEqual(after({ kind: 'find' }, 'x', reply), { kind: 'find', code: null });
  }
});

test('each way to ask has its words', () => {
  const words = wording();
  for (const kind of KINDS) assert.ok(words[`ask_for.${kind}`] && words[`ask_for.${kind}_why`], kind);
});
