/* The board's controller: keeps the picture fresh, says politely what is new, says loudly when it is blind. */
import { load, t } from '../lib/i18n.js';
import { alarm } from './alarm.js';
import { hearAnswers, hearKeys } from './answer.js';
import { mark, swap } from './live.js';
import { livePage } from './page.js';

const board = document.querySelector('[data-board]');
const part = (name) => board.querySelector(`[data-${name}]`);
let ring = () => {};

/* The counts at the right change often; only a new decision is worth a sentence. */
function announce(fresh) {
  if (!fresh.length) return;
  mark(fresh);
  ring(fresh);
  part('said').textContent = t('board.said', { n: fresh.length, first: fresh[0].dataset.words });
}

const shown = livePage({ page: board, path: '/board/live', take: (sections) => announce(swap(part('live'), sections)) });
hearAnswers({ root: part('live'), onAnswered: shown.refresh }); // before the words are here: an answer given at once would leave the board
hearKeys(part('live'));
await load(document.documentElement.lang);
ring = alarm(part('sound'));
shown.start();
