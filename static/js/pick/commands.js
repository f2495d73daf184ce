/** What a button, a hardware key or a command card asks for. */

import { plain } from '../lib/verdict.js';
import { asked, keep, refused, taken, warned } from './answers.js';
import { askDigits } from './digits.js';
import { leaveShort, openShort } from './shorts.js';
import { leaveFull, openFull } from './totes.js';
import { EMPTY_HANDS, askOf, holdsGoods, lineOn, moreSerials, moveOn, openLines, take, togetherWith } from './walk.js';

/** Take back: first the short being told, then the count in hand, then the newest fact, and so on. */
export function undo(ctx) {
  const { state } = ctx;
  if (state.full) return leaveFull(ctx);
  if (state.short && !state.short.put_first) return leaveShort(ctx);
  if (state.offer || state.asked) return asked(ctx, { ...state, offer: null, asked: null }, 'pick.lot.left');
  if (state.seen || holdsGoods(state)) return dropCount(ctx);
  const last = state.book.events.findLast((event) => !event.undone);
  return last ? takeBack(ctx, last) : warned(ctx, 'pick.undo.none');
}

/** The line goes last and comes back; the last one cannot vanish. */
export function skip(ctx) {
  const { sheet, state } = ctx;
  if (state.short && !state.short.put_first) return refused(ctx, 'pick.short.open');
  if (holdsGoods(state)) return refused(ctx, 'pick.skip.put_first');
  const together = [...togetherWith(sheet, ctx.at.line), ...moreSerials(sheet, state, ctx.at)].map((line) => line.id);
  if (openLines(state).every((id) => together.includes(id))) return warned(ctx, 'pick.skip.last');
  const order = [...state.order.filter((id) => !together.includes(id)), ...together];
  return asked(ctx, moveOn(sheet, { ...state, order }), 'pick.skipped');
}

/** Odoo's "previous": the line that was left for later last comes back into the hand. */
export function previous(ctx) {
  const { sheet, state } = ctx;
  if (state.short && !state.short.put_first) return refused(ctx, 'pick.short.open');
  if (holdsGoods(state)) return refused(ctx, 'pick.skip.put_first');
  const open = openLines(state);
  const placeOf = (id) => sheet.lines.indexOf(lineOn(sheet, id));
  const last = open.at(-1);
  const isLeft = open.some((id) => placeOf(id) > placeOf(last));
  if (!isLeft) return warned(ctx, 'pick.previous.none');
  const order = [last, ...state.order.filter((id) => id !== last)];
  return asked(ctx, moveOn(sheet, { ...state, order }), 'pick.previous');
}

/** Odoo's "discard" and "cancel": what is in the hand and not yet told goes back; what was told stays, see `undo`. */
export function drop(ctx) {
  const { state } = ctx;
  const isBusy = state.full || state.short || state.offer || state.asked || state.seen || holdsGoods(state);
  return isBusy ? undo(ctx) : warned(ctx, 'pick.drop.none');
}

/** Odoo's "main menu": the shell opens what is behind "More". */
export function menu(ctx) {
  return { ...asked(ctx, ctx.state, 'pick.menu'), over: 'more' };
}

/** A card of Odoo's that has nothing to do on a walk. */
export function notHere(ctx) {
  return warned(ctx, 'pick.not_here');
}

/** Out of a short, or of a full tote; anywhere else the question is asked again. */
export function back(ctx) {
  if (ctx.state.full) return leaveFull(ctx);
  return ctx.state.short ? leaveShort(ctx) : help(ctx);
}

/** Say what is asked, and how. */
export function help(ctx) {
  return asked(ctx, ctx.state, `pick.help.${askOf(ctx.sheet, ctx.state)}`);
}

/** The walk is over: only when no line is open. */
export function finish(ctx) {
  const open = openLines(ctx.state).length;
  if (open > 0) return warned(ctx, 'pick.finish.open', { open });
  const fact = { id: ctx.input.id, kind: 'walked', body: {} };
  return taken(ctx, { ...ctx.state, walked: true }, 'pick.walked', {}, [fact]);
}

/** The commands by name. `short` needs a line in hand; so do `skip`, `previous`, `drop`, `back`, `no-code` and `tote-full`. */
export const COMMANDS = { short: openShort, undo, skip, back, help, finish, previous, drop, menu, not_here: notHere, 'no-code': askDigits, 'tote-full': openFull };

function dropCount(ctx) {
  const count = plain((ctx.state.serials ?? []).reduce((sum, one) => sum + one.qty_m, ctx.state.counted_m));
  return taken(ctx, { ...ctx.state, ...EMPTY_HANDS }, count > 0 ? 'pick.undo.count' : 'pick.undo.seen', { count });
}

function takeBack(ctx, event) {
  const { sheet } = ctx;
  const line = lineOn(sheet, event.line);
  const kept = keep(ctx, 'undo', { line: event.line, event: event.id });
  if (!kept) return refused(ctx, 'pick.not_counted');
  const args = { count: plain(event.qty_m), from: event.tote ?? line.slot ?? line.tote ?? '', is: sheet.products[line.product].name };
  const after = event.kind === 'tote' ? kept.state : take(sheet, kept.state, line.id);
  return taken(ctx, after, event.kind === 'pick' && args.from === '' ? 'pick.undo.loose' : `pick.undo.${event.kind}`, args, kept.facts);
}
