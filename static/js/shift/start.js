/**
 * The start of a shift on this device: who, battery, link, what the browser keeps, whether the scanner is heard, and
 * whose scans still wait here. One key or one scan, and it is gone until the next shift.
 */
import { worksHere } from '../pick/shell/nobody.js';
import { screen } from './screen.js';

const SHIFT_MS = 8 * 3_600_000;
const REMEMBERED = 40;

/**
 * @param {{model, queue, talk, now?: () => number, browser?: Navigator}} ports
 * @returns {Promise<object>} what the model is to show: nothing within a shift, in a walk, or to whom has no work here
 */
export async function begin({ model, queue, talk, now = Date.now, browser = navigator }, person) {
  const { sheet, workers } = model.get();
  if (sheet || !worksHere({ person, workers })) return {};
  const before = (await queue.get('shifts')) ?? {};
  const isFresh = now() - (before[person.id]?.at ?? 0) < SHIFT_MS;
  const shifts = { ...before, [person.id]: { name: person.name, at: isFresh ? before[person.id].at : now() } };
  await queue.set('shifts', newest(shifts));
  if (isFresh) return {};
  const follow = queue.onChange(async () => {
    if (model.get().over !== 'shift') follow();
    else model.set({ shift: { ...model.get().shift, others: await leftOver(queue, person, shifts) } });
  });
  const others = await leftOver(queue, person, shifts);
  return { over: 'shift', shift: { screen, others, ...(await deviceState(browser)), scan: (text) => tested({ model, talk }, text) } };
}

/**
 * What others made on this device and nobody has answered yet. It goes out under the name of whoever made it.
 * @returns {Promise<{name: string|null, n: number}[]>}
 */
export async function leftOver(queue, person, shifts) {
  const made = new Map();
  for (const { event } of await queue.waiting()) {
    if (event.person !== person.id) made.set(event.person, (made.get(event.person) ?? 0) + 1);
  }
  return [...made].map(([id, n]) => ({ name: shifts[id]?.name ?? null, n }));
}

async function deviceState(browser) {
  const battery = await browser.getBattery?.().catch(() => null);
  const keeps = await browser.storage?.persisted?.().catch(() => false);
  return { battery: battery ? { percent: Math.round(battery.level * 100), isCharging: battery.charging } : null, keeps: Boolean(keeps) };
}

/* Any code tests the scanner; that of a wave which is there to be taken is meant as that. */
function tested({ model, talk }, text) {
  const { waves } = model.get();
  if ([waves?.mine, ...(waves?.open ?? [])].some((wave) => wave?.number === text.trim().toUpperCase())) return false;
  model.set({ over: null });
  talk.words('ok', 'shift.heard');
  return true;
}

function newest(shifts) {
  return Object.fromEntries(Object.entries(shifts).sort(([, a], [, b]) => b.at - a.at).slice(0, REMEMBERED));
}
