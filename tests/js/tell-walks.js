/** Walks the sheets it is given: `[{sheet, seed}]` in, `[{facts, lines}]` out. Ids are made as a device would write them. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { walk } from './random-walk.test.js';

const idOf = (text) => createHash('md5').update(text).digest('hex');

function told({ sheet, seed }) {
  const { state, told: facts } = walk(sheet, seed);
  const own = (id) => idOf(`${sheet.wave} ${id}`);
  const named = ({ id, kind, body }) => ({ id: own(id), kind, body: body.event ? { ...body, event: own(body.event) } : body });
  const lines = Object.values(state.book.lines).map(({ id, picked_m, short_m }) => [id, picked_m, short_m]);
  return { facts: facts.map(named), lines };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(told)));
