/** What a GS1 label means on this sheet: its goods by their number, with the lot and the count it names. */

import { key } from '../scan/barcodes.js';

/**
 * @param {object} sheet
 * @param {object[]} readings see `scan/gs1.js`
 * @returns {object} an entry as `lookup` gives it, without its text
 */
export function labelled(sheet, readings) {
  const [{ gtin, sscc, lot }] = readings;
  const number = gtin ?? lot;
  const entry = (number && find(sheet, key(number))) ?? (sscc && (find(sheet, `00${sscc}`) ?? find(sheet, sscc)));
  if (entry) return entry.what === 'product' && gtin ? goods(sheet, entry, readings) : entry;
  return sscc ? { what: 'bad', problem: 'sscc' } : { what: 'unknown' };
}

/** The entry of the table under this key, a lot of this name, goods of elsewhere too, or null. */
export function find(sheet, wanted) {
  if (has(sheet.codes, wanted)) return sheet.codes[wanted];
  const of = lotsNamed(sheet, wanted).map((lot) => ({ product: sheet.lots[lot].product, lot })).filter(({ product }) => product);
  if (of.length > 0) return of.length > 1 ? { what: 'lots', of } : { what: 'product', factor_m: 1000, ...of[0] };
  return has(sheet.known, wanted) ? { ...sheet.known[wanted], what: 'foreign' } : null;
}

/**
 * May goods of this entry be counted for a line or row of the same product? A label that names a lot the sheet does not
 * know is of no lot that a line asks for.
 */
export function fitsLot(lot, entry) {
  if (!lot) return true;
  return entry.lot ? entry.lot === lot : entry.lot_name === undefined;
}

/** How people call the lot that was scanned. */
export function lotName(sheet, { lot, lot_name }) {
  return lot_name ?? sheet.lots[lot]?.name ?? '';
}

// Where separators were lost, the reading counts whose lot is here; if none is, only what all readings say.
function goods(sheet, entry, readings) {
  const here = readings.filter((reading, place) => isHere(sheet, entry.product, reading, place === 0));
  const lot_name = (here[0] ?? readings[0]).lot;
  const { agreed, isClear } = agreement(here.length > 0 ? here.filter(({ lot }) => lot === lot_name) : readings);
  if (!isClear) return { what: 'bad', problem: 'separator' };
  const qty_m = quantityOf(sheet, entry, agreed);
  return {
    ...entry,
    ...(lot_name !== undefined && { lot: lotOf(sheet, entry.product, lot_name), lot_name }),
    ...(agreed.expires && { expires: agreed.expires }),
    ...(qty_m && { qty_m, factor_m: qty_m }),
  };
}

// A reading that is not the standard's must not contradict what is known of the lot.
function isHere(sheet, product, { lot, expires }, isStandard) {
  const id = lot === undefined ? null : lotOf(sheet, product, lot);
  if (id === null) return false;
  const known = sheet.lots[id].expires;
  return isStandard || !known || !expires || known.startsWith(expires);
}

function lotOf(sheet, product, name) {
  const same = lotsNamed(sheet, key(name));
  const known = same.find((id) => sheet.lots[id].product === product);
  if (known) return known;
  const ofLines = (id) => sheet.lines.filter((line) => line.lot === id);
  const ours = same.find((id) => ofLines(id).some((line) => line.product === product));
  return ours ?? same.find((id) => !sheet.lots[id].product && ofLines(id).length === 0) ?? null;
}

// The lots of a sheet by name, made once for each sheet: a scan has a few milliseconds.
const NAMED = new WeakMap();

function lotsNamed({ lots }, wanted) {
  if (!lots) return [];
  if (!NAMED.has(lots)) {
    const named = new Map();
    for (const [id, { name }] of Object.entries(lots)) {
      const text = key(String(name ?? ''));
      named.set(text, [...(named.get(text) ?? []), Number(id)]);
    }
    NAMED.set(lots, named);
  }
  return NAMED.get(lots).get(wanted) ?? [];
}

function agreement([first, ...others]) {
  const isSaid = (name) => others.every((other) => other[name] === first[name]);
  const agreed = Object.fromEntries(Object.entries(first).filter(([name]) => isSaid(name)));
  return { agreed, isClear: ['gtin', 'holds', 'count', 'weight_m'].every(isSaid) };
}

// A count is of the goods named; only on a case whose contents the table knows it says those once more. Goods by weight
// are weighed: so many bags are no quantity of theirs.
function quantityOf(sheet, { product, factor_m }, { holds, count, weight_m }) {
  const { whole, unit } = sheet.products[product];
  const isCase = factor_m !== 1000;
  if (count === undefined) return !whole && !isCase && unit === 'kg' ? weight_m : undefined;
  return isCase ? holds && count * factor_m : whole && count * factor_m;
}

function has(table, wanted) {
  return Object.hasOwn(table ?? {}, wanted);
}
