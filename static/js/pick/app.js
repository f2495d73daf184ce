/** The handheld: wires the queue, the server, the scanner and the screens. One page, `/pick/`. */
import { api as makeApi } from '../device/api.js';
import { step, view } from './engine.js';
import { aside as makeAside, cardOf, needsWave } from './shell/aside.js';
import { boot } from './shell/boot.js';
import { heardWho, listRefused, settings } from './shell/device.js';
import { hello } from './shell/hello.js';
import { keepOffline } from './shell/keeper.js';
import { lens } from './shell/lens.js';
import { link as makeLink } from './shell/link.js';
import { createModel } from './shell/model.js';
import { isNobody } from './shell/nobody.js';
import { people as makePeople } from './shell/people.js';
import { scanner } from './shell/scanning.js';
import { isHere, loadRare, screenOf } from './shell/screens.js';
import { talker } from './shell/talk.js';
import { turns } from './shell/turns.js';
import { App } from './shell/view.js';
import { waves as makeWaves } from './shell/waves.js';
import { mayShow, word as makeWord } from './shell/word.js';

/** Everything that does something, built once. */
function build(model, queue) {
  let token = null;
  const setToken = (given) => { token = given; };
  const talk = talker(model);
  const api = makeApi({ token: () => token });
  const link = makeLink({ model, queue, api, talk, onMe, isOurs: (event) => event.wave === model.get().sheet?.wave, moved: 'band.wave_moved' });
  const turn = turns((text) => hearScan({ model, talk, people, input, waves, word, aside }, text));
  const waves = makeWaves({ model, queue, api, talk, turn, send: link.send, onOut: (reply) => listRefused(model, talk, reply) });
  const people = makePeople({ model, queue, api, talk, setToken, hello: hello({ model, queue, talk }), onIn: () => { link.send(); waves.list(); } });
  const { input, inTurn } = scanner({ model, queue, talk, engine: { step, view }, unknown: 'pick.unknown', whose, onUnknown, onStep });
  const word = makeWord({ model, queue, api, talk, inTurn, onMoved: () => waves.list() });
  const photos = behind({ model, queue, talk, token: () => token, onHint: word.look, decide: () => aside.open('decide'), more: () => aside.open('more') });

  function onMe(body) {
    heardWho(model, body, { waves: null });
    waves.list();
    word.look();
    tellPractice(model, queue).catch(() => {}); // the next beat asks again
  }

  /* Signed out in mid-wave: what the sheet does not know may be a badge. */
  function onUnknown(text) {
    if (!text || !model.get().isExpired) return false;
    people.badge(text);
    return true;
  }

  async function onStep({ state, verdict, facts }, before, { text }) {
    photos.after(facts);
    if (verdict.key === 'pick.unknown' && text) aside.name(text);
    if (!state.walked || before.walked) return;
    const { number } = model.get().sheet;
    await waves.leave();
    talk.words('ok', 'finish.done', { number });
  }

  const aside = makeAside({ model, queue, api, talk, send: link.send });
  const act = actions({ model, queue, talk, link, waves, people, input, word, aside, scan: turn.scan });
  return { act, link, people, setToken, takeUp: () => waves.takeUp().then(aside.takeUp), list: waves.list };
}

/* What comes behind the first load: hints, without which the beat asks too, calls, and photos, which sends older ones. */
function behind(ports) {
  let photos = null;
  import('./shell/ear.js').then(({ ear }) => ear(ports), () => {});
  import('./shell/calls.js').then(({ calls }) => calls(ports), () => {});
  import('../evidence/part.js').then(async ({ evidence }) => { photos = await evidence(ports); }).catch(() => {});
  return { after: (facts) => photos?.after(facts) };
}

/* Somebody passed the practice wave and the server has not heard so yet. */
async function tellPractice(model, queue) {
  if (await queue.get('practice_passed')) (await import('../practice/passed.js')).tell({ model, queue });
}

/* A wave's facts name it, the right it is held by and the sheet it is walked by. */
function whose({ wave, epoch, sheet }) {
  return { job: wave, wave, epoch, sheet };
}

/** What screens may ask for. */
function actions({ model, queue, talk, link, waves, people, input, word, aside, scan }) {
  return {
    ...people,
    ...settings(model, queue),
    ...lens({ model, talk, scan }),
    hush: talk.hush,
    claim: waves.claim,
    waves: waves.list,
    takeOver: waves.takeOver,
    pause: waves.pause,
    giveBack: waves.giveBack,
    helper: waves.helper,
    send: () => link.send().then(link.beat),
    seen: link.seen,
    leave: waves.leave,
    understood: word.understood,
    aside: aside.open,
    asideInput: aside.input,
    asidePad: aside.pad,
    command: (what, options) => input({ type: 'command', do: what }, options),
    quantity: (qty_m) => input({ type: 'quantity', qty_m }),
    digits: (text) => { model.set({ typed: '' }); return input({ type: 'digits', text }); },
    reason: (code) => input({ type: 'reason', reason: code }),
    type: (typed) => model.set({ typed, band: null }),
    over: (over, typed = '') => (isHere(over) ? model.set({ over, typed, band: null }) : fetchRare(talk)),
    back: () => goBack(model, input, aside),
    scan,
  };
}

/* Asked for before it came: it may come now, and the key is pressed again. */
function fetchRare(talk) {
  talk.words('warn', 'band.part_missing');
  return loadRare().catch(() => {});
}

function goBack(model, input, aside) {
  const { over, pinFor, v } = model.get();
  if (pinFor) model.set({ pinFor: null, typed: '', band: null });
  else if (over === 'aside') aside.back();
  else if (over) model.set({ over: null, typed: '', band: null });
  else if (v?.short || ['new_tote', 'digits'].includes(v?.ask)) input({ type: 'command', do: 'back' });
  else if (v?.ask === 'quantity') input({ type: 'command', do: 'undo' });
  else model.set({ band: null });
}

/** A scan goes where the handheld stands: enrolment, badge, the walk, or the wave to walk next. It says "understood". */
function hearScan({ model, talk, people, input, waves, word, aside }, text) {
  const { device, blocked, sheet, isLoading, pinFor, over } = model.get();
  if (isLoading) return undefined;
  if (blocked || !device) return people.enrol(text);
  if (pinFor || over === 'badge' || isNobody(model.get())) return people.badge(text);
  if (over === 'shift' && model.get().shift.scan(text)) return undefined;
  const part = cardOf(text);
  if (part && !(over === 'aside' && (part === 'help' || model.get().aside.inner))) return aside.open(part);
  if (over === 'aside') return aside.scan(text);
  const isAnswered = mayShow(model.get()) && !word.isFresh();
  if (isAnswered) word.understood();
  if (sheet) return input({ type: 'scan', text });
  if (isAnswered) return undefined;
  return needsWave(text) ? talk.words('warn', 'home.wave_first') : waves.claimScanned(text);
}

const model = createModel({ workers: ['picker', 'supervisor'], notice: window.isSecureContext ? null : 'no_secure' });
boot({ model, build, App, screenOf, keep: keepOffline });
loadRare().catch(() => {});
import('./shell/pictures.js').then(({ followSheets }) => followSheets(model), () => {}); // goods are drawn without
