import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isNobody, worksHere } from '../../static/js/pick/shell/nobody.js';

const ANA = { id: 1, name: 'Ana', roles: ['picker'] };
const bench = { workers: ['packer'], person: ANA, sheet: null, isLocked: false };

test('who has no work on a page is asked for another badge there', () => {
  assert.equal(isNobody(bench), true);
  assert.equal(isNobody({ ...bench, workers: ['picker'] }), false);
  assert.equal(isNobody({ ...bench, workers: ['supervisor', 'picker'] }), false);
});

test('work that is open stays in hand, whoever is signed in', () => {
  assert.equal(isNobody({ ...bench, sheet: {} }), false);
  assert.equal(isNobody({ ...bench, sheet: {}, person: null }), false);
});

test('a locked screen asks for the badge, with work open too', () => {
  assert.equal(isNobody({ ...bench, sheet: {}, isLocked: true }), true);
});

test('a person remembered from before roles were told works anywhere; nobody works nowhere', () => {
  assert.equal(worksHere({ ...bench, person: { id: 1, name: 'Ana' } }), true);
  assert.equal(worksHere({ ...bench, person: null }), false);
});
