/** The bench around its engine: an order taken up again, what the server says meanwhile, a label and its number. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start, step, view } from '../../static/js/pack/engine.js';
import { labels } from '../../static/js/pack/shell/labels.js';
import { jobOf } from '../../static/js/pack/shell/jobs.js';
import { orders } from '../../static/js/pack/shell/orders.js';
import { putAway } from '../../static/js/pack/shell/put-away.js';
import { isAsked, isToShelve } from '../../static/js/pack/shell/screens.js';
import { trucks } from '../../static/js/pack/shell/trucks.js';
import { turns } from '../../static/js/pick/shell/turns.js';
import { createModel } from '../../static/js/pick/shell/model.js';
import { sheetNamed } from './support.js';

const SHEET = sheetNamed('bench');
const MUG = '4006381333931';
const JOB = 'pack:12';
let made = 0;
const fresh = () => { made += 1; return String(made).padStart(32, '0'); };

/** The device's memory, with the promises of device/queue.js. */
class Memory {
  kept = new Map();
  rows = [];
  #listeners = [];

  async get(key) { return structuredClone(this.kept.get(key)); }
  async set(key, value) { this.kept.set(key, structuredClone(value)); }
  async job(job) { return { sheet: await this.get(`sheet:${job}`), state: await this.get(`state:${job}`) }; }
  async keepSheet(sheet, job) { await this.set(`sheet:${job}`, sheet); }
  async dropJob(job) { ['sheet', 'state'].forEach((kind) => this.kept.delete(`${kind}:${job}`)); }
  async waiting() { return this.rows.filter((row) => row.state === 'waiting'); }
  onChange(listener) { this.#listeners.push(listener); }
  async counted(isOurs) {
    const counts = ({ state, verdict }) => state === 'waiting' || verdict === 'accepted';
    return this.rows.filter((row) => counts(row) && isOurs(row.event, row.state === 'waiting')).map((row) => row.event);
  }
  async recordAll({ facts, envelope, state, job }) {
    await this.set(`state:${job}`, state);
    facts.forEach((fact) => this.rows.push({ state: 'waiting', verdict: null, event: { ...envelope, ...fact } }));
  }
  settle(verdict = 'accepted') {
    this.rows.filter((row) => row.state === 'waiting').forEach((row) => Object.assign(row, { state: 'acknowledged', verdict }));
    this.#listeners.forEach((listener) => listener());
  }
}

const silent = { words() {}, refusal() {}, hush() {}, verdict() {} };

function bench(queue, api = {}) {
  const model = createModel({ person: { id: 4 }, label: null });
  const ports = { model, queue, api, talk: silent, send: async () => {}, onOut() {}, turn: turns(() => {}), inTurn: (task) => task() };
  return { model, ports, orders: orders(ports) };
}

const answering = (sheet) => ({ open: async () => ({ status: 200, body: { sheet } }), queue: async () => ({ status: 200, body: { queue: [] } }) });

async function scan({ model, ports }, text) {
  const { sheet, state } = model.get();
  const result = step(sheet, state, { id: fresh(), fresh, type: 'scan', text });
  const envelope = { wave: null, epoch: sheet.epoch, sheet: null, at: 0 };
  await ports.queue.recordAll({ facts: result.facts, envelope, state: result.state, job: jobOf(sheet) });
  model.set({ state: result.state, v: view(sheet, result.state) });
}

async function opened(queue = new Memory()) {
  const now = bench(queue, answering(SHEET));
  await now.orders.open('T-0001');
  return now;
}

test('an order that was packed while it was opened a second time does not come back', async () => {
  const now = await opened();
  const { transfer, epoch, lines: [line] } = now.model.get().sheet;
  const facts = [['boxed', { line: line.id, parcel: 'p', qty_m: line.demand_m, code: null }], ['box_closed', { parcel: 'p', box: null, weight_g: 400 }], ['packed', {}]];
  facts.forEach(([kind, body]) => now.ports.queue.rows.push({ state: 'waiting', event: { wave: null, epoch, id: fresh(), kind, body: { transfer, ...body } } }));
  await now.orders.leave();
  await now.orders.open('T-0001');
  assert.equal(now.model.get().sheet, null);
});

test('an order is on the bench between two scans, never in the middle of one', async () => {
  const now = bench(new Memory(), answering(SHEET));
  const turns = [];
  now.ports.inTurn = (task) => { turns.push('in turn'); return task(); };
  const { open } = orders(now.ports);
  await open('T-0001');
  assert.deepEqual(turns, ['in turn']);
  assert.ok(now.model.get().sheet);
});

test('a killed browser comes back to the same order with what was scanned, without asking anybody', async () => {
  const before = await opened();
  await scan(before, 'C-M');
  await scan(before, MUG);
  const after = bench(before.ports.queue);
  await after.orders.takeUp();
  assert.deepEqual(after.model.get().state, before.model.get().state);
  assert.deepEqual(after.model.get().v, before.model.get().v);
});

test('a state that another build wrote is told anew from the facts', async () => {
  const before = await opened();
  await scan(before, MUG);
  await before.ports.queue.set(`state:${JOB}`, { book: 'of another build' });
  const after = bench(before.ports.queue);
  await after.orders.takeUp();
  assert.equal(after.model.get().v.line.left_m, 1000);
});

test('opened again, an order counts what waits and what was accepted once, and keeps the chosen box', async () => {
  const before = await opened();
  await scan(before, 'C-M');
  await scan(before, MUG);
  before.ports.queue.settle();
  await scan(before, MUG);
  const after = bench(before.ports.queue, answering(SHEET));
  await after.orders.open('S00012');
  assert.deepEqual(after.model.get().state.book, before.model.get().state.book);
  assert.equal(after.model.get().v.box.carton.name, 'Carton M');
});

test('what the server refused is out of the box again once the order is read afresh', async () => {
  const now = await opened();
  await scan(now, MUG);
  now.ports.queue.settle('conflict');
  now.ports.api.order = async () => ({ status: 200, body: { sheet: SHEET } });
  await now.orders.refresh();
  assert.equal(now.model.get().v.line.left_m, 2000);
  assert.equal(now.model.get().v.can.undo, false);
});

test('an order the server says is not on this bench any more is told as gone', async () => {
  const now = await opened();
  now.ports.api.order = async () => ({ status: 403, body: {}, error: { key: 'pack.not_here' } });
  await now.orders.refresh();
  assert.equal(now.model.get().isMoved, true);
});

test('facts of an older right that were accepted are the sheet\'s to tell; those that wait are still ours', async () => {
  const before = await opened();
  await scan(before, MUG);
  before.ports.queue.settle();
  await scan(before, MUG);
  const after = bench(before.ports.queue, answering({ ...SHEET, epoch: 9 }));
  await after.orders.open('T-0001', true);
  assert.equal(after.model.get().v.line.left_m, 1000);
});

test('an order open elsewhere is asked about, any other refusal is only told', async () => {
  const told = [];
  const refusing = (key) => ({ ...answering(SHEET), open: async () => ({ status: 409, error: { key, text: 'x', safe: 'y', next: 'z' } }) });
  for (const key of ['pack.elsewhere', 'pack.waits']) {
    const now = bench(new Memory(), refusing(key));
    await now.orders.open('T-0001');
    told.push([now.model.get().over, now.model.get().elsewhere?.code]);
  }
  assert.deepEqual(told, [['elsewhere', 'T-0001'], [null, undefined]]);
});

test('an order that is left is forgotten here; its facts stay', async () => {
  const now = await opened();
  await scan(now, MUG);
  await now.orders.leave();
  const after = bench(now.ports.queue);
  await after.orders.takeUp();
  assert.equal(after.model.get().sheet, null);
  assert.equal(now.ports.queue.rows.length, 1);
});

test('a packed order is not taken up again', async () => {
  const now = await opened();
  const state = { ...start(SHEET), book: { ...start(SHEET).book, packed: true } };
  await now.ports.queue.set(`state:${JOB}`, state);
  const after = bench(now.ports.queue);
  await after.orders.takeUp();
  assert.equal(after.model.get().sheet, null);
});

const PARCEL = 'a'.repeat(32);
const LABEL = { parcel: PARCEL, transfer: 12, order: 'S00012', place: 1, isLast: true };
const settled = () => new Promise((done) => { setTimeout(done, 0); });

function labelling(answers) {
  const queue = new Memory();
  const asked = [];
  const api = {
    label: async (parcel) => { asked.push(parcel); return answers.shift(); },
    papers: async () => ({ status: 204, body: null }),
    printing: async () => ({ status: 200, body: { print: null } }),
    order: async () => ({ status: 403, body: {}, error: { key: 'pack.not_here' } }),
    truck: async () => ({ status: 200, body: { parcels: [{ key: PARCEL, number: 'P-00004-K' }] } }),
  };
  const { model, ports } = bench(queue, api);
  return { queue, model, asked, api, labels: labels({ ...ports, queue }) };
}

const pdf = () => ({ status: 200, body: new Blob(['%PDF-']), error: null });

test('a label is asked for once its closing is with the server, and is known by its number', async () => {
  const { queue, model, asked, labels: ours } = labelling([pdf()]);
  await queue.recordAll({ facts: [{ id: fresh(), kind: 'box_closed', body: { transfer: 12, parcel: PARCEL } }], envelope: {}, state: {}, job: JOB });
  await ours.show(LABEL);
  await settled();
  assert.deepEqual([model.get().label.state, asked], ['sending', []]);
  queue.settle();
  await settled();
  assert.deepEqual([model.get().label.state, model.get().label.number, asked], ['ready', 'P-00004-K', [PARCEL]]);
});

test('the number of a box whose order is still on the bench comes with the order', async () => {
  const { model, labels: ours, api } = labelling([pdf()]);
  api.order = async () => ({ status: 200, body: { sheet: { parcels: [{ key: PARCEL, number: 'P-00009-Z' }] } } });
  await ours.show({ ...LABEL, isLast: false });
  await settled();
  assert.equal(model.get().label.number, 'P-00009-Z');
});

test('without network or with nobody signed in the label is asked for again; a refusal is shown', async () => {
  const refusal = { status: 409, body: {}, error: { key: 'pack.not_closed', text: 'x' } };
  const { model, labels: ours } = labelling([{ status: 0, body: null, error: null }, { status: 401, body: {}, error: {} }, refusal]);
  const states = [];
  await ours.show(LABEL);
  await settled();
  states.push(model.get().label.state);
  await ours.look();
  states.push(model.get().label.state);
  await ours.look();
  states.push(model.get().label.state);
  assert.deepEqual(states, ['sending', 'sending', 'refused']);
});

test('scanned back, the right label is done with; the label of another parcel is refused here', async () => {
  const { queue, model, labels: ours } = labelling([pdf()]);
  await ours.show(LABEL);
  await settled();
  assert.equal(ours.check('P-00005-L'), true);
  assert.equal(model.get().over, 'label');
  assert.equal(ours.check('p-00004-k'), true);
  assert.equal(model.get().over, null);
  assert.equal((await queue.get('label')).isSeen, true);
});

test('a label nobody has seen to is back after a reload, one that was done with is only kept for another print', async () => {
  const { queue, model, labels: ours } = labelling([pdf()]);
  await ours.show(LABEL);
  model.set({ label: null, over: null });
  await ours.recall();
  assert.equal(model.get().over, 'label');
  await ours.done();
  model.set({ label: null, over: null });
  await ours.recall();
  assert.deepEqual([model.get().over, model.get().label.parcel], [null, PARCEL]);
  assert.equal((await queue.get('label')).url, null);
});

function door(queue, truck) {
  const said = [];
  const { model, ports } = bench(queue, { truck });
  return { model, said, trucks: trucks({ ...ports, talk: { ...silent, words: (_tone, key) => said.push(key), verdict: ({ key }) => said.push(key) } }) };
}

const LIST = [{ key: PARCEL, number: 'P-00004-K', order: 'S00012', carrier: 'DHL', cutoff_at: null, loaded: false }];
const listed = async () => ({ status: 200, body: { parcels: LIST } });

test('a parcel scanned before the list is there waits for it and is answered from it', async () => {
  const queue = new Memory();
  const { said, trucks: ours } = door(queue, listed);
  ours.open();
  await ours.scan('P-00004-K');
  assert.deepEqual(said, ['pack.truck.full']);
  assert.deepEqual(queue.rows.map(({ event }) => [event.kind, event.body, event.wave, event.epoch]), [['loaded', { parcel: PARCEL }, null, 0]]);
});

test('without a network the list of before answers at once, and what was loaded stays loaded', async () => {
  const queue = new Memory();
  const before = door(queue, listed);
  before.trucks.open();
  await before.trucks.scan('P-00004-K');
  const after = door(queue, () => new Promise(() => {}));
  after.trucks.open();
  await after.trucks.scan('P-00004-K');
  assert.deepEqual(after.said, ['pack.truck.already']);
});

test('without a network and without a list nothing is taken', async () => {
  const queue = new Memory();
  const { said, trucks: ours } = door(queue, async () => ({ status: 0, body: null, error: null }));
  ours.open();
  await ours.scan('P-00004-K');
  assert.deepEqual([said, queue.rows.length], [['band.unsure'], 0]);
});

test('the carton that takes the whole order is proposed, and no longer when a box of it is closed', () => {
  const sheet = { ...SHEET, proposed: 6 };
  const filled = { ...start(sheet), closing: 'box', book: { ...start(sheet).book, parcels: [{ key: 'a', number: null, state: 'open', box: null, weight_g: null, items: [{ line: 71, qty_m: 1000, event: 'a', scan: 'a' }] }] } };
  const seen = view(sheet, filled);
  assert.equal(seen.proposed.name, 'Carton L');
  assert.equal(seen.prompt.key, 'pack.ask.box_fits');
  const closed = { ...filled, book: { ...filled.book, parcels: [{ ...filled.book.parcels[0], state: 'closed' }] } };
  assert.equal(view(sheet, closed).proposed, null);
  assert.equal(view({ ...sheet, proposed: undefined }, filled).prompt.key, 'pack.ask.box');
});

test('an order of five lines closes in eight scans and no touch: its tote, five items, the carton, the scale', () => {
  const codes = ['4006381333931', 'HS-1', 'SB-1', 'SF-1', 'HC-1'];
  const lines = codes.map((_, at) => ({ id: 71 + at, product: 9 + at, lot: null, demand_m: 1000, packed_m: 0 }));
  const products = Object.fromEntries(codes.map((code, at) => [9 + at, { ...SHEET.products[9], name: `Goods ${at}`, code }]));
  const table = Object.fromEntries(codes.map((code, at) => [code, { what: 'product', product: 9 + at, factor_m: 1000 }]));
  const sheet = { ...SHEET, lines, products, lots: {}, codes: { ...table, 'C-M': SHEET.codes['C-M'] }, proposed: 5 };
  let state = start(sheet);
  const facts = [];
  let scans = 1; // the tote opened it
  for (const text of [...codes, 'C-M', '2100 g']) {
    const answer = step(sheet, state, { id: fresh(), fresh, type: 'scan', text });
    assert.notEqual(answer.verdict.tone, 'no', text);
    ({ state } = answer);
    facts.push(...answer.facts);
    scans += 1;
  }
  assert.equal(scans, 8);
  assert.ok(state.book.packed);
  assert.deepEqual([...new Set(facts.map(({ kind }) => kind))], ['boxed', 'box_closed', 'packed']);
});

test('a closed box is opened again, one scan moves to another, and both are closed', () => {
  const sheet = { ...SHEET, rules: { ...SHEET.rules, ask_box: false, ask_weight: false } };
  let state = start(sheet);
  const put = (input) => { const answer = step(sheet, state, { id: fresh(), fresh, ...input }); ({ state } = answer); return answer; };
  put({ type: 'scan', text: MUG });
  put({ type: 'scan', text: MUG });
  put({ type: 'command', do: 'close' });
  const [{ key }] = view(sheet, state).parcels;
  assert.ok(view(sheet, state).can.reopen);
  assert.deepEqual(put({ type: 'reopen', parcel: key }).facts.map(({ kind, body }) => [kind, body.parcel]), [['box_opened', key]]);
  assert.equal(put({ type: 'command', do: 'undo' }).facts[0].kind, 'unboxed');
  put({ type: 'command', do: 'close' });
  put({ type: 'scan', text: MUG });
  assert.equal(put({ type: 'reopen', parcel: key }).verdict.key, 'pack.reopen.busy');
  put({ type: 'command', do: 'close' });
  assert.deepEqual(view(sheet, state).parcels.map(({ items }) => items.length), [1, 1]);
  assert.equal(put({ type: 'reopen', parcel: 'f'.repeat(32) }).verdict.key, 'pack.reopen.unknown');
});

test('an order without a carrier asks for one before anything is packed, and goes on with the sheet that has it', async () => {
  const queue = new Memory();
  const asking = { ...SHEET, carrier: null, carrier_ask: { proposed: 'Post', rule: 'WAY-1', choices: ['Post', 'DHL'] }, counted: [{ line: 1, qty_m: 1000 }] };
  const chosen = [];
  const counted = [];
  const api = { ...answering(asking), carrier: async (transfer, name) => { chosen.push([transfer, name]); return { status: 200, body: { sheet: SHEET } }; } };
  const { model, ports, orders: own } = bench(queue, api);
  ports.onCounted = () => counted.push(true);
  await own.open('T-1');
  assert.ok(isAsked(model.get()));
  assert.deepEqual(counted, [], 'nothing goes into a box before');
  await own.carrier('Post');
  assert.deepEqual(chosen, [[SHEET.transfer, 'Post']]);
  assert.ok(!isAsked(model.get()));
  const held = step(asking, start(asking), { id: fresh(), fresh, type: 'problem', code: 'CK-CARRIER' });
  assert.ok(!isAsked({ sheet: asking, state: held.state }), 'none of them: it is the exception’s');
  assert.deepEqual([held.facts[0].kind, held.facts[0].body.check], ['box_checked', 'CK-CARRIER']);
});

test('a tote that waits, or goes back, is handed to the tasks with what was scanned', async () => {
  const { model } = bench(new Memory());
  const heard = [];
  const aside = { open: async () => model.set({ over: 'aside' }), input: async ({ type }) => heard.push(type), scan: async (text) => heard.push(text) };
  const beside = putAway({ model, aside, api: { tasks: async () => ({ status: 200, body: { tasks: [], table: {} } }) } });
  model.set({ elsewhere: { code: 'T-0001', key: 'pack.more_coming' } });
  assert.ok(isToShelve(model.get()));
  await beside.shelve('SH-1');
  assert.deepEqual(heard, ['tasks', 'T-0001', 'SH-1']);
});
