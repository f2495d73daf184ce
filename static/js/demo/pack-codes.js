/** Demo only: which barcodes matter now, so that a visitor without a scanner can pack an order. */
import { arrivalCodes, keyOf } from './codes.js';
import { t } from '../lib/i18n.js';

const SHOWN = 6;

/** @returns {{text: string, words: string}[]} */
export function codesFor(model, demo) {
  const arriving = arrivalCodes(model, demo);
  if (arriving) return arriving;
  if (model.over === 'truck') return truckCodes(model.truck);
  if (model.over === 'label' && model.label.number) return [{ text: model.label.number, words: t('gun.label') }, ...(model.sheet ? packCodes(model) : toteCodes(model.bench))];
  return model.sheet ? [...(model.isExpired ? demo.badges : []), ...packCodes(model)] : toteCodes(model.bench);
}

function toteCodes(bench) {
  const totes = (bench ?? []).slice(0, SHOWN).map(({ totes: [tote], name, order }) => ({ text: tote ?? name, words: t('gun.tote_of', { order }) }));
  return [...totes, unknown()];
}

function truckCodes(truck) {
  const missing = (truck?.rows ?? []).flatMap((row) => row.missing);
  return [...missing.slice(0, SHOWN).map(({ number, carrier }) => ({ text: number, words: carrier })), unknown()];
}

/* The visitor has no paper: its barcodes stand here, the next ones first. */
function paperCodes({ sheet, v }) {
  const code = (id) => Object.keys(sheet.paper.lines).find((one) => sheet.paper.lines[one] === id);
  const lines = v.rows.slice(0, SHOWN).map(({ id, place, product }) => ({ text: code(id), words: `${place} · ${product.name}` }));
  return [...(v.line ? [] : lines), { text: sheet.paper.code, words: sheet.number }, unknown()];
}

function packCodes({ sheet, v }) {
  if (sheet.paper) return paperCodes({ sheet, v });
  const product = (is) => keyOf(sheet, (entry) => entry.what === 'product' && entry.factor_m === 1000 && is(entry.product));
  const foreign = (why) => Object.keys(sheet.known).find((code) => sheet.known[code].why === why);
  const boxes = sheet.boxes.slice(0, 3).map(({ code, name }) => ({ text: code, words: name }));
  const now = {
    item: [{ text: v.line && product((id) => id === v.line.product.id), words: t('gun.right_product') }],
    box: boxes,
    check: [{ text: keyOf(sheet, (entry) => entry.what === 'command' && entry.do === 'pass'), words: t('key.check_pass') }],
    weight: [{ text: `${v.expected_g ?? 1240} g`, words: t('gun.scale') }],
  }[v.ask] ?? [];
  const wrong = [{ text: foreign('wave'), words: t('gun.of_wave') }, { text: foreign('order'), words: t('gun.wrong_product') }];
  return [...now, ...(v.ask === 'item' ? wrong : []), ...cards(sheet, v), ...(v.ask === 'item' ? boxes : []), unknown()].filter((one) => one.text);
}

function cards(sheet, { can }) {
  const card = (what) => keyOf(sheet, (entry) => entry.what === 'command' && entry.do === what);
  return [can.close && { text: card('close'), words: t('gun.close_box') }, can.undo && { text: card('undo'), words: t('gun.undo') }].filter(Boolean);
}

function unknown() {
  return { text: 'ZZ-NOT-KNOWN', words: t('gun.unknown') };
}
