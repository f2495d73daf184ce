/** One exception on a supervisor's handheld: how bad, what, what it reaches, three answers. Every key is a hardware key too. */
import { html } from '../pick/parts/html.js';
import { Icon } from '../pick/parts/icons.js';
import { Key, Option } from '../pick/parts/keys.js';
import { t } from '../lib/i18n.js';
import { current, rest, shown } from './engine.js';

/** A sentence of the server with its gaps filled. */
export const filled = (text, args) => text.replace(/\{(\w+)\}/g, (whole, name) => String(args[name] ?? whole));

const nowOf = ({ aside: { state, words, at, isCut } }) => ({ state, words, at, isCut, one: current(state) });

function asked(model) {
  const { state, words, one, isCut, at } = nowOf(model);
  if (!words) return { tone: 'warn', word: t('home.offline'), why: t('menu.not_here') };
  if (state.sent) return state.sent.isUnsure ? { tone: 'warn', word: words.unsure, why: words.unsure_why } : { word: words.sending, why: state.sent.words, icon: 'hold' };
  if (isCut) return { tone: 'warn', word: t('home.offline'), why: filled(words.as_of, { at }) };
  if (!one) return { word: words.calm, why: words.calm_why, icon: 'ok' };
  if (state.mode === 'place') return { word: filled(words.bin, { place: state.place }), why: words.bin_why, icon: 'scan' };
  if (state.mode === 'why') return { word: words.why, why: filled(words.why_why, state.answer), icon: 'ask' };
  if (state.mode === 'more') return { word: words.more, why: one.takes_place ? words.more_why : '', icon: 'ask' };
  return { word: one.what, why: one.detail, icon: 'ask' };
}

function choices({ state, one }, act) {
  const say = (answer) => act.asideInput({ type: 'answer', answer });
  if (state.mode === 'why') return state.answer.reasons.map(([code, words]) => ({ name: `reason-${code}`, words, go: () => act.asideInput({ type: 'reason', code }) }));
  const list = state.mode === 'more' ? rest(one) : shown(one);
  return list.map((answer) => ({ name: `answer-${answer.answer}`, words: answer.words, sub: answer.cost, go: () => say(answer) }));
}

const isOff = ({ isCut, state }) => isCut || state.sent !== null;

function drawn(now, act) {
  const { state, one, words } = now;
  const { minutes, figure, unit } = one.left;
  return html`
    <div class="clock" data-case=${one.id} data-severity=${one.severity}>
      <p class="left">${minutes === null ? html`<b>–</b> ${words.no_clock}` : html`<b>${figure}</b> ${unit}`}</p>
      <p><b class="grade">${one.grade}</b>${one.reach && html` · ${one.reach}`}<small>${one.number} · ${one.owner} · ${one.age_text}</small></p>
    </div>
    ${state.mode !== 'place' && html`<ol class=${`opts answers ${state.mode}`}>${choices(now, act).map((choice, index) => html`<${Option} number=${index < 9 ? index + 1 : ''}
      ...${choice} on=${state.mode === 'one' ? index === 0 : undefined} off=${isOff(now)} onPress=${choice.go} />`)}</ol>
    ${state.mode === 'one' && one.takes_place && html`<p class="quiet small">${words.place}</p>`}`}`;
}

function pressed(model, act, key) {
  const now = nowOf(model);
  const { state, one } = now;
  if (!one || isOff(now)) return false;
  const number = /^[1-9]$/.test(key) ? Number(key) : key === 'Enter' && state.mode === 'one' ? 1 : 0;
  const choice = state.mode !== 'place' && choices(now, act)[number - 1];
  if (key === 'Enter' && state.mode === 'place') act.asideInput({ type: 'sure' });
  else if (key === 'F3') act.asideInput({ type: 'next' });
  else if (key === 'F2') act.asideInput({ type: 'more' });
  else if (choice) choice.go();
  else return false;
  return true;
}

function keys(model, act) {
  const { state, words, one } = nowOf(model);
  const isOne = one && state.mode === 'one';
  return html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    ${isOne && rest(one).length > 0 && html`<${Key} words=${words.key_more} hint="F2" name="more-answers" onPress=${() => act.asideInput({ type: 'more' })} />`}
    ${isOne && state.cases.length > 1 && html`<${Key} words=${filled(words.key_next, { n: state.cases.length - 1 })} hint="F3" name="next" onPress=${() => act.asideInput({ type: 'next' })} />`}
    ${one && state.mode === 'place' && html`<${Key} words=${words.sure} hint="Enter" name="sure" strong off=${isOff(nowOf(model))} onPress=${() => act.asideInput({ type: 'sure' })} />`}`;
}

export const screen = {
  name: 'decide',
  ask: asked,
  main: (model, act) => {
    dress();
    const now = nowOf(model);
    return html`<main class="main scroll decide">${now.one && now.words ? drawn(now, act) : html`<div class="hero"><${Icon} name="ok" /></div>`}</main>`;
  },
  keys,
  takesCharacters: () => true,
  onKey: pressed,
};

/* Its looks come with it. */
function dress() {
  const href = new URL('../../css/decide.css', import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
}
