/** The page: head, band, the screen's question, what follows, its keys. Drawn anew from the model at each change. */
import { Band } from '../../pick/parts/band.js';
import { html } from '../../pick/parts/html.js';
import { bandOf, Rest } from '../../pick/shell/view.js';
import { Head } from '../parts/head.js';
import { nameOf, screenOf } from './screens.js';

/** @param {{model: object, band: object|null, act: object}} props */
export function App({ model, band, act }) {
  const screen = screenOf(model);
  return html`
    <header class="top" data-screen=${nameOf(screen)} data-ask=${model.v?.ask} data-left=${model.v?.left}>
      <${Head} model=${model} />
      <${Band} ...${bandOf(model, screen, band)} onTap=${() => act.hush()} />
    </header>
    <${Rest} model=${model} act=${act} screen=${screen} />`;
}
