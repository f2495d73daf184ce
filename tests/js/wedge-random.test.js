/** Scanners of every temper, back to back: each code comes out whole, once and in order. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collector } from '../../static/js/scan/wedge.js';
import { fakeClock, seeded } from './support.js';

const RUNS = 300;
const CODES = 40;
const SIGNS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./]()#|\u001d'];
const SUFFIXES = ['Enter', 'Tab', '\n', '\r\n', '\t'];

const whole = (random, from, to) => from + Math.floor(random() * (to - from + 1));
const one = (random, list) => list[whole(random, 0, list.length - 1)];

function codeOf(random) {
  const text = Array.from({ length: whole(random, 3, 40) }, () => one(random, SIGNS)).join('');
  return random() < 0.2 ? `]C1${text}` : text;
}

/** How a scanner delivers a code: key by key, in pieces as an input method does, or whole. */
const WAYS = {
  keys(code, random, { collect, clock }) {
    for (const sign of code) {
      collect.text(sign);
      clock.pass(whole(random, 0, 12));
    }
  },
  pieces(code, random, { collect, clock }) {
    for (let at = 0; at < code.length;) {
      const next = at + whole(random, 1, 12);
      collect.text(code.slice(at, next));
      clock.pass(whole(random, 0, 12));
      at = next;
    }
  },
  whole: (code, _random, { collect }) => collect.text(code),
};

function end(suffix, { collect, clock, heard }) {
  if (suffix === 'pause') clock.pass(100);
  else if (suffix.length > 2) heard.push(collect.end());
  else collect.text(suffix);
}

function setUp() {
  const clock = fakeClock();
  const codes = [];
  const keys = [];
  const collect = collector({ emit: (code) => codes.push(code), key: (key) => keys.push(key), ...clock });
  return { clock, codes, keys, collect, heard: [] };
}

test('codes with a suffix never merge and none is lost, whatever way and pace they come in', () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = seeded(seed);
    const scanner = setUp();
    const sent = Array.from({ length: CODES }, () => codeOf(random));
    for (const code of sent) {
      WAYS[one(random, Object.keys(WAYS))](code, random, scanner);
      end(one(random, SUFFIXES), scanner);
      if (random() < 0.3) scanner.clock.pass(whole(random, 0, 700));
    }
    assert.deepEqual(scanner.codes, sent, `seed ${seed}`);
    assert.deepEqual(scanner.keys, []);
    assert.ok(scanner.heard.every(Boolean), 'each suffix key belonged to its scan and did nothing else');
  }
});

test('codes that only a pause ends never merge as long as there is one', () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = seeded(seed);
    const scanner = setUp();
    const sent = Array.from({ length: CODES }, () => codeOf(random));
    for (const code of sent) {
      WAYS[one(random, Object.keys(WAYS))](code, random, scanner);
      end('pause', scanner);
    }
    assert.deepEqual(scanner.codes, sent, `seed ${seed}`);
  }
});

test('a page that hangs in the middle of codes cuts and merges none', () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = seeded(seed);
    const scanner = setUp();
    const sent = Array.from({ length: CODES }, () => codeOf(random));
    for (const code of sent) {
      const at = whole(random, 1, code.length - 1);
      WAYS.keys(code.slice(0, at), random, scanner);
      scanner.clock.stall(one(random, [whole(random, 130, 360), whole(random, 440, 2000)])); // well beyond either pause
      WAYS.keys(code.slice(at), random, scanner);
      end(one(random, SUFFIXES), scanner);
    }
    assert.deepEqual(scanner.codes, sent, `seed ${seed}`);
  }
});

test('several codes in one delivery come out one by one, and a repeated code as often as it came', () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = seeded(seed);
    const scanner = setUp();
    const sent = Array.from({ length: CODES }, () => codeOf(random)).flatMap((code) => (random() < 0.2 ? [code, code] : [code]));
    for (let at = 0; at < sent.length;) {
      const batch = sent.slice(at, at + whole(random, 1, 6));
      scanner.collect.text(batch.map((code) => code + one(random, ['\n', '\r\n', '\t'])).join(''));
      scanner.clock.pass(whole(random, 0, 12));
      at += batch.length;
    }
    assert.deepEqual(scanner.codes, sent, `seed ${seed}`);
  }
});
