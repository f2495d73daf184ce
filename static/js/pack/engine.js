/**
 * The packing engine: pure, no clock, no network, no policy. It interprets the sheet of one order on the bench.
 *
 *   start(sheet, facts?)      -> state          facts: the device's own that count or still may, oldest first
 *   step(sheet, state, input) -> {state, verdict, facts}
 *   view(sheet, state)        -> what the screen shows (see view.js)
 *
 * input   {id: 32 hex, fresh: () => 32 hex, type: 'scan', text} | {…, type: 'command', do} | {…, type: 'quantity', qty_m}
 *         | {…, type: 'box', box} | {…, type: 'weight', text} | {…, type: 'reopen', parcel}
 * verdict {tone: 'ok'|'no'|'warn'|'ask', key, args, sound, sticky}
 * facts   [{id, kind, body}]: the first bears the input's id, each further one a fresh one; they are kept together.
 *         A parcel is named by the fact that opened it.
 */

import { lookup } from '../pick/lookup.js';
import { asked, refused, warned } from './answers.js';
import { EMPTY_BENCH, askOf } from './bench.js';
import { replay } from './book.js';
import { chooseBox, scanForeign, scanProduct, setQuantity } from './boxing.js';
import { reopen, weigh } from './closing.js';
import { COMMANDS } from './commands.js';
import { weightIn } from './weight.js';

export { view } from './view.js';

/** What each thing does when it is scanned or pressed. */
const HANDLERS = {
  product: scanProduct,
  foreign: scanForeign,
  box: chooseBox,
  weight: weigh,
  reopen,
  quantity: setQuantity,
  command: (ctx, entry) => COMMANDS[entry.do](ctx),
  tote: (ctx) => asked(ctx, ctx.state, 'pack.tote.here'),
  bad: (ctx, entry) => refused(ctx, `pick.bad.${entry.problem}`),
  unknown: (ctx) => refused(ctx, askOf(ctx.sheet, ctx.state) === 'weight' ? 'pack.weight.bad' : 'pack.unknown'),
};

const GOODS = new Set(['product', 'foreign', 'quantity']);
const PRESSED = new Set(['command', 'quantity', 'box', 'weight', 'reopen']);
const WHILE_ASKED = new Set(['finish', 'undo', 'back', 'help']); // whether to leave with less than ordered
const LONGEST_WEIGHT = 7; // figures alone: a longer number is a barcode

/**
 * The state packing starts from, or is taken up again from.
 * @param {object} sheet
 * @param {object[]} [facts] own facts; what the sheet already counts changes nothing
 */
export function start(sheet, facts = []) {
  return { ...EMPTY_BENCH, book: replay(sheet, facts) };
}

/**
 * One input, one answer. Nothing given is changed.
 * @param {object} sheet
 * @param {object} state
 * @param {object} input
 * @returns {{state: object, verdict: object, facts: object[]}}
 */
export function step(sheet, state, input) {
  const ctx = { sheet, state, input };
  const entry = understand(ctx);
  return blocked(ctx, entry) ?? HANDLERS[entry.what](ctx, entry);
}

function understand({ sheet, state, input }) {
  const entry = input.type === 'scan' ? scanned(sheet, state, input.text) : { ...input, what: input.type };
  const isOurs = input.type === 'scan' ? Object.hasOwn(HANDLERS, entry.what) : PRESSED.has(entry.what);
  const isKnown = isOurs && (entry.what !== 'command' || Object.hasOwn(COMMANDS, entry.do));
  return isKnown ? entry : { what: 'unknown' };
}

// While a weight is asked, a text that is no code may be the scale's.
function scanned(sheet, state, text) {
  const entry = lookup(sheet, text);
  const isFree = entry.what === 'unknown' || entry.what === 'bad';
  if (isFree && askOf(sheet, state) === 'weight' && isWeight(text)) return { what: 'weight', text };
  const isOurTote = entry.what === 'unknown' && sheet.totes.some(({ code }) => code.toUpperCase() === entry.text?.toUpperCase());
  return isOurTote ? { what: 'tote' } : entry;
}

function isWeight(text) {
  const bare = String(text ?? '').trim();
  return weightIn(bare) !== null && !(/^\d+$/.test(bare) && bare.length > LONGEST_WEIGHT);
}

function blocked(ctx, entry) {
  if (entry.what === 'bad' || entry.what === 'unknown') return null;
  const ask = askOf(ctx.sheet, ctx.state);
  if (ask === 'packed') return entry.do === 'help' ? null : warned(ctx, 'pack.packed.already');
  if (entry.what === 'weight' && ask !== 'weight') return refused(ctx, 'pack.weight.early');
  if (ask === 'missing') return WHILE_ASKED.has(entry.do) ? null : refused(ctx, 'pack.missing.open');
  return ctx.state.closing && GOODS.has(entry.what) ? refused(ctx, 'pack.closing.open') : null;
}
