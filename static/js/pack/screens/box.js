/** Which carton? By its code, its number, or a tap. */
import { figure } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { Steps } from '../parts/steps.js';
import { say, t } from '../../lib/i18n.js';

const SHOWN = 9;

export const box = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'scan' }),
  main: ({ sheet }, act) => html`<main class="main scroll"><ol class="opts">
    ${sheet.boxes.slice(0, SHOWN).map((one, index) => html`<${Option} number=${index + 1} words=${one.name} sub=${sizeOf(one)} side=${one.max_g ? t('pack.box_takes', { kg: figure(one.max_g) }) : ''}
      name=${`box-${one.id}`} onPress=${() => act.box(one.id)} />`)}
  </ol></main>`,
  next: (model) => html`<${Steps} model=${model} />`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`,
  takesCharacters: () => true,
  onKey({ sheet }, act, key) {
    const chosen = /^[1-9]$/.test(key) && sheet.boxes[Number(key) - 1];
    if (chosen) act.box(chosen.id);
    else if (key === 'Backspace') act.back();
    else return false;
    return true;
  },
};

function sizeOf({ code, size_mm }) {
  const size = size_mm && t('pack.box_size', { size: size_mm.map((mm) => mm / 10).join(' × ') });
  return [code, size].filter(Boolean).join(' · ');
}
