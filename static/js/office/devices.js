/* The devices page: revoking asks once more in place, with the name, instead of a pop-up. */
import { load, t } from '../lib/i18n.js';

await load(document.documentElement.lang);

function arm(form) {
  const button = form.querySelector('button');
  const words = [...button.childNodes];
  let armed = false;
  form.addEventListener('submit', (event) => {
    if (armed) return;
    event.preventDefault();
    armed = true;
    button.classList.add('strong');
    button.textContent = t('devices.revoke_sure', { name: form.dataset.name });
  });
  button.addEventListener('blur', () => {
    armed = false;
    button.classList.remove('strong');
    button.replaceChildren(...words);
  });
}

document.querySelectorAll('form[data-revoke]').forEach(arm);
