/**
 * Tasks: one is taken by a scan, done by scans, or refused with a reason. And beside them: a tote is put into a slot. Pure.
 *
 *   start() -> state · step(table, state, input) -> {state, verdict, facts} · view(table, state) · withTasks(table, state) -> table
 *
 * state {tasks, table, ended: ids, task: the one in hand|null, at, from: {id, code}|null, qty_m, lot, lot_name, count, tote}
 * input as of a count; {type: 'tasks', tasks, table} is what the server offers now, which nobody did and nothing is said of; {type: 'take', task: id};
 * {type: 'reason', reason}. A count is the count engine's, its fact too: the server knows who waited for it.
 */
import * as counting from '../count/engine.js';
import { ask, no, ok, plain, warn } from '../lib/verdict.js';
import { goodsOf, lacksLot, lotOf, placeOf, read } from '../menu/goods.js';

const STEPS = {
  put_back: ['goods', 'to'],
  fetch: ['from', 'goods', 'brought'],
  refill: ['from', 'goods', 'to'],
  move_tote: ['tote', 'slot'],
  find: ['from', 'goods'],
};
/* What a bench misses is brought there. */
const stepsOf = ({ kind, bench }) => (kind === 'find' && bench ? [...STEPS.find, 'brought'] : STEPS[kind]);
const firstOf = (task) => (task.kind === 'count' ? { at: null, count: counting.start() } : { at: STEPS[task.kind][0], count: null });
const EMPTY_HANDS = { task: null, at: null, from: null, qty_m: 0, lot: null, lot_name: null, count: null, tote: null };
export const WHY_NOT = ['TK-GONE', 'TK-REACH', 'TK-DAMAGED', 'TK-TIME'];

/** Nothing in hand. */
export const start = () => ({ tasks: [], table: { codes: {}, products: {}, lots: {} }, ended: [], ...EMPTY_HANDS });

/** What is known without asking: also all that the tasks need. */
export function withTasks(table, { table: own }) {
  return { ...table, codes: { ...table.codes, ...own.codes }, products: { ...table.products, ...own.products }, lots: { ...table.lots, ...own.lots } };
}

/** The tasks that are still to do. */
export const open = ({ tasks, ended }) => tasks.filter((task) => !ended.includes(task.id));

export function step(table, state, input) {
  if (input.type === 'tasks') return offered(state, input);
  if (input.type === 'take') return taken(state, open(state).find((task) => task.id === input.task), input);
  if (input.type === 'reason') return refusedBecause(state, input);
  if (state.count) return counted(table, state, input);
  if (input.type === 'quantity') return replaced(state, input.qty_m);
  if (input.type === 'command') return command(state, input, input.do);
  const entry = entryOf(table, input);
  if (entry.what === 'command') return command(state, input, entry.do);
  if (entry.what === 'quantity') return replaced(state, entry.qty_m);
  if (entry.what === 'bad') return stay(state, no(`pick.bad.${entry.problem}`));
  const hear = HEARD[state.task ? state.at : state.tote ? 'slot' : 'list'];
  return hear(table, state, entry, input);
}

export function view(table, state) {
  const { task, at, count } = state;
  if (count) return countView(table, task, count);
  const product = task && task.product !== null ? table.products[task.product] ?? null : null;
  return {
    ask: at ?? (state.tote ? 'slot' : 'list'),
    task,
    tasks: open(state),
    names: Object.fromEntries(open(state).map(({ id, product: own }) => [id, table.products[own]?.name ?? ''])),
    product,
    place: placeNow(state),
    tote: task?.tote ?? state.tote,
    qty_m: state.qty_m,
    can: { refuse: Boolean(task) && !['why', 'to', 'brought'].includes(at), keypad: takesNumber(state), brought: at === 'brought' },
    mayGoBack: Boolean(task || state.tote),
  };
}

function countView(table, task, count) {
  const v = counting.view(table, count);
  return { ...v, isCount: true, task, mayGoBack: true, can: { ...v.can, refuse: v.rows.length === 0 } };
}

function takesNumber({ task, at }) {
  return (at === 'to' || at === 'brought') && task.kind !== 'put_back' && task.product !== null && task.qty_m !== 1000;
}

function placeNow({ task, at, from }) {
  if (!task) return null;
  const place = at === 'to' ? task.to : at === 'from' ? task.from : from ?? task.from;
  return place && { code: place.code, parts: place.code.split('-') };
}

/* A tote the server knows is one, and a slot of the tasks' table. */
function entryOf(table, input) {
  if (input.answer?.what === 'tote') return { what: 'tote', tote: input.answer.title };
  return read(table, input);
}

