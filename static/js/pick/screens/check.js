/** What should lie in this tote? Its scan agrees; an item's scan begins to count it anew. */
import { amount } from '../parts/amount.js';
import { html } from '../parts/html.js';
import { Key } from '../parts/keys.js';
import { say, t } from '../../lib/i18n.js';

const counted = ({ counted_m, unit }) => (counted_m === null ? '' : t('check.counted', { n: amount(counted_m, { unit }) }));

export const check = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'scan' }),
  main: ({ v: { check: now } }) => html`<main class="main scroll"><div class="hero" data-tote=${now.tote}><p class="lead"><b>${t('check.slot', now)}</b></p>
    <p class="quiet">${now.tote} · ${now.order}</p></div>
    <ol class="opts">${now.rows.map((one) => html`<li class="opt plain"><span>${one.name}<small>${counted(one)}</small></span><span class="side">${amount(one.qty_m, one)}</span></li>`)}
      ${now.rows.length === 0 && html`<li class="quiet">${t('check.empty')}</li>`}</ol>
  </main>`,
  keys: ({ v }, act) => html`<${Key} words=${t(v.ask === 'recount' ? 'key.back' : 'check.differs')} hint="F1" name="differs" onPress=${() => act.command(v.ask === 'recount' ? 'back' : 'short')} />
    <${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />`,
  onKey({ v }, act, key) {
    if (key === 'F1') act.command(v.ask === 'recount' ? 'back' : 'short');
    else if (key === 'F2') act.over('more');
    else if (key === 'F4') act.command('skip');
    else if (key === 'Backspace') act.command('undo');
    else return false;
    return true;
  },
};
