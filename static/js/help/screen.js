/** The screen of help: what is asked for, who was called and who comes. */
import { html } from '../pick/parts/html.js';
import { Key } from '../pick/parts/keys.js';
import { t } from '../lib/i18n.js';

function asked({ aside: { words, open, isCut } }) {
  if (!words || isCut) return { tone: 'warn', word: t('home.offline'), why: t('menu.not_here') };
  if (!open) return { word: words.word, why: words.why, icon: 'ask' };
  return { word: open.comes ? words.comes.replace('{name}', open.comes) : words.called, why: words.waits, icon: 'hold' };
}

const call = (act, type) => act.asideInput({ type });

export const screen = {
  name: 'help',
  ask: asked,
  main: ({ aside: { asked: now, words, open, desk } }) => html`<main class="main scroll" data-help=${open ? open.number : 'none'}>
    ${now && html`<p class="lead"><b>${now[0]}</b></p><p class="quiet">${now[1]}</p>`}
    ${words && open && html`<p class="lead"><b>${open.number}</b> · ${open.age}</p>`}
    ${words && open?.place && html`<p class="lead">${words.stands.replace('{place}', open.place)}</p>`}
    ${words && !open?.place && !desk && html`<p class="quiet">${words.scan}</p>`}
  </main>`,
  keys: ({ aside: { words, open } }, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    ${words && open && html`<${Key} words=${words.key_again} hint="F2" name="again" onPress=${() => call(act, 'call')} />`}
    ${words && html`<${Key} words=${open ? words.key_over : words.key_call} hint="Enter" name=${open ? 'over' : 'call'} strong onPress=${() => call(act, open ? 'over' : 'call')} />`}`,
  onKey({ aside: { words, open } }, act, key) {
    if (!words || (key !== 'Enter' && !(key === 'F2' && open))) return false;
    call(act, key === 'Enter' && open ? 'over' : 'call');
    return true;
  },
};
