/**
 * A part of the page that a walk does not need is loaded when it is wanted: `later(() => import('./x.js'), missing)`.
 * The service worker fetches these behind the first load; before that, and without a network, one may be missing.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @param {() => void} onMissing says so; nothing else happened
 * @returns {Promise<T|null>}
 */
export async function later(load, onMissing) {
  try {
    return await load();
  } catch {
    onMissing();
    return null;
  }
}
