/** The page: top bar, band, the question, its keys, and beside them what is on the desk. Drawn anew at each change. */
import { Band } from '../pick/parts/band.js';
import { Bar } from '../pick/parts/bar.js';
import { html } from '../pick/parts/html.js';
import { bandOf, Rest } from '../pick/shell/view.js';
import { t } from '../lib/i18n.js';
import { nameOf, screenOf } from './screens.js';

/** @param {{model: object, band: object|null, act: object}} props */
export function App({ model, band, act }) {
  const screen = screenOf(model);
  return html`
    <header class="top" data-screen=${nameOf(screen)}>
      <${Bar} link=${model.link} wave=${null} who=${whoAt(model)} waiting=${model.waiting} held=${model.held.length} notice=${model.notice} now=${model.now} />
      <${Band} ...${bandOf(model, screen, band)} onTap=${() => act.hush()} />
    </header>
    <${Rest} model=${model} act=${act} screen=${screen} />`;
}

function whoAt({ person, device }) {
  return person && device ? t('returns.who', { name: person.name, desk: device.name }) : null;
}
