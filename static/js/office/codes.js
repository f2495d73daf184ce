/* The demo's badges, told to the virtual scanner on pages that take a badge. */

/** Asks the demo for its badges and hands scans back; does nothing outside the demo. */
export async function offerBadges(onScan) {
  if (document.documentElement.dataset.demo !== 'true') return;
  window.addEventListener('floor:scan', (event) => onScan(event.detail.text));
  const answer = await fetch('/demo/codes');
  if (!answer.ok) return;
  const { badges } = await answer.json();
  const tell = () => window.dispatchEvent(new CustomEvent('floor:codes', { detail: badges.map(({ text, words, pin }) => ({ text, words: `${words} · PIN ${pin}` })) }));
  window.addEventListener('floor:codes-wanted', tell);
  tell();
}
