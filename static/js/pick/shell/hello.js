/** Whoever signs in is greeted once a shift: by a part that a walk does not need, and never at the price of waiting. */
import { later } from '../../lib/later.js';

const PATIENCE_MS = 1500;

/** @returns {(person) => Promise<object>} what the model shows then; nothing where the part is not here yet */
export function hello(ports) {
  return async (person) => {
    const part = later(() => import('../../shift/start.js'), () => {}).then((found) => found?.begin(ports, person));
    const late = new Promise((done) => { setTimeout(done, PATIENCE_MS); });
    return (await Promise.race([part, late]).catch(() => null)) ?? {};
  };
}
