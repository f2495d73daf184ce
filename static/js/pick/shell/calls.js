/**
 * Exceptions that nobody has answered, on the handheld of whoever is a supervisor: each sounds once at each rung it
 * climbs and stands above the screen until it is seen. The last rung sounds on a handheld that is muted, too.
 *
 * A part of the page by itself, with its words from the server: a walk waits for none of it.
 */
import { caller } from '../../device/api.js';
import { play } from '../../lib/sound.js';

const EVERY_MS = 15_000;
const REMEMBERED = 200;

/**
 * What of the list is to be heard and to be shown. Pure.
 * @param {{id: number, rings: number, loud: boolean}[]} calls worst first
 * @param {Record<number, number>} heard how often each was heard here
 * @param {Record<number, number>} seen up to which time somebody said "seen"
 */
export function sorted(calls, heard, seen) {
  const fresh = calls.filter((one) => one.rings > (heard[one.id] ?? 0));
  return {
    sounds: fresh.length > 0,
    isLoud: fresh.some((one) => one.loud),
    shown: calls.filter((one) => one.rings > (seen[one.id] ?? 0)),
    heard: Object.fromEntries(calls.map((one) => [one.id, one.rings])),
  };
}

/** @param {{model, queue, token(): string|null, decide(): Promise}} ports decide: opens what is to be decided */
export function calls({ model, queue, token, decide }) {
  const call = caller({ token });
  const strip = new Strip();
  let heard = {};
  let busy = false;

  async function look() {
    const { device, blocked, person, isLocked } = model.get();
    if (!device || blocked || isLocked || !person?.roles?.includes('supervisor')) { strip.show([]); return; }
    const { status, body } = await call('GET', 'calls');
    if (status === 200) await take(body);
    else if (status === 401 || status === 403) strip.show([]);
  }

  async function take({ calls: list, words }) {
    const now = sorted(list, heard, (await queue.get('calls_seen')) ?? {});
    heard = now.heard;
    if (now.sounds) play('alarm', now.isLoud);
    const seen = (one) => see(queue, one).then(() => take({ calls: list, words }));
    strip.show(now.shown, words, { seen, decide: (one) => queue.set('decide_first', one.id).then(() => seen(one)).then(decide) });
  }

  async function turn() {
    if (busy) return;
    busy = true;
    await look().catch(() => {}); // the next turn asks again
    busy = false;
  }

  document.addEventListener('keydown', pressed);
  let who = null;
  model.onChange(() => {
    const { person, isLocked } = model.get();
    const is = isLocked || !person ? null : [person.id, ...(person.roles ?? [])].join(' ');
    if (is !== who) { who = is; turn(); }
  });
  setInterval(turn, EVERY_MS);
  turn();
}

async function see(queue, { id, rings }) {
  const rest = Object.entries((await queue.get('calls_seen')) ?? {}).filter(([key]) => key !== String(id));
  await queue.set('calls_seen', Object.fromEntries([...rest, [id, rings]].slice(-REMEMBERED)));
}

/* One at a time above the page; the next one comes when it is seen. */
class Strip {
  #node = null;
  #shown = '';

  show(list, words, does) {
    const [one] = list;
    const key = one ? JSON.stringify([one.id, one.rings, one.left, list.length]) : '';
    if (key === this.#shown) return;
    this.#shown = key;
    if (!one) { this.#node?.remove(); this.#node = null; return; }
    this.#place().replaceChildren(...drawn(one, list.length, words, does));
  }

  #place() {
    if (this.#node) return this.#node;
    dress();
    this.#node = made('section', { className: 'call', role: 'alert' });
    document.body.prepend(this.#node);
    return this.#node;
  }
}

function drawn(one, count, words, does) {
  const said = made('p', {});
  said.append(made('b', { textContent: count > 1 ? `${one.title} (${count})` : one.title }), ` ${one.words} · ${one.left}`);
  return [said, key(words.seen, 'F8', '', () => does.seen(one)), key(words.decide, 'F7', 'strong', () => does.decide(one))];
}

function pressed({ key: name }) {
  document.querySelector(`.call [aria-keyshortcuts="${name}"]`)?.click();
}

/* Pressed by hand or by the hardware key that stands for it. */
function key(words, shortcut, looks, press) {
  const made_ = made('button', { className: `key ${looks}`, type: 'button', textContent: words });
  made_.setAttribute('aria-keyshortcuts', shortcut);
  made_.addEventListener('click', () => { made_.disabled = true; press(); });
  return made_;
}

function made(name, values) {
  return Object.assign(document.createElement(name), values);
}

/* Its looks come with it. */
function dress() {
  const href = new URL('../../../css/call.css', import.meta.url).href;
  if (!document.querySelector(`link[href="${href}"]`)) document.head.append(made('link', { rel: 'stylesheet', href }));
}
