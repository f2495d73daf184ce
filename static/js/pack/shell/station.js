/**
 * The printer at this station: how it stands with the label of the box, asked while its screen is open, and what the
 * packer says of it. Print = what `GET pack/parcels/<parcel>/print` answers, see `service/print_answers.py`.
 */
const EVERY_MS = 1000;
const OVER = new Set(['confirmed']);

/** @param {{model, api, talk}} ports */
export function station({ model, api, talk }) {
  let timer = 0;

  /* Told once more only when it is news: the band would come back again and again. */
  function heard(parcel, print) {
    const { label } = model.get();
    if (label?.parcel === parcel) model.set({ label: { ...label, print, number: print?.number ?? label.number } });
  }

  async function look(parcel) {
    clearTimeout(timer);
    const reply = await api.printing(parcel);
    if (reply.status === 200) heard(parcel, reply.body.print);
    const { label, over } = model.get();
    const isOpen = label?.parcel === parcel && over === 'label';
    if (isOpen && label.print && !label.print.scanned && !OVER.has(label.print.state)) timer = setTimeout(look, EVERY_MS, parcel);
    return reply;
  }

  /* @returns {Promise<boolean>} did the server take it? */
  async function tell(said) {
    const { label } = model.get();
    if (!label?.print) return false;
    const reply = await api.printed(label.parcel, { job: label.print.job, ...said });
    if (reply.status === 200) heard(label.parcel, reply.body.print);
    else if (reply.status === 0) talk.words('warn', 'pack.print.offline');
    else talk.refusal(reply);
    if (reply.status === 200) look(label.parcel);
    return reply.status === 200;
  }

  return { look, tell };
}

/** Whether the packer must scan the label before anything else: a printer stands here, and has it or may have. */
export function isOwed(label) {
  return Boolean(label?.print) && !label.print.scanned && label.print.state !== 'void';
}
