/** The returns desk: wires queue, server, scanner and screens. One page, `/returns/`, 1280x800 first. */
import { api as makeApi } from '../device/api.js';
import { aside as makeAside, cardOf } from '../pick/shell/aside.js';
import { boot } from '../pick/shell/boot.js';
import { heardWho, settings } from '../pick/shell/device.js';
import { link as makeLink } from '../pick/shell/link.js';
import { createModel } from '../pick/shell/model.js';
import { isNobody } from '../pick/shell/nobody.js';
import { people as makePeople } from '../pick/shell/people.js';
import { talker } from '../pick/shell/talk.js';
import { turns } from '../pick/shell/turns.js';
import { api as makeDesk } from './api.js';
import { EMPTY, asks } from './desk.js';
import { findingWork } from './finding.js';
import { judgedRefused, judgingWork } from './judging.js';
import { screenOf } from './screens.js';
import { App } from './view.js';
import { refused, work } from './work.js';

function build(model, queue) {
  let token = null;
  const setToken = (given) => { token = given; };
  const talk = talker(model);
  const asked = { token: () => token };
  const api = makeApi(asked);
  const link = makeLink({
    model, queue, api, talk, isOurs: () => false, moved: 'band.not_counted',
    onMe: (body) => heardWho(model, body),
    onTold: (rows) => { refused({ model }, rows); judgedRefused({ model }, rows); },
  });
  const people = makePeople({ model, queue, api, talk, setToken, onIn: () => link.send() });
  const turn = turns((text) => hearScan({ model, people, desk, aside }, text));
  const ports = { model, queue, talk, desk: makeDesk(asked), send: link.send, turn };
  const show = shower({ model, queue, talk, ...asked });
  const desk = { ...work(ports), ...judgingWork({ ...ports, photo: show }), ...findingWork(ports), showOf: show };
  const aside = makeAside({ model, queue, api, talk, send: link.send, desk: true });
  return { act: { ...actions({ model, queue, talk, link, people, desk, aside, scan: turn.scan }), photo: () => show(model.get().made.event) }, link, people, setToken, takeUp: async () => {}, list: async () => {} };
}

/* Photos come behind the first load: those taken before are sent, and goods the server would not count can be shown. */
function shower(ports) {
  let photos = null;
  import('../evidence/part.js').then(async ({ evidence }) => { photos = await evidence(ports); }).catch(() => {});
  return (event) => (photos ? photos.show(event) : ports.talk.words('warn', 'band.part_missing'));
}

/** What screens may ask for. */
function actions({ model, queue, talk, link, people, desk, aside, scan }) {
  return {
    ...people,
    ...settings(model, queue),
    ...desk,
    hush: talk.hush,
    send: () => link.send().then(link.beat),
    seen: link.seen,
    type: (typed) => model.set({ typed, band: null }),
    over: (over, typed = '') => model.set({ over, typed, band: null }),
    help: () => aside.open('help'),
    asideInput: aside.input,
    back: () => (model.get().over === 'aside' ? aside.back() : goBack(model, desk)),
    scan,
  };
}

/* Escape goes one step back; with goods counted it takes back, so that nobody loses a count by one key. */
function goBack(model, desk) {
  const { over, pinFor, desk: now, made, judging, finding } = model.get();
  if (pinFor || over) model.set({ pinFor: null, over: null, typed: '', band: null });
  else if (finding) desk.foundBack();
  else if (judging) desk.judgeBack();
  else if (made) desk.clear();
  else if (now.history.length > 0) desk.undo();
  else if (asks(now) !== 'what') desk.clear();
  else model.set({ typed: '', band: null });
}

/** A scan goes where the desk stands: enrolment, badge, help, or the goods. */
function hearScan({ model, people, desk, aside }, text) {
  const { device, blocked, isLoading, pinFor, over } = model.get();
  if (isLoading) return undefined;
  if (blocked || !device) return people.enrol(text);
  if (pinFor || isNobody(model.get())) return people.badge(text);
  if (over === 'aside') return aside.scan(text);
  if (cardOf(text) === 'help') return aside.open('help');
  if (model.get().finding) return desk.foundScan(text);
  if (model.get().judging) return desk.judgeScan(text);
  return desk.judgeBy(text) || desk.scanned(text);
}

const model = createModel({ workers: ['returns', 'service', 'supervisor'], notice: window.isSecureContext ? null : 'no_secure', desk: EMPTY, made: null, judging: null, judged: null, finding: null });
boot({ model, build, App, screenOf });
