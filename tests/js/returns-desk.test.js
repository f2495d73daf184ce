/** The returns desk without a page: what counts, what is told apart, and the fact that comes of it. */
import { strictEqual as is, deepStrictEqual as same } from 'node:assert';
import { test } from 'node:test';
import { EMPTY, asks, askWhy, choose, factOf, isReady, linesOf, opened, put, scan, undo, why } from '../../static/js/returns/desk.js';

const product = (name, sku, whole = true) => ({ id: 1, name, sku, unit: 'pieces', whole, shape: 'box', hue: 1, picture: null });
const mug = { id: 11, product: product('Mug', 'MUG'), lot: null, codes: [['4006381333931', 1000], ['BOX6', 6000]], shipped_m: 3000, left_m: 2000 };
const gone = { id: 12, product: product('Bowl', 'BOWL'), lot: null, codes: [['4006381333948', 1000]], shipped_m: 1000, left_m: 0 };
const tea = (id, lot, left_m) => ({ id, product: product('Tea', 'TEA'), lot, codes: [['TEA-CODE', 1000]], shipped_m: 2000, left_m });
const delivery = (id, ...lines) => ({ id, name: `WH/OUT/${id}`, order: 'S00091', done_at: 0, lines });
const reasons = [{ code: 'CR-SIZE', key: 'return_reason.CR-SIZE' }, { code: 'CR-LIKE', key: 'return_reason.CR-LIKE' }];
const desk = () => opened({ deliveries: [delivery(9, mug, gone)], reasons });
const run = (from, ...texts) => texts.reduce((now, text) => scan(now, text).desk, from);
const key = (from, text) => scan(from, text).verdict.key;

test('an empty desk asks what came, one delivery is chosen at once, of several one is asked', () => {
  is(asks(EMPTY), 'what');
  is(asks(desk()), 'items');
  const several = opened({ deliveries: [delivery(1, mug), delivery(2, mug)], reasons });
  is(asks(several), 'which');
  is(choose(several, 2).delivery.id, 2);
});

test('a scan counts and asks why; more of the same is not asked again', () => {
  const once = run(desk(), '4006381333931');
  is(asks(once), 'reason');
  const told = why(once, 'CR-SIZE').desk;
  const twice = run(told, '4006381333931');
  is(asks(twice), 'items');
  same(linesOf(twice).map((line) => [line.qty_m, line.why]), [[2000, 'CR-SIZE'], [0, null]]);
});

test('the reason may be scanned from its card, and only when goods wait for one', () => {
  is(key(desk(), 'CR-SIZE'), 'returns.no_item_yet');
  is(linesOf(run(desk(), 'MUG', 'cr-size'))[0].why, 'CR-SIZE');
});

test('wrong scans are told apart: not of this order, none left, too many, misread', () => {
  is(key(desk(), 'ZZ-NOT-KNOWN'), 'returns.not_of_order');
  is(key(desk(), '4006381333948'), 'returns.none_left');
  is(key(desk(), 'BOX6'), 'returns.too_many');
  is(key(desk(), '4006381333932'), 'returns.misread_scan');
  same(linesOf(run(desk(), 'ZZ-NOT-KNOWN', '4006381333948', 'BOX6')).map((line) => line.qty_m), [0, 0]);
});

test('goods of two lots fill one line after the other', () => {
  const full = run(opened({ deliveries: [delivery(9, tea(1, 'L1', 1000), tea(2, 'L2', 1000))], reasons }), 'TEA-CODE', 'CR-SIZE', 'TEA-CODE', 'CR-LIKE');
  same(linesOf(full).map((line) => line.qty_m), [1000, 1000]);
  is(key(full, 'TEA-CODE'), 'returns.too_many');
});

test('a figure is typed instead, never more than is left, and nothing takes the question away', () => {
  is(put(desk(), 11, 2500).verdict.key, 'returns.too_many');
  is(asks(put(desk(), 11, 2000).desk), 'reason');
  is(asks(put(run(desk(), 'MUG'), 11, 0).desk), 'items');
});

test('the last count is taken back, and the question with it', () => {
  const once = run(desk(), 'MUG');
  same([asks(undo(once).desk), linesOf(undo(once).desk)[0].qty_m], ['items', 0]);
  is(undo(desk()).verdict.key, 'returns.nothing_to_undo');
  is(scan(once, 'O-BTN.UNDO').command, 'undo');
});

test('a reason can be asked once more, of goods that are on the desk', () => {
  const told = run(desk(), 'MUG', 'CR-SIZE');
  is(asks(askWhy(told, 11)), 'reason');
  is(asks(askWhy(told, 12)), 'items');
});

test('it is ready with goods that all have a reason, and says so in one fact', () => {
  is(isReady(desk()), false);
  is(isReady(run(desk(), 'MUG')), false);
  const told = run(desk(), 'MUG', 'CR-LIKE');
  is(isReady(told), true);
  is(scan(told, 'OBTVALI').command, 'finish');
  same(factOf(told, 'f'), { id: 'f', kind: 'return_authorised', body: { shipped: 9, lines: [{ line: 11, qty_m: 1000, reason: 'CR-LIKE' }] } });
});

test('of an announced return all is taken for here until somebody says otherwise', () => {
  const back = { id: 5, number: 'R-00001-C', order: 'S00091', state: 'authorised', lines: [{ ...mug, expected_m: 2000, received_m: 0, reason: 'CR-SIZE' }] };
  const here = opened({ return: back });
  is(asks(here), 'here');
  is(key(here, 'MUG'), 'returns.too_many');
  same(factOf(put(here, 11, 1000).desk, 'f').body, { return: 5, lines: [{ line: 11, qty_m: 1000 }] });
  is(isReady(put(here, 11, 0).desk), false);
});
