/**
 * Asking for a task by scan: goods are refilled, a tote is looked for, a location is counted; a figure key says otherwise.
 * It needs the network, keeps nothing, and asked for twice it is one task.
 */
import { caller } from '../device/api.js';
import { html } from '../pick/parts/html.js';
import { Key, Option } from '../pick/parts/keys.js';
import { play } from '../lib/sound.js';
import { t } from '../lib/i18n.js';

const GREEN_MS = 2500;
const filled = (text, args) => text.replace('{number}', args.number);

export const KINDS = ['refill', 'find', 'move_tote', 'count'];
const PATIENCE_MS = 8000;
const NEW = { kind: '', code: null };

/** What is asked next: a refill whose bin no order names wants the bin by a second scan; what is asked for is over. */
export function after({ kind }, code, { status, error }) {
  if (status === 200) return null;
  return { kind: error?.key === 'task.no_bin' ? 'refill' : kind, code: error?.key === 'task.no_bin' ? code : null };
}

/** @param {{model, talk}} ports; @param {object} run the tasks beside it, which hear nothing meanwhile */
export function asker({ model, talk }, run) {
  const call = caller({ token: () => model.get().device?.token, patience: PATIENCE_MS });
  const now = () => model.get().aside?.asking ?? null;
  const put = (asking) => model.set({ aside: { ...model.get().aside, asking } });
  let isBusy = false;

  function say(tone, word, why) {
    play(tone);
    model.set({ band: { tone, word, why } });
    if (tone === 'ok') setTimeout(() => { if (model.get().band?.word === word) talk.hush(); }, GREEN_MS);
  }

  async function send(text) {
    if (isBusy) return;
    isBusy = true;
    talk.words('ask', 'menu.busy');
    const { kind, code } = now();
    const reply = await call('POST', 'tasks', code ? { kind, code, to: text } : { kind, code: text });
    isBusy = false;
    if (now()) hear(code ?? text, reply);
  }

  function hear(code, reply) {
    const { asking: before, words } = model.get().aside;
    const next = after(before, code, reply);
    put(next);
    if (!next) { say('ok', filled(words.asked, reply.body), words.asked_why); dispatchEvent(new Event('floor:board')); }
    else if (next.code && !before.code) talk.hush();
    else if (reply.error) talk.refusal(reply);
    else say('warn', words.unheard, words.unheard_why);
  }

  return {
    ...run,
    scan: (text) => (now() ? send(text.trim()) : run.scan(text)),
    input: (input) => (input.type === 'ask' ? (talk.hush(), put({ ...NEW, kind: input.kind ?? '' })) : run.input(input)),
    back: () => { if (!now()) return run.back(); talk.hush(); put(null); return true; },
  };
}

/** The screen while something is asked for, and the tasks else. */
export function withAsking(screen) {
  const of = (model) => (model.aside.asking ? asking : screen);
  return {
    ...screen,
    ask: (model) => of(model).ask(model),
    main: (model, act) => of(model).main(model, act),
    keys: (model, act) => of(model).keys(model, act),
    onKey: (model, act, key) => of(model).onKey(model, act, key),
    takesCharacters: (model) => of(model).takesCharacters(model),
  };
}

function asked({ aside: { asking: { kind, code }, words } }) {
  return code ? { word: words.bin, why: words.bin_why, icon: 'scan' } : { word: words.any, why: words[`${kind || 'any'}_why`], icon: 'scan' };
}

const asking = {
  ask: asked,
  main: ({ aside: { asking: { kind }, words } }, act) => html`<main class="main scroll" data-task="ask"><ol class="opts">
    ${KINDS.map((one, index) => html`<${Option} number=${index + 1} name=${`ask-${one}`} words=${words[one]} on=${one === kind} onPress=${() => act.asideInput({ type: 'ask', kind: one })} />`)}
  </ol></main>`,
  keys: (model, act) => html`<${Key} words=${t('key.back')} hint="Escape" name="back" onPress=${() => act.back()} />`,
  takesCharacters: () => true,
  onKey(model, act, key) {
    const kind = KINDS[Number(key) - 1];
    if (kind) act.asideInput({ type: 'ask', kind });
    return Boolean(kind);
  },
};
