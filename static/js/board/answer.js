/* Answers on the board: sent without leaving it, and all of them by keyboard. */
import { t } from '../lib/i18n.js';

const PRESSABLE = 'button:not([disabled]), summary, input, a[href]';

/** Sends a form's answer. @returns {Promise<{error?: {text, safe, next}, waits?: {text, safe, next}}>} `waits` for a second person */
async function send(form) {
  const headers = { 'X-Floor': '1', Accept: 'application/json' };
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(form.action, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
    return await answer.json();
  } catch {
    return { error: { text: t('board.not_sent'), safe: '', next: t('board.not_sent_next') } };
  }
}

/** What is on its way is sent once. @param {{root: Element, onAnswered(): Promise}} ports */
export function hearAnswers({ root, onAnswered }) {
  root.addEventListener('submit', async (event) => {
    const form = event.target.closest('[data-answer]');
    if (!form) return;
    event.preventDefault();
    const card = form.closest('li');
    if ('sending' in card.dataset) return;
    const after = neighbour(card);
    card.dataset.sending = ''; // not `disabled`: a key that is disabled lets the focus go
    const { error, waits } = await send(form);
    delete card.dataset.sending;
    complain(card, error ?? waits);
    if (error ?? waits) return;
    card.querySelectorAll('details[open]').forEach((one) => one.removeAttribute('open'));
    card.querySelectorAll('[data-typing]').forEach((field) => { field.value = ''; });
    await onAnswered();
    goOn(card, after);
  });
}

/* Who went on to something else while the answer was on its way stays there. */
function goOn(card, after) {
  const held = document.activeElement;
  if (held !== document.body && !card.contains(held)) return;
  (document.getElementById(after) ?? document.getElementById('content')).focus();
}

function complain(card, error) {
  const place = card.querySelector('[data-trouble]');
  place.hidden = !error;
  place.textContent = error ? [error.text, error.safe, error.next].filter(Boolean).join(' ') : '';
}

/* The id of what to go on with: the first answer of the next card, or of the one before. */
function neighbour(card) {
  const next = card.nextElementSibling ?? card.previousElementSibling;
  return next?.querySelector('[data-press]')?.id ?? '';
}

/** Up and down choose a card, figures press its answers, Escape closes what is open. */
export function hearKeys(root) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.closest('[data-typing]');
    const card = event.target.closest('[data-alert], [data-decided]');
    const isTaken = event.key === 'Escape' ? close(card) : !isTyping && (walk(root, card, event.key) || press(card, event.key));
    if (isTaken) event.preventDefault();
  });
}

function walk(root, card, key) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  const cards = [...root.querySelectorAll('[data-alert], [data-decided]')];
  if (!step || cards.length === 0) return false;
  const at = card ? cards.indexOf(card) + step : step > 0 ? 0 : cards.length - 1;
  const next = cards[Math.max(0, Math.min(at, cards.length - 1))];
  const key_ = next.querySelector('[data-press], summary') ?? next.querySelector(PRESSABLE);
  key_?.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function press(card, key) {
  const wanted = /^[1-9]$/.test(key) && card?.querySelector(`[data-press="${key}"]`);
  if (!wanted) return false;
  wanted.click();
  if (wanted.tagName === 'SUMMARY') wanted.parentElement.querySelector('[data-typing]')?.focus();
  return true;
}

function close(card) {
  const open = card?.querySelector('details[open]');
  if (!open) return false;
  open.removeAttribute('open');
  open.querySelector('summary').focus();
  return true;
}
