/**
 * Look up, count, move, tasks, practice, help: put over whatever the handheld shows, which stays as it is. Their files come when first asked
 * for. What is open is remembered, so that a reload goes on in the same place.
 */
import { later } from '../../lib/later.js';

const PARTS = {
  look: () => import('../../look/part.js'),
  count: () => import('../../count/part.js'),
  move: () => import('../../move/part.js'),
  tasks: () => import('../../tasks/part.js'),
  practice: () => import('../../practice/part.js'),
  decide: () => import('../../decide/part.js'),
  help: () => import('../../help/part.js'),
  more: () => import('../../short/part.js'),
};
const CARD = /^OBTN?(LOOK|COUN|MOVE|TASK|PRAC|HELP)(S|T|TICE)?$/;
const NAMES = { LOOK: 'look', COUN: 'count', MOVE: 'move', TASK: 'tasks', PRAC: 'practice', HELP: 'help' };
const OF_A_WALK = /^(OBTN?|OCM?D)[A-Z]{4}|^O(QTY|BTQ)\d+$|^RC[A-Z]{4}/;
const squeeze = (text) => text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

/** The part a command card asks for, whatever a keyboard layout made of its signs. */
export function cardOf(text) {
  const found = CARD.exec(squeeze(text));
  return found ? NAMES[found[1]] : null;
}

/** @returns {boolean} whether it is a card that needs a wave: a command, a quantity, a reason */
export function needsWave(text) {
  return OF_A_WALK.test(squeeze(text));
}

/** @param {{model, queue, api, talk, send(): Promise}} ports */
export function aside(ports) {
  const { model, queue } = ports;
  const now = () => model.get().aside;
  return {
    open: (name) => open(ports, name),
    takeUp: async () => { if (await queue.get('aside')) await open(ports, await queue.get('aside'), true); },
    scan: (text) => now().run.scan(text),
    input: (input) => now()?.run.input(input),
    name: (text) => name(ports, text),
    pad: (pad, typed = '') => model.set({ aside: { ...now(), pad }, typed, band: null }),
    back: () => (now().pad ? model.set({ aside: { ...now(), pad: false }, typed: '' }) : now().run.back() || close(ports)),
  };
}

async function open(ports, name, isReload = false) {
  const { model, queue, talk } = ports;
  const { person, sheet, waves } = model.get();
  if (!person || !PARTS[name]) return;
  if (name === 'practice' && (sheet || waves?.mine)) { talk.words('warn', 'home.practice_not_now'); return; }
  if (name === 'move' && person.may_move === false) { talk.words('warn', 'menu.not_you'); return; }
  const part = await later(PARTS[name], () => talk.words('warn', 'menu.not_here'));
  if (!part) return;
  if (model.get().aside?.inner) model.set({ aside: null }); // practice somebody was signed out of
  const run = part.begin(ports);
  if ((await run.takeUp(isReload)) === false) return;
  await queue.set('aside', name);
  talk.hush();
  model.set({ aside: { ...model.get().aside, name, run }, over: 'aside', typed: '' });
  run.opened();
}

/* What the wave does not know the server may: the red words stay, and say what it is. */
async function name({ model }, text) {
  const { band } = model.get();
  const naming = await later(() => import('../../menu/naming.js'), () => {});
  await naming?.tell(model, text, band);
}

async function close({ model, queue, talk }) {
  talk.hush();
  model.set({ over: model.get().aside.under ?? null, aside: null, typed: '' });
  await queue.set('aside', null);
}
