/** Which screen the model asks for: one question at a time. */
import { count, quantity } from '../screens/amounts.js';
import { camera } from '../screens/camera.js';
import { badge, enrol, pin, starting, stopped } from '../screens/arrive.js';
import { decided } from '../screens/decided.js';
import { finish } from '../screens/finish.js';
import { home } from '../screens/home.js';
import { device, more, undo } from '../screens/menus.js';
import { held, queue } from '../screens/queue.js';
import { reason } from '../screens/reason.js';
import { walk } from '../screens/walk.js';
import { isNobody } from './nobody.js';
import { mayShow } from './word.js';

const OVERS = { camera, device, more, undo, queue, held, quantity, badge };
const BY_ASK = { location: walk, product: walk, lot: walk, other: walk, tote: walk, quantity, count, reason, finish, walked: finish };

/** The names screens go by in the page (`data-screen`), for people who test and for style. */
const NAMES = new Map(Object.entries({ enrol, badge, pin, starting, stopped, decided, finish, home, camera, device, more, undo, held, queue, reason, walk, quantity, count }).map(([name, screen]) => [screen, name]));

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
  if (mayShow(model)) return decided;
  if (model.over === 'shift') return model.shift.screen;
  if (OVERS[model.over]) return OVERS[model.over];
  return model.sheet ? BY_ASK[model.v.ask] : home;
}

export function nameOf(screen) {
  return NAMES.get(screen) ?? screen.name;
}
