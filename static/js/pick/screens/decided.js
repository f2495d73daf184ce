/** A supervisor has decided: what it means for the goods in hand. One key or any scan says understood. */
import { html } from '../parts/html.js';
import { Icon } from '../parts/icons.js';
import { figure } from '../parts/amount.js';
import { Key } from '../parts/keys.js';
import { Place } from '../parts/place.js';
import { t } from '../../lib/i18n.js';

const ICONS = { ship_short: 'ok', wait: 'hold', cancel: 'no' };

function words(answer) {
  const args = { ...answer, n: figure(answer.missing_m), slot: answer.slot ?? answer.tote ?? '' };
  return { word: t(`decision.${answer.answer}`, args), why: t(`decision.${answer.answer}_why`, args) };
}

function said({ by, at }) {
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return t('decision.said', { by: by ?? '', at: time });
}

export const decided = {
  ask: ({ answers: [answer] }) => ({ word: t('decision.word'), why: said(answer), icon: 'person' }),
  main: ({ answers: [answer, ...rest] }) => html`<main class="main scroll ask-location"><div class="hero decision" data-answer=${answer.answer} role="alert">
    ${answer.bin ? html`<${Place} stop=${{ code: answer.bin, parts: answer.bin.split('-') }} />` : html`<${Icon} name=${ICONS[answer.answer]} />`}
    <h2>${words(answer).word}</h2>
    <p class="lead">${words(answer).why}</p>
    ${rest.length > 0 && html`<p class="quiet">${t('decision.more', { n: rest.length })}</p>`}
  </div></main>`,
  keys: (model, act) => html`<${Key} words=${t('decision.key')} hint="Enter" name="understood" strong onPress=${() => act.understood()} />`,
  onKey(model, act, key) {
    if (key !== 'Enter') return false;
    act.understood();
    return true;
  },
};
