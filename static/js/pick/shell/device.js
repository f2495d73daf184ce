/** The device itself, whatever page it shows: what it remembers, who is on it, how it looks and sounds. */
import { mute } from '../../lib/sound.js';
import { askToStay } from './keeper.js';

const THEMES = ['auto', 'light', 'dark'];

/** What the device knew before it was switched off. */
export async function recall(model, queue, setToken) {
  const [device, me, loud, isLocked, theme, hand] = await Promise.all(['device', 'me', 'loud', 'locked', 'theme', 'hand'].map((key) => queue.get(key)));
  setToken(device?.token ?? null);
  mute(loud === false);
  model.set({ device: device ?? null, person: me?.person ?? null, session: me?.session ?? null, isLoud: loud !== false, isLocked: isLocked === true });
  if (theme) await setTheme(model, queue, theme);
  if (hand) await setHand(model, queue, hand);
  askToStay();
}

/** What the server says of who is signed in. Without a person, work that is open stays, and the session counts as expired. */
export function heardWho(model, { person, session, now, odoo }, nobody = {}) {
  const before = model.get();
  model.set({ offset: now - Date.now(), odoo });
  if (before.isLocked) return;
  if (person) model.set({ person, session, isExpired: false });
  else if (before.sheet) model.set({ isExpired: true });
  else if (before.person) model.set({ person: null, session: null, ...nobody });
}

/** The server refused a list: the session ended, or the network did. */
export function listRefused(model, talk, reply) {
  if (reply.status === 401 && !reply.error?.key?.startsWith('device.')) model.set({ person: null, session: null });
  else if (reply.status === 0) model.set({ link: 'off' });
  else talk.refusal(reply);
}

/** The actions every page offers behind "More". */
export function settings(model, queue) {
  return {
    sound: () => setSound(model, queue, !model.get().isLoud),
    theme: () => setTheme(model, queue, THEMES[(THEMES.indexOf(model.get().theme) + 1) % THEMES.length]),
    hand: () => setHand(model, queue, model.get().hand === 'right' ? 'left' : 'right'),
  };
}

/** A code in the address enrols, as the QR on the Devices page has it. */
export async function enrolFromAddress(model, enrol) {
  if (!location.hash.startsWith('#EN-')) return;
  const code = location.hash;
  history.replaceState(null, '', location.pathname);
  if (!model.get().device || model.get().blocked) await enrol(code);
}

async function setSound(model, queue, isLoud) {
  mute(!isLoud);
  model.set({ isLoud });
  await queue.set('loud', isLoud);
}

/* The shell is one file for all, so the theme is the device's own and set here. */
async function setTheme(model, queue, theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  model.set({ theme });
  await queue.set('theme', theme);
}

/* In the left hand the thumb reaches the left end of the keys: the strong one moves there. */
async function setHand(model, queue, hand) {
  document.documentElement.dataset.hand = hand;
  model.set({ hand });
  await queue.set('hand', hand);
}
