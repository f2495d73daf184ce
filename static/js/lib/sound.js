/**
 * The sounds of a verdict, made on the device: nothing to load, nothing to miss while offline.
 * Right is short and high, near the scanner's own beep; wrong is a low double that no scanner makes. A supervisor's
 * word rises in three steps, and a critical exception on the board is a chime that nothing else makes.
 */

const TUNES = {
  ok: { wave: 'sine', notes: [{ hz: 1760, from: 0, for: 0.07 }], buzz: [50] },
  no: { wave: 'square', notes: [{ hz: 196, from: 0, for: 0.16 }, { hz: 147, from: 0.2, for: 0.24 }], buzz: [250, 60, 250] },
  word: { wave: 'sine', notes: [{ hz: 660, from: 0, for: 0.1 }, { hz: 880, from: 0.13, for: 0.1 }, { hz: 1175, from: 0.26, for: 0.22 }], buzz: [80, 60, 80, 60, 80] },
  alarm: { wave: 'triangle', notes: [{ hz: 740, from: 0, for: 0.18 }, { hz: 988, from: 0.22, for: 0.18 }, { hz: 740, from: 0.44, for: 0.3 }], buzz: [300, 100, 300] },
  warn: { wave: 'triangle', notes: [{ hz: 587, from: 0, for: 0.12 }, { hz: 440, from: 0.15, for: 0.16 }], buzz: [120] },
};
const LOUDNESS = { sine: 0.5, square: 0.25, triangle: 0.6 };

let audio = null;
let muted = false;

/** Call inside a gesture (the sign-in tap): until then the browser keeps the page silent. */
export function unlock() {
  const Audio = globalThis.AudioContext;
  if (!audio && Audio) audio = new Audio({ latencyHint: 'interactive' });
  if (audio?.state === 'suspended') audio.resume().catch(() => {});
}

/** Silence the tones; the vibration stays. */
export function mute(on) {
  muted = on;
}

/**
 * @param {'ok'|'no'|'warn'|'word'|'alarm'|null} name a verdict's sound; null is silence
 * @param {boolean} [isLoud] heard although it is muted
 */
export function play(name, isLoud = false) {
  const tune = Object.hasOwn(TUNES, name ?? '') ? TUNES[name] : null;
  if (!tune) return;
  globalThis.navigator?.vibrate?.(tune.buzz);
  if ((muted && !isLoud) || audio?.state !== 'running') return;
  tune.notes.forEach((note) => sing(note, tune.wave));
}

// A ramp at both ends: a tone cut off at full loudness clicks.
function sing(note, wave) {
  const at = audio.currentTime + note.from;
  const tone = new OscillatorNode(audio, { type: wave, frequency: note.hz });
  const loud = new GainNode(audio, { gain: 0 });
  loud.gain.setValueAtTime(0, at);
  loud.gain.linearRampToValueAtTime(LOUDNESS[wave], at + 0.005);
  loud.gain.setValueAtTime(LOUDNESS[wave], at + note.for - 0.01);
  loud.gain.linearRampToValueAtTime(0, at + note.for);
  tone.connect(loud).connect(audio.destination);
  tone.start(at);
  tone.stop(at + note.for);
}
