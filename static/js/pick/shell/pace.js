/**
 * How fast this device answers: from the scan to the painted answer, 95 of the last 100. On the screen for the one who
 * holds it, so that "it is slow" has a number.
 */

const KEPT = 100;
const LEAST = 5; // fewer tell nothing

/** @param {{model, now?(): number, painted?(then: () => void): void}} ports */
export function pace({ model, now = () => performance.now(), painted = afterPaint }) {
  const times = [];
  return function begun() {
    const from = now();
    return function answered() {
      painted(() => {
        times.push(now() - from);
        if (times.length > KEPT) times.shift();
        const pace_ms = times.length < LEAST ? null : Math.ceil(p95(times));
        if (pace_ms !== model.get().pace_ms) model.set({ pace_ms });
      });
    };
  };
}

/** @returns {number} what 95 of 100 do not exceed */
export function p95(times) {
  return [...times].sort((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1];
}

/* A frame is painted once the task after it runs. */
function afterPaint(then) {
  requestAnimationFrame(() => setTimeout(then, 0));
}
