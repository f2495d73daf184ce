/** Typing how many, beside the walk: what is typed replaces what was scanned. */
import { html } from '../pick/parts/html.js';
import { unit } from '../pick/parts/amount.js';
import { Key, Pad } from '../pick/parts/keys.js';
import { typed, typing } from '../pick/screens/amounts.js';
import { t } from '../lib/i18n.js';

const FIGURES = /^\d{1,6}$/;

/**
 * A screen that has a pad over it while `aside.pad` is set.
 * @param {object} screen
 * @param {(v) => object} productOf the goods in hand
 */
export function withPad(screen, productOf) {
  const goods = (model) => productOf(model.aside.v);
  const press = (model, act, key) => act.type(typing(model.typed, key, goods(model).whole));
  const send = (model, act) => act.asideInput({ type: 'quantity', qty_m: typed(model.typed) });

  const pad = {
    ask: (model) => ({ word: t('menu.how_many'), why: goods(model).name, icon: 'ask' }),
    main: (model, act) => html`<main class="main">
      <p class="typed"><b data-typed class=${model.typed ? '' : 'none'}>${model.typed || '0'}</b><span class="of">${unit(0, goods(model))}</span></p>
      <${Pad} onDigit=${(digit) => press(model, act, digit)} onRub=${() => press(model, act, 'Backspace')} rub=${t('key.rub')}
        extra=${goods(model).whole ? null : '.'} onExtra=${() => press(model, act, '.')} />
    </main>`,
    keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
      <${Key} words=${t('key.enter')} hint="Enter" name="enter" strong off=${typed(model.typed) === null} onPress=${() => send(model, act)} />`,
    onKey(model, act, key) {
      if (key === 'Enter') { if (typed(model.typed) !== null) send(model, act); }
      else if (/^[\d.,]$/.test(key) || key === 'Backspace') press(model, act, key === ',' ? '.' : key);
      else return false;
      return true;
    },
    takesCharacters: () => true,
  };

  const now = (model) => (model.aside.pad ? pad : screen);
  return {
    name: screen.name,
    ask: (model) => now(model).ask(model),
    main: (model, act) => now(model).main(model, act),
    keys: (model, act) => now(model).keys(model, act),
    onKey: (model, act, key) => now(model).onKey(model, act, key),
    takesCharacters: (model) => now(model).takesCharacters(model),
    figures: { test: (text) => FIGURES.test(text) && isPadOpen() },
  };
}

function isPadOpen() {
  return document.querySelector('[data-typed]') !== null;
}
