/** What lies in the bin of these goods, and the single numbers taken so far. */
import { html } from './html.js';
import { amount } from './amount.js';
import { dayOf } from './goods.js';
import { t } from '../../lib/i18n.js';

const SHOWN = 3; // numbers: the newest, the rest as a count

/** The lots to choose from, earliest best-before first; the line's own and the one just scanned are marked. */
export function Lots({ line }) {
  return html`<section class="lots" aria-labelledby="lots-title">
    <h3 id="lots-title" class="small quiet">${t('pick.lots_here')}</h3>
    <ol>${line.lots.map((lot) => html`<li class=${`${lot.own ? 'own' : ''} ${lot.chosen ? 'chosen' : ''}`}>
      <b>${lot.name}</b>
      <span>${lot.expires ? t('pick.best_before', { date: dayOf(lot.expires) }) : amount(lot.qty_m, line.product)}</span>
    </li>`)}</ol>
  </section>`;
}

/** The numbers of the pieces counted and put. */
export function Serials({ names }) {
  const more = names.length - SHOWN;
  return html`<p class="small serials"><span class="quiet">${t('pick.serials')}</span> <b>${names.slice(-SHOWN).join(', ')}</b>${more > 0 && html` +${more}`}</p>`;
}
