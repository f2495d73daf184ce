/** Who holds the handheld: enrolment, badge and PIN, lock, sign-out. Signing in needs the network; scanning does not. */
import { later } from '../../lib/later.js';
import { unlock } from '../../lib/sound.js';

/** @param {{model, queue, api, talk, setToken(token): void, onIn(): void, hello?(person): Promise<object>}} ports hello: what the model shows then */
export function people(ports) {
  const { model, queue } = ports;
  return {
    enrol: (text) => enrol(ports, text),
    badge: (text) => { unlock(); return signIn(ports, text); },
    pin: (digits) => { unlock(); return signIn(ports, model.get().pinFor, digits); },
    lock: () => { model.set({ isLocked: true, over: null, typed: '', band: null }); return queue.set('locked', true); },
    signOut: () => signOut(ports),
  };
}

async function enrol({ model, queue, api, talk, setToken, onIn }, text) {
  const code = text.replace(/^.*#/, '').trim().toUpperCase();
  if (!code.startsWith('EN-')) return talk.words('no', 'enrol.not_code');
  talk.words('ask', 'enrol.busy');
  const reply = await api.enrol(code);
  if (reply.status !== 201) return talk.refusal(reply);
  await queue.enrolled(reply.body);
  setToken(reply.body.token);
  model.set({ device: reply.body, blocked: null, link: 'on', person: null, session: null, isExpired: true, over: null });
  talk.words('ok', 'enrol.done', { name: reply.body.name });
  return onIn();
}

async function signIn(ports, badge, pin) {
  const { model, api, talk } = ports;
  if (model.get().link !== 'on' && (await unlocked(ports, badge, pin))) return;
  talk.words('ask', 'badge.busy');
  const reply = await api.signIn(badge, pin);
  if (reply.status === 200) await enter(ports, reply.body, badge, pin);
  else if (reply.status === 0) await withoutNetwork(ports, badge, pin);
  else if (reply.error?.key === 'pin.needed') { talk.hush(); model.set({ pinFor: badge, typed: '' }); }
  else { talk.refusal(reply); model.set({ typed: '' }); }
}

async function enter({ model, queue, talk, onIn, hello = async () => ({}) }, { person, session }, badge, pin) {
  const before = await queue.get('me');
  const kept = before?.person.id === person.id ? before.proof : null;
  await queue.set('me', { person, session, proof: pin ? await (await proof())?.makeProof(badge, pin) : kept });
  await queue.set('locked', false);
  const greeting = await hello(person);
  model.set({ person, session, isExpired: false, isLocked: false, pinFor: null, over: null, typed: '', ...greeting });
  talk.hush();
  onIn();
}

async function withoutNetwork(ports, badge, pin) {
  ports.model.set({ link: 'off' });
  ports.talk.hush();
  if (!(await unlocked(ports, badge, pin))) ports.talk.words('warn', 'band.offline_sign_in');
}

/* Without a network the lock opens for the person already signed in, by badge and PIN, and for nobody else. */
async function unlocked({ model, queue, talk }, badge, pin) {
  const me = await queue.get('me');
  if (!model.get().isLocked || !me?.proof) return false;
  if (!pin) model.set({ pinFor: badge, typed: '' });
  else if (!(await (await proof())?.matches(me.proof, badge, pin))) {
    model.set({ typed: '' });
    talk.words('no', 'band.not_you');
  } else {
    await queue.set('locked', false);
    model.set({ isLocked: false, pinFor: null, typed: '', band: null });
  }
  return true;
}

async function signOut({ model, queue, api }) {
  await api.signOut();
  await queue.set('me', null);
  await queue.set('locked', true);
  model.set({ person: null, session: null, isLocked: true, waves: null, over: null, typed: '', band: null });
}

/* What makes the proof of a PIN comes behind the first load; without it the lock opens only with the network. */
function proof() {
  return later(() => import('./proof.js'), () => {});
}
