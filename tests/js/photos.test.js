/** Photos on the device: small, sent behind the facts, forgotten only when the server names them. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { judge, sender } from '../../static/js/evidence/send.js';
import { poster } from '../../static/js/evidence/post.js';
import { sha256 } from '../../static/js/evidence/sha256.js';
import { LARGEST, fit, shrink } from '../../static/js/evidence/shrink.js';
import { fakeClock, seeded } from './support.js';

/** The store without a database: the same promises, kept in memory. */
class MemoryPhotos {
  rows = [];
  refused = [];
  #listeners = [];

  async keep(sha256) { this.rows.push({ no: this.rows.length, sha256 }); this.#listeners.forEach((hear) => hear()); }
  async next() { return this.rows[0]; }
  async forget(row) { this.rows = this.rows.filter((one) => one !== row); }
  async refuse(row, key) { this.refused.push([row.sha256, key]); await this.forget(row); }
  async prune() {}
  onChange(listener) { this.#listeners.push(listener); }
}

class MemoryFacts {
  waiting = 0;
  #listeners = [];

  set(waiting) { this.waiting = waiting; this.#listeners.forEach((hear) => hear()); }
  async counts() { return { waiting: this.waiting, quarantine: 0 }; }
  onChange(listener) { this.#listeners.push(listener); }
}

const fail = (status, key) => ({ status, body: key ? { error: { key } } : null, error: key ? { key } : null });
const named = ({ sha256: name }) => ({ status: 200, body: { sha256: name, case: 7 }, error: null });

const calm = () => new Promise((done) => { setImmediate(done); });

/** A sender with photos `a`, `b`...; `serve(row, call)` answers. */
async function setUp(names, serve, { waiting = 0, locks = null } = {}) {
  const [clock, photos, facts] = [fakeClock(), new MemoryPhotos(), new MemoryFacts()];
  const log = { sent: [], told: [] };
  for (const name of names) await photos.keep(name);
  facts.waiting = waiting;
  const post = async (row) => { log.sent.push(row.sha256); return serve(row, log.sent.length); };
  const up = sender({ photos, facts, post, onRefused: (reply) => log.told.push(reply.error.key), timers: clock.timers, random: () => 1, locks, window: null });
  await up.start();
  return { clock, photos, facts, log, up, left: () => photos.rows.map((row) => row.sha256) };
}

test('photos go out one at a time, in order, and each is forgotten when it was named', async () => {
  let open = 0;
  const serve = async (row) => {
    open += 1;
    assert.equal(open, 1);
    await null;
    open -= 1;
    return named(row);
  };
  const { log, left } = await setUp(['a', 'b', 'c'], serve);
  assert.deepEqual([log.sent, left()], [['a', 'b', 'c'], []]);
});

test('no photo goes out before the last fact is answered', async () => {
  const { clock, facts, log, up, left } = await setUp(['a'], named, { waiting: 2 });
  facts.set(1);
  clock.pass(60_000);
  await up.nudge();
  assert.deepEqual(log.sent, []);
  facts.set(0);
  clock.pass(1_000);
  await up.nudge();
  assert.deepEqual([log.sent, left()], [['a'], []]);
});

test('a fact that is told between two photos goes first', async () => {
  const serve = (row, call) => { if (call === 1) worldOf().facts.waiting = 1; return named(row); };
  const facts = { held: null };
  const worldOf = () => facts.held ?? { facts: {} };
  const world = await setUp([], serve);
  facts.held = world;
  await world.photos.keep('a');
  await world.photos.keep('b');
  world.clock.pass(1_000);
  await world.up.nudge();
  assert.deepEqual([world.log.sent, world.left()], [['a'], ['b']]);
});

test('scans do not touch the store of photos while none is there', async () => {
  const { clock, facts, photos } = await setUp([], named);
  photos.next = () => assert.fail('it was asked');
  for (let scan = 0; scan < 20; scan += 1) facts.set(scan % 2);
  assert.equal(clock.waiting(), 0);
});

test('without an answer, with a garbled one or with that of a portal a photo waits and is tried later and later', async () => {
  const replies = [fail(0), fail(200), { status: 200, body: { sha256: 'b' }, error: null }, fail(400), fail(401, 'device.revoked'), fail(422, 'evidence.cut_off'), fail(429, 'x'), fail(507, 'store.full')];
  const { clock, log, left } = await setUp(['a'], (row, call) => replies[call - 1] ?? named(row));
  const pauses = [];
  for (let call = 1; call <= replies.length; call += 1) {
    assert.deepEqual([log.sent.length, left()], [call, ['a']]);
    pauses.push(clock.nextIn());
    clock.pass(clock.nextIn());
    await calm();
  }
  assert.deepEqual(left(), []);
  assert.deepEqual(pauses, [...pauses].sort((one, other) => one - other));
  assert.ok(pauses[0] >= 1_000 && pauses.at(-1) <= 30_000);
});

test('what the server itself will never take is put aside, told once, and holds up no other', async () => {
  const { log, photos, left } = await setUp(['a', 'b'], (row) => (row.sha256 === 'a' ? fail(400, 'evidence.no_picture') : named(row)));
  assert.deepEqual([photos.refused, log.told, left()], [[['a', 'evidence.no_picture']], ['evidence.no_picture'], []]);
});

test('a disk that fails under it is tried again', async () => {
  const { clock, photos, up, left } = await setUp([], named);
  const { next } = photos;
  photos.next = () => Promise.reject(new Error('disk'));
  await photos.keep('a');
  clock.pass(1_000);
  await up.nudge();
  assert.deepEqual(left(), ['a']);
  photos.next = next;
  clock.pass(clock.nextIn());
  await up.nudge();
  assert.deepEqual(left(), []);
});

test('tabs take turns', async () => {
  const asked = [];
  const locks = { request: (name, run) => { asked.push(name); return run(); } };
  await setUp(['a'], named, { locks });
  assert.deepEqual([...new Set(asked)], ['floor-photos']);
});

test('no network of any temper loses a photo or sends one before the facts', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seeded(seed);
    const [taken, arrived] = [[], new Set()];
    let world = null;
    const serve = (row) => {
      assert.equal(world.facts.waiting, 0);
      const luck = random();
      if (luck < 0.6) arrived.add(row.sha256); // and perhaps the answer is lost
      return luck < 0.4 ? named(row) : fail(luck < 0.8 ? 0 : 503, luck < 0.9 ? undefined : 'store.closed');
    };
    world = await setUp([], serve);
    for (let step = 0; step < 100; step += 1) {
      if (step < 20 && random() < 0.5) await world.photos.keep(taken[taken.push(`${seed}-${step}`) - 1]);
      world.facts.set(step < 40 && random() < 0.3 ? 1 : 0);
      world.clock.pass(Math.round(random() * 40_000));
      await world.up.nudge();
    }
    assert.deepEqual([world.left(), [...arrived].sort()], [[], taken.sort()]);
  }
});

test('an answer that names another photo settles nothing', () => {
  assert.equal(judge({ status: 200, body: { sha256: 'b' }, error: null }, { sha256: 'a' }), 'later');
  assert.equal(judge({ status: 413, body: null, error: null }, { sha256: 'a' }), 'later');
});

test('a photo goes out under its name, with what it is about, as the device', async () => {
  const calls = [];
  const fetch = async (url, options) => { calls.push([url, options]); return { status: 200, json: async () => ({ sha256: 'a' }) }; };
  const post = poster({ token: () => 'secret', fetch });
  const reply = await post({ sha256: 'a', event: 'e', at: 5, person: null, bytes: new ArrayBuffer(3) });
  assert.deepEqual(reply, { status: 200, body: { sha256: 'a' }, error: null });
  const [[url, { method, headers, body }]] = calls;
  assert.deepEqual([url, method, body.byteLength], ['/api/v1/evidence?sha256=a&event=e&at=5', 'POST', 3]);
  assert.deepEqual([headers.Authorization, headers['X-Floor']], ['Bearer secret', '1']);
});

test('no network is an answer without a status, and a page of a portal has no words of ours', async () => {
  const row = { sha256: 'a', event: 'e', at: 5, person: 3 };
  const away = poster({ token: () => null, fetch: async () => { throw new TypeError('away'); } });
  assert.deepEqual(await away(row), { status: 0, body: null, error: null });
  const portal = poster({ token: () => null, fetch: async () => ({ status: 400, json: async () => JSON.parse('<html>') }) });
  assert.deepEqual(await portal(row), { status: 400, body: null, error: null });
});

test('the hand-made SHA-256 is the right one', async () => {
  const random = seeded(7);
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 300_000]) {
    const bytes = Uint8Array.from({ length }, () => Math.floor(random() * 256));
    const right = createHash('sha256').update(bytes).digest('hex');
    assert.equal(await sha256(bytes, null), right);
    assert.equal(await sha256(bytes), right);
  }
});

