/** Counting and moving walk their vectors; hostile codes count nothing that was not scanned. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as count from '../../static/js/count/engine.js';
import { tableOf } from '../../static/js/menu/table.js';
import * as move from '../../static/js/move/engine.js';
import { seeded, sheetNamed, vectorsOf, wording } from './support.js';

const ENGINES = { count, move };
const table = tableOf(sheetNamed('small'), sheetNamed('looked-up'));
const words = wording();
const LOUD = { ok: 'ok', no: 'no', warn: 'warn', ask: null };
const idOf = (place) => String(place + 1).padStart(32, '0');

for (const [folder, engine] of Object.entries(ENGINES)) {
  for (const vector of vectorsOf(folder)) {
    test(`${vector.name} [${folder}/${vector.file}]`, () => {
      let state = engine.start();
      assert.equal(vector.inputs.length, vector.expect.length);
      vector.inputs.forEach((input, place) => {
        const { verdict, facts, ...after } = engine.step(table, state, { id: idOf(place), at: 1_000 * place, ...input });
        state = after.state;
        const said = { verdict: verdict.key, tone: verdict.tone, ask: engine.view(table, state).ask };
        const { fact, ...expected } = vector.expect[place];
        assert.deepEqual(said, expected, `input ${place}`);
        assert.deepEqual(facts, fact ? [{ id: idOf(place), ...fact }] : [], `fact of input ${place}`);
        assert.ok(words[verdict.key], verdict.key);
        assert.ok(words[verdict.key].split(/\s+/).length <= 6, verdict.key);
        assert.deepEqual([verdict.sound, verdict.sticky], [LOUD[verdict.tone], ['no', 'warn'].includes(verdict.tone)]);
      });
    });
  }
}

test('a state survives being kept: as JSON and back it goes on in the same way', () => {
  for (const [folder, engine] of Object.entries(ENGINES)) {
    for (const vector of vectorsOf(folder)) {
      let state = engine.start();
      vector.inputs.forEach((input, place) => {
        state = JSON.parse(JSON.stringify(engine.step(table, state, { id: idOf(place), at: 0, ...input }).state));
        assert.deepEqual(JSON.parse(JSON.stringify(engine.view(table, state))).ask, vector.expect[place].ask);
      });
    }
  }
});

test('whatever is scanned: no exception, and a fact holds only what can be read', () => {
  const random = seeded(71);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const noise = () => Array.from({ length: Math.floor(random() * 40) }, () => String.fromCharCode(Math.floor(random() * 260))).join('');
  const codes = Object.keys(table.codes);
  const inputs = [() => ({ type: 'scan', text: pick(codes) }), () => ({ type: 'scan', text: noise(), isOffline: true }), () => ({ type: 'scan', text: noise(), unknown: 'look.unknown' }), () => ({ type: 'scan', text: pick(['__proto__', 'constructor', 'toString']), isOffline: true }), () => ({ type: 'quantity', qty_m: 1000 * Math.floor(random() * 9) }), () => ({ type: 'command', do: pick(['undo', 'finish', 'empty', 'back', 'help', 'constructor']) })];
  for (const engine of Object.values(ENGINES)) {
    let state = engine.start();
    for (let turn = 0; turn < 5_000; turn += 1) {
      const { facts, ...after } = engine.step(table, state, { id: idOf(turn), at: turn, ...pick(inputs)() });
      state = after.state;
      engine.view(table, state);
      for (const { kind, body } of facts) {
        const rows = kind === 'count' ? body.rows : [{ ...body, counted_m: body.qty_m }];
        assert.ok(rows.length <= 100);
        assert.ok(rows.every((row) => Number.isInteger(row.counted_m) && row.counted_m >= 0 && row.code.length > 0));
        if (kind === 'move') assert.notEqual(body.from_code.toUpperCase(), body.to_code.toUpperCase());
      }
    }
  }
});
