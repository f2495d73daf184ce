/** A wave from paper: what each scan makes of the screen, the sound and the facts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start, step, view } from '../../static/js/pack/paper/engine.js';
import { start as startPack, step as stepPack, view as viewPack } from '../../static/js/pack/engine.js';
import { seeded, sheetNamed, wording } from './support.js';

const words = wording();
const WALKED = sheetNamed('small');
const CODES = Object.fromEntries(WALKED.lines.map(({ id }) => [`PL${id}BCD`, id]));
const ORDERS = Object.fromEntries(WALKED.lines.map(({ id }) => [id, `S${id}`]));
const SHEET = { ...WALKED, paper: { code: 'PW-0001', lines: CODES, orders: ORDERS } };
const codeOf = (line) => `PL${line.id}BCD`;
const scan = (text) => ({ type: 'scan', text });
const press = (name) => ({ type: 'command', do: name });
const found = (qty_m) => ({ type: 'quantity', qty_m });
const BIG = SHEET.lines.find(({ demand_m }) => demand_m >= 2000);

/** Walks the inputs; the last answer, all facts and every verdict's key. */
function entered(inputs, sheet = SHEET, from = start(sheet)) {
  let made = 0;
  const fresh = () => { made += 1; return String(made).padStart(32, '0'); };
  const all = { state: from, facts: [], keys: [] };
  for (const input of inputs) {
    const answer = step(sheet, all.state, { id: fresh(), fresh, ...input });
    all.state = answer.state;
    all.facts.push(...answer.facts);
    all.keys.push(answer.verdict.key);
    all.verdict = answer.verdict;
  }
  return { ...all, v: view(sheet, all.state) };
}

test('the barcode of a line enters all of it, as one pick that says it was paper', () => {
  const { facts, v, keys } = entered([scan(codeOf(BIG))]);
  assert.deepEqual(keys, ['pack.paper.right']);
  assert.equal(facts.length, 1);
  const { kind, body } = facts[0];
  const { location } = SHEET.stops[BIG.stop];
  assert.deepEqual({ kind, ...body }, { kind: 'pick', line: BIG.id, qty_m: BIG.demand_m, location, product: BIG.product, lot: BIG.lot, tote: BIG.tote, codes: [codeOf(BIG)], over: 'paper' });
  assert.equal(v.left, SHEET.lines.length - 1);
});

test('the same line scanned again counts once and says so', () => {
  const { facts, keys, verdict } = entered([scan(codeOf(BIG)), scan(codeOf(BIG).toLowerCase())]);
  assert.equal(facts.length, 1);
  assert.deepEqual(keys, ['pack.paper.right', 'pack.paper.already']);
  assert.equal(verdict.tone, 'warn');
});

test('less found: how many, why; a pick and a short of one input', () => {
  const { facts, keys, v } = entered([press('less'), scan(codeOf(BIG)), found(1000), { type: 'reason', reason: SHEET.reasons[0].code }]);
  assert.deepEqual(keys, ['pack.paper.which_less', 'pack.paper.found', 'pack.paper.cause', 'pack.paper.short']);
  assert.deepEqual(facts.map(({ kind, body }) => [kind, body.qty_m ?? body.missing_m]), [['pick', 1000], ['short', BIG.demand_m - 1000]]);
  assert.equal(facts[1].body.reason, SHEET.reasons[0].code);
  assert.equal(v.ask, 'line');
});

test('nothing found is a short alone, and all found after all needs no reason', () => {
  const none = entered([press('short'), scan(codeOf(BIG)), found(0), scan(SHEET.reasons[0].code)]);
  assert.deepEqual(none.facts.map(({ kind, body }) => [kind, body.missing_m]), [['short', BIG.demand_m]]);
  const all = entered([{ type: 'line', line: BIG.id }, found(BIG.demand_m)]);
  assert.deepEqual(all.facts.map(({ kind }) => kind), ['pick']);
});

test('more than is wanted, or half a piece, counts nothing', () => {
  for (const [amount, key] of [[BIG.demand_m + 1000, 'pack.paper.more'], [500, 'pick.quantity.bad'], [-1000, 'pick.quantity.bad']]) {
    const { facts, verdict, v } = entered([{ type: 'line', line: BIG.id }, found(amount)]);
    assert.equal(facts.length, 0);
    assert.equal(verdict.key, key);
    assert.equal(v.ask, 'found');
  }
});

