/** A tote that is not where it should be: whoever is free looks for it and brings it. */
import { html } from '../../pick/parts/html.js';
import { Option } from '../../pick/parts/keys.js';
import { back } from '../../pick/screens/menus.js';
import { t } from '../../lib/i18n.js';

const SHOWN = 9;

/* The totes that wait for a bench, the most urgent first. */
const rowsOf = ({ bench }) => (bench ?? []).flatMap((one) => one.totes.map((tote) => ({ tote, order: one.order ?? one.name }))).slice(0, SHOWN);

function stateOf({ state, who, reason, at }) {
  if (state === 'refused') return t('fetch.refused', { why: t(`task.why_not.${reason}`) });
  if (state === 'done' && at) return t('find.found', { who: who ?? '', at });
  return t(`fetch.state.${state}`, { who: who ?? '' });
}

export const findTote = {
  ask: () => ({ word: t('find.word'), why: t('find.why'), icon: 'ask' }),
  main: (model, act) => html`<main class="main scroll" tabindex="0">
    ${model.finds?.length > 0 && html`<section class="group" aria-labelledby="finds-title"><h2 id="finds-title">${t('fetch.asked')}</h2>
      <ol class="opts">${model.finds.map((one) => html`<li class="opt plain" data-find=${one.tote}><span>${one.tote}<small>${stateOf(one)}</small></span></li>`)}</ol></section>`}
    <ol class="opts">${rowsOf(model).map(({ tote, order }, index) => html`<${Option} number=${index + 1} name=${`find-${tote}`} words=${tote} sub=${order} onPress=${() => act.findTote(tote)} />`)}</ol>
    ${rowsOf(model).length === 0 && html`<p class="quiet">${t('find.none')}</p>`}
  </main>`,
  keys: (model, act) => back(act),
  takesCharacters: () => true,
  onKey(model, act, key) {
    const chosen = /^[1-9]$/.test(key) && rowsOf(model)[Number(key) - 1];
    if (chosen) act.findTote(chosen.tote);
    return Boolean(chosen);
  },
};
