/**
 * Help: what is asked for now, and a key that calls a supervisor to where this handheld stands. Its words come from the
 * server, as does who comes. Without a network nobody is called, and it says so.
 */
import { caller } from '../device/api.js';
import { say, t } from '../lib/i18n.js';
import { play } from '../lib/sound.js';
import { step as walked } from '../pick/engine.js';
import { screen } from './screen.js';

const EVERY_MS = 5000;

/** @param {{model, talk, step?, desk?: boolean}} ports step: the engine of what is worked on; desk: a bench or a desk, which stands in one place */
export function begin({ model, talk, step = walked, desk = false }) {
  const call = caller({ token: () => model.get().device?.token, patience: 8000 });
  const isHere = () => model.get().over === 'aside' && model.get().aside?.name === 'help';
  let isBusy = false;

  async function ask(method, path, body) {
    if (isBusy) return;
    isBusy = true;
    const { status, body: said, error } = await call(method, path, body);
    isBusy = false;
    if (!isHere()) return;
    const { words } = model.get().aside;
    const before = model.get().aside.open;
    model.set({ aside: { ...model.get().aside, isCut: status === 0, ...(status === 200 ? said : {}) } });
    if (status === 200) heard(model, method, before, said);
    else if (error) talk.refusal({ error });
    else if (method === 'POST') unsure(model, words);
  }

  const where = () => model.get().v?.stop?.code ?? '';
  const callAt = (place) => ask('POST', 'help', { place, desk, wave: model.get().sheet?.wave ?? null });
  return {
    takeUp: () => { model.set({ aside: { screen, words: null, open: undefined, isCut: false, desk, asked: askedNow(model, step), v: {} } }); return true; },
    opened: () => {
      ask('GET', 'help');
      const timer = setInterval(() => (isHere() ? ask('GET', 'help') : clearInterval(timer)), EVERY_MS);
    },
    scan: (text) => callAt(text.trim()), // the label of where somebody stands
    input: ({ type }) => (type === 'over' ? ask('POST', 'help/over', {}) : callAt(where())),
    back: () => false,
  };
}

/* Said once: that the call went out, that it is over, that somebody comes. */
function heard(model, method, before, { open, words }) {
  if (method === 'GET' && (before === undefined || !open?.comes || before?.comes === open.comes)) return;
  const word = open?.comes ? words.comes.replace('{name}', open.comes) : open ? words.called : words.ended;
  play('ok');
  model.set({ band: { tone: 'ok', word, why: '' } });
  setTimeout(() => { if (model.get().band?.word === word) model.set({ band: null }); }, 2500);
}

function unsure(model, words) {
  play('warn');
  model.set({ band: { tone: 'warn', word: words?.unsure ?? t('home.offline'), why: words?.unsure_why ?? t('menu.not_here') } });
}

/* What the work in hand answers to "help": its engine is asked, and what it says goes nowhere else. */
function askedNow(model, step) {
  const { sheet, state } = model.get();
  if (!sheet || !state) return null;
  const { verdict } = step(sheet, state, { id: '0'.repeat(32), at: 0, type: 'command', do: 'help' });
  const { word, why } = say(verdict);
  return [word, why];
}
