/**
 * Taking out what nobody wants any more: the goods or their tote, then the place they came from. It can wait.
 *
 * What is put off comes again when all else is done; put off once more it stays a supervisor's exception.
 */

import { plain } from '../lib/verdict.js';
import { asked, keep, refused, taken } from './answers.js';
import { undo } from './commands.js';
import { totesOf } from './totes.js';
import { isOpen, lineOn, moveOn } from './walk.js';

/** @returns {{line: number, qty_m: number}|null} what to put back now */
export function backNow(sheet, { toBack = [], backLater = [], at }) {
  const line = toBack[0] ?? (at === null ? backLater[0] : undefined);
  return sheet.back?.find((one) => one.line === line) ?? null;
}

/** The lines of which goods are still to be put back. */
export function notBack(sheet, { back = [] }) {
  return (sheet.back ?? []).map(({ line }) => line).filter((line) => !back.includes(line));
}

/** What is scanned or pressed while goods are to be put back. */
export function inBack(ctx, entry) {
  const answer = ANSWERS[entry.what === 'command' ? entry.do : entry.what];
  return answer ? answer(ctx, entry) : refused(ctx, 'pick.back.first', named(ctx));
}

const ANSWERS = {
  product: (ctx, entry) => takeOut(ctx, entry.product === lineNow(ctx).product, entry),
  tote: (ctx, entry) => takeOut(ctx, totesOf(ctx.sheet, ctx.state, lineNow(ctx)).includes(entry.tote), entry),
  location: putBack,
  skip: putOff,
  undo: (ctx) => (ctx.state.backing ? leave(ctx) : undo(ctx)),
  back: (ctx) => (ctx.state.backing ? leave(ctx) : help(ctx)),
  help,
};

function takeOut(ctx, isRight, { text, tote }) {
  if (!isRight) return refused(ctx, 'pick.back.wrong', named(ctx));
  return taken(ctx, { ...ctx.state, backing: { tote: tote ?? null, codes: [text] } }, 'pick.back.taken', named(ctx));
}

function putBack(ctx, { location, text }) {
  const { sheet, state } = ctx;
  if (!state.backing) return refused(ctx, 'pick.back.first', named(ctx));
  const { line, qty_m } = backNow(sheet, state);
  if (location !== sheet.stops[lineOn(sheet, line).stop].location) return refused(ctx, 'pick.back.place', named(ctx));
  const { tote, codes } = state.backing;
  const kept = keep(ctx, 'put_back', { line, qty_m, location, tote, codes: [...codes, text] });
  if (!kept) return refused(ctx, 'pick.not_counted');
  return taken(ctx, without(sheet, kept.state, line), 'pick.back.done', named(ctx), kept.facts);
}

function putOff(ctx) {
  const { sheet, state } = ctx;
  const { line } = backNow(sheet, state);
  const after = without(sheet, state, line);
  if (!state.toBack.includes(line)) return asked(ctx, after, 'pick.back.left', named(ctx));
  return asked(ctx, { ...after, backLater: [...after.backLater, line] }, 'pick.back.later', named(ctx));
}

function leave(ctx) {
  return asked(ctx, { ...ctx.state, backing: null }, 'pick.ask.back', named(ctx));
}

function help(ctx) {
  return asked(ctx, ctx.state, ctx.state.backing ? 'pick.help.back_place' : 'pick.help.back', named(ctx));
}

function without(sheet, state, line) {
  const drop = (ids) => ids.filter((id) => id !== line);
  const isStill = state.at !== null && isOpen(state, state.at);
  const on = isStill ? state : moveOn(sheet, state);
  return { ...on, toBack: drop(state.toBack), backLater: drop(state.backLater), backing: null };
}

function lineNow({ sheet, state }) {
  return lineOn(sheet, backNow(sheet, state).line);
}

function named(ctx) {
  return backArgs(ctx.sheet, ctx.state);
}

/** What its sentences may name. */
export function backArgs(sheet, state) {
  const { line: id, qty_m } = backNow(sheet, state);
  const line = lineOn(sheet, id);
  return { count: plain(qty_m), is: sheet.products[line.product].name, slot: line.slot ?? '–', to: sheet.stops[line.stop].code };
}
