/* The list of exceptions: kept fresh, and worked by keyboard alone. Without it the list and its forms work as they are. */
import { swap } from '../board/live.js';
import { livePage } from '../board/page.js';
import { load, t } from '../lib/i18n.js';
import { hearKeys } from './keys.js';

const page = document.querySelector('[data-cases]');
const live = page.querySelector('[data-live]');
const said = page.querySelector('[data-said]');
const known = () => new Set([...live.querySelectorAll('[data-case]')].map((row) => row.dataset.case));

/* What is chosen stays chosen, unless somebody else's by now. */
function take(sections) {
  const before = known();
  swap(live, sections);
  live.querySelectorAll('input:checked:disabled').forEach((box) => { box.checked = false; });
  page.querySelector('[data-chosen]').hidden = known().size === 0;
  const n = [...known()].filter((id) => !before.has(id)).length;
  if (n) said.textContent = t('cases.fresh', { count: n });
}

hearKeys(page);
await load(document.documentElement.lang);
const query = page.dataset.query;
livePage({ page, path: `/cases/live${query ? `?${query}` : ''}`, take }).start();
