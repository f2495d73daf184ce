/** Three hundred orders packed by people who mostly do the right thing: nothing breaks, nothing is boxed twice or lost. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyFact, openBook, packedOf } from '../../static/js/pack/book.js';
import { start, step, view } from '../../static/js/pack/engine.js';
import { seeded, sheetNamed } from './support.js';

const WALKS = 300;
const STEPS = 100;
const SHEETS = ['bench', 'bench-plain'].map(sheetNamed);
const NOISE = ['', ' ', '\u0000', '4006381333930', 'x'.repeat(10_000), 'HELLO', '__proto__', ']E0', '\ud800', '٤٠٠٦', '0', '-1 kg', '1e9'];
const COMMANDS = ['close', 'new_box', 'undo', 'back', 'help', 'finish', 'nonsense', 'constructor'];
const QUANTITIES = [0, -1000, 1, 1000, 5000, 1e12, 0.5, Number.NaN, null, '1000'];

const one = (list, random) => list[Math.floor(random() * list.length)];
const scan = (text) => ({ type: 'scan', text });
const command = (what) => ({ type: 'command', do: what });

/** What a packer who does as asked would do next. */
const RIGHT = {
  item: (sheet, seen) => scan(Object.keys(sheet.codes).find((code) => sheet.codes[code].product === seen.line.product.id)),
  close: () => command('close'),
  box: (sheet) => scan(sheet.boxes[0].code),
  weight: () => scan('5.25 kg'),
  missing: () => command('finish'),
  finish: () => command('finish'),
  packed: () => command('help'),
};

function nextInput(sheet, state, random) {
  const luck = random();
  const codes = [...Object.keys(sheet.codes), ...Object.keys(sheet.known)];
  if (luck < 0.08) return { type: one(['quantity', 'box', 'weight', 'soup', 'scan'], random), qty_m: one(QUANTITIES, random), box: 99, text: one(NOISE, random) };
  if (luck < 0.2) return scan(one(codes, random));
  if (luck < 0.3) return command(one(COMMANDS, random));
  const seen = view(sheet, state);
  if (seen.parcels.length > 0 && luck < 0.4) return { type: 'reopen', parcel: one([...seen.parcels.map(({ key }) => key), 'nobody'], random) };
  return RIGHT[seen.ask](sheet, seen, random);
}

function checkBook(sheet, book) {
  for (const { id, demand_m } of sheet.lines) {
    const packed_m = packedOf(book, id);
    assert.ok(packed_m >= 0 && packed_m <= demand_m, `line ${id}`);
  }
  assert.ok(book.parcels.filter((parcel) => parcel.state === 'open' && parcel.items.length > 0).length <= 1);
  assert.ok(book.parcels.every((parcel) => parcel.state === 'open' || parcel.items.length > 0));
}

function walk(sheet, seed) {
  const random = seeded(seed);
  let made = 0;
  const fresh = () => { made += 1; return `${seed}-${made}`; };
  let [state, book] = [start(sheet), openBook(sheet)];
  for (let place = 0; place < STEPS; place += 1) {
    const input = { id: fresh(), fresh, ...nextInput(sheet, state, random) };
    const answer = step(sheet, state, input);
    for (const fact of answer.facts) {
      book = applyFact(book, fact, input.id);
      assert.ok(book, JSON.stringify(fact));
    }
    state = answer.state;
    assert.deepEqual(book, state.book);
    checkBook(sheet, book);
    assert.ok(view(sheet, state).ask in RIGHT);
  }
  return state;
}

test('three hundred orders never break, never exceed the demand, and their facts add up to what the screen shows', () => {
  const ends = Array.from({ length: WALKS }, (_, seed) => walk(SHEETS[seed % SHEETS.length], seed + 1));
  assert.ok(ends.some(({ book }) => book.packed), 'some orders leave the bench');
});

test('who always does as asked sees the order leave the bench complete', () => {
  for (const sheet of SHEETS) {
    let state = start(sheet);
    let made = 0;
    const fresh = () => { made += 1; return `id-${made}`; };
    for (let place = 0; place < STEPS && !state.book.packed; place += 1) {
      const seen = view(sheet, state);
      state = step(sheet, state, { id: fresh(), fresh, ...RIGHT[seen.ask](sheet, seen) }).state;
    }
    assert.ok(state.book.packed, sheet.name);
    sheet.lines.forEach(({ id, demand_m }) => assert.equal(packedOf(state.book, id), demand_m));
  }
});
