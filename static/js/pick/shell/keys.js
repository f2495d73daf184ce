/** The scanner and the hardware keys. The scan field keeps the focus; no Enter of a scanner reaches a button. */
import { listen } from '../../scan/wedge.js';
import { t } from '../../lib/i18n.js';

const OWN = /^(F[1-9]|Escape|Backspace)$/;
const SCROLLS = { ArrowDown: 80, ArrowUp: -80, PageDown: 320, PageUp: -320 };

/** @param {{model, act, screenOf(model): object}} ports screenOf: the screen the model asks for, see screens.js */
export function hearKeys(ports) {
  const { model, act, screenOf } = ports;
  const onKey = (key) => press(ports, key);
  const onScan = (text, hasSuffix) => typedQuickly(ports, text, hasSuffix) || act.scan(text);
  const takesKeys = () => Boolean(screenOf(model.get()).takesCharacters?.(model.get()));
  const wedge = listen({ input: makeField(), onScan, onKey, takesKeys });
  document.addEventListener('keydown', (event) => {
    if (event.target.closest?.('[data-typing]') || event.ctrlKey || event.metaKey) return;
    if (OWN.test(event.key) ? press(ports, event.key) : scrolls(event.key)) event.preventDefault();
  });
  window.addEventListener('floor:scan', (event) => wedge.feed(event.detail.text));
  return wedge;
}

/* Figures in quick succession look like a scan. On a pad a hand typed them, unless they are a code the wave knows or
   the badge once more. */
function typedQuickly(ports, text, hasSuffix) {
  const { model, screenOf } = ports;
  const { pinFor, sheet } = model.get();
  const isTyped = screenOf(model.get()).figures?.test(text) && text !== pinFor && !sheet?.codes[text];
  if (isTyped) [...text, ...(hasSuffix ? ['Enter'] : [])].forEach((key) => press(ports, key));
  return isTyped;
}

/* The scan field has the focus, so the arrows are for the list. */
function scrolls(key) {
  const list = SCROLLS[key] && document.querySelector('main.scroll');
  list?.scrollBy(0, SCROLLS[key]);
  return Boolean(list);
}

/* A key answers the screen; Escape is "back" on all of them. */
function press({ model, act, screenOf }, key) {
  const now = model.get();
  const screen = screenOf(now);
  if (key === 'Escape') { act.back(); return true; }
  if (screen.onKey?.(now, act, key)) return true;
  return false;
}

/* Android's scanner service wants a field that is visible to it, not read-only, with the keyboard kept shut. */
function makeField() {
  const box = document.createElement('section');
  box.setAttribute('aria-label', t('pick.scan_field'));
  box.dataset.label = 'pick.scan_field';
  const input = document.createElement('input');
  input.className = 'eye';
  input.type = 'text';
  input.setAttribute('inputmode', 'none');
  input.setAttribute('aria-label', t('pick.scan_field'));
  input.dataset.label = 'pick.scan_field';
  box.append(input);
  document.body.append(box);
  return input;
}
