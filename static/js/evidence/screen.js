/** "Show it?": laid over the walk after a short. A scan goes on with the walk, as if it were not there. */
import { Key } from '../pick/parts/keys.js';
import { html } from '../pick/parts/html.js';
import { t } from '../lib/i18n.js';
import { choose } from './choose.js';

export const photo = {
  ask: () => ({ word: t('photo.word'), why: t('photo.why'), icon: 'ask' }),
  main: (model) => html`<main class="main"><${Key} words=${t('photo.take')} hint="Enter" name="photo" strong big onPress=${() => choose(model.photo.take)} /></main>`,
  keys: (model, act) => html`<${Key} words=${t('photo.skip')} hint="Escape" name="back" onPress=${() => act.back()} />`,
  onKey(model, act, key) {
    if (key !== 'Enter') return false;
    choose(model.photo.take);
    return true;
  },
};
