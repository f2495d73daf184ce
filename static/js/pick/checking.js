/**
 * "Check the totes": how a walk begins that was taken over. Of each tote the sheet says what should lie in it.
 *
 * Its scan says "that is so". Whoever scans an item first counts the tote anew, and its scan then says "this is all";
 * what differs from the sheet becomes a fact of its line. No policy: what is to be checked stands in the sheet.
 */

import { plain } from '../lib/verdict.js';
import { asked, keep, refused, taken, warned } from './answers.js';
import { fitsLot } from './label.js';
import { slotWith } from './totes.js';
import { isOpen, lineOn, moveOn } from './walk.js';

/** @returns {object|null} the tote to look into now: {tote, slot, order, rows: [{line, qty_m}]} */
export function toteToCheck(sheet, { toCheck = [] }) {
  return toCheck.length > 0 ? sheet.check.find(({ tote }) => tote === toCheck[0]) : null;
}

/** The codes still to be looked into. */
export function unchecked(sheet, { checked = [] }) {
  return (sheet.check ?? []).map(({ tote }) => tote).filter((tote) => !checked.includes(tote));
}

/** What is scanned or pressed while totes are looked through. */
export function inCheck(ctx, entry) {
  const answer = ANSWERS[entry.what === 'command' ? entry.do : entry.what];
  return answer ? answer(ctx, entry) : refused(ctx, 'pick.check.first', named(ctx));
}

const ANSWERS = {
  tote: scanChecked,
  product: countItem,
  quantity: setItem,
  short: beginCount,
  undo: (ctx) => (ctx.state.recount ? leaveCount(ctx) : warned(ctx, 'pick.undo.none')),
  back: (ctx) => (ctx.state.recount ? leaveCount(ctx) : help(ctx)),
  skip: laterTote,
  help,
};

function scanChecked(ctx, { tote }) {
  const { sheet, state } = ctx;
  const now = toteToCheck(sheet, state);
  if (state.recount) return tote === now.tote ? closeCount(ctx, now) : refused(ctx, 'pick.check.this', named(ctx));
  if (state.toCheck.includes(tote)) return closed(ctx, tote, ctx.state, []);
  const slot = slotWith(sheet, state, tote);
  return slot === null ? refused(ctx, 'pick.check.foreign', named(ctx)) : warned(ctx, 'pick.check.already', { is: slot });
}

function beginCount(ctx) {
  return asked(ctx, { ...ctx.state, recount: { counts: {}, last: null } }, 'pick.ask.recount', named(ctx));
}

function leaveCount(ctx) {
  return asked(ctx, { ...ctx.state, recount: null }, 'pick.check.left', named(ctx));
}

function countItem(ctx, entry) {
  const { sheet, state } = ctx;
  const { slot } = toteToCheck(sheet, state);
  const { counts } = state.recount ?? { counts: {} };
  const { name, whole } = sheet.products[entry.product];
  const ofOrder = sheet.lines.filter((line) => line.slot === slot && line.product === entry.product && fitsLot(line.lot, entry));
  if (ofOrder.length === 0) return refused(ctx, 'pick.check.not_here', { ...named(ctx), is: name });
  const isMeasured = !whole && entry.qty_m === undefined;
  const factor_m = isMeasured ? 0 : entry.factor_m;
  const line = ofOrder.find(({ id, demand_m }) => (counts[id] ?? 0) + factor_m <= demand_m);
  if (!line) return refused(ctx, 'pick.check.over', { ...named(ctx), is: name });
  return counted(ctx, line, (counts[line.id] ?? 0) + factor_m);
}

/** The amount of what was scanned last, typed. */
function setItem(ctx, { qty_m }) {
  const { sheet, state } = ctx;
  const line = state.recount?.last && lineOn(sheet, state.recount.last);
  if (!line) return refused(ctx, 'pick.product.first');
  const { whole, name } = sheet.products[line.product];
  if (!Number.isSafeInteger(qty_m) || qty_m < 0 || (whole && qty_m % 1000 !== 0)) return refused(ctx, 'pick.quantity.bad');
  return qty_m > line.demand_m ? refused(ctx, 'pick.check.over', { ...named(ctx), is: name }) : counted(ctx, line, qty_m);
}

function counted(ctx, line, qty_m) {
  const { counts } = ctx.state.recount ?? { counts: {} };
  const recount = { counts: { ...counts, [line.id]: qty_m }, last: line.id };
  const args = { ...named(ctx), is: ctx.sheet.products[line.product].name, count: plain(qty_m) };
  return taken(ctx, { ...ctx.state, recount }, 'pick.check.counted', args);
}

/* All that lies in the tote was counted: what the sheet says otherwise becomes a fact, line by line. */
function closeCount(ctx, now) {
  const known = Object.fromEntries(now.rows.map(({ line, qty_m }) => [line, qty_m]));
  const { counts } = ctx.state.recount;
  const differs = ctx.sheet.lines.filter(({ id, slot }) => slot === now.slot && (counts[id] ?? 0) !== (known[id] ?? 0));
  let state = { ...ctx.state, recount: null };
  const facts = [];
  for (const line of differs) {
    const sums = { qty_m: counts[line.id] ?? 0, known_m: known[line.id] ?? 0 };
    const body = { line: line.id, tote: now.tote, ...sums, location: ctx.sheet.stops[line.stop].location, lot: line.lot };
    const kept = keep({ ...ctx, state, input: { ...ctx.input, id: idOf(ctx, facts) } }, 'found', body);
    if (!kept) return refused(ctx, 'pick.check.over', { ...named(ctx), is: ctx.sheet.products[line.product].name });
    state = kept.state;
    facts.push(...kept.facts);
  }
  return closed(ctx, now.tote, state, facts);
}

function closed(ctx, tote, state, facts) {
  const { sheet } = ctx;
  const { slot } = sheet.check.find((one) => one.tote === tote);
  const toCheck = state.toCheck.filter((code) => code !== tote);
  const fact = { id: idOf(ctx, facts), kind: 'checked', body: { tote, slot } };
  const isStill = state.at !== null && isOpen(state, state.at);
  const after = { ...(isStill ? state : moveOn(sheet, state)), toCheck, recount: null };
  return taken(ctx, after, toCheck.length > 0 ? 'pick.check.right' : 'pick.check.last', { slot, left: toCheck.length }, [...facts, fact]);
}

function laterTote(ctx) {
  const [first, ...rest] = ctx.state.toCheck;
  if (rest.length === 0) return warned(ctx, 'pick.check.only', named(ctx));
  return asked(ctx, { ...ctx.state, toCheck: [...rest, first], recount: null }, 'pick.check.later', named(ctx));
}

function help(ctx) {
  return asked(ctx, ctx.state, ctx.state.recount ? 'pick.help.recount' : 'pick.help.check', named(ctx));
}

function named({ sheet, state }) {
  const now = toteToCheck(sheet, state);
  return { slot: now.slot, tote: now.tote, left: state.toCheck.length };
}

function idOf(ctx, facts) {
  return facts.length === 0 ? ctx.input.id : ctx.input.fresh();
}
