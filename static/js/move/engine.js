/**
 * Moving goods: from where, what and how many, to where. Pure, no policy.
 *
 *   start() -> state · step(table, state, input) -> {state, verdict, facts} · view(table, state)
 *
 * state {from: {id, code}|null, goods: {product, code, lot, lot_name, name, qty_m}|null, lacks: goods whose lot is asked|null}
 * input as of a count. The scan of the place they are put into says it; that is the one fact.
 */
import { ask, no, ok, plain, warn } from '../lib/verdict.js';
import { goodsOf, isSame, isSerial, lacksLot, lotOf, placeOf, read } from '../menu/goods.js';

/** Nothing in the hand. */
export const start = () => ({ from: null, goods: null, lacks: null });

export function step(table, state, input) {
  if (input.type === 'quantity') return replace(table, state, input.qty_m);
  if (input.type === 'command') return command(table, state, input.do);
  const entry = read(table, input);
  if (entry.what === 'command') return command(table, state, entry.do);
  if (entry.what === 'quantity') return replace(table, state, entry.qty_m);
  if (entry.what === 'bad') return stay(state, no(`pick.bad.${entry.problem}`));
  if (!state.from) return taken(state, entry);
  if (state.lacks) return named(table, state, entry);
  return state.goods ? onward(table, state, entry, input) : picked(table, state, entry);
}

export function view(table, state) {
  const goods = state.goods ?? state.lacks;
  return {
    ask: !state.from ? 'source' : state.lacks ? 'lot' : state.goods ? 'to' : 'goods',
    from: state.from && { code: state.from.code, parts: state.from.code.split('-') },
    goods: goods && { ...goods, product: table.products[goods.product] ?? unknownGoods(goods) },
    can: { undo: Boolean(state.from), keypad: Boolean(state.goods) && !isSerial(table, state.goods) },
    mayGoBack: Boolean(state.from),
  };
}

function taken(state, entry) {
  const place = placeOf(entry);
  if (!place) return stay(state, no(entry.what === 'unknown' ? 'move.unknown' : 'move.from_first', { text: entry.text }));
  return { state: { ...state, from: { id: place.id, code: place.code } }, verdict: ok('move.from', { want: place.code }), facts: [] };
}

function picked(table, state, entry) {
  if (entry.what === 'location') return taken({ ...state, from: null }, entry);
  const goods = goodsOf(table, entry);
  if (!goods) return stay(state, no(entry.what === 'unknown' ? 'move.unknown' : 'move.no_goods', { text: entry.text }));
  if (lacksLot(table, goods)) return { state: { ...state, lacks: goods }, verdict: ask('move.which_lot', { name: goods.name }), facts: [] };
  return hold(state, goods, goods.factor_m);
}

function named(table, state, entry) {
  const lot = lotOf(table, state.lacks, entry);
  if (!lot) return stay(state, no('move.not_its_lot', { name: state.lacks.name }));
  return hold({ ...state, lacks: null }, { ...state.lacks, ...lot }, state.lacks.factor_m);
}

/* More of the same, or the place they are put into. Without a network a text that is not of these goods is a place. */
function onward(table, state, entry, input) {
  const goods = goodsOf(table, entry);
  if (goods && isMore(state.goods, goods, entry)) return more(table, state, goods);
  if (goods && entry.what !== 'text') return stay(state, no('move.one_by_one', { name: state.goods.name }));
  const place = placeOf(entry);
  if (!place) return stay(state, no(entry.what === 'unknown' ? 'move.unknown' : 'move.no_place', { text: entry.text }));
  if (isThere(state.from, place)) return stay(state, no('move.same_place', { want: place.code }));
  return put(state, place, input);
}

function isMore(held, goods, entry) {
  if (entry.what === 'text') return held.product === null && held.code === goods.code;
  return isSame(held, goods) || (held.product === goods.product && goods.lot === null && goods.lot_name === null);
}

function more(table, state, goods) {
  if (isSerial(table, goods)) return stay(state, no('move.one_by_one', { name: state.goods.name }));
  return hold(state, state.goods, state.goods.qty_m + goods.factor_m);
}

function isThere(from, place) {
  return from.id === null || place.id === null ? from.code.toUpperCase() === place.code.toUpperCase() : from.id === place.id;
}

function put({ from, goods }, to, { id }) {
  const { product, code, lot, lot_name, qty_m } = goods;
  const body = { product, code, lot, lot_name, qty_m, from: from.id, from_code: from.code, to: to.id, to_code: to.code };
  return { state: start(), verdict: ok('move.done', { n: plain(qty_m), name: goods.name, want: to.code }), facts: [{ id, kind: 'move', body }] };
}

function hold(state, { factor_m, ...goods }, qty_m) {
  return { state: { ...state, goods: { ...goods, qty_m } }, verdict: ok('move.held', { n: plain(qty_m), name: goods.name }), facts: [] };
}

/* What is typed stands in the place of what was scanned. */
function replace(table, state, qty_m) {
  if (!state.goods) return stay(state, warn('move.goods_first'));
  if (qty_m <= 0) return stay(state, no('move.none'));
  if (isSerial(table, state.goods)) return stay(state, no('move.one_by_one', { name: state.goods.name }));
  return hold(state, state.goods, qty_m);
}

function command(table, state, what) {
  if (what === 'undo' || what === 'back') return stepBack(state);
  return stay(state, ask(`move.help.${view(table, state).ask}`));
}

function stepBack(state) {
  if (state.goods || state.lacks) return { state: { ...state, goods: null, lacks: null }, verdict: ok('move.undo.goods'), facts: [] };
  return state.from ? { state: start(), verdict: ok('move.undo.from'), facts: [] } : stay(state, warn('move.undo.none'));
}

function unknownGoods({ name }) {
  return { name, sku: '', code: null, unit: 'pieces', whole: true, shape: 'box', hue: 210, picture: null };
}

function stay(state, verdict) {
  return { state, verdict, facts: [] };
}
