/** Which item? The goods of the order, the next one framed; the steps still to do beside them. */
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { Notes, Row } from '../parts/rows.js';
import { Steps } from '../parts/steps.js';
import { say, t } from '../../lib/i18n.js';

export const pack = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: v.ask === 'item' ? 'scan' : 'ask' }),
  /* Rows have no keys: moved nodes keep a stale style in Chromium 150, patched ones do not. */
  main: ({ v, sheet }) => html`<main class="main scroll ask-pack" tabindex="0">
    <${Notes} notes=${sheet.notes} />
    <ol class="lines">${v.rows.map((row) => html`<${Row} row=${row} />`)}</ol>
  </main>`,
  next: (model) => html`<${Steps} model=${model} />`,
  keys: ({ v }, act) => html`
    <${Key} words=${t('key.problem')} hint="F1" name="problem" onPress=${() => act.over('problem')} />
    ${mainKey(v, act)}
    <${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />`,
  takesCharacters: ({ v }) => v.keypad,
  onKey({ v }, act, key) {
    if (key === 'F1') act.over('problem');
    else if (key === 'F2') act.over('more');
    else if (key === 'F3' && v.keypad) act.over('quantity');
    else if (key === 'F4') act.command('close');
    else if (key === 'Backspace') act.command('undo');
    else if (key === 'Enter' && v.ask !== 'item') act.command(v.ask === 'close' ? 'close' : 'finish');
    else if (/^[1-9]$/.test(key) && v.keypad) act.over('quantity', key);
    else return false;
    return true;
  },
};

/* Three keys fit a glove: while a count may be typed, a full box is closed by F4, its card, or behind Problem. */
function mainKey(v, act) {
  if (v.keypad) return html`<${Key} words=${t('key.count')} hint="F3" name="count" onPress=${() => act.over('quantity')} />`;
  if (v.ask === 'finish') return html`<${Key} words=${t('key.finish_order')} hint="Enter" name="finish" strong onPress=${() => act.command('finish')} />`;
  const isAsked = v.ask === 'close';
  return html`<${Key} words=${t('key.close_box')} hint=${isAsked ? 'Enter' : 'F4'} name="close" strong=${isAsked} off=${!v.can.close} onPress=${() => act.command('close')} />`;
}
