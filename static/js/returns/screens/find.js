/** Goods that fit nothing: what is wrong, a scan of them, and the number to write on them. */
import { html } from '../../pick/parts/html.js';
import { Icon } from '../../pick/parts/icons.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';
import { kindsOf } from '../finding.js';
import { Paper } from './paper.js';

const backKey = (act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`;

const what = {
  ask: () => ({ word: t('returns.found_what'), why: t('returns.found_what_why'), icon: 'ask' }),
  main: (model, act) => html`<main class="main scroll"><ol class="opts">
    ${kindsOf(model).map((kind, index) => html`<${Option} number=${index + 1} words=${t(`returns.found_${kind}`)} name=${kind} onPress=${() => act.foundWhat(kind)} />`)}
  </ol></main>`,
  keys: (model, act) => backKey(act),
  takesCharacters: () => true,
  onKey(model, act, key) {
    const kind = kindsOf(model)[Number(key) - 1];
    if (kind) act.foundWhat(kind);
    return Boolean(kind);
  },
};

const scan = {
  ask: ({ finding }) => ({ word: t('returns.found_scan'), why: t('returns.found_scan_why', { what: t(`returns.found_${finding.what}`) }) }),
  main: () => html`<main class="main"><div class="hero"><${Icon} name="scan" /></div></main>`,
  keys: (model, act) => html`${backKey(act)}<${Key} words=${t('returns.found_no_code')} hint="Enter" name="no-code" onPress=${() => act.foundScan(null)} />`,
  onKey(model, act, key) {
    if (key !== 'Enter') return false;
    act.foundScan(null);
    return true;
  },
};

const kept = {
  ask({ finding }) {
    if (!finding.kept.number) return { tone: 'warn', word: t('returns.saved'), why: t('returns.saved_why') };
    return { tone: 'warn', word: t('returns.found_kept', { number: finding.kept.number }), why: t('returns.found_kept_why') };
  },
  main: ({ finding }) => html`<main class="main scroll">
    ${finding.kept.number && html`<p class="number" data-found=${finding.kept.number}>${finding.kept.number}</p>`}
    <ul class="facts"><li><span>${t(`returns.found_${finding.what}`)}</span><b>${finding.kept.goods ?? ''}</b></li></ul>
  </main>`,
  next: ({ finding }) => html`<${Paper} label=${finding.kept.label} />`,
  keys: ({ finding }, act) => html`<${Key} words=${t('returns.judge_photo')} hint="F6" name="photo" onPress=${() => act.showOf(finding.kept.event)} />
    <${Key} words=${t('returns.print')} hint="F4" name="print" off=${!finding.kept.label} onPress=${() => act.judgePrint()} />
    <${Key} words=${t('returns.next')} hint="Enter" name="next" strong onPress=${() => act.back()} />`,
  takesCharacters: () => true,
  onKey({ finding }, act, key) {
    if (key === 'Enter') act.back();
    else if (key === 'F4' && finding.kept.label) act.judgePrint();
    else if (key === 'F6') act.showOf(finding.kept.event);
    else return false;
    return true;
  },
};

export const FINDING = { found_what: what, found_scan: scan, found_kept: kept };

/** The screen of what fits nothing. */
export function findingScreen({ finding }) {
  if (finding.kept) return kept;
  return finding.what ? scan : what;
}
