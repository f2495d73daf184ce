/** The practice wave: the engine's own walk, kept in one place of its own, and what the coach makes of it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { use } from '../../static/js/lib/i18n.js';
import { aside, cardOf, needsWave } from '../../static/js/pick/shell/aside.js';
import { createModel } from '../../static/js/pick/shell/model.js';
import { begin, hint, judged, noted } from '../../static/js/practice/coach.js';
import { home } from '../../static/js/pick/screens/home.js';
import { practice } from '../../static/js/practice/part.js';
import { passed, tell } from '../../static/js/practice/passed.js';
import { sheetNamed, wording } from './support.js';

const WAVE = sheetNamed('practice');
const RIGHT = [
  'TRY-01-1', 'TRY-G1', 'TRY-T1', 'TRY-01-2', 'TRY-G6', 'TRY-G2', 'OBTUNDO', 'TRY-G2', 'TRY-G2', 'TRY-T2', 'TRY-G3', 6, 'TRY-T1',
  'OBTSKIP', 'TRY-02-1', 'OBTSHOR', 'RC-EMPTY', 'TRY-02-2', 'TRY-G1', 'TRY-G1', 'TRY-T3', 'TRY-02-1', 'TRY-G4', 'TRY-T3', 'OBTVALI',
];
const ON_WALK = new Set(['location', 'product', 'tote']);
use(wording());
globalThis.requestAnimationFrame = (then) => then();

/** A handheld at home: all it keeps, all it says. */
function desk({ shelf = { kept: null }, person = { id: 1, name: 'Ana', roles: ['picker'] }, fetchWave = async () => WAVE } = {}) {
  const said = [];
  const model = createModel({ workers: ['picker'] });
  model.set({ isLoading: false, device: { name: 'H' }, person, over: 'aside' });
  const talk = {
    words: (tone, key) => said.push(`${tone} ${key}`),
    verdict: ({ tone, key }) => said.push(`${tone} ${key}`),
    hush: () => {},
  };
  const place = { get: async () => structuredClone(shelf.kept), set: async (kept) => { shelf.kept = structuredClone(kept); } };
  const run = practice({ model, talk, shelf: place, fetchWave, onPassed: () => said.push('passed'), now: () => 0 });
  const give = (one) => (typeof one === 'number' ? run.input({ type: 'quantity', qty_m: one * 1000 }) : run.scan(one));
  return { model, said, shelf, run, inner: () => model.get().aside.inner, walk: async (all) => { for (const one of all) await give(one); } };
}

test('who does all of it right has passed', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  await floor.walk(RIGHT);
  const { tasks, coach, state, over } = floor.inner();
  assert.equal(over, 'result');
  assert.deepEqual(judged(tasks, coach, state.book.lines), { right: 6, total: 6, untried: [], wrong: 0, minutes: 1, passed: true });
  assert.equal(floor.said.filter((one) => one === 'passed').length, 1);
});

test('it goes on after a reload at any scan, for the same person', async () => {
  for (let cut = 1; cut < RIGHT.length; cut += 1) {
    const before = desk();
    await before.run.takeUp(false);
    await before.walk(RIGHT.slice(0, cut));
    const after = desk({ shelf: before.shelf });
    assert.equal(await after.run.takeUp(true), true);
    assert.deepEqual(after.inner().v, before.inner().v);
    await after.walk(RIGHT.slice(cut));
    const { tasks, coach, state } = after.inner();
    assert.equal(judged(tasks, coach, state.book.lines).passed, true, `cut at ${cut}`);
  }
});

test('after a reload it opens for nobody else, and somebody else begins anew', async () => {
  const ana = desk();
  await ana.run.takeUp(false);
  await ana.walk(RIGHT.slice(0, 5));
  const ben = desk({ shelf: ana.shelf, person: { id: 2, name: 'Ben', roles: ['picker'] } });
  assert.equal(await ben.run.takeUp(true), false);
  assert.equal(await ben.run.takeUp(false), true);
  assert.equal(ben.inner().v.progress.done, 0);
});

test('without its file it says so and does not open', async () => {
  const floor = desk({ fetchWave: async () => { throw new TypeError('no network'); } });
  assert.equal(await floor.run.takeUp(false), false);
  assert.deepEqual(floor.said, ['warn menu.not_here']);
  assert.equal(floor.shelf.kept, null);
});

test('the wave in hand of the shell stays none, whatever is scanned', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  await floor.walk(RIGHT.slice(0, 8));
  const { sheet, state, v } = floor.model.get();
  assert.deepEqual([sheet, state, v], [null, null, null]);
});

test('looking up, counting and moving are refused in it', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  await floor.walk(['O-BTN.LOOK', 'OBTCOUN', 'OBTMOVE', 'OBTPRAC']);
  assert.deepEqual(floor.said, Array(4).fill('warn practice.not_here'));
});

test('Escape leaves a list, and from the walk asks; only the way out of the list leaves', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  assert.equal(floor.run.back(), true);
  assert.equal(floor.inner().over, 'more');
  assert.equal(floor.run.back(), true);
  assert.equal(floor.inner().over, null);
  await floor.walk(RIGHT);
  assert.equal(floor.run.back(), false, 'from the result it leaves');
  await Promise.resolve();
  assert.equal(floor.shelf.kept, null, 'what is over is forgotten');
});

