/** The bench: wires the queue, the server, the scanner and the screens. One page, `/pack/`. */
import { boot } from '../pick/shell/boot.js';
import { heardWho, listRefused } from '../pick/shell/device.js';
import { link as makeLink } from '../pick/shell/link.js';
import { createModel } from '../pick/shell/model.js';
import { people as makePeople } from '../pick/shell/people.js';
import { scanner } from '../pick/shell/scanning.js';
import { talker } from '../pick/shell/talk.js';
import { benchApi } from './api.js';
import { step, view } from './engine.js';
import { actions } from './shell/actions.js';
import { labels as makeLabels } from './shell/labels.js';
import { jobOf, orders as makeOrders } from './shell/orders.js';
import { screenOf } from './shell/screens.js';
import { trucks as makeTrucks } from './shell/trucks.js';
import { App } from './shell/view.js';

const FRESH = { workers: ['packer'], bench: null, label: null, truck: null, elsewhere: null, isSelfPrinting: false };

/** Everything that does something, built once. */
function build(model, queue) {
  let token = null;
  const setToken = (given) => { token = given; };
  const talk = talker(model);
  const api = benchApi({ token: () => token });
  const isOurs = ({ wave, body }) => wave === null && body?.transfer !== undefined && body.transfer === model.get().sheet?.transfer;
  const link = makeLink({ model, queue, api, talk, onMe, isOurs, moved: 'pack.moved', onTold });
  const orders = makeOrders({ model, queue, api, talk, send: link.send, onOut: (reply) => listRefused(model, talk, reply) });
  const labels = makeLabels({ model, queue, api, talk });
  const trucks = makeTrucks({ model, queue, api, talk });
  const people = makePeople({ model, queue, api, talk, setToken, onIn: () => { link.send(); orders.list(); labels.look(); } });
  const onStep = (result) => stepped({ model, orders, labels }, result);
  const { input } = scanner({ model, queue, talk, engine: { step, view }, unknown: 'pack.unknown', whose, onUnknown, onStep });

  function onMe(body) {
    heardWho(model, body, { bench: null });
    [orders.list, labels.look, trucks.look].forEach((look) => look());
  }

  function onTold(rows) {
    if (!model.get().isMoved && rows.some((row) => isOurs(row.event))) orders.refresh();
  }

  /* Signed out with an order on the bench: what the sheet does not know may be a badge. */
  function onUnknown(text) {
    if (!text || !model.get().isExpired) return false;
    people.badge(text);
    return true;
  }

  async function takeUp() {
    model.set({ isSelfPrinting: (await queue.get('self_printing')) === true });
    await orders.takeUp();
    await labels.recall();
  }

  const act = actions({ model, queue, talk, link, orders, labels, trucks, people, input });
  return { act, link, people, setToken, takeUp, list: () => Promise.all([orders.list(), labels.look()]) };
}

/* A closed box wants its label; the last one takes the order with it. */
async function stepped({ model, orders, labels }, { state, facts }) {
  const closed = facts.find(({ kind }) => kind === 'box_closed');
  const { sheet: { transfer, order }, v } = model.get();
  const isLast = state.book.packed;
  if (closed) await labels.show({ parcel: closed.body.parcel, transfer, order, place: v.parcels.length, isLast });
  if (isLast) await orders.leave();
}

/* There is no wave on the bench; the right an order is held by is the epoch of its packing. */
function whose(sheet) {
  return { job: jobOf(sheet), wave: null, epoch: sheet.epoch, sheet: null };
}

boot({ model: createModel(FRESH), build, App, screenOf });
