/**
 * The scanner as a keyboard. Text is taken from the input's own `beforeinput`/`input` events, not from key codes, because
 * Android delivers scans through an input method. A code ends by Enter or Tab, or by a pause.
 *
 * The pause is short as long as it is all that may end a code. A scanner that was seen to send a suffix gets a longer
 * one: its codes end by the suffix, and a busy machine may let more than 100 ms pass in the middle of one.
 */

const PAUSE_MS = 100;
const LONG_PAUSE_MS = 400;
const SURE = 3; // so many codes in a row ended by a suffix: this scanner sends one
const QUIET_MS = 500;
const MOST = 4096;
const SHORTEST = 3; // fewer characters without a suffix were typed on the device's own keys
const LATE_MS = 20;
const ENDS = /[\r\n\t]/;
const GS = '\u001d';

/**
 * The core, without a page: text comes in as it is typed, whole codes go out, in order, none merged, none lost.
 * @param {object} ports
 * @param {(code: string, hasSuffix: boolean) => void} ports.emit
 * @param {(character: string) => void} [ports.key] a character typed by hand, not scanned
 * @param {() => boolean} [ports.takesKeys] would a character typed by hand do something now? If so it must not wait
 * @param {() => number} [ports.now]
 * @param {{set: Function, clear: Function}} [ports.timers]
 * @returns {{text(added: string): void, end(): boolean, isQuiet(): boolean, pause(length: number): number}}
 *   `end` is the suffix key: true when it belongs to a scan and must do nothing else
 */
export function collector(ports) {
  return new Collector(ports);
}

class Collector {
  #held = '';
  #last = -Infinity;
  #suffixed = 0;
  #unsure = null; // what #suffixed was before a pause ended a code: its suffix may still come
  #ports;
  #wait;

  constructor({ emit, key = emit, takesKeys = () => true, now = Date.now, timers = clock() }) {
    this.#ports = { emit, key, takesKeys, now };
    this.#wait = patience(() => this.#pauseOver(), { now, timers });
  }

  text(added) {
    this.#last = this.#ports.now();
    const [first, ...rest] = added.split(ENDS);
    this.#hold(first);
    for (const piece of rest) {
      this.#flush(true);
      this.#hold(piece);
    }
    if (this.#held === '') this.#wait.stop();
    else this.#wait.start(this.pause(this.#held.length));
  }

  end() {
    if (this.isQuiet()) return false;
    if (this.#held === '' && this.#unsure !== null) this.#suffixed = this.#unsure + 1;
    this.#unsure = null;
    this.#flush(true);
    return true;
  }

  isQuiet() {
    return this.#held === '' && this.#ports.now() - this.#last > QUIET_MS;
  }

  // Far more than any barcode holds: the rest of a runaway text is dropped, and what is kept is refused as too long.
  #hold(piece) {
    this.#held = (this.#held + piece).slice(0, MOST);
  }

  // How long to wait behind so many characters, in ms. What a person types stays as quick as it was: one or two are given out
  // after the short pause wherever the screen has a use for them, and they neither teach the pause nor spoil what it has learned.
  pause(length) {
    const isTyped = length < SHORTEST && this.#ports.takesKeys();
    return this.#suffixed >= SURE && !isTyped ? LONG_PAUSE_MS : PAUSE_MS;
  }

  #flush(hasSuffix) {
    this.#wait.stop();
    const code = this.#held;
    this.#held = '';
    if (code.length >= SHORTEST) this.#learn(hasSuffix);
    if (code !== '') this.#ports.emit(code, hasSuffix);
  }