test('a line that is not as printed any more is asked about, never taken for what the paper says', () => {
  const { facts, keys, v } = entered([scan(`PL${BIG.id}XXX`)]);
  assert.deepEqual([facts.length, keys[0], v.ask], [0, 'pack.paper.changed', 'found']);
  assert.deepEqual(entered([scan('PL987654BCD')]).keys, ['pack.unknown']);
});

test('a line of which a handheld counted some is asked about too', () => {
  const lines = SHEET.lines.map((line) => (line.id === BIG.id ? { ...line, picked_m: 1000 } : line));
  const { facts, keys } = entered([scan(codeOf(BIG)), found(BIG.demand_m - 1000)], { ...SHEET, lines });
  assert.equal(keys[0], 'pack.paper.partly');
  assert.deepEqual(facts.map(({ body }) => body.qty_m), [BIG.demand_m - 1000]);
});

test('taking back opens the line entered last, short and all', () => {
  const reason = { type: 'reason', reason: SHEET.reasons[0].code };
  const { facts, keys, v } = entered([press('less'), scan(codeOf(BIG)), found(1000), reason, press('undo'), press('undo')]);
  assert.deepEqual(facts.slice(2).map(({ kind, body }) => [kind, body.event]), [['undo', facts[1].id], ['undo', facts[0].id]]);
  assert.equal(keys.at(-1), 'pack.paper.undo_none');
  assert.equal(v.left, SHEET.lines.length);
});

test('goods stand for their line where there is one only', () => {
  const byProduct = Map.groupBy ? Map.groupBy(SHEET.lines, ({ product }) => product) : new Map(SHEET.lines.map((line) => [line.product, SHEET.lines.filter(({ product }) => product === line.product)]));
  for (const lines of byProduct.values()) {
    const { code } = SHEET.products[lines[0].product];
    const { facts, keys } = entered([scan(code)]);
    assert.deepEqual([keys[0], facts.length], lines.length === 1 ? ['pack.paper.right', 1] : ['pack.paper.several', 0]);
  }
});

test('goods whose lot nobody planned are entered by their own label', () => {
  const product = { ...SHEET.products[BIG.product], tracking: 'lot' };
  const sheet = { ...SHEET, products: { ...SHEET.products, [BIG.product]: product }, lots: { 5: { name: 'LOT-5', expires: null, product: BIG.product } } };
  const lines = sheet.lines.filter(({ product: one }) => one === BIG.product).slice(0, 1).map((line) => ({ ...line, lot: null }));
  const only = { ...sheet, lines: [...sheet.lines.filter(({ product: one }) => one !== BIG.product), ...lines] };
  assert.equal(entered([scan(codeOf(lines[0]))], only).keys[0], 'pack.paper.lot');
  const { facts } = entered([scan('LOT-5')], only);
  assert.equal(facts[0].body.lot, 5);
  const other = { ...only, lines: only.lines.map((line) => (line.id === lines[0].id ? { ...line, lot: 6 } : line)) };
  assert.equal(entered([scan('LOT-5')], other).keys[0], 'pack.paper.other_lot');
});

test('the walk ends when every line is entered and not before', () => {
  const all = SHEET.lines.map((line) => scan(codeOf(line)));
  assert.deepEqual(entered([press('finish')]).keys, ['pack.paper.open']);
  const { facts, v, keys } = entered([...all, press('finish'), press('undo')]);
  assert.equal(facts.at(-1).kind, 'walked');
  assert.deepEqual([v.ask, keys.at(-1)], ['entered', 'pack.paper.walked']);
});

test('an entry is taken up again from its facts, each of them once', () => {
  const half = entered([scan(codeOf(BIG)), press('less'), scan(codeOf(SHEET.lines.at(-1))), found(0), { type: 'reason', reason: SHEET.reasons[0].code }]);
  const told = half.facts.map((fact) => ({ ...fact, epoch: SHEET.epoch }));
  const again = start(SHEET, [...told, ...told]);
  assert.deepEqual(again.book.lines, half.state.book.lines);
  assert.equal(entered([scan(codeOf(BIG))], SHEET, again).keys[0], 'pack.paper.already');
});

