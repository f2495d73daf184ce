/**
 * Judging goods that came back: pure, no page and no network. The return carries its rules, so that the desk proposes without a network.
 *
 * Judging = {back, left: {line id: thousandths}, at, all, lot, answers: {question: bool}, grade, disposition, place}
 *   left: what is here and not judged · at: the line in hand, one piece of it or (`all`) all that is left
 */
import { key, normalise } from '../scan/barcodes.js';

const GRADES = ['A', 'B', 'C', 'D'];
const NOTHING = { at: null, all: false, lot: null, answers: {}, grade: null, disposition: null, place: null };

/** @param {object} back the return @param {Record<number, number>} [counted] what was received a moment ago, where the server has not said so yet */
export function begin(back, counted = {}) {
  const left = Object.fromEntries(back.lines.map((line) => [line.id, Math.max((counted[line.id] ?? line.received_m) - (line.judged_m ?? 0), 0)]));
  return alone({ ...NOTHING, back, left });
}

/** Whether what was just received may be judged: the server knows of it, and took it. */
export const canBegin = ({ isHere, refused, back }) => isHere && !refused && Boolean(back?.dispositions);

/** The same by a scan of what is to be judged; null where it is none of that. */
export function beginBy(back, raw, counted) {
  const begun = begin(back, counted);
  const { text, problem } = normalise(raw, (exact) => Boolean(lineOf(begun, exact)));
  const line = problem ? null : lineOf(begun, text);
  return line && begun.left[line.id] > 0 ? take(begun, line.id) : null;
}

/* Where one line is left there is nothing to choose. */
function alone(judging) {
  const open = linesOf(judging).filter((line) => line.left_m > 0);
  return open.length === 1 ? { ...judging, at: open[0].id } : judging;
}

/** The lines with what is left to judge. */
export function linesOf({ back, left }) {
  return back.lines.map((line) => ({ ...line, left_m: left[line.id] ?? 0 }));
}

/** The line in hand. */
export function lineAt(judging) {
  return linesOf(judging).find((line) => line.id === judging.at) ?? null;
}

/** How many of it: one piece, or all that is left; what is weighed is judged as a whole. */
export function quantityOf(judging) {
  const line = lineAt(judging);
  return judging.all || !line.product.whole ? line.left_m : Math.min(1000, line.left_m);
}

/** What comes next: `over`, `which`, `lot`, `question`, `grade`, `becomes`, `bin`, `told`. */
export function asks(judging) {
  const line = lineAt(judging);
  if (!line) return linesOf(judging).some((one) => one.left_m > 0) ? 'which' : 'over';
  if (line.lot && judging.lot === null) return 'lot';
  if (questionOf(judging)) return 'question';
  if (judging.grade === null) return 'grade';
  if (judging.disposition === null) return 'becomes';
  return judging.disposition === 'restock' && judging.place === null ? 'bin' : 'told';
}

/** The first question without an answer. */
export function questionOf(judging) {
  return lineAt(judging)?.judge.ask.find((one) => !(one.code in judging.answers)) ?? null;
}

/** The grades the shop judges by. */
export function gradesOf(judging) {
  const known = lineAt(judging).judge.grades;
  return GRADES.filter((grade) => grade in known);
}

/** What may become of it, the proposed first: {code, place, stays, proposed}. */
export function choicesOf(judging) {
  const proposed = lineAt(judging).judge.grades[judging.grade];
  const rows = judging.back.dispositions.map((one) => ({ ...one, proposed: one.code === proposed }));
  return [...rows.filter((one) => one.proposed), ...rows.filter((one) => !one.proposed)];
}

export const take = (judging, id) => (judging.left[id] > 0 ? { ...judging, at: id } : judging);
export const alike = (judging) => ({ ...judging, all: !judging.all });
export const answer = (judging, isSo) => ({ ...judging, answers: { ...judging.answers, [questionOf(judging).code]: isSo } });
export const grade = (judging, letter) => (gradesOf(judging).includes(letter) ? { ...judging, grade: letter } : judging);
export const becomes = (judging, code) => ({ ...judging, disposition: code });

/** One step back; null where there is none any more. */
export function back(judging) {
  if (judging.place !== null) return { ...judging, place: null };
  if (judging.disposition !== null) return { ...judging, disposition: null };
  if (judging.grade !== null) return { ...judging, grade: null };
  const asked = Object.keys(judging.answers);
  if (asked.length > 0) return { ...judging, answers: Object.fromEntries(Object.entries(judging.answers).slice(0, -1)) };
  if (judging.lot !== null) return { ...judging, lot: null };
  return judging.at !== null && linesOf(judging).filter((line) => line.left_m > 0).length > 1 ? { ...NOTHING, back: judging.back, left: judging.left } : null;
}

/** @returns {{judging: object, verdict: {tone, key, args}|null}} a scan: the goods, their lot, or the bin they go to */
export function scan(judging, raw) {
  const { text, problem } = normalise(raw, (exact) => Boolean(lineOf(judging, exact)));
  if (problem) return { judging, verdict: no('returns.misread_scan', { text: raw }) };
  const asked = asks(judging);
  if (asked === 'lot') return { judging: { ...judging, lot: text }, verdict: null };
  if (asked === 'bin') return { judging: { ...judging, place: text }, verdict: null };
  const line = lineOf(judging, text);
  if (!line) return { judging, verdict: no('returns.not_of_order', { text, order: judging.back.order }) };
  if (!(judging.left[line.id] > 0)) return { judging, verdict: no('returns.none_left', { name: line.product.name }) };
  if (asked !== 'which' && line.id !== judging.at) return { judging, verdict: no('returns.finish_this', { is: line.product.name }) };
  return { judging: take(judging, line.id), verdict: null };
}

function lineOf(judging, text) {
  const fits = judging.back.lines.filter((line) => [...line.codes.map(([code]) => code), line.product.sku].some((code) => key(code) === key(text)));
  return fits.find((line) => judging.left[line.id] > 0) ?? fits[0] ?? null;
}

/** Whether what was read is the lot that was sold; what is not counts for nothing, and the server keeps a case. */
export function isSold(judging) {
  const { lot } = lineAt(judging);
  return !lot || judging.lot === null || key(lot) === key(judging.lot);
}

/** The fact. A piece that was not sold is told as it is, for its case. */
export function factOf(judging, id) {
  const line = lineAt(judging);
  const sold = isSold(judging);
  const body = {
    return: judging.back.id, line: line.id, qty_m: quantityOf(judging), grade: judging.grade ?? gradesOf(judging).at(-1), lot: judging.lot,
    disposition: sold ? judging.disposition : 'quarantine', place: judging.place, checks: judging.answers,
  };
  return { id, kind: 'return_judged', body };
}

/** What is left when it is told. */
export function after(judging) {
  const left = { ...judging.left, [judging.at]: judging.left[judging.at] - (isSold(judging) ? quantityOf(judging) : 0) };
  return alone({ ...NOTHING, back: judging.back, left });
}

function no(name, args = {}) {
  return { tone: 'no', key: name, args };
}
