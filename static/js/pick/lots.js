/**
 * Lots, serials and packages: what lies at a stop, what of it may be taken, and what to say of something else than the
 * line wants. A picker may take another lot or package of the same goods: once scanned it is asked, scanned again it counts.
 */

import { plain } from '../lib/verdict.js';
import { asked, refused, sure } from './answers.js';
import { lotName } from './label.js';
import { lineOn, openHere, take } from './walk.js';

const DAY_MS = 86_400_000;
const LOOSE = 0; // in a fact: in no package, though the line names one

/** What lies at the line's stop of its goods: {lot, package, qty_m}, earliest expiry first; `qty_m` may be taken. */
export function lying(sheet, state, line) {
  const rows = sheet.stops[line.stop].lies?.[line.product] ?? [];
  return rows.map(({ lot = null, package: box = null, qty_m }) => {
    const gone_m = takenOf(sheet, state, line, (one) => one.lot === lot && one.package === box);
    return { lot, package: box, qty_m: Math.max(0, qty_m - gone_m) };
  });
}

/** Has each piece of these goods a lot or a number of its own? */
export function isTracked(product) {
  return product.tracking === 'lot' || product.tracking === 'serial';
}

/**
 * The lot that goods scanned without one are of, as far as that is clear; `undefined` when it must be asked.
 * @returns {number|null|undefined}
 */
export function lotMeant({ sheet, state, at }, entry) {
  if (entry.lot || !isTracked(at.product)) return entry.lot ?? null;
  const isSerial = at.product.tracking === 'serial';
  if (state.lot && !isSerial) return state.lot;
  const there = [...new Set(lying(sheet, state, at.line).filter((row) => row.qty_m > 0).map((row) => row.lot))];
  if (there.length === 1 && (at.line.lot ?? there[0]) === there[0]) return isSerial && isTwice(sheet, state, there[0]) ? undefined : there[0];
  const isFree = at.line.lot && !isGone(sheet, state, at.line) && !isTwice(sheet, state, at.line.lot);
  return isFree && !sheet.rules.lot_scan ? at.line.lot : undefined;
}

/** Why goods of this entry cannot leave, whatever line wants them: [key, args], or null. */
export function whyNever({ sheet, state, at, input }, entry) {
  if (entry.product !== at.line.product && !openHere(sheet, state, at, entry)[0]) return null;
  const is = lotName(sheet, entry);
  const product = sheet.products[entry.product];
  if (isTracked(product) && entry.lot_name !== undefined && !entry.lot) return ['pick.lot.unknown', { is }];
  if (!entry.lot) return null;
  if (product.tracking === 'serial' && isTwice(sheet, state, entry.lot)) return ['pick.serial.twice', { is }];
  const expires = sheet.lots[entry.lot]?.expires;
  if (!expires || expires >= today(sheet, input.at)) return null;
  const line = entry.product === at.line.product ? at.line : openHere(sheet, state, at, entry)[0];
  const good = lying(sheet, state, line).find((row) => row.qty_m > 0 && row.lot !== entry.lot && !isOver(sheet, row.lot, input.at));
  return good ? ['pick.lot.expired', { is, lot: lotName(sheet, good) }] : ['pick.lot.expired_all', { is }];
}

/**
 * Goods that lie here and are not what any line here wants: asked for, and counted when they come again.
 * @param {(ctx: object, entry: object) => object} count
 * @returns {object|null} the answer; null when they are nothing of this stop
 */
