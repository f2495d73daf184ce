/** The product's picture: the shop's own where there is one, else a drawing of its shape in its colour. */
import { html } from './html.js';

/* Each shape: the body's outline and the label's box, in a field of 60 by 60. */
const SHAPES = {
  bottle: ['M23 4h14v9l6 10v31a4 4 0 0 1-4 4H21a4 4 0 0 1-4-4V23l6-10z', [17, 30, 26, 14]],
  box: ['M8 18l8-10h28l8 10v36a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2z', [8, 18, 44, 5]],
  tube: ['M20 46h20v10a2 2 0 0 1-2 2H22a2 2 0 0 1-2-2zM14 4h32l-5 40H19z', [18, 16, 24, 13]],
  jar: ['M14 6h32v9H14zM12 17h36a4 4 0 0 1 3 4v31a6 6 0 0 1-6 6H15a6 6 0 0 1-6-6V21a4 4 0 0 1 3-4z', [9, 29, 42, 15]],
  bag: ['M14 4h32v7l-3 4 6 14v24a5 5 0 0 1-5 5H16a5 5 0 0 1-5-5V29l6-14-3-4z', [18, 30, 24, 16]],
  can: ['M15 6c0-2 30-2 30 0l3 6v40c0 6-36 6-36 0V12z', [12, 22, 36, 20]],
};

/** @param {{product: {shape: string, hue: number, picture: string|null}}} props */
export function Picture({ product }) {
  const { picture, name } = product;
  const shown = picture && html`<img key=${picture} src=${picture} alt=${name} hidden onLoad=${show} />`;
  return html`<div class="pic">${drawing(product)}${shown}</div>`;
}

/* Until it is here, and where it never comes, the drawing stands in its place. */
function show({ currentTarget }) {
  currentTarget.hidden = false;
}

function drawing({ shape, hue }) {
  const [body, [x, y, width, height]] = SHAPES[shape] ?? SHAPES.box;
  return html`<svg viewBox="0 0 60 60" aria-hidden="true">
    <path d=${body} fill=${`hsl(${hue ?? 210}, 55%, 45%)`} />
    <rect x=${x} y=${y} width=${width} height=${height} fill="#fafaf7" />
  </svg>`;
}
