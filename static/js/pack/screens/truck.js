/** Which parcel? Each scan puts one onto the truck; what every carrier has and lacks stands beside. */
import { remaining } from '../../pick/parts/bar.js';
import { html } from '../../pick/parts/html.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';

const SHOWN = 24;

const minutesTo = (cutoff_at, now) => (cutoff_at ? remaining(Math.floor((cutoff_at - now) / 60000)) : '');
const atDoor = ({ rows, state }) => rows.find(({ carrier }) => carrier === state.carrier) ?? null;

/* A truck that nothing is on does not leave. */
const mayLeave = (now) => Boolean(now && atDoor(now)?.made);

function Missing({ truck }) {
  const row = atDoor(truck);
  const missing = row ? row.missing : truck.rows.flatMap((one) => one.missing);
  if (missing.length === 0) return html`<div class="hero"><p class="lead"><b>${t(row ? 'pack.truck.complete' : 'pack.truck.nothing')}</b></p></div>`;
  return html`<section class="group" aria-labelledby="missing-title"><h2 id="missing-title">${t('pack.truck.missing', { n: missing.length })}</h2>
    <ol class="parcels">${missing.slice(0, SHOWN).map(({ number, order, carrier }) => html`<li><b>${number}</b><span>${order}</span>${!row && html`<span class="quiet">${carrier}</span>`}</li>`)}</ol></section>`;
}

function Trucks({ truck: { rows, state }, now, act }) {
  return html`<aside class="beside steps door" aria-labelledby="next-title"><h2 id="next-title">${t('pack.trucks')}</h2>
    <ol class="opts">${rows.map((row, index) => html`<${Option} number=${index + 1} words=${row.carrier} sub=${t('pack.truck.made', row)} side=${minutesTo(row.cutoff_at, now)}
      on=${row.carrier === state.carrier} name=${`truck-${index + 1}`} onPress=${() => act.chooseTruck(row.carrier)} />`)}</ol></aside>`;
}

export const truck = {
  ask: ({ truck: now, link }) => {
    if (!now) return { tone: link === 'on' ? 'ask' : 'warn', word: t('pack.truck.loading') };
    const row = atDoor(now);
    return row ? { word: t('pack.truck.word'), why: t('pack.truck.at_door', row) } : { word: t('pack.truck.word'), why: t('pack.truck.any') };
  },
  main: ({ truck: now }) => html`<main class="main scroll" tabindex="0" data-made=${now?.rows.reduce((sum, { made }) => sum + made, 0)}>${now && html`<${Missing} truck=${now} />`}</main>`,
  next: ({ truck: known, now }, act) => html`<${Trucks} truck=${known ?? { rows: [], state: {} }} now=${now} act=${act} />`,
  keys: ({ truck: now }, act) => html`<${Key} words=${t('key.bench')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('pack.depart.key')} hint="F4" name="depart" off=${!mayLeave(now)} onPress=${() => act.over('depart')} />`,
  takesCharacters: () => true,
  onKey({ truck: now }, act, key) {
    if (key === 'F4' && mayLeave(now)) {
      act.over('depart');
      return true;
    }
    const chosen = /^[1-9]$/.test(key) && now?.rows[Number(key) - 1];
    if (chosen) act.chooseTruck(chosen.carrier);
    return Boolean(chosen);
  },
};
