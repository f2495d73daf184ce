/** Tasks walk their vectors: taken, done and refused by scan; whatever is scanned, nothing is done that was not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableOf } from '../../static/js/menu/table.js';
import * as tasks from '../../static/js/tasks/engine.js';
import { seeded, sheetNamed, vectorsOf, wording } from './support.js';

const base = tableOf(sheetNamed('small'), sheetNamed('looked-up'));
const offered = { type: 'tasks', ...sheetNamed('offered') };
const words = wording();
const idOf = (place) => String(place + 1).padStart(32, '0');

function begun() {
  return tasks.step(base, tasks.start(), offered).state;
}

function step(state, input, place) {
  return tasks.step(tasks.withTasks(base, state), state, { id: idOf(place), at: 1_000 * place, ...input });
}

for (const vector of vectorsOf('tasks')) {
  test(`${vector.name} [tasks/${vector.file}]`, () => {
    let state = begun();
    assert.equal(vector.inputs.length, vector.expect.length);
    vector.inputs.forEach((input, place) => {
      const { verdict, facts, ...after } = step(state, input, place);
      state = JSON.parse(JSON.stringify(after.state));
      const said = { verdict: verdict.key, tone: verdict.tone, ask: tasks.view(tasks.withTasks(base, state), state).ask };
      const { fact, ...expected } = vector.expect[place];
      assert.deepEqual(said, expected, `input ${place}`);
      assert.deepEqual(facts, fact ? [{ id: idOf(place), ...fact }] : [], `fact of input ${place}`);
      assert.ok(words[verdict.key], verdict.key);
      assert.ok(words[verdict.key].split(/\s+/).length <= 6, verdict.key);
    });
  });
}

test('what was ended here is not offered again by an answer that is older, and is forgotten once it is gone', () => {
  let { state } = step(begun(), { type: 'take', task: 6 }, 0);
  state = step(state, { type: 'reason', reason: 'TK-GONE' }, 1).state;
  state = step(state, offered, 2).state;
  assert.deepEqual(tasks.open(state).map(({ id }) => id), [1, 2, 3, 4, 5, 7]);
  state = step(state, { ...offered, tasks: offered.tasks.filter(({ id }) => id !== 6) }, 3).state;
  assert.deepEqual(state.ended, []);
});

test('every word a screen of tasks asks for is there', () => {
  for (const ask of ['list', 'from', 'goods', 'lot', 'to', 'brought', 'tote', 'slot', 'why']) {
    for (const key of [`task.ask.${ask}`, `task.ask.${ask}_why`, `task.help.${ask}`]) assert.ok(words[key], key);
  }
  for (const ask of ['place', 'goods', 'lot']) assert.ok(words[`task.ask.count_${ask}`], ask);
  for (const code of tasks.WHY_NOT) assert.ok(words[`task.why_not.${code}`], code);
  for (const { kind } of offered.tasks) assert.ok(words[`task.kind.${kind}`], kind);
});

test('whatever is scanned: no exception, never more than was wanted, and one fact a task ends with', () => {
  const random = seeded(72);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const noise = () => Array.from({ length: Math.floor(random() * 30) }, () => String.fromCharCode(Math.floor(random() * 260))).join('');
  const codes = [...Object.keys(base.codes), ...Object.keys(offered.table.codes)];
  const inputs = [() => ({ type: 'scan', text: pick(codes) }), () => ({ type: 'scan', text: pick(['4006381333955', 'A-06-1', 'F-02-2', 'T-0117', 'T-0120', 'P-07']) }), () => ({ type: 'scan', text: noise(), isOffline: true }), () => ({ type: 'scan', text: noise(), answer: { what: 'tote', title: 'T-9' } }), () => ({ type: 'quantity', qty_m: 1000 * Math.floor(random() * 20) }), () => ({ type: 'take', task: 1 + Math.floor(random() * 8) }), () => ({ type: 'reason', reason: pick(['TK-GONE', 'x']) }), () => ({ type: 'command', do: pick(['undo', 'finish', 'empty', 'back', 'help', 'cannot', 'constructor']) }), () => offered];
  for (let run = 0; run < 40; run += 1) {
    let state = begun();
    const ends = new Map();
    for (let turn = 0; turn < 150; turn += 1) {
      const result = step(state, pick(inputs)(), turn);
      state = result.state;
      tasks.view(tasks.withTasks(base, state), state);
      for (const { kind, body } of result.facts) {
        if (kind === 'task_done') assert.ok(body.qty_m <= (offered.tasks.find(({ id }) => id === body.task).qty_m ?? Infinity));
        if (kind !== 'task_taken' && body.task) ends.set(body.task, (ends.get(body.task) ?? 0) + 1);
      }
    }
    assert.ok([...ends.values()].every((n) => n === 1));
  }
});
