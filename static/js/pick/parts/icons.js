/** Drawn icons. Each stands beside a word, so all are hidden from screen readers. */
import { html } from './html.js';

const STROKES = {
  scan: 'M3 8V4h4M17 4h4v4M21 16v4h-4M7 20H3v-4M8 8v8M12 8v8M16 8v8',
  ok: 'M4 13l5 6L20 5',
  no: 'M5 5l14 14M19 5L5 19',
  warn: 'M12 3v11M12 20v.5',
  ask: 'M8 8a4 4 0 1 1 6 3.4c-1.5 1-2 1.6-2 3.6M12 20v.5',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7',
  no_reload: 'M19 8.5A8 8 0 1 0 20 12M20 3v6h-6M4 4l16 16',
  hold: 'M8 5v14M16 5v14',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
};

/** @param {{name: keyof STROKES}} props */
export function Icon({ name }) {
  return html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"
    stroke-linejoin="round" aria-hidden="true"><path d=${STROKES[name] ?? STROKES.ask} /></svg>`;
}
