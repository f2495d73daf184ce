/* Set-up: while Odoo is being read for the first time, the page looks again by itself, unless somebody is typing. */

const AGAIN_MS = 2000;

function look() {
  if (document.activeElement?.matches('input, select, textarea')) setTimeout(look, AGAIN_MS);
  else location.replace(location.pathname);
}

if (document.querySelector('[data-reading]')) setTimeout(look, AGAIN_MS);
