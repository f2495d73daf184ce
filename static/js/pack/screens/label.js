/** Did it come out right? The parcel's number as large as it goes, print, and what to do next. */
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';

const WORDS = { sending: 'pack.label.sending', ready: 'pack.label.ready', refused: 'pack.label.refused' };

export const label = {
  ask: ({ label: { state, error, isLast, order, place }, link }) => {
    if (state === 'refused') return { tone: 'no', word: error?.text ?? t('pack.label.refused'), why: [error?.safe, error?.next].filter(Boolean).join(' ') };
    if (state === 'sending' && link !== 'on') return { tone: 'warn', word: t('pack.label.offline'), why: t('pack.label.offline_why') };
    return { word: t(isLast ? 'pack.label.packed' : 'pack.label.box', { order, place }), why: t(WORDS[state]), icon: 'ok' };
  },
  main: ({ label: { number, order, place, state, isLast } }) => html`<main class="main label">
    <div class="hero"><p class="quiet">${t('pack.label.of', { order, place })}</p>
      <p class="number" data-number=${number ?? ''} data-label=${state}>${number ?? (state === 'ready' ? t('pack.label.there') : t('pack.label.soon'))}</p>
      <p class="lead"><b>${t(isLast ? 'pack.label.then_tote' : 'pack.label.then_item')}</b></p>
      <p class="quiet">${t('pack.label.scan_back')}</p></div>
  </main>`,
  keys: ({ label: { state, isLast } }, act) => html`
    <${Key} words=${t(isLast ? 'key.next_tote' : 'key.pack_on')} hint="Escape" name="on" onPress=${() => act.labelDone()} />
    <${Key} words=${t('key.print')} hint="Enter" name="print" strong off=${state !== 'ready'} onPress=${() => act.print()} />`,
  onKey: (model, act, key) => key === 'Enter' && (act.print(), true),
};
