/** What next: my wave to go on with, or the open ones; the largest key gets work. */
import { html } from '../parts/html.js';
import { remaining } from '../parts/bar.js';
import { Key, Option } from '../parts/keys.js';
import { Notice } from '../parts/notice.js';
import { leads, walks } from '../shell/nobody.js';
import { t } from '../../lib/i18n.js';

const SHOWN = 8;

/** '1 line', '3 lines'. */
export const many = (n, one) => t(n === 1 ? `unit.${one}` : `unit.${one}s`, { n });

function waveRow(wave, index, now, act) {
  const minutes = wave.cutoff_at ? remaining(Math.floor((wave.cutoff_at - now) / 60000)) : '';
  const size = t('home.wave_row', { lines: many(wave.lines, 'line'), totes: many(wave.totes, 'tote') });
  const sub = [wave.given && t('home.for_me'), size, wave.zones?.join('\u00a0')].filter(Boolean).join(' · ');
  return html`<${Option} number=${index + 1} words=${wave.number} sub=${sub} side=${`${wave.carrier ?? ''} ${minutes}`.trim()}
    name=${`wave-${wave.id}`} onPress=${() => act.claim(wave.id)} />`;
}

/* On another handheld: taking it here ends that one's right, and its totes are looked through first. */
const goOn = (mine, act) => (mine.elsewhere ? act.takeOver(mine.id) : act.claim(mine.id));

function resume(mine, act) {
  if (mine.elsewhere) {
    return html`<${Key} big strong words=${t('home.take_here', { number: mine.number })} hint="Enter" name="take-over" onPress=${() => goOn(mine, act)} />
      <p class="quiet">${t('home.elsewhere')}</p>`;
  }
  return html`<${Key} big strong words=${t('home.resume', { number: mine.number })} hint="Enter" name="resume" onPress=${() => act.claim(mine.id)} />
    <p class="quiet">${t('home.lines', mine)}</p>`;
}

function offer({ open }, now, act) {
  if (!open.length) return html`<div class="hero"><p class="lead"><b>${t('home.none')}</b></p><p class="quiet">${t('home.none_why')}</p></div>`;
  return html`<${Key} big strong words=${t('home.get')} hint="Enter" name="get-work" onPress=${() => act.claim(open[0].id)} />
    <p class="quiet">${t('home.scan')}</p>
    <section class="group" aria-labelledby="open-title"><h2 id="open-title">${t('home.open')}</h2>
      <ol class="opts">${open.slice(0, SHOWN).map((wave, index) => waveRow(wave, index, now, act))}</ol></section>`;
}

const decide = (act, big) => html`<${Key} big=${big} strong=${big} words=${t('more.decide')} hint="F3" name="decide" onPress=${() => act.aside('decide')} />`;

const practise = (act) => html`<${Key} words=${t('home.practice')} hint="F4" name="practice" onPress=${() => act.aside('practice')} />`;

export const home = {
  ask: ({ person, link, waves }) => (link === 'on' || waves
    ? { word: t('home.word'), why: t('home.hello', { name: person.name }), icon: 'ask' }
    : { tone: 'warn', word: t('home.offline'), why: t('home.offline_why') }),
  main: ({ person, waves, link, now, notice, odoo, waiting, trouble }, act) => html`<main class="main scroll">
    <${Notice} notice=${notice} />
    ${leads(person) && decide(act, !walks(person))}
    ${walks(person) && waves && (waves.mine ? resume(waves.mine, act) : offer(waves, now, act))}
    ${!waves && link === 'off' && practise(act)}
    ${waiting > 0 && trouble && html`<p class="quiet">${trouble.text} ${trouble.safe}</p>`}
    ${odoo && html`<p class="quiet">${odoo}</p>`}
  </main>`,
  keys: ({ person, waves }, act) => html`
    ${!waves && html`<${Key} words=${t('key.try_again')} hint="Enter" name="again" onPress=${() => act.waves()} />`}
    ${waves?.tasks > 0 && html`<${Key} words=${t('home.tasks', { n: waves.tasks })} hint=${leads(person) ? 'F1' : 'F3'} name="tasks" onPress=${() => act.aside('tasks')} />`}
    ${waves && !waves.mine && walks(person) && practise(act)}
    <${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />`,
  takesCharacters: () => true,
  onKey({ person, waves }, act, key) {
    const open = waves?.mine ? [] : waves?.open ?? [];
    if (key === 'F2') act.over('more');
    else if (key === 'F3') act.aside(leads(person) ? 'decide' : 'tasks');
    else if (key === 'F1' && leads(person)) act.aside('tasks');
    else if (key === 'F4') act.aside('practice');
    else if (key === 'Enter' && !waves) act.waves();
    else if (key === 'Enter' && waves.mine) goOn(waves.mine, act);
    else if (key === 'Enter' && open[0]) act.claim(open[0].id);
    else if (/^[1-8]$/.test(key) && open[Number(key) - 1]) act.claim(open[Number(key) - 1].id);
    else return false;
    return true;
  },
};
