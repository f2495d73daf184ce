/** What can be judged without asking: the wave's sheet, and all that was looked up since. Shaped as a sheet. Pure. */
import { key } from '../scan/barcodes.js';

const COMMANDS = {
  'O-BTN.VALIDATE': 'finish', OBTVALI: 'finish', 'O-BTN.UNDO': 'undo', OBTUNDO: 'undo', 'O-BTN.HELP': 'help', OBTHELP: 'help',
};

/** Nothing looked up yet. */
export const EMPTY = { codes: {}, products: {}, lots: {} };

/** @returns {{codes, products, lots, lines, known}} what `lookup` takes */
export function tableOf(sheet, known = EMPTY) {
  const commands = Object.fromEntries(Object.entries(COMMANDS).map(([text, what]) => [text, { what: 'command', do: what }]));
  const places = Object.fromEntries((sheet?.stops ?? []).map((stop) => [stop.location, stop]));
  const own = Object.fromEntries(Object.entries(sheet?.codes ?? {}).filter(([, entry]) => entry.what !== 'command').map(([text, entry]) => [text, named(entry, places, sheet)]));
  return {
    codes: { ...commands, ...own, ...known.codes },
    products: { ...sheet?.products, ...known.products },
    lots: { ...sheet?.lots, ...known.lots },
    lines: sheet?.lines ?? [],
    known: sheet?.known ?? {},
    stops: sheet?.stops ?? [],
    totes: sheet?.totes ?? [],
  };
}

/** What was looked up before, and this answer. */
export function learnt(known, answer, text) {
  const { products, lots, codes } = answer.table;
  const entry = entryOf(answer);
  const own = entry ? { [key(text)]: entry, [key(answer.text ?? text)]: entry, [key(answer.title)]: entry } : {};
  const isGoods = entry?.what === 'product';
  return {
    codes: { ...known.codes, ...codes, ...(isGoods ? {} : own) },
    products: { ...known.products, ...products },
    lots: { ...known.lots, ...lots },
  };
}

function entryOf(answer) {
  if (answer.what === 'location') return { what: 'location', location: answer.location.id, code: answer.location.code, goods: goodsIn(answer.rows) };
  if (answer.what === 'lot' && answer.lot) return { what: 'lot', product: answer.product, lot: answer.lot };
  return answer.what === 'product' ? { what: 'product' } : null;
}

function goodsIn(rows) {
  return rows.map(({ product, lot }) => ({ product, lot }));
}

/* A place of the sheet by its name, with what the wave takes from it. */
function named(entry, places, sheet) {
  if (entry.what !== 'location') return entry;
  const stop = places[entry.location];
  const here = sheet.lines.filter((line) => sheet.stops[line.stop]?.location === entry.location);
  const goods = new Map(here.map(({ product, lot }) => [`${product}/${lot}`, { product, lot }]));
  return { ...entry, code: stop?.code ?? '', goods: [...goods.values()] };
}
