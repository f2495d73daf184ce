/**
 * A wave's sheet was replaced while it is walked: the same place on the new one. Pure.
 *
 * Only with empty hands: a count in hand belongs to the sheet it was begun on. And only when every fact of ours has its
 * answer: then the new sheet counts what was accepted, all of it and nothing twice.
 */

import { notBack } from './backing.js';
import { unchecked } from './checking.js';
import { replay } from './lines.js';
import { EMPTY_HANDS, isOpen, moveOn, take } from './walk.js';

/**
 * @param {object} old the sheet walked so far
 * @param {object} state
 * @param {object} fresh the sheet that replaces it
 * @param {Set<string>} accepted ids of our facts that count
 * @returns {object} the state on the fresh sheet
 */
export function replaced(old, state, fresh, accepted) {
  const book = { ...replay(fresh), events: state.book.events.filter((event) => still(event, fresh, accepted)).map((event) => ({ ...event, past: true })) };
  const backLater = (state.backLater ?? []).filter((line) => notBack(fresh, {}).includes(line));
  const toBack = notBack(fresh, { back: [...backLater, ...leftBack(old, state)] });
  const on = { ...EMPTY_HANDS, book, order: orderOn(fresh, state), confirmed: stopOn(old, fresh, state.confirmed), at: null, walked: false, started: state.started, toCheck: unchecked(fresh, {}), recount: null, toBack, backLater, backing: null };
  const stays = fresh.lines.some((line) => line.id === state.at) && isOpen(on, state.at);
  return stays ? take(fresh, on, state.at) : moveOn(fresh, on);
}

/* What was put off a second time is not asked again. */
function leftBack(old, { toBack = [], backLater = [] }) {
  return notBack(old, { back: [...toBack, ...backLater] });
}

/* What may still be taken back: what counts, on a line that is there. A short that was answered is no longer one. */
function still(event, fresh, accepted) {
  const line = fresh.lines.find((one) => one.id === event.line);
  if (!line || event.undone || !accepted.has(event.id)) return false;
  return event.kind !== 'short' || line.short_m > 0;
}

/* As it was; a new line where its place lies on the way ahead, else at the end: nobody is sent back at once. */
function orderOn(fresh, state) {
  const rank = new Map(fresh.lines.map((line, place) => [line.id, place]));
  const order = state.order.filter((id) => rank.has(id));
  const here = order.indexOf(state.at);
  const isNew = (line) => !state.order.includes(line.id);
  fresh.lines.filter(isNew).forEach(({ id }) => {
    const ahead = here < 0 ? -1 : order.findIndex((other, place) => place > here && rank.get(other) > rank.get(id));
    const isBehind = here < 0 || rank.get(id) < rank.get(order[here]) || ahead < 0;
    order.splice(isBehind ? order.length : ahead, 0, id);
  });
  return order;
}

function stopOn(old, fresh, stop) {
  if (stop === null) return null;
  const place = fresh.stops.findIndex((one) => one.location === old.stops[stop].location);
  return place < 0 ? null : place;
}
