/* The release page's controller: keeps it fresh without taking a choice or a word out of somebody's hands. */
import { swap } from '../board/live.js';
import { livePage } from '../board/page.js';
import { load } from '../lib/i18n.js';

const page = document.querySelector('[data-release]');
const live = page.querySelector('[data-live]');

await load(document.documentElement.lang);
livePage({ page, path: '/release/live', take: (sections) => swap(live, sections) }).start();
