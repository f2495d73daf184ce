/**
 * Photos on a device: of a fact somebody wants to show, or, after a short whose reason a photo tells better, "Show it?".
 * And the other questions that a reason asks afterwards: which lot, what is in the way.
 * What was taken is kept here and sent behind the facts. Loaded behind the page.
 */
import { choose } from './choose.js';
import { open } from './store.js';
import { poster } from './post.js';
import { sender } from './send.js';
import { sha256 } from './sha256.js';
import { shrink } from './shrink.js';

/**
 * @param {{model, queue, talk, token: () => string|null}} ports
 * @returns {Promise<{after(facts: object[]): void, show(event: string): void, ask(event: string): void}>} after: these facts were told just now;
 *   ask: whether somebody will show this one; show: somebody pressed a key to take a photo of this one
 */
export async function evidence({ model, queue, talk, token, more }) {
  const photos = await open();
  sender({ photos, facts: queue, post: poster({ token }), onRefused: talk.refusal }).start();
  const askMore = ({ id, body }, asks) => {
    model.set({ told: { event: id, asks, product: model.get().sheet.lines.find((line) => line.id === body.line)?.product ?? null } });
    more?.();
  };
  const take = (event, file) => keep({ model, talk, photos, event }, file);
  return {
    ask: (event) => model.set({ over: 'photo', photo: { take: (file) => take(event, file) } }),
    show: (event) => choose((file) => take(event, file)),
    after(facts) {
      const { sheet } = model.get();
      const told = facts.find(({ kind }) => kind === 'short');
      const rule = told && sheet?.reasons.find(({ code }) => code === told.body.reason);
      const asks = ['lot', 'note'].filter((one) => rule?.[one]);
      if (asks.length > 0) askMore(told, asks);
      else if (rule?.photo) model.set({ over: 'photo', photo: { take: (file) => take(told.id, file) } });
    },
  };
}

async function keep({ model, talk, photos, event }, file) {
  const { person } = model.get();
  const small = await shrink(file).catch(() => null);
  if (!small) return talk.words('no', 'photo.unread');
  const bytes = await small.arrayBuffer();
  const row = { sha256: await sha256(new Uint8Array(bytes)), event, at: Date.now(), person: person?.id ?? null, bytes };
  const isKept = await photos.keep(row).then(() => true, () => false);
  if (model.get().over === 'photo') model.set({ over: null });
  return isKept ? talk.words('ok', 'photo.kept') : talk.words('no', 'photo.kept_not');
}
