/* Puts fresh sections in place of old ones. A choice made and not sent yet stays chosen, the focus stays where it is. */

const FIELDS = 'select[id], input[id]:not([type=hidden])';
const named = (roots, name) => roots.flatMap((root) => [...(root.matches(`[data-section=${name}]`) ? [root] : root.querySelectorAll(`[data-section=${name}]`))])[0];

/** `live` holds elements with `data-section`; `fresh` are parsed ones with the same names. */
export function swapSections(live, fresh) {
  for (const old of live.querySelectorAll('[data-section]')) {
    const now = named(fresh, old.dataset.section);
    if (now && !old.isEqualNode(now) && !isOpen(old)) keep(old, () => old.replaceChildren(...now.childNodes));
  }
}

/* A list that is folded out, or a field somebody writes in, waits for the next time. */
function isOpen(section) {
  const focused = document.activeElement;
  return section.contains(focused) && focused.matches('select, input:not([type=hidden])');
}

function keep(section, replace) {
  const chosen = [...section.querySelectorAll(FIELDS)].map(({ id, value }) => [id, value]);
  const held = document.activeElement;
  const focused = section.contains(held) ? held.id || held.closest('details')?.id : '';
  const open = [...section.querySelectorAll('details[open]')].map(({ id }) => id);
  const top = window.scrollY;
  replace();
  open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
  for (const [id, value] of chosen) {
    const field = document.getElementById(id);
    if (field && field.value !== value && offers(field, value)) field.value = value;
  }
  const back = focused && document.getElementById(focused);
  if (back) (back.querySelector('summary') ?? back).focus({ preventScroll: true });
  if (window.scrollY !== top) window.scrollTo(0, top);
}

function offers(field, value) {
  return field.tagName !== 'SELECT' || [...field.options].some((option) => option.value === value);
}
