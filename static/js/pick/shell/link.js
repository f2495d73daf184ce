/** The link: what waits, what was refused, whether the server answers, whether this handheld may still send. */
import { AFTER_PAINT_MS, uploader } from '../../device/upload.js';
import { has, t } from '../../lib/i18n.js';

const BEAT_MS = 20_000;
const REMEMBERED = 50;
const MOVED = new Set(['epoch.old', 'wave.closed', 'pack.over_already']);

/**
 * @param {{model, queue, api, talk, onMe(body): void, isOurs(event): boolean, moved: string, onTold?(rows): void}} ports
 *   isOurs: does the event belong to what is worked on; moved: what is said when that went to somebody else
 */
export function link(given) {
  const ports = { ...given, counting: { turn: 0 }, beating: { turn: 0 } };
  const { queue, api } = ports;
  const build = document.documentElement.dataset.build;
  const onStatus = (status) => heard(ports, status);
  const sender = uploader({ queue, api, build, pace: () => ports.model.get().pace_ms, onStatus, onTold: (rows) => told(ports, rows) });
  return {
    begin: () => begin(ports, sender),
    beat: () => beat(ports),
    seen: () => queue.set('conflicts', []).then(() => count(ports)),
    send: () => sender.nudge(),
  };
}

async function begin(ports, sender) {
  ports.queue.onChange(() => setTimeout(() => count(ports), AFTER_PAINT_MS)); // the answer to the scan comes first
  await count(ports);
  sender.start();
  setInterval(() => beat(ports), BEAT_MS);
  ['online', 'offline'].forEach((kind) => window.addEventListener(kind, () => beat(ports)));
  await beat(ports);
}

/* The same question in all weathers: am I known, who is signed in. It also tells the server that we live. */
async function beat(ports) {
  const { model, api, onMe, beating } = ports;
  if (!model.get().device) return;
  beating.turn += 1;
  const { turn } = beating;
  const reply = await api.me();
  if (turn !== beating.turn) return; // a newer one knows better whether the network is there
  if (reply.error?.key?.startsWith('device.')) block(ports, reply.error.key);
  else model.set(reply.status === 200 ? { link: 'on', blocked: null } : { link: 'off' });
  if (reply.status === 200) onMe(reply.body);
}

/* While it sends, the uploader repeats what it knew before; a handheld just enrolled again must not hear that. */
function heard(ports, { link: state, blocked, why = null, sending }) {
  if (sending) return;
  trouble(ports, why);
  if (blocked) block(ports, blocked);
  else if (state !== 'unknown') ports.model.set(state === 'online' ? { link: 'on', blocked: null } : { link: 'off' });
}

/* The server answers and takes nothing: its words stay until it does. A restart is over before anybody has read of it. */
function trouble({ model, talk }, why) {
  const isNew = why && why.key !== 'store.closed' && why.key !== model.get().trouble?.key;
  model.set({ trouble: why });
  if (isNew) talk.refusal({ error: why });
}

function block({ model }, key) {
  if (model.get().device) model.set({ blocked: key, link: 'bad', over: null });
}

async function told(ports, rows) {
  const { model, queue, talk, isOurs, moved, onTold = () => {} } = ports;
  const conflicts = rows.filter((row) => row.verdict === 'conflict');
  await queue.set('conflicts', [...((await queue.get('conflicts')) ?? []), ...conflicts].slice(-REMEMBERED));
  await count(ports);
  const isMoved = rows.some((row) => MOVED.has(row.key) && isOurs(row.event));
  if (isMoved) model.set({ isMoved });
  talk.words('warn', isMoved ? moved : 'band.not_counted');
  onTold(rows);
}

/* Two counts may end in another order than they began: only the newest is shown. */
async function count({ model, queue, counting }) {
  counting.turn += 1;
  const { turn } = counting;
  const [{ waiting }, aside, conflicts] = await Promise.all([queue.counts(), queue.quarantined(), queue.get('conflicts')]);
  if (turn === counting.turn) model.set({ waiting, held: [...aside, ...(conflicts ?? [])].map(shown) });
}

function shown({ key, text, event }) {
  const named = [`error.${key}.text`, `held.${key}`].find(has);
  const at = new Date(event.at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return { text: text ?? t(named ?? 'held.no_words'), sub: t('held.row', { kind: t(`held.kind.${event.kind}`), at }) };
}
