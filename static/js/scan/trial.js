/** What a scan of one of our own test codes says about the scanner's settings. Pure. */
import { asOtherLayouts } from './layouts.js';

const SLOW_MS = 20; // for one character; DataWedge's first step of delay is 100
const AIM = /^\][A-Za-z][0-9]/;
const SEPARATOR = /\u001d|[|~#]|\{GS\}|<GS>|\[GS\]|\^\]|Alt029/;

/**
 * @param {{text: string, hasSuffix: boolean, lasted_ms: number, pieces: number}} heard pieces: events it came in
 * @param {{name: string, text: string}[]} codes the codes on the page, `|` for a separator
 * @returns {{is: 'good'|'bad'|'note', key: string, args?: object}[]}
 */
export function findings({ text, hasSuffix, lasted_ms, pieces }, codes) {
  const bare = text.replace(AIM, '');
  const code = codes.find((one) => plainly(one.text) === plainly(bare));
  const told = code ? [{ is: 'good', key: 'set_up.heard', args: { code: code.name } }, ...ofGs1(code, bare)] : [other(bare, codes)];
  return [
    ...told,
    hasSuffix ? { is: 'good', key: 'set_up.suffix_there' } : { is: 'note', key: 'set_up.suffix_missing' },
    AIM.test(text) ? { is: 'good', key: 'set_up.aim_there' } : { is: 'note', key: 'set_up.aim_missing' },
    ...pace(lasted_ms, pieces),
  ];
}

function ofGs1({ name }, bare) {
  if (name !== 'gs1') return [];
  return [SEPARATOR.test(bare) ? { is: 'good', key: 'set_up.separator_there' } : { is: 'bad', key: 'set_up.separator_lost' }];
}

function other(bare, codes) {
  const meant = asOtherLayouts(bare).find(({ text }) => codes.some((one) => plainly(one.text) === plainly(text)));
  if (meant) return { is: 'bad', key: `set_up.layout_${meant.layout}` };
  return { is: 'bad', key: 'set_up.other', args: { text: bare.slice(0, 40) } };
}

function pace(lasted_ms, pieces) {
  if (pieces < 2) return [{ is: 'good', key: 'set_up.whole' }];
  const each = Math.round(lasted_ms / (pieces - 1));
  return [{ is: each > SLOW_MS ? 'bad' : 'good', key: each > SLOW_MS ? 'set_up.slow' : 'set_up.fast', args: { n: each } }];
}

// Separators come in many dresses, or not at all: whether they are there is told apart.
function plainly(text) {
  return text.replace(new RegExp(SEPARATOR, 'g'), '');
}
