/** Judging without a page: what is asked of a piece, what is proposed, and the fact that comes of it. */
import { strictEqual as is, deepStrictEqual as same } from 'node:assert';
import { test } from 'node:test';
import { after, alike, answer, asks, back, becomes, begin, beginBy, choicesOf, factOf, grade, gradesOf, isSold, quantityOf, scan, take } from '../../static/js/returns/judge.js';

const product = (name, sku, whole = true) => ({ id: 1, name, sku, unit: 'pieces', whole, shape: 'box', hue: 1, picture: null });
const rules = { grades: { A: 'restock', B: 'refurbish', D: 'scrap' }, ask: [{ code: 'JQ-1', says: null }] };
const mug = { id: 11, product: product('Mug', 'MUG'), lot: null, codes: [['4006381333931', 1000]], received_m: 3000, judged_m: 0, judge: rules, bin: 'A-01-1' };
const tea = { id: 12, product: product('Tea', 'TEA', false), lot: 'L-1', codes: [], received_m: 750, judged_m: 0, judge: { ...rules, ask: [] }, bin: null };
const dispositions = ['restock', 'refurbish', 'scrap'].map((code) => ({ code, place: null, stays: false }));
const goods = (...lines) => ({ id: 3, number: 'R-00001-5', order: 'S1', lines, dispositions });
const graded = (letter) => grade(answer(begin(goods(mug)), true), letter);

test('of several lines one is asked, a scan or a number takes it; the only one is in the hand at once', () => {
  const both = begin(goods(mug, tea));
  is(asks(both), 'which');
  is(asks(scan(both, '4006381333931').judging), 'question');
  is(asks(take(both, 12)), 'lot');
  is(asks(begin(goods(mug))), 'question');
  is(scan(both, 'ZZ').verdict.key, 'returns.not_of_order');
});

test('a scan of goods that are here begins with them, whatever else is left', () => {
  const both = goods(mug, tea);
  is(asks(beginBy(both, '4006381333931')), 'question');
  is(beginBy(both, 'TEA').at, 12);
  is(beginBy(both, 'ZZ'), null);
  is(beginBy(goods({ ...mug, judged_m: 3000 }), 'MUG'), null, 'judged already');
  is(beginBy(goods({ ...mug, received_m: 0 }), 'MUG', { 11: 1000 }).at, 11, 'received a moment ago');
});

test('a second scan of what is in hand changes nothing, and other goods of the return wait', () => {
  const now = answer(take(begin(goods(mug, tea)), 11), true);
  same(scan(now, 'MUG'), { judging: now, verdict: null });
  is(scan(now, 'TEA').verdict.key, 'returns.finish_this');
  is(scan(now, 'ZZ').verdict.key, 'returns.not_of_order');
});

test('questions, grade and what becomes of it follow each other, the proposed first', () => {
  const now = graded('B');
  same(gradesOf(now), ['A', 'B', 'D']);
  is(asks(now), 'becomes');
  same(choicesOf(now).map((one) => [one.code, one.proposed]), [['refurbish', true], ['restock', false], ['scrap', false]]);
  is(asks(becomes(now, 'refurbish')), 'told');
});

test('back on the shelf asks for the bin', () => {
  const now = becomes(graded('A'), 'restock');
  is(asks(now), 'bin');
  const told = scan(now, 'A-01-1').judging;
  is(asks(told), 'told');
  same(factOf(told, 'e').body, { return: 3, line: 11, qty_m: 1000, grade: 'A', lot: null, disposition: 'restock', place: 'A-01-1', checks: { 'JQ-1': true } });
});

test('one piece at a time, or all of them alike; what is weighed as a whole', () => {
  is(quantityOf(begin(goods(mug))), 1000);
  is(quantityOf(alike(begin(goods(mug)))), 3000);
  is(quantityOf(begin(goods(tea))), 750);
});

test('what is told is no longer asked, until nothing is left', () => {
  const one = becomes(graded('B'), 'refurbish');
  is(after(one).left[11], 2000);
  is(asks(after(becomes(grade(answer(alike(begin(goods(mug))), false), 'D'), 'scrap'))), 'over');
});

test('another lot than was sold is told as it is and stays to be judged', () => {
  const wrong = scan(begin(goods(tea)), 'L-2').judging;
  is(isSold(wrong), false);
  is(factOf(wrong, 'e').body.lot, 'L-2');
  is(after(wrong).left[12], 750);
  is(isSold(scan(begin(goods(tea)), 'l-1').judging), true);
});

test('each step goes back by itself', () => {
  let now = becomes(graded('A'), 'restock');
  for (const expected of ['becomes', 'grade', 'question']) {
    now = back(now);
    is(asks(now), expected);
  }
  is(back(now), null);
});

test('what was received a moment ago counts before the server has said so', () => {
  is(begin(goods({ ...mug, received_m: 0 }), { 11: 2000 }).left[11], 2000);
});
