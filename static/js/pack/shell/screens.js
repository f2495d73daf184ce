/** Which screen the model asks for: one question at a time. */
import { badge, enrol, pin, starting, stopped } from '../../pick/screens/arrive.js';
import { held, queue } from '../../pick/screens/queue.js';
import { reason } from '../../pick/screens/reason.js';
import { photo } from '../../evidence/screen.js';
import { isNobody } from '../../pick/shell/nobody.js';
import { address } from '../screens/address.js';
import { box } from '../screens/box.js';
import { carrier } from '../screens/carrier.js';
import { check, onShelf } from '../screens/check.js';
import { depart } from '../screens/depart.js';
import { quantity, weight } from '../screens/amounts.js';
import { elsewhere, idle } from '../screens/idle.js';
import { fetchOne } from '../screens/fetch.js';
import { findTote } from '../screens/find.js';
import { label, reprint } from '../screens/label.js';
import { missing } from '../screens/missing.js';
import { more, problem, reopen, undo, why } from '../screens/menus.js';
import { pack } from '../screens/pack.js';
import { found, paper } from '../screens/paper.js';
import { truck } from '../screens/truck.js';

const OVERS = { address, more, problem, reopen, why, photo, undo, queue, held, quantity, badge, label, reprint, truck, depart, elsewhere, fetch: fetchOne, find: findTote };
const ON_PAPER = { line: paper, less: paper, done: paper, entered: paper, found, reason };
const BY_ASK = { item: pack, close: pack, finish: pack, packed: pack, check, held: onShelf, box, weight, missing, ...ON_PAPER };

/** Is the order's carrier asked for, before anything of it is packed? */
export function isAsked({ sheet, state }) {
  return Boolean(sheet?.carrier_ask) && !state.book.held;
}

/** The names screens go by in the page (`data-screen`). */
const SCREENS = { address, carrier, enrol, badge, pin, starting, stopped, idle, elsewhere, pack, paper, found, reason, check, 'on-shelf': onShelf, why, photo, box, weight, missing, quantity, label, reprint, truck, depart, more, problem, reopen, undo, held, queue, fetch: fetchOne, find: findTote };
const NAMES = new Map(Object.entries(SCREENS).map(([name, screen]) => [screen, name]));

/** @returns {object} see the handheld's `screens.js` */
export function screenOf(model) {
  if (model.isLoading) return starting;
  if (model.blocked) return stopped;
  if (!model.device) return enrol;
  if (model.pinFor) return pin;
  if (isNobody(model)) return badge;
  if (model.over === 'aside') return model.aside.screen;
  if (OVERS[model.over]) return OVERS[model.over];
  if (isAsked(model)) return carrier;
  return model.sheet ? BY_ASK[model.v.ask] : idle;
}

/** Does a tote wait for others of its order, or do its goods go back? */
export function isToShelve({ elsewhere }) {
  return elsewhere?.key === 'pack.more_coming' || elsewhere?.key === 'pack.gone';
}

export function nameOf(screen) {
  return NAMES.get(screen) ?? screen.name;
}
