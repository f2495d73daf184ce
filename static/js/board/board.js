/* The board's controller: keeps the picture fresh, says politely what is new, says loudly when it is blind. */
import { load, t } from '../lib/i18n.js';
import { alarm } from './alarm.js';
import { hearAnswers, hearKeys } from './answer.js';
import { follow } from './follow.js';
import { mark, parse, swap } from './live.js';

const MINUTES_TICK_MS = 30000;
const board = document.querySelector('[data-board]');
const part = (name) => board.querySelector(`[data-${name}]`);
let lostAt = null;
let ring = () => {};

/* The counts at the right change often; only a new decision is worth a sentence. */
function announce(fresh) {
  if (!fresh.length) return;
  mark(fresh);
  ring(fresh);
  part('said').textContent = t('board.said', { n: fresh.length, first: fresh[0].dataset.words });
}

async function refresh() {
  const answer = await fetch('/board/live', { cache: 'no-store', signal: AbortSignal.timeout(8000) });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const { sections, meta } = parse(await answer.text());
  announce(swap(part('live'), { sections }));
  if (!meta) return;
  board.dataset.head = meta.dataset.head;
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
ring = alarm(part('sound'));
hearAnswers({ root: part('live'), onAnswered: () => refresh().catch(() => link(false)) });
hearKeys(part('live'));
follow({ head: Number(board.dataset.head), onChange: refresh, onLink: link });
setInterval(() => refresh().catch(() => link(false)), MINUTES_TICK_MS);
