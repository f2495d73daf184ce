/** Why is it short: each reason by its number, its card, or a tap. */
import { html } from '../parts/html.js';
import { Key, Option } from '../parts/keys.js';
import { say, t } from '../../lib/i18n.js';

const remark = (reason) => (reason.count === 'ask' ? t('short.then_count') : '');

export const reason = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'ask' }),
  main: ({ v }, act) => html`<main class="main scroll">
    <ol class="opts many">${v.short.reasons.map((one, index) => html`<${Option} number=${index + 1} words=${t(one.key)} side=${remark(one)}
      name=${one.code} onPress=${() => act.reason(one.code)} />`)}</ol>
  </main>`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`,
  takesCharacters: () => true,
  onKey({ v }, act, key) {
    const chosen = /^[1-9]$/.test(key) && v.short.reasons[Number(key) - 1];
    if (chosen) act.reason(chosen.code);
    return Boolean(chosen);
  },
};
