/** The page: top bar, band, the screen's question, its keys. Drawn anew from the model at each change. */
import { Band } from '../parts/band.js';
import { Bar } from '../parts/bar.js';
import { html, still } from '../parts/html.js';
import { nameOf, screenOf } from './screens.js';
import { t } from '../../lib/i18n.js';

/** @param {{model: object, band: object|null, act: object}} props band: what is said, see drawing.js */
export function App({ model, band, act }) {
  const screen = screenOf(model);
  const { v } = screen.practised ?? model;
  return html`
    <header class="top" data-screen=${nameOf(screen)} data-ask=${v?.ask} data-practice=${screen.practised && ''}>
      <${Top} model=${model} />
      <${Band} ...${bandOf(model, screen, band)} onTap=${() => act.hush()} />
    </header>
    <${Rest} model=${model} act=${act} screen=${screen} />`;
}

const Top = still(({ model }) => {
  const { sheet, v } = screenOf(model).practised ?? model;
  const wave = sheet && { number: sheet.number, done: v.progress.done, lines: v.progress.total };
  return html`<${Bar} link=${model.link} wave=${wave} who=${model.person?.name} waiting=${model.waiting} held=${model.held.length}
    notice=${model.notice} truck=${sheet?.truck} now=${model.now} pace_ms=${model.pace_ms} />`;
});

/** What stands under the band: the screen, what follows, its keys. */
export const Rest = still(({ model, act, screen }) => html`
  ${screen.main(model, act)}
  ${screen.next?.(model, act)}
  ${screen.keys && html`<nav class="keys" aria-label=${t('pick.keys')}>${screen.keys(model, act)}</nav>`}`);

/** What the band says: an answer while it stands, else the screen's question. */
export function bandOf(model, screen, band) {
  if (band && band.tone !== 'ask') return band;
  const asked = { tone: 'ask', ...screen.ask(model) };
  if (band) return { ...band, icon: asked.icon };
  return model.isExpired && screen.next ? { ...asked, why: t('pick.signed_out') } : asked;
}
