/** R3 and R7: which goods come back, or are here. Scanned one by one, or a line by its number and a figure. */
import { amount, figure } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key, hold } from '../../pick/parts/keys.js';
import { Picture } from '../../pick/parts/picture.js';
import { t } from '../../lib/i18n.js';
import { isReady, linesOf } from '../desk.js';

const why = (line) => line.why && t(`return_reason.${line.why}`);

// A figure keeps its unit: "500 g" is what tells two bags apart.
const unbroken = (name) => name.replace(/(\d) (?=\p{L}{1,3}(?!\p{L}))/gu, '$1\u00a0');

function classOf(line) {
  if (line.most_m === 0) return 'item none';
  return line.qty_m > 0 ? 'item on' : 'item';
}

function Item({ line, number, onPress }) {
  const { product } = line;
  const remark = line.most_m === 0 ? t('returns.left_none') : why(line) || t('returns.left_of', { n: amount(line.most_m, product) });
  return html`<li><button type="button" class=${classOf(line)} disabled=${line.most_m === 0} data-line=${line.id} data-counted=${line.qty_m}
    onPointerDown=${hold} onClick=${onPress}>
    <span class="no">${number}</span><${Picture} product=${product} />
    <span class="words"><b>${unbroken(product.name)}</b><small>${[product.sku, line.lot].filter(Boolean).join(' · ')}</small><small>${remark}</small></span>
    <span class="figure">${figure(line.qty_m)}<small>${t('returns.of', { of: figure(line.most_m) })}</small></span>
  </button></li>`;
}

const OVER = ['received', 'judged', 'refunded', 'closed'];
const isOver = ({ desk }) => OVER.includes(desk.back?.state);
const toJudge = ({ desk }) => isOver({ desk }) && desk.back.lines.some((line) => line.received_m > (line.judged_m ?? 0));

function ask({ desk }) {
  const { back } = desk;
  if (toJudge({ desk })) return { word: t('returns.was_received', { number: back.number }), why: t('returns.to_judge'), icon: 'ask' };
  if (isOver({ desk })) return { word: t('returns.was_received', { number: back.number }), why: t('returns.was_received_why'), icon: 'ok' };
  if (back) return { word: t('returns.here'), why: t('returns.here_why', { number: back.number, order: back.order }), icon: 'ask' };
  const lines = linesOf(desk);
  if (lines.every((line) => line.most_m === 0)) return { tone: 'warn', word: t('returns.all_back'), why: t('returns.all_back_why', { order: desk.delivery.order }) };
  return { word: t('returns.items'), why: t('returns.items_why', { order: desk.delivery.order }) };
}


export const items = {
  ask,
  main: ({ desk }, act) => html`<main class="main scroll"><ol class="items">
    ${linesOf(desk).map((line, index) => html`<${Item} key=${line.id} line=${line} number=${index + 1} onPress=${() => act.over('amount', String(line.id))} />`)}
  </ol></main>`,
  keys: (model, act) => html`<${Key} words=${t('returns.other')} name="other" onPress=${() => act.clear()} />
    ${model.desk.back && html`<${Key} words=${t('returns.found_key')} hint="F3" name="found" onPress=${() => act.findOut()} />`}
    ${toJudge(model) && html`<${Key} words=${t('returns.judge')} hint="Enter" name="judge" strong onPress=${() => act.judge()} />`}
    ${!isOver(model) && html`<${Key} words=${t(model.desk.back ? 'returns.receive' : 'returns.authorise')} hint="Enter" name="finish" strong off=${!isReady(model.desk)} onPress=${() => act.finish()} />`}`,
  takesCharacters: () => true,
  onKey(model, act, key) {
    const line = /^[1-9]$/.test(key) && linesOf(model.desk)[Number(key) - 1];
    if (line && line.most_m > 0 && !isOver(model)) act.over('amount', String(line.id));
    else if (key === 'Enter' && toJudge(model)) act.judge();
    else if (key === 'Enter' && !isOver(model)) act.finish();
    else if (key === 'Backspace') act.undo();
    else if (key === 'F2') act.over('more');
    else if (key === 'F3' && model.desk.back) act.findOut();
    else return false;
    return true;
  },
};
