/* A new critical exception is heard once, one that climbs its ladder at each rung. Turned off it is silent but for the
   last rung. The browser is silent until somebody touches the page. */
import { t } from '../lib/i18n.js';
import { mute, play, unlock } from '../lib/sound.js';

const KEPT = 'floor-alarm';

/** @param {HTMLButtonElement} key @returns {(fresh: Element[]) => void} what to call with the alerts that are new */
export function alarm(key) {
  let isOn = read();
  const show = () => {
    mute(!isOn);
    key.textContent = t(isOn ? 'board.alarm_on' : 'board.alarm_off');
    key.setAttribute('aria-pressed', String(isOn));
  };
  key.addEventListener('click', () => {
    isOn = !isOn;
    write(isOn);
    unlock();
    show();
    play('word');
  });
  ['pointerdown', 'keydown'].forEach((kind) => document.addEventListener(kind, unlock, { once: true }));
  show();
  return (fresh) => {
    const isLoud = fresh.some((card) => 'loud' in card.dataset);
    const rings = fresh.some((card) => card.classList.contains('critical') || Number(card.dataset.rings) > 0);
    if (isLoud || (isOn && rings)) play('alarm', isLoud);
  };
}

/* A browser may keep nothing for us; then it is on. */
function read() {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

function write(isOn) {
  try {
    localStorage.setItem(KEPT, isOn ? 'on' : 'off');
  } catch { /* it holds until the page is left */ }
}
