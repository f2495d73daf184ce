/** Demo only: tells the virtual scanner which barcodes matter, at each change of the model. */

const AFTER_PAINT_MS = 50; // nobody's answer waits for it

/** @param {(model: object, demo: object) => {text: string, words: string}[]} codesFor what matters on this page */
export function offerCodes(codesFor) {
  window.addEventListener('floor:model', ({ detail: model }) => offer(model, codesFor), { once: true });
}

async function offer(model, codesFor) {
  let demo = null;
  const isNew = () => Boolean(model.get().blocked || !model.get().device);
  let wasNew = isNew();
  let due = null;

  /* An enrolment code works once, so a handheld that needs one again asks for another. */
  async function ask() {
    const answer = await fetch('/demo/codes').catch(() => null);
    if (answer?.ok) demo = await answer.json();
    tell();
  }

  function tell() {
    window.dispatchEvent(new CustomEvent('floor:codes', { detail: codesFor(model.get(), demo) }));
  }

  model.onChange(() => {
    if (isNew() && !wasNew) ask();
    wasNew = isNew();
    due ??= setTimeout(() => { due = null; tell(); }, AFTER_PAINT_MS);
  });
  window.addEventListener('floor:codes-wanted', tell);
  await ask();
}
