/** A wave that was walked on paper: which line, how many were found. Why less, the handheld's own screen asks. */
import { amount, figure, unit } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { padded } from './amounts.js';
import { say, t } from '../../lib/i18n.js';

const SHOWN = 45; // what a person looks through on a screen; the paper has them all
const BY_KEY = 9;

function row(one, index, act) {
  const sub = [one.to, one.product.sku, one.lot && `${t('pick.lot')} ${one.lot}`].filter(Boolean).join(' · ');
  return html`<${Option} number=${index < BY_KEY ? index + 1 : '·'} words=${`${one.place} · ${one.product.name}`} sub=${sub} side=${amount(one.open_m, one.product)}
    name=${`line-${one.id}`} onPress=${() => act.line(one.id)} />`;
}

function Beside({ model: { v } }) {
  return html`<aside class="beside steps" aria-labelledby="next-title"><h2 id="next-title">${t('pack.paper.title')}</h2>
    <ol>${['scan', 'less', 'finish'].map((name, index) => html`<li class=${`step ${nowOf(v) === name ? 'now' : ''}`} aria-current=${nowOf(v) === name ? 'step' : undefined}>
      <span class="o">${index + 1}</span><span>${t(`pack.paper.step.${name}`)}</span></li>`)}</ol>
    <p class="closed"><span class="quiet small">${t('pack.paper.left')}</span><b data-left-lines>${v.left}</b></p></aside>`;
}

function nowOf({ ask }) {
  return { line: 'scan', done: 'finish', entered: 'finish' }[ask] ?? 'less';
}

export const paper = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: v.ask === 'done' ? 'ok' : 'scan' }),
  main: ({ v }, act) => html`<main class="main scroll" tabindex="0">
    ${v.left > 0 && html`<ol class="opts">${v.rows.slice(0, SHOWN).map((one, index) => row(one, index, act))}</ol>`}
    ${v.left > SHOWN && html`<p class="quiet">${t('pack.queue_more', { n: v.left - SHOWN })}</p>`}
    ${v.left === 0 && html`<div class="hero"><p class="lead"><b>${t('pack.paper.all')}</b></p><p class="quiet">${t('pack.paper.all_why')}</p></div>`}
  </main>`,
  next: (model) => html`<${Beside} model=${model} />`,
  keys: ({ v }, act) => html`
    ${v.ask === 'less' ? html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`
    : html`<${Key} words=${t('key.short')} hint="F3" name="less" off=${v.left === 0} onPress=${() => act.command('less')} />`}
    <${Key} words=${t('pack.paper.finish')} hint="Enter" name="finish" strong=${v.ask === 'done'} off=${v.ask !== 'done'} onPress=${() => act.command('finish')} />
    <${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />`,
  takesCharacters: () => true,
  onKey({ v }, act, key) {
    const chosen = /^[1-9]$/.test(key) && v.rows[Number(key) - 1];
    if (key === 'F2') act.over('more');
    else if (key === 'F3' && v.left > 0) act.command('less');
    else if (key === 'Backspace') act.command('undo');
    else if (key === 'Enter' && v.ask === 'done') act.command('finish');
    else if (chosen) act.line(chosen.id);
    else return false;
    return true;
  },
};

export const found = padded({
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'ask' }),
  of: ({ v: { line } }) => t('pick.of', { of: `${figure(line.open_m)} ${unit(line.open_m, line.product)}` }),
  isWhole: ({ v }) => v.line.product.whole,
  send: ({ typed: text }, act) => act.quantity(Math.round(Number(text) * 1000)),
  figures: /^\d{1,6}$/,
  Beside,
});
