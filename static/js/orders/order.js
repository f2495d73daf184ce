/* The order page's controller: what happens to the order meanwhile is on it. */
import { livePage } from '../board/page.js';
import { load } from '../lib/i18n.js';
import { swap } from '../board/live.js';

const page = document.querySelector('[data-order]');
const live = page.querySelector('[data-live]');

await load(document.documentElement.lang);
livePage({ page, path: page.dataset.path, take: (sections) => swap(live, sections) }).start();
