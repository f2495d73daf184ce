/** Is anything waiting; and the scans the server did not count, with its words. */
import { html } from '../parts/html.js';
import { Key } from '../parts/keys.js';
import { Notice } from '../parts/notice.js';
import { t } from '../../lib/i18n.js';

const back = (act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`;
const row = (words, figure) => html`<div><dt>${words}</dt><dd>${figure}</dd></div>`;

export const queue = {
  ask: ({ waiting, trouble }) => (waiting > 0 && trouble ? { tone: 'warn', word: trouble.text, why: trouble.safe }
    : { word: t('queue.word'), why: t(waiting > 0 ? 'queue.safe' : 'queue.calm'), icon: 'ask' }),
  main: ({ waiting, held, link, device, notice, pace_ms, trouble }) => html`<main class="main scroll"><${Notice} notice=${notice} />
  ${waiting > 0 && trouble && html`<p>${trouble.next}</p>`}<dl class="facts">
    ${row(t('queue.waiting'), waiting)}
    ${row(t('queue.held'), held.length)}
    ${row(t('queue.link'), t(`link.${link}`))}
    ${row(t('queue.pace'), pace_ms ? t('queue.pace_ms', { n: pace_ms }) : t('queue.pace_none'))}
    ${row(t('queue.device'), device.name)}
    ${row(t('queue.build'), document.documentElement.dataset.build)}
  </dl></main>`,
  keys: (model, act) => html`${back(act)}<${Key} words=${t('queue.send')} hint="Enter" name="send" onPress=${() => act.send()} />`,
  onKey: (model, act, key) => key === 'Enter' && (act.send(), true),
};

export const held = {
  ask: () => ({ tone: 'warn', word: t('held.word'), why: t('held.why') }),
  main: ({ held: rows }) => html`<main class="main scroll"><ol class="opts">
    ${rows.map((one) => html`<li class="opt plain"><span>${one.text}<small>${one.sub}</small></span></li>`)}
    ${rows.length === 0 && html`<li class="quiet">${t('held.none')}</li>`}
  </ol></main>`,
  keys: (model, act) => html`${back(act)}<${Key} words=${t('held.seen')} hint="Enter" name="seen" onPress=${() => act.seen()} />`,
  onKey: (model, act, key) => key === 'Enter' && (act.seen(), true),
};
