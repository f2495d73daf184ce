/* The release page's controller: keeps it fresh without taking a choice or a word out of somebody's hands. */
import { follow } from '../board/follow.js';
import { parse } from '../board/live.js';
import { load, t } from '../lib/i18n.js';
import { swapSections } from './sections.js';

const MINUTES_TICK_MS = 30000;
const page = document.querySelector('[data-release]');
const part = (name) => page.querySelector(`[data-${name}]`);
let lostAt = null;

async function refresh() {
  const answer = await fetch('/release/live', { cache: 'no-store', signal: AbortSignal.timeout(8000) });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const { sections, meta } = parse(await answer.text());
  swapSections(part('live'), sections);
  if (!meta) return;
  page.dataset.head = meta.dataset.head;
  part('part=now').textContent = meta.dataset.now;
  part('part=state').replaceChildren(meta.content);
}

function link(ok) {
  if (ok) lostAt = null;
  else lostAt ??= new Date();
  const cut = part('cut');
  cut.hidden = ok;
  const since = lostAt?.toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const words = ok ? '' : t('board.cut', { since });
  if (cut.textContent !== words) cut.textContent = words;
}

await load(document.documentElement.lang);
follow({ head: Number(page.dataset.head), onChange: refresh, onLink: link });
setInterval(() => refresh().catch(() => link(false)), MINUTES_TICK_MS);
