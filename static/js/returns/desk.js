/**
 * What stands on the returns desk: pure, no page and no network. Every input gives the next desk and what to say.
 *
 * Desk = {deliveries, reasons, delivery, back, rows, whys, history, at}
 *   delivery: the one goods come back from · back: a return announced before, whose goods are here now
 *   rows: {line id: thousandths on the desk} · whys: {line id: reason} · at: the line that waits for its reason
 */
import { key, normalise } from '../scan/barcodes.js';

const COMMANDS = { 'O-BTN.VALIDATE': 'finish', OBTVALI: 'finish', 'O-BTN.UNDO': 'undo', OBTUNDO: 'undo' };
const KEYPAD_FROM_M = 4000;

/** Nothing on the desk. */
export const EMPTY = { deliveries: [], reasons: [], delivery: null, back: null, rows: {}, whys: {}, history: [], at: null };

/** What the server found: one delivery is chosen at once; of a return all that is expected counts as here. */
export function opened({ deliveries = [], reasons = [], return: back = null }) {
  const desk = { ...EMPTY, deliveries, reasons, back };
  if (back) return { ...desk, rows: Object.fromEntries(back.lines.map((line) => [line.id, back.state === 'authorised' ? line.expected_m : line.received_m])) };
  return deliveries.length === 1 ? { ...desk, delivery: deliveries[0] } : desk;
}

/** Of several deliveries this one. */
export function choose(desk, id) {
  return { ...desk, delivery: desk.deliveries.find((one) => one.id === id) ?? null };
}

/** What comes next: `what`, `which`, `items`, `reason`, `here` (an announced return). */
export function asks(desk) {
  if (desk.back) return 'here';
  if (!desk.delivery) return desk.deliveries.length > 0 ? 'which' : 'what';
  return desk.at === null ? 'items' : 'reason';
}

/** The lines on the desk with what is counted: {…line, most_m, qty_m, why}. */
export function linesOf(desk) {
  const { delivery, back, rows, whys } = desk;
  const most = (line) => (back ? line.expected_m : line.left_m);
  return (back ?? delivery)?.lines.map((line) => ({ ...line, most_m: most(line), qty_m: rows[line.id] ?? 0, why: back ? line.reason : whys[line.id] ?? null })) ?? [];
}

/** @returns {{desk: object, verdict: {tone, key, args}, command?: string}} a scan of goods, of a reason card or of a command */
export function scan(desk, raw) {
  const { text, problem } = normalise(raw, (exact) => Boolean(codesOf(desk)[key(exact)]));
  if (problem) return { desk, verdict: no('returns.misread_scan', { text: raw }) };
  const wanted = key(text);
  if (COMMANDS[wanted]) return { desk, command: COMMANDS[wanted], verdict: null };
  const reason = desk.reasons.find((one) => one.code === wanted);
  if (reason) return desk.at === null ? { desk, verdict: no('returns.no_item_yet') } : why(desk, reason.code);
  return goods(desk, codesOf(desk)[wanted], text);
}

function goods(desk, found, text) {
  if (!found) return { desk, verdict: no('returns.not_of_order', { text, order: orderOf(desk) }) };
  const lines = linesOf(desk).filter((line) => found.lines.includes(line.id));
  const args = { name: lines[0].product.name };
  if (lines.every((line) => line.most_m === 0)) return { desk, verdict: no('returns.none_left', args) };
  const line = lines.find((one) => one.qty_m + found.factor_m <= one.most_m);
  if (!line) return { desk, verdict: no('returns.too_many', { ...args, most: figure(lines.reduce((sum, one) => sum + one.most_m, 0)) }) };
  return put(desk, line.id, line.qty_m + found.factor_m);
}

/** So much of a line is on the desk. */
export function put(desk, id, qty_m) {
  const line = linesOf(desk).find((one) => one.id === id);
  if (!line || qty_m > line.most_m) return { desk, verdict: no('returns.too_many', { name: line?.product.name ?? '', most: figure(line?.most_m ?? 0) }) };
  const isAsked = !desk.back && qty_m > 0 && line.why === null;
  const next = { ...desk, rows: { ...desk.rows, [id]: qty_m }, at: isAsked ? id : desk.at === id ? null : desk.at };
  const history = [...desk.history, { rows: desk.rows, whys: desk.whys }];
  if (isAsked) return { desk: { ...next, history }, verdict: null, sound: 'ok' }; // the question that follows is the answer
  return { desk: { ...next, history }, verdict: { tone: 'ok', key: 'returns.counted', args: { name: line.product.name, n: figure(qty_m) } } };
}

/** Why the goods of the line that waits come back. */
export function why(desk, code) {
  return { desk: { ...desk, whys: { ...desk.whys, [desk.at]: code }, at: null }, verdict: null };
}

/** The reason of a line is asked again. */
export function askWhy(desk, id) {
  return desk.rows[id] > 0 && !desk.back ? { ...desk, at: id } : desk;
}

/** The last count is taken back. */
export function undo(desk) {
  const before = desk.history.at(-1);
  if (!before) return { desk, verdict: no('returns.nothing_to_undo') };
  return { desk: { ...desk, ...before, at: null, history: desk.history.slice(0, -1) }, verdict: { tone: 'ok', key: 'returns.undone', args: {} } };
}

/** May it be finished? */
export function isReady(desk) {
  return desk.at === null && linesOf(desk).some((line) => line.qty_m > 0);
}

/** Whether a keypad is quicker than scanning. */
export function wantsPad(line) {
  return line.most_m >= KEYPAD_FROM_M || !line.product.whole;
}

/** The fact that says what is on the desk. */
export function factOf(desk, id) {
  const lines = linesOf(desk);
  if (desk.back) return { id, kind: 'return_received', body: { return: desk.back.id, lines: lines.map((line) => ({ line: line.id, qty_m: line.qty_m })) } };
  const given = lines.filter((line) => line.qty_m > 0).map((line) => ({ line: line.id, qty_m: line.qty_m, reason: line.why }));
  return { id, kind: 'return_authorised', body: { shipped: desk.delivery.id, lines: given } };
}

function codesOf(desk) {
  const table = {};
  for (const line of (desk.back ?? desk.delivery)?.lines ?? []) {
    for (const [text, factor_m] of [...line.codes, [line.product.sku, 1000]]) {
      const entry = (table[key(text)] ??= { factor_m, lines: [] });
      entry.lines.push(line.id);
    }
  }
  return table;
}

function orderOf({ back, delivery }) {
  return (back ?? delivery)?.order ?? '';
}

function figure(qty_m) {
  return qty_m / 1000;
}

function no(key, args = {}) {
  return { tone: 'no', key, args };
}
