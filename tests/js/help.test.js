/** A supervisor is called from a bench and a desk too: by the card, whatever stands there, which is there again afterwards. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions } from '../../static/js/pack/shell/actions.js';
import { putAway } from '../../static/js/pack/shell/put-away.js';
import { cardOf } from '../../static/js/pick/shell/aside.js';
import { createModel } from '../../static/js/pick/shell/model.js';

/* A bench whose parts only note what was asked of them. */
function bench(patch) {
  const model = createModel();
  const asked = [];
  const note = (name) => (text) => { asked.push(`${name} ${text}`); };
  model.set({ isLoading: false, device: { name: 'Bench 1' }, person: { id: 1, name: 'Ben' }, session: 's', ...patch });
  const aside = {
    open: async (name) => { note('open')(name); model.set({ over: 'aside', aside: { name, run: {} } }); },
    scan: note('aside'), input: note('input'), back: () => model.set({ over: model.get().aside.under ?? null, aside: null }),
  };
  const beside = putAway({ model, aside, api: {} });
  const parts = { talk: {}, orders: { open: note('order') }, labels: { check: () => false, done: note('label done') }, trucks: { scan: note('truck') }, fetched: {}, people: { badge: note('badge') }, link: {}, queue: {}, carton: null };
  return { act: actions({ model, beside, input: note('engine'), ...parts }), model, asked };
}

test('the help card is understood in either spelling, and whatever a keyboard layout made of it', () => {
  for (const text of ['OBTHELP', 'O-BTN.HELP', 'OßBTN:HELP', 'obthelp']) assert.equal(cardOf(text), 'help', text);
  assert.equal(cardOf('HELP'), null);
});

test('at the bench the card calls, with an order in hand and without one', async () => {
  for (const patch of [{}, { sheet: {}, state: { book: {} } }]) {
    const { act, asked } = bench(patch);
    await act.hear('OBTHELP');
    await act.hear('LOC-1');
    assert.deepEqual(asked, ['open help', 'aside LOC-1']);
  }
});

test('a label that waits for its scan is there again when the help is', async () => {
  for (const [over, after] of [['label', 'label'], ['truck', 'truck'], ['more', null]]) {
    const { act, model, asked } = bench({ over });
    await act.hear('OBTHELP');
    act.back();
    assert.deepEqual([asked, model.get().over], [['open help'], after]);
  }
});

test('somebody who is not signed in calls nobody: the scan is taken for a badge', async () => {
  const { act, asked } = bench({ person: null, session: null });
  await act.hear('OBTHELP');
  assert.deepEqual(asked, ['badge OBTHELP']);
});
