/** After a short: which lot, what is in the way. Each may be left out, and one fact says what was told. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableOf } from '../../static/js/menu/table.js';
import { NOTES, start, step, view } from '../../static/js/short/engine.js';
import { sheetNamed, wording } from './support.js';

const table = tableOf(sheetNamed('small'), sheetNamed('looked-up'));
const words = wording();
const EVENT = 'e'.repeat(32);

/** The short of a reason that asks these, answered so; the facts and the verdicts. */
function told(asks, ...inputs) {
  let state = start({ event: EVENT, asks, product: 11 });
  const facts = [];
  const verdicts = inputs.map((input, place) => {
    const done = step(table, state, { id: String(place), ...input });
    state = done.state;
    facts.push(...done.facts);
    assert.ok(words[done.verdict.key], done.verdict.key);
    return done.verdict.key.replace('short_more.', '');
  });
  return { facts: facts.map(({ kind, body }) => [kind, body.lot_name, body.note, body.says]), verdicts, isOver: state.event === null };
}

const scan = (text) => ({ type: 'scan', text, isOffline: true });

test('a key says what is in the way, and that is the one fact', () => {
  assert.deepEqual(told(['note'], { type: 'says', says: 'NT-HIGH' }), { facts: [['short_more', null, null, 'NT-HIGH']], verdicts: ['kept'], isOver: true });
  assert.deepEqual(told(['note'], { type: 'says', says: 'NT-ELSE' }), { facts: [], verdicts: ['empty'], isOver: false });
});

test('words are kept as they were typed, and none are none', () => {
  const { facts, verdicts } = told(['note'], { type: 'note', text: '  ' }, { type: 'note', text: ' a  pallet\nin front ' });
  assert.deepEqual([facts, verdicts], [[['short_more', null, 'a pallet in front', null]], ['empty', 'kept']]);
});

test('a scan where a note is asked for is the walk\'s: the question goes, and nothing is told', () => {
  assert.deepEqual(told(['note'], scan('A-04-1')), { facts: [], verdicts: ['again'], isOver: true });
});

test('the lot is scanned; other goods are none of its lots; both together are one fact', () => {
  const { facts, verdicts, isOver } = told(['lot', 'note'], { type: 'says', says: 'NT-HIGH' }, scan('O-BTN.HELP'), scan('CHARGE-7'), { type: 'says', says: 'NT-UNSAFE' });
  assert.deepEqual(facts, [['short_more', 'CHARGE-7', null, 'NT-UNSAFE']]);
  assert.deepEqual([verdicts, isOver], [['left', 'no_lot', 'kept', 'kept'], true]);
});

test('all may be left out, and after the last question nothing is asked', () => {
  assert.deepEqual(told(['lot', 'note'], { type: 'skip' }, { type: 'skip' }, { type: 'skip' }), { facts: [], verdicts: ['kept', 'left', 'left'], isOver: true });
  assert.equal(view(table, start(null)).ask, null);
  for (const key of [...NOTES, 'ask.lot', 'ask.note', 'words', 'keep']) assert.ok(words[`short_more.${key}`], key);
});
