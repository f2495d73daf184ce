/** How a page for scanners starts: wording, queue, what the device knew, keys and scanner, then the network. */
import { open } from '../../device/queue.js';
import { load, t } from '../../lib/i18n.js';
import { html, render } from '../parts/html.js';
import { drawing } from './drawing.js';
import { enrolFromAddress, recall } from './device.js';
import { keepAwake } from './keeper.js';
import { hearKeys } from './keys.js';
import { speakTo } from './tongue.js';

const TICK_MS = 10_000;
const isDemo = document.documentElement.dataset.demo === 'true';

/**
 * @param {object} page
 * @param {object} page.model see model.js
 * @param {(model, queue) => {act, link, people, setToken(token), takeUp(): Promise, list(): Promise}} page.build
 * @param {Function} page.App draws the model, with the band it is given
 * @param {(model) => object} page.screenOf
 * @param {(isFree: () => boolean) => Promise<() => void>} [page.keep] makes the page last without a network
 */
export function boot(page) {
  /* Better a page that says so than one that starts for ever. */
  begin(page).catch((problem) => {
    const word = document.querySelector('.band .word');
    if (word) word.textContent = t('pick.stuck');
    throw problem;
  });
}

async function begin({ model, build, App, screenOf, keep = async () => () => {} }) {
  await load();
  const queue = await open({ onLost: () => location.reload() });
  const floor = build(model, queue);
  const look = keepAwake(() => Boolean(model.get().sheet));
  const update = await keep(() => model.get().waiting === 0 && !model.get().sheet);
  show({ model, App, screenOf, act: floor.act });
  await recall(model, queue, floor.setToken);
  speakTo(model);
  await floor.takeUp();
  model.set({ isLoading: false });
  hearKeys({ model, act: floor.act, screenOf });
  if (isDemo) window.dispatchEvent(new CustomEvent('floor:model', { detail: model }));
  setInterval(() => { model.set({ now: Date.now() + model.get().offset }); look(); update(); }, TICK_MS);
  await floor.link.begin();
  await enrolFromAddress(model, floor.people.enrol);
  await floor.list();
}

function show({ model, App, screenOf, act }) {
  const root = document.getElementById('app');
  root.replaceChildren();
  const paint = (now, band) => {
    root.classList.toggle('bare', !screenOf(now).next);
    render(html`<${App} model=${now} band=${band} act=${act} />`, root);
  };
  model.onChange(drawing({ now: model.get, paint }));
}
