/** A scanner types like nobody else: whole codes come out, in order, none merged, none lost. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { collector } from '../../static/js/scan/wedge.js';
import { fakeClock } from './support.js';

const EAN = '4006381333931';
let clock;
let codes;
let keys;
let collect;

beforeEach(() => {
  clock = fakeClock();
  codes = [];
  keys = [];
  collect = collector({ emit: (code) => codes.push(code), key: (key) => keys.push(key), ...clock });
});

function type(text, gap = 0) {
  for (const character of text) {
    collect.text(character);
    clock.pass(gap);
  }
}

for (const gap of [0, 1, 12, 60, 99]) {
  test(`a code with ${gap} ms between its characters and Enter behind it is one code`, () => {
    type(EAN, gap);
    assert.equal(collect.end(), true);
    assert.deepEqual(codes, [EAN]);
  });
}

test('without a suffix a pause of 100 ms ends the code', () => {
  type(EAN, 5);
  clock.pass(94);
  assert.deepEqual(codes, []);
  clock.pass(6);
  assert.deepEqual(codes, [EAN]);
  assert.equal(clock.waiting(), 0);
});

function learn(times = 3) {
  for (let done = 0; done < times; done += 1) {
    type('A-04-2', 5);
    collect.end();
  }
  codes.length = 0;
}

test('after three codes with a suffix a gap of 399 ms does not cut a code', () => {
  learn();
  type('40063', 10);
  clock.pass(389);
  type('81333931', 10);
  clock.pass(389);
  assert.deepEqual(codes, []);
  collect.end();
  assert.deepEqual(codes, [EAN]);
});

test('a suffix that comes behind the pause teaches too: this scanner sends one, the device was busy', () => {
  learn(2);
  type('A-04-2');
  clock.pass(150);
  assert.equal(collect.end(), true);
  type('40063');
  clock.pass(399);
  type('81333931');
  collect.end();
  assert.deepEqual(codes, ['A-04-2', EAN]);
});

test('two codes with a suffix teach nothing yet', () => {
  learn(2);
  type('40063');
  clock.pass(100);
  assert.deepEqual(codes, ['40063']);
});

test('one code that ends by the pause brings the short pause back', () => {
  learn();
  type(EAN, 5);
  clock.pass(394);
  assert.deepEqual(codes, []);
  clock.pass(1);
  assert.deepEqual(codes, [EAN]);
  type('T-0007');
  clock.pass(100);
  assert.deepEqual(codes, [EAN, 'T-0007']);
});

test('a suffix that comes after the long pause still does nothing else', () => {
  learn();
  type(EAN);
  clock.pass(600);
  assert.deepEqual(codes, [EAN]);
  assert.equal(collect.end(), true);
});

test('digits typed by hand stay quick, teach nothing and spoil nothing', () => {
  learn();
  type('1001', 101);
  assert.deepEqual(keys, ['1', '0', '0', '1']);
  assert.equal(collect.end(), false);
  collect.text('7');
  collect.end();
  assert.deepEqual(codes, ['7'], 'Enter at once behind it: the screen decides what it is');
  type('40063');
  clock.pass(399);
  type('81333931');
  collect.end();
  assert.deepEqual(codes, ['7', EAN]);
});

test('where the screen has no use for characters, a code may stumble at its first one too', () => {
  collect = collector({ emit: (code) => codes.push(code), key: (key) => keys.push(key), takesKeys: () => false, ...clock });
  learn();
  type('4006381333931', 390);
  collect.end();
  assert.deepEqual(codes, [EAN]);
  assert.deepEqual(keys, []);
});

test('who gets a code hears whether it came with a suffix', () => {
  const heard = [];
  collect = collector({ emit: (code, hasSuffix) => heard.push([code, hasSuffix]), ...clock });
  collect.text('A-04-2\nT-0007');
  clock.pass(100);
  assert.deepEqual(heard, [['A-04-2', true], ['T-0007', false]]);
});

test('a page that was busy for longer than the pause does not cut a code in two', () => {
  type('40063');
  clock.stall(300);
  type('81333931');
  collect.end();
  assert.deepEqual(codes, [EAN]);
  type('A-04-2');
  clock.stall(300);
  clock.pass(20);
  assert.deepEqual(codes, [EAN, 'A-04-2']);
});

test('two codes back to back with a suffix never merge', () => {
  type(EAN);
  collect.end();
  type('T-0007');
  collect.end();
  assert.deepEqual(codes, [EAN, 'T-0007']);
});

test('two codes without a suffix and a pause between them never merge', () => {
  type(EAN, 2);
  clock.pass(120);
  type('T-0007', 2);
  clock.pass(120);
  assert.deepEqual(codes, [EAN, 'T-0007']);
});

test('a code injected as a whole counts, and so do several in one text', () => {
  collect.text(EAN);
  collect.end();
  collect.text('A-04-2\rT-0007\r\nT-0002\t');
  assert.deepEqual(codes, [EAN, 'A-04-2', 'T-0007', 'T-0002']);
});

test('a code that comes in pieces is one code', () => {
  collect.text('40063');
  clock.pass(30);
  collect.text('81333931');
  collect.end();
  assert.deepEqual(codes, [EAN]);
});

test('the same code three times is three codes', () => {
  for (let times = 0; times < 3; times += 1) collect.text(`${EAN}\n`);
  assert.equal(codes.length, 3);
});

test('a second suffix, and one that comes late, belong to the scan and do nothing', () => {
  type(EAN);
  assert.equal(collect.end(), true);
  assert.equal(collect.end(), true);
  clock.pass(400);
  assert.equal(collect.end(), true);
  assert.deepEqual(codes, [EAN]);
});

test('Enter with no scan before it belongs to the person', () => {
  assert.equal(collect.end(), false);
  type(EAN);
  collect.end();
  clock.pass(501);
  assert.equal(collect.end(), false);
});

test('digits pressed by hand are keys, one by one, and Enter after them is a key too', () => {
  type('12', 300);
  assert.deepEqual(keys, ['1', '2']);
  assert.deepEqual(codes, []);
  assert.equal(collect.end(), false);
});

test('ten thousand characters and control characters do no harm', () => {
  collect.text('9'.repeat(10_000));
  collect.end();
  assert.equal(codes[0].length, 4096);
  collect.text('A\u0000\u001b\u001dB\n');
  assert.equal(codes[1], 'A\u0000\u001b\u001dB');
  collect.text('\r\n\t'.repeat(4000));
  assert.equal(codes.length, 2);
});

test('a thousand codes in a row all arrive, in order', () => {
  const sent = Array.from({ length: 1000 }, (_, place) => `CODE-${place}`);
  sent.forEach((code) => { type(code); collect.end(); });
  assert.deepEqual(codes, sent);
});
