/** What the tests of the scripts share: vectors, sheets, a clock that only moves when told. */

import { readFileSync, readdirSync } from 'node:fs';

const VECTORS = new URL('../vectors/', import.meta.url);

/** Every vector of a folder, each with the name of its file. */
export function vectorsOf(folder) {
  const files = readdirSync(new URL(`${folder}/`, VECTORS)).filter((name) => name.endsWith('.json')).sort();
  return files.flatMap((file) => read(`${folder}/${file}`).map((vector) => ({ ...vector, file })));
}

export function sheetNamed(name) {
  return read(`sheets/${name}.json`);
}

/** English wording, as people read it. */
export function wording() {
  return JSON.parse(readFileSync(new URL('../../static/lang/en.json', import.meta.url), 'utf8'));
}

/** A clock and its timers; `pass(ms)` lets time go by and rings what is due, in order. */
export function fakeClock() {
  let time = 0;
  let last = 0;
  const due = new Map();
  const next = (until) => [...due].filter(([, one]) => one.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
  return {
    now: () => time,
    timers: {
      set: (run, ms) => { last += 1; due.set(last, { run, at: time + ms }); return last; },
      clear: (timer) => due.delete(timer),
    },
    waiting: () => due.size,
    nextIn: () => Math.min(...[...due.values()].map((one) => one.at)) - time,
    /** The page hangs: time goes by, what fell due rings late, each once. */
    stall(ms) {
      time += ms;
      for (const [timer, one] of [...due].filter(([, waiting]) => waiting.at <= time)) {
        due.delete(timer);
        one.run();
      }
    },
    pass(ms) {
      const until = time + ms;
      for (let found = next(until); found; found = next(until)) {
        due.delete(found[0]);
        time = found[1].at;
        found[1].run();
      }
      time = until;
    },
  };
}

/** Numbers from a seed, 0..1, the same on every machine (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function read(path) {
  return JSON.parse(readFileSync(new URL(path, VECTORS), 'utf8'));
}
