/** On a handheld the camera, at a desk a file. */

let chooser = null; // while the camera is open nothing else holds it

/** @param {(file: File) => void} take called once one was taken; not at all where nobody took one */
export function choose(take) {
  chooser = Object.assign(document.createElement('input'), { type: 'file', accept: 'image/*' });
  chooser.setAttribute('capture', 'environment');
  chooser.addEventListener('change', () => take(chooser.files[0]));
  chooser.click();
}
