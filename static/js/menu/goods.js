/** Places and goods as they are scanned beside the walk, known or not. Pure. */
import { lookup } from '../pick/lookup.js';
import { normalise } from '../scan/barcodes.js';

const PLAIN = /^[\x21-\x7e][\x20-\x7e]{0,63}$/; // what a code can be that somebody else is to look up

/**
 * What a scan stands for. Without a network what nobody here knows is taken by its text.
 * @returns {{what: string, text: string, isTaken?: boolean}} an entry of the table, see `lookup`
 */
export function read(table, { text, isOffline, unknown }) {
  const entry = lookup(table, text);
  const isLost = entry.what === 'unknown' || entry.what === 'foreign';
  if (!isLost) return entry;
  if (unknown || !isOffline) return { ...entry, what: 'unknown' };
  const known = labelled(text);
  return PLAIN.test(known.text ?? '') ? { what: 'text', name: entry.name, ...known } : { ...entry, what: 'unknown' };
}

/* Of a GS1 label the number of the goods, and their lot; of anything else its bare text. */
function labelled(raw) {
  const { text, gs1 } = normalise(raw);
  return gs1 ? { text: gs1[0].gtin ?? gs1[0].lot, lot_name: gs1[0].gtin ? gs1[0].lot : undefined } : { text };
}

/** The place an entry stands for: {id, code}; a text is one where no place is known under it. */
export function placeOf(entry) {
  if (entry.what === 'location') return { id: entry.location, code: entry.code || entry.text, goods: entry.goods ?? [] };
  return entry.what === 'text' ? { id: null, code: entry.text, goods: [] } : null;
}

/** The goods of an entry: {product, code, lot, lot_name, name, unit, whole, factor_m}, or null. */
export function goodsOf(table, entry) {
  if (entry.what === 'text') return { product: null, code: entry.text, lot: null, lot_name: entry.lot_name ?? null, name: entry.name ?? entry.text, factor_m: 1000 };
  if (entry.what !== 'product' && entry.what !== 'lot') return null;
  const { name, sku } = table.products[entry.product];
  const lot = entry.lot ?? null;
  const lot_name = entry.lot_name ?? table.lots[lot]?.name ?? null;
  return { product: entry.product, code: sku || String(entry.product), lot, lot_name, name, factor_m: entry.qty_m ?? entry.factor_m ?? 1000 };
}

/** Are these goods told apart by lots, and is none named? As far as is known here. */
export function lacksLot(table, { product, lot, lot_name }) {
  if (product === null || lot !== null || lot_name !== null) return false;
  const { tracking } = table.products[product];
  if (tracking) return tracking !== 'none';
  const lines = table.lines.filter((line) => line.product === product);
  return lines.length > 0 && lines.every((line) => line.lot !== null);
}

/** Does each piece have a number of its own? */
export function isSerial(table, { product }) {
  return product !== null && table.products[product].tracking === 'serial';
}

/** A lot of these goods by its name, whether it is known here or not; null for what can be none. */
export function lotOf(table, goods, entry) {
  const id = Object.keys(table.lots).map(Number).find((one) => table.lots[one].name?.toUpperCase() === entry.text?.toUpperCase());
  const isText = entry.what === 'text' || (entry.what === 'unknown' && PLAIN.test(entry.text ?? ''));
  if (entry.what === 'lot') return entry.product === goods.product ? { lot: entry.lot, lot_name: table.lots[entry.lot].name } : null;
  if (entry.what === 'product') return entry.product === goods.product && entry.lot_name ? { lot: entry.lot ?? null, lot_name: entry.lot_name } : null;
  return isText ? { lot: id ?? null, lot_name: entry.text } : null;
}

/** Same goods of the same lot? */
export function isSame(one, other) {
  const same = one.product === null ? other.product === null && one.code === other.code : one.product === other.product;
  return same && one.lot === other.lot && one.lot_name === other.lot_name;
}