export function instead(ctx, entry, count) {
  const { sheet, state } = ctx;
  const line = openHere(sheet, state, ctx.at, entry)[0];
  if (!line || (!entry.lot && !entry.package)) return null;
  const row = lying(sheet, state, line).find((one) => one.lot === (entry.lot ?? null) && one.package === (entry.package ?? one.package));
  if (!row) return null;
  const is = entry.package ? sheet.packages[entry.package].name : lotName(sheet, row);
  const isSame = state.counted_m > 0 && state.lot === row.lot && (state.package || null) === row.package;
  if (state.counted_m > 0 && !isSame) return refused(ctx, 'pick.lot.mixed');
  if (row.qty_m < entry.factor_m + state.counted_m) return refused(ctx, row.qty_m > 0 ? 'pick.lot.few' : 'pick.lot.reserved', { is, n: plain(row.qty_m) });
  const onLine = ctx.withState(line.id === state.at ? state : { ...take(sheet, state, line.id), serials: state.serials });
  if (onLine.at.left_m < entry.factor_m) return refused(ctx, 'pick.over', { factor: plain(entry.factor_m), left: plain(onLine.at.left_m) });
  const offer = { lot: row.lot, package: row.package };
  const isSure = state.offer?.lot === offer.lot && state.offer?.package === offer.package;
  const taking = { ...entry, lot: row.lot, package: row.package ?? (line.package ? LOOSE : null) };
  if (isSure || isSame || (line.lot && isGone(sheet, state, line))) return count(onLine, taking);
  const wants = line.package && !line.lot ? sheet.packages[line.package]?.name : lotName(sheet, line);
  return sure(onLine, { ...onLine.state, offer, asked: null }, wants ? 'pick.lot.other' : 'pick.lot.this', { is, lot: wants ?? '' });
}

/** Goods whose lot must be said: kept in mind until it is scanned. */
export function askLot(ctx, { factor_m, text, over }) {
  return asked(ctx, { ...ctx.state, offer: null, asked: { factor_m, text, ...(over && { over }) } }, 'pick.lot.which');
}

/** A package: all that is in it, where it stands. */
export function packed({ sheet, at }, { package: id, text }) {
  const box = sheet.packages[id];
  if (box.stop !== at.line.stop) return { problem: ['pick.package.elsewhere', { is: box.name, at: sheet.stops[box.stop].code }] };
  const [row, ...others] = box.rows;
  if (!row || others.length > 0 || box.mixed) return { problem: ['pick.package.mixed', { is: box.name }] };
  return { what: 'product', product: row.product, lot: row.lot, factor_m: row.qty_m, package: id, text };
}

/** A lot's name that several goods share: those of the line in hand, else the only ones here. */
export function oneOf({ sheet, state, at }, { of, text }) {
  const isNamed = state.asked || state.seen;
  const here = of.filter(({ product }) => openHere(sheet, state, at, { product }).length > 0);
  const found = (isNamed && of.find(({ product }) => product === at.line.product)) || (here.length === 1 && here[0]);
  return found ? { ...found, what: 'product', factor_m: 1000, text } : null;
}

/** The day on the floor, by the server's clock. The sheet says which day it is and when that ends. */
export function today(sheet, at) {
  const { date, ends_at } = sheet.today ?? {};
  if (!date || !(at >= ends_at)) return date ?? '';
  const days = 1 + Math.floor((at - ends_at) / DAY_MS);
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function isOver(sheet, lot, at) {
  const expires = sheet.lots[lot]?.expires;
  return Boolean(expires) && expires < today(sheet, at);
}

// The line's own lot is known here and all of it is taken: somebody swapped.
function isGone(sheet, state, line) {
  const own = lying(sheet, state, line).filter((row) => row.lot === line.lot);
  return own.length > 0 && own.every((row) => row.qty_m === 0);
}

function isTwice(sheet, state, lot) {
  const counted = [...(state.serials ?? []), { lot: state.counted_m > 0 ? state.lot : null }];
  const picks = state.book.events.filter((event) => event.kind === 'pick' && event.lot === lot);
  if (counted.some((one) => one.lot === lot) || picks.some((event) => !event.undone)) return true;
  return picks.length === 0 && (sheet.taken ?? []).includes(lot); // else it was taken back
}

function takenOf(sheet, state, line, isIt) {
  const picks = state.book.events.filter((event) => event.kind === 'pick' && !event.undone && !event.past);
  return [...picks, ...(state.serials ?? [])].reduce((sum, one) => {
    const from = lineOn(sheet, one.line);
    const isHere = from?.stop === line.stop && from.product === line.product;
    return isHere && isIt({ lot: one.lot ?? from.lot, package: (one.package ?? from.package) || null }) ? sum + one.qty_m : sum;
  }, 0);
}
