/** The top bar: link, wave, progress, what waits, minutes to the truck. Always there. */
import { html } from './html.js';
import { Mark } from './notice.js';
import { t } from '../../lib/i18n.js';

const LATE_MIN = 30;

/**
 * @param {{link: 'on'|'off'|'bad', wave: {number: string, done: number, lines: number}|null, who: string|null,
 *   waiting: number, held: number, notice: string|null, truck: {carrier: string, cutoff_at: number}|null, now: number,
 *   pace_ms: number|null}} props
 */
export function Bar({ link, wave, who, waiting, held, notice, truck, now, pace_ms }) {
  return html`<div class="bar">
    <span class=${`dot ${link === 'on' ? '' : link}`} role="img" aria-label=${t(`link.${link}`)}></span>
    ${wave ? html`<b>${wave.number}</b><span class="quiet">${wave.done}/${wave.lines}</span>` : html`<b>${who ?? t('app.name')}</b>`}
    <${Waiting} waiting=${waiting} held=${held} />
    <${Mark} notice=${notice} />
    ${wave && pace_ms && html`<span class="pace quiet" role="img" aria-label=${t('bar.pace', { n: pace_ms })}>${pace_ms} ms</span>`}
    ${wave && truck && html`<${Truck} ...${truck} now=${now} />`}
    ${!(wave && truck) && link !== 'on' && html`<span class="truck">${t(`link.${link}`)}</span>`}
  </div>`;
}

/** What is not with the server yet, and what it did not count. */
export function Waiting({ waiting, held }) {
  return html`${waiting > 0 && html`<span class="waiting" role="img" aria-label=${t('bar.waiting', { n: waiting })}>${'\u2191'}${waiting}</span>`}
    ${held > 0 && html`<span class="waiting held" role="img" aria-label=${t('bar.held', { n: held })}>!${held}</span>`}`;
}

/** Minutes to a truck; under half an hour in the colour of trouble. */
export function Truck({ carrier, cutoff_at, now }) {
  const minutes = Math.floor((cutoff_at - now) / 60000);
  return html`<span class=${`truck ${minutes < LATE_MIN ? 'late' : ''}`}>${carrier} ${remaining(minutes)}</span>`;
}

/** @returns {string} '42 min', '3 h 05', 'gone' */
export function remaining(minutes) {
  if (minutes < 0) return t('truck.gone');
  if (minutes < 100) return t('truck.minutes', { n: minutes });
  return t('truck.hours', { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, '0') });
}
