/**
 * What a fact does to a line; the twin of `warehouse_app/domain/picking.py`. Both run `tests/vectors/facts/`.
 *
 * A *book* is the wave's lines and what happened to them, plain JSON:
 *   {wave: {id, state, epoch}, lines: {<id>: Line}, events: [Event]}            events oldest first
 *   Line  = {id, wave, demand_m, picked_m, short_m, epoch, told_m}              told_m: short before our first event
 *   Event = {id, kind: 'pick'|'short'|'tote', line, qty_m, lot, package, undone, tote?}   only what was accepted
 */

const GONE = new Set(['closed', 'cancelled']);

/**
 * Apply one fact. The book given is left as it was.
 * @param {object} book
 * @param {{id: string, kind: 'pick'|'short'|'tote'|'found'|'put_back'|'undo', epoch: number, body: object}} fact
 * @returns {{book: object, verdict: 'accepted'|'conflict'|'invalid', key: string|null}} key names why it does not count
 */
export function applyFact(book, fact) {
  const line = lineOf(book, fact);
  const reason = whyInvalid(book, fact) ?? whyRefused(book, line, fact);
  if (reason) return { book, ...reason };
  const events = RULES[fact.kind].events(book, fact);
  return { book: settle({ ...book, events }, line, fact), verdict: 'accepted', key: null };
}

/**
 * The book of a sheet after the device's own facts that no answer has named yet; a fact given twice counts once.
 * Facts that do not count any more (the sheet moved on) are left out.
 * @param {object} sheet
 * @param {object[]} [facts] oldest first
 * @returns {object} book, with `walked: true` when the walk was ended, `checked`: the totes looked into, `back`: the lines put back
 */
export function replay(sheet, facts = []) {
  const seen = new Set();
  return facts.reduce((book, fact) => {
    if (seen.has(fact.id)) return book;
    seen.add(fact.id);
    if (fact.kind === 'walked') return { ...book, walked: true };
    if (fact.kind === 'checked') return { ...book, checked: [...(book.checked ?? []), fact.body.tote] };
    const { book: after, verdict } = applyFact(book, fact);
    const isBack = fact.kind === 'put_back' && verdict === 'accepted';
    return isBack ? { ...after, back: [...(after.back ?? []), fact.body.line] } : after;
  }, openBook(sheet));
}

/**
 * @param {{demand_m: number, picked_m: number, short_m: number}} line
 * @returns {'open'|'picked'|'short'}
 */
export function lineState(line) {
  if (line.picked_m + line.short_m < line.demand_m) return 'open';
  return line.short_m > 0 ? 'short' : 'picked';
}

/**
 * A line as a book keeps it.
 * @param {object} line with {id, demand_m, picked_m, short_m, epoch?}
 * @param {number} wave
 */
export function bookLine({ id, demand_m, picked_m, short_m, epoch = 0 }, wave) {
  return { id, wave, demand_m, picked_m, short_m, epoch, told_m: short_m };
}

function openBook(sheet) {
  const lines = sheet.lines.map((line) => [line.id, bookLine(line, sheet.wave)]);
  return { wave: { id: sheet.wave, state: 'claimed', epoch: sheet.epoch }, lines: Object.fromEntries(lines), events: [] };
}

function lineOf(book, fact) {
  const line = book.lines[fact.body?.line];
  return line && line.wave === book.wave.id ? line : null;
}

function whyInvalid(book, fact) {
  const rule = Object.hasOwn(RULES, fact.kind) ? RULES[fact.kind] : null;
  if (!rule || !rule.wellFormed(fact.body ?? {})) return invalid('fact.malformed');
  return lineOf(book, fact) ? null : invalid('line.unknown');
}

function whyRefused(book, line, fact) {
  if (GONE.has(book.wave.state)) return conflict('wave.closed');
  if (fact.epoch < book.wave.epoch && line.epoch > fact.epoch) return conflict('epoch.old');
  return RULES[fact.kind].refuse(book, line, fact);
}

