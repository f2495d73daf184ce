/** Demo only: tells the virtual scanner which barcodes matter, at each change of the model. */

/** @param {object} model @param {(model: object, demo: object) => {text: string, words: string}[]} codesFor */
export async function offerCodes(model, codesFor) {
  let demo = null;
  const isNew = () => Boolean(model.get().blocked || !model.get().device);
  let wasNew = isNew();

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
    tell();
  });
  window.addEventListener('floor:codes-wanted', tell);
  await ask();
}
