/** Typing a number: what the box weighs, or how many more of the item go in. */
import { figure, unit } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key, Pad } from '../../pick/parts/keys.js';
import { typed, typing } from '../../pick/screens/amounts.js';
import { Steps } from '../parts/steps.js';
import { say, t } from '../../lib/i18n.js';

/** A screen with a pad; `isWhole`, `of` and `send` say what is typed and what becomes of it, `Beside` what stands next to it. */
export function padded({ ask, of, isWhole, send, figures, Beside = Steps }) {
  const press = (model, act, key) => act.type(typing(model.typed, key, isWhole(model)));
  const enter = (model, act) => typed(model.typed) !== null && send(model, act);
  return {
    ask,
    main: (model, act) => html`<main class="main">
      <p class="typed"><b data-typed class=${model.typed ? '' : 'none'}>${model.typed || '0'}</b><span class="of">${of(model)}</span></p>
      <${Pad} onDigit=${(digit) => press(model, act, digit)} onRub=${() => press(model, act, 'Backspace')} rub=${t('key.rub')}
        extra=${isWhole(model) ? null : '.'} onExtra=${() => press(model, act, '.')} />
    </main>`,
    next: (model) => html`<${Beside} model=${model} />`,
    keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
      <${Key} words=${t('key.enter')} hint="Enter" name="enter" strong off=${typed(model.typed) === null} onPress=${() => enter(model, act)} />`,
    figures,
    takesCharacters: () => true,
    onKey(model, act, key) {
      const figureKey = key === ',' ? '.' : key;
      if (/^[\d.]$/.test(figureKey) || key === 'Backspace') press(model, act, figureKey);
      else if (key === 'Enter') enter(model, act);
      else return false;
      return true;
    },
  };
}

export const weight = padded({
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'ask' }),
  of: ({ typed: text }) => t(text.includes('.') ? 'unit.kg' : 'unit.g'),
  isWhole: () => false,
  send: ({ typed: text }, act) => act.weigh(text),
  figures: /^\d{1,6}(?:[.,]\d{1,3})?$/,
});

export const quantity = padded({
  ask: ({ v }) => ({ word: t('pack.ask.quantity'), why: t('pack.ask.quantity.why', { is: v.line.product.name, left: figure(v.line.left_m) }), icon: 'ask' }),
  of: ({ v }) => t('pick.of', { of: `${figure(v.line.left_m)} ${unit(v.line.left_m, v.line.product)}` }),
  isWhole: ({ v }) => v.line.product.whole,
  send: ({ typed: text }, act) => act.quantity(typed(text)),
  figures: /^\d{1,6}$/,
});
