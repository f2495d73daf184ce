/** The handheld: wires the queue, the server, the scanner and the screens. One page, `/pick/`. */
import { api as makeApi } from '../device/api.js';
import { open } from '../device/queue.js';
import { load, t } from '../lib/i18n.js';
import { mute } from '../lib/sound.js';
import { html, render } from './parts/html.js';
import { ear } from './shell/ear.js';
import { hearKeys } from './shell/keys.js';
import { askToStay, keepAwake, keepOffline } from './shell/keeper.js';
import { link as makeLink } from './shell/link.js';
import { createModel } from './shell/model.js';
import { people as makePeople } from './shell/people.js';
import { scanner } from './shell/scanning.js';
import { screenOf } from './shell/screens.js';
import { talker } from './shell/talk.js';
import { App } from './shell/view.js';
import { waves as makeWaves } from './shell/waves.js';
import { mayShow, word as makeWord } from './shell/word.js';

const TICK_MS = 10_000;
const THEMES = ['auto', 'light', 'dark'];
const isDemo = document.documentElement.dataset.demo === 'true';

/** Everything that does something, built once. */
function build(model, queue) {
  let token = null;
  const setToken = (given) => { token = given; };
  const talk = talker(model);
  const api = makeApi({ token: () => token });
  const link = makeLink({ model, queue, api, talk, onMe });
  const waves = makeWaves({ model, queue, api, talk, send: link.send, onOut: (reply) => listRefused(model, talk, reply) });
  const people = makePeople({ model, queue, api, talk, setToken, onIn: () => { link.send(); waves.list(); } });
  const { input, inTurn } = scanner({ model, queue, talk, onUnknown, onWalked });
  const word = makeWord({ model, queue, api, inTurn, onMoved: () => waves.list() });
  ear({ model, token: () => token, onHint: word.look });

  function onMe({ person, session, now }) {
    const before = model.get();
    model.set({ offset: now - Date.now() });
    waves.list();
    word.look();
    if (before.isLocked) return;
    if (person) model.set({ person, session, isExpired: false });
    else if (before.sheet) model.set({ isExpired: true });
    else if (before.person) model.set({ person: null, session: null, waves: null });
  }

  /* Signed out in mid-wave: what the sheet does not know may be a badge. */
  function onUnknown(text) {
    if (!text || !model.get().isExpired) return false;
    people.badge(text);
    return true;
  }

  async function onWalked() {
    const { number } = model.get().sheet;
    await waves.leave();
    talk.words('ok', 'finish.done', { number });
  }

  return { api, talk, link, waves, people, input, setToken, act: actions({ model, queue, talk, link, waves, people, input, word }) };
}

/* A list refused: the session ended, or the network did. */
function listRefused(model, talk, reply) {
  if (reply.status === 401 && !reply.error?.key?.startsWith('device.')) model.set({ person: null, session: null });
  else if (reply.status === 0) model.set({ link: 'off' });
  else talk.refusal(reply);
}

/** What screens may ask for. */
function actions({ model, queue, talk, link, waves, people, input, word }) {
  return {
    ...people,
    hush: talk.hush,
    claim: waves.claim,
    waves: waves.list,
    send: () => link.send().then(link.beat),
    seen: link.seen,
    leave: waves.leave,
    understood: word.understood,
    command: (what, options) => input({ type: 'command', do: what }, options),
    quantity: (qty_m) => input({ type: 'quantity', qty_m }),
    reason: (code) => input({ type: 'reason', reason: code }),
    type: (typed) => model.set({ typed, band: null }),
    over: (over, typed = '') => model.set({ over, typed, band: null }),
    back: () => goBack(model, input),
    sound: () => setSound(model, queue, !model.get().isLoud),
    theme: () => setTheme(model, queue, THEMES[(THEMES.indexOf(model.get().theme) + 1) % THEMES.length]),
    scan: (text) => hearScan({ model, talk, people, input, word }, text),
  };
}

function goBack(model, input) {
  const { over, pinFor, v } = model.get();
  if (pinFor) model.set({ pinFor: null, typed: '', band: null });
  else if (over) model.set({ over: null, typed: '', band: null });
  else if (v?.short) input({ type: 'command', do: 'back' });
  else if (v?.ask === 'quantity') input({ type: 'command', do: 'undo' });
  else model.set({ band: null });
}

async function setSound(model, queue, isLoud) {
  mute(!isLoud);
  model.set({ isLoud });
  await queue.set('loud', isLoud);
}

/* The shell is one file for all, so the theme is the handheld's own and set here. */
async function setTheme(model, queue, theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  model.set({ theme });
  await queue.set('theme', theme);
}

/** A scan goes where the handheld stands: enrolment, badge, or the walk. It says "understood" on its way. */
function hearScan({ model, talk, people, input, word }, text) {
  const { device, blocked, person, sheet, isLocked, isLoading, pinFor, over } = model.get();
  if (isLoading) return undefined;
  if (blocked || !device) return people.enrol(text);
  if (pinFor || isLocked || over === 'badge' || (!person && !sheet)) return people.badge(text);
  const isAnswered = mayShow(model.get()) && !word.isFresh();
  if (isAnswered) word.understood();
  if (sheet) return input({ type: 'scan', text });
  if (isAnswered) return undefined;
  return talk.words('no', 'band.not_here', { text });
}

async function boot() {
  const model = createModel();
  await load(document.documentElement.lang);
  const queue = await open({ onLost: () => location.reload() });
  const floor = build(model, queue);
  const root = document.getElementById('app');
  const look = keepAwake(() => Boolean(model.get().sheet));
  const update = await keepOffline(() => model.get().waiting === 0 && !model.get().sheet);
  root.replaceChildren();
  model.onChange((now) => {
    root.classList.toggle('bare', !screenOf(now).next);
    render(html`<${App} model=${now} act=${floor.act} />`, root);
  });
  await restore(model, queue, floor);
  hearKeys({ model, act: floor.act });
  if (isDemo) window.dispatchEvent(new CustomEvent('floor:model', { detail: model }));
  setInterval(() => { model.set({ now: Date.now() + model.get().offset }); look(); update(); }, TICK_MS);
  await floor.link.begin();
  await enrolFromAddress(model, floor);
  await floor.waves.list();
}

async function restore(model, queue, floor) {
  const [device, me, loud, isLocked] = await Promise.all(['device', 'me', 'loud', 'locked'].map((key) => queue.get(key)));
  floor.setToken(device?.token ?? null);
  mute(loud === false);
  model.set({ device: device ?? null, person: me?.person ?? null, session: me?.session ?? null, isLoud: loud !== false, isLocked: isLocked === true });
  model.set({ notice: window.isSecureContext ? null : 'no_secure' });
  const theme = await queue.get('theme');
  if (theme) await setTheme(model, queue, theme);
  await floor.waves.takeUp();
  model.set({ isLoading: false });
  askToStay();
}

async function enrolFromAddress(model, floor) {
  if (!location.hash.startsWith('#EN-')) return;
  const code = location.hash;
  history.replaceState(null, '', location.pathname);
  if (!model.get().device || model.get().blocked) await floor.people.enrol(code);
}

/* Better a page that says so than one that starts for ever. */
boot().catch((problem) => {
  const word = document.querySelector('.band .word');
  if (word) word.textContent = t('pick.stuck');
  throw problem;
});
