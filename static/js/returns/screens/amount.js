/** How many of one line: typed. `typed` begins with the line's id and a colon. */
import { amount as inWords, figure, unit } from '../../pick/parts/amount.js';
import { html } from '../../pick/parts/html.js';
import { Key, Pad } from '../../pick/parts/keys.js';
import { typed as value, typing } from '../../pick/screens/amounts.js';
import { t } from '../../lib/i18n.js';
import { linesOf } from '../desk.js';

function at({ desk, typed }) {
  const [id, text = ''] = typed.split(':');
  return { line: linesOf(desk).find((line) => line.id === Number(id)), id, text };
}

function press(model, act, key) {
  const { line, id, text } = at(model);
  act.type(`${id}:${typing(text, key, line.product.whole)}`);
}

function send(model, act) {
  const { line, text } = at(model);
  if (value(text) !== null) act.put(line.id, value(text));
}

export const amount = {
  ask: (model) => ({ word: t('returns.how_many'), why: at(model).line.product.name, icon: 'ask' }),
  main(model, act) {
    const { line, text } = at(model);
    return html`<main class="main">
      <p class="typed"><b data-typed class=${text ? '' : 'none'}>${text || figure(line.qty_m)}</b><span class="of">${t('returns.of', { of: inWords(line.most_m, line.product) })}</span></p>
      <${Pad} onDigit=${(digit) => press(model, act, digit)} onRub=${() => press(model, act, 'Backspace')} rub=${t('key.rub')}
        extra=${line.product.whole ? null : '.'} onExtra=${() => press(model, act, '.')} />
    </main>`;
  },
  keys(model, act) {
    const { line, text } = at(model);
    return html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
      ${line.why && !model.desk.back && html`<${Key} words=${t('returns.other_why')} hint="F2" name="other-why" onPress=${() => act.askWhyOf(line.id)} />`}
      <${Key} words=${t('key.enter')} hint="Enter" name="enter" strong off=${value(text) === null} onPress=${() => send(model, act)} />`;
  },
  figures: /^\d{1,6}$/,
  takesCharacters: () => true,
  onKey(model, act, key) {
    const { line } = at(model);
    const figureKey = key === ',' ? '.' : key;
    if (/^[\d.]$/.test(figureKey) || key === 'Backspace') press(model, act, figureKey);
    else if (key === 'Enter') send(model, act);
    else if (key === 'F2' && line.why && !model.desk.back) act.askWhyOf(line.id);
    else return false;
    return true;
  },
};
