/**
 * Counting a bin: the place, then what lies in it, one scan a piece; the keypad replaces. Pure, no policy.
 *
 *   start()                      -> state
 *   step(table, state, input)    -> {state, verdict, facts}
 *   view(table, state)           -> what the screen shows
 *
 * state {place: {id, code, goods}|null, rows, at: the row in hand|null, lacks: goods whose lot is asked|null, asked, before}
 * input {id, at, type: 'scan', text, isOffline?, unknown?} | {…, type: 'quantity', qty_m} | {…, type: 'command', do}
 * One fact a bin: what was counted is said when it is finished, never before.
 */
import { ask, no, ok, plain, warn } from '../lib/verdict.js';
import { goodsOf, isSame, isSerial, lacksLot, lotOf, placeOf, read } from '../menu/goods.js';

const MOST_ROWS = 100;
const MOST_UNDO = 50;
const KEPT = ({ place, rows, at, lacks, asked }) => ({ place, rows, at, lacks, asked });

/** Nothing is counted. */
export const start = () => ({ place: null, rows: [], at: null, lacks: null, asked: false, before: [] });

export function step(table, state, input) {
  if (input.type === 'quantity') return replace(table, state, input.qty_m);
  if (input.type === 'command') return command(table, state, input);
  const entry = read(table, input);
  if (entry.what === 'command') return command(table, state, { ...input, do: entry.do });
  if (entry.what === 'quantity') return replace(table, state, entry.qty_m);
  if (entry.what === 'bad') return stay(state, no(`pick.bad.${entry.problem}`));
  if (state.lacks) return named(table, state, entry);
  return state.place ? counted(table, state, entry) : placed(state, entry);
}

export function view(table, state) {
  const rows = state.rows.map((row) => ({ ...row, ...shown(table, row) }));
  const left = uncounted(state);
  return {
    ask: !state.place ? 'place' : state.lacks ? 'lot' : 'goods',
    place: state.place && { code: state.place.code, parts: state.place.code.split('-'), isKnown: state.place.id !== null },
    row: state.at === null ? null : rows[state.at],
    lacks: state.lacks && { ...state.lacks, ...shown(table, state.lacks) },
    rows,
    left: left.map((one) => table.products[one.product]?.name ?? ''),
    can: { undo: state.before.length > 0, finish: state.rows.length > 0 && !state.lacks, empty: Boolean(state.place) && state.rows.length === 0 },
    mayGoBack: false,
  };
}

function placed(state, entry) {
  const place = placeOf(entry);
  if (!place) return stay(state, no(entry.what === 'unknown' ? 'count.unknown' : 'count.place_first', { text: entry.text }));
  const verdict = place.id === null ? warn('count.place_by_text', { want: place.code }) : ok('count.place', { want: place.code });
  return { state: { ...remember(state), place }, verdict, facts: [] };
}

function counted(table, state, entry) {
  if (entry.what === 'location') return elsewhere(state, entry);
  const goods = goodsOf(table, entry);
  if (!goods) return stay(state, no(entry.what === 'unknown' ? 'count.unknown' : 'count.no_goods', { text: entry.text }));
  if (lacksLot(table, goods)) return { state: { ...remember(state), lacks: goods }, verdict: ask('count.which_lot', { name: goods.name }), facts: [] };
  return add(table, state, goods);
}

function elsewhere(state, entry) {
  if (entry.location === state.place.id) return stay(state, ask('count.same_place', { want: state.place.code }));
  if (state.rows.length > 0) return stay(state, no('count.finish_first', { want: state.place.code }));
  return placed({ ...state, place: null }, entry);
}

/* Which lot: its code, or goods whose label names it. */
function named(table, state, entry) {
  const lot = lotOf(table, state.lacks, entry);
  if (!lot) return stay(state, no('count.not_its_lot', { name: state.lacks.name }));
  return add(table, { ...state, lacks: null }, { ...state.lacks, ...lot });
}

