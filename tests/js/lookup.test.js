/** Whatever a scanner delivers is looked up without a fault, quickly, and never taken for goods it does not name. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookup } from '../../static/js/pick/lookup.js';
import { key } from '../../static/js/scan/barcodes.js';
import { asOtherLayouts } from '../../static/js/scan/layouts.js';
import { seeded, sheetNamed } from './support.js';

const SCANS = 20_000;
const SHEETS = ['small', 'plain', 'bench'].map(sheetNamed);
const SIGNS = [...'0123456789'.repeat(4), ...'ABLTXYZaz-/.()# |~]{}<>^%?&=:\u001d\u0000\n\u00e9\u00df\u241d\ud83d\ud83e\u{1f9fc}\u0660'];
const PIECES = [
  ']C1', ']d2', ']Q3', ']e0', ']E0', '01', '02', '00', '10', '11', '15', '17', '21', '30', '37', '3103', '3922', '240', '(01)', '(10)', '(37)',
  '04006381333931', '14006381333952', '04006381333930', '00036000291452', '4006381333962', '340123450000000000', 'L2411', 'L2412', 'X9', '270301',
  '001250', '12', '\u001d', '{GS}', 'Alt029', '^]', 'https://id.gs1.org/01/', '/10/', '?17=', '%1D', '%', '__proto__', 'A-04-2', 'OBTSHOR',
];
const WORD = 'constructor';

const one = (list, random) => list[Math.floor(random() * list.length)];
const many = (list, most, random) => Array.from({ length: Math.floor(random() * most) }, () => one(list, random)).join('');

/** Soup, pieces of labels in any order, and codes of the sheet with a sign lost, changed or added. */
function hostile(sheet, random) {
  const kind = random();
  if (kind < 0.25) return many(SIGNS, 40, random);
  if (kind < 0.65) return many(PIECES, 9, random);
  if (kind < 0.66) return many(SIGNS, 600, random);
  const code = one([...Object.keys(sheet.codes), ...Object.keys(sheet.known), WORD], random);
  const at = Math.floor(random() * code.length);
  return one([code, code.slice(0, at) + code.slice(at + 1), code.slice(0, at) + one(SIGNS, random) + code.slice(at)], random);
}

const digits = (text) => text.replace(/[^0-9]/g, '');

/** Does the text itself name this product: by a code of the table, or by the digits of one? */
function isNamed(sheet, product, raw) {
  const own = Object.keys(sheet.codes).filter((code) => sheet.codes[code].product === product);
  const bare = raw.replace(/^[\s\ufeff]*\][A-Za-z][0-9]/, '').trim();
  return own.some((code) => code === key(bare) || (/^[0-9]{8,}$/.test(code) && digits(raw).includes(digits(code).replace(/^0+/, ''))) || raw.toUpperCase().includes(code));
}

test('twenty thousand hostile codes: no fault, and nothing is taken for goods it does not name', () => {
  const random = seeded(20_261);
  const found = new Map();
  for (let n = 0; n < SCANS; n += 1) {
    const sheet = one(SHEETS, random);
    const raw = hostile(sheet, random);
    const entry = lookup(sheet, raw);
    found.set(entry.what, (found.get(entry.what) ?? 0) + 1);
    if (entry.what === 'product') {
      assert.ok(isNamed(sheet, entry.product, raw), JSON.stringify([raw, entry]));
      assert.ok(Number.isSafeInteger(entry.factor_m) && entry.factor_m > 0, JSON.stringify([raw, entry]));
      if (entry.lot_name) assert.ok(raw.toUpperCase().includes(entry.lot_name.toUpperCase()), JSON.stringify([raw, entry]));
    }
    if (entry.what === 'location' || entry.what === 'tote') {
      const same = Object.keys(sheet.codes).some((code) => code === key(entry.text));
      assert.ok(same, `a place is never guessed: ${JSON.stringify(raw)}`);
    }
  }
  for (const what of ['product', 'foreign', 'location', 'unknown', 'bad', 'command']) {
    assert.ok(found.get(what) > 20, `${what}: ${found.get(what)}`);
  }
});

test('with a digit misread a GTIN on a label is never other goods', () => {
  const sheet = sheetNamed('small');
  const label = '010400638133393110L2411';
  for (let at = 2; at < 16; at += 1) {
    for (const digit of '0123456789') {
      const text = label.slice(0, at) + digit + label.slice(at + 1);
      for (const raw of [text, `]C1${text}`]) assert.equal(lookup(sheet, raw).what === 'product', text === label, raw);
    }
  }
});

test('a plain code is looked up without walking the table', () => {
  let walked = 0;
  const walk = { ownKeys: (all) => { walked += 1; return Reflect.ownKeys(all); } };
  const plain = sheetNamed('small');
  const sheet = { ...plain, codes: new Proxy(plain.codes, walk), known: new Proxy(plain.known, walk) };
  for (const text of ['4006381333931', 'A-04-2', 'T-0007', '4006381333986', ']C1010400638133393110L2411']) {
    assert.notEqual(lookup(sheet, text).what, 'unknown');
  }
  assert.equal(walked, 0);
});

test('every layout has a sign for each key, and turns back what it turned', () => {
  const keys = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:()';
  const readings = asOtherLayouts(keys);
  assert.deepEqual(readings.map(({ layout }) => layout), ['de', 'de', 'fr', 'fr']);
  for (const { text } of readings) assert.ok(asOtherLayouts(text).some((back) => back.text === keys));
});

test('what is long, empty or no text goes through no layout', () => {
  const sheet = sheetNamed('small');
  assert.deepEqual(lookup(sheet, `\u00df${'a'.repeat(1_000_000)}`), { what: 'bad', problem: 'too_long' });
  assert.deepEqual(lookup(sheet, null), { what: 'bad', problem: 'empty' });
  assert.deepEqual(lookup(sheet, 42), { what: 'unknown', text: '42' });
});
