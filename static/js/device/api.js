/**
 * The server, as the handheld calls it. No call throws: without an answer the status is 0.
 * Answer = {status: number, body: object|null, error: {key, text, safe, next}|null}
 */

const PATIENCE_MS = 20_000;

/**
 * @param {object} options
 * @param {() => string|null} options.token the device's token, asked at each call: it changes at a re-enrolment
 * @param {typeof fetch} [options.fetch]
 * @param {number} [options.patience] ms before a call without an answer is given up
 */
export function api({ token, fetch = globalThis.fetch.bind(globalThis), patience = PATIENCE_MS }) {
  const call = (method, path, body) => send({ fetch, patience, method, path, body, token: token() });
  return {
    enrol: (code, name) => call('POST', 'devices', { code, name }),
    me: () => call('GET', 'me'),
    signIn: (badge, pin) => call('POST', 'session', pin === undefined ? { badge } : { badge, pin }),
    signOut: () => call('DELETE', 'session'),
    waves: () => call('GET', 'waves'),
    claim: (wave) => call('POST', `waves/${wave}/claim`, {}),
    answers: (wave) => call('GET', `waves/${wave}/answers`),
    sheet: (wave) => call('GET', `waves/${wave}/sheet`),
    sendEvents: (batch) => call('POST', 'events', batch),
    changes: (since, room) => call('GET', `changes?since=${since}&room=${encodeURIComponent(room)}`),
    ping: () => call('GET', 'ping'),
  };
}

async function send({ fetch, patience, method, path, body, token }) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const answer = await fetch(`/api/v1/${path}`, { ...request(method, body, token), signal: giveUp.signal });
    return read(answer.status, await answer.text());
  } catch {
    return { status: 0, body: null, error: null };
  } finally {
    clearTimeout(timer);
  }
}

function request(method, body, token) {
  const headers = { Accept: 'application/json', 'X-Floor': '1' };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body === undefined) return { method, headers, cache: 'no-store' };
  headers['Content-Type'] = 'application/json';
  return { method, headers, body: JSON.stringify(body), cache: 'no-store' };
}

// A proxy or a hotel's portal may answer for the server: only an object counts as its word.
function read(status, text) {
  const body = parsed(text);
  const error = typeof body?.error?.key === 'string' ? body.error : null;
  return { status, body, error };
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
