/** Where does it go? What the address lacks, entered field by field, by whoever may; Escape leaves it for the exception. */
import { html } from '../../pick/parts/html.js';
import { Key } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';

const LONGEST = 120;
const wordOf = ({ name }) => t(`pack.address.field.${name}`);
const askedOf = ({ address }) => address.fields[address.at];
const isLast = ({ address }) => address.at === address.fields.length - 1;
const mayGo = ({ address, typed }) => !askedOf({ address }).missing || typed.trim().length > 0;

function Field({ field, model, act, index }) {
  const { address, typed } = model;
  const isNow = index === address.at;
  const value = isNow ? typed : address.given[field.name] ?? '';
  return html`<li class=${`opt plain ${isNow ? 'on' : ''}`} data-field=${field.name} onClick=${() => act.addressAt(index)}>
    <span>${value || (field.missing ? t('pack.address.missing') : t('pack.address.none'))}<small>${wordOf(field)}</small></span></li>`;
}

export const address = {
  ask: (model) => ({ word: wordOf(askedOf(model)), why: t('pack.address.why', { order: model.sheet.order, name: model.sheet.ship_to?.name ?? '' }), icon: 'ask' }),
  main: (model, act) => html`<main class="main scroll" tabindex="0">
    <p class="typed words"><b data-typed class=${model.typed ? '' : 'none'}>${model.typed || t('pack.address.type')}</b></p>
    <ol class="opts">${model.address.fields.map((field, index) => html`<${Field} field=${field} index=${index} model=${model} act=${act} />`)}</ol></main>`,
  keys: (model, act) => html`<${Key} words=${t('pack.address.later')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t(isLast(model) ? 'pack.address.go' : 'pack.address.next')} hint="Enter" name="enter" strong off=${!mayGo(model)} onPress=${() => act.address(model.typed)} />`,
  figures: /^[\p{L}\p{N} .,/'’-]{1,120}$/u,
  takesCharacters: () => true,
  onKey(model, act, key) {
    const { typed } = model;
    if (key === 'Enter') mayGo(model) && act.address(typed);
    else if (key === 'ArrowUp' || key === 'ArrowDown') act.addressAt(model.address.at + (key === 'ArrowUp' ? -1 : 1));
    else if (key === 'Backspace') act.type(typed.slice(0, -1));
    else if ([...key].length === 1 && typed.length < LONGEST) act.type(typed + key);
    else return false;
    return true;
  },
};
