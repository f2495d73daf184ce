/** "Show it?": laid over the walk after a short. A scan goes on with the walk, as if it were not there. */
import { Key } from '../pick/parts/keys.js';
import { html } from '../pick/parts/html.js';
import { t } from '../lib/i18n.js';

let chooser = null; // while the camera is open nothing else holds it

/* On a handheld the camera, at a desk a file. */
function choose({ photo }) {
  chooser = Object.assign(document.createElement('input'), { type: 'file', accept: 'image/*' });
  chooser.setAttribute('capture', 'environment');
  chooser.addEventListener('change', () => photo.take(chooser.files[0]));
  chooser.click();
}

export const photo = {
  ask: () => ({ word: t('photo.word'), why: t('photo.why'), icon: 'ask' }),
  main: (model) => html`<main class="main"><${Key} words=${t('photo.take')} hint="Enter" name="photo" strong big onPress=${() => choose(model)} /></main>`,
  keys: (model, act) => html`<${Key} words=${t('photo.skip')} hint="Escape" name="back" onPress=${() => act.back()} />`,
  onKey(model, act, key) {
    if (key !== 'Enter') return false;
    choose(model);
    return true;
  },
};
