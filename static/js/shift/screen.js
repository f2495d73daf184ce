/** The start of a shift, drawn: what is well and what is not, each with its sign and its word. */
import { html } from '../pick/parts/html.js';
import { Icon } from '../pick/parts/icons.js';
import { Key } from '../pick/parts/keys.js';
import { spoken, t } from '../lib/i18n.js';

const LOW_PERCENT = 30;

/** @returns {{name, tone: 'ok'|'warn'|'ask', words, sub?}[]} pure */
export function points({ person, link, shift, isSecure, lang }) {
  const { battery, keeps, others } = shift;
  const isLow = battery && battery.percent < LOW_PERCENT && !battery.isCharging;
  return [
    { name: 'who', tone: 'ok', words: person.name, sub: lang },
    battery && { name: 'battery', tone: isLow ? 'warn' : 'ok', words: t('shift.battery', { n: battery.percent }), sub: isLow ? t('shift.battery_low') : battery.isCharging && t('shift.charging') },
    { name: 'link', tone: link === 'on' ? 'ok' : 'warn', words: t(`link.${link}`) },
    isSecure ? { name: 'keeps', tone: keeps ? 'ok' : 'ask', words: t(keeps ? 'shift.keeps' : 'shift.keeps_not'), sub: !keeps && t('shift.keeps_why') }
      : { name: 'keeps', tone: 'warn', words: t('notice.no_secure') },
    { name: 'scanner', tone: 'ask', words: t('shift.scanner'), sub: t('shift.scanner_why') },
    ...others.map((one) => ({ name: 'others', tone: 'warn', words: t('shift.others', { n: one.n, name: one.name ?? t('shift.somebody') }), sub: t('shift.others_why') })),
  ].filter(Boolean);
}

const language = () => new Intl.DisplayNames([spoken()], { type: 'language' }).of(spoken());

export const screen = {
  name: 'shift',
  ask: () => ({ word: t('shift.word'), why: t('shift.why'), icon: 'scan' }),
  main: (model) => html`<main class="main scroll"><ul class="opts">
    ${points({ ...model, isSecure: window.isSecureContext, lang: language() }).map(({ name, tone, words, sub }) => html`<li class=${`opt point ${tone}`} data-point=${name} data-tone=${tone}>
      <${Icon} name=${tone === 'ask' ? 'scan' : tone} /><span>${words}${sub && html`<small>${sub}</small>`}</span></li>`)}
  </ul></main>`,
  keys: (model, act) => html`<${Key} words=${t('shift.key')} hint="Enter" name="start-shift" strong onPress=${() => act.back()} />`,
  onKey: (model, act, key) => key === 'Enter' && (act.back(), true),
};
