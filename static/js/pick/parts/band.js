/** The message band: one place, one size. Blue words ask, green took it, red refused it, amber needs a person. */
import { html } from './html.js';
import { Icon } from './icons.js';

/* A code that runs over two lines is misread: nothing breaks behind the hyphens inside it. */
const unbroken = (text) => text.replace(/-(?=\w)/g, '-\u2060');

/* A handheld's band is 80 px high, its line 236 px wide: per size the characters of a line and its height, headline and below. */
const SIZES = [['', 19, 24.2, 29, 18], ['long', 21, 21, 31, 16.1], ['longest', 25, 18.7, 35, 14.3]];
const lines = (text, most) => Math.ceil(text.length / most);
const sizeOf = (word, why) => (SIZES.find(([, w, high, b, low]) => lines(word, w) * high + lines(why, b) * low <= 80) ?? SIZES.at(-1))[0];

/** @param {{tone: 'ask'|'ok'|'no'|'warn', word: string, why?: string, icon?: string, onTap?: Function}} props */
export function Band({ tone, word, why, icon, onTap }) {
  return html`<div class=${`band ${tone} ${sizeOf(word, why || '')}`} data-tone=${tone} role="status" aria-live=${tone === 'no' ? 'assertive' : 'polite'} onClick=${onTap}>
    <${Icon} name=${icon ?? (tone === 'ask' ? 'scan' : tone)} />
    <div><h1 class="word">${unbroken(word)}</h1>${why && html`<p class="why">${unbroken(why)}</p>`}</div>
  </div>`;
}
