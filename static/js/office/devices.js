/* The devices page: revoking asks once more in place, with the name, instead of a pop-up. The words stand in the page: a
   press while they were fetched would revoke at once. */

function arm(form) {
  const button = form.querySelector('button');
  const words = [...button.childNodes];
  let armed = false;
  form.addEventListener('submit', (event) => {
    if (armed) return;
    event.preventDefault();
    armed = true;
    button.classList.add('strong');
    button.textContent = form.dataset.sure;
  });
  button.addEventListener('blur', () => {
    armed = false;
    button.classList.remove('strong');
    button.replaceChildren(...words);
  });
}

document.querySelectorAll('form[data-revoke]').forEach(arm);
