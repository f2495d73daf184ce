/** What this bench asked to be fetched for the order on it, or to be found, and who comes. Heard at once, by the hint that anything changed. */

/** @param {{model, api, talk}} ports */
export function fetches(ports) {
  const { model, api, talk } = ports;
  const isOpen = () => model.get().over === 'fetch';
  const isFinding = () => model.get().over === 'find';

  async function look() {
    const { sheet } = model.get();
    if (!isOpen() || !sheet) return;
    const { status, body } = await api.fetches(sheet.transfer);
    if (status === 200) model.set({ fetches: body.fetches });
  }

  async function lookForFinds() {
    if (!isFinding()) return;
    const { status, body } = await api.finds();
    if (status === 200) model.set({ finds: body.finds });
  }

  addEventListener('floor:board', () => { look(); lookForFinds(); });
  return {
    open: () => { model.set({ over: 'fetch', band: null, fetches: [] }); return look(); },
    look,
    openFinds: () => { model.set({ over: 'find', band: null, finds: [] }); return lookForFinds(); },
    find: (tote) => said(api.find(tote), 'find.sent', { tote }).then(lookForFinds),
    ask: (row) => said(api.fetch(row.lines[0], row.left_m), 'fetch.sent', { name: row.product.name }),
    noMore: (task) => said(api.fetchNoMore(task), 'fetch.taken_back', {}),
  };

  async function said(call, key, args) {
    const reply = await call;
    if (reply.status === 200) talk.words('ok', key, args);
    else talk.refusal(reply);
    return look();
  }
}
