/** The server, as the bench calls it; answers as in `device/api.js`. */

import { api, caller, file } from '../device/api.js';

/** @param {{token: () => string|null}} options */
export function benchApi(options) {
  const call = caller(options);
  return {
    ...api(options),
    queue: () => call('GET', 'pack/queue'),
    open: (code, take) => call('POST', 'pack/open', take ? { code, take } : { code }),
    paper: (wave) => call('GET', `pack/waves/${wave}`),
    putPaperDown: (wave) => call('POST', `pack/waves/${wave}/give-back`),
    order: (transfer) => call('GET', `pack/transfers/${transfer}`),
    label: (parcel) => call('GET', `pack/parcels/${parcel}/label`, undefined, file),
    tasks: () => call('GET', 'tasks'),
    papers: (parcel) => call('GET', `pack/parcels/${parcel}/papers`, undefined, file),
    printing: (parcel) => call('GET', `pack/parcels/${parcel}/print`),
    printed: (parcel, said) => call('POST', `pack/parcels/${parcel}/print`, said),
    carrier: (transfer, carrier) => call('POST', `pack/transfers/${transfer}/carrier`, { carrier }),
    address: (transfer, fields) => call('POST', `pack/transfers/${transfer}/address`, fields),
    fetches: (transfer) => call('GET', `pack/transfers/${transfer}/fetches`),
    fetch: (line, qty_m) => call('POST', 'pack/fetches', { line, qty_m }),
    fetchNoMore: (task) => call('POST', `pack/fetches/${task}/cancel`),
    finds: () => call('GET', 'pack/finds'),
    find: (code) => call('POST', 'pack/finds', { code }),
    truck: () => call('GET', 'pack/truck'),
    carton: (box, state) => call('POST', `pack/cartons/${box}/${state}`, {}),
    truckLeaves: (truck) => call('POST', 'pack/truck/leave', truck),
    manifest: (number) => call('GET', `pack/manifests/${number}`, undefined, file),
  };
}
