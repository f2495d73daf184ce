/** The top bar of the bench: link, who, which order and box, what waits, minutes to the truck. */
import { Mark } from '../../pick/parts/notice.js';
import { Truck, Waiting } from '../../pick/parts/bar.js';
import { html } from '../../pick/parts/html.js';
import { t } from '../../lib/i18n.js';

/** @param {{model: object}} props */
export function Head({ model }) {
  const { link, waiting, held, notice, sheet, now } = model;
  const { carrier, cutoff_at } = sheet?.truck ?? sheet ?? {};
  const isTold = cutoff_at && carrier;
  return html`<div class="bar">
    <span class=${`dot ${link === 'on' ? '' : link}`} role="img" aria-label=${t(`link.${link}`)}></span>
    <b class=${`who ${sheet ? 'aside' : ''}`}>${whoOf(model)}</b>
    ${sheet && html`<${Order} model=${model} />`}
    <${Waiting} waiting=${waiting} held=${held.length} />
    <${Mark} notice=${notice} />
    ${isTold && html`<${Truck} carrier=${carrier} cutoff_at=${cutoff_at} now=${now} />`}
    ${!isTold && link !== 'on' && html`<span class="truck">${t(`link.${link}`)}</span>`}
  </div>`;
}

function Order({ model: { sheet, v } }) {
  if (sheet.paper) return html`<span class="order"><span class="wide">${t('pack.paper.wave')} </span><b>${sheet.number}</b></span><span class="quiet box-no">${t('pack.paper.done_of', { n: v.progress.done, of: v.progress.total })}</span>`;
  const totes = sheet.totes.map(({ code }) => code).join(', ');
  return html`<span class="order"><span class="wide">${t('pack.order')} </span><b>${sheet.order}</b>${totes && html`<span class="wide"> · ${t(sheet.totes.length > 1 ? 'pack.totes' : 'pack.tote', { tote: totes, n: sheet.totes.length })}</span>`}</span>
    <span class="quiet box-no">${t('pack.box_no', { n: v.box.place })}</span>`;
}

function whoOf({ device, person }) {
  const who = [device?.name, person?.name].filter(Boolean).join(' · ');
  return who || t('app.name');
}
