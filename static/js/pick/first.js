/** One order on the walk: its tote is scanned once, before all else, or an empty one taken in its place. */

import { asked, refused, taken } from './answers.js';
import { COMMANDS } from './commands.js';
import { bind, toteOf, totesOf } from './totes.js';

const ANSWERED = new Set(['undo', 'help', 'back', 'menu', 'not_here', 'finish']);

/** What is scanned or pressed while the order's tote is asked for. */
export function inFirst(ctx, entry) {
  if (entry.what === 'tote') return name(ctx, entry);
  return ANSWERED.has(entry.do) ? COMMANDS[entry.do](ctx) : refused(ctx, 'pick.tote.first', wanted(ctx));
}

function name(ctx, { tote, free }) {
  const { sheet, state, at } = ctx;
  if (totesOf(sheet, state, at.line).includes(tote)) return taken(ctx, started(state), 'pick.tote.named', { tote });
  if (!free) return refused(ctx, 'pick.tote.first', wanted(ctx));
  if (state.offered !== tote) return asked(ctx, { ...state, offered: tote }, 'pick.tote.free', { tote });
  const bound = bind(ctx, tote);
  return bound ? taken(ctx, started(bound.state), 'pick.tote.named', { tote }, bound.facts) : refused(ctx, 'pick.not_counted');
}

function started(state) {
  return { ...state, started: true, offered: null };
}

function wanted({ sheet, state, at }) {
  return { tote: toteOf(sheet, state, at.line) };
}
