/** Codes that mean harm or are nearly right: from a seed, the same on every machine. `node hostile.js SEED COUNT` reads them. */

import { key, normalise } from '../../static/js/scan/barcodes.js';
import { seeded, sheetNamed } from './support.js';

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'then', 'length'];
const TEXTS = ['null', 'undefined', 'NaN', '-0', '1e3', '0x2a', 'true', '[object Object]', '{"what":"product"}', "' OR 1=1 --",
  '<img src=x onerror=alert(1)>', '../../etc/passwd', '%00', '${7*7}', '=1+1', 'javascript:1', '\ud800', 'İ', 'ſ', 'ß', 'ﬀ', '٤٠٠٦٣٨١٣٣٣٩٣١', '４００６３８１３３３９３１'];
const PARTS = ['01', '02', '00', '10', '11', '17', '21', '30', '37', '3103', '310', '(01)', '(10)', '(17)', ')', '(', '/01/', '/10/', '?17=270301',
  'https://id.gs1.org', ']C1', ']d2', ']Q3', ']E0', '04006381333931', '14006381333952', '4006381333931', 'L2411', '270301', '271331', '\u001d', '#', '{GS}', '^]', '~', '%1D'];
const INSIDE = ['\u200b', '\u0000', '\u001d', '\u00a0', ' ', '\n', '-', '0', '\ufeff', '\u0301', '\u202e', 'x'];
const WRAPS = ['', ' ', '\n', '\t', ']E0', ']C1', ']d2', '\u0000', '\u001d', '\ufeff', '\u001b[A', '\b'];

/**
 * @param {object} sheet the near misses are of its table
 * @param {number} seed
 * @param {number} count
 * @returns {string[]}
 */
export function hostile(sheet, seed, count) {
  const random = seeded(seed);
  const isRare = (code, place) => ['command', 'quantity'].includes(sheet.codes[code].what) && place % 6 > 0;
  // Cards are many and alike: a few of them stand for all, so that goods are not drowned in them.
  const codes = [...Object.keys(sheet.codes).filter((code, place) => !isRare(code, place)), ...Object.keys(sheet.known)];
  const kinds = Object.values(KINDS);
  return Array.from({ length: count }, (_, place) => kinds[place % kinds.length]({ random, codes, one: (list) => list[whole(random, list.length)] }));
}

const KINDS = {
  bytes: ({ random }) => many(random, 60, () => String.fromCharCode(whole(random, 256))),
  unicode: ({ random }) => many(random, 40, () => (random() < 0.2 ? String.fromCharCode(0xd800 + whole(random, 0x800)) : String.fromCodePoint(whole(random, 0x11000)))),
  digits: ({ random }) => many(random, 32, () => String(whole(random, 10))),
  control: ({ random }) => many(random, 30, () => String.fromCharCode(whole(random, 33))),
  name: ({ one }) => one(WRAPS) + one([one(NAMES), one(NAMES).toUpperCase()]) + one(WRAPS),
  text: ({ one }) => one(WRAPS) + one(TEXTS) + one(WRAPS),
  gs1: ({ random, one }) => many(random, 8, () => one(PARTS)),
  huge: ({ random, one, codes }) => one([one(codes), one(PARTS), one(TEXTS)]).repeat(1 + whole(random, 600)),
  merged: ({ one, codes }) => one(codes) + one(['', '', ' ', '\u0000', '\u200b']) + one(codes),
  changed: ({ random, one, codes }) => edit(one(codes), random, (text, at) => text.slice(0, at) + one([...'0123456789ABCXYZ-']) + text.slice(at + 1)),
  lost: ({ random, one, codes }) => edit(one(codes), random, (text, at) => text.slice(0, at) + text.slice(at + 1)),
  added: ({ random, one, codes }) => edit(one(codes), random, (text, at) => text.slice(0, at) + one(INSIDE) + text.slice(at)),
  turned: ({ random, one, codes }) => edit(one(codes), random, (text, at) => text.slice(0, at) + text.slice(at, at + 2).split('').reverse().join('') + text.slice(at + 2)),
  part: ({ random, one, codes }) => edit(one(codes), random, (text, at) => one([text.slice(at), text.slice(0, at), text + text.slice(at)])),
  wrapped: ({ one, codes }) => one(WRAPS) + one(WRAPS) + one(codes) + one(WRAPS),
};

function many(random, most, make) {
  return Array.from({ length: whole(random, most + 1) }, make).join('');
}

function edit(text, random, change) {
  return change(text, whole(random, text.length));
}

function whole(random, below) {
  return Math.floor(random() * below);
}

/** What the device makes of a code, as the vectors write it. */
export function read(raw, known) {
  const { text, problem, gs1 } = normalise(raw, (exact) => known.has(exact));
  if (problem) return { problem };
  return gs1 ? { text, key: key(text), gs1 } : { text, key: key(text) };
}

if (process.argv[1]?.endsWith('hostile.js')) {
  const sheet = sheetNamed('small');
  const known = new Set(Object.keys(sheet.codes));
  const [seed, count] = process.argv.slice(2).map(Number);
  process.stdout.write(JSON.stringify(hostile(sheet, seed, count).map((raw) => [raw, read(raw, known)])));
}
