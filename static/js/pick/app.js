/** The handheld: wires the queue, the server, the scanner and the screens. One page, `/pick/`. */
import { api as makeApi } from '../device/api.js';
import { step, view } from './engine.js';
import { boot } from './shell/boot.js';
import { heardWho, listRefused, settings } from './shell/device.js';
import { keepOffline } from './shell/keeper.js';
import { codesFor } from './shell/codes.js';
import { link as makeLink } from './shell/link.js';
import { createModel } from './shell/model.js';
import { people as makePeople } from './shell/people.js';
import { scanner } from './shell/scanning.js';
import { screenOf } from './shell/screens.js';
import { talker } from './shell/talk.js';
import { App } from './shell/view.js';
import { waves as makeWaves } from './shell/waves.js';

/** Everything that does something, built once. */
function build(model, queue) {
  let token = null;
  const setToken = (given) => { token = given; };
  const talk = talker(model);
  const api = makeApi({ token: () => token });
  const isOurs = (event) => event.wave === model.get().sheet?.wave;
  const link = makeLink({ model, queue, api, talk, onMe, isOurs, moved: 'band.wave_moved' });
  const waves = makeWaves({ model, queue, api, talk, send: link.send, onOut: (reply) => listRefused(model, talk, reply) });
  const people = makePeople({ model, queue, api, talk, setToken, onIn: () => { link.send(); waves.list(); } });
  const engine = { step, view };
  const input = scanner({ model, queue, talk, engine, unknown: 'pick.unknown', whose, onUnknown, onStep });

  function onMe(body) {
    heardWho(model, body, { waves: null });
    waves.list();
  }

  /* Signed out in mid-wave: what the sheet does not know may be a badge. */
  function onUnknown(text) {
    if (!text || !model.get().isExpired) return false;
    people.badge(text);
    return true;
  }

  async function onStep({ state }, before) {
    if (!state.walked || before.walked) return;
    const { number } = model.get().sheet;
    await waves.leave();
    talk.words('ok', 'finish.done', { number });
  }

  const act = actions({ model, queue, talk, link, waves, people, input });
  return { act, link, people, setToken, takeUp: waves.takeUp, list: waves.list };
}

/* A wave's facts name it, the right it is held by and the sheet it is walked by. */
function whose({ wave, epoch, sheet }) {
  return { job: wave, wave, epoch, sheet };
}

/** What screens may ask for. */
function actions({ model, queue, talk, link, waves, people, input }) {
  return {
    ...people,
    ...settings(model, queue),
    hush: talk.hush,
    claim: waves.claim,
    waves: waves.list,
    send: () => link.send().then(link.beat),
    seen: link.seen,
    leave: waves.leave,
    command: (what, options) => input({ type: 'command', do: what }, options),
    quantity: (qty_m) => input({ type: 'quantity', qty_m }),
    reason: (code) => input({ type: 'reason', reason: code }),
    type: (typed) => model.set({ typed, band: null }),
    over: (over, typed = '') => model.set({ over, typed, band: null }),
    back: () => goBack(model, input),
    scan: (text) => hearScan({ model, talk, people, input }, text),
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

/** A scan goes where the handheld stands: enrolment, badge, or the walk. */
function hearScan({ model, talk, people, input }, text) {
  const { device, blocked, person, sheet, isLocked, isLoading, pinFor, over } = model.get();
  if (isLoading) return undefined;
  if (blocked || !device) return people.enrol(text);
  if (pinFor || isLocked || over === 'badge' || (!person && !sheet)) return people.badge(text);
  if (sheet) return input({ type: 'scan', text });
  return talk.words('no', 'band.not_here', { text });
}

const model = createModel({ notice: window.isSecureContext ? null : 'no_secure' });
boot({ model, build, App, screenOf, codesFor, keep: keepOffline });
