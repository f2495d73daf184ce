/** Small things every page uses: ids, wording, sounds. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { has, say, t, use } from '../../static/js/lib/i18n.js';
import { newId } from '../../static/js/lib/ids.js';
import { mute, play, unlock } from '../../static/js/lib/sound.js';
import { wording } from './support.js';

test('an id is 32 lowercase hex characters, and no two are alike', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId()));
  assert.equal(ids.size, 1000);
  ids.forEach((id) => assert.match(id, /^[0-9a-f]{32}$/));
});

test('small bytes keep their leading zero', () => {
  assert.equal(newId({ getRandomValues: (bytes) => bytes.fill(7) }), '07'.repeat(16));
});

test('a sentence names what it is given', () => {
  use({ 'pick.x': 'Take {n} of {name}' });
  assert.equal(t('pick.x', { n: 3, name: 'soap' }), 'Take 3 of soap');
});

test('a placeholder without a value and a key without wording show themselves', () => {
  use({ 'pick.x': 'Take {n}' });
  assert.equal(t('pick.x'), 'Take {n}');
  assert.equal(t('pick.y', { n: 1 }), 'pick.y');
  assert.equal(t('constructor'), 'constructor');
  assert.equal(has('toString'), false);
});

test('what a scan brings in is never taken for a placeholder', () => {
  use({ 'pick.x': 'This is {is}, not {want}' });
  assert.equal(t('pick.x', { is: '{want}$&$1', want: 'A' }), 'This is {want}$&$1, not A');
});

test('numbers are written the way of the language, without groups', () => {
  use({ 'pick.x': '{n}' }, 'de');
  assert.equal(t('pick.x', { n: 1234.25 }), '1234,25');
  use({ 'pick.x': '{n}' }, 'en');
  assert.equal(t('pick.x', { n: 9999.125 }), '9999.125');
});

test('a verdict has a headline, and a second line where there is wording for one', () => {
  use({ 'pick.x': 'Right — {n}', 'pick.x.why': 'Scan tote {slot}', 'pick.y': 'Nothing' });
  assert.deepEqual(say({ key: 'pick.x', args: { n: 2, slot: 5 } }), { word: 'Right — 2', why: 'Scan tote 5' });
  assert.deepEqual(say({ key: 'pick.y' }), { word: 'Nothing', why: '' });
});

test('every reason has its words', () => {
  const words = wording();
  for (const code of ['EMPTY', 'PART', 'DAMAGED', 'WRONG', 'REACH', 'LABEL']) assert.ok(words[`reason.RC-${code}`], code);
});

test('where there is neither audio nor vibration a sound is silence', () => {
  unlock();
  mute(true);
  for (const name of ['ok', 'no', 'warn', null, undefined, 'toString']) play(name);
});
