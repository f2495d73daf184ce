/** In which language the page speaks: that of whoever is signed in, else the device's, else English. A change needs no reload. */
import { best, load, spoken, t } from '../../lib/i18n.js';

const REST_MS = 10_000; // after a language that did not come
const root = document.documentElement;
const known = root.dataset.languages.split(' ');

/** Follows the person in the model from now on. */
export function speakTo(model) {
  let asked = spoken();
  let restsUntil = 0;

  async function look() {
    const wanted = best([model.get().person?.lang, ...navigator.languages], known);
    if (wanted === asked || Date.now() < restsUntil) return;
    asked = wanted;
    const lang = await load(wanted).catch(spoken);
    if (wanted !== asked) return; // somebody else signed in meanwhile
    if (lang !== wanted) [asked, restsUntil] = [lang, Date.now() + REST_MS];
    sayAgain(lang);
    model.set({ lang });
  }

  model.onChange(look);
  look();
}

/* What is not drawn from the model: title, scan field, the demo's scanner. */
function sayAgain(lang) {
  root.lang = lang;
  document.querySelectorAll('[data-say]').forEach((node) => { node.textContent = t(node.dataset.say); });
  document.querySelectorAll('[data-label]').forEach((node) => { node.setAttribute('aria-label', t(node.dataset.label)); });
}
