/* The list of exceptions: kept fresh, and worked by keyboard alone. Without it the list and its forms work as they are. */
import { livePage } from '../board/page.js';
import { load, t } from '../lib/i18n.js';
import { hearKeys } from './keys.js';

const page = document.querySelector('[data-cases]');
const live = page.querySelector('[data-live]');
const said = page.querySelector('[data-said]');
const known = () => new Set([...live.querySelectorAll('[data-case]')].map((row) => row.dataset.case));

/* What is chosen stays chosen, and the focus stays on its row. */
function swap(sections) {
  const fresh = sections.find((one) => one.dataset.section === 'rows');
  const old = live.querySelector('[data-section=rows]');
  if (!fresh || old.isEqualNode(fresh)) return;
  const before = known();
  const chosen = [...old.querySelectorAll('input:checked')].map(({ id }) => id);
  const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
  old.replaceChildren(...fresh.childNodes);
  chosen.forEach((id) => { const box = document.getElementById(id); if (box) box.checked = !box.disabled; });
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  page.querySelector('[data-chosen]').hidden = known().size === 0;
  const n = [...known()].filter((id) => !before.has(id)).length;
  if (n) said.textContent = t('cases.fresh', { count: n });
}

hearKeys(page);
await load(document.documentElement.lang);
const query = page.dataset.query;
livePage({ page, path: `/cases/live${query ? `?${query}` : ''}`, take: swap }).start();
