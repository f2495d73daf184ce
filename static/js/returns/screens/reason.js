/** Why do the goods come back: the customer's words, each by its number, its card, or a tap. */
import { html } from '../../pick/parts/html.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';
import { linesOf } from '../desk.js';

const KEYS = '1234567890';

const lineOf = ({ desk }) => linesOf(desk).find((line) => line.id === desk.at);

export const reason = {
  ask: (model) => ({ word: t('returns.why'), why: t('returns.why_of', { name: lineOf(model).product.name, n: lineOf(model).qty_m / 1000 }), icon: 'ask' }),
  main: ({ desk }, act) => html`<main class="main scroll"><ol class="opts many reasons">
    ${desk.reasons.map((one, index) => html`<${Option} number=${KEYS[index] ?? ''} words=${t(one.key)} name=${one.code} onPress=${() => act.why(one.code)} />`)}
  </ol></main>`,
  keys: (model, act) => html`<${Key} words=${t('returns.take_back')} hint="Escape" name="take-back" onPress=${() => act.undo()} />`,
  takesCharacters: () => true,
  onKey({ desk }, act, key) {
    const chosen = desk.reasons[KEYS.indexOf(key)];
    if (chosen) act.why(chosen.code);
    return Boolean(chosen);
  },
};
