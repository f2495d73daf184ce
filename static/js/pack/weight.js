/** What a scale or a hand says of a weight. */

const MOST_G = 999_999;
// Scales send signs, blanks and status words in front: `ST,GS,+  1.240kg`.
const READING = /^(?:[A-Z]{2},){0,3}\s*\+?\s*(\d{1,6}(?:[.,]\d{1,4})?)\s*(kg|g)?$/i;

/**
 * @param {string} text `1240`, `1240 g`, `1.240`, `1,24 kg`: whole numbers are grams, broken ones kilograms
 * @returns {number|null} grams, null when that is no weight
 */
export function weightIn(text) {
  const [, figures, unit] = READING.exec(String(text).trim()) ?? [];
  if (!figures) return null;
  const grams = isKilograms(figures, unit) ? number(figures) * 1000 : number(ungrouped(figures));
  const weight_g = Math.round(grams);
  return weight_g <= MOST_G ? weight_g : null;
}

/**
 * Why a weight cannot be right, as a key, or null.
 * @param {number} weight_g
 * @param {{weight_g: number|null, max_g: number|null}|null} box
 */
export function whyNotWeight(weight_g, box) {
  if (weight_g === 0) return 'pack.weight.zero';
  if (box?.max_g && weight_g > box.max_g) return 'pack.weight.over';
  return box?.weight_g && weight_g < box.weight_g ? 'pack.weight.light' : null;
}

function isKilograms(figures, unit) {
  return unit ? unit.toLowerCase() === 'kg' : /[.,]/.test(figures);
}

// No scale of a bench divides grams by a thousand: three figures behind the sign are thousands.
function ungrouped(figures) {
  return figures.replace(/^([1-9]\d{0,2})[.,](\d{3})$/, '$1$2');
}

function number(figures) {
  return Number(figures.replace(',', '.'));
}
