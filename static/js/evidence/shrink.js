/**
 * A picture made small on the device. It is drawn anew, upright, so nothing is left of what a camera wrote beside it:
 * place, time, name.
 */

export const LARGEST = 300_000; // bytes
const LADDER = [[1600, 0.8], [1600, 0.6], [1280, 0.6], [1024, 0.5], [800, 0.5], [640, 0.4], [480, 0.3], [320, 0.2]];

/**
 * A JPEG of at most `LARGEST` bytes: the first step of the ladder (longest side, quality) that is small enough.
 * @param {Blob} file
 * @param {{read?: (file: Blob) => Promise<{width, height, close(): void}>,
 *   write?: (picture: object, width: number, height: number, quality: number) => Promise<Blob>}} [ports]
 * @returns {Promise<Blob>} rejects for what is no picture
 */
export async function shrink(file, { read = opened, write = drawn } = {}) {
  const picture = await read(file);
  try {
    for (const [longest, quality] of LADDER) {
      const small = await write(picture, ...fit(picture, longest), quality);
      if (small?.size <= LARGEST) return small;
    }
  } finally {
    picture.close();
  }
  throw new Error('no step is small enough');
}

/** Width and height with the longest side cut to `longest`; what is smaller stays. */
export function fit({ width, height }, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [width, height].map((side) => Math.max(1, Math.round(side * scale)));
}

/* An element of the page turns the picture as the camera was held, in every browser we know. */
async function opened(file) {
  const source = new Image();
  source.src = URL.createObjectURL(file);
  const close = () => URL.revokeObjectURL(source.src);
  try {
    await source.decode();
  } catch (problem) {
    close();
    throw problem;
  }
  return { source, width: source.naturalWidth, height: source.naturalHeight, close };
}

function drawn({ source }, width, height, quality) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d', { alpha: false });
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(source, 0, 0, width, height);
  return new Promise((done) => { canvas.toBlob(done, 'image/jpeg', quality); });
}
