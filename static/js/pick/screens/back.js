/** Nobody wants these any more: out of the tote, back to where they lay. It can wait. */
import { amount } from '../parts/amount.js';
import { Product } from '../parts/goods.js';
import { html } from '../parts/html.js';
import { Key } from '../parts/keys.js';
import { Place } from '../parts/place.js';
import { say, t } from '../../lib/i18n.js';

export const back = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'scan' }),
  main: ({ v: { ask, back: now } }) => html`<main class=${`main ask-${ask === 'back_place' ? 'location' : 'product'}`}>
    <${Place} stop=${now.stop} />
    <${Product} product=${now.product} lot=${null} />
    <p class="lead"><b>${t('back.out', { n: amount(now.qty_m, now.product), slot: now.slot })}</b></p>
  </main>`,
  keys: (model, act) => html`<${Key} words=${t('back.later')} hint="F4" name="later" onPress=${() => act.command('skip')} />
    <${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />`,
  onKey(model, act, key) {
    if (key === 'F4') act.command('skip');
    else if (key === 'F2') act.over('more');
    else if (key === 'Backspace') act.command('undo');
    else return false;
    return true;
  },
};
