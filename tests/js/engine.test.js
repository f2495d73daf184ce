/** The engine walks the vectors: what each scan makes of the screen, the sound and the facts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say, use } from '../../static/js/lib/i18n.js';
import { start, step, view } from '../../static/js/pick/engine.js';
import { sheetNamed, vectorsOf, wording } from './support.js';

const all = vectorsOf('scan');
const sheets = new Map(['small', 'plain', 'goods', 'cart', 'taken-over', 'cancelled', 'discrete', 'batch'].map((name) => [`${name}.json`, sheetNamed(name)]));
const words = wording();
const idOf = (place) => String(place + 1).padStart(32, '0');
const within = (whole, part) => Object.fromEntries(Object.keys(part).map((name) => [name, whole[name]]));

/** A vector may set rules of its own, and what all lines have in common. */
function sheetOf({ sheet, rules = {}, each = {} }) {
  const whole = sheets.get(sheet);
  return { ...whole, rules: { ...whole.rules, ...rules }, lines: whole.lines.map((line) => ({ ...line, ...each })) };
}

/** The verdicts of a walk, each as a vector writes it. */
function walked(vector, onStep = () => {}) {
  const sheet = sheetOf(vector);
  let state = start(sheet);
  let made = 1000;
  return vector.inputs.map((input, place) => {
    const fresh = () => { made += 1; return idOf(made); };
    const answer = step(sheet, state, { id: idOf(place), at: 1_000 * place, fresh, ...input });
    onStep(answer, sheet, state);
    state = answer.state;
    return answer;
  });
}

function check(answer, expected, sheet, place) {
  const { verdict, facts, state } = answer;
  const said = { verdict: verdict.key, tone: verdict.tone, ask: view(sheet, state).ask };
  assert.deepEqual(said, { verdict: expected.verdict, tone: expected.tone, ask: expected.ask }, `input ${place}`);
  const wanted = expected.facts ?? (expected.fact ? [expected.fact] : []);
  assert.equal(facts.length, wanted.length, `facts of input ${place}`);
  if (wanted.length > 0) assert.ok(facts.some(({ id }) => id === idOf(place)));
  assert.equal(new Set(facts.map(({ id }) => id)).size, facts.length);
  wanted.forEach(({ kind, body }, number) => {
    assert.equal(facts[number].kind, kind);
    assert.deepEqual(within(facts[number].body, body), body, `fact ${number} of input ${place}`);
  });
}

for (const vector of all) {
  test(`${vector.name} [${vector.file}]`, () => {
    const answers = walked(vector);
    assert.equal(answers.length, vector.expect.length);
    answers.forEach((answer, place) => check(answer, vector.expect[place], sheetOf(vector), place));
  });
}

test('the names of the vectors are sentences, and none is there twice', () => {
  const names = all.map((vector) => vector.name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length >= 40);
});

const LOUD = { ok: 'ok', no: 'no', warn: 'warn', sure: 'warn', ask: null };

