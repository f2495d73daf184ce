/** The screens that no walk begins with: they are loaded right behind the first one, by `shell/screens.js`. */
export { camera } from './camera.js';
export { decided } from './decided.js';
export { device, more, putDown as put_down, tools, undo } from './menus.js';
export { held, queue } from './queue.js';
export { photo } from '../../evidence/screen.js';