test('the first step that is small enough is taken, and the picture is let go', async () => {
  const asked = [];
  let closed = 0;
  const read = async () => ({ width: 4000, height: 3000, close: () => { closed += 1; } });
  const write = async (_picture, width, height, quality) => { asked.push([width, height, quality]); return { size: width * 300 }; };
  const small = await shrink({}, { read, write });
  assert.ok(small.size <= LARGEST);
  assert.deepEqual(asked.map(([width, height]) => [width, height]), [[1600, 1200], [1600, 1200], [1280, 960], [1024, 768], [800, 600]]);
  assert.equal(closed, 1);
});

test('what cannot be made small enough or is no picture is told apart from a photo', async () => {
  let closed = 0;
  const read = async () => ({ width: 9, height: 9, close: () => { closed += 1; } });
  await assert.rejects(shrink({}, { read, write: async () => ({ size: LARGEST + 1 }) }));
  await assert.rejects(shrink({}, { read, write: async () => null }));
  await assert.rejects(shrink({}, { read: async () => { throw new Error('no picture'); } }));
  assert.equal(closed, 2);
});

test('a small picture keeps its size, a thin one keeps a pixel', () => {
  assert.deepEqual(fit({ width: 300, height: 200 }, 1600), [300, 200]);
  assert.deepEqual(fit({ width: 16_000, height: 3 }, 1600), [1600, 1]);
});
