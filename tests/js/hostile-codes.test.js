/** Twenty thousand codes that mean harm or are nearly right: none breaks anything, none is taken for what it is not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start, step, view } from '../../static/js/pick/engine.js';
import { lookup } from '../../static/js/pick/lookup.js';
import { hostile } from './hostile.js';
import { seeded, sheetNamed } from './support.js';

const SEED = Number(process.env.HOSTILE_SEED ?? 5);
const COUNT = 20_000;
const SHEETS = ['small', 'plain'].map(sheetNamed);
const TAKEN = new Set(['location', 'product', 'tote']);
const WHOSE = ['location', 'product', 'tote'];

/** By other means than the app's: does this text name that entry of the table? */
function isNamed(sheet, raw, entry) {
  const isSame = (other) => other.what === entry.what && WHOSE.every((name) => other[name] === entry[name]);
  const bare = raw.replace(/^[\s\ufeff]+|[\s\ufeff]+$/g, '').replace(/^\][A-Za-z][0-9]/, '').trim().toUpperCase();
  return Object.keys(sheet.codes).filter((code) => isSame(sheet.codes[code])).some((code) => isText(bare, code) || isOnLabel(bare, code));
}

function isText(bare, code) {
  const isNumber = [bare, code].every((text) => /^[0-9]{8,14}$/.test(text));
  return bare === code || (isNumber && bare.padStart(14, '0') === code.padStart(14, '0'));
}

function isOnLabel(bare, code) {
  const says = (ai, value) => [`${ai}${value}`, `(${ai})${value}`, `/${ai}/${value}`].some((text) => bare.replaceAll(' ', '').includes(text));
  const number = code.replace(/^0+/, '');
  const lengths = /^[0-9]{8,14}$/.test(code) ? [8, 12, 13, 14].map((length) => number.padStart(length, '0')) : [];
  return ['01', '02'].some((ai) => lengths.some((value) => says(ai, value))) || says('10', code);
}

/** States at which every question is asked. */
function statesOf(sheet) {
  const random = seeded(1);
  const found = new Map();
  let state = start(sheet);
  for (let place = 0; place < 3000; place += 1) {
    found.set(view(sheet, state).ask, state);
    const codes = Object.keys(sheet.codes);
    state = step(sheet, state, { id: `${place}`, at: 0, type: 'scan', text: codes[Math.floor(random() * codes.length)] }).state;
    if (state.walked) state = start(sheet);
  }
  return [...found.values()];
}

test('no code breaks the look-up, and what it takes is named by the code itself', () => {
  const before = JSON.stringify(SHEETS);
  let taken = 0;
  for (const sheet of SHEETS) {
    for (const raw of hostile(sheet, SEED, COUNT / 2)) {
      const entry = lookup(sheet, raw);
      if (!TAKEN.has(entry.what)) continue;
      taken += 1;
      assert.ok(isNamed(sheet, raw, entry), `${JSON.stringify(raw)} was taken for ${JSON.stringify(entry)}`);
    }
  }
  assert.ok(taken > COUNT / 100, 'some of them are right ones in odd clothes');
  assert.equal(JSON.stringify(SHEETS), before);
});

test('no code breaks a walk, whatever is asked; what counts was named by the code', () => {
  for (const sheet of SHEETS) {
    const states = statesOf(sheet);
    assert.ok(states.length >= 5);
    hostile(sheet, SEED + 1, COUNT / 2).forEach((raw, place) => {
      const state = states[place % states.length];
      const answer = step(sheet, state, { id: `${place}`, at: 0, type: 'scan', text: raw });
      view(sheet, answer.state);
      if (answer.state === state) return;
      const entry = lookup(sheet, raw);
      assert.ok(!TAKEN.has(entry.what) || isNamed(sheet, raw, entry), JSON.stringify(raw));
      if (answer.facts.some(({ kind }) => kind === 'pick')) assert.ok(TAKEN.has(entry.what), JSON.stringify(raw));
    });
  }
});

test('nothing of an object that is no code is ever found in the table', () => {
  for (const sheet of SHEETS) {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__PROTO__', 'CONSTRUCTOR']) {
      for (const raw of [name, ` ${name}\n`, `]C1${name}`, `]E0${name}`, `(10)${name}`, `]C110${name}`]) {
        assert.ok(['unknown', 'bad'].includes(lookup(sheet, raw).what), raw);
      }
    }
  }
});
