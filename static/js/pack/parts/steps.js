/** What is still to do with this order, beside the goods: items, box, weight, label. */
import { html } from '../../pick/parts/html.js';
import { t } from '../../lib/i18n.js';

/** @param {{model: object}} props */
export function Steps({ model: { sheet, v } }) {
  return html`<aside class="beside steps" aria-labelledby="next-title">
    <h2 id="next-title">${t('pack.then')}</h2>
    <ol>${v.steps.map((step, index) => html`<li class=${`step ${step.state}`} aria-current=${step.state === 'now' ? 'step' : undefined}>
      <span class="o">${step.state === 'done' ? '\u2713' : index + 1}</span><span>${wordsOf(step.name, v)}</span></li>`)}</ol>
    ${sheet.ship_to && html`<p class="to"><span class="quiet small">${t('pack.ship_to')}</span><b>${sheet.ship_to.name}</b>
      <span>${[sheet.ship_to.zip, sheet.ship_to.city, sheet.ship_to.country].filter(Boolean).join(' ')}</span></p>`}
    ${v.parcels.length > 0 && html`<p class="closed"><span class="quiet small">${t('pack.boxes_closed')}</span><b>${v.parcels.length}</b></p>`}
  </aside>`;
}

function wordsOf(name, { left, box, expected_g }) {
  if (name === 'items') return t(left > 0 ? 'pack.step.items' : 'pack.step.items_done', { n: left });
  if (name === 'box' && box.carton) return html`${t('pack.step.box')} <b>${box.carton.name}</b>`;
  if (name === 'weight' && expected_g) return html`${t('pack.step.weight')} <b>${t('pack.about', { g: expected_g })}</b>`;
  return t(`pack.step.${name}`);
}
