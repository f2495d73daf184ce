/** Did it come out right? The parcel's number as large as it goes, what the printer says, and what to do next. */
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { menu } from '../../pick/screens/menus.js';
import { has, t } from '../../lib/i18n.js';
import { isOwed } from '../shell/station.js';

const WORDS = { sending: 'pack.label.sending', ready: 'pack.label.ready', refused: 'pack.label.refused' };
const REASONS = ['torn', 'unreadable', 'lost'];

/* What the station's printer makes of it: a word, what is safe, what to do. */
function ofPrinter({ state, reason, ahead, printer, scanned }) {
  const trouble = reason && has(`printer.trouble.${reason}`) ? t(`printer.trouble.${reason}`) : '';
  if (scanned) return { word: t('pack.print.scanned'), icon: 'ok' };
  if (ahead) return { tone: 'warn', word: t('pack.print.ahead', { number: ahead }), why: t('pack.print.ahead_why', { printer }) };
  if (state === 'unknown') return { tone: 'warn', word: t('pack.print.unknown'), why: [trouble, t('pack.print.unknown_why')].filter(Boolean).join(' ') };
  if (state === 'queued' && trouble) return { tone: 'warn', word: trouble, why: t('pack.print.waits', { printer }) };
  if (state === 'confirmed') return { word: t('pack.print.out'), why: t('pack.print.scan_it'), icon: 'ok' };
  if (state === 'void') return { tone: 'no', word: t('pack.label.refused'), why: t('pack.print.void_why') };
  return { word: t('pack.print.printing', { printer }), why: t('pack.print.scan_it') };
}

/* The page itself hands it to the browser: without a ledger whenever somebody wants, else once. */
const isToPrint = ({ print }) => !print || (print.kind === 'browser' && print.state === 'queued');

export const label = {
  ask({ label: its, link }) {
    const { state, error, isLast, order, place } = its;
    if (state === 'refused') return { tone: 'no', word: error?.text ?? t('pack.label.refused'), why: [error?.safe, error?.next].filter(Boolean).join(' ') };
    if (state === 'sending' && link !== 'on') return { tone: 'warn', word: t('pack.label.offline'), why: t('pack.label.offline_why') };
    if (state === 'ready' && its.print && !isToPrint(its)) return ofPrinter(its.print);
    return { word: t(isLast ? 'pack.label.packed' : 'pack.label.box', { order, place }), why: t(WORDS[state]), icon: 'ok' };
  },
  main: ({ label: its }) => html`<main class="main label">
    <div class="hero"><p class="quiet">${t('pack.label.of', { order: its.order, place: its.place })}</p>
      <p class="number" data-number=${its.number ?? ''} data-label=${its.state} data-print=${its.print?.state ?? ''}>${its.number ?? (its.state === 'ready' ? t('pack.label.there') : t('pack.label.soon'))}</p>
      <p class="lead"><b>${t(isOwed(its) ? 'pack.print.scan_it' : its.isLast ? 'pack.label.then_tote' : 'pack.label.then_item')}</b></p>
      ${its.print?.copy && html`<p class="quiet">${t('pack.print.copy')}</p>`}
      ${!isOwed(its) && html`<p class="quiet">${t('pack.label.scan_back')}</p>`}</div>
  </main>`,
  keys: ({ label: its }, act) => (its.print ? known(its, act) : html`
    <${Key} words=${t(its.isLast ? 'key.next_tote' : 'key.pack_on')} hint="Escape" name="on" onPress=${() => act.labelDone()} />
    ${papersKey(its, act)}${printKey(its, act)}`),
  onKey(model, act, key) {
    if (key === 'Enter' && isToPrint(model.label)) act.print();
    else if (key === 'F6' && model.label.papers) act.papers();
    else return false;
    return true;
  },
};

const papersKey = ({ papers }, act) => papers && html`<${Key} words=${t('pack.papers')} hint="F6" name="papers" onPress=${() => act.papers()} />`;
const printKey = ({ state }, act) => html`<${Key} words=${t('key.print')} hint="Enter" name="print" strong off=${state !== 'ready'} onPress=${() => act.print()} />`;

/* Nothing is printed a second time by itself: somebody says that nothing came out, or why it is wanted once more. */
function known(its, act) {
  const { print: { state, reason, deputy, scanned }, isLast } = its;
  if (scanned) return html`<${Key} words=${t(isLast ? 'key.next_tote' : 'key.pack_on')} hint="Escape" name="on" strong onPress=${() => act.labelDone()} />
    <${Key} words=${t('pack.print.again')} name="again" onPress=${() => act.over('reprint')} />`;
  const stands = !isToPrint(its) && (state === 'unknown' || (state === 'queued' && reason));
  return html`
    ${state === 'confirmed' ? html`<${Key} words=${t('pack.print.again')} name="again" onPress=${() => act.over('reprint')} />`
      : html`<${Key} words=${t('pack.print.later')} hint="Escape" name="on" onPress=${() => act.labelDone()} />`}
    ${isToPrint(its) && printKey(its, act)}
    ${(stands || state === 'confirmed') && html`<${Key} words=${t('pack.print.nothing')} name="nothing" strong=${state === 'unknown'} onPress=${() => act.tellPrinter({ say: 'nothing' })} />`}
    ${stands && deputy && html`<${Key} words=${t('pack.print.deputy', { printer: deputy })} name="deputy" onPress=${() => act.tellPrinter({ say: 'deputy' })} />`}`;
}

export const reprint = menu(() => ({ word: t('pack.print.why'), why: t('pack.print.why_why'), icon: 'ask' }), (model, act) => (
  REASONS.map((reason) => ({ name: reason, words: t(`print.reason.${reason}`), go: () => act.reprint(reason) }))));
