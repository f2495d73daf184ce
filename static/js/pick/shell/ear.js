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
export function ear(ports) {
  const listener = new Ear(ports);
  ports.model.onChange(() => listener.look());
}

class Ear {
  #model;
  #token;
  #hint;
  #board;
  #socket = null;
  #followed = null; // 0 once we are let in, then the wave
  #rests = false;
  #pause = FIRST_PAUSE_MS;

  constructor({ model, token, onHint }) {
    [this.#model, this.#token, this.#hint] = [model, token, breathing(onHint)];
    this.#board = breathing(() => dispatchEvent(new Event('floor:board'))); // for who shows what all of the floor does
  }

  look() {
    const { device, blocked, sheet } = this.#model.get();
    if (!this.#socket && !this.#rests && device && !blocked && this.#token()) this.#connect();
    if (this.#followed === null || !sheet || sheet.wave === this.#followed) return;
    this.#followed = sheet.wave;
    this.#socket.send(`42${JSON.stringify(['follow', sheet.wave])}`);
  }

  #connect() {
    this.#socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
    this.#socket.onmessage = ({ data }) => this.#hear(understand(String(data)));
    this.#socket.onclose = () => this.#rest();
  }

  #rest() {
    [this.#socket, this.#followed, this.#rests] = [null, null, true];
    setTimeout(() => { this.#rests = false; this.look(); }, this.#pause * (0.5 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #hear(what) {
    if (what.do === 'enter') this.#socket.send(`40${JSON.stringify({ token: this.#token() })}`);
    else if (what.do === 'pong') this.#socket.send('3');
    else if (what.do === 'leave') this.#socket.close();
    else if (what.do === 'follow') this.#enter();
    else if (what.do === 'hear' && what.room === 'board') this.#board();
    else if (what.do === 'hear' && this.#followed && what.room === `wave:${this.#followed}`) this.#hint();
  }

  #enter() {
    [this.#pause, this.#followed] = [FIRST_PAUSE_MS, 0];
    this.look();
    this.#hint();
  }
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
