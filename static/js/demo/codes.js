/** Demo only: which barcodes matter now, so that a visitor without a scanner can walk the wave. */
import { t } from '../lib/i18n.js';
import { isNobody } from '../pick/shell/nobody.js';
import { badgesFor } from './badges.js';

/** The first code of the sheet that means this. */
export const keyOf = (sheet, wanted) => Object.keys(sheet.codes).find((code) => wanted(sheet.codes[code]));

/** @returns {{text: string, words: string}[]} */
export function codesFor(model, demo) {
  const arriving = arrivalCodes(model, demo);
  if (arriving) return arriving;
  if (model.over === 'aside' && !model.aside.inner) return besideCodes(model, demo);
  if (!model.sheet && model.over !== 'aside') return [...(model.waves?.mine ? [] : model.waves?.open ?? []).slice(0, 4).map(({ number }) => ({ text: number, words: t('gun.wave') })), ...besideCards()];
  const isPractice = model.over === 'aside';
  const { v, sheet } = isPractice ? model.aside.inner : model;
  const onPurpose = Object.keys(isPractice ? sheet.known : {}).map((text) => ({ text, words: t('gun.wrong_product') }));
  const extra = model.isExpired ? demo.badges : [];
  return [...extra, ...(v.line ? lineCodes(sheet, v) : []), ...onPurpose, ...cards(sheet, v), ...besideCards(), { text: 'ZZ-NOT-KNOWN', words: t('gun.unknown') }].filter((one) => one.text);
}

/** The codes of a device nobody works on yet, or null when somebody does. */
export function arrivalCodes(model, demo) {
  if (!demo || model.isLoading) return [];
  if (model.blocked || !model.device) return [demo.enrolment];
  return isNobody(model) ? badgesFor(demo.badges, model.workers) : null;
}

function besideCards() {
  return [['O-BTN.LOOK', 'gun.look'], ['O-BTN.COUNT', 'gun.count'], ['O-BTN.MOVE', 'gun.move'], ['O-BTN.TASKS', 'gun.tasks']].map(([text, words]) => ({ text, words: t(words) }));
}

/* What is asked comes first; goods that lie where somebody stands before others. */
function besideCodes({ aside, sheet }, demo) {
  if (aside.name === 'tasks') return taskCodes(aside, sheet);
  const here = (aside.v.place ?? aside.v.from)?.code;
  const known = [...(demo.beside ?? [])].sort((one, other) => (other.at === here) - (one.at === here));
  const goods = known.map(({ code, at }) => ({ text: code, words: t('gun.goods_at', { at }) }));
  const places = [...new Set(known.map(({ at }) => at))].map((text) => ({ text, words: t('gun.place') }));
  const others = (sheet?.totes ?? []).slice(0, 2).map((tote) => ({ text: tote.code, words: t('gun.tote_of', tote) }));
  const isPlace = ['place', 'source', 'to'].includes(aside.v.ask);
  const more = aside.name === 'look' ? others : [];
  return [...(isPlace ? [...places.reverse(), ...goods] : [...goods, ...places]), ...more, { text: 'ZZ-NOT-KNOWN', words: t('gun.unknown') }];
}

/* What the task in hand asks for; with none in hand those that may be taken, and a tote to put away. */
function taskCodes({ v, state }, sheet) {
  const codes = Object.entries(state.table.codes);
  const of = (is, words) => codes.filter(([, entry]) => is(entry)).slice(0, 3).map(([text]) => ({ text, words: t(words) }));
  const { task } = v;
  const place = (task?.kind !== 'count' && v.ask === 'to' ? task.to : task?.from)?.id;
  const product = v.isCount ? task.goods[0]?.product : task?.product;
  const places = of((entry) => entry.what === 'location' && (!place || entry.location === place), 'gun.place');
  const goods = of((entry) => entry.what === 'product' && (!product || entry.product === product), 'gun.right_product');
  const totes = [...(sheet?.totes ?? []).slice(0, 2).map(({ code }) => ({ text: code, words: t('gun.tote') })), ...of((entry) => entry.what === 'tote' && (!v.tote || entry.tote === v.tote), 'gun.tote')];
  const slots = of((entry) => entry.what === 'slot', 'gun.slot');
  const now = { from: places, place: places, to: places, goods, brought: totes, tote: totes, slot: slots }[v.ask] ?? [...places, ...totes];
  return [...now, ...(task || v.tote ? [] : [{ text: 'T-0001', words: t('gun.tote') }]), { text: 'ZZ-NOT-KNOWN', words: t('gun.unknown') }];
}

/** Of goods with lots: another one of this bin, the line's own, one that is over; and the package. */
function lotCodes(sheet, { ask, line, stop }) {
  if (!['product', 'lot', 'other'].includes(ask)) return [];
  const own = sheet.lines.find((one) => one.id === line.id);
  const lies = sheet.stops[stop.index].lies?.[line.product.id] ?? [];
  const nameOf = ({ lot, package: box }) => (box ? sheet.packages[box].name : sheet.lots[lot]?.name);
  const isOwn = ({ lot, package: box = null }) => lot === own.lot && box === own.package;
  const other = lies.find((row) => !isOwn(row) && row.qty_m > 0 && (row.lot || row.package));
  const over = Object.values(sheet.lots).find((lot) => lot.product === line.product.id && lot.expires && lot.expires < sheet.today.date);
  return [
    { text: own.package ? sheet.packages[own.package]?.name : sheet.lots[own.lot]?.name, words: t(own.package ? 'gun.right_package' : 'gun.right_lot') },
    { text: other && nameOf(other), words: t(other?.package ? 'gun.other_package' : 'gun.other_lot') },
    { text: over?.name, words: t('gun.over_lot') },
  ].filter((one) => one.text);
}

function lineCodes(sheet, v) {
  const { ask, stop, line, short } = v;
  const product = (is) => keyOf(sheet, (entry) => entry.what === 'product' && entry.factor_m === 1000 && is(entry.product));
  const place = (is) => keyOf(sheet, (entry) => entry.what === 'location' && is(entry.location));
  if (short && !short.put_first) return short.reasons.map((one) => ({ text: one.code, words: t(one.key) }));
  const right = {
    location: [place((id) => id === stop.location), 'gun.right_place'],
    product: [product((id) => id === line.product.id), 'gun.right_product'],
    tote: [line.tote, 'gun.right_tote'],
  };
  const wrong = {
    location: [place((id) => id !== stop.location), 'gun.wrong_place'],
    product: [product((id) => id !== line.product.id), 'gun.wrong_product'],
    tote: [sheet.totes.find((tote) => tote.code !== line.tote)?.code, 'gun.wrong_tote'],
  };
  const now = right[ask] ? ask : 'product';
  const rest = Object.keys(right).filter((step) => step !== now).map((step) => right[step]);
  const [first, ...others] = [right[now], ...rest, wrong[now]].map(([text, words]) => ({ text, words: t(words) }));
  return [first, ...lotCodes(sheet, v), ...others];
}

function cards(sheet, { ask, can }) {
  const card = (what) => keyOf(sheet, (entry) => entry.what === 'command' && entry.do === what);
  return [
    ask === 'finish' && { text: card('finish'), words: t('gun.finish') },
    can.short && { text: card('short'), words: t('gun.short') },
    can.undo && { text: card('undo'), words: t('gun.undo') },
  ].filter(Boolean);
}
