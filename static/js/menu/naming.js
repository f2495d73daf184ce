/** A code that is not of the wave, named: asked in the background, said in the words that stand, nothing else moves. */
import { has, t } from '../lib/i18n.js';
import { look } from './driver.js';

/**
 * @param {object} model
 * @param {string} text what was scanned
 * @param {object} band the red words about it; once others stand there, nothing is said
 */
export async function tell(model, text, band) {
  if (model.get().link !== 'on' || !band) return;
  const { status, body } = await look(model, text);
  if (status === 200 && model.get().band === band) model.set({ band: { ...band, why: wordsOf(body) } });
}

function wordsOf({ what, title, rows }) {
  const at = ['product', 'lot'].includes(what) ? rows[0]?.at : null;
  const key = `pick.unknown.is_${what}`;
  if (at) return t('pick.unknown.is_at', { what: title, at });
  return t(has(key) ? key : 'pick.unknown.is', { what: title });
}
