/** The goods of an order: the one to pack now framed, what is left of it in the largest type; packed ones step back. */
import { figure, unit } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Icon } from '../../pick/parts/icons.js';
import { Picture } from '../../pick/parts/picture.js';
import { nameOf } from '../../pick/parts/goods.js';
import { t } from '../../lib/i18n.js';

const CODE_END = 4;

/** @param {{row: object}} props see `rows` of view.js */
export function Row({ row }) {
  const { product, lot, state } = row;
  return html`<li class=${`ln ${state}`} data-row=${row.key} data-left=${row.left_m} aria-current=${state === 'now' ? 'step' : undefined}>
    <${Picture} product=${product} />
    <div class="what"><h2 class="t">${nameOf(product)}</h2>
      <p class="quiet small">${product.sku}${product.code && html` · ${product.code.slice(0, -CODE_END)}<b>${product.code.slice(-CODE_END)}</b>`}
      ${row.kit && html` · ${t('pack.kit', { kit: row.kit })}`}
      ${lot && html` · ${t('pick.lot')} <b>${lot.name}</b>`}</p></div>
    <${Left} row=${row} />
  </li>`;
}

function Left({ row: { state, left_m, demand_m, product } }) {
  if (state === 'done') return html`<p class="q"><span class="n">${figure(demand_m)}</span><${Icon} name="ok" /><span class="hidden">${t('pack.all_in')}</span></p>`;
  return html`<p class="q"><span class="n" data-counted=${state === 'now' ? left_m : undefined}>${figure(left_m)}</span>
    <span class="of">${t('pack.left_of', { of: figure(demand_m) })} ${unit(demand_m, product)}</span></p>`;
}

/** @param {{notes: {key, args}[]}} props instructions in front of the goods */
export function Notes({ notes }) {
  return notes.map(({ key, args }) => html`<p class="note">${t(key, args)}</p>`);
}
