/** What may be open on the bench: an order to pack, or a wave on paper to take in. Each has its engine, its name and its facts. */
import * as packing from '../engine.js';
import * as paper from '../paper/engine.js';

const ORDER = {
  ...packing,
  job: ({ transfer }) => `pack:${transfer}`,
  whose: ({ epoch }) => ({ wave: null, epoch, sheet: null }), // there is no wave on the bench; its right is the epoch of the packing
  isOf: ({ transfer }, { wave, body }) => wave === null && body?.transfer !== undefined && body.transfer === transfer,
  isOver: ({ book }) => book.packed,
};

const PAPER = {
  ...paper,
  job: ({ wave }) => `paper:${wave}`,
  whose: ({ wave, epoch, sheet }) => ({ wave, epoch, sheet }),
  isOf: (sheet, { wave }) => wave === sheet.wave,
  isOver: ({ walked }) => walked,
};

/** @param {object|null|undefined} sheet what is open, or nothing */
export function kindOf(sheet) {
  return sheet?.paper ? PAPER : ORDER;
}

/** @returns {string} what it is called on the device */
export function jobOf(sheet) {
  return kindOf(sheet).job(sheet);
}

/** The engine of whatever is open. */
export const engine = {
  step: (sheet, state, input) => kindOf(sheet).step(sheet, state, input),
  view: (sheet, state) => kindOf(sheet).view(sheet, state),
};

/** What its facts belong to. */
export function whose(sheet) {
  return { job: jobOf(sheet), ...kindOf(sheet).whose(sheet) };
}

/** @returns {boolean} whether an event belongs to what is open */
export function isOf(sheet, event) {
  return Boolean(sheet) && kindOf(sheet).isOf(sheet, event);
}
