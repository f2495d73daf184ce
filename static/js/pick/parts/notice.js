/** What is wrong with this handheld for as long as it lasts: loud where there is room, a mark in the top bar elsewhere. */
import { html } from './html.js';
import { Icon } from './icons.js';
import { t } from '../../lib/i18n.js';

const KEYS = { no_secure: 'notice.no_secure' };

/** @param {{notice: 'no_secure'|null}} props */
export function Notice({ notice }) {
  const key = KEYS[notice];
  return key && html`<p class="note bad" role="alert">${t(key)}<small>${t(`${key}_why`)}</small></p>`;
}

/** The same in the size of a figure. */
export function Mark({ notice }) {
  const key = KEYS[notice];
  return key && html`<span class="mark" role="img" aria-label=${t(key)} data-notice=${notice}><${Icon} name="no_reload" /></span>`;
}
