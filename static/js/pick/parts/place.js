/** A location in its parts, as large as fits: the parts a person reads apart are set apart. */
import { html } from './html.js';

const FITS_LARGE = 7;
const FITS = 11;

/** @param {{stop: {parts: string[], code: string}}} props */
export function Place({ stop }) {
  const parts = stop.parts?.length ? stop.parts : [stop.code];
  const length = parts.join('-').length;
  const size = length <= FITS_LARGE ? '' : length <= FITS ? 'long' : 'full';
  return html`<div class=${`place ${size}`} data-location=${stop.code}>
    <span class="hidden">${stop.code}</span>
    ${size === 'full' ? html`<span aria-hidden="true">${stop.code}</span>` : parts.map((part, index) => html`
      ${index > 0 && html`<span class="sep" aria-hidden="true">-</span>`}<span aria-hidden="true">${part}</span>`)}
  </div>`;
}
