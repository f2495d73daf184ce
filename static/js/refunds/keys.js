/* j and k walk the cards, r goes to the key that releases, o opens what else may be done. No letter alone gives money away. */

const FIELDS = 'select, textarea, input';

/** @param {Element} page holds the cards `[data-refund]` */
export function hearKeys(page) {
  const doings = {
    j: () => step(page, 1),
    k: () => step(page, -1),
    r: () => within(page, '[data-release]')?.focus(),
    o: () => { const all = within(page, 'details'); if (all) { all.open = !all.open; all.querySelector('summary').focus(); } },
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && event.target.matches(FIELDS)) { event.target.closest('[data-refund]')?.focus(); return; }
    const does = event.target.matches?.(FIELDS) ? null : doings[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
}

const cards = (page) => [...page.querySelectorAll('[data-refund]')];

/* The card one stands on, else the first: it is the oldest. */
function within(page, what) {
  const card = document.activeElement?.closest('[data-refund]') ?? cards(page)[0];
  return card?.querySelector(what);
}

function step(page, by) {
  const all = cards(page);
  const now = all.indexOf(document.activeElement?.closest('[data-refund]'));
  const at = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by;
  const next = all[Math.max(0, Math.min(at, all.length - 1))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
