/**
 * A socket that says "look": something changed on the wave in hand. Never needed, only quick; the beat asks anyway.
 * It speaks the few words of Socket.IO that a listener needs: its library would make the first load a seventh larger.
 */

const BREATH_MS = 1000; // our own scans are hinted at too
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * What to do with what came. Pure.
 * @param {string} text Engine.IO 4: 0 open, 2 ping; in 4 Socket.IO 5: 0 let in, 4 refused, 2 an event
 * @returns {{do: 'enter'|'pong'|'follow'|'leave'|'hear'|'nothing', room?: string}}
 */
export function understand(text) {
  if (text.startsWith('0')) return { do: 'enter' };
  if (text === '2') return { do: 'pong' };
  if (text.startsWith('40')) return { do: 'follow' };
  if (text.startsWith('44') || text.startsWith('41')) return { do: 'leave' };
  if (!text.startsWith('42[')) return { do: 'nothing' };
  const [name, said] = JSON.parse(text.slice(2));
  return name === 'changed' ? { do: 'hear', room: said?.room } : { do: 'nothing' };
}

/** @param {{model, token(): string|null, onHint(): void}} ports */
export function ear({ model, token, onHint }) {
  const hint = breathing(onHint);
  let socket = null;
  let followed = null;
  let pause = FIRST_PAUSE_MS;
  let rests = false;

  const isWanted = () => model.get().device && !model.get().blocked && token();

  function connect() {
    if (socket || rests || !isWanted()) return;
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.onmessage = ({ data }) => hear(String(data));
    socket.onclose = () => {
      [socket, followed] = [null, null];
      rests = true;
      setTimeout(() => { rests = false; connect(); }, pause * (0.5 + Math.random() / 2));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
  }

  const DOES = {
    enter: () => socket.send(`40${JSON.stringify({ token: token() })}`),
    pong: () => socket.send('3'),
    follow() { pause = FIRST_PAUSE_MS; followed = 0; follow(); hint(); },
    leave: () => socket.close(),
    hear({ room }) { if (followed && room === `wave:${followed}`) hint(); },
    nothing() {},
  };

  function hear(text) {
    const what = understand(text);
    DOES[what.do](what);
  }

  function follow() {
    const wave = model.get().sheet?.wave;
    if (!wave || followed === null || wave === followed) return;
    followed = wave;
    socket.send(`42${JSON.stringify(['follow', wave])}`);
  }

  model.onChange(() => { connect(); follow(); });
}

/* At once, and then not again within a breath; what came meanwhile counts as one. */
function breathing(run) {
  let isHeld = false;
  let again = false;
  return function hint() {
    if (isHeld) { again = true; return; }
    isHeld = true;
    run();
    setTimeout(() => { isHeld = false; if (again) { again = false; hint(); } }, BREATH_MS);
  };
}
