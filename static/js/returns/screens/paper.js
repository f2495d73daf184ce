/** A label beside the page, as it comes out of the printer. */
import { html } from '../../pick/parts/html.js';
import { t } from '../../lib/i18n.js';

/* A viewer inside the frame takes the focus when it has loaded; scans and keys belong to the scan field. */
function toScanField() {
  document.querySelector('input.eye')?.focus({ preventScroll: true });
}

/** @param {{label: string|null}} props its address, once it is made */
export function Paper({ label }) {
  return html`<aside class="next paper" aria-label=${t('returns.label')}>
    ${label ? html`<iframe class="label" src=${`${label}#toolbar=0&navpanes=0&view=Fit`} title=${t('returns.label')} tabindex="-1" onLoad=${toScanField}></iframe>
      <a class="label key" href=${label} target="_blank" rel="noopener">${t('returns.open_label')}</a>` : html`<p class="quiet">${t('returns.label_later')}</p>`}
  </aside>`;
}
