/** What a scan of a test code tells of the scanner. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings } from '../../static/js/scan/trial.js';

const CODES = [{ name: 'plain', text: 'FLOOR-TEST/1.2' }, { name: 'ean', text: '4006381333931' }, { name: 'gs1', text: '010400638133393110A1|21X7' }];
const heard = (text, more = {}) => findings({ text, hasSuffix: true, lasted_ms: 0, pieces: 1, ...more }, CODES).map(({ key }) => key);

test('a scanner as it should be is told so in every point', () => {
  const told = findings({ text: ']E04006381333931', hasSuffix: true, lasted_ms: 60, pieces: 16 }, CODES);
  assert.deepEqual(told.map(({ is }) => is), ['good', 'good', 'good', 'good']);
  assert.equal(told[0].args.code, 'ean');
});

test('a separator that came in any dress is there, one that is not is told', () => {
  for (const sign of ['\u001d', '|', '{GS}', '^]', '~']) assert.ok(heard(`]C1010400638133393110A1${sign}21X7`).includes('set_up.separator_there'), sign);
  assert.ok(heard('010400638133393110A121X7').includes('set_up.separator_lost'));
});

test('a keyboard of another language is named', () => {
  assert.deepEqual(heard('FLOORßTEST-1.2').slice(0, 1), ['set_up.layout_de']);
  assert.deepEqual(heard('FLOOR)TEST!&:é').slice(0, 1), ['set_up.layout_fr']);
});

test('what is missing is said, and a slow scanner is', () => {
  assert.deepEqual(heard('4006381333931', { hasSuffix: false, lasted_ms: 1200, pieces: 13 }).slice(1), ['set_up.suffix_missing', 'set_up.aim_missing', 'set_up.slow']);
});

test('any other code is shown as it came', () => {
  assert.deepEqual(heard('SOMETHING').slice(0, 1), ['set_up.other']);
});
