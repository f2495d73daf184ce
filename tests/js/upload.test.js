/** The uploader against servers and networks of every temper: no fact is lost, none is forgotten unnamed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, pauseAfter, uploader } from '../../static/js/device/upload.js';
import { applyAnswers, newRow, setAside } from '../../static/js/device/ledger.js';
import { fakeClock, seeded } from './support.js';

/** The queue without a database: the same promises, kept in memory. */
class MemoryQueue {
  rows = [];
  generations = [];
  #listeners = new Set();

  constructor(count) {
    this.add(count);
  }

  add(count) {
    const from = this.rows.length + 1;
    const row = (_, place) => newRow({ id: `id-${from + place}`, seq: from + place, kind: 'pick', body: {} });
    this.rows.push(...Array.from({ length: count }, row));
    this.#listeners.forEach((listener) => listener());
  }

  in(state) { return this.rows.filter((row) => row.state === state).map((row) => row.seq); }
  async waiting(limit) { return this.rows.filter((row) => row.state === 'waiting').slice(0, limit); }
  async counts() { return { waiting: this.in('waiting').length, quarantine: this.in('quarantine').length }; }
  async device() { return { generation: 'g1' }; }
  async prune() {}

  async answered(sent, { answers, generation }) {
    this.generations.push(generation);
    const { changed, told } = applyAnswers(sent, answers, 0);
    changed.forEach((row) => this.#put(row));
    return told;
  }

  async setAside(row, key) { this.#put(setAside(row, key, 0)); }

  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #put(row) { this.rows[row.seq - 1] = row; }
}

const reply = (answers) => ({ status: 200, error: null, body: { generation: 'g1', answers } });
const answering = (verdictOf) => (batch) => reply(batch.events.map((event) => ({ id: event.id, ...verdictOf(event) })));
const accept = answering(() => ({ verdict: 'accepted' }));
const fail = (status, key) => ({ status, body: key ? { error: { key } } : null, error: key ? { key } : null });

/** An uploader on a queue of `count` facts; `serve(batch, call)` answers. */
function setUp(count, serve, ports = {}) {
  const clock = fakeClock();
  const queue = new MemoryQueue(count);
  const log = { batches: [], status: [], told: [] };
  const api = {
    async sendEvents(batch) {
      log.batches.push(batch);
      return serve(batch, log.batches.length);
    },
  };
  const hear = { onStatus: (status) => log.status.push(status), onTold: (rows) => log.told.push(...rows) };
  const page = { random: () => 1, locks: null, window: null, document: null, ...ports };
  const up = uploader({ queue, api, build: 'b1', ...hear, ...clock, ...page });
  up.start();
  const sizes = () => log.batches.map((batch) => batch.events.length);
  return { clock, queue, log, up, sizes, last: () => log.status.at(-1) };
}

test('waiting facts go out in order, a hundred at most, one batch at a time', async () => {
  let open = 0;
  const serve = async (batch) => {
    open += 1;
    assert.equal(open, 1);
    await null;
    open -= 1;
    return accept(batch);
  };
  const { up, queue, log, sizes } = setUp(250, serve);
  await up.nudge();
  assert.deepEqual(sizes(), [100, 100, 50]);
  assert.deepEqual(log.batches.flatMap((batch) => batch.events.map(({ seq }) => seq)), queue.rows.map(({ seq }) => seq));
  assert.deepEqual(queue.in('waiting'), []);
});

test('a batch names its generation, its build and how much waits', async () => {
  const { up, log } = setUp(130, accept);
  await up.nudge();
  const { generation, build, sent_at, waiting } = log.batches[0];
  assert.deepEqual({ generation, build, sent_at, waiting }, { generation: 'g1', build: 'b1', sent_at: 0, waiting: 130 });
});

test('a new fact is sent at once, also while a batch is under way', async () => {
  const serve = async (batch, call) => {
    if (call === 1) queueOf().add(1);
    return accept(batch);
  };
  const world = setUp(1, serve);
  const queueOf = () => world.queue;
  await world.up.nudge();
  assert.deepEqual(world.queue.in('waiting'), []);
  world.queue.add(1);
  await world.up.nudge();
  assert.deepEqual(world.queue.in('acknowledged'), [1, 2, 3]);
});

test('a fact that comes after a timer rang in the middle of a batch is sent by its own timer', async () => {
  let answerFirst;
  const serve = (batch, call) => (call === 1 ? new Promise((done) => { answerFirst = () => done(accept(batch)); }) : accept(batch));
  const world = setUp(1, serve);
  const underWay = world.up.nudge();
  while (!answerFirst) await null;
  world.queue.add(1);
  world.clock.pass(100); // it rings while the first batch has no answer yet
  answerFirst();
  await underWay;
  assert.deepEqual(world.queue.in('waiting'), []);
  world.queue.add(1);
  world.clock.pass(100);
  for (let turn = 0; turn < 50; turn += 1) await null;
  assert.deepEqual(world.queue.in('waiting'), []);
});

test('when the answer is lost the same facts are sent again', async () => {
  const { up, clock, queue, log } = setUp(3, (batch, call) => (call === 1 ? fail(0) : accept(batch)));
  await up.nudge();
  assert.deepEqual(queue.in('waiting'), [1, 2, 3]);
  clock.pass(60_000);
  await up.nudge();
  assert.deepEqual(log.batches[1].events, log.batches[0].events);
  assert.deepEqual(queue.in('waiting'), []);
});

test('facts that the answer does not name are sent again', async () => {
  const some = (batch) => accept({ events: batch.events.filter(({ seq }) => seq % 2 === 1) });
  const { up, queue, sizes } = setUp(4, (batch, call) => (call === 1 ? some(batch) : accept(batch)));
  await up.nudge();
  assert.deepEqual(sizes(), [4, 2]);
  assert.deepEqual(queue.in('waiting'), []);
});

const LISTS = ['yes', [], [null, 7, {}], [{ id: 'id-9', verdict: 'accepted' }], [{ id: 'id-1', verdict: 'maybe' }]];
const GARBAGE = [null, {}, ...LISTS.map((answers) => ({ answers }))];
for (const body of GARBAGE) {
  test(`an answer of ${JSON.stringify(body)} settles nothing and is not asked for in a hot loop`, async () => {
    const { up, queue, log, last } = setUp(1, () => ({ status: 200, body, error: null }));
    await up.nudge();
    assert.deepEqual(queue.in('waiting'), [1]);
    assert.equal(log.batches.length, 1);
    assert.equal(last().link, 'offline');
  });
}

test('an answer that names a fact twice counts once', async () => {
  const twice = (batch) => reply([...accept(batch).body.answers, { id: 'id-1', verdict: 'conflict' }]);
  const { up, queue, log } = setUp(1, twice);
  await up.nudge();
  assert.deepEqual(queue.in('acknowledged'), [1]);
  assert.deepEqual(log.told, []);
});

test('a conflict is acknowledged and told to the person once', async () => {
  const refuse = answering(() => ({ verdict: 'conflict', key: 'pick.over' }));
  const { up, queue, log } = setUp(1, refuse);
  await up.nudge();
  await up.nudge();
  assert.deepEqual(queue.in('acknowledged'), [1]);
  assert.deepEqual(log.told.map(({ id, key }) => [id, key]), [['id-1', 'pick.over']]);
});

test('an invalid fact goes to quarantine and the others go on', async () => {
  const judgeAll = answering(({ seq }) => ({ verdict: seq === 2 ? 'invalid' : 'accepted' }));
  const { up, queue } = setUp(3, judgeAll);
  await up.nudge();
  assert.deepEqual(queue.in('quarantine'), [2]);
  assert.deepEqual(queue.in('acknowledged'), [1, 3]);
});

test('a revoked device keeps its queue and says why', async () => {
  const { up, queue, last } = setUp(2, () => fail(401, 'device.revoked'));
  await up.nudge();
  assert.deepEqual(queue.in('waiting'), [1, 2]);
  assert.equal(last().blocked, 'device.revoked');
});

test('once the device is enrolled anew the queue goes out and nothing is blocked', async () => {
  const { up, queue, last } = setUp(2, (batch, call) => (call === 1 ? fail(401, 'device.revoked') : accept(batch)));
  await up.nudge();
  await up.nudge();
  assert.deepEqual(queue.in('waiting'), []);
  assert.equal(last().blocked, null);
});

for (const status of [400, 413]) {
  test(`a batch refused with ${status} is halved until the bad fact stands alone, and only that one is put aside`, async () => {
    const serve = (batch) => (batch.events.some(({ seq }) => seq === 37) ? fail(status, 'events.bad_batch') : accept(batch));
    const { up, queue, sizes } = setUp(100, serve);
    await up.nudge();
    assert.deepEqual(queue.in('quarantine'), [37]);
    assert.equal(queue.in('acknowledged').length, 99);
    assert.ok(sizes().length < 30, `${sizes()}`);
  });
}

test('a portal that says 400 to everything puts nothing aside', async () => {
  const { up, queue } = setUp(8, () => fail(400));
  await up.nudge();
  assert.equal(queue.in('waiting').length, 8);
  assert.deepEqual(queue.in('quarantine'), []);
});

test('after a refusal the batches grow again', async () => {
  const isTooMany = ({ events }) => events.length > 60 && events[0].seq === 1;
  const { up, sizes } = setUp(300, (batch) => (isTooMany(batch) ? fail(413, 'events.too_many') : accept(batch)));
  await up.nudge();
  assert.deepEqual(sizes(), [100, 50, 100, 100, 50]);
});

for (const status of [0, 302, 403, 404, 429, 500, 502, 503, 507]) {
  test(`${status} keeps the queue and tries again later`, async () => {
    const { up, clock, queue, log } = setUp(1, (batch, call) => (call === 1 ? fail(status) : accept(batch)));
    await up.nudge();
    assert.deepEqual(queue.in('waiting'), [1]);
    assert.equal(clock.waiting(), 1);
    clock.pass(30_000);
    await up.nudge();
    assert.deepEqual(queue.in('waiting'), []);
    assert.equal(log.batches.length, 2);
  });
}

test('the server that answers for itself counts as a link, one that does not does not', () => {
  const rows = [newRow({ id: 'id-1', seq: 1 })];
  assert.deepEqual(judge(fail(503, 'store.closed'), rows), { do: 'later', link: 'online', why: { key: 'store.closed' } });
  assert.deepEqual(judge(fail(502), rows), { do: 'later', link: 'offline', why: null });
});

test('the pauses grow from one second to thirty, and are spread', () => {
  for (let failures = 1; failures < 20; failures += 1) {
    for (const random of [0, 0.5, 1]) {
      const pause = pauseAfter(failures, random);
      assert.ok(pause >= 1_000 && pause <= 30_000, `${failures}: ${pause}`);
    }
  }
  assert.ok(pauseAfter(1, 1) < pauseAfter(3, 1));
  assert.equal(pauseAfter(9, 1), 30_000);
  assert.notEqual(pauseAfter(9, 0), pauseAfter(9, 1));
});

test('an answer starts the pauses anew', async () => {
  const { up, clock } = setUp(1, () => fail(0));
  for (let times = 0; times < 6; times += 1) await up.nudge();
  assert.equal(clock.nextIn(), 30_000);
  const calm = setUp(1, (batch, call) => (call === 4 ? accept(batch) : fail(0)));
  for (let times = 0; times < 4; times += 1) await calm.up.nudge();
  calm.queue.add(1);
  await calm.up.nudge();
  assert.ok(calm.clock.nextIn() <= 2_000);
});

test('without a network a walk of scans tries every two seconds, not at each of them', async () => {
  const { clock, queue, log, up } = setUp(1, () => fail(0));
  for (let times = 0; times < 6; times += 1) await up.nudge();
  const before = log.batches.length;
  for (let scan = 0; scan < 100; scan += 1) {
    queue.add(1);
    clock.pass(100);
    await new Promise(setImmediate);
  }
  const tried = log.batches.length - before;
  assert.ok(tried >= 4 && tried <= 5, `${tried} in ten seconds`);
  queue.add(1);
  assert.ok(clock.nextIn() <= 2_000, 'the last fact is tried as soon');
});

test('a queue that cannot be read is tried again, and nothing breaks', async () => {
  const { up, clock, queue } = setUp(1, accept);
  await up.nudge();
  queue.add(1);
  const { waiting } = queue;
  queue.waiting = async () => { throw new Error('closed'); };
  await up.nudge();
  assert.equal(clock.waiting(), 1);
  queue.waiting = waiting.bind(queue);
  await up.nudge();
  assert.deepEqual(queue.in('waiting'), []);
});

test('two tabs with one queue take turns under the lock', async () => {
  const held = [];
  const locks = {
    line: Promise.resolve(),
    request(name, run) {
      const turn = this.line.then(() => { held.push(name); return run(); });
      this.line = turn.catch(() => {});
      return turn;
    },
  };
  const { up } = setUp(2, accept, { locks });
  await up.nudge();
  assert.ok(held.length > 0 && held.every((name) => name === 'floor-upload'));
});

test('the network or the page coming back wakes the uploader, until it is stopped', async () => {
  const [window, document] = [new EventTarget(), new EventTarget()];
  const { up, log } = setUp(1, () => fail(0), { window, document });
  await up.nudge();
  const before = log.batches.length;
  window.dispatchEvent(new Event('online'));
  document.dispatchEvent(new Event('visibilitychange'));
  await up.nudge();
  assert.ok(log.batches.length > before);
  up.stop();
  const then = log.batches.length;
  window.dispatchEvent(new Event('online'));
  await new Promise(setImmediate);
  assert.equal(log.batches.length, then);
});

/** A server that keeps what it is sent, behind a network that loses, cuts and garbles answers. */
function badNetwork(random, seen) {
  const verdictOf = ({ id }) => ({ verdict: seen.has(id) ? 'duplicate' : 'accepted' });
  const serve = (batch) => {
    const answer = answering(verdictOf)(batch);
    batch.events.forEach(({ id }) => seen.add(id));
    return answer;
  };
  return (batch) => {
    const luck = random();
    if (luck < 0.2) return fail(0);
    if (luck < 0.3) return [serve(batch), fail(0)][1];
    if (luck < 0.4) return fail(503, 'store.closed');
    if (luck < 0.5) return reply([]);
    const answer = serve(batch);
    return luck < 0.6 ? reply(answer.body.answers.slice(Math.floor(random() * batch.events.length))) : answer;
  };
}

test('two hundred queues over networks that fail in every way end empty, and the server has every fact', async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const seen = new Set();
    const { up, queue } = setUp(30 + seed, badNetwork(seeded(seed), seen));
    for (let times = 0; times < 200 && queue.in('waiting').length > 0; times += 1) await up.nudge();
    assert.deepEqual(queue.in('waiting'), [], `seed ${seed}`);
    assert.equal(seen.size, 30 + seed);
  }
});
