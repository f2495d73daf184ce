/** A label goes to the printer of this computer through a frame nobody sees. */
import { t } from '../../lib/i18n.js';

const LOADS_MS = 5000;

/**
 * @param {string} url of the label's PDF
 * @param {string} [id] of its frame: one document is not taken away while another is printed
 * @returns {Promise<boolean>} was it handed to the browser's printing? Whether paper came out, only a person sees
 */
export async function printed(url, id = 'print') {
  document.getElementById(id)?.remove();
  const frame = document.createElement('iframe');
  frame.id = id;
  frame.className = 'printing';
  frame.title = t('pack.step.label');
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  const loaded = new Promise((done, failed) => {
    frame.addEventListener('load', done, { once: true });
    setTimeout(failed, LOADS_MS);
  });
  frame.src = url;
  document.body.append(frame);
  try {
    await loaded;
    frame.contentWindow.print();
    return true;
  } catch {
    return false;
  }
}
