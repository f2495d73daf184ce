/** Which carrier? Asked before anything is packed, where the order has none: Enter takes the one of the rule. */
import { html } from '../../pick/parts/html.js';
import { Key, Option } from '../../pick/parts/keys.js';
import { t } from '../../lib/i18n.js';

const SHOWN = 9;
const shownOf = ({ sheet }) => sheet.carrier_ask.choices.slice(0, SHOWN);
const none = (act) => act.problem('CK-CARRIER');

export const carrier = {
  ask: ({ sheet: { carrier_ask: { proposed }, order } }) => ({ word: t('pack.carrier.word'), icon: 'ask',
    why: proposed ? t('pack.carrier.by_rule', { carrier: proposed, order }) : t('pack.carrier.no_rule', { order }) }),
  main: (model, act) => html`<main class="main scroll" tabindex="0"><ol class="opts">
    ${shownOf(model).map((name, index) => html`<${Option} number=${index + 1} words=${name} name=${`carrier-${index + 1}`} on=${name === model.sheet.carrier_ask.proposed}
      onPress=${() => act.chooseCarrier(name)} />`)}
  </ol></main>`,
  keys: ({ sheet: { carrier_ask: { proposed } } }, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />
    <${Key} words=${t('pack.carrier.none')} hint="F4" name="no-carrier" onPress=${() => none(act)} />
    <${Key} words=${proposed ?? t('key.enter')} hint="Enter" name="enter" strong off=${!proposed} onPress=${() => act.chooseCarrier(proposed)} />`,
  takesCharacters: () => true,
  onKey(model, act, key) {
    const { proposed } = model.sheet.carrier_ask;
    const chosen = /^[1-9]$/.test(key) && shownOf(model)[Number(key) - 1];
    if (chosen) act.chooseCarrier(chosen);
    else if (key === 'Enter' && proposed) act.chooseCarrier(proposed);
    else if (key === 'F4') none(act);
    else return false;
    return true;
  },
};
