/** Demo only: which barcodes matter now at the returns desk. */
import { arrivalCodes } from './codes.js';
import { t } from '../lib/i18n.js';
import { asks, linesOf } from '../returns/desk.js';
import { asks as asksJudge, begin, canBegin, lineAt, linesOf as lefts } from '../returns/judge.js';

/** @returns {{text: string, words: string}[]} */
export function codesFor(model, demo) {
  const arriving = arrivalCodes(model, demo);
  if (arriving) return arriving;
  if (model.finding) return model.finding.what && !model.finding.kept ? [{ text: 'ZZ-NOT-KNOWN', words: t('gun.unknown') }] : [];
  if (model.judging) return judgingCodes(model);
  if (model.made) return madeCodes(model.made);
  return BY_ASK[asks(model.desk)]?.(model, demo) ?? [];
}

const codeOf = (line) => line.codes[0]?.[0] ?? line.product.sku;

function madeCodes(made) {
  const { back, counted } = made;
  if (!back) return [];
  return [...(canBegin(made) ? leftCodes(begin(back, counted)) : []), { text: back.number, words: t('returns.gun_number') }];
}

function judgingCodes({ judging, judged }) {
  const asked = judged ? 'told' : asksJudge(judging);
  const line = lineAt(judging);
  if (asked === 'which') return leftCodes(judging);
  if (asked === 'lot') return [{ text: line.lot, words: line.lot }, { text: 'ZZ-NOT-KNOWN', words: t('gun.unknown') }];
  if (asked === 'bin') return [{ text: line.bin ?? 'A-01-1', words: line.bin ?? 'A-01-1' }];
  return [];
}

const leftCodes = (judging) => lefts(judging).filter((one) => one.left_m > 0).map((one) => ({ text: codeOf(one), words: one.product.name }));

function itemCodes({ desk }) {
  const left = linesOf(desk).filter((line) => line.most_m > 0).map((line) => ({ text: codeOf(line), words: line.product.name }));
  return [...left, { text: 'O-BTN.VALIDATE', words: t('gun.finish') }, { text: 'ZZ-NOT-KNOWN', words: t('gun.unknown') }];
}

const BY_ASK = {
  what: (model, demo) => [...(demo.shipped ?? []), { text: 'S09999', words: t('gun.unknown') }],
  items: itemCodes,
  here: (model) => (model.desk.back.state === 'authorised' ? itemCodes(model) : leftCodes(begin(model.desk.back))),
  reason: ({ desk }) => desk.reasons.map((one) => ({ text: one.code, words: t(one.key) })),
};
