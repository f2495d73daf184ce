/** The scanner on a page: through the input's events, whatever has the focus, and never into a button. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { listen } from '../../static/js/scan/wedge.js';
import { fakeClock } from './support.js';

const EAN = '4006381333931';
let clock;

beforeEach(() => { clock = fakeClock(); });

/** Just enough of a page: the document hears an event before the part it is for, unless it is stopped there. */
class Part extends EventTarget {
  attributes = {};
  value = '';
  typing = false;

  constructor(page) {
    super();
    this.page = page;
  }

  setAttribute(name, value) { this.attributes[name] = value; }
  closest() { return this.typing ? this : null; }
  focus() { this.page.activeElement = this; }

  dispatchEvent(event) {
    let isStopped = false;
    Object.defineProperties(event, {
      target: { value: this, configurable: true },
      stopPropagation: { value: () => { isStopped = true; }, configurable: true },
    });
    this.page.dispatchEvent(event);
    return isStopped ? false : super.dispatchEvent(event);
  }
}

class Page extends EventTarget {
  hidden = false;
  activeElement = null;
  input = new Part(this);
  button = new Part(this);
  field = Object.assign(new Part(this), { typing: true });

  send(kind, part, details = {}) {
    const event = Object.assign(new Event(kind, { cancelable: true }), details);
    part.dispatchEvent(event);
    return event;
  }

  /** A key goes to what has the focus; a character that nobody refuses is then inserted there. */
  key(key, details = {}) {
    const event = this.send('keydown', this.activeElement, { key, ...details });
    const isText = key.length === 1 && !details.ctrlKey && !event.defaultPrevented && this.activeElement === this.input;
    if (isText) this.send('beforeinput', this.input, { inputType: 'insertText', data: key });
    return event;
  }
}

function listening() {
  const page = new Page();
  const heard = { scans: [], keys: [] };
  const ports = { input: page.input, document: page, now: clock.now, timers: clock.timers };
  const wedge = listen({ ...ports, onScan: (code) => heard.scans.push(code), onKey: (key) => heard.keys.push(key) });
  return { page, wedge, heard };
}

test('the input is made fit for scanning and takes the focus', () => {
  const { page } = listening();
  assert.equal(page.input.attributes.inputmode, 'none');
  assert.equal(page.input.attributes.autocomplete, 'off');
  assert.equal(page.activeElement, page.input);
});

test('a scan arrives through the input events and its Enter is swallowed', () => {
  const { page, heard } = listening();
  for (const data of EAN) page.send('beforeinput', page.input, { inputType: 'insertText', data });
  assert.equal(page.key('Enter').defaultPrevented, true);
  assert.deepEqual(heard.scans, [EAN]);
});

test('a scan that an input method puts into the field arrives too', () => {
  const { page, heard } = listening();
  page.input.value = EAN;
  page.send('input', page.input, { isComposing: true });
  clock.pass(250);
  assert.deepEqual(heard.scans, [EAN]);
  assert.equal(page.input.value, '');
});

test('an input method that a busy device holds up in the middle of a code delivers it whole, once', () => {
  const { page, heard } = listening();
  const compose = (text) => { page.input.value = text; page.send('input', page.input, { isComposing: true }); };
  const rest = (text) => { page.input.value = text; page.send('input', page.input); };
  for (const code of ['T-0001', 'T-0002', 'T-0003']) { rest(code); page.key('Enter'); }
  compose(EAN.slice(0, 8));
  clock.pass(250);
  compose(EAN);
  rest(EAN);
  page.key('Enter');
  assert.deepEqual(heard.scans, ['T-0001', 'T-0002', 'T-0003', EAN]);
});

test('what an input method is still composing, and what is rubbed out, is not taken twice', () => {
  const { page, heard } = listening();
  page.send('beforeinput', page.input, { inputType: 'insertCompositionText', data: EAN, isComposing: true });
  page.send('beforeinput', page.input, { inputType: 'deleteContentBackward', data: EAN });
  clock.pass(200);
  assert.deepEqual(heard.scans, []);
});

test('the separator of a GS1 label may come as Ctrl and a bracket', () => {
  const { page, heard } = listening();
  const type = (text) => [...text].forEach((data) => page.send('beforeinput', page.input, { inputType: 'insertText', data }));
  type('0104006381333931' + '10L2411');
  assert.equal(page.key(']', { ctrlKey: true }).defaultPrevented, true);
  type('17270301');
  page.key('Enter');
  assert.deepEqual(heard.scans, ['010400638133393110L2411\u001d17270301']);
});

test('pressed by hand it is what the browser makes of it', () => {
  const { page, heard } = listening();
  assert.equal(page.key(']', { ctrlKey: true }).defaultPrevented, false);
  clock.pass(200);
  assert.deepEqual(heard, { scans: [], keys: [] });
});