/* What was ended here and is not offered any more has been heard. */
function offered(state, { tasks, table }) {
  const ended = state.ended.filter((id) => tasks.some((task) => task.id === id));
  return { state: { ...state, tasks, table, ended }, verdict: null, facts: [] };
}

/* ---- the list ---- */

function chosen(table, state, entry, input) {
  const found = open(state).find((task) => isMeant(task, entry));
  if (found) return taken(state, found, input);
  if (entry.what === 'tote') return { state: { ...state, tote: entry.tote }, verdict: ok('task.tote', { tote: entry.tote }), facts: [] };
  return stay(state, no('task.no_such', { text: entry.text ?? '' }));
}

function isMeant(task, entry) {
  if (entry.what === 'location') return [task.from?.id, task.to?.id].includes(entry.location);
  if (entry.what === 'tote') return task.tote === entry.tote;
  if (entry.what === 'product') return task.product === entry.product;
  return task.number === entry.text?.toUpperCase();
}

function taken(state, task, { id }) {
  if (!task) return stay(state, warn('task.gone'));
  const next = { ...state, ...EMPTY_HANDS, task };
  const begun = { ...next, ...firstOf(task) };
  const facts = task.mine ? [] : [{ id, kind: 'task_taken', body: { task: task.id } }];
  const tasks = state.tasks.map((one) => (one.id === task.id ? { ...one, mine: true } : one));
  return { state: { ...begun, tasks }, verdict: ok('task.taken', { number: task.number }), facts };
}

/* ---- the one in hand ---- */

const HEARD = {
  list: chosen,
  from(table, state, entry) {
    const place = entry.what === 'slot' && state.task.tote ? { id: null, code: entry.slot } : placeOf(entry);
    if (!place) return stay(state, no('task.place_first', { text: entry.text ?? '' }));
    const { task } = state;
    if (task.from && place.id !== null && place.id !== task.from.id) return stay(state, no('task.other_place', { want: task.from.code }));
    return onward({ ...state, from: { id: place.id, code: place.code } }, ok('task.place', { want: place.code }));
  },
  goods(table, state, entry, input) {
    const { task } = state;
    if (task.kind === 'find' && task.tote) return entry.tote === task.tote ? seen(state, input, { ...state, qty_m: 0 }, ok('task.tote_found', { tote: task.tote })) : stay(state, no('task.other_tote', { tote: task.tote }));
    if (task.kind === 'put_back' && entry.what === 'tote' && entry.tote === task.tote) return onward({ ...state, qty_m: task.qty_m, lot: task.lot }, held(table, task, task.qty_m));
    const goods = goodsOf(table, entry);
    if (!goods || goods.product !== task.product) return stay(state, no('task.other_goods', { name: table.products[task.product]?.name ?? '' }));
    const qty_m = task.kind === 'put_back' ? task.qty_m : Math.min(goods.factor_m, task.qty_m ?? goods.factor_m);
    const next = { ...state, qty_m, lot: goods.lot ?? task.lot, lot_name: goods.lot_name };
    if (lacksLot(table, { ...goods, lot: next.lot })) return { state: { ...next, at: 'lot' }, verdict: ask('task.which_lot', { name: goods.name }), facts: [] };
    return task.kind === 'find' ? seen(state, input, next, held(table, task, qty_m)) : onward(next, held(table, task, qty_m));
  },
  lot(table, state, entry) {
    const { task } = state;
    const lot = lotOf(table, { product: task.product }, entry);
    if (!lot) return stay(state, no('task.which_lot', { name: table.products[task.product]?.name ?? '' }));
    return onward({ ...state, ...lot, at: 'goods' }, held(table, task, state.qty_m));
  },
  to(table, state, entry, input) {
    const { task } = state;
    const goods = goodsOf(table, entry);
    if (goods?.product === task.product && task.kind !== 'put_back') return more(table, state, goods.factor_m);
    if (entry.what !== 'location' || entry.location !== task.to.id) return stay(state, no('task.other_place', { want: task.to.code }));
    return ended(state, input, state);
  },
  brought(table, state, entry, input) {
    const { task } = state;
    const goods = goodsOf(table, entry);
    if (goods && task.product !== null && goods.product === task.product) return more(table, state, goods.factor_m);
    if (entry.what === 'tote' && entry.tote === task.tote) return ended(state, input, state);
    return stay(state, no('task.bring', { want: task.bench ?? '' }));
  },
  tote(table, state, entry) {
    const { task } = state;
    return entry.tote === task.tote ? onward(state, ok('task.tote', { tote: task.tote })) : stay(state, no('task.other_tote', { tote: task.tote }));
  },
  slot(table, state, entry, { id }) {
    if (entry.what === 'tote' && !state.task) return { state: { ...state, tote: entry.tote }, verdict: ok('task.tote', { tote: entry.tote }), facts: [] };
    if (entry.what !== 'slot') return stay(state, no('task.no_slot', { text: entry.text ?? '' }));
    const tote = state.task?.tote ?? state.tote;
    const fact = { id, kind: 'placed', body: { tote, into: entry.slot } };
    return { state: closed(state), verdict: ok('task.placed', { tote, want: entry.slot }), facts: [fact] };
  },
  why: (table, state) => stay(state, ask('task.why')),
};

