/* Puts a fresh picture of the floor in place without moving focus or scroll, and finds what is new in it. */

const cards = (root) => [...root.querySelectorAll('[data-alert]')];

/** Parses the fragment of `/board/live`: the sections, the head they stand for, the state line. */
export function parse(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const meta = page.querySelector('template[data-fresh]');
  return { sections: [...page.body.children].filter((node) => node !== meta), meta };
}

/** Replaces only the sections that differ; returns the alerts that were not there before, or have climbed since. */
export function swap(live, fresh) {
  const before = new Map(cards(live).map((card) => [card.dataset.alert, Number(card.dataset.rings)]));
  const sections = [...live.children].filter((node) => node.tagName !== 'TEMPLATE');
  fresh.sections.forEach((section, index) => {
    const old = sections[index];
    if (!old) live.append(section);
    else if (!old.isEqualNode(section)) keepPlace(old, () => old.replaceChildren(...section.childNodes));
  });
  return cards(live).filter((card) => Number(card.dataset.rings) > (before.get(card.dataset.alert) ?? -1));
}

/* A focused control inside a replaced section gets the focus back, found by its id; what is open stays open, and what
   was typed stays typed. */
function keepPlace(section, replace) {
  const id = section.contains(document.activeElement) ? document.activeElement.id : '';
  const top = window.scrollY;
  const open = [...section.querySelectorAll('details[open]')].map((one) => one.id);
  const typed = [...section.querySelectorAll('[data-typing]')].map((one) => [one.id, one.value]);
  replace();
  open.forEach((one) => document.getElementById(one)?.setAttribute('open', ''));
  typed.forEach(([one, value]) => { const field = document.getElementById(one); if (field) field.value = value; });
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
  if (window.scrollY !== top) window.scrollTo(0, top);
}

/** Frames new alerts for a moment. */
export function mark(fresh, forMs = 8000) {
  fresh.forEach((card) => card.classList.add('fresh'));
  setTimeout(() => fresh.forEach((card) => card.classList.remove('fresh')), forMs);
}
