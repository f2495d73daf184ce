/**
 * Work is asked of the server, one question at a time. What is scanned before the answer waits for it and is then heard as
 * any scan; the same scan again is nothing. Nobody waits longer than LONGEST_MS.
 */
const LONGEST_MS = 8000;
const patience = () => new Promise((done) => { setTimeout(done, LONGEST_MS); });

/**
 * @param {(text: string) => unknown} hear what a scan does where nothing is asked
 * @param {() => Promise} [wait]
 * @returns {{scan(text: string): unknown, take(what: unknown, ask: (isNewest: () => boolean) => Promise): Promise}}
 *   take: asks, unless something is asked already; isNewest: nothing else was asked since, so the answer still counts
 */
export function turns(hear, wait = patience) {
  const behind = [];
  let asked = null;
  let newest = null;

  function answered() {
    asked = null;
    while (asked === null && behind.length > 0) hear(behind.shift());
  }

  return {
    scan(text) {
      if (asked === null) return hear(text);
      if (text !== asked.what) behind.push(text);
      return asked.over;
    },
    take(what, ask) {
      if (asked !== null) return asked.over;
      const mine = { what };
      asked = mine;
      newest = mine;
      mine.over = Promise.race([ask(() => newest === mine), wait()]).finally(answered);
      return mine.over;
    },
  };
}
