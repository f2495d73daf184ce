/** What the handheld knows now, and who wants to hear when it changes. */

/** A fresh model: nothing known yet, but what the page adds. */
export function createModel(more = {}) {
  let model = {
    isLoading: true, device: null, blocked: null, person: null, session: null, isExpired: false, isLocked: false,
    pinFor: null, over: null, aside: null, typed: '', sheet: null, state: null, v: null, waves: null, answers: [], newSheet: false,
    link: 'on', trouble: null, waiting: 0, held: [], band: null, now: Date.now(), offset: 0, isMoved: false, notice: null, isLoud: true, theme: 'auto', lang: 'en', hand: 'right', pace_ms: null,
    ...more,
  };
  const listeners = new Set();
  return {
    get: () => model,
    set(patch) {
      model = { ...model, ...patch };
      listeners.forEach((listener) => listener(model));
    },
    onChange: (listener) => listeners.add(listener),
  };
}
