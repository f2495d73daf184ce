/** The camera's picture over the question; what it reads goes the way of every scan, and the question comes back. */
import { html } from '../parts/html.js';
import { Key } from '../parts/keys.js';
import { t } from '../../lib/i18n.js';

export const camera = {
  ask: () => ({ word: t('camera.word'), why: t('camera.why'), icon: 'scan' }),
  main: (model, act) => html`<main class="main"><video class="camera" muted playsinline aria-label=${t('camera.word')} ref=${act.lens}></video></main>`,
  keys: (model, act) => html`<${Key} words=${t('camera.stop')} hint="Escape" name="back" onPress=${() => act.back()} />`,
};