test('a wrong scan that nobody asked for counts as wrong, the one on purpose does not', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  await floor.walk([...RIGHT.slice(0, 4), 'TRY-G5', 'TRY-G6', 'ZZ']);
  assert.deepEqual([floor.inner().coach.done, floor.inner().coach.wrong], [['wrong'], 2]);
});

test('nothing to take back is no task tried, nor are the wrong goods before their place', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  await floor.walk(['OBTUNDO', 'TRY-G6']);
  assert.deepEqual(floor.inner().coach.done, []);
});

test('what is scanned on the way out is not answered, and nothing that was kept is lost', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  await floor.walk(RIGHT.slice(0, 3));
  const kept = structuredClone(floor.shelf.kept);
  const late = floor.run.scan('TRY-01-2');
  floor.model.set({ over: null, aside: null });
  await late;
  assert.deepEqual(floor.shelf.kept.state.book, kept.state.book);
  assert.equal(await desk({ shelf: floor.shelf }).run.takeUp(true), true);
});

test('what was not tried, or not right, has not passed', () => {
  const lines = { '-1': { demand_m: 1000, picked_m: 1000, short_m: 0 }, '-5': { demand_m: 3000, picked_m: 3000, short_m: 0 } };
  const found = judged(WAVE.tasks, begin(0), lines);
  assert.equal(found.right, 1, 'nothing lies at the line that is to be told short');
  assert.deepEqual(found.untried, ['wrong', 'undo', 'count', 'skip', 'short']);
  assert.equal(found.passed, false);
});

test('a break is no time at it', () => {
  const input = { type: 'scan', text: 'X' };
  const heard = (now) => ({ tasks: [], input, verdict: { tone: 'ok', key: 'pick.right' }, now });
  assert.equal(noted(noted(begin(0), heard(10_000)), heard(3_600_000)).spent_ms, 70_000);
});

test('each task and each question of the walk has its hint', async () => {
  const floor = desk();
  await floor.run.takeUp(false);
  const words = wording();
  const heard = [];
  for (const one of RIGHT) {
    const { coach, tasks, v } = floor.inner();
    if (ON_WALK.has(v.ask)) heard.push(hint(coach, tasks, v));
    await floor.walk([one]);
  }
  assert.deepEqual(heard.filter((what) => !words[`practice.hint.${what}`]), []);
  for (const { do: what } of WAVE.tasks) assert.ok(heard.includes(what), what);
});

test('its card opens it; cards of a walk ask for a wave, numbers of waves and totes do not', () => {
  assert.deepEqual(['O-BTN.PRACTICE', 'OBTPRAC', 'obtprac', 'O-BTN.LOOK', 'OBTCOUN', 'O-BTN.COUNT', 'OBTMOVE'].map(cardOf),
    ['practice', 'practice', 'practice', 'look', 'count', 'count', 'move']);
  const cards = ['OBTSHOR', 'O-BTN.UNDO', 'O?BTN?SKIP', 'OCDPREV', 'O-CMD.DISCARD', 'OBTQ12', 'O-QTY.12', 'RC-EMPTY', 'O-BTN.TOTE-FULL'];
  assert.deepEqual(cards.filter((card) => !needsWave(card)), []);
  assert.deepEqual(['W-0001', 'T-0007', 'OBT-0001', 'OCD1', 'RC-12', '4006381333931', 'O-1'].filter(needsWave), []);
});

const offers = (model) => JSON.stringify(home.keys(model, {})).includes('"practice"');

test('who has a wave in hand, here or on another handheld, is told that it comes first', async () => {
  for (const mine of [{ sheet: { wave: 7 } }, { waves: { mine: { id: 7, elsewhere: true }, open: [] } }]) {
    const said = [];
    const model = createModel();
    model.set({ person: { id: 1, name: 'Ana' }, ...mine });
    const queue = { get: async () => null, set: async () => assert.fail('nothing is kept') };
    await aside({ model, queue, talk: { words: (tone, key) => said.push(`${tone} ${key}`) } }).open('practice');
    assert.deepEqual(said, ['warn home.practice_not_now']);
    assert.equal(model.get().over, null);
    assert.equal(offers({ waves: null, ...mine }), false, 'and the home screen does not offer it');
  }
  assert.equal(offers({ waves: { mine: null, open: [] } }), true);
});

/** What a device keeps, and a server that answers with these. */
function post(statuses) {
  const kept = new Map();
  const sent = [];
  const model = { get: () => ({ session: 5, offset: 0 }) };
  const queue = { get: async (key) => kept.get(key), set: async (key, value) => { kept.set(key, value); } };
  const call = async (method, path, body) => { sent.push(`${method} ${path} ${body.session}`); return { status: statuses.shift() }; };
  return { kept, sent, ports: { model, queue, call } };
}

test('who passed is told to the server, after a wait without a network too, and once', async () => {
  const { kept, sent, ports } = post([0, 503, 204]);
  await passed(ports);
  await tell(ports);
  assert.equal(kept.get('practice_passed').length, 1);
  await tell(ports);
  assert.equal(kept.get('practice_passed'), null);
  await tell(ports);
  assert.deepEqual(sent, Array(3).fill('POST practice 5'));
});

test('what the server will never understand is told once, and two at a time are both told', async () => {
  const { kept, sent, ports } = post([400, 204]);
  await Promise.all([passed(ports), passed(ports), tell(ports)]);
  assert.equal(sent.length, 2);
  assert.equal(kept.get('practice_passed'), null);
});
