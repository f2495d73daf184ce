/** The server as the handheld calls it: no call throws, and only an object is taken for the server's word. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api } from '../../static/js/device/api.js';

function serving(status, text, patience) {
  const calls = [];
  const fetch = async (path, request) => {
    calls.push({ path, ...request });
    return { status, text: async () => text };
  };
  return { server: api({ token: () => 'secret', fetch, patience }), calls };
}

test('every call carries the token and the header of the floor', async () => {
  const { server, calls } = serving(200, '{}');
  await server.me();
  await server.sendEvents({ events: [] });
  for (const { headers } of calls) {
    assert.equal(headers.Authorization, 'Bearer secret');
    assert.equal(headers['Accept-Language'], 'en'); // a refusal is in the words of the page
    assert.equal(headers['X-Floor'], '1');
  }
  assert.deepEqual(calls.map(({ method, path }) => `${method} ${path}`), ['GET /api/v1/me', 'POST /api/v1/events']);
  assert.equal(calls[1].body, '{"events":[]}');
});

test('an enrolment has no token yet', async () => {
  const calls = [];
  const fetch = async (path, request) => { calls.push(request); return { status: 201, text: async () => '{"token":"t"}' }; };
  const { body } = await api({ token: () => null, fetch }).enrol('EN-7Q4M-K2XD');
  assert.equal(body.token, 't');
  assert.equal('Authorization' in calls[0].headers, false);
});

test('a room is named in the address whatever its name', async () => {
  const { server, calls } = serving(200, '{}');
  await server.changes(7, 'wave:12&x=1');
  assert.equal(calls[0].path, '/api/v1/changes?since=7&room=wave%3A12%26x%3D1');
});

test('a badge goes without a PIN until one is asked for', async () => {
  const { server, calls } = serving(200, '{}');
  await server.signIn('B-17');
  await server.signIn('B-17', '1234');
  assert.deepEqual(calls.map(({ body }) => body), ['{"badge":"B-17"}', '{"badge":"B-17","pin":"1234"}']);
});

test('an error of the server is handed on', async () => {
  const { server } = serving(409, '{"error":{"key":"wave.taken","text":"Taken"}}');
  const { status, error } = await server.claim(12);
  assert.equal(status, 409);
  assert.deepEqual(error, { key: 'wave.taken', text: 'Taken' });
});

for (const text of ['', '<html>portal</html>', '[1]', '7', 'null', '{"error":7}', '{"error":{"key":7}}']) {
  test(`the answer ${JSON.stringify(text)} is not an error of the server`, async () => {
    const { server } = serving(200, text);
    assert.equal((await server.me()).error, null);
  });
}

test('no network is an answer of status 0', async () => {
  const server = api({ token: () => null, fetch: async () => { throw new TypeError('failed'); } });
  assert.deepEqual(await server.ping(), { status: 0, body: null, error: null });
});

test('a call without an answer is given up', async () => {
  const broken = (signal, fail) => signal.addEventListener('abort', () => fail(signal.reason));
  const fetch = (_path, { signal }) => new Promise((_done, fail) => broken(signal, fail));
  assert.equal((await api({ token: () => null, fetch, patience: 5 }).ping()).status, 0);
});
