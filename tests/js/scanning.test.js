/** One input, one answer: green after the disk has it, red at once, nobody asked for either. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { step, view, start } from '../../static/js/pick/engine.js';
import { createModel } from '../../static/js/pick/shell/model.js';
import { scanner } from '../../static/js/pick/shell/scanning.js';
import { sheetNamed } from './support.js';

globalThis.fetch = () => { throw new Error('the network was asked'); };
globalThis.requestAnimationFrame = (run) => setTimeout(run, 0);

const sheet = sheetNamed('small');

/** A page on its walk; `disk` keeps what is recorded until it is told to write. */
function page(record = () => Promise.resolve()) {
  const model = createModel();
  model.set({ sheet, state: start(sheet), v: view(sheet, start(sheet)) });
  const story = [];
  const queue = {
    async recordAll({ facts, state }) {
      story.push('asked');
      await record(facts, state);
      story.push('kept');
    },
  };
  const talk = { verdict: ({ tone, key }) => story.push(`${tone} ${key}`), words: (tone, key) => story.push(`${tone} ${key}`) };
  const whose = () => ({ job: sheet.wave, wave: sheet.wave, epoch: 1, sheet: 1 });
  const { input, inTurn } = scanner({ model, queue, talk, engine: { step, view }, unknown: 'pick.unknown', whose, onUnknown: () => false, onStep: () => {} });
  return { model, story, inTurn, scan: (text) => input({ type: 'scan', text }) };
}

const later = () => new Promise((done) => { setTimeout(done, 5); });

test('green is said after the disk has it, and nobody on the network is asked', async () => {
  const { scan, story } = page(later);
  await scan('A-04-2');
  assert.deepEqual(story, ['asked', 'kept', 'ok pick.location.right']);
});

test('red is said at once: there is nothing to keep', async () => {
  const { scan, story } = page(later);
  await scan('A-06-1');
  assert.deepEqual(story, ['no pick.location.wrong']);
});

test('what the disk does not take is red, and the state is as before', async () => {
  const { scan, story, model } = page(() => Promise.reject(new Error('full')));
  const before = model.get().state;
  await scan('A-04-2');
  assert.deepEqual(story, ['asked', 'no band.saved_not']);
  assert.equal(model.get().state, before);
});

test('fast scans are answered one after another, each on the state the one before it left', async () => {
  const { scan, story, model } = page(later);
  await Promise.all(['A-04-2', '4006381333931', '4006381333931', 'T-0007'].map(scan));
  assert.deepEqual(story.filter((said) => said.includes(' ')), ['ok pick.location.right', 'ok pick.right', 'ok pick.right', 'ok pick.put.part']);
  assert.equal(model.get().state.book.lines[44].picked_m, 2000);
});

test('what must not come between two scans waits for its turn', async () => {
  const { scan, story, inTurn } = page(later);
  const all = [scan('A-04-2'), inTurn(async () => { story.push('replaced'); }), scan('4006381333931')];
  await Promise.all(all);
  assert.deepEqual(story.filter((said) => said !== 'asked' && said !== 'kept'), ['ok pick.location.right', 'replaced', 'ok pick.right']);
});
