/** What is this: answered by the server where there is one, by the wave's sheet where there is not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start, step, view } from '../../static/js/look/engine.js';
import { EMPTY, learnt, tableOf } from '../../static/js/menu/table.js';
import { cardOf } from '../../static/js/pick/shell/aside.js';
import { sheetNamed } from './support.js';

const sheet = sheetNamed('small');
const table = tableOf(sheet);
const scan = (text, more = {}) => step(table, start(), { type: 'scan', text, ...more });
const codeOf = (wanted) => Object.keys(sheet.codes).find((code) => wanted(sheet.codes[code]));
const soap = { what: 'product', title: 'Soap', text: 'X-1', product: 99, facts: [], rows: [{ product: 99, at: 'B-01-1', location: 70, lot: null, qty_m: 4000 }], table: { products: { 99: { id: 99, name: 'Soap', unit: 'pieces' } }, lots: {}, codes: { 'X-1': { what: 'product', product: 99, factor_m: 1000, lot: null } } } };

test('the answer of the server is shown as it is', () => {
  const { state, verdict, facts } = scan('X-1', { answer: soap });
  const shown = view(table, state);
  assert.equal(verdict.tone, 'ok');
  assert.deepEqual(facts, []);
  assert.deepEqual([shown.product.name, shown.rows[0].at, shown.rows[0].product.name], ['Soap', 'B-01-1', 'Soap']);
});

test('without a network the sheet says what it knows of goods, places and totes', () => {
  const product = sheet.lines[0].product;
  const goods = scan(codeOf((entry) => entry.product === product), { isOffline: true });
  assert.equal(goods.verdict.key, 'look.from_sheet');
  assert.equal(goods.state.found.title, sheet.products[product].name);
  assert.ok(view(table, goods.state).rows.some((row) => row.at === sheet.stops[sheet.lines[0].stop].code));
  const place = scan(codeOf((entry) => entry.what === 'location'), { isOffline: true });
  assert.equal(place.state.found.what, 'location');
  assert.ok(view(table, place.state).rows.length > 0);
  const tote = scan(sheet.totes[0].code, { isOffline: true });
  assert.deepEqual(tote.state.found.facts[0], ['order', sheet.totes[0].order]);
});

test('goods of elsewhere are named with their place, without a network too', () => {
  const [code, { name, at }] = Object.entries(sheet.known)[0];
  const { state } = scan(code, { isOffline: true });
  assert.deepEqual([state.found.title, state.found.facts], [name, [['at', at]]]);
});

test('what nobody knows leaves the last answer standing and says why', () => {
  const before = scan('X-1', { answer: soap }).state;
  for (const [more, key] of [[{ unknown: 'look.unknown' }, 'look.unknown'], [{ isOffline: true }, 'look.offline']]) {
    const { state, verdict } = step(table, before, { type: 'scan', text: 'ZZ-NOT', ...more });
    assert.deepEqual([state, verdict.key], [before, key]);
  }
  assert.equal(scan('4006381333930', { isOffline: true }).verdict.key, 'pick.bad.check_digit');
});

test('what was looked up is known afterwards, by each of its codes', () => {
  const known = learnt(EMPTY, soap, 'X-1');
  assert.equal(tableOf(null, known).codes['X-1'].product, 99);
  const place = { what: 'location', title: 'C-01-1', text: 'C-01-1', location: { id: 5, code: 'C-01-1', parts: [] }, facts: [], rows: soap.rows, table: soap.table };
  const both = tableOf(sheet, learnt(known, place, 'LOC-C'));
  assert.deepEqual(both.codes['LOC-C'], { what: 'location', location: 5, code: 'C-01-1', goods: [{ product: 99, lot: null }] });
  assert.deepEqual(both.codes['C-01-1'], both.codes['LOC-C']);
});

test('the three cards open their screens, also when a wrong keyboard layout changed their signs', () => {
  const read = ['O-BTN.LOOK', 'obtlook', 'Oß BTN:LOOK', 'OBTCOUN', 'O-BTN.COUNT', 'OBTMOVE', 'O-BTN.SHORT', 'LOOK'];
  assert.deepEqual(read.map(cardOf), ['look', 'look', 'look', 'count', 'count', 'move', null, null]);
});
