/* A photo that is added on the page of an exception: made small here, then sent as the handheld sends one. */
import { send } from './post.js';
import { shrink } from './shrink.js';

const form = document.querySelector('form[data-photo]');
const trouble = document.querySelector('[data-trouble]');
const button = form.querySelector('button');

function say(words) {
  trouble.textContent = words;
  trouble.hidden = false;
  button.disabled = false;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  trouble.hidden = true;
  button.disabled = true;
  const small = await shrink(form.elements.photo.files[0]).catch(() => null);
  if (!small) return say(form.dataset.unread);
  const { status, error } = await send({ url: form.action, body: small });
  if (error) return say([error.text, error.safe, error.next].join(' '));
  if (status !== 200) return say(form.dataset.lost);
  return location.reload();
});
