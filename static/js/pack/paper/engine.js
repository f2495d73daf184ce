/**
 * Taking in a wave that was walked on paper: pure, no clock, no network, no policy. It interprets the wave's sheet.
 *
 *   start(sheet, facts?)      -> state          facts: own ones no answer has named yet, oldest first
 *   step(sheet, state, input) -> {state, verdict, facts}
 *   view(sheet, state)        -> what the screen shows
 *
 * The state is plain JSON:
 *   {book, at, found_m, less, walked}
 *   book      what happened to the lines, as on a walk (pick/lines.js)
 *   at        the line of which less was found, or null; found_m: how much, null before it was said
 *   less      the next line scanned is one of which less was found
 *
 * input   {id: 32 hex, fresh: () => 32 hex, type: 'scan', text} | {…, type: 'command', do} | {…, type: 'quantity', qty_m}
 *         | {…, type: 'reason', reason} | {…, type: 'line', line}
 * facts   `pick`, `short`, `undo`, `walked` as on a walk; a pick says `over: 'paper'`
 */

import { lookup } from '../../pick/lookup.js';
import { replay } from '../../pick/lines.js';
import { asked, refused, warned } from './answers.js';
import { COMMANDS } from './commands.js';
import { enterGoods, enterLine, setFound, tellReason } from './entering.js';

export { view } from './view.js';

const HANDLERS = {
  line: (ctx, { line }) => enterLine(ctx, line),
  changed: (ctx, { line }) => enterLine(ctx, line, 'pack.paper.changed'),
  product: enterGoods,
  quantity: setFound,
  reason: tellReason,
  command: (ctx, entry) => (Object.hasOwn(COMMANDS, entry.do) ? COMMANDS[entry.do](ctx) : refused(ctx, 'pack.unknown')),
  head: (ctx) => asked(ctx, ctx.state, 'pack.paper.here'),
  foreign: (ctx, { name }) => refused(ctx, 'pack.paper.not_on_it', { is: name }),
  bad: (ctx, { problem }) => refused(ctx, `pick.bad.${problem}`),
};

const PRESSED = new Set(['command', 'quantity', 'reason', 'line']);

/** The state an entry starts from, or is taken up again from. */
export function start(sheet, facts = []) {
  const { walked = false, ...book } = replay(sheet, facts);
  return { book, at: null, found_m: null, less: false, walked };
}

/** One input, one answer. Nothing given is changed. */
export function step(sheet, state, input) {
  const ctx = { sheet, state, input };
  if (state.walked) return warned(ctx, 'pack.paper.walked');
  const entry = input.type === 'scan' ? scanned(sheet, input.text) : pressed(input);
  return Object.hasOwn(HANDLERS, entry.what) ? HANDLERS[entry.what](ctx, entry) : refused(ctx, 'pack.unknown');
}

/* The paper's own barcodes first; then goods and cards, as the sheet has them. */
function scanned(sheet, text) {
  const code = String(text ?? '').trim().toUpperCase();
  const { lines, code: head } = sheet.paper;
  if (code === head) return { what: 'head' };
  if (Object.hasOwn(lines, code)) return { what: 'line', line: lines[code] };
  const line = printedOtherwise(lines, code);
  return line ? { what: 'changed', line } : lookup(sheet, text);
}

/* The same line, but its last letters, which stand for what was printed, are others. */
function printedOtherwise(lines, code) {
  if (!/^PL\d+[A-Z]{3}$/.test(code)) return null;
  const same = Object.keys(lines).find((known) => known.slice(0, -3) === code.slice(0, -3));
  return same ? lines[same] : null;
}

function pressed(input) {
  return { ...input, what: PRESSED.has(input.type) ? input.type : 'unknown' };
}
