/**
 * The totes of an order on the cart: one to begin with, a further one each time one is full.
 *
 * All of them stay right: what still fits goes into the first, and the fact names where it really went.
 */

import { asked, keep, refused, taken } from './answers.js';
import { key } from '../scan/barcodes.js';
import { lineOn } from './walk.js';

/** @returns {string[]} codes of the totes that stand in the slot of this line, the newest last */
export function totesOf(sheet, state, line) {
  const there = sheet.totes.filter(({ slot }) => slot === line.slot).map(({ code }) => code);
  const added = state.book.events.filter((one) => one.kind === 'tote' && !one.undone && lineOn(sheet, one.line).slot === line.slot);
  return [...new Set([...there, ...(line.tote ? [line.tote] : []), ...added.map(({ tote }) => tote)])];
}

/** The tote that is asked for: the newest of the slot; null for a line without one. */
export function toteOf(sheet, state, line) {
  return totesOf(sheet, state, line).at(-1) ?? null;
}

/** The slot a tote stands in on this cart, or null. */
export function slotWith(sheet, state, code) {
  const line = sheet.lines.find((one) => totesOf(sheet, state, one).includes(code));
  return line?.slot ?? sheet.totes.find((tote) => tote.code === code)?.slot ?? null;
}

/** An entry for a tote that serves nobody, or null. `free` lists rows of numbers: [first, last] or [one]. */
export function freeTote(sheet, text) {
  const wanted = key(text ?? '');
  const row = (sheet.free ?? []).find(([first, last = first]) => isBetween(wanted, first, last));
  return row ? { what: 'tote', tote: wanted, free: true, text } : null;
}

/** Command "tote full": the next scan names a new one. */
export function openFull(ctx) {
  if (!ctx.at.line.tote) return refused(ctx, 'pick.tote.none');
  return asked(ctx, { ...ctx.state, full: true }, 'pick.ask.new_tote');
}

/** Out of "tote full": the old one will do. */
export function leaveFull(ctx) {
  return asked(ctx, { ...ctx.state, full: false }, 'pick.full.left');
}

/** A tote was scanned where a new one is asked for. */
export function scanNewTote(ctx, { tote, free }) {
  const slot = slotWith(ctx.sheet, ctx.state, tote);
  if (slot !== null) return refused(ctx, 'pick.tote.not_free', { is: slot });
  if (!free) return refused(ctx, 'pick.tote.new_first');
  const kept = bind(ctx, tote);
  return kept ? taken(ctx, kept.state, 'pick.tote.new', { tote }, kept.facts) : refused(ctx, 'pick.not_counted');
}

/** The fact that a further tote stands in the slot of the line in hand; null when the book does not take it. */
export function bind(ctx, tote) {
  const { id, slot } = ctx.at.line;
  return keep(ctx, 'tote', { line: id, slot, tote }, { full: false, offered: null });
}

function isBetween(wanted, first, last) {
  const width = first.length;
  return wanted.length === width && stem(wanted) === stem(first) && wanted >= first && wanted <= last;
}

function stem(code) {
  return code.replace(/\d+$/, '');
}
