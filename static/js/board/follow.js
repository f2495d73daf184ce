/* Follows the floor: the cursor is asked over HTTP, a socket only says 'there is more'. */
import { io } from '../../vendor/socket.io.js';

const POLL_DOWN_MS = 2000;
const POLL_UP_MS = 15000;

async function ask(since) {
  const answer = await fetch(`/api/v1/changes?since=${since}&room=board`, { cache: 'no-store', signal: AbortSignal.timeout(8000) });
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/**
 * Starts following from `head`. `onChange(head)` is called when the floor changed, `onLink(ok)` after each answer.
 * One question at a time: a wish that arrives meanwhile is answered by one more question.
 */
export function follow({ head, onChange, onLink }) {
  const socket = io({ transports: ['websocket'], query: { room: 'board' } });
  let cursor = head;
  let busy = false;
  let again = false;
  let timer = 0;

  async function look() {
    if (busy) { again = true; return; }
    busy = true;
    clearTimeout(timer);
    try {
      const answer = await ask(cursor);
      const moved = answer.changes.length > 0 || answer.head < cursor;
      if (moved) await onChange(answer.head);
      cursor = answer.more ? answer.changes.at(-1).seq : answer.head;
      again ||= answer.more;
      onLink(true);
    } catch { onLink(false); }
    busy = false;
    timer = setTimeout(look, again ? 0 : socket.connected ? POLL_UP_MS : POLL_DOWN_MS);
    again = false;
  }

  socket.on('connect', look);
  socket.on('disconnect', look);
  socket.on('changed', ({ seq }) => { if (seq > cursor) look(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  look();
}
