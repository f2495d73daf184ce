/** What the bench's screens may ask for, and where a scan goes. */
import { cardOf } from '../../pick/shell/aside.js';
import { settings } from '../../pick/shell/device.js';
import { isNobody } from '../../pick/shell/nobody.js';
import { isAsked, isToShelve } from './screens.js';

/** @param {object} floor everything that does something, see app.js */
export function actions({ model, queue, talk, link, orders, labels, trucks, fetched, people, beside, carton, input, scan }) {
  return {
    ...people,
    ...settings(model, queue),
    hush: talk.hush,
    send: () => link.send().then(link.beat),
    seen: link.seen,
    list: orders.list,
    open: (code) => orders.open(code),
    takeOver: () => orders.open(model.get().elsewhere.code, true),
    leave: () => { model.set({ over: null }); return orders.leave(); },
    carton,
    tasks: beside.tasks,
    help: beside.help,
    shelve: beside.shelve,
    asideInput: beside.input,
    asidePad: beside.pad,
    ...lacking(orders),
    ...said(input),
    type: (typed) => model.set({ typed, band: null }),
    over: (over, typed = '') => model.set({ over, typed, band: null }),
    back: () => goBack({ model, input, labels, orders, beside }),
    print: labels.print,
    papers: labels.papers,
    label: labels.again,
    labelDone: labels.done,
    tellPrinter: labels.tell,
    reprint: (reason) => { model.set({ over: 'label', band: null }); return labels.tell({ say: 'more', reason }); },
    fetches: fetched.open,
    fetch: fetched.ask,
    fetchNoMore: fetched.noMore, finds: fetched.openFinds, findTote: fetched.find,
    truck: trucks.open,
    chooseTruck: trucks.choose,
    truckLeaves: (driver) => link.send().then(() => trucks.leave(driver)),
    selfPrint: () => setSelfPrinting(model, queue, !model.get().isSelfPrinting),
    scan,
    hear: (text) => hearScan({ model, talk, people, orders, labels, trucks, beside, input }, text),
  };
}

/* What the order lacks before its label can be. */
function lacking({ carrier, askAddress, address, addressAt }) {
  return { chooseCarrier: carrier, askAddress, address, addressAt };
}

/* What is said of the order on the bench, or of paper that is entered. */
function said(input) {
  return {
    command: (what, options) => input({ type: 'command', do: what }, options),
    quantity: (qty_m) => input({ type: 'quantity', qty_m }),
    line: (id) => input({ type: 'line', line: id }),
    reason: (code) => input({ type: 'reason', reason: code }),
    box: (id) => input({ type: 'box', box: id }),
    reopen: (parcel) => input({ type: 'reopen', parcel }),
    check: (result, more) => input({ type: 'check', result, ...more }),
    problem: (code, reason) => input({ type: 'problem', code, reason }),
    weigh: (text) => input({ type: 'weight', text }),
  };
}

function goBack({ model, input, labels, orders, beside }) {
  const { over, pinFor, v } = model.get();
  if (pinFor) model.set({ pinFor: null, typed: '', band: null });
  else if (over === 'label') labels.done();
  else if (over === 'aside') beside.back();
  else if (over) model.set({ over: over === 'depart' ? 'truck' : null, typed: '', band: null });
  else if (isAsked(model.get())) orders.leave();
  else if (['check', 'box', 'weight', 'missing', 'less', 'found', 'reason'].includes(v?.ask)) input({ type: 'command', do: 'back' });
  else model.set({ band: null });
}

async function setSelfPrinting(model, queue, isSelfPrinting) {
  model.set({ isSelfPrinting });
  await queue.set('self_printing', isSelfPrinting);
}

/** A scan goes where the bench stands: enrolment, badge, the truck, the label, the order, or it opens one. */
function hearScan({ model, talk, people, orders, labels, trucks, beside, input }, text) {
  const { device, blocked, sheet, isLoading, pinFor, over } = model.get();
  if (isLoading) return undefined;
  if (blocked || !device) return people.enrol(text);
  if (pinFor || over === 'badge' || isNobody(model.get())) return people.badge(text);
  if (over !== 'aside' && cardOf(text) === 'help') return beside.help();
  if (over === 'truck') return trucks.scan(text);
  if (over === 'aside') return beside.scan(text);
  if (over === 'elsewhere' && isToShelve(model.get())) return beside.shelve(text);
  if (over === 'address') return talk.words('warn', 'pack.address.first');
  if (isAsked(model.get())) return talk.words('warn', 'pack.carrier.first');
  if (over === 'label' && labels.check(text)) return undefined;
  if (over === 'label') labels.done();
  return sheet ? input({ type: 'scan', text }) : orders.open(text);
}