test('whatever is scanned and pressed, no line ever holds more than was wanted and every answer has its words', () => {
  const random = seeded(16);
  const one = (list) => list[Math.floor(random() * list.length)];
  const inputs = () => one([
    scan(codeOf(one(SHEET.lines))), scan(`PL${one(SHEET.lines).id}ZZZ`), scan('PW-0001'), scan('?'), scan(one(Object.keys(SHEET.codes))), press('less'),
    press('undo'), press('back'), press('finish'), press('help'), press('nonsense'), found(one([0, 1000, 2000, 99000])), { type: 'line', line: one(SHEET.lines).id },
    { type: 'reason', reason: one(['RC-NO', ...SHEET.reasons.map(({ code }) => code)]) }, { type: 'weight', text: '1' },
  ]);
  for (let round = 0; round < 60; round += 1) {
    let state = start(SHEET);
    let made = 0;
    const fresh = () => { made += 1; return String(made).padStart(32, '0'); };
    for (let turn = 0; turn < 60; turn += 1) {
      const before = state;
      const answer = step(SHEET, state, { id: fresh(), fresh, ...inputs() });
      state = answer.state;
      assert.ok(words[answer.verdict.key], answer.verdict.key);
      assert.ok(words[answer.verdict.key].replace('—', ' ').trim().split(/\s+/).length <= 6, answer.verdict.key);
      if (answer.verdict.tone === 'no' || answer.verdict.tone === 'warn') assert.equal(state, before);
      const shown = view(SHEET, state);
      assert.ok(words[shown.prompt.key] && words[`${shown.prompt.key}.why`], shown.prompt.key);
      for (const text of [words[answer.verdict.key], words[`${answer.verdict.key}.why`] ?? '', words[shown.prompt.key], words[`${shown.prompt.key}.why`]]) {
        const args = text === words[shown.prompt.key] || text === words[`${shown.prompt.key}.why`] ? shown.prompt.args : answer.verdict.args;
        for (const [, name] of text.matchAll(/\{(\w+)\}/g)) assert.ok(args[name] !== undefined && args[name] !== '', `${answer.verdict.key} or ${shown.prompt.key} lacks {${name}}`);
      }
      Object.values(state.book.lines).forEach(({ picked_m, short_m, demand_m }) => assert.ok(picked_m >= 0 && picked_m + short_m <= demand_m));
      assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
    }
  }
});

test('what was counted from paper goes into the box at once, and one undo takes it out', () => {
  for (const name of ['bench', 'bench-plain']) {
    const bench = sheetNamed(name);
    const open = { ...bench, parcels: [], lines: bench.lines.map((line) => ({ ...line, packed_m: 0 })) };
    const sheet = { ...open, counted: open.lines.map(({ id, demand_m }) => ({ line: id, qty_m: demand_m })) };
    let made = 0;
    const fresh = () => { made += 1; return String(made).padStart(32, '0'); };
    const go = (state, what) => stepPack(sheet, state, { id: fresh(), fresh, type: 'command', do: what });
    const all = go(startPack(sheet), 'from_paper');
    assert.equal(all.facts.filter(({ kind }) => kind === 'boxed').length, sheet.lines.length);
    assert.ok(words[all.verdict.key]);
    assert.equal(go(all.state, 'from_paper').facts.length, 0);
    if (all.state.book.packed) continue;
    assert.notEqual(viewPack(sheet, all.state).ask, 'item');
    const out = go(go(all.state, 'back').state, 'undo');
    assert.equal(out.facts.filter(({ kind }) => kind === 'unboxed').length, sheet.lines.length);
    const part = { ...sheet, counted: sheet.counted.slice(1) };
    const some = stepPack(part, startPack(part), { id: fresh(), fresh, type: 'command', do: 'from_paper' });
    assert.equal(some.verdict.key, part.counted.length > 0 ? 'pack.paper.counted' : 'pack.paper.nothing');
  }
});
