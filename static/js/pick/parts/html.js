/** The one place that names the view library: `html` writes elements, `render` puts them on the page. */
import { Component, h, render } from '../../../vendor/preact.js';
import htm from '../../../vendor/htm.js';

export const html = htm.bind(h);
export { render };

/** A part that is drawn anew only for another model: what stands on the page costs an answer nothing. */
export function still(part) {
  return class Still extends Component {
    shouldComponentUpdate({ model }) {
      return model !== this.props.model;
    }

    render(props) {
      return part(props);
    }
  };
}
