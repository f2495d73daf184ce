/** After a short: which lot, what is in the way. Laid over the walk, which goes on where it was; fetched when first asked. */
import { html } from '../pick/parts/html.js';
import { Product } from '../pick/parts/goods.js';
import { Key, Option } from '../pick/parts/keys.js';
import { runner } from '../menu/driver.js';
import { t } from '../lib/i18n.js';
import { NOTES, start, step, view } from './engine.js';

const skip = (act) => act.asideInput({ type: 'skip' });
const says = (act, code) => act.asideInput({ type: 'says', says: code });

function written(event, act) {
  event.preventDefault();
  act.asideInput({ type: 'note', text: event.target.elements.note.value });
}

const screen = {
  name: 'short-more',
  ask: ({ aside: { v } }) => ({ word: t(`short_more.ask.${v.ask ?? 'note'}`), why: t(`short_more.ask.${v.ask ?? 'note'}_why`), icon: v.ask === 'lot' ? 'scan' : 'ask' }),
  main: ({ aside: { v } }, act) => html`<main class="main scroll" data-more=${v.ask}>
    ${v.ask === 'lot' && v.product && html`<${Product} product=${v.product} lot=${null} />`}
    ${v.ask === 'note' && html`<ol class="opts">${NOTES.map((code, index) => html`<${Option} number=${index + 1} name=${code.toLowerCase()} words=${t(`short_more.${code}`)} onPress=${() => says(act, code)} />`)}</ol>
      <form class="group" onSubmit=${(event) => written(event, act)}><label class="field">${t('short_more.words')}<input name="note" maxlength="200" autocomplete="off" data-typing /></label>
        <${Key} words=${t('short_more.keep')} name="keep" type="submit" /></form>`}
  </main>`,
  keys: (model, act) => html`<${Key} words=${t('photo.skip')} hint="Escape" name="back" onPress=${() => skip(act)} />`,
  takesCharacters: ({ aside: { v } }) => v.ask === 'note',
  onKey({ aside: { v } }, act, key) {
    const chosen = v.ask === 'note' && /^[1-3]$/.test(key) && NOTES[Number(key) - 1];
    if (chosen) says(act, chosen);
    return Boolean(chosen);
  },
};

/** `model.told` is the short: {event, asks, product}. What was asked before another one came is asked no more. */
export function begin(ports) {
  const { model, queue } = ports;
  const { told } = model.get();
  const run = runner(ports, { name: 'more', start: () => start(told), step, view, screen, isFresh: () => true });
  const over = async (done) => { await done; if (!model.get().aside?.state?.event) await close(); };

  async function close() {
    model.set({ over: null, aside: null, typed: '' });
    await queue.set('aside', null);
  }

  return {
    ...run,
    async takeUp(isReload) {
      if (!isReload) await queue.set('state:more', null);
      await run.takeUp();
      if (model.get().aside.state.event) return true;
      await close();
      return false;
    },
    scan: (text) => over(run.scan(text)),
    input: (input) => over(run.input(input)),
    back: () => { over(run.input({ type: 'skip' })); return true; },
  };
}
