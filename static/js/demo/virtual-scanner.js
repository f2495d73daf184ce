/* Demo only: a scanner in the visitor's hand. The page says which codes matter now ('floor:codes');
   a click sends the text as 'floor:scan', which the page feeds into the same input path as a real scanner. */
import { load, t } from '../lib/i18n.js';

const gun = document.getElementById('gun');
const part = (name) => gun.querySelector(`[data-gun='${name}']`);
let shown = '';

function shoot(text) {
  window.dispatchEvent(new CustomEvent('floor:scan', { detail: { text } }));
}

/** One code as a picture with its words. The words come first: that is what a person looks for. */
function shot({ text, words }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'shot';
  const line = document.createElement('b');
  line.append(words, Object.assign(document.createElement('span'), { textContent: text }));
  const image = document.createElement('img');
  image.alt = '';
  image.loading = 'lazy';
  image.src = `/demo/barcode.svg?text=${encodeURIComponent(text)}`;
  button.append(line, image);
  button.addEventListener('click', () => shoot(text));
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function show(codes) {
  const key = JSON.stringify(codes);
  if (key === shown) return;
  shown = key;
  gun.classList.toggle('idle', codes.length === 0);
  part('list').replaceChildren(...codes.map(shot));
  say('hint', codes.length ? 'gun.hint' : 'gun.nothing');
}

function toggle(open) {
  gun.classList.toggle('open', open);
  part('sheet').hidden = !open;
  part('tab').setAttribute('aria-expanded', String(open));
  say('tab', open ? 'gun.close' : 'gun.tab');
}

/* The key stays with the part, for a page that changes its language. */
function say(name, key) {
  part(name).dataset.say = key;
  part(name).textContent = t(key);
}

/* A press on the panel must not take the focus from the page's scan field. */
gun.addEventListener('pointerdown', (event) => {
  if (!event.target.closest('input, label')) event.preventDefault();
});
part('tab').addEventListener('click', () => toggle(!gun.classList.contains('open')));
part('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = event.target.elements.text;
  if (field.value) shoot(field.value);
  field.value = '';
  field.blur();
});
/* F8 goes to the text field, for those without a mouse: the scan field of the handheld never lets Tab pass. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'F8') return;
  event.preventDefault();
  toggle(true);
  part('form').elements.text.focus();
});
await load(document.documentElement.lang);
window.addEventListener('floor:codes', (event) => show(event.detail));
window.dispatchEvent(new CustomEvent('floor:codes-wanted'));
if (!shown) show([]);
