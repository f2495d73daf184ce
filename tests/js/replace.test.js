/** A sheet is replaced in mid-walk: the same place, nothing counted twice, the new stop on the way ahead or at the end. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start, step, view } from '../../static/js/pick/engine.js';
import { replaced } from '../../static/js/pick/replace.js';
import { hasEmptyHands } from '../../static/js/pick/walk.js';
import { understand } from '../../static/js/pick/shell/ear.js';
import { mayShow } from '../../static/js/pick/shell/word.js';
import { sheetNamed } from './support.js';

const old = sheetNamed('plain');
const EXTRA = { id: 90, product: 9, demand_m: 1000, picked_m: 0, short_m: 0, tote: 'T-0007', slot: 1, lot: null, steps: ['location', 'product', 'quantity', 'tote'], max_m: 1000 };
const id = (n) => String(n).padStart(32, '0');
const pick = (line, qty_m, n) => ({ id: id(n), kind: 'pick', epoch: old.epoch, body: { line, qty_m } });
const short = (line, missing_m, n) => ({ id: id(n), kind: 'short', epoch: old.epoch, body: { line, missing_m } });

/** The old sheet with one more stop, last or first, and what its lines say changed. */
function fresh({ first = false, lines = {} } = {}) {
  const stop = { location: 9, code: 'B-04-1', parts: ['B', '04', '1'] };
  const stops = first ? [stop, ...old.stops] : [...old.stops, stop];
  const moved = old.lines.map((line) => ({ ...line, stop: line.stop + (first ? 1 : 0), ...lines[line.id] }));
  const extra = { ...EXTRA, stop: first ? 0 : stops.length - 1 };
  return { ...old, sheet: old.sheet + 1, stops, lines: first ? [extra, ...moved] : [...moved, extra] };
}

test('the picker stands where they stood, with the place confirmed', () => {
  const state = step(old, start(old, [pick(60, 2000, 1)]), { id: id(2), at: 0, type: 'command', do: 'skip' }).state;
  const seen = view(old, state);
  const next = view(fresh(), replaced(old, state, fresh({ lines: { 60: { picked_m: 2000 } } }), new Set([id(1)])));
  assert.equal(next.line.id, seen.line.id);
  assert.equal(next.ask, seen.ask);
  const there = view(fresh({ first: true }), replaced(old, { ...state, at: 62, confirmed: 1 }, fresh({ first: true }), new Set()));
  assert.equal(there.stop.location, 8);
  assert.equal(there.stop.confirmed, true);
});

test('what is behind comes at the end of the walk, what is ahead on the way', () => {
  const state = { ...start(old), at: 61 };
  assert.deepEqual(replaced(old, state, fresh({ first: true }), new Set()).order, [60, 61, 62, 90]);
  const between = fresh();
  between.lines = [...between.lines.slice(0, 2), between.lines[3], between.lines[2]];
  assert.deepEqual(replaced(old, state, between, new Set()).order, [60, 61, 90, 62]);
});

test('after the last line the new one is asked for', () => {
  const facts = [pick(60, 2000, 1), pick(61, 30000, 2), short(62, 4000, 3)];
  const state = start(old, facts);
  assert.equal(view(old, state).ask, 'finish');
  const lines = { 60: { picked_m: 2000 }, 61: { picked_m: 30000 }, 62: { demand_m: 2000 } };
  const next = replaced(old, state, fresh({ lines }), new Set(facts.map((fact) => fact.id)));
  assert.equal(view(fresh({ lines }), next).line.id, 90);
  assert.deepEqual(next.book.events.map((event) => event.kind), ['pick', 'pick'], 'a short that was answered is none to take back');
});

test('only what counts can be taken back, and it is taken back once', () => {
  const facts = [pick(60, 1000, 1), pick(60, 1000, 2)];
  const sheet = fresh({ lines: { 60: { picked_m: 1000 } } });
  const next = replaced(old, start(old, facts), sheet, new Set([id(1)]));
  assert.equal(next.book.lines[60].picked_m, 1000);
  const undone = step(sheet, next, { id: id(5), at: 0, type: 'command', do: 'undo' }).state;
  assert.equal(undone.book.lines[60].picked_m, 0);
  assert.equal(step(sheet, undone, { id: id(6), at: 0, type: 'command', do: 'undo' }).verdict.key, 'pick.undo.none');
});

test('a line that is gone is left for the next one', () => {
  const sheet = { ...fresh(), lines: fresh().lines.filter((line) => line.id !== 60) };
  const next = replaced(old, start(old), sheet, new Set());
  assert.equal(view(sheet, next).line.id, 61);
});

test('a count in the hand is finished on the sheet it was begun on', () => {
  const counting = step(old, start(old), { id: id(1), at: 0, type: 'scan', text: codeOf(9) }).state;
  assert.equal(hasEmptyHands(start(old)), true);
  assert.equal(hasEmptyHands(counting), false);
});

function codeOf(product) {
  return Object.keys(old.codes).find((code) => old.codes[code].product === product);
}

test('an answer waits until nothing is in the hand and no other question is open', () => {
  const free = { answers: [{ id: 1 }], device: {}, state: start(old), isLoading: false, blocked: null, isLocked: false, pinFor: null, over: null };
  assert.equal(mayShow(free), true);
  assert.equal(mayShow({ ...free, answers: [] }), false);
  assert.equal(mayShow({ ...free, state: { ...free.state, counted_m: 1000 } }), false);
  for (const busy of [{ over: 'more' }, { isLocked: true }, { blocked: 'device.revoked' }, { pinFor: 'B-1' }, { device: null }]) {
    assert.equal(mayShow({ ...free, ...busy }), false, JSON.stringify(busy));
  }
});

test('the few words of the socket are understood and everything else is let be', () => {
  const said = ['0{"sid":"x"}', '2', '40{"sid":"y"}', '44{"message":"device.unknown"}', '42["changed",{"seq":7,"room":"wave:3"}]', '42["other",1]', '6', ''];
  assert.deepEqual(said.map((text) => understand(text).do), ['enter', 'pong', 'follow', 'leave', 'hear', 'nothing', 'nothing', 'nothing']);
  assert.equal(understand(said[4]).room, 'wave:3');
});

test('a number in a tote of the wave is refused on a new sheet too, and counts again once it was taken back', () => {
  const goods = sheetNamed('goods');
  const picked = { id: id(1), kind: 'pick', epoch: goods.epoch, body: { line: 51, qty_m: 1000, lot: 11 } };
  const next = { ...goods, sheet: 2, taken: [11], lines: goods.lines.map((line) => (line.id === 51 ? { ...line, picked_m: 1000 } : line)) };
  let state = replaced(goods, { ...start(goods, [picked]), confirmed: 0 }, next, new Set([id(1)]));
  const scan = (input, n) => {
    const answer = step(next, state, { id: id(n), at: 0, fresh: () => id(n + 50), ...input });
    state = answer.state;
    return answer.verdict.key;
  };
  assert.equal(scan({ type: 'scan', text: 'SN0011' }, 2), 'pick.serial.twice');
  assert.equal(scan({ type: 'command', do: 'undo' }, 3), 'pick.undo.pick');
  assert.equal(scan({ type: 'scan', text: 'SN0011' }, 4), 'pick.right');
});
