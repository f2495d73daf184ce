/** A page of the office that shows the floor as it is: asked for anew at each change, and saying so when nobody answers. */
import { t } from '../lib/i18n.js';
import { follow } from './follow.js';
import { parse } from './live.js';

const MINUTES_TICK_MS = 30000;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/**
 * @param {object} options
 * @param {HTMLElement} options.page carries `data-head`, and the parts `now`, `state` and `cut`
 * @param {string} options.path where its fresh sections come from
 * @param {(sections) => void} options.take puts them in place
 * @returns {{start(): void, refresh(): Promise<void>}}
 */
export function livePage({ page, path, take }) {
  const part = (name) => page.querySelector(`[data-${name}]`);
  const link = teller(part('cut'));
  let asked = 0;
  let taken = 0;

  /* Two may ask at once, and the answer to the first may be the last to come: it is older than what stands there. */
  async function look() {
    const mine = ++asked;
    const answer = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(8000) });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const { sections, meta } = parse(await answer.text());
    if (mine < taken) return;
    taken = mine;
    take(sections);
    if (!meta) return;
    page.dataset.head = meta.dataset.head;
    part('part=now').textContent = meta.dataset.now;
    part('part=state').replaceChildren(meta.content);
  }

  const refresh = () => look().catch(() => link(false));
  return {
    refresh,
    start() {
      follow({ head: Number(page.dataset.head), onChange: look, onLink: link });
      setInterval(refresh, MINUTES_TICK_MS);
    },
  };
}

/* Since when nobody answers; said once. */
function teller(cut) {
  let lostAt = null;
  return (ok) => {
    lostAt = ok ? null : lostAt ?? new Date();
    cut.hidden = ok;
    const words = ok ? '' : t('board.cut', { since: lostAt.toLocaleTimeString(document.documentElement.lang, CLOCK) });
    if (cut.textContent !== words) cut.textContent = words;
  };
}
