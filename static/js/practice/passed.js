/** "Practice passed" is told to the server: kept on the device until it has heard so. It names the session, never a fact. */
import { caller } from '../device/api.js';

const KEY = 'practice_passed';
const SETTLED = new Set([204, 400]); // heard; or never to be understood, as from before the store was restored
let line = Promise.resolve(); // one after another: what is noted while something is told must not be lost

/** @param {{model, queue: {get, set}, call?: Function}} ports */
export function passed(ports) {
  const { session, offset } = ports.model.get();
  const one = { session, at: Date.now() + offset };
  return inTurn(async () => {
    await ports.queue.set(KEY, [...((await ports.queue.get(KEY)) ?? []), one]);
    await tellAll(ports);
  });
}

/** Tells what is not told yet. */
export function tell(ports) {
  return inTurn(() => tellAll(ports));
}

function inTurn(task) {
  line = line.then(task).catch(() => {});
  return line;
}

async function tellAll({ model, queue, call = caller({ token: () => model.get().device?.token }) }) {
  let waiting = (await queue.get(KEY)) ?? [];
  while (waiting.length > 0 && SETTLED.has((await call('POST', 'practice', waiting[0])).status)) {
    waiting = waiting.slice(1);
    await queue.set(KEY, waiting.length > 0 ? waiting : null);
  }
}
