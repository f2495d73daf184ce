/**
 * The picking engine: pure, no clock, no network, no policy. It interprets the sheet.
 *
 *   start(sheet, facts?)      -> state          facts: own ones no answer has named yet, oldest first
 *   step(sheet, state, input) -> {state, verdict, facts}
 *   view(sheet, state)        -> what the screen shows (see view.js)
 *
 * input   {id: 32 hex, at: ms of the server, fresh: () => id, type: 'scan', text} | {…, type: 'command', do} | {…, type: 'quantity', qty_m}
 *         | {…, type: 'reason', reason} | {…, type: 'digits', text}
 * verdict {tone: 'ok'|'no'|'warn'|'ask'|'sure', key, args, sound: 'ok'|'no'|'warn'|null, sticky}
 * facts   [] or [{id, kind, body}]: one input makes one, but for serials that go into a tote together (`fresh` makes ids)
 */

import { refused, warned } from './answers.js';
import { inBack, notBack } from './backing.js';
import { inCheck, unchecked } from './checking.js';
import { COMMANDS } from './commands.js';
import { scanForeign, scanLocation, scanLot, scanPackage, scanProduct, scanTote, setQuantity } from './counting.js';
import { inDigits } from './digits.js';
import { inFirst } from './first.js';
import { replay } from './lines.js';
import { lookup } from './lookup.js';
import { tellFound, tellReason } from './shorts.js';
import { freeTote, scanNewTote } from './totes.js';
import { EMPTY_HANDS, askOf, here, moveOn, mustPutBack, wantsTote } from './walk.js';

export { view } from './view.js';

/** What each thing does when it is scanned or pressed. */
const HANDLERS = {
  location: scanLocation,
  product: scanProduct,
  lots: scanLot,
  package: scanPackage,
  foreign: scanForeign,
  tote: (ctx, entry) => (ctx.state.full ? scanNewTote(ctx, entry) : scanTote(ctx, entry)),
  quantity: (ctx, entry) => (isTelling(ctx) ? tellFound(ctx, entry) : setQuantity(ctx, entry)),
  reason: tellReason,
  command: (ctx, entry) => COMMANDS[entry.do](ctx),
  digits: (ctx) => COMMANDS.help(ctx), // nobody asked for any
  bad: (ctx, entry) => refused(ctx, `pick.bad.${entry.problem}`),
  unknown: (ctx) => refused(ctx, 'pick.unknown'),
};

/** Goods and places: not answered while a short waits for its reason. */
const GOODS = new Set(['location', 'product', 'lots', 'package', 'foreign', 'tote']);

/** What comes from the screen rather than from the scanner. */
const PRESSED = new Set(['command', 'quantity', 'reason', 'digits']);

/** What is answered while a new tote is asked for. */
const FOR_FULL = new Set(['tote', 'undo', 'back', 'help', 'tote-full']);

/** What may be asked when no line is in hand. */
const WITHOUT_LINE = new Set(['undo', 'help', 'finish', 'menu', 'not_here']);

/**
 * The state a walk starts from, or is taken up again from.
 * @param {object} sheet
 * @param {object[]} [facts] own facts that no answer has named yet, oldest first, each with its epoch
 */
export function start(sheet, facts = []) {
  const { walked = false, checked, back, ...book } = replay(sheet, facts);
  const before = { toCheck: unchecked(sheet, { checked }), recount: null, toBack: notBack(sheet, { back }), backLater: [], backing: null };
  const order = sheet.lines.map((line) => line.id);
  return moveOn(sheet, { ...EMPTY_HANDS, book, order, at: null, confirmed: null, walked, ...before });
}

/**
 * One input, one answer. Nothing given is changed.
 * @param {object} sheet
 * @param {object} state
 * @param {object} input
 * @returns {{state: object, verdict: object, facts: object[]}}
 */
export function step(sheet, state, input) {
  const ctx = context(sheet, state, input);
  const entry = understand(sheet, input);
  if (isChecking(state) && isUsable(entry)) return inCheck(ctx, entry);
  if (mustPutBack(state) && !state.walked && isUsable(entry)) return inBack(ctx, entry);
  if (wantsTote(sheet, state) && isUsable(entry)) return inFirst(ctx, entry);
  const handle = (on) => HANDLERS[entry.what](on, entry);
  if (state.digits?.open && isUsable(entry)) return inDigits(ctx, entry, handle);
  return blocked(ctx, entry) ?? handle(ctx);
}

function context(sheet, state, input) {
  const withState = (after) => context(sheet, after, input);
  return { sheet, state, input, at: here(sheet, state), withState };
}

function understand(sheet, input) {
  const entry = input.type === 'scan' ? scanned(sheet, input.text) : { ...input, what: input.type };
  const isOurs = input.type === 'scan' ? Object.hasOwn(HANDLERS, entry.what) : PRESSED.has(entry.what);
  const isKnown = isOurs && (entry.what !== 'command' || Object.hasOwn(COMMANDS, entry.do));
  return isKnown ? entry : { what: 'unknown' };
}

function scanned(sheet, text) {
  const entry = lookup(sheet, text);
  return entry.what === 'unknown' ? (freeTote(sheet, entry.text) ?? entry) : entry;
}

function isChecking({ toCheck, walked }) {
  return toCheck?.length > 0 && !walked;
}

function isUsable({ what }) {
  return what !== 'bad' && what !== 'unknown';
}

function blocked(ctx, entry) {
  if (!isUsable(entry)) return null;
  if (ctx.state.walked) return ['help', 'menu', 'not_here'].includes(entry.do) ? null : warned(ctx, 'pick.walked.already');
  if (!ctx.at) return WITHOUT_LINE.has(entry.do) ? null : warned(ctx, 'pick.nothing_left');
  if (ctx.state.full) return FOR_FULL.has(entry.do ?? entry.what) ? null : refused(ctx, 'pick.tote.new_first');
  return isTelling(ctx) && GOODS.has(entry.what) ? refused(ctx, 'pick.short.open') : null;
}

function isTelling({ sheet, state }) {
  return ['reason', 'count'].includes(askOf(sheet, state));
}