  #learn(hasSuffix) {
    this.#unsure = hasSuffix ? null : this.#suffixed;
    this.#suffixed = hasSuffix ? this.#suffixed + 1 : 0;
  }

  #pauseOver() {
    this.#last = this.#ports.now(); // a suffix that comes after the pause still belongs to this code
    if (this.#held.length >= SHORTEST) return this.#flush(false);
    const typed = [...this.#held];
    this.#held = '';
    this.#last = -Infinity;
    typed.forEach((character) => this.#ports.key(character));
  }
}

/* A timer that rings late means that the page was busy, and characters may stand in line behind it: let them in first. */
function patience(run, { now, timers }) {
  let timer = null;
  const stop = () => timers.clear(timer);
  const start = (ms) => {
    stop();
    const due = now() + ms;
    timer = timers.set(() => (now() - due > LATE_MS ? start(LATE_MS) : run()), ms);
  };
  return { start, stop };
}

/**
 * Listen for scans on a page. The input is in the page though nobody sees it; a field marked `data-typing` is left alone.
 * @param {object} options
 * @param {HTMLInputElement} options.input
 * @param {(code: string, hasSuffix: boolean) => void} options.onScan
 * @param {(key: string) => void} [options.onKey] a character or Enter pressed by hand (hardware keys)
 * @param {() => boolean} [options.takesKeys] see `collector`
 * @returns {{feed(text: string): void, focus(): void, stop(): void}} `feed` scans a text the way a scanner would
 */
export function listen({ input, onScan, onKey = () => {}, takesKeys, now = Date.now, timers = clock(), document = input.ownerDocument }) {
  const collect = collector({ emit: onScan, key: onKey, takesKeys, now, timers });
  const stopping = new AbortController();
  const on = (target, kinds, hear) =>
    kinds.forEach((kind) => target.addEventListener(kind, hear, { capture: true, signal: stopping.signal }));
  const focus = () => focusOn(input, document);
  const drain = () => drained(input, collect);
  const hand = { roams: false };
  const composing = patience(drain, { now, timers }); // what an input method is still writing is no code yet

  on(input, ['beforeinput'], (event) => beforeInput(event, collect, drain));
  on(input, ['input', 'compositionend'], (event) => {
    composing.stop();
    if (event.isComposing) composing.start(collect.pause(input.value.length));
    else drain();
  });
  on(input, ['paste'], (event) => pasted(event, collect));
  on(document, ['keydown'], (event) => keyDown(event, { input, collect, drain, focus, hand, onKey }));
  on(document, ['mousedown'], (event) => keepFocus(event, input));
  on(document, ['click', 'visibilitychange'], () => { hand.roams = false; });
  on(document, ['click', 'focusout', 'visibilitychange'], () => timers.set(() => hand.roams || focus(), 0));
  prepare(input);
  focus();
  return { feed: (text) => feed(text, { input, focus }), focus, stop: () => stopping.abort() };
}

function prepare(input) {
  const wanted = { inputmode: 'none', autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false' };
  Object.entries(wanted).forEach(([name, value]) => input.setAttribute(name, value));
}

function beforeInput(event, collect, drain) {
  if (event.inputType === 'insertLineBreak') {
    event.preventDefault();
    drain();
    collect.end();
  } else if (event.cancelable && !event.isComposing && event.inputType?.startsWith('insert') && event.data) {
    event.preventDefault();
    collect.text(event.data);
  }
}

function pasted(event, collect) {
  event.preventDefault();
  collect.text(`${event.clipboardData?.getData('text') ?? ''}\n`);
}

function drained(input, collect) {
  const text = input.value;
  input.value = '';
  if (text !== '') collect.text(text);
}

// Also heard when a button has the focus: the first character takes it back, so that the suffix cannot press the button.
function keyDown(event, parts) {
  const { input, collect, focus, hand } = parts;
  if (isTyping(event.target)) return;
  if (event.key === 'Enter' || event.key === 'Tab') return suffix(event, parts);
  if (isSeparator(event)) return separator(event, parts);
  if (event.target === input || !isCharacter(event) || pressesButton(event, parts)) return;
  event.preventDefault();
  hand.roams = false;
  focus();
  collect.text(event.key);
}

// A touch would take the focus away until the next turn of the loop, and a scan that an input method delivers whole in
// between would go nowhere. So it never leaves; what is touched hears its click all the same.
function keepFocus(event, input) {
  if (event.target?.closest?.('[data-typing], input, label, select, textarea')) return;
  event.preventDefault();
  input.focus({ preventScroll: true });
}

// No scan before it: a hand pressed it. Tab then walks the buttons until a scan or a click ends that; Enter is a key.
function suffix(event, { input, collect, drain, hand, onKey }) {
  drain();
  if (collect.end()) return swallow(event);
  if (event.key === 'Tab') hand.roams = true;
  else if (event.target === input) {
    swallow(event);
    onKey('Enter');
  }
}

// Many scanners send the separator of a GS1 label as Ctrl+], which types nothing by itself.
function isSeparator(event) {
  return event.ctrlKey && !event.metaKey && (event.key === ']' || event.key === GS);
}

function separator(event, { collect, drain }) {
  drain();
  if (collect.isQuiet()) return;
  swallow(event);
  collect.text(GS);
}

function pressesButton(event, { collect, hand }) {
  return event.key === ' ' && hand.roams && collect.isQuiet();
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

// Some firmware sets Alt on every key of a scan; Ctrl and Meta are people's short cuts.
function isCharacter(event) {
  return event.key?.length === 1 && !event.ctrlKey && !event.metaKey;
}

function isTyping(element) {
  return Boolean(element?.closest?.('[data-typing]'));
}

function focusOn(input, document) {
  const active = document.activeElement;
  if (active !== input && !isTyping(active) && !document.hidden) input.focus({ preventScroll: true });
}

function feed(text, { input, focus }) {
  focus();
  for (const code of text.split(ENDS)) {
    input.value = code;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(Object.assign(new Event('keydown', { bubbles: true, cancelable: true }), { key: 'Enter' }));
  }
}

function clock() {
  return { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer) };
}
