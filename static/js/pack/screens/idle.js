/** Which tote? What waits for the bench, the most urgent first, and the trucks it waits for. */
import { amount } from '../../pick/parts/amount.js';
import { remaining } from '../../pick/parts/bar.js';
import { html } from '../../pick/parts/html.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { many } from '../../pick/screens/home.js';
import { t } from '../../lib/i18n.js';

const SHOWN = 9;

const minutesTo = (cutoff_at, now) => (cutoff_at ? remaining(Math.floor((cutoff_at - now) / 60000)) : '');

function orderRow(one, index, now, act) {
  const size = t('pack.queue_row', { pieces: amount(one.pieces_m, { unit: 'pieces' }), lines: many(one.lines, 'line') });
  const sub = [one.order, one.stands?.length > 0 && t('pack.queue_stands', { at: one.stands.join(', ') }), size, stateOf(one)].filter(Boolean).join(' · ');
  return html`<${Option} number=${index + 1} words=${one.totes.join(', ') || one.wave || one.name} sub=${sub} side=${`${one.carrier ?? ''} ${minutesTo(one.cutoff_at, now)}`.trim()}
    off=${one.state === 'waits'} name=${`order-${one.transfer}`} onPress=${() => act.open(one.name)} />`;
}

function stateOf({ state, by }) {
  if (state === 'held') return t('pack.queue_held');
  if (state === 'waits') return t('pack.queue_waits');
  return state === 'open' ? t('pack.queue_open', { by: by ?? '' }) : '';
}

function Trucks({ bench, now }) {
  const carriers = [...new Set(bench.map((one) => one.carrier ?? t('pack.truck.none')))];
  const rows = carriers.map((carrier) => {
    const ours = bench.filter((one) => (one.carrier ?? t('pack.truck.none')) === carrier);
    return { carrier, orders: ours.length, cutoff_at: ours.find((one) => one.cutoff_at)?.cutoff_at ?? null };
  });
  return html`<aside class="beside steps queue" aria-labelledby="next-title"><h2 id="next-title">${t('pack.trucks')}</h2>
    <ol class="tally">${rows.map(({ carrier, orders, cutoff_at }) => html`<li><b>${carrier}</b><span>${minutesTo(cutoff_at, now)}</span>
      <span class="quiet">${many(orders, 'order')}</span></li>`)}</ol></aside>`;
}

const nothing = () => html`<div class="hero"><p class="lead"><b>${t('pack.none')}</b></p><p class="quiet">${t('pack.none_why')}</p></div>`;

export const idle = {
  ask: ({ link, bench, person }) => (link === 'on' || bench
    ? { word: t('pack.which'), why: t('pack.which_why', { name: person?.name ?? '' }) }
    : { tone: 'warn', word: t('home.offline'), why: t('pack.offline_why') }),
  main: ({ bench, now }, act) => html`<main class="main scroll">
    ${bench && (bench.length === 0 ? nothing() : html`<ol class="opts">${bench.slice(0, SHOWN).map((one, index) => orderRow(one, index, now, act))}</ol>`)}
    ${bench?.length > SHOWN && html`<p class="quiet">${t('pack.queue_more', { n: bench.length - SHOWN })}</p>`}
  </main>`,
  next: ({ bench, now }) => html`<${Trucks} bench=${bench ?? []} now=${now} />`,
  keys: (model, act) => html`<${Key} words=${t('key.truck')} hint="F3" name="truck" onPress=${() => act.truck()} />
    <${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />`,
  takesCharacters: () => true,
  onKey({ bench }, act, key) {
    const chosen = /^[1-9]$/.test(key) && bench?.[Number(key) - 1];
    if (key === 'F2') act.over('more');
    else if (key === 'F3') act.truck();
    else if (key === 'Enter') act.list();
    else if (chosen && chosen.state !== 'waits') act.open(chosen.name);
    else return false;
    return true;
  },
};

export const elsewhere = {
  ask: ({ elsewhere: { text, safe } }) => ({ tone: 'warn', word: text, why: safe }),
  main: ({ elsewhere: { next } }) => html`<main class="main"><div class="hero"><p class="lead">${next}</p></div></main>`,
  keys: ({ elsewhere: { key } }, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    ${key === 'pack.more_coming' && html`<${Key} words=${t('pack.open_anyway')} hint="F4" name="take-over" onPress=${() => act.takeOver()} />`}
    <${Key} words=${t(MAIN[key] ?? 'key.take_over')} hint="Enter" name=${MAIN[key] ? 'shelve' : 'take-over'} strong onPress=${() => main(key, act)} />`,
  onKey({ elsewhere: { key: why } }, act, key) {
    if (key === 'Enter') main(why, act);
    else if (key === 'F4' && why === 'pack.more_coming') act.takeOver();
    else return false;
    return true;
  },
};

/* What is done with a tote that is not packed now. */
const MAIN = { 'pack.more_coming': 'pack.shelve', 'pack.gone': 'pack.put_back' };
const main = (why, act) => (MAIN[why] ? act.shelve() : act.takeOver());
