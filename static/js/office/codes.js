/* The demo's badges, told to the virtual scanner on pages that take a badge. */
import { badgesFor } from '../demo/badges.js';

const OFFICE = ['supervisor', 'admin'];

/** Asks the demo for its badges and hands scans back; does nothing outside the demo. */
export async function offerBadges(onScan) {
  if (document.documentElement.dataset.demo !== 'true') return;
  window.addEventListener('floor:scan', (event) => onScan(event.detail.text));
  const answer = await fetch('/demo/codes');
  if (!answer.ok) return;
  const { badges } = await answer.json();
  const tell = () => window.dispatchEvent(new CustomEvent('floor:codes', { detail: badgesFor(badges, OFFICE) }));
  window.addEventListener('floor:codes-wanted', tell);
  tell();
}
