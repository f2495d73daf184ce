/**
 * One input, one answer: the engine judges, the queue keeps, then the band says so. Green only after the disk has it;
 * red paints at once. Inputs are answered one after another, so two fast scans both count.
 */
import { step, view } from '../engine.js';
import { newId } from '../../lib/ids.js';

/**
 * @param {{model, queue, talk, onUnknown(text): boolean, onWalked(): void}} ports
 * @returns {{input(input: object, options?: {stay?: boolean}): Promise<void>, inTurn(task: () => Promise): Promise<void>}}
 *   inTurn: something else that must not come between two inputs
 */
export function scanner({ model, queue, talk, onUnknown, onWalked }) {
  let line = Promise.resolve();

  async function take(input, { stay = false } = {}) {
    const { sheet, state, over } = model.get();
    if (!sheet) return;
    const result = step(sheet, state, { id: newId(), at: Date.now(), ...input });
    const isTold = result.verdict.key === 'pick.unknown' && onUnknown(input.text);
    if (isTold) return;
    if (result.state !== state && !(await keep(result))) return;
    model.set({ state: result.state, v: view(sheet, result.state), over: stay ? over : null, typed: '' });
    talk.verdict(result.verdict);
    if (result.state.walked && !state.walked) onWalked();
  }

  async function keep({ state, facts }) {
    const { sheet, person, session } = model.get();
    const envelope = { at: Date.now(), person: person?.id ?? null, session, wave: sheet.wave, epoch: sheet.epoch, sheet: sheet.sheet };
    try {
      await queue.record({ fact: facts[0] ?? null, envelope, state });
      return true;
    } catch {
      talk.words('no', 'band.saved_not');
      return false;
    }
  }

  return {
    input(input, options) {
      line = line.then(() => take(input, options)).catch(() => talk.words('no', 'band.saved_not'));
      return line;
    },
    inTurn(task) {
      line = line.then(task).catch(() => {});
      return line;
    },
  };
}
