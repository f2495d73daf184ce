/** A carton is used up, or there again: said to all benches, and what this one proposes follows. */
import { jobOf, kindOf } from './jobs.js';

/** @param {{model, queue, api, talk}} ports */
export function cartons({ model, queue, api, talk }) {
  return async (id, state) => {
    const told = await api.carton(id, state);
    if (told.status !== 200) return void talk.refusal(told);
    const before = model.get().sheet;
    const reply = before ? await api.order(before.transfer) : null;
    const { sheet, state: at } = model.get();
    if (reply?.status !== 200 || !sheet || jobOf(sheet) !== jobOf(before)) return;
    const { boxes, proposed } = reply.body.sheet; // the question stays as it is: only what answers it has changed
    const now = { ...sheet, boxes, proposed };
    await queue.keepSheet(now, jobOf(now));
    model.set({ sheet: now, v: kindOf(now).view(now, at) });
    const box = boxes.find((one) => one.id === id)?.name ?? '';
    talk.words('ok', `pack.carton.${state}`, { box });
  };
}
