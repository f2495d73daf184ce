/** The bench: wires the queue, the server, the scanner and the screens. One page, `/pack/`. */
import { boot } from '../pick/shell/boot.js';
import { aside as makeAside } from '../pick/shell/aside.js';
import { heardWho, listRefused } from '../pick/shell/device.js';
import { link as makeLink } from '../pick/shell/link.js';
import { createModel } from '../pick/shell/model.js';
import { people as makePeople } from '../pick/shell/people.js';
import { scanner } from '../pick/shell/scanning.js';
import { talker } from '../pick/shell/talk.js';
import { turns } from '../pick/shell/turns.js';
import { benchApi } from './api.js';
import { actions } from './shell/actions.js';
import { cartons } from './shell/cartons.js';
import { engine, isOf, whose } from './shell/jobs.js';
import { fetches } from './shell/fetches.js';
import { labels as makeLabels } from './shell/labels.js';
import { orders as makeOrders } from './shell/orders.js';
import { putAway } from './shell/put-away.js';
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
  const isOurs = (event) => isOf(model.get().sheet, event);
  const link = makeLink({ model, queue, api, talk, onMe, isOurs, moved: 'pack.moved', onTold });
  const turn = turns((text) => act.hear(text));
  const orders = makeOrders({ model, queue, api, talk, turn, inTurn: (task) => inTurn(task), send: link.send, onOut: (reply) => listRefused(model, talk, reply), onCounted: () => input({ type: 'command', do: 'from_paper' }) });
  const labels = makeLabels({ model, queue, api, talk });
  const trucks = makeTrucks({ model, queue, api, talk });
  const fetched = fetches({ model, api, talk });
  const people = makePeople({ model, queue, api, talk, setToken, onIn: () => { link.send(); orders.list(); labels.look(); } });
  const photos = behind({ model, queue, talk, token: () => token });
  const { input, inTurn } = scanner({ model, queue, talk, engine, unknown: 'pack.unknown', whose, onUnknown, onStep: (result) => stepped({ model, orders, labels, photos }, result) });

  function onMe(body) {
    heardWho(model, body, { bench: null });
    [orders.list, labels.look, trucks.look, fetched.look].forEach((look) => look());
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

  const beside = putAway({ model, aside: makeAside({ model, queue, api, talk, send: link.send, step: engine.step, desk: true }), api });
  const act = actions({ model, queue, talk, link, orders, labels, trucks, fetched, people, beside, carton: cartons({ model, queue, api, talk }), input, scan: turn.scan });
  listen(model, () => token);
  return { act, link, people, setToken, takeUp: () => takeUp({ model, queue, orders, labels }), list: () => Promise.all([orders.list(), labels.look()]) };
}

async function takeUp({ model, queue, orders, labels }) {
  model.set({ isSelfPrinting: (await queue.get('self_printing')) === true });
  await orders.takeUp();
  await labels.recall();
}

/* What changed anywhere is heard at once, without it the beat asks. */
function listen(model, token) {
  import('../pick/shell/ear.js').then(({ ear }) => ear({ model, token, onHint: () => {} }), () => {});
}

/* A closed box wants its label; the last one takes the order with it. Paper that is entered leads to its orders. */
async function stepped({ model, orders, labels, photos }, { state, facts }) {
  const { sheet: { transfer, order, paper, checks }, v } = model.get();
  if (paper) return void (state.walked && facts.length > 0 && await orders.entered());
  const closed = facts.find(({ kind }) => kind === 'box_closed');
  const isLast = state.book.packed;
  const parcel = closed?.body.parcel ?? (isLast ? v.parcels.at(-1)?.key : null);
  if (parcel && !checks?.label) await labels.show({ parcel, transfer, order, place: v.parcels.length, isLast });
  if (isLast || state.book.held) await orders.leave();
  photos.after(facts, checks?.ask ?? []);
}

/* Photos come behind the page, and send what was taken before. What failed is shown, and what is asked to be. */
function behind(ports) {
  let photos = null;
  import('../evidence/part.js').then(async ({ evidence }) => { photos = await evidence(ports); }).catch(() => {});
  const isShown = ({ kind, body }, asked) => kind === 'box_checked'
    && (body.result === 'fail' || asked.some(({ check, how }) => how === 'photo' && check === body.check));
  return {
    after(facts, asked) {
      const told = facts.find((fact) => isShown(fact, asked));
      if (told) photos?.ask(told.id);
    },
  };
}

boot({ model: createModel(FRESH), build, App, screenOf });
