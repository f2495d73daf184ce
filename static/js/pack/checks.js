/**
 * What the sheet wants checked of an order, read off `sheet.checks`. Pure, no policy: rules were compiled by the server.
 * A sheet without checks asks nothing. A check is named by its code and the product it is about, or none.
 */

import { nameOf, openParcel } from './book.js';

const NONE = {
  each: [], lots: [], kits: {}, label: null, weight: null, most_g: null, boxes_not: [], fit: null, ask: [], passed: [], granted: [],
};
const SAME = 0.02; // a box that was agreed to is put on the scale again: so far apart it is the same

export function checksOf({ checks }) {
  return checks ?? NONE;
}

/** Is each piece of it scanned, whatever may be typed of others? */
export function isEach(sheet, product) {
  return checksOf(sheet).each.includes(product);
}

/** Does the lot have to be read, not just the product? */
export function needsLot(sheet, product) {
  return checksOf(sheet).lots.includes(product);
}

/** Did a second person agree that it goes in without a scan? */
export function isUnscanned(sheet, product) {
  return checksOf(sheet).granted.some((one) => one.check === 'CK-NOSCAN' && one.product === product);
}

/**
 * The question to answer before the open box is closed, or null: of the goods in it, or of the order, each once.
 * While a weight is off, that is the question.
 */
export function openCheck(sheet, { book, weighed }) {
  if (weighed) return { check: 'CK-WEIGHT', product: null, how: 'look', says: null, value: weighed.weight_g, expected: weighed.expected_g };
  const inside = new Set((openParcel(book)?.items ?? []).map(({ line }) => sheet.lines.find(({ id }) => id === line)?.product));
  const isAsked = (one) => book.checks[nameOf(one)] !== 'pass' && (one.product === null || one.again || inside.has(one.product));
  return checksOf(sheet).ask.find(isAsked) ?? null;
}

/** Why the open box may not be of this kind, as a key, or null: its carrier does not take it, or the goods do not go in. */
export function whyNotBox(sheet, { book }, box) {
  const { boxes_not: refused, fit } = checksOf(sheet);
  if (refused.includes(box.id)) return 'pack.box.carrier';
  if (!fit?.stops || !box.size_mm) return null;
  const items = (openParcel(book)?.items ?? []).map(({ line, qty_m }) => ({ ...sized(sheet, fit, line), pieces: qty_m / 1000 }));
  const isLong = items.some(({ size_mm }) => size_mm && !goesInto(size_mm, box.size_mm));
  const volume_ml = items.reduce((sum, one) => sum + (one.volume_ml ?? 0) * one.pieces, 0);
  const room_ml = (box.size_mm.reduce((product, side) => product * side, 1) / 1000) * (fit.percent / 100);
  return isLong || volume_ml > room_ml ? 'pack.box.small' : null;
}

/** The most a box of this order may weigh: what the box takes, and what its carrier does. */
export function mostOf(sheet, box) {
  const most = [box?.max_g, checksOf(sheet).most_g].filter(Boolean);
  return most.length > 0 ? Math.min(...most) : null;
}

/** Is the weight so far from what was expected that somebody looks into the box again? */
export function isOff(sheet, weight_g, expected_g) {
  const { weight, granted } = checksOf(sheet);
  if (!weight?.stops || expected_g === null) return false;
  if (granted.some(({ check, value }) => check === 'CK-WEIGHT' && Math.abs(weight_g - value) <= value * SAME)) return false;
  return Math.abs(weight_g - expected_g) > Math.max((expected_g * weight.percent) / 100, weight.grams);
}

/** May the packer close it alone after a recount, or is a second person asked? */
export function isPackers(sheet, { value, expected }) {
  return Math.abs(value - expected) * 1000 <= expected * checksOf(sheet).weight.packer_m;
}

/** What a row is a part of, or null. */
export function kitOf(sheet, { lines }) {
  const { kits } = checksOf(sheet);
  return lines.map((line) => kits[line]).find(Boolean) ?? null;
}

/** The kit of which some is packed and some is not, or null: parts of it do not leave alone. */
export function halfKit(sheet, rows) {
  const { kits } = checksOf(sheet);
  const partsOf = (kit) => rows.filter((row) => row.lines.some((line) => kits[line] === kit));
  const isHalf = (kit) => partsOf(kit).some((row) => row.packed_m > 0) && partsOf(kit).some((row) => row.left_m > 0);
  return [...new Set(Object.values(kits))].find(isHalf) ?? null;
}

function sized(sheet, fit, line) {
  return fit.goods[sheet.lines.find(({ id }) => id === line)?.product] ?? {};
}

function goesInto(goods, box) {
  const [small, large] = [[...goods], [...box]].map((sides) => sides.sort((one, other) => one - other));
  return small.every((side, place) => side <= large[place]);
}
