/** Moving goods on the handheld: from where, what, to where. */
import { html } from '../pick/parts/html.js';
import { figure, unit } from '../pick/parts/amount.js';
import { Product } from '../pick/parts/goods.js';
import { Key } from '../pick/parts/keys.js';
import { Place } from '../pick/parts/place.js';
import { t } from '../lib/i18n.js';
import { runner } from '../menu/driver.js';
import { withPad } from '../menu/pad.js';
import { start, step, view } from './engine.js';

const screen = withPad({
  name: 'move',
  ask: ({ aside: { v } }) => ({ word: t(`move.ask.${v.ask}`), why: t(`move.ask.${v.ask}_why`, { want: v.from?.code, name: v.goods?.name }), icon: 'scan' }),
  main: ({ aside: { v } }) => html`<main class=${`main scroll ${v.ask === 'source' ? '' : 'ask-quantity'}`}>
    ${v.from ? moving(v) : html`<p class="quiet">${t('move.idle')}</p>`}
  </main>`,
  keys: ({ aside: { v } }, act) => html`
    <${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    ${v.can.keypad && html`<${Key} words=${t('menu.number')} hint="F3" name="number" onPress=${() => act.asidePad(true)} />`}`,
  takesCharacters: ({ aside: { v } }) => v.can.keypad,
  onKey({ aside: { v } }, act, key) {
    if (key === 'F3' && v.can.keypad) act.asidePad(true);
    else if (/^\d$/.test(key) && v.can.keypad) act.asidePad(true, key);
    else if (key === 'Backspace') act.asideInput({ type: 'command', do: 'undo' });
    else return false;
    return true;
  },
}, (v) => v.goods.product);

export const begin = (ports) => runner(ports, { name: 'move', start, step, view, screen, isFresh: (state) => state.from === null });

function moving({ from, goods, ask }) {
  return html`<${Place} stop=${from} />
    ${goods && html`<${Product} product=${goods.product} lot=${goods.lot_name ? { name: goods.lot_name } : null} />`}
    ${ask === 'to' && html`<div class="qty"><p><span class=${`n ${figure(goods.qty_m).length > 2 ? 'long' : ''}`} data-counted=${goods.qty_m}>${figure(goods.qty_m)}</span>${' '}
      <span class="of">${unit(goods.qty_m, goods.product)}</span></p></div>`}
    ${!goods && html`<p class="quiet">${t('move.goods_idle')}</p>`}`;
}
