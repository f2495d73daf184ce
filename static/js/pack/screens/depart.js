/** The truck leaves: who drives it, and what stays here, shown before. */
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';

const LONGEST = 60;
const SHOWN = 24;
const atDoor = ({ rows, state }) => rows.find(({ carrier }) => carrier === state.carrier);
const isNamed = (typed) => typed.trim().length > 0;

export const depart = {
  ask: ({ truck }) => ({ word: t('pack.depart.word'), why: t('pack.depart.why', atDoor(truck)), icon: 'ask' }),
  main: ({ truck, typed }) => {
    const { missing } = atDoor(truck);
    return html`<main class="main scroll" tabindex="0">
      <p class="typed"><b data-typed class=${typed ? '' : 'none'}>${typed || t('pack.depart.name')}</b></p>
      ${missing.length > 0 && html`<section class="group" aria-labelledby="stays-title"><h2 id="stays-title">${t('pack.depart.stays', { n: missing.length })}</h2>
        <ol class="parcels">${missing.slice(0, SHOWN).map(({ number, order }) => html`<li><b>${number}</b><span>${order}</span></li>`)}</ol></section>`}
    </main>`;
  },
  keys: ({ truck, typed }, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t(atDoor(truck).missing.length > 0 ? 'pack.depart.without' : 'pack.depart.go', { n: atDoor(truck).missing.length })} hint="Enter" name="depart" strong
      off=${!isNamed(typed)} onPress=${() => act.truckLeaves(typed)} />`,
  figures: /^[\p{L}][\p{L} .'-]{0,59}$/u,
  takesCharacters: () => true,
  onKey({ typed }, act, key) {
    if (key === 'Enter' && isNamed(typed)) act.truckLeaves(typed);
    else if (key === 'Backspace') act.type(typed.slice(0, -1));
    else if ([...key].length === 1 && typed.length < LONGEST) act.type(typed + key);
    else return false;
    return true;
  },
};
