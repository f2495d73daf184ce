/** A tote that cannot be packed now: its goods go back to their bins, or it waits on a shelf, by the handheld's own tasks; and a supervisor is called. */

const KEPT = new Set(['label', 'truck']);

/** @param {{model, aside, api}} ports `aside`: what may be put over the page, see pick/shell/aside.js */
export function putAway({ model, aside, api }) {
  /* The tasks are there before the scans that choose among them. */
  async function begin(scans) {
    await aside.open('tasks');
    if (model.get().over !== 'aside') return;
    const { status, body } = await api.tasks();
    if (status === 200) await aside.input({ type: 'tasks', ...body });
    for (const text of scans) await aside.scan(text); // one after the other, as they were made
  }
  /* A label that waits to be scanned, and a truck, are there again when the help is. */
  async function help() {
    const { over } = model.get();
    await aside.open('help');
    if (model.get().over === 'aside') model.set({ aside: { ...model.get().aside, under: KEPT.has(over) ? over : null } });
  }
  return {
    ...aside,
    tasks: () => begin([]),
    help,
    /* The tote that was scanned, and the slot it goes into when that was scanned too. */
    shelve: (...scans) => begin([model.get().elsewhere.code, ...scans]),
  };
}
