/** Goods that came back are judged: one question at a time, each by its number, and at the end where they go. */
import { amount, figure } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Icon } from '../../pick/parts/icons.js';
import { Key, Option, hold } from '../../pick/parts/keys.js';
import { Picture } from '../../pick/parts/picture.js';
import { t } from '../../lib/i18n.js';
import { asks, choicesOf, gradesOf, lineAt, linesOf, quantityOf, questionOf } from '../judge.js';
import { Paper } from './paper.js';

const of = ({ judging }) => t('returns.judge_of', { n: figure(quantityOf(judging)), name: lineAt(judging).product.name });
const backKey = (act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`;

function Piece({ line, number, act }) {
  const { product } = line;
  const off = line.left_m === 0;
  return html`<li><button type="button" class=${off ? 'item none' : 'item'} disabled=${off} data-line=${line.id} onPointerDown=${hold} onClick=${() => act.judgeLine(line.id)}>
    <span class="no">${number}</span><${Picture} product=${product} />
    <span class="words"><b>${product.name}</b><small>${[product.sku, line.lot].filter(Boolean).join(' · ')}</small>
      <small>${off ? t('returns.judge_done') : t('returns.judge_left', { n: amount(line.left_m, product) })}</small></span>
    <span class="figure">${figure(line.left_m)}</span>
  </button></li>`;
}

/* The goods beside the question: what is in the hand. */
function inHand({ judging }) {
  const line = lineAt(judging);
  return html`<p class="in-hand"><${Picture} product=${line.product} /><b>${figure(quantityOf(judging))} x ${line.product.name}</b></p>`;
}

const alikeKey = ({ judging }, act) => {
  const line = lineAt(judging);
  if (!line.product.whole || line.lot || line.left_m <= 1000) return null;
  return html`<${Key} words=${judging.all ? t('returns.judge_one') : t('returns.judge_all', { n: figure(line.left_m) })} hint="F3" name="alike" onPress=${() => act.judgeAlike()} />`;
};

/** A screen of numbered choices. `rows(model)` are {key, words, sub, side, name, strong, go(act)}. */
function choosing({ ask, rows, first = false }) {
  return {
    ask,
    main: (model, act) => html`<main class="main scroll">${inHand(model)}<ol class="opts">
      ${rows(model).map((one) => html`<${Option} number=${one.key} words=${one.words} sub=${one.sub} side=${one.side} name=${one.name} onPress=${() => one.go(act)} />`)}
    </ol></main>`,
    keys: (model, act) => html`${backKey(act)}${alikeKey(model, act)}`,
    takesCharacters: () => true,
    onKey(model, act, key) {
      const chosen = rows(model).find((one) => one.key === key.toUpperCase() || one.also === key.toUpperCase()) ?? (first && key === 'Enter' ? rows(model)[0] : null);
      if (chosen) chosen.go(act);
      else if (key === 'F3' && alikeKey(model, act)) act.judgeAlike();
      else return false;
      return true;
    },
  };
}

const which = {
  ask: ({ judging }) => ({ word: t('returns.judge_which'), why: t('returns.judge_which_why', { number: judging.back.number }) }),
  main: ({ judging }, act) => html`<main class="main scroll"><ol class="items">${linesOf(judging).map((line, index) => html`<${Piece} key=${line.id} line=${line} number=${index + 1} act=${act} />`)}</ol></main>`,
  keys: (model, act) => html`<${Key} words=${t('returns.other')} hint="Escape" name="other" onPress=${() => act.clear()} />`,
  takesCharacters: () => true,
  onKey({ judging }, act, key) {
    const line = /^[1-9]$/.test(key) && linesOf(judging)[Number(key) - 1];
    if (!line || line.left_m === 0) return false;
    act.judgeLine(line.id);
    return true;
  },
};

const lot = {
  ask: (model) => ({ word: t('returns.judge_lot'), why: t('returns.judge_lot_why', { name: lineAt(model.judging).product.name, lot: lineAt(model.judging).lot }) }),
  main: (model) => html`<main class="main">${inHand(model)}<div class="hero"><${Icon} name="scan" /></div></main>`,
  keys: (model, act) => backKey(act),
  onKey: () => false,
};

const question = choosing({
  ask: (model) => ({ word: questionOf(model.judging).says || t(`judge_question.${questionOf(model.judging).code}`), why: of(model), icon: 'ask' }),
  rows: () => [
    { key: '1', also: 'Y', words: t('returns.judge_yes'), name: 'yes', go: (act) => act.judgeAnswer(true) },
    { key: '2', also: 'N', words: t('returns.judge_no'), name: 'no', go: (act) => act.judgeAnswer(false) },
  ],
  first: true,
});

const grade = choosing({
  ask: (model) => ({ word: t('returns.judge_grade'), why: of(model), icon: 'ask' }),
  rows: ({ judging }) => gradesOf(judging).map((letter, index) => ({ key: String(index + 1), also: letter, words: t(`grade.${letter}`), name: `grade-${letter}`, go: (act) => act.judgeGrade(letter) })),
});

const becomes = choosing({
  ask: (model) => ({ word: t('returns.judge_becomes'), why: `${of(model)}, ${t(`grade.${model.judging.grade}`)}`, icon: 'ask' }),
  rows: ({ judging }) => choicesOf(judging).map((one, index) => ({
    key: String(index + 1), words: t(`disposition.${one.code}`), sub: one.place ?? (one.stays ? t('returns.judge_stays') : null), side: one.proposed ? t('returns.judge_proposed') : null,
    name: one.code, go: (act) => act.judgeBecomes(one.code),
  })),
  first: true,
});

const bin = {
  ask: ({ judging }) => {
    const line = lineAt(judging);
    return { word: t('returns.judge_bin'), why: line.bin ? t('returns.judge_bin_why', { name: line.product.name, bin: line.bin }) : t('returns.judge_bin_any', { name: line.product.name }) };
  },
  main: (model) => html`<main class="main">${inHand(model)}${lineAt(model.judging).bin ? html`<p class="number" data-bin=${lineAt(model.judging).bin}>${lineAt(model.judging).bin}</p>` : html`<div class="hero"><${Icon} name="scan" /></div>`}</main>`,
  keys: (model, act) => backKey(act),
  onKey: () => false,
};

function toldWords({ judged }) {
  const { row } = judged;
  if (judged.refused) return { tone: 'no', word: t('returns.refused'), why: t('returns.refused_why') };
  if (!judged.isTold) return { tone: 'warn', word: t('returns.saved'), why: t('returns.saved_why') };
  if (row.order) return { tone: 'ok', word: t('returns.judge_straight', { order: row.order }), why: t('returns.judge_straight_why', { place: row.place }) };
  return { tone: 'ok', word: t(`disposition.${row.disposition}`), why: row.place ? t('returns.judge_put', { place: row.place }) : t('returns.judge_aside') };
}

const told = {
  ask: toldWords,
  main: ({ judged }) => html`<main class="main scroll">
    ${judged.row && html`<p class="number whither" data-whither=${judged.row.order ?? judged.row.disposition}>${judged.row.order ?? judged.row.place ?? t(`disposition.${judged.row.disposition}`)}</p>`}
    <ul class="facts"><li><span>${judged.name}${judged.row && html`<br /><small class="quiet">${t(`grade.${judged.row.grade}`)}</small>`}</span><b>${figure(judged.qty_m)}</b></li></ul>
  </main>`,
  next: ({ judged }) => html`<${Paper} label=${judged.label} />`,
  keys: ({ judged }, act) => html`<${Key} words=${t('returns.judge_photo')} hint="F6" name="photo" onPress=${() => act.judgePhoto()} />
    <${Key} words=${t('returns.print')} hint="F4" name="print" off=${!judged.label} onPress=${() => act.judgePrint()} />
    <${Key} words=${t('returns.next')} hint="Enter" name="next" strong onPress=${() => act.judgeNext()} />`,
  takesCharacters: () => true,
  onKey({ judged }, act, key) {
    if (key === 'Enter') act.judgeNext();
    else if (key === 'F4' && judged.label) act.judgePrint();
    else if (key === 'F6') act.judgePhoto();
    else return false;
    return true;
  },
};

const over = {
  ask: ({ judging }) => ({ tone: 'ok', word: t('returns.judge_over'), why: t('returns.judge_over_why', { number: judging.back.number }) }),
  main: () => html`<main class="main"><div class="hero"><${Icon} name="ok" /></div></main>`,
  keys: (model, act) => html`<${Key} words=${t('returns.next')} hint="Enter" name="next" strong onPress=${() => act.clear()} />`,
  takesCharacters: () => true,
  onKey(model, act, key) {
    if (key !== 'Enter') return false;
    act.clear();
    return true;
  },
};

export const SCREENS = { judge_which: which, judge_lot: lot, judge_question: question, judge_grade: grade, judge_becomes: becomes, judge_bin: bin, judge_told: told, judge_over: over };

/** The screen of what is being judged. */
export function judgingScreen({ judging, judged }) {
  return judged ? told : SCREENS[`judge_${asks(judging)}`];
}
