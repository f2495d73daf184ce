/** The one place that names the view library: `html` writes elements, `render` puts them on the page. */
import { h, render } from '../../../vendor/preact.js';
import htm from '../../../vendor/htm.js';

export const html = htm.bind(h);
export { render };
