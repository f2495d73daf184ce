/** No readable barcode: the figures under it. Name and picture are in view, the code is not: it is what is asked. */
import { html } from '../parts/html.js';
import { nameOf } from '../parts/goods.js';
import { Key, Pad } from '../parts/keys.js';
import { Picture } from '../parts/picture.js';
import { say, t } from '../../lib/i18n.js';

const figuresOf = ({ sheet }) => sheet.rules.last_digits.figures;
const isWhole = (model) => model.typed.length === figuresOf(model);
const press = (model, act, digit) => act.type((model.typed + digit).slice(0, figuresOf(model)));
const rub = (model, act) => act.type(model.typed.slice(0, -1));
const send = (model, act) => isWhole(model) && act.digits(model.typed);

export const digits = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'ask' }),
  main: (model, act) => html`<main class="main ask-digits">
    <div class="product"><${Picture} product=${model.v.line.product} /><h2 class="name">${nameOf(model.v.line.product)}</h2></div>
    <p class="typed"><b data-typed class=${model.typed ? '' : 'none'}>${model.typed.padEnd(figuresOf(model), '_')}</b></p>
    <${Pad} onDigit=${(digit) => press(model, act, digit)} onRub=${() => rub(model, act)} rub=${t('key.rub')} />
  </main>`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('key.short')} hint="F1" name="short" onPress=${() => act.command('short')} />
    <${Key} words=${t('key.enter')} hint="Enter" name="enter" strong off=${!isWhole(model)} onPress=${() => send(model, act)} />`,
  figures: /^\d{1,4}$/,
  takesCharacters: () => true,
  onKey(model, act, key) {
    if (/^\d$/.test(key)) press(model, act, key);
    else if (key === 'Backspace') rub(model, act);
    else if (key === 'Enter') send(model, act);
    else if (key === 'F1') act.command('short');
    else if (key === 'F4') act.command('skip');
    else return false;
    return true;
  },
};
