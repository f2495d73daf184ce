/** R1: what did you get? A scan, or typed by hand; and which of several deliveries it is from. */
import { html } from '../../pick/parts/html.js';
import { Icon } from '../../pick/parts/icons.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { Notice } from '../../pick/parts/notice.js';
import { t } from '../../lib/i18n.js';

const LONGEST = 40;
const SHORTEST = 2;

export const what = {
  ask: () => ({ word: t('returns.what'), why: t('returns.what_why') }),
  main: ({ typed, notice }) => html`<main class="main">
    <${Notice} notice=${notice} />
    <div class="hero"><${Icon} name="scan" /><p class="lead">${t('returns.what_lead')}</p></div>
    <p class="typed by-hand"><b data-typed class=${typed ? '' : 'none'}>${typed || t('returns.type_here')}</b></p>
  </main>`,
  keys: ({ typed }, act) => html`<${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />
    <${Key} words=${t('returns.found_key')} hint="F3" name="found" onPress=${() => act.findOut()} />
    <${Key} words=${t('returns.find')} hint="Enter" name="find" strong off=${typed.length < SHORTEST} onPress=${() => act.find(typed)} />`,
  // A hand types in short bursts; a longer one is a scanner without a suffix.
  figures: /^[\w/.-]{1,5}$/,
  takesCharacters: () => true,
  onKey({ typed }, act, key) {
    if (/^[\w/.-]$/.test(key)) act.type((typed + key.toUpperCase()).slice(0, LONGEST));
    else if (key === 'Backspace') act.type(typed.slice(0, -1));
    else if (key === 'F2') act.over('more');
    else if (key === 'F3') act.findOut();
    else if (key === 'Enter') { if (typed.length >= SHORTEST) act.find(typed); }
    else return false;
    return true;
  },
};

const dayOf = (at) => new Date(at).toLocaleDateString(document.documentElement.lang, { day: 'numeric', month: 'short', year: 'numeric' });

function option(one, index, act) {
  const left = one.lines.reduce((sum, line) => sum + line.left_m, 0);
  return html`<${Option} number=${index + 1} words=${one.name} sub=${t('returns.sent_on', { day: dayOf(one.done_at) })}
    side=${left > 0 ? t('returns.left', { n: left / 1000 }) : t('returns.left_none')} name=${`delivery-${one.id}`} onPress=${() => act.choose(one.id)} />`;
}

export const which = {
  ask: ({ desk }) => ({ word: t('returns.which'), why: t('returns.which_why', { order: desk.deliveries[0].order }), icon: 'ask' }),
  main: ({ desk }, act) => html`<main class="main scroll"><ol class="opts">${desk.deliveries.map((one, index) => option(one, index, act))}</ol></main>`,
  keys: (model, act) => html`<${Key} words=${t('returns.other')} hint="Escape" name="other" onPress=${() => act.clear()} />`,
  takesCharacters: () => true,
  onKey({ desk }, act, key) {
    const chosen = desk.deliveries[Number(key) - 1];
    if (chosen) act.choose(chosen.id);
    return Boolean(chosen);
  },
};
