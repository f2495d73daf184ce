/**
 * The server, as the handheld calls it. No call throws: without an answer the status is 0.
 * Answer = {status: number, body: object|null, error: {key, text, safe, next}|null}
 */

import { spoken } from '../lib/i18n.js';

const PATIENCE_MS = 20_000;

/**
 * @param {object} options
 * @param {() => string|null} options.token the device's token, asked at each call: it changes at a re-enrolment
 * @param {typeof fetch} [options.fetch]
 * @param {number} [options.patience] ms before a call without an answer is given up
 */
export function api(options) {
  const call = caller(options);
  return {
    enrol: (code, name) => call('POST', 'devices', { code, name }),
    me: () => call('GET', 'me'),
    signIn: (badge, pin) => call('POST', 'session', pin === undefined ? { badge } : { badge, pin }),
    signOut: () => call('DELETE', 'session'),
    waves: () => call('GET', 'waves'),
    claim: (wave) => call('POST', `waves/${wave}/claim`, {}),
    claimScanned: (code) => call('POST', 'waves/claim', { code }),
    takeOver: (wave) => call('POST', `waves/${wave}/take-over`, {}),
    pause: (wave) => call('POST', `waves/${wave}/pause`, {}),
    giveBack: (wave) => call('POST', `waves/${wave}/give-back`, {}),
    split: (wave) => call('POST', `waves/${wave}/split`, {}),
    answers: (wave) => call('GET', `waves/${wave}/answers`),
    sheet: (wave) => call('GET', `waves/${wave}/sheet`),
    sendEvents: (batch) => call('POST', 'events', batch),
    changes: (since, room) => call('GET', `changes?since=${since}&room=${encodeURIComponent(room)}`),
    ping: () => call('GET', 'ping'),
  };
}

/**
 * Calls of further pages: `call(method, path, body?, take?)`, answered as those above.
 * `take` makes the answer of a response; `file` is one for what is no JSON.
 */
export function caller({ token, fetch = globalThis.fetch.bind(globalThis), patience = PATIENCE_MS }) {
  return (method, path, body, take = words) => send({ fetch, patience, method, path, body, token: token(), take });
}

/** A file as the answer's body; a refusal is read as anywhere. */
export async function file(response) {
  if (response.status !== 200) return words(response);
  return { status: 200, body: await response.blob(), error: null };
}

async function send({ fetch, patience, method, path, body, token, take }) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const answer = await fetch(`/api/v1/${path}`, { ...request(method, body, token), signal: giveUp.signal });
    return await take(answer);
  } catch {
    return { status: 0, body: null, error: null };
  } finally {
    clearTimeout(timer);
  }
}

function request(method, body, token) {
  const headers = { Accept: 'application/json', 'Accept-Language': spoken(), 'X-Floor': '1' };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body === undefined) return { method, headers, cache: 'no-store' };
  headers['Content-Type'] = 'application/json';
  return { method, headers, body: JSON.stringify(body), cache: 'no-store' };
}

async function words(response) {
  return read(response.status, await response.text());
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