function add(table, state, goods) {
  const { factor_m, ...row } = goods;
  const place = state.rows.findIndex((one) => isSame(one, row));
  const isAgain = place >= 0;
  if (isAgain && isSerial(table, row) && state.rows[place].counted_m > 0) return stay(state, no('count.serial_twice', { text: row.lot_name ?? '' }));
  if (!isAgain && state.rows.length >= MOST_ROWS) return stay(state, no('count.too_many'));
  const before_m = isAgain ? state.rows[place].counted_m : 0;
  const next = { ...row, counted_m: before_m + factor_m };
  const rows = isAgain ? state.rows.map((one, index) => (index === place ? next : one)) : [...state.rows, next];
  const verdict = ok('count.counted', { n: plain(next.counted_m), name: row.name });
  return { state: { ...remember(state), rows, at: isAgain ? place : rows.length - 1, lacks: null, asked: false }, verdict, facts: [] };
}

/* What is typed stands in the place of what was counted; it is never added. */
function replace(table, state, qty_m) {
  const row = state.rows[state.at];
  if (!row) return stay(state, warn('count.goods_first'));
  if (qty_m > 1000 && isSerial(table, row)) return stay(state, no('count.serial_twice', { text: row.lot_name ?? '' }));
  const rows = state.rows.map((one) => (one === row ? { ...one, counted_m: qty_m } : one));
  return { state: { ...remember(state), rows, asked: false }, verdict: ok('count.counted', { n: plain(qty_m), name: row.name }), facts: [] };
}

const COMMANDS = {
  undo: (table, state) => {
    const last = state.before.at(-1);
    if (!last) return stay(state, warn('count.undo.none'));
    return { state: { ...last, before: state.before.slice(0, -1) }, verdict: ok('count.undo'), facts: [] };
  },
  help: (table, state) => stay(state, ask(`count.help.${view(table, state).ask}`)),
  empty: (table, state, input) => {
    if (!state.place) return stay(state, warn('count.place_first'));
    if (state.rows.length > 0) return stay(state, no('count.not_empty', { want: state.place.code }));
    return said(state, input, uncounted(state), true);
  },
  finish: (table, state, input) => {
    if (!state.place) return stay(state, warn('count.place_first'));
    if (state.lacks) return stay(state, no('count.which_lot_first', { name: state.lacks.name }));
    if (state.rows.length === 0) return stay(state, warn('count.use_empty'));
    const left = uncounted(state);
    if (left.length === 0 || state.asked) return said(state, input, left, false);
    const name = table.products[left[0].product]?.name ?? '';
    return { state: { ...state, asked: true }, verdict: warn('count.uncounted', { name, n: left.length }), facts: [] };
  },
};

function command(table, state, input) {
  const run = Object.hasOwn(COMMANDS, input.do) ? COMMANDS[input.do] : COMMANDS.help;
  return run(table, state, input);
}

/* What should lie there and was not counted is said to be none: by the empty key, or by finishing twice. */
function said(state, { id, at }, left, empty) {
  const { place } = state;
  const none = left.map(({ product, lot }) => ({ product, code: String(product), lot, lot_name: null, counted_m: 0 }));
  const rows = [...state.rows.map(({ product, code, lot, lot_name, counted_m }) => ({ product, code, lot, lot_name, counted_m })), ...none];
  const fact = { id, kind: 'count', body: { location: place.id, place: place.code, rows, empty, counted_at: at } };
  return { state: start(), verdict: ok(empty ? 'count.empty' : 'count.done', { want: place.code, n: rows.length }), facts: [fact] };
}

function uncounted({ place, rows }) {
  return (place?.goods ?? []).filter(({ product, lot }) => !rows.some((row) => row.product === product && (lot === null || lot === undefined || row.lot === lot)))
    .map(({ product, lot }) => ({ product, lot: lot ?? null }));
}

function shown(table, { product, name }) {
  const known = product === null ? null : table.products[product];
  return { goods: known ?? { name, sku: '', code: null, unit: 'pieces', whole: true, shape: 'box', hue: 210, picture: null } };
}

function remember(state) {
  return { ...state, before: [...state.before, KEPT(state)].slice(-MOST_UNDO) };
}

function stay(state, verdict) {
  return { state, verdict, facts: [] };
}
