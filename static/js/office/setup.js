/*
 * Set-up: while Odoo is read for the first time the steps follow by themselves. What was found in Odoo stays above them,
 * and what somebody types, ticks or unfolds stays as it is: the steps wait until it is sent or given up.
 */

const AGAIN_MS = 2000;
const FIELDS = 'input:not([type=hidden]), textarea, select';

const values = (steps) => JSON.stringify([...steps.querySelectorAll(`${FIELDS}, details`)].map(({ value, checked, open }) => [value, checked, open]));
let shown = '';

function isBusy(steps) {
  const { activeElement } = document;
  return (steps.contains(activeElement) && activeElement.matches(FIELDS)) || values(steps) !== shown;
}

function put(fresh, steps, lead) {
  if (isBusy(steps)) return;
  steps.replaceWith(fresh);
  shown = values(fresh);
  document.querySelector('.lead').textContent = lead.textContent;
}

async function look() {
  const steps = document.querySelector('.steps');
  if (!steps?.matches('[data-reading]')) return;
  const answer = isBusy(steps) ? null : await fetch('/setup').catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  const fresh = page?.querySelector('.steps');
  if (fresh) put(fresh, steps, page.querySelector('.lead'));
  setTimeout(look, AGAIN_MS);
}

const first = document.querySelector('.steps');
if (first) shown = values(first);
setTimeout(look, AGAIN_MS);