/* It is there: that is all, or it is brought to the bench that misses it. */
function seen(state, input, next, verdict) {
  return state.task.bench ? onward(next, verdict) : ended(state, input, next);
}

function held(table, task, qty_m) {
  return ok('task.held', { n: plain(qty_m), name: table.products[task.product]?.name ?? '' });
}

function more(table, state, factor_m) {
  const { task, qty_m } = state;
  if (task.qty_m !== null && qty_m + factor_m > task.qty_m) return stay(state, warn('task.enough', { n: plain(task.qty_m) }));
  return { state: { ...state, qty_m: qty_m + factor_m }, verdict: held(table, task, qty_m + factor_m), facts: [] };
}

/* What is typed stands in the place of what was scanned. */
function replaced(state, qty_m) {
  const { task, at } = state;
  if (!task || !['to', 'brought'].includes(at) || task.kind === 'put_back' || task.product === null) return stay(state, warn('task.goods_first'));
  if (qty_m < 1 || (task.qty_m !== null && qty_m > task.qty_m)) return stay(state, warn('task.enough', { n: plain(task.qty_m ?? 0) }));
  return { state: { ...state, qty_m }, verdict: ok('task.held', { n: plain(qty_m), name: '' }), facts: [] };
}

function onward(state, verdict) {
  const steps = stepsOf(state.task);
  return { state: { ...state, at: steps[steps.indexOf(state.at) + 1] }, verdict, facts: [] };
}

function ended(state, { id }, { task, from, qty_m, lot, lot_name }) {
  const body = { task: task.id, qty_m, from: from?.id ?? null, from_code: from?.code ?? null, to: task.to?.id ?? null, lot: lot ?? null, lot_name: lot_name ?? null };
  return { state: closed(state), verdict: ok('task.done', { number: task.number }), facts: [{ id, kind: 'task_done', body }] };
}

function closed(state) {
  return { ...state, ...EMPTY_HANDS, ended: state.task ? [...state.ended, state.task.id] : state.ended };
}

/* Another place than the one asked for is not counted here. */
function counted(table, state, input) {
  const { task, count } = state;
  if (input.type === 'command' && input.do === 'cannot') return command(state, input, 'cannot');
  if (input.type === 'command' && input.do === 'back') return command(state, input, 'back');
  const done = counting.step(table, count, input);
  const { place } = done.state;
  if (place && place.id !== task.from.id) return stay(state, no('task.other_place', { want: task.from.code }));
  if (done.facts.length > 0) return { state: closed(state), verdict: done.verdict, facts: done.facts };
  const known = place && !count.place ? { ...done.state, place: { ...place, goods: task.goods } } : done.state;
  return { state: { ...state, count: known }, verdict: done.verdict, facts: [] };
}

const COMMANDS = {
  back: (state) => stay(state.at === 'why' ? { ...state, ...firstOf(state.task) } : { ...state, ...EMPTY_HANDS }, ask('task.left')),
  undo: (state) => stay(state.task ? { ...state, ...EMPTY_HANDS, task: state.task, ...firstOf(state.task) } : { ...state, ...EMPTY_HANDS }, ask('task.anew')),
  cannot: (state) => (state.task ? stay({ ...state, count: null, at: 'why' }, ask('task.why')) : stay(state, ask('task.help.list'))),
  finish: (state, input) => (state.at === 'brought' ? ended(state, input, state) : COMMANDS.help(state)),
  help: (state) => stay(state, ask(`task.help.${state.at ?? (state.tote ? 'slot' : 'list')}`)),
};

function command(state, input, what) {
  const run = Object.hasOwn(COMMANDS, what) ? COMMANDS[what] : COMMANDS.help;
  return run(state, input);
}

function refusedBecause(state, { id, reason }) {
  if (!state.task || !WHY_NOT.includes(reason)) return stay(state, warn('task.gone'));
  const fact = { id, kind: 'task_refused', body: { task: state.task.id, reason } };
  return { state: closed(state), verdict: ok('task.refused', { number: state.task.number }), facts: [fact] };
}

function stay(state, verdict) {
  return { state, verdict, facts: [] };
}
