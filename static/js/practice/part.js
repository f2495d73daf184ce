/**
 * The practice wave: the engine and the screens of a walk over a made-up sheet, laid over the home screen. It is given
 * one place of its own to keep what it needs (`practice`), and nothing that makes, keeps or sends a fact: what the engine
 * calls facts ends here. It says at all times that it is practice.
 */
import { spoken } from '../lib/i18n.js';
import { start, step, view } from '../pick/engine.js';
import { cardOf } from '../pick/shell/aside.js';
import { scanner } from '../pick/shell/scanning.js';
import { begin as beginCoach, judged, noted } from './coach.js';
import { passed } from './passed.js';
import { screens } from './screens.js';

const MINE = ['sheet', 'state', 'v', 'over'];

/** @param {{model, queue: {get, set}, talk}} ports as the shell has them; of the queue only `practice` is touched, and what `passed.js` tells */
export function begin({ model, queue, talk }) {
  const shelf = { get: () => queue.get('practice'), set: (kept) => queue.set('practice', kept) };
  return practice({ model, talk, shelf, fetchWave, onPassed: () => passed({ model, queue }) });
}

/** @param {{model, talk, shelf: {get, set}, fetchWave(lang): Promise<{sheet, tasks}>, onPassed(): void, now?: () => number}} ports */
export function practice({ now = Date.now, ...ports }) {
  const desk = { ...ports, now, draw };
  const inner = inside(desk);
  const queue = { recordAll: ({ state }) => keep(desk, { state }) }; // the facts it is handed go nowhere
  const onStep = (result, _before, given) => stepped(desk, result, given);
  const { input } = scanner({ model: inner, queue, talk: desk.talk, engine: { step, view }, unknown: 'pick.unknown', whose: () => ({}), onUnknown: () => false, onStep });
  const act = actions(desk, input);
  const screen = screens(inner, act);

  function draw(patch) {
    const { aside } = desk.model.get();
    desk.model.set({ aside: { ...aside, screen, inner: { ...aside?.inner, ...patch } } });
  }

  return {
    takeUp: (isReload) => takeUp(desk, isReload),
    opened: () => {},
    scan: (text) => ((cardOf(text) ?? 'help') !== 'help' ? desk.talk.words('warn', 'practice.not_here') : input({ type: 'scan', text })),
    input,
    back: () => goBack(desk, act),
  };
}

const own = ({ model }) => model.get().aside?.inner;

/** What its screens may ask for in place of the shell's. */
function actions(desk, input) {
  return {
    command: (what, options) => input({ type: 'command', do: what }, options),
    quantity: (qty_m) => input({ type: 'quantity', qty_m }),
    reason: (code) => input({ type: 'reason', reason: code }),
    over: (over, typed = '') => { desk.draw({ over }); desk.model.set({ typed, band: null }); },
    again: () => { desk.talk.hush(); return again(desk); },
  };
}

async function keep(desk, patch) {
  if (!own(desk)) return; // left while the last scan was answered
  const { sheet, state, tasks, coach, person } = { ...own(desk), ...patch };
  await desk.shelf.set({ sheet, state, tasks, coach, person });
}

async function stepped(desk, { state, verdict }, input) {
  if (!own(desk)) return;
  const { tasks, coach } = own(desk);
  const heard = { tasks, input, verdict, now: desk.now() };
  desk.draw({ coach: noted(coach, heard), ...(state.walked && { over: 'result' }) });
  if (state.walked) desk.talk.hush();
  if (state.walked && judged(tasks, own(desk).coach, state.book.lines).passed) desk.onPassed();
  await keep(desk, {}).catch(() => desk.talk.words('no', 'band.saved_not'));
}

/* What somebody else left is not gone on with, and after a reload it opens for nobody else. */
async function takeUp(desk, isReload) {
  const { person } = desk.model.get();
  const kept = await desk.shelf.get();
  const isOurs = kept?.person === person.id && isReadable(kept);
  if (!isOurs) return isReload ? false : again(desk);
  desk.draw({ ...kept, v: view(kept.sheet, kept.state), over: kept.state.walked ? 'result' : null });
  return true;
}

/* From the first line, in the language spoken now. */
async function again(desk) {
  const wave = await desk.fetchWave(spoken()).catch(() => null);
  if (!wave) {
    desk.talk.words('warn', 'menu.not_here');
    return false;
  }
  const state = start(wave.sheet);
  desk.draw({ ...wave, state, v: view(wave.sheet, state), coach: beginCoach(desk.now()), person: desk.model.get().person.id, over: null });
  await keep(desk, {});
  return true;
}

/* Out of a list, out of a question; from the walk itself the way out is a list too, whose first entry leaves. */
function goBack(desk, act) {
  const { over, v } = own(desk);
  if (over === 'result') desk.shelf.set(null);
  if (over === 'result' || over === 'gone') return false;
  if (over) act.over(null);
  else if (v.short || v.ask === 'new_tote') act.command('back');
  else if (v.ask === 'quantity') act.command('undo');
  else if (desk.model.get().band?.tone === 'no') desk.model.set({ band: null });
  else act.over('more');
  return true;
}

/* The model as the walk's own parts know it. */
function inside({ model, draw }) {
  const part = (patch, isMine) => Object.fromEntries(Object.entries(patch).filter(([name]) => MINE.includes(name) === isMine));
  return {
    get: () => ({ ...model.get(), sheet: null, ...own({ model }), answers: [], isMoved: false }),
    set(patch) {
      model.set(part(patch, false));
      if (own({ model })) draw(part(patch, true));
    },
  };
}

/* Another build may have written it. */
function isReadable({ sheet, state, tasks, coach }) {
  try {
    view(sheet, state);
    return Array.isArray(tasks) && Array.isArray(coach.done);
  } catch {
    return false;
  }
}

async function fetchWave(lang) {
  const answer = await fetch(new URL(`../../practice/${lang}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`no practice wave: ${answer.status}`);
  return answer.json();
}
