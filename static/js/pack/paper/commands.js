/** What a button, a hardware key or a command card asks for while paper is entered. */

import { asked, keep, refused, taken, warned } from './answers.js';
import { lineOn, openLines, wordsOf } from './lines.js';

/** The next line scanned is one of which less was found. */
function less(ctx) {
  const { state } = ctx;
  if (state.at !== null) return refused(ctx, 'pack.paper.finish_it');
  return asked(ctx, { ...state, less: true }, 'pack.paper.which_less');
}

/** The line entered last is open again, whatever was said of it; a question is left first. */
function undo(ctx) {
  const { sheet, state } = ctx;
  if (state.at !== null || state.less) return back(ctx);
  const standing = state.book.events.filter(({ undone }) => !undone);
  const last = standing.at(-1);
  if (!last) return warned(ctx, 'pack.paper.undo_none');
  const events = standing.filter(({ line }) => line === last.line).reverse();
  const kept = keep(ctx, events.map(({ id, line }) => ({ kind: 'undo', body: { line, event: id } })));
  if (!kept) return refused(ctx, 'pack.not_counted');
  return taken(ctx, kept.state, 'pack.paper.undone', wordsOf(sheet, lineOn(sheet, last.line)), kept.facts);
}

/** Out of the question; nothing was entered. */
function back(ctx) {
  const { state } = ctx;
  const after = state.found_m !== null ? { ...state, found_m: null } : { ...state, at: null, less: false };
  return asked(ctx, after, 'pack.paper.back');
}

/** Every line is entered: the walk is over. */
function finish(ctx) {
  const { sheet, state } = ctx;
  if (state.at !== null) return refused(ctx, 'pack.paper.finish_it');
  if (openLines(sheet, state).length > 0) return warned(ctx, 'pack.paper.open');
  const facts = [{ id: ctx.input.id, kind: 'walked', body: {} }];
  return taken(ctx, { ...state, walked: true }, 'pack.paper.entered', {}, facts);
}

function help(ctx) {
  return asked(ctx, ctx.state, 'pack.paper.help');
}

/** By name; `short` is what the card of a walk is called. */
export const COMMANDS = { less, short: less, undo, back, drop: back, finish, help };
