/**
 * The camera as a scanner, where the browser has a BarcodeDetector (Android does) and the page is secure. It looks until
 * it is stopped, and tells the same code again only after it has been out of the picture.
 */

const LOOK_MS = 120;
const AWAY_LOOKS = 4; // so many looks without it, and the code may be told again
const WANTED = { video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false };

/**
 * @param {HTMLVideoElement} video shows what the camera sees
 * @param {(text: string) => void} onCode each code once
 * @returns {Promise<() => void>} stops it. Rejects when there is no picture: no camera, or not allowed
 */
export async function watch(video, onCode) {
  const stream = await navigator.mediaDevices.getUserMedia(WANTED);
  const detector = new globalThis.BarcodeDetector();
  video.srcObject = stream;
  await video.play();
  const seen = sightings(onCode);
  let isOn = true;
  const look = async () => {
    if (!isOn) return;
    const codes = await detector.detect(video).catch(() => []);
    if (isOn) seen(codes.map((code) => code.rawValue));
    setTimeout(look, LOOK_MS);
  };
  look();
  return () => {
    isOn = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}

/**
 * Turns what one look after the other sees into codes told once. Pure but for what it remembers.
 * @param {(text: string) => void} onCode
 * @returns {(texts: string[]) => void}
 */
export function sightings(onCode) {
  const missed = new Map();
  return (texts) => {
    for (const known of [...missed.keys()].filter((text) => !texts.includes(text))) {
      missed.set(known, missed.get(known) + 1);
      if (missed.get(known) >= AWAY_LOOKS) missed.delete(known);
    }
    for (const text of texts.filter(Boolean)) {
      if (!missed.has(text)) onCode(text);
      missed.set(text, 0);
    }
  };
}
