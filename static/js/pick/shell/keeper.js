/** What keeps the page alive: the service worker, the wake lock, room on the disk. Plain http has none of these. */

const REST_MS = 2000; // the first screen comes first

/** A new build takes over only when nothing waits and no wave is open. Returns what to call when that may have changed. */
export async function keepOffline(isFree) {
  if (!window.isSecureContext || !navigator.serviceWorker) return () => {};
  const hadOne = Boolean(navigator.serviceWorker.controller);
  let isAsked = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (hadOne && isAsked) location.reload(); });
  const registration = await navigator.serviceWorker.register('/pick/sw.js', { scope: '/pick/', updateViaCache: 'none' }).catch(() => null);
  const look = () => {
    if (!registration?.waiting || !registration.active || !isFree()) return;
    isAsked = true;
    registration.waiting.postMessage('take-over');
  };
  setTimeout(() => fetchRest(navigator.serviceWorker), REST_MS);
  window.addEventListener('online', () => fetchRest(navigator.serviceWorker));
  registration?.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
  return look;
}

/* The parts of the page that a walk does not need, so that they open without a network too. */
function fetchRest({ ready }) {
  ready.then(({ active }) => active?.postMessage('the-rest')).catch(() => {});
}

/** Keeps the screen on while `isWanted()`; the browser lets go whenever the page is hidden, so it is asked again. */
export function keepAwake(isWanted) {
  let lock = null;
  const look = async () => {
    const should = isWanted() && !document.hidden;
    if (should && (!lock || lock.released)) lock = await navigator.wakeLock?.request('screen').catch(() => null);
    if (!should && lock && !lock.released) await lock.release();
  };
  document.addEventListener('visibilitychange', look);
  return look;
}

/** Asks the browser not to throw the queue away when the disk runs full. */
export function askToStay() {
  navigator.storage?.persist?.().catch(() => {});
}
