/** Which screen the model asks for: one question at a time. */
import { count, quantity } from '../screens/amounts.js';
import { back } from '../screens/back.js';
import { check } from '../screens/check.js';
import { digits } from '../screens/digits.js';
import { badge, enrol, pin, starting, stopped } from '../screens/arrive.js';
import { finish } from '../screens/finish.js';
import { home } from '../screens/home.js';
import { reason } from '../screens/reason.js';
import { walk } from '../screens/walk.js';
import { isNobody } from './nobody.js';
import { mayShow } from './word.js';

const FIRST = { enrol, badge, pin, starting, stopped, finish, home, reason, walk, quantity, count, check, back, digits };
const BY_ASK = {
  check, recount: check, back, back_place: back, location: walk, product: walk, lot: walk, other: walk, tote: walk, new_tote: walk, first_tote: walk,
  quantity, count, digits, reason, finish, walked: finish,
};
const OVERS = { quantity, badge };
const rare = {};

/** Fetches the screens that no walk begins with. Rejects where the network does not give them. */
export async function loadRare() {
  Object.assign(rare, await import('../screens/rare.js'));
}

/** @returns {boolean} whether a screen to be laid over the walk is here already */
export function isHere(over) {
  return over === null || over in OVERS || over in rare;
}

/**
 * @returns {{ask: Function, main: Function, keys?: Function, next?: Function, onKey?: Function,
 *   takesCharacters?: (model) => boolean, figures?: RegExp}} takesCharacters: a letter or figure pressed by hand does
 *   something now; figures: what may be typed on its pad
 */
export function screenOf(model) {
  if (model.isLoading) return starting;
  if (model.blocked) return stopped;
  if (!model.device) return enrol;
  if (model.pinFor) return pin;
  if (isNobody(model)) return badge;
  if (rare.decided && mayShow(model)) return rare.decided;
  if (model.over === 'shift') return model.shift.screen;
  if (model.over === 'aside') return model.aside.screen;
  const over = OVERS[model.over] ?? rare[model.over];
  if (over) return over;
  return model.sheet ? BY_ASK[model.v.ask] : home;
}

/** The name a screen goes by in the page (`data-screen`), for people who test and for style. */
export function nameOf(screen) {
  return Object.entries({ ...FIRST, ...rare }).find(([, one]) => one === screen)?.[0] ?? screen.name;
}
