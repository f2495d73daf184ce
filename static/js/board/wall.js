/* The wall: nobody touches it, so it looks after itself. */
import { load } from '../lib/i18n.js';
import { swap } from './live.js';
import { livePage } from './page.js';

const page = document.querySelector('[data-wall]');
await load(document.documentElement.lang);
livePage({ page, path: '/board/wall/live', take: (sections) => swap(page.querySelector('[data-live]'), sections) }).start();
