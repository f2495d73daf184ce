/**
 * What is this: the server's answer, or what the sheet tells without it. Pure.
 *
 *   step(table, state, {type: 'scan', text, answer?, unknown?, isOffline?}) -> {state, verdict, facts: []}
 */
import { ask, no, ok, warn } from '../lib/verdict.js';
import { lookup } from '../pick/lookup.js';

/** Nothing was scanned. */
export const start = () => ({ found: null });

export function step(table, state, input) {
  if (input.type !== 'scan') return { state, verdict: ask('look.help'), facts: [] };
  if (input.answer) return told(table, input.answer, 'look.found');
  const entry = lookup(table, input.text);
  if (entry.what === 'bad') return nothing(state, no(`pick.bad.${entry.problem}`));
  if (entry.what === 'command') return nothing(state, ask('look.card'));
  if (input.unknown) return nothing(state, no('look.unknown', { text: input.text }));
  const found = ofSheet(table, entry);
  return found ? told(table, found, 'look.from_sheet') : nothing(state, warn('look.offline', { text: input.text }));
}

export function view(table, { found }) {
  if (!found) return { found: null, product: null, rows: [] };
  const product = found.product ? table.products[found.product] ?? found.table?.products[found.product] : null;
  const rows = found.rows.map((row) => ({ ...row, product: { ...table.products[row.product], ...found.table?.products[row.product] }, lot: lotName(table, found, row.lot) }));
  return { found, product, rows };
}

function told(table, found, key) {
  return { state: { found }, verdict: ok(key, { title: found.title }), facts: [] };
}

function nothing(state, verdict) {
  return { state, verdict, facts: [] };
}

/* What the wave's sheet says of it, in the form of an answer. */
function ofSheet(table, entry) {
  const left = table.lines.filter((line) => line.picked_m + line.short_m < line.demand_m);
  if (entry.what === 'foreign') return { what: 'product', title: entry.name, facts: [['at', entry.at]], rows: [], isPart: true };
  if (entry.what === 'product') {
    const { name } = table.products[entry.product];
    return { what: 'product', title: name, product: entry.product, facts: [], rows: rowsOf(table, left.filter((line) => line.product === entry.product)), isPart: true };
  }
  if (entry.what === 'location') return { what: 'location', title: entry.code, location: { id: entry.location, code: entry.code, parts: entry.code.split('-') }, facts: [], rows: rowsOf(table, left.filter((line) => placeOf(table, line) === entry.location)), isPart: true };
  if (entry.what === 'tote') return { what: 'tote', title: entry.tote, facts: toteFacts(table, entry.tote), rows: [], isPart: true };
  return null;
}

function rowsOf(table, lines) {
  return lines.map((line) => ({ product: line.product, at: codeOf(table, line), location: placeOf(table, line), lot: line.lot, qty_m: line.demand_m - line.picked_m - line.short_m }));
}

const placeOf = (table, line) => table.stops?.[line.stop]?.location;
const codeOf = (table, line) => table.stops?.[line.stop]?.code ?? '';

function toteFacts(table, code) {
  const tote = table.totes?.find((one) => one.code === code);
  return tote ? [['order', tote.order], ['slot', String(tote.slot ?? '')]] : [];
}

function lotName(table, found, lot) {
  return table.lots[lot]?.name ?? found.table?.lots[lot]?.name ?? null;
}
