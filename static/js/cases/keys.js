/* j and k walk the list, x chooses, e resolves what is chosen, t takes it, / searches. */

const FIELDS = 'select, textarea, input:not([type=checkbox])';

/** @param {Element} page holds rows `[data-case]`, the form `[data-many]` and the field `#q` */
export function hearKeys(page) {
  const doings = {
    j: () => step(page, 1),
    k: () => step(page, -1),
    x: () => choose(page),
    e: () => { chooseIfNone(page); page.querySelector('[data-many] select')?.focus(); },
    t: () => { chooseIfNone(page); page.querySelector('[data-take]')?.click(); },
    '/': () => page.querySelector('#q').focus(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && event.target.matches(FIELDS)) { event.target.blur(); return; }
    const does = event.target.matches?.(FIELDS) ? null : doings[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
}

const rows = (page) => [...page.querySelectorAll('[data-case]')];
const here = (page) => rows(page).find((row) => row.contains(document.activeElement));

function step(page, by) {
  const all = rows(page);
  const now = here(page);
  const at = now ? all.indexOf(now) + by : by > 0 ? 0 : all.length - 1;
  const next = all[Math.max(0, Math.min(at, all.length - 1))];
  next?.querySelector('.about a').focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function choose(page) {
  const box = here(page)?.querySelector('input');
  if (box && !box.disabled) box.checked = !box.checked;
}

/* Where nothing is chosen it is about the row one stands on. */
function chooseIfNone(page) {
  if (!page.querySelector('[data-case] input:checked')) choose(page);
}
