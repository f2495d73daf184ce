/** The page: head, band, the screen's question, what follows, its keys. Drawn anew from the model at each change. */
import { Band } from '../../pick/parts/band.js';
import { html } from '../../pick/parts/html.js';
import { bandOf } from '../../pick/shell/view.js';
import { Head } from '../parts/head.js';
import { nameOf, screenOf } from './screens.js';
import { t } from '../../lib/i18n.js';

/** @param {{model: object, act: object}} props */
export function App({ model, act }) {
  const screen = screenOf(model);
  return html`
    <header class="top" data-screen=${nameOf(screen)} data-ask=${model.v?.ask} data-left=${model.v?.left}>
      <${Head} model=${model} />
      <${Band} ...${bandOf(model, screen)} onTap=${() => act.hush()} />
    </header>
    ${screen.main(model, act)}
    ${screen.next?.(model, act)}
    ${screen.keys && html`<nav class="keys" aria-label=${t('pick.keys')}>${screen.keys(model, act)}</nav>`}`;
}
