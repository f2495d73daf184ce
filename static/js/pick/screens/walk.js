/** The walk: which location, which product, which tote. What to scan now is the largest thing on it. */
import { html } from '../parts/html.js';
import { Next, Product, Quantity } from '../parts/goods.js';
import { Key } from '../parts/keys.js';
import { Lots, Serials } from '../parts/lots.js';
import { Place } from '../parts/place.js';
import { say, t } from '../../lib/i18n.js';

const canCount = (v) => v.keypad && !v.short;

export const walk = {
  ask: ({ v }) => ({ ...say(v.prompt), tone: v.prompt.tone, icon: v.prompt.tone === 'sure' ? 'ask' : 'scan' }),
  main: ({ v }) => html`<main class=${`main ask-${v.ask}`}>
    <${Place} stop=${v.stop} />
    ${v.line.denied && html`<p class="note">${t('pick.denied', { case: v.line.denied })}</p>`}
    <${Product} product=${v.line.product} lot=${v.line.serials.length > 0 ? null : v.line.lot} box=${v.line.package} />
    ${v.line.lots.length > 0 && html`<${Lots} line=${v.line} />`}
    ${v.line.serials.length > 0 && html`<${Serials} names=${v.line.serials} />`}
    <${Quantity} line=${v.line} />
  </main>`,
  next: ({ v }) => html`<${Next} rows=${v.next} />`,
  keys: ({ v }, act) => html`
    <${Key} words=${t('key.short')} hint="F1" name="short" off=${!v.can.short || Boolean(v.short)} onPress=${() => act.command('short')} />
    ${canCount(v) && html`<${Key} words=${t('key.count')} hint="F3" name="count" strong onPress=${() => act.over('quantity')} />`}
    <${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />`,
  takesCharacters: ({ v }) => canCount(v),
  onKey(model, act, key) {
    if (key === 'F1') act.command('short');
    else if (key === 'F2') act.over('more');
    else if (key === 'F3' && canCount(model.v)) act.over('quantity');
    else if (key === 'F4') act.command('skip');
    else if (key === 'Backspace') act.command('undo');
    else if (/^\d$/.test(key) && canCount(model.v)) act.over('quantity', key);
    else return false;
    return true;
  },
};
