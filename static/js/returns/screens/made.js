/** It is done: the number, large; the label beside it; and what may be done next. */
import { figure } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Icon } from '../../pick/parts/icons.js';
import { Key } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';
import { canBegin } from '../judge.js';
import { Paper } from './paper.js';

function ask({ made }) {
  if (made.refused) return { tone: 'no', word: t('returns.refused'), why: t('returns.refused_why') };
  if (made.waits) return { tone: 'warn', word: t('returns.waits'), why: t('returns.waits_why') };
  if (!made.isTold) return { tone: 'warn', word: t('returns.saved'), why: t('returns.saved_why') };
  return { tone: 'ok', word: t(made.isHere ? 'returns.received_word' : 'returns.authorised_word'), why: t(made.isHere ? 'returns.received_why' : 'returns.authorised_why', { order: made.back.order }) };
}

function goods({ lines }, isHere) {
  const counted = lines.map((line) => ({ ...line, qty_m: isHere ? line.received_m : line.expected_m }));
  return html`<ul class="facts">${counted.filter((line) => line.qty_m > 0).map((line) => html`<li><span>${line.product.name}<br /><small class="quiet">${t(`return_reason.${line.reason}`)}</small></span><b>${figure(line.qty_m)}</b></li>`)}</ul>`;
}

const canJudge = ({ made }) => canBegin(made);
const canReceive = ({ made }) => made.isTold && !made.isHere && !made.refused;

export const made = {
  ask,
  main: ({ made: { back, isHere, isTold, waits } }) => html`<main class="main scroll">
    ${isTold ? html`<p class="number" data-number=${back.number}>${back.number}</p>${goods(back, isHere)}` : html`<div class="hero"><${Icon} name="warn" /><p class="lead">${t(waits ? 'returns.waits_lead' : 'returns.number_later')}</p></div>`}
  </main>`,
  next: ({ made: { label, isHere } }) => !isHere && html`<${Paper} label=${label} />`,
  keys: (model, act) => html`<${Key} words=${t('returns.next')} hint="Escape" name="next" strong=${!canReceive(model) && !canJudge(model)} onPress=${() => act.clear()} />
    ${model.made.refused && html`<${Key} words=${t('photo.take')} hint="F4" name="photo" onPress=${() => act.photo()} />`}
    ${canJudge(model) && html`<${Key} words=${t('returns.judge')} hint="Enter" name="judge" strong onPress=${() => act.judge()} />`}
    ${canReceive(model) && html`<${Key} words=${t('returns.print')} hint="F4" name="print" off=${!model.made.label} onPress=${() => act.print()} />
      <${Key} words=${t('returns.are_here')} hint="Enter" name="receive" strong onPress=${() => act.hereNow()} />`}`,
  takesCharacters: () => true,
  onKey(model, act, key) {
    if (key === 'Enter' && canReceive(model)) act.hereNow();
    else if (key === 'Enter' && canJudge(model)) act.judge();
    else if (key === 'Enter') act.clear();
    else if (key === 'F4' && model.made.refused) act.photo();
    else if (key === 'F4' && model.made.label) act.print();
    else return false;
    return true;
  },
};
