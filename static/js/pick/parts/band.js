/** The message band: one place, one size. Blue words ask, green took it, red refused it, amber needs a person. */
import { html } from './html.js';
import { Icon } from './icons.js';

/* A code that runs over two lines is misread: nothing breaks behind the hyphens inside it. */
const unbroken = (text) => text.replace(/-(?=\w)/g, '-\u2060');

/** @param {{tone: 'ask'|'ok'|'no'|'warn', word: string, why?: string, icon?: string, onTap?: Function}} props */
export function Band({ tone, word, why, icon, onTap }) {
  return html`<div class=${`band ${tone}`} data-tone=${tone} role="status" aria-live=${tone === 'no' ? 'assertive' : 'polite'} onClick=${onTap}>
    <${Icon} name=${icon ?? (tone === 'ask' ? 'scan' : tone)} />
    <div><h1 class="word">${unbroken(word)}</h1>${why && html`<p class="why">${unbroken(why)}</p>`}</div>
  </div>`;
}
