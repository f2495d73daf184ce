/** What a button, a hardware key or a command card asks for. */

import { plain } from '../lib/verdict.js';
import { asked, keep, refused, taken, warned } from './answers.js';
import { askOf, leftAll, lineOn } from './bench.js';
import { openParcel } from './book.js';
import { putUnscanned } from './boxing.js';
import { answerCheck } from './checking.js';
import { back, beginClosing, close, finish } from './closing.js';

/** Take back: first the question, then what the newest scan put into the open box, and so on. */
function undo(ctx) {
  const { state } = ctx;
  if (state.closing || state.finishing) return back(ctx);
  const last = openParcel(state.book)?.items.at(-1);
  if (last) return takeOut(ctx, last.scan);
  return warned(ctx, state.book.parcels.some((parcel) => parcel.state === 'closed') ? 'pack.undo.closed' : 'pack.undo.none');
}

/** Say what is asked, and how. */
function help(ctx) {
  return asked(ctx, ctx.state, `pack.help.${askOf(ctx.sheet, ctx.state)}`);
}

/** A further box means that this one is closed first. */
function newBox(ctx) {
  return close(ctx);
}

/** What a bench counted from paper is in the box: one input, and one undo takes it out again. */
function fromPaper(ctx) {
  const { sheet, state, input } = ctx;
  const counted = sheet.counted ?? [];
  if (counted.length === 0 || state.book.parcels.length > 0) return warned(ctx, 'pack.paper.nothing');
  const facts = counted.map(({ line, qty_m }) => ({ kind: 'boxed', body: { line, parcel: input.id, qty_m, code: 'paper' } }));
  const kept = keep(ctx, { ...state, at: null, code: null }, facts);
  if (!kept) return refused(ctx, 'pack.not_counted');
  if (leftAll(sheet, kept.state) > 0) return taken(ctx, kept.state, 'pack.paper.counted', {}, kept.facts);
  const closing = beginClosing(ctx, kept.state, kept.facts); // a question, or the box is closed at once
  const said = closing.state.book.packed ? 'pack.packed' : 'pack.paper.all_in';
  return taken(ctx, closing.state, said, {}, closing.facts.length > 0 ? closing.facts : kept.facts);
}

/** The commands by name. */
export const COMMANDS = { close, new_box: newBox, undo, back, help, finish, from_paper: fromPaper, unscanned: putUnscanned,
  pass: (ctx) => answerCheck(ctx, { result: 'pass' }), fail: (ctx) => answerCheck(ctx, { result: 'fail' }) };

function takeOut(ctx, scan) {
  const { sheet, state } = ctx;
  const items = openParcel(state.book).items.filter((item) => item.scan === scan).reverse();
  const facts = items.map(({ line, event }) => ({ kind: 'unboxed', body: { line, event } }));
  const kept = keep(ctx, { ...state, at: null, code: null }, facts);
  if (!kept) return refused(ctx, 'pack.not_counted');
  const count = plain(items.reduce((sum, { qty_m }) => sum + qty_m, 0));
  return taken(ctx, kept.state, 'pack.undo.item', { count, is: sheet.products[lineOn(sheet, items[0].line).product].name }, kept.facts);
}