/** The rules of each kind: is the body usable, why it does not count, and the events after it. */
const RULES = {
  pick: {
    wellFormed: (body) => isPositive(body.qty_m) && [undefined, null, 'digits', 'paper'].includes(body.over),
    refuse: (_book, line, { body }) => (line.picked_m + body.qty_m > line.demand_m ? conflict('pick.over') : null),
    events: (book, fact) => [...book.events, event(fact, fact.body.qty_m)],
  },
  short: {
    wellFormed: (body) => isPositive(body.missing_m),
    refuse: (_book, line, { body }) => (line.picked_m + body.missing_m > line.demand_m ? conflict('short.over') : null),
    events: (book, fact) => [...book.events, event(fact, fact.body.missing_m)],
  },
  found: {
    wellFormed: (body) => isAmount(body.qty_m) && isAmount(body.known_m) && typeof body.tote === 'string',
    refuse: (_book, line, { body }) => (line.picked_m - body.known_m + body.qty_m > line.demand_m ? conflict('pick.over') : null),
    events: (book) => book.events,
  },
  put_back: {
    wellFormed: (body) => isPositive(body.qty_m),
    refuse: (_book, line, { body }) => (body.qty_m > line.picked_m ? conflict('put_back.over') : null),
    events: (book) => book.events,
  },
  tote: {
    wellFormed: (body) => typeof body.tote === 'string' && body.tote !== '' && isPositive(body.slot),
    refuse: () => null,
    events: (book, fact) => [...book.events, { ...event(fact, 0), tote: fact.body.tote }],
  },
  undo: {
    wellFormed: (body) => typeof body.event === 'string',
    refuse: (book, _line, { body }) => whyNotUndone(book.events.find(is(body))),
    events: (book, { body }) => book.events.map((one) => (is(body)(one) ? { ...one, undone: true } : one)),
  },
};

function event(fact, qty_m) {
  const { line, lot = null, package: box = null } = fact.body;
  return { id: fact.id, kind: fact.kind, line, qty_m, lot, package: box, undone: false };
}

function is(body) {
  return (one) => one.id === body.event && one.line === body.line;
}

function whyNotUndone(one) {
  if (!one) return invalid('undo.unknown');
  return one.undone ? invalid('undo.already') : null;
}

function isAmount(qty_m) {
  return Number.isSafeInteger(qty_m) && qty_m >= 0;
}

function isPositive(qty_m) {
  return Number.isSafeInteger(qty_m) && qty_m > 0;
}

// The last short that stands says what is missing; picks made after it shrink it, and taking them back lets it grow again.
function settle(book, line, fact) {
  const standing = book.events.filter((one) => one.line === line.id && !one.undone);
  const told_m = standing.findLast((one) => one.kind === 'short')?.qty_m ?? line.told_m;
  const picked_m = line.picked_m + pickedBy(fact, book.events);
  const demand_m = line.demand_m - (fact.kind === 'put_back' ? fact.body.qty_m : 0); // nobody wants them any more
  const short_m = Math.max(0, Math.min(told_m, demand_m - picked_m));
  const epoch = fact.kind === 'tote' ? line.epoch : Math.max(line.epoch, fact.epoch); // a tote touches no goods
  return { ...book, lines: { ...book.lines, [line.id]: { ...line, demand_m, picked_m, short_m, epoch } } };
}

function pickedBy(fact, events) {
  if (fact.kind === 'pick') return fact.body.qty_m;
  if (fact.kind === 'put_back') return -fact.body.qty_m;
  if (fact.kind === 'found') return fact.body.qty_m - fact.body.known_m;
  const taken = fact.kind === 'undo' ? events.find(is(fact.body)) : null;
  return taken?.kind === 'pick' ? -taken.qty_m : 0;
}

function invalid(key) {
  return { verdict: 'invalid', key };
}

function conflict(key) {
  return { verdict: 'conflict', key };
}
