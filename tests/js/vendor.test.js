/** What is vendored is what VENDOR.md says, with its licence beside it. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const VENDOR = new URL('../../static/vendor/', import.meta.url);
const ROW = /^\| `([\w.-]+\.js)` \|.*\(`(LICENSE-[\w.-]+)`\) \| `([0-9a-f]{64})` \|$/gm;
const TABLE = readFileSync(new URL('VENDOR.md', VENDOR), 'utf8');
const rows = [...TABLE.matchAll(ROW)].map(([, file, licence, sum]) => ({ file, licence, sum }));

test('every vendored module is named, and every named one is there', () => {
  const files = readdirSync(VENDOR).filter((name) => name.endsWith('.js'));
  assert.deepEqual(rows.map(({ file }) => file).sort(), files.sort());
});

for (const { file, licence, sum } of rows) {
  test(`${file} is as it was vendored, and its licence is beside it`, () => {
    assert.equal(createHash('sha256').update(readFileSync(new URL(file, VENDOR))).digest('hex'), sum);
    assert.ok(existsSync(new URL(licence, VENDOR)));
  });
}

test('no vendored module imports anything but its neighbours', () => {
  for (const { file } of rows) {
    const source = readFileSync(new URL(file, VENDOR), 'utf8');
    for (const [, from] of source.matchAll(/\bfrom\s*["']([^"']+)["']/g)) assert.match(from, /^\.\//, file);
  }
});
