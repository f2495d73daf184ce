/** Goods wanted here now: a handheld is asked for them; who comes stands beside it. */
import { amount } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Option } from '../../pick/parts/keys.js';
import { back } from '../../pick/screens/menus.js';
import { t } from '../../lib/i18n.js';

const SHOWN = 9;
const rowsOf = ({ v }) => (v ? v.rows.filter((row) => row.left_m > 0).slice(0, SHOWN) : []);

function asked({ fetches }, act) {
  if (!fetches?.length) return null;
  return html`<section class="group" aria-labelledby="asked-title"><h2 id="asked-title">${t('fetch.asked')}</h2>
    <ol class="opts">${fetches.map((one) => html`<${Option} name=${`fetch-${one.id}`} words=${one.product} sub=${stateOf(one)} side=${['done', 'cancelled'].includes(one.state) ? '' : t('fetch.cancel')}
      off=${['done', 'cancelled'].includes(one.state)} onPress=${() => act.fetchNoMore(one.id)} />`)}</ol></section>`;
}

function stateOf({ state, who, reason }) {
  if (state === 'refused') return t('fetch.refused', { why: t(`task.why_not.${reason}`) });
  return t(`fetch.state.${state}`, { who: who ?? '' });
}

export const fetchOne = {
  ask: () => ({ word: t('fetch.word'), why: t('fetch.why'), icon: 'ask' }),
  main: (model, act) => html`<main class="main scroll" tabindex="0">
    <ol class="opts">${rowsOf(model).map((row, index) => html`<${Option} number=${index + 1} name=${`ask-${index + 1}`} words=${row.product.name} sub=${row.product.sku}
      side=${amount(row.left_m, row.product)} onPress=${() => act.fetch(row)} />`)}</ol>
    ${asked(model, act)}
  </main>`,
  keys: (model, act) => back(act),
  takesCharacters: () => true,
  onKey(model, act, key) {
    const chosen = /^[1-9]$/.test(key) && rowsOf(model)[Number(key) - 1];
    if (chosen) act.fetch(chosen);
    return Boolean(chosen);
  },
};
