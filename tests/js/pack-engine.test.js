/** The packing engine walks its vectors: what each scan makes of the screen, the sound and the facts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say, t, use } from '../../static/js/lib/i18n.js';
import { start, step, view } from '../../static/js/pack/engine.js';
import { sheetNamed, vectorsOf, wording } from './support.js';

const all = vectorsOf('pack');
const sheets = new Map(['bench', 'bench-plain', 'bench-checks', 'bench-held'].map((name) => [`${name}.json`, sheetNamed(name)]));
const words = wording();
const idOf = (place) => String(place + 1).padStart(32, '0');
const within = (whole, part) => Object.fromEntries(Object.keys(part).map((name) => [name, whole[name]]));

function packed(vector, onStep = () => {}) {
  const sheet = sheets.get(vector.sheet);
  let state = start(sheet);
  let made = 1000;
  return vector.inputs.map((input, place) => {
    const fresh = () => { made += 1; return idOf(made); };
    const answer = step(sheet, state, { id: idOf(place), fresh, ...input });
    onStep(answer, sheet, state);
    state = answer.state;
    return answer;
  });
}

function check({ verdict, facts, state }, expected, sheet, place) {
  const said = { verdict: verdict.key, tone: verdict.tone, ask: view(sheet, state).ask };
  assert.deepEqual(said, { verdict: expected.verdict, tone: expected.tone, ask: expected.ask }, `input ${place}`);
  const made = facts.map(({ kind, body }, number) => ({ kind, body: within(body, expected.facts[number]?.body ?? {}) }));
  assert.deepEqual(made, expected.facts, `facts of input ${place}`);
  if (facts.length > 0) assert.equal(facts[0].id, idOf(place));
}

for (const vector of all) {
  test(`${vector.name} [${vector.file}]`, () => {
    const answers = packed(vector);
    assert.equal(answers.length, vector.expect.length);
    answers.forEach((answer, place) => check(answer, vector.expect[place], sheets.get(vector.sheet), place));
  });
}

test('the names of the vectors are sentences, and none is there twice', () => {
  const names = all.map((vector) => vector.name);
  assert.equal(new Set(names).size, names.length);
  names.forEach((name) => assert.match(name, /^[A-Z].* .*[a-z]$/));
  assert.ok(names.length >= 40);
});

test('every verdict has wording of six words at most, its own sound, and stays when it needs a person', () => {
  const loud = { ok: 'ok', no: 'no', warn: 'warn', ask: null };
  for (const vector of all) {
    packed(vector, ({ verdict }) => {
      assert.ok(words[verdict.key], verdict.key);
      assert.ok(words[verdict.key].replace('—', ' ').trim().split(/\s+/).length <= 6, verdict.key);
      assert.equal(verdict.sound, loud[verdict.tone]);
      assert.equal(verdict.sticky, verdict.tone === 'no' || verdict.tone === 'warn');
    });
  }
});

test('every sentence finds all it wants to name', () => {
  const wanted = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const complete = ({ key, args }) => {
    for (const text of [words[key], words[`${key}.why`] ?? '']) {
      wanted(text).forEach((name) => assert.ok(args[name] !== undefined && args[name] !== '', `${key} lacks {${name}}`));
    }
  };
  for (const vector of all) {
    packed(vector, ({ verdict, state }, sheet) => {
      complete(verdict);
      complete(view(sheet, state).prompt);
    });
  }
});

test('a refused or warned input changes nothing, and the state is plain JSON', () => {
  for (const vector of all) {
    packed(vector, ({ verdict, state, facts }, _sheet, before) => {
      assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
      if (verdict.tone !== 'no' && verdict.tone !== 'warn') return;
      assert.equal(state, before);
      assert.deepEqual(facts, []);
    });
  }
});

test('nothing that is given is changed', () => {
  for (const vector of all) {
    const sheet = structuredClone(sheets.get(vector.sheet));
    packed(vector);
    assert.deepEqual(sheets.get(vector.sheet), sheet);
  }
});

test('an input of no known type is refused', () => {
  const sheet = sheets.get('bench.json');
  for (const input of [{}, { type: 'bad' }, { type: 'foreign' }, { type: 'product', product: 9 }, { type: 'scan' }, { type: 'command', do: 'soup' }]) {
    assert.equal(step(sheet, start(sheet), { id: idOf(0), fresh: () => idOf(1), ...input }).verdict.tone, 'no');
  }
});

test('packing is taken up again from the sheet and the facts, however many of them the sheet counts already', () => {
  for (const vector of all) {
    const sheet = sheets.get(vector.sheet);
    const answers = packed(vector);
    const facts = answers.flatMap((answer) => answer.facts);
    const { book } = answers.at(-1).state;
    const plain = (parcels) => parcels.map((parcel) => ({ ...parcel, items: parcel.items.map((item) => ({ ...item, scan: null })) }));
    const again = start(sheet, [...facts, ...facts]).book;
    assert.deepEqual(plain(again.parcels), plain(book.parcels), vector.name);
    const compiled = { ...sheet, parcels: book.parcels.map((parcel) => ({ ...parcel, items: parcel.items.map(({ scan, ...item }) => item) })) };
    assert.deepEqual(plain(start(compiled, facts).book.parcels), plain(book.parcels), vector.name);
  }
});

test('the weight to expect is told when all in the box is known', () => {
  const seen = (sheet, ...texts) => {
    let state = start(sheet);
    texts.forEach((text, place) => { state = step(sheet, state, { type: 'scan', text, id: idOf(place), fresh: () => idOf(99) }).state; });
    return view(sheet, state).expected_g;
  };
  const sheet = sheets.get('bench.json');
  assert.equal(seen(sheet), null);
  assert.equal(seen(sheet, '4006381333931', '4006381333962'), 340 + 1250);
  assert.equal(seen(sheet, '4006381333931', 'C-M'), 340 + 180);
  assert.equal(seen(sheets.get('bench-plain.json'), '0036000291452'), null);
});

test('the goods to pack now come first, those that are packed last', () => {
  const sheet = sheets.get('bench.json');
  const after = (...texts) => {
    let state = start(sheet);
    texts.forEach((text, place) => { state = step(sheet, state, { type: 'scan', text, id: idOf(place), fresh: () => idOf(99) }).state; });
    return view(sheet, state);
  };
  assert.deepEqual(after().rows.map(({ product, state }) => [product.id, state]), [[9, 'now'], [10, 'open'], [11, 'open'], [12, 'open']]);
  const later = after('4006381333962', '4006381333955');
  assert.deepEqual(later.rows.map(({ product, state }) => [product.id, state]), [[11, 'now'], [9, 'open'], [10, 'open'], [12, 'done']]);
  assert.deepEqual(later.progress, { done: 1, total: 4 });
  assert.deepEqual(later.steps.map(({ name, state }) => [name, state]), [['items', 'now'], ['box', 'then'], ['weight', 'then'], ['label', 'then']]);
});

test('the band names what is wrong and what to do', () => {
  const sheet = sheets.get('bench.json');
  const band = (...texts) => {
    let answer = { state: start(sheet) };
    texts.forEach((text, place) => { answer = step(sheet, answer.state, { type: 'scan', text, id: idOf(place), fresh: () => idOf(99) }); });
    return say(answer.verdict);
  };
  use(words);
  assert.deepEqual(band('4006381333986'), { word: 'Not in this order', why: 'Shampoo bar, nettle. Order S00013 on slot 4 wants it: put it there.' });
  assert.deepEqual(band('4006381333993'), { word: 'Not in this order', why: 'Hand cream, almond. No order of this wave wants it: put it aside.' });
  assert.deepEqual(band('4006381333931', '4006381333931', '4006381333931'), { word: 'Too many', why: 'Mug: all 2 are in. Put this one aside.' });
  assert.equal(t('pack.note.short', { count: '2', name: 'Mug' }), '2 × Mug could not be picked. Pack the rest.');
});
