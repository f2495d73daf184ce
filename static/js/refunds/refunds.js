/* The page of refunds: kept fresh, and worked by keyboard alone. Without it the page and its forms work as they are. */
import { swap } from '../board/live.js';
import { livePage } from '../board/page.js';
import { load } from '../lib/i18n.js';
import { hearKeys } from './keys.js';

const page = document.querySelector('[data-refunds]');
const live = page.querySelector('[data-live]');

await load(document.documentElement.lang);
livePage({ page, path: '/refunds/live', take: (sections) => swap(live, sections) }).start();
hearKeys(page);
