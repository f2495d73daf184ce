/** Leave without the rest? What would be missing is named; nothing has changed yet. */
import { amount } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { Picture } from '../../pick/parts/picture.js';
import { Steps } from '../parts/steps.js';
import { say, t } from '../../lib/i18n.js';

export const missing = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'ask' }),
  main: ({ v }) => html`<main class="main scroll" tabindex="0"><ol class="lines">
    ${v.rows.filter((row) => row.left_m > 0).map((row) => html`<li class="ln open"><${Picture} product=${row.product} />
      <div class="what"><h2 class="t">${row.product.name}</h2><p class="quiet small">${row.product.sku}</p></div>
      <p class="q"><span class="of">${t('pack.missing', { n: amount(row.left_m, row.product) })}</span></p></li>`)}
  </ol></main>`,
  next: (model) => html`<${Steps} model=${model} />`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('key.leave_rest')} hint="Enter" name="leave-rest" strong onPress=${() => act.command('finish')} />`,
  onKey: (model, act, key) => key === 'Enter' && (act.command('finish'), true),
};
