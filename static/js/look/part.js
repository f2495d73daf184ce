/** What is this? What it is in the largest type, where it lies or what lies there; the next scan at once. */
import { html } from '../pick/parts/html.js';
import { amount } from '../pick/parts/amount.js';
import { Product } from '../pick/parts/goods.js';
import { Key } from '../pick/parts/keys.js';
import { Place } from '../pick/parts/place.js';
import { has, t } from '../lib/i18n.js';
import { runner } from '../menu/driver.js';
import { start, step, view } from './engine.js';

const PLACES = new Set(['product', 'lot']);
const FROM_ORDERS = new Set(['product', 'lot', 'location']); // what lies where is known from open orders only
const HOLDS = new Set([...FROM_ORDERS, 'tote', 'parcel']);

const screen = {
  name: 'look',
  ask: ({ aside }) => ({ word: t(aside.v.found ? 'look.next' : 'look.word'), why: t('look.why'), icon: 'scan' }),
  main: ({ aside: { v } }) => html`<main class=${`main scroll ${v.found?.what === 'location' ? 'ask-location' : 'ask-product'}`} data-look=${v.found?.what}>
    ${v.found ? answer(v) : html`<p class="quiet">${t('look.idle')}</p>`}
  </main>`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`,
};

export const begin = (ports) => runner(ports, { name: 'look', start, step, view, screen, asksAlways: true, isFresh: () => false });

const kind = ({ what }) => t(`look.kind.${what}`);
const fact = (name) => t(`look.fact.${name}`);

function answer({ found, product, rows }) {
  return html`<p class="quiet">${kind(found)}</p>
    ${product ? html`<${Product} product=${product} lot=${null} />` : headline(found)}
    ${found.facts.length > 0 && html`<dl class="facts">${found.facts.map(([name, value]) => html`<div><dt>${fact(name)}</dt><dd>${said(name, value)}</dd></div>`)}</dl>`}
    ${rows.length > 0 && html`<ol class="opts" aria-label=${t('look.rows')}>${rows.map((row) => line(found, row))}</ol>`}
    ${rows.length === 0 && HOLDS.has(found.what) && html`<p class="quiet">${t(PLACES.has(found.what) ? 'look.none.places' : 'look.none.goods')}</p>`}
    ${note(found, rows)}`;
}

function note({ what, isPart }, rows) {
  const seen = Math.min(...rows.map((row) => row.seen_at ?? 0));
  if (isPart || !FROM_ORDERS.has(what)) return isPart && html`<p class="small quiet">${t('look.of_wave')}</p>`;
  return html`<p class="small quiet">${rows.length > 0 && seen > 0 ? t('look.of_stock', { at: hourOf(seen) }) : t('look.of_orders')}</p>`;
}

function hourOf(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

function headline({ location, title }) {
  return html`<${Place} stop=${location ?? { code: title, parts: [title] }} />`;
}

function line({ what }, row) {
  const words = PLACES.has(what) ? row.at : row.product.name;
  const sub = [PLACES.has(what) ? null : row.product.sku, row.lot && t('look.lot', { lot: row.lot })].filter(Boolean).join(' · ');
  return html`<li class="opt plain"><span>${words}${sub && html`<small>${sub}</small>`}</span><span class="side">${amount(row.qty_m, row.product)}</span></li>`;
}

function said(name, value) {
  return name === 'state' && has(`look.state.${value}`) ? t(`look.state.${value}`) : value;
}
