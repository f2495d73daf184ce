/** What the returns desk asks the server for. See device/api.js. */
import { caller, file } from '../device/api.js';

export function api(options) {
  const call = caller(options);
  return {
    find: (code) => call('GET', `returns?code=${encodeURIComponent(code)}`),
    answer: (body) => call('POST', 'returns/answer', body),
    made: (event) => call('GET', `returns/of/${event}`),
    print: (number) => call('POST', `returns/${encodeURIComponent(number)}/print`, {}),
    found: (event) => call('GET', `returns/found/${event}`),
    foundLabel: (event) => call('GET', `returns/found/${event}/label`, undefined, file),
    judged: (event) => call('GET', `returns/judged/${event}`),
    judgedLabel: (event) => call('GET', `returns/judged/${event}/label`, undefined, file),
    label: (number) => call('GET', `returns/${encodeURIComponent(number)}/label`, undefined, file),
  };
}
