/** Which carton? By its code, its number, or a tap; Enter takes the one that fits. One that is used up is said so. */
import { figure } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { Steps } from '../parts/steps.js';
import { say, t } from '../../lib/i18n.js';

const SHOWN = 9;
const shownOf = ({ boxes }) => [...boxes.filter(({ out }) => !out), ...boxes.filter(({ out }) => out)].slice(0, SHOWN);
const press = ({ id, out }, act) => (out ? act.carton(id, 'back') : act.box(id));
const isThere = ({ v }) => Boolean(v.proposed && !v.proposed.out);

export const box = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'scan' }),
  main: ({ sheet, v }, act) => html`<main class="main scroll"><ol class="opts">
    ${shownOf(sheet).map((one, index) => html`<${Option} number=${index + 1} words=${one.name} sub=${one.out ? t('pack.box_out') : sizeOf(one)} side=${one.max_g && !one.out ? t('pack.box_takes', { kg: figure(one.max_g) }) : ''}
      name=${`box-${one.id}`} on=${one.id === v.proposed?.id} onPress=${() => press(one, act)} />`)}
  </ol></main>`,
  next: (model) => html`<${Steps} model=${model} />`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('pack.carton.none')} hint="F6" name="no-carton" off=${!isThere(model)} onPress=${() => act.carton(model.v.proposed.id, 'out')} />
    <${Key} words=${model.v.proposed?.name ?? t('key.enter')} hint="Enter" name="enter" strong off=${!isThere(model)} onPress=${() => act.box(model.v.proposed.id)} />`,
  takesCharacters: () => true,
  onKey(model, act, key) {
    const chosen = /^[1-9]$/.test(key) && shownOf(model.sheet)[Number(key) - 1];
    if (chosen) press(chosen, act);
    else if (key === 'Enter' && isThere(model)) act.box(model.v.proposed.id);
    else if (key === 'F6' && isThere(model)) act.carton(model.v.proposed.id, 'out');
    else if (key === 'Backspace') act.back();
    else return false;
    return true;
  },
};

function sizeOf({ code, size_mm }) {
  const size = size_mm && t('pack.box_size', { size: size_mm.map((mm) => mm / 10).join(' × ') });
  return [code, size].filter(Boolean).join(' · ');
}
