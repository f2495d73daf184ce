/** Quantities in words. On the wire they are thousandths; only here they become figures. */
import { number, t } from '../../lib/i18n.js';

/** @param {number} qty_m thousandths @returns {string} '3', '1.25' */
export function figure(qty_m) {
  return number(qty_m / 1000);
}

/** @returns {string} '3 pieces', '1 piece', '1.5 kg' */
export function amount(qty_m, product) {
  return `${figure(qty_m)} ${unit(qty_m, product)}`;
}

export function unit(qty_m, product) {
  if (product?.unit !== 'pieces') return product?.unit ?? '';
  return t(qty_m === 1000 ? 'unit.piece' : 'unit.pieces');
}
