/**
 * One input, one answer: the engine judges, the queue keeps, then the band says so. Green only after the disk has it;
 * red paints at once. Inputs are answered one after another, so two fast scans both count.
 */
import { newId } from '../../lib/ids.js';
import { pace } from './pace.js';

/**
 * @param {{model, queue, talk, engine: {step, view}, unknown: string, whose(sheet): {job, wave, epoch, sheet},
 *   onUnknown(text): boolean, onStep(result, before, input): void}} ports
 *   unknown: the key of a scan the engine does not know; whose: what the facts belong to
 * @returns {{input(input: object, options?: {stay?: boolean}): Promise<void>, inTurn(task: () => Promise): Promise<void>}}
 *   inTurn: something else that must not come between two inputs
 */
export function scanner({ model, queue, talk, engine, unknown, whose, onUnknown, onStep }) {
  const begun = pace({ model });
  let line = Promise.resolve();

  async function take(input, { stay = false } = {}) {
    const { sheet, state, over, offset = 0 } = model.get();
    if (!sheet) return;
    const result = engine.step(sheet, state, { id: newId(), fresh: newId, at: Date.now() + offset, ...input });
    if (result.verdict.key === unknown && onUnknown(input.text)) return;
    const kept = result.state === state || keep(result);
    const v = engine.view(sheet, result.state); // made ready while the disk writes
    if (kept !== true && !(await kept)) { talk.words('no', 'band.saved_not'); return; }
    model.set({ state: result.state, v, over: stay ? over : result.over ?? null, typed: '' });
    talk.verdict(result.verdict);
    onStep(result, state, input);
  }

  function keep({ state, facts }) {
    const { sheet, person, session } = model.get();
    const { job, ...where } = whose(sheet);
    const envelope = { at: Date.now(), person: person?.id ?? null, session, ...where };
    return queue.recordAll({ facts, envelope, state, job }).then(() => true, () => false);
  }

  return {
    input(input, options) {
      const answered = begun();
      line = line.then(() => take(input, options)).catch(() => talk.words('no', 'band.saved_not')).then(answered);
      return line;
    },
    inTurn(task) {
      line = line.then(task).catch(() => {});
      return line;
    },
  };
}
