/** Scanning by camera: the picture is there as long as its screen is; one code read, and the walk's question is back. */
import { later } from '../../lib/later.js';

/** @returns {boolean} whether this browser can read a code from its camera */
export function hasCamera() {
  return Boolean(globalThis.BarcodeDetector && globalThis.navigator?.mediaDevices?.getUserMedia);
}

/** @param {{model, talk, scan(text: string): void}} ports */
export function lens({ model, talk, scan }) {
  let stop = null;

  function off() {
    stop?.();
    stop = null;
  }

  /* Called with the video when it is drawn, with null when it is gone. */
  async function lens(video) {
    if (!video) { off(); return; }
    const part = await later(() => import('../../scan/camera.js'), () => leave('band.part_missing'));
    try {
      const end = await part?.watch(video, read);
      if (video.isConnected) stop = end;
      else end?.();
    } catch {
      if (video.isConnected) leave('camera.none');
    }
  }

  function leave(key) {
    model.set({ over: null });
    talk.words('warn', key);
  }

  function read(text) {
    if (model.get().over !== 'camera') return;
    off();
    model.set({ over: null, typed: '' });
    scan(text);
  }

  return { camera: () => model.set({ over: 'camera', typed: '', band: null }), lens };
}
