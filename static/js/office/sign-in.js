/* Sign-in at a station: a scanner types the badge and ends with Enter, which sends the form. */
import { offerBadges } from './codes.js';

const badge = document.getElementById('badge');
const pin = document.getElementById('pin');

/* A badge with a PIN field still hidden goes at once; the server answers with the field when it wants one. */
function take(text) {
  badge.value = text;
  if (!pin.required) badge.form.requestSubmit();
  else pin.focus();
}

offerBadges(take);
