/** The page: top bar, band, the screen's question, its keys. Drawn anew from the model at each change. */
import { Band } from '../parts/band.js';
import { Bar } from '../parts/bar.js';
import { html } from '../parts/html.js';
import { nameOf, screenOf } from './screens.js';
import { t } from '../../lib/i18n.js';

/** @param {{model: object, act: object}} props */
export function App({ model, act }) {
  const screen = screenOf(model);
  const { sheet, v } = screen.practised ?? model;
  const wave = sheet && { number: sheet.number, done: v.progress.done, lines: v.progress.total };
  return html`
    <header class="top" data-screen=${nameOf(screen)} data-ask=${v?.ask} data-practice=${screen.practised && ''}>
      <${Bar} link=${model.link} wave=${wave} who=${model.person?.name} waiting=${model.waiting} held=${model.held.length}
        notice=${model.notice} truck=${sheet?.truck} now=${model.now} pace_ms=${model.pace_ms} />
      <${Band} ...${bandOf(model, screen)} onTap=${() => act.hush()} />
    </header>
    ${screen.main(model, act)}
    ${screen.next?.(model, act)}
    ${screen.keys && html`<nav class="keys" aria-label=${t('pick.keys')}>${screen.keys(model, act)}</nav>`}`;
}

/** What the band says: an answer while it stands, else the screen's question. */
export function bandOf(model, screen) {
  const asked = { tone: 'ask', ...screen.ask(model) };
  if (model.band) return model.band.tone === 'ask' ? { ...model.band, icon: asked.icon } : model.band;
  return model.isExpired && screen.next ? { ...asked, why: t('pick.signed_out') } : asked;
}
