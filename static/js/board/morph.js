/* Makes what is on the page say what is new, and keeps the nodes: a key under a finger stays that key, a list that is
   folded out stays open, a choice stays chosen, and what is being typed is not touched. */

const HANDS_OFF = new Set(['open', 'data-sending', 'data-arrived']); // what the page itself has put there
const ENTRIES = new Set(['LI', 'ARTICLE', 'FORM', 'TR', 'LABEL']);

/** Makes `old` say what `now` says; both are elements of one kind. `[data-trouble]` holds the page's own words. */
export function morph(old, now) {
  if ('trouble' in old.dataset || old.isEqualNode(now)) return;
  attributes(old, now);
  children(old, now);
}

function attributes(old, now) {
  const theirs = (names) => [...names].filter((name) => !HANDS_OFF.has(name));
  for (const name of theirs(old.getAttributeNames())) if (!now.hasAttribute(name)) old.removeAttribute(name);
  for (const name of theirs(now.getAttributeNames())) {
    if (old.getAttribute(name) !== now.getAttribute(name)) old.setAttribute(name, now.getAttribute(name));
  }
}

/* Who is gone goes first, so that who stays need not move: a node that moves loses the focus. */
function children(old, now) {
  const wanted = new Set([...now.children].map(nameOf));
  for (const node of [...old.children]) if (nameOf(node) && !wanted.has(nameOf(node))) node.remove();
  const known = new Map([...old.children].map((node) => [nameOf(node), node]));
  let at = old.firstChild;
  for (const node of [...now.childNodes]) {
    const name = nameOf(node);
    const same = name ? known.get(name) : like(node, at);
    known.delete(name);
    while (same && at !== same && !nameOf(at)) at = drop(at);
    if (!same) old.insertBefore(node, at);
    else if (same === at) at = at.nextSibling;
    else old.insertBefore(same, at);
    if (same) renew(same, node);
  }
  while (at) at = drop(at);
}

/* The next one without a name that is of the same kind; what has a name in between is nobody's to skip. */
function like(node, from) {
  let at = from;
  while (at && !nameOf(at) && at.nodeName !== node.nodeName) at = at.nextSibling;
  return at && !nameOf(at) ? at : null;
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function renew(old, now) {
  if (old.nodeType === Node.ELEMENT_NODE) morph(old, now);
  else if (old.data !== now.data) old.data = now.data;
}

/* What tells a node from its neighbours: '' for text and for what is there for its looks. An option is called by its
   value, or a reason chosen would become another one; an entry without a name after the first thing in it that has one. */
function nameOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  if ('trouble' in node.dataset) return 'trouble';
  const own = node.id || node.dataset.key || (ENTRIES.has(node.nodeName) && node.querySelector('[id]')?.id);
  if (own) return `${node.nodeName} ${own}`;
  return node.nodeName === 'OPTION' || node.type === 'checkbox' ? `${node.nodeName} = ${node.value}` : '';
}
