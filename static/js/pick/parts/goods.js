/** What to take: product, quantity, tote, and the lines that follow. */
import { html } from './html.js';
import { figure, amount, unit } from './amount.js';
import { Picture } from './picture.js';
import { t } from '../../lib/i18n.js';

const CODE_END = 4;
const LONG_FIGURE = 3;

/** The product by name and picture; the last digits of its code are what a person compares. */
export function Product({ product, lot, box }) {
  return html`<div class="product">
    <${Picture} product=${product} />
    <div>
      <h2 class="name">${nameOf(product)}</h2>
      <p class="small quiet code">${t('pick.sku', { sku: product.sku })}${product.code && html`<br />${codeOf(product.code)}`}</p>
      ${lot && html`<p class="small quiet lot">${t(product.tracking === 'serial' ? 'pick.number' : 'pick.lot')} <b>${lot.name}</b>${lot.expires && html` · ${t('pick.best_before', { date: dayOf(lot.expires) })}`}</p>`}
      ${box && html`<p class="small quiet lot">${t('pick.package')} <b>${box}</b></p>`}
    </div>
  </div>`;
}

/** How many are taken of how many, and the slot they go to. */
export function Quantity({ line }) {
  const taken = figure(line.picked_m + line.counted_m);
  return html`<div class="qty">
    <p><span class=${`n ${taken.length >= LONG_FIGURE ? 'long' : ''}`} data-counted=${line.counted_m}>${taken}</span>${' '}
      <span class="of">${t('pick.of', { of: figure(line.demand_m) })} ${unit(line.demand_m, line.product)}</span></p>
    ${line.slot !== null && line.slot !== undefined && html`<p class="tote">${t('pick.tote')}<span class="slot" data-tote=${line.tote}>${line.slot}</span></p>`}
  </div>`;
}

/** The next stops, small. */
export function Next({ rows }) {
  return html`<aside class="next" aria-labelledby="next-title">
    <h2 id="next-title">${t(rows.length ? 'pick.next' : 'pick.next_last')}</h2>
    <ol>${rows.slice(0, 2).map((row) => html`<li><b>${row.here ? row.name : row.code}</b>
      <span>${t('pick.next_row', { amount: amount(row.left_m, row), slot: row.slot ?? '-' })}</span></li>`)}</ol>
  </aside>`;
}

// A figure keeps its unit: "500 ml" is what tells two bottles apart.
export function nameOf({ name }) {
  return name.replace(/(\d) (?=\p{L}{1,3}(?!\p{L}))/gu, '$1\u00a0');
}

function codeOf(code) {
  return html`${code.slice(0, -CODE_END)}<b>${code.slice(-CODE_END)}</b>`;
}

/** A best-before date to the day: it decides which of two lots goes first. */
export function dayOf(date) {
  return new Date(date).toLocaleDateString(document.documentElement.lang, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
}