test('three characters without a suffix are a code', () => {
  const { page, heard } = listening();
  page.send('beforeinput', page.input, { inputType: 'insertText', data: 'A-1' });
  clock.pass(100);
  assert.deepEqual(heard, { scans: ['A-1'], keys: [] });
});

test('a blank inside a scan does not press the button that has the focus', () => {
  const { page, heard } = listening();
  page.activeElement = page.button;
  assert.equal(page.key(' ').defaultPrevented, true);
  for (const key of 'BIN 4') page.key(key);
  page.key('Enter');
  assert.deepEqual(heard.scans, [' BIN 4']);
});

test('the line break of an input method ends the code like Enter', () => {
  const { page, heard } = listening();
  page.input.value = 'A-04-2';
  page.send('beforeinput', page.input, { inputType: 'insertLineBreak', data: null });
  assert.deepEqual(heard.scans, ['A-04-2']);
});

test('a pasted text counts without a suffix', () => {
  const { page, heard } = listening();
  page.send('paste', page.input, { clipboardData: { getData: () => `${EAN}\nT-0007` } });
  assert.deepEqual(heard.scans, [EAN, 'T-0007']);
});

test('a scan while a button has the focus takes the focus back, and its Enter does not press the button', () => {
  const { page, heard } = listening();
  page.activeElement = page.button;
  for (const key of EAN) page.key(key);
  assert.equal(page.activeElement, page.input);
  assert.equal(page.key('Enter').defaultPrevented, true);
  assert.deepEqual(heard.scans, [EAN]);
});

test('a late Enter does not press a button that got the focus meanwhile', () => {
  const { page, heard } = listening();
  page.send('beforeinput', page.input, { inputType: 'insertText', data: EAN });
  clock.pass(130);
  page.activeElement = page.button;
  assert.equal(page.key('Enter').defaultPrevented, true);
  assert.deepEqual(heard.scans, [EAN]);
});

test('a hand that tabs to a button and presses Enter or the space bar presses it', () => {
  const { page, heard } = listening();
  clock.pass(1000);
  assert.equal(page.key('Tab').defaultPrevented, false);
  page.activeElement = page.button;
  page.send('focusout', page.input);
  clock.pass(1);
  assert.equal(page.activeElement, page.button);
  assert.equal(page.key('Enter').defaultPrevented, false);
  assert.equal(page.key(' ').defaultPrevented, false);
  assert.deepEqual(heard, { scans: [], keys: [] });
});

test('the virtual scanner takes the same way in, even from a field for typing', () => {
  const { page, wedge, heard } = listening();
  page.activeElement = page.field;
  wedge.feed(EAN);
  wedge.feed('A-04-2\nT-0007');
  wedge.feed('7');
  assert.deepEqual(heard.scans, [EAN, 'A-04-2', 'T-0007', '7']);
  assert.equal(page.activeElement, page.field);
});

test('a field for typing keeps its keys and its focus', () => {
  const { page, heard } = listening();
  page.activeElement = page.field;
  page.send('focusout', page.input);
  clock.pass(1);
  for (const key of '12345') assert.equal(page.key(key).defaultPrevented, false);
  assert.equal(page.key('Enter').defaultPrevented, false);
  clock.pass(1000);
  assert.equal(page.activeElement, page.field);
  assert.deepEqual(heard, { scans: [], keys: [] });
});

test('after a press on a button the focus comes back', () => {
  const { page } = listening();
  page.activeElement = page.button;
  page.send('click', page.button);
  clock.pass(1);
  assert.equal(page.activeElement, page.input);
});

test('a touch never takes the focus from the scan field, not even for a moment', () => {
  const { page } = listening();
  assert.equal(page.send('mousedown', page.button).defaultPrevented, true);
  page.activeElement = page.field;
  assert.equal(page.send('mousedown', page.field).defaultPrevented, false);
  assert.equal(page.activeElement, page.field);
  page.send('mousedown', page.button);
  assert.equal(page.activeElement, page.input);
});

test('short cuts of the browser are left alone, and Alt on each key is not', () => {
  const { page, heard } = listening();
  page.activeElement = page.button;
  assert.equal(page.key('r', { ctrlKey: true }).defaultPrevented, false);
  assert.equal(page.key('F1').defaultPrevented, false);
  for (const key of 'T-0007') page.key(key, { altKey: true });
  clock.pass(100);
  assert.deepEqual(heard.scans, ['T-0007']);
});

test('hardware digits and Enter reach the screen as keys', () => {
  const { page, heard } = listening();
  page.send('beforeinput', page.input, { inputType: 'insertText', data: '3' });
  clock.pass(200);
  page.key('Enter');
  assert.deepEqual(heard, { scans: [], keys: ['3', 'Enter'] });
});

test('nothing is heard after stop', () => {
  const { page, wedge, heard } = listening();
  wedge.stop();
  page.send('beforeinput', page.input, { inputType: 'insertText', data: EAN });
  clock.pass(1000);
  assert.deepEqual(heard.scans, []);
});
