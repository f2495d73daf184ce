/**
 * What facts do to the boxes of an order. A *book* is plain JSON:
 *   {lines: {<id>: {id, demand_m, other_m}}, parcels: [Parcel], packed}
 *   Parcel = {key, number, state: 'open'|'closed', box, weight_g, items: [{line, qty_m, event, scan}]}   oldest first
 *   other_m   packed of a line, but in none of these parcels
 *   scan      the input that made the item: what one scan put in, one undo takes out
 */

/** The book of a sheet, before any fact of our own. */
export function openBook({ lines, parcels }) {
  const kept = parcels.map((parcel) => ({ ...parcel, items: parcel.items.map((item) => ({ ...item, scan: item.event })) }));
  const inside_m = (id) => total(kept.flatMap((parcel) => parcel.items).filter((item) => item.line === id));
  const entries = lines.map(({ id, demand_m, packed_m }) => [id, { id, demand_m, other_m: Math.max(0, packed_m - inside_m(id)) }]);
  return { lines: Object.fromEntries(entries), parcels: kept, packed: false };
}

/**
 * Apply one fact. The book given is left as it was.
 * @param {object} book
 * @param {{id: string, kind: 'boxed'|'unboxed'|'box_closed'|'box_opened'|'packed', body: object}} fact
 * @param {string} [scan] the input it came from
 * @returns {object|null} the book after it; null when it does not fit
 */
export function applyFact(book, { id, kind, body }, scan = id) {
  if (book.packed || !Object.hasOwn(RULES, kind)) return null;
  return RULES[kind](book, body ?? {}, { id, scan });
}

/**
 * The book after the device's own facts. Facts the sheet already counts change nothing, so more may be given than needed.
 * @param {object} sheet
 * @param {object[]} facts oldest first
 */
export function replay(sheet, facts) {
  return facts.reduce((book, fact) => applyFact(book, fact) ?? book, openBook(sheet));
}

/** What is in boxes of a line. */
export function packedOf({ lines, parcels }, id) {
  return lines[id].other_m + total(parcels.flatMap((parcel) => parcel.items).filter((item) => item.line === id));
}

export function leftOf(book, id) {
  return Math.max(0, book.lines[id].demand_m - packedOf(book, id));
}

/** The box goods go into now: one with goods before one that was emptied again, which is used on. */
export function openParcel({ parcels }) {
  return parcels.find((parcel) => isOpen(parcel) && parcel.items.length > 0) ?? parcels.find(isOpen) ?? null;
}

/** @returns {boolean} is there anything in the open box? */
export function hasGoods(book) {
  return (openParcel(book)?.items.length ?? 0) > 0;
}

const RULES = {
  boxed(book, { line, parcel: key, qty_m }, { id, scan }) {
    const isFit = isPositive(qty_m) && Object.hasOwn(book.lines, line) && qty_m <= leftOf(book, line) && !isThere(book, id);
    if (!isFit || book.parcels.some((parcel) => (parcel.key === key ? !isOpen(parcel) : isInHand(parcel)))) return null;
    const known = book.parcels.some((parcel) => parcel.key === key);
    const fresh = { key, number: null, state: 'open', box: null, weight_g: null, items: [] };
    const item = { line, qty_m, event: id, scan };
    return change({ ...book, parcels: known ? book.parcels : [...book.parcels, fresh] }, key, ({ items }) => ({ items: [...items, item] }));
  },
  unboxed(book, { event }) {
    const parcel = openParcel(book);
    if (!parcel?.items.some((item) => item.event === event)) return null;
    return change(book, parcel.key, ({ items }) => ({ items: items.filter((item) => item.event !== event) }));
  },
  box_closed(book, { parcel: key, box, weight_g }) {
    const parcel = openParcel(book);
    if (parcel?.key !== key || parcel.items.length === 0) return null;
    return change(book, key, () => ({ state: 'closed', box, weight_g }));
  },
  box_opened(book, { parcel: key }) {
    const isClosed = book.parcels.some((parcel) => parcel.key === key && !isOpen(parcel));
    if (!isClosed || book.parcels.some(isInHand)) return null;
    return change(book, key, () => ({ state: 'open', weight_g: null }));
  },
  packed(book) {
    return hasGoods(book) || !book.parcels.some((parcel) => !isOpen(parcel)) ? null : { ...book, packed: true };
  },
};

function change(book, key, patch) {
  const parcels = book.parcels.map((parcel) => (parcel.key === key ? { ...parcel, ...patch(parcel) } : parcel));
  return { ...book, parcels };
}

function isOpen(parcel) {
  return parcel.state === 'open';
}

/* One box with goods is open at a time. */
function isInHand(parcel) {
  return isOpen(parcel) && parcel.items.length > 0;
}

function isThere({ parcels }, event) {
  return parcels.some((parcel) => parcel.items.some((item) => item.event === event));
}

function isPositive(qty_m) {
  return Number.isSafeInteger(qty_m) && qty_m > 0;
}

function total(items) {
  return items.reduce((sum, { qty_m }) => sum + qty_m, 0);
}
