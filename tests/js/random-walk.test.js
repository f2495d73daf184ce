/**
 * Three hundred walks by people who mostly do the right thing: nothing breaks, nothing is counted twice or lost.
 * `tell-walks.js` walks the server's own sheets this way, for tests/service/test_random_walks.py.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { start, step, view } from '../../static/js/pick/engine.js';
import { applyFact } from '../../static/js/pick/lines.js';
import { seeded, sheetNamed } from './support.js';

const check = process.argv[1] === fileURLToPath(import.meta.url) ? test : () => {}; // imported, it only walks
const WALKS = 300;
const STEPS = 120;
const SHEETS = ['small', 'plain', 'goods', 'discrete', 'batch'].map(sheetNamed);
const NOISE = ['', '3931', ' ', '\u0000', '4006381333930', 'x'.repeat(10_000), 'HELLO', '__proto__', ']E0', '\ud800', '٤٠٠٦'];
const COMMANDS = ['short', 'undo', 'skip', 'back', 'help', 'finish', 'previous', 'drop', 'menu', 'no-code', 'not_here', 'nonsense'];
const QUANTITIES = [0, -1000, 1, 1000, 4000, 5000, 24_000, 1e12, 0.5, Number.NaN, null, '1000'];

const one = (list, random) => list[Math.floor(random() * list.length)];
const scan = (text) => ({ type: 'scan', text });
const codeOf = (sheet, fits) => Object.keys(sheet.codes).find((code) => fits(sheet.codes[code]));

/** What a picker who does as asked would do next. */
const RIGHT = {
  first_tote: (_sheet, { line }) => scan(line.tote),
  location: (sheet, { stop }) => scan(codeOf(sheet, (entry) => entry.location === stop.location)),
  product: (sheet, seen) => (seen.keypad ? amount(seen) : scan(productCode(sheet, seen))),
  quantity: (_sheet, seen) => amount(seen),
  digits: (_sheet, { line }) => ({ type: 'digits', text: line.product.digits[0] }),
  lot: (sheet, { line }) => scan(lotOf(sheet, line)),
  other: () => ({ type: 'command', do: 'undo' }),
  tote: (_sheet, { line }) => scan(line.tote),
  new_tote: (sheet, _seen, random) => (sheet.free?.length ? scan(one(sheet.free, random)[0]) : { type: 'command', do: 'back' }),
  reason: (sheet, _seen, random) => ({ type: 'reason', reason: one(sheet.reasons, random).code }),
  count: (_sheet, _seen, random) => ({ type: 'quantity', qty_m: 1000 * Math.floor(random() * 5) }),
  finish: () => ({ type: 'command', do: 'finish' }),
  walked: () => ({ type: 'command', do: 'help' }),
};

/** The line's own lot, by name. */
function lotOf(sheet, { id }) {
  return sheet.lots[sheet.lines.find((line) => line.id === id).lot].name;
}

function amount({ line }) {
  return { type: 'quantity', qty_m: line.demand_m - line.picked_m };
}

function productCode(sheet, { line }) {
  const fits = (entry) => entry.product === line.product.id && !entry.lot && entry.factor_m <= Math.max(line.left_m, 1000);
  return codeOf(sheet, fits);
}

function wrong(sheet, random) {
  const codes = [...Object.keys(sheet.codes), ...Object.keys(sheet.known), ...Object.values(sheet.lots).map(({ name }) => name)];
  return one([() => scan(one(codes, random)), () => ({ type: 'command', do: one(COMMANDS, random) })], random)();
}

function noise(random) {
  const type = one(['quantity', 'reason', 'command', 'scan', 'digits', 'soup'], random);
  return { type, qty_m: one(QUANTITIES, random), reason: 'RC-SOUP', do: 'soup', text: one(NOISE, random) };
}

function nextInput(sheet, state, random) {
  const luck = random();
  if (luck < 0.1) return noise(random);
  if (luck < 0.3) return wrong(sheet, random);
  const seen = view(sheet, state);
  return RIGHT[seen.ask](sheet, seen, random);
}

function checkState(sheet, state) {
  for (const { id, demand_m, picked_m, short_m } of Object.values(state.book.lines)) {
    assert.ok(picked_m >= 0 && short_m >= 0 && picked_m + short_m <= demand_m, `line ${id}`);
    const isAlone = !sheet.lines.find((line) => line.id === id).together;
    if (id === state.at && isAlone) assert.ok(picked_m + state.counted_m <= demand_m, `count of line ${id}`);
  }
  assert.ok(view(sheet, state).ask in RIGHT);
}

/** Only single numbers that go into a tote together make several facts, each of its own line and number. */
function areSerialsOfOneTote(sheet, facts) {
  const isSerial = ({ kind, body }) => kind === 'pick' && sheet.products[body.product].tracking === 'serial' && body.qty_m === 1000;
  const different = (name) => new Set(facts.map(({ body }) => body[name])).size;
  return facts.every(isSerial) && different('tote') === 1 && different('line') === facts.length && different('lot') === facts.length;
}

/** One count of a batch, shared out over the lines that are counted as one: each once. */
function areShares(sheet, facts) {
  const lines = facts.map(({ body }) => sheet.lines.find(({ id }) => id === body.line));
  return lines[0].together > 0 && lines.every(({ together }) => together === lines[0].together) && new Set(lines).size === facts.length;
}

/** One walk: the state at its end, how often it was ended, and its facts, oldest first. */
export function walk(sheet, seed) {
  const random = seeded(seed);
  let state = start(sheet);
  let book = state.book;
  let walks = 0;
  const told = [];
  for (let place = 0; place < STEPS; place += 1) {
    let made = 0;
    const fresh = () => { made += 1; return `${seed}-${place}-${made}`; };
    const input = { id: `${seed}-${place}`, at: place, fresh, ...nextInput(sheet, state, random) };
    const answer = step(sheet, state, input);
    assert.ok(answer.facts.length <= 1 || areSerialsOfOneTote(sheet, answer.facts) || areShares(sheet, answer.facts));
    told.push(...answer.facts);
    for (const fact of answer.facts) {
      if (fact.kind === 'walked') walks += 1;
      else {
        const applied = applyFact(book, { ...fact, epoch: sheet.epoch });
        assert.equal(applied.verdict, 'accepted', JSON.stringify(fact));
        book = applied.book;
      }
    }
    state = answer.state;
    checkState(sheet, state);
    assert.deepEqual(book, state.book);
  }
  return { state, walks, told };
}

check('three hundred walks never break, never exceed the demand, and their facts add up to what the screen shows', () => {
  const ends = Array.from({ length: WALKS }, (_, seed) => walk(SHEETS[seed % SHEETS.length], seed + 1));
  assert.ok(ends.every(({ walks }) => walks <= 1));
  assert.ok(ends.some(({ state }) => state.walked), 'some walks come to their end');
  assert.ok(ends.some(({ told }) => told.some(({ body }) => body.over === 'digits')), 'some goods are told by their digits');
});

check('who always does as asked comes to the end with every line settled', () => {
  for (const sheet of SHEETS) {
    let state = start(sheet);
    let made = 0;
    for (let place = 0; place < STEPS && !state.walked; place += 1) {
      const seen = view(sheet, state);
      const stuck = seen.ask === 'product' && seen.line.left_m === 0;
      const input = stuck ? { type: 'command', do: 'short' } : RIGHT[seen.ask](sheet, seen, () => 0);
      state = step(sheet, state, { id: `${place}`, at: place, fresh: () => { made += 1; return `made-${made}`; }, ...input }).state;
    }
    assert.ok(state.walked, sheet.number);
  }
});
