/** What the band says and how it sounds. Red and amber stay until the next input; green makes way for the question. */
import { has, say, t } from '../../lib/i18n.js';
import { play } from '../../lib/sound.js';

const GREEN_MS = 2500;
const SOUNDS = { ok: 'ok', no: 'no', warn: 'warn', ask: null };

/** @returns {{verdict(v): void, words(tone, key, args): void, refusal(reply): void, hush(): void}} */
export function talker(model) {
  let timer = 0;

  function show(band, isSticky) {
    clearTimeout(timer);
    model.set({ band });
    if (!isSticky) timer = setTimeout(() => model.set({ band: null }), GREEN_MS);
  }

  const words = (tone, key, args = {}) => {
    const why = has(`${key}_why`) ? t(`${key}_why`, args) : say({ key, args }).why;
    show({ tone, word: t(key, args), why }, tone === 'no' || tone === 'warn');
    play(SOUNDS[tone]);
  };
  return {
    words,
    verdict(verdict) {
      show({ tone: verdict.tone, ...say(verdict) }, verdict.sticky);
      play(verdict.sound);
    },
    /* What the server said no to, in its words; nothing said at all is told as such. */
    refusal({ error }) {
      if (!error) return words('warn', 'band.unsure');
      show({ tone: 'no', word: error.text, why: [error.safe, error.next].filter(Boolean).join(' ') }, true);
      return play('no');
    },
    hush() {
      clearTimeout(timer);
      if (model.get().band) model.set({ band: null });
    },
  };
}