test('every verdict has wording of six words at most, its own sound, and stays when it needs a person', () => {
  for (const vector of all) {
    walked(vector, ({ verdict }) => {
      assert.ok(words[verdict.key], verdict.key);
      assert.ok(words[verdict.key].replace('—', ' ').trim().split(/\s+/).length <= 6, verdict.key);
      assert.equal(verdict.sound, LOUD[verdict.tone]);
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
    walked(vector, ({ verdict, state }, sheet) => {
      complete(verdict);
      complete(view(sheet, state).prompt);
    });
  }
});

/** A walk of scans on the small sheet, and what the band says after the last of them. */
function band(...texts) {
  const sheet = sheets.get('small.json');
  const answers = walked({ sheet: 'small.json', inputs: texts.map((text) => ({ type: 'scan', text })) });
  use(words);
  const { word, why } = say(answers.at(-1).verdict);
  return { word, why, prompt: say(view(sheet, answers.at(-1).state).prompt).word };
}

const SOAP = '4006381333931';

test('the band names what is right, what is wrong, and what to do', () => {
  const said = [
    [['A-06-1'], 'Wrong location', 'This is A-06-1. Go to A-04-2.', 'Scan the location'],
    [['A-04-2', SOAP, SOAP], 'Right — 2 of 3', '1 more, or scan tote 5.', 'Scan the next piece'],
    [['A-04-2', SOAP, SOAP, SOAP], 'Right — 3 of 3', 'Scan tote 5.', 'Scan tote 5'],
    [['A-04-2', '4006381333955'], 'Wrong product', 'This is Soap bar, olive. It belongs to A-06-1.', 'Scan the product'],
    [['A-04-2', SOAP, 'T-0002'], 'Wrong tote', 'This is tote 2. Use tote 5.', 'Scan the next piece'],
    [['A-04-2', SOAP, 'T-0007'], 'Kept — 1 of 3', '2 more, or press Short.', 'Scan the product'],
    [['A-04-2', SOAP, 'T-0007', SOAP], 'Right — 2 of 3', '1 more, or scan tote 5.', 'Scan the next piece'],
    [['A-04-2', SOAP, 'T-0007', SOAP, SOAP, 'T-0007'], 'Done — 3 of 3', 'Next here: Hand soap, lavender.', 'Scan the product'],
    [['A-04-2', SOAP, 'T-0007', 'RC-EMPTY'], 'Reported — 2 missing', 'Next: Hand soap, lavender at A-04-2.', 'Scan the product'],
    [['A-04-2', SOAP, 'T-0007', 'O-BTN.UNDO'], 'Taken back — 1', 'Take Hand soap, lavender out of tote 5, back to A-04-2.', 'Scan the product'],
  ];
  for (const [texts, word, why, prompt] of said) assert.deepEqual(band(...texts), { word, why, prompt });
});

test('too many is said in numbers', () => {
  const sheet = sheetNamed('small');
  sheet.lines = sheet.lines.filter(({ id }) => id === 47);
  let state = start(sheet);
  let last;
  for (const input of [{ text: 'A-06-1' }, { text: '14006381333952' }, { type: 'quantity', qty_m: 25_000 }]) {
    last = step(sheet, state, { id: idOf(0), at: 0, type: 'scan', ...input });
    state = last.state;
  }
  use(words);
  assert.equal(say(last.verdict).why, 'That is 25, and 24 are left to take.');
});

/** Wrong digits are remembered, that nobody guesses: nothing else of the state is touched. */
function onlyTries(state, before) {
  assert.equal(state.digits.wrong, before.digits.wrong + 1);
  assert.deepEqual({ ...state, digits: null }, { ...before, digits: null });
}

test('a refused or warned input changes nothing, but for how often digits were wrong', () => {
  for (const vector of all) {
    walked(vector, ({ verdict, state, facts }, _sheet, before) => {
      if (verdict.tone !== 'no' && verdict.tone !== 'warn') return;
      assert.deepEqual(facts, []);
      if (before.digits?.open && state !== before) onlyTries(state, before);
      else assert.equal(state, before);
    });
  }
});

test('the state is plain JSON: what is stored is what is read', () => {
  for (const vector of all) {
    walked(vector, ({ state }) => assert.deepEqual(JSON.parse(JSON.stringify(state)), state));
  }
});

test('nothing that is given is changed', () => {
  for (const vector of all) {
    const sheet = structuredClone(sheets.get(vector.sheet));
    walked(vector, (_answer, _sheet, before) => assert.deepEqual(before, structuredClone(before)));
    assert.deepEqual(sheets.get(vector.sheet), sheet);
  }
});

test('an input of no known type is refused', () => {
  const sheet = sheets.get('small.json');
  for (const input of [{}, { type: 'bad' }, { type: 'foreign' }, { type: 'location', location: 7 }, { type: 'scan' }]) {
    assert.equal(step(sheet, start(sheet), { id: idOf(0), at: 0, ...input }).verdict.tone, 'no');
  }
});

test('a sheet with every line settled asks for the end at once', () => {
  const sheet = sheetNamed('small');
  sheet.lines.forEach((line) => { line.picked_m = line.demand_m; });
  assert.equal(view(sheet, start(sheet)).ask, 'finish');
});

test('a walk is taken up again from the sheet and the facts no answer has named', () => {
  const sheet = sheets.get('small.json');
  const walk = all.find((vector) => vector.name.startsWith('A whole walk'));
  const answers = walked(walk);
  for (let cut = 0; cut <= answers.length; cut += 1) {
    const facts = answers.slice(0, cut).flatMap((answer) => answer.facts).map((fact) => ({ ...fact, epoch: sheet.epoch }));
    const again = start(sheet, facts);
    const book = cut === 0 ? start(sheet).book : answers[cut - 1].state.book;
    assert.deepEqual(again.book, book);
  }
});

test('goods of a lot that no line takes are sent to their own line, not off the wave', () => {
  const whole = sheets.get('small.json');
  const lines = whole.lines.filter(({ id }) => id !== 45);
  const said = (stop, ...texts) => {
    const sheet = { ...whole, lines: lines.map((line) => (line.id === 44 ? { ...line, stop } : line)) };
    let answer = { state: start(sheet) };
    const inputs = [{ type: 'command', do: 'skip' }, ...texts.map((text) => ({ type: 'scan', text }))];
    inputs.forEach((input, place) => { answer = step(sheet, answer.state, { id: idOf(place), at: place, ...input }); });
    return [answer.verdict.key, answer.verdict.args.is];
  };
  assert.deepEqual(said(0, 'A-04-2', '(01)04006381333931(10)X99'), ['pick.lot.wrong', 'X99']);
  assert.deepEqual(said(3, 'A-04-2', '(01)04006381333931(10)X99'), ['pick.product.wrong', 'Hand soap, lavender']);
});
