/**
 * When the page is drawn. An answer is painted first, alone: its band is all that changes in that frame, whatever the
 * screen behind it weighs. The rest follows in the frame after. Anything else is drawn whole.
 */

const SLOW_MS = 100; // a page that nobody looks at has no frames

/**
 * @param {object} ports
 * @param {() => object} ports.now the model
 * @param {(model, band) => void} ports.paint draws the model as given, with that band
 * @param {(run) => void} [ports.soon] once the script that runs now has ended
 * @param {(run) => void} [ports.later] once the frame is on the screen
 * @returns {() => void} something changed. What one scan changes in several steps is drawn once.
 */
export function drawing({ now, paint, soon = queueMicrotask, later = afterFrame }) {
  let drawn = null; // the model that is on the page
  let said = null; // the band that is
  let isDue = false;
  let isLate = false; // the rest of an answer is not on the page yet

  function whole() {
    isLate = false;
    drawn = now();
    said = drawn.band;
    paint(drawn, said);
  }

  function draw() {
    isDue = false;
    const { band } = now();
    if (drawn && isAnswer(band) && band !== said) answer(band);
    else if (!isLate) whole();
  }

  function answer(band) {
    said = band;
    paint(drawn, band);
    if (isLate) return;
    isLate = true;
    later(whole);
  }

  return () => {
    if (isDue) return;
    isDue = true;
    soon(draw);
  };
}

function isAnswer(band) {
  return band !== null && band.tone !== 'ask';
}

function afterFrame(run) {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    run();
  };
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, SLOW_MS);
}
