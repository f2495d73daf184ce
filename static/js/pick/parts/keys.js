/** Buttons. Each has a hardware key beside it; a press must never take the focus from the scan field. */
import { html } from './html.js';

/** Keeps the focus where it is; the click still comes. */
export function hold(event) {
  event.preventDefault();
}

/** @param {{words: string, hint?: string, strong?: boolean, big?: boolean, off?: boolean, name?: string, onPress: Function}} props */
export function Key({ words, hint, strong, big, small, off, name, onPress }) {
  return html`<button type="button" class=${`key ${strong ? 'strong' : ''} ${big ? 'big' : ''} ${small ? 'small' : ''}`} disabled=${off} data-key=${name}
    aria-keyshortcuts=${hint} onPointerDown=${hold} onClick=${onPress}>${words}</button>`;
}

/** A choice in a list: its number key, its words, a remark. */
export function Option({ number, words, sub, side, on, off, name, onPress }) {
  return html`<li><button type="button" class=${`opt ${on ? 'on' : ''} ${number ? '' : 'plain'}`} disabled=${off} data-key=${name}
    aria-pressed=${on === undefined ? undefined : String(on)} onPointerDown=${hold} onClick=${onPress}>
    ${number && html`<span>${number}</span>`}
    <span>${words}${sub && html`<small>${sub}</small>`}</span>
    ${side && html`<span class="side">${side}</span>`}
  </button></li>`;
}

const PAD = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** The number pad: digits, rub out, and one key the screen names. */
export function Pad({ onDigit, onRub, rub, extra, onExtra }) {
  return html`<div class="pad">
    ${PAD.map((digit) => html`<${Key} words=${digit} name=${`digit-${digit}`} onPress=${() => onDigit(digit)} />`)}
    ${extra ? html`<${Key} words=${extra} name="extra" onPress=${onExtra} />` : html`<span></span>`}
    <${Key} words="0" name="digit-0" onPress=${() => onDigit('0')} />
    <${Key} words=${rub} name="rub" small onPress=${onRub} />
  </div>`;
}
