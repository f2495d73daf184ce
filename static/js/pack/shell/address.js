/** The address of the order on the bench, entered where Odoo lacks some of it: field by field, then to Odoo at once. */

/**
 * @param {{model, api, talk, onSheet(sheet): Promise}} ports onSheet: the order as it is after that
 */
export function addresses(ports) {
  const { model } = ports;
  const ask = () => {
    const { sheet } = model.get();
    if (!sheet?.address_ask) return false;
    const given = Object.fromEntries(sheet.address_ask.map(({ name }) => [name, sheet.ship_to?.[name] ?? '']));
    const at = Math.max(sheet.address_ask.findIndex(({ missing }) => missing), 0);
    model.set({ over: 'address', address: { fields: sheet.address_ask, at, given }, typed: given[sheet.address_ask[at].name], band: null });
    return true;
  };
  return { ask, at: (place) => goTo(ports, place), said: (typed) => said(ports, typed) };
}

/* What was typed so far is kept. */
function goTo({ model }, place) {
  const { address, typed } = model.get();
  if (!address?.fields[place]) return;
  const given = { ...address.given, [address.fields[address.at].name]: typed };
  model.set({ address: { ...address, given, at: place }, typed: given[address.fields[place].name] ?? '', band: null });
}

/* The next field; behind the last one it goes to Odoo. */
async function said(ports, typed) {
  const { address } = ports.model.get();
  ports.model.set({ typed });
  goTo(ports, Math.min(address.at + 1, address.fields.length - 1));
  return address.at < address.fields.length - 1 ? undefined : send(ports, ports.model.get().address.given);
}

async function send({ model, api, talk, onSheet }, given) {
  const { sheet } = model.get();
  const said = Object.fromEntries(Object.entries(given).filter(([, text]) => text.trim()));
  talk.words('ask', 'pack.address.sending');
  const reply = await api.address(sheet.transfer, said);
  if (reply.status !== 200) return talk.refusal(reply);
  await onSheet(reply.body);
  return talk.words('ok', 'pack.address.there', { order: sheet.order });
}
