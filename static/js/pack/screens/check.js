/** Is it right? One check at a time: passed, failed, or a figure. And the order that waits on the problem shelf. */
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { Picture } from '../../pick/parts/picture.js';
import { typed } from '../../pick/screens/amounts.js';
import { Steps } from '../parts/steps.js';
import { padded } from './amounts.js';
import { say, t } from '../../lib/i18n.js';

const WHOLE = 1000; // a typed figure comes in thousandths

const wordOf = ({ check, says }) => says ?? t(`pack.question.${check}`);
const askOf = ({ v }) => (v.check.value === undefined
  ? { word: wordOf(v.check), why: v.check.product?.name ?? say(v.prompt).why, icon: 'ask' }
  : { ...say(v.prompt), icon: 'ask' });

const measured = padded({
  ask: askOf,
  of: ({ v }) => (v.check.most === null ? '' : t('pack.check.between', { least: v.check.least ?? 0, most: v.check.most })),
  isWhole: () => true,
  send: ({ typed: text }, act) => act.check('pass', { value: typed(text) / WHOLE }),
  figures: /^\d{1,5}$/,
});

const looked = {
  ask: askOf,
  main: ({ v }) => html`<main class="main">${v.check.product && html`<div class="hero"><${Picture} product=${v.check.product} />
    <p class="lead">${v.check.product.name}</p><p class="quiet">${v.check.product.sku}</p></div>`}</main>`,
  next: (model) => html`<${Steps} model=${model} />`,
  keys: ({ v }, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('key.check_fail')} hint="F4" name="check-fail" onPress=${() => act.check('fail')} />
    ${v.check.isAlone
      ? html`<${Key} words=${t('key.check_pass')} hint="Enter" name="check-pass" strong onPress=${() => act.check('pass')} />`
      : html`<${Key} words=${t('key.check_ask')} hint="Enter" name="check-ask" strong onPress=${() => act.over('why')} />`}`,
  onKey({ v }, act, key) {
    if (key === 'F4') act.check('fail');
    else if (key === 'Enter' && v.check.isAlone) act.check('pass');
    else if (key === 'Enter') act.over('why');
    else return false;
    return true;
  },
};

const of = ({ v }) => (v.check.how === 'measure' ? measured : looked);

export const check = {
  ask: (model) => of(model).ask(model),
  main: (model, act) => of(model).main(model, act),
  next: (model, act) => of(model).next(model, act),
  keys: (model, act) => (of(model) === looked ? looked.keys(model, act)
    : html`${measured.keys(model, act)}<${Key} words=${t('key.check_fail')} hint="F4" name="check-fail" onPress=${() => act.check('fail')} />`),
  takesCharacters: (model) => of(model) === measured,
  figures: measured.figures,
  onKey(model, act, key) {
    if (of(model) === looked) return looked.onKey(model, act, key);
    if (key !== 'F4') return measured.onKey(model, act, key);
    act.check('fail');
    return true;
  },
};

export const onShelf = {
  ask: ({ v }) => ({ ...say(v.prompt), icon: 'ask' }),
  main: () => html`<main class="main"></main>`,
  keys: (model, act) => html`<${Key} words=${t('key.next_tote')} hint="Enter" name="next-tote" strong onPress=${() => act.leave()} />`,
  onKey: (model, act, key) => key === 'Enter' && (act.leave(), true),
};
