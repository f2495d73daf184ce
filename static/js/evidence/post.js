/** One photo over the wire. No call throws: without an answer the status is 0. Answers as those of device/api.js. */

import { spoken } from '../lib/i18n.js';

const PATIENCE_MS = 60_000; // 300 kB from the far end of the hall

/** @param {{token: () => string|null, fetch?: typeof fetch, patience?: number}} options */
export function poster({ token, fetch = globalThis.fetch.bind(globalThis), patience = PATIENCE_MS }) {
  return ({ sha256, event, at, person, bytes }) => {
    const asked = new URLSearchParams({ sha256, event, at, ...(person ? { person } : {}) });
    return send({ fetch, patience, url: `/api/v1/evidence?${asked}`, token: token(), body: bytes });
  };
}

/** The same for the office, where a cookie says who sends. */
export function send({ fetch = globalThis.fetch.bind(globalThis), patience = PATIENCE_MS, url, token, body }) {
  const headers = { Accept: 'application/json', 'Accept-Language': spoken(), 'X-Floor': '1', 'Content-Type': 'image/jpeg' };
  if (token) headers.Authorization = `Bearer ${token}`;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  return fetch(url, { method: 'POST', headers, body, cache: 'no-store', signal: giveUp.signal })
    .then(read)
    .catch(() => ({ status: 0, body: null, error: null }))
    .finally(() => clearTimeout(timer));
}

/* A portal or a proxy may answer for the server: what is not its own form of words is none. */
async function read(answer) {
  const body = await answer.json().catch(() => null);
  return { status: answer.status, body, error: typeof body?.error?.key === 'string' ? body.error : null };
}
