/** Which screen the desk asks for: one question at a time. */
import { badge, enrol, pin, starting, stopped } from '../pick/screens/arrive.js';
import { deviceEntries, menu } from '../pick/screens/menus.js';
import { held, queue } from '../pick/screens/queue.js';
import { isNobody } from '../pick/shell/nobody.js';
import { t } from '../lib/i18n.js';
import { asks } from './desk.js';
import { amount } from './screens/amount.js';
import { FINDING, findingScreen } from './screens/find.js';
import { items } from './screens/items.js';
import { SCREENS as JUDGING, judgingScreen } from './screens/judge.js';
import { made } from './screens/made.js';
import { reason } from './screens/reason.js';
import { what, which } from './screens/what.js';

const more = menu(() => ({ word: t('more.word'), icon: 'ask' }), (model, act) => [
  { name: 'help', words: t('more.help'), go: () => act.help() },
  { name: 'list', words: t('returns.to_list'), go: () => { location.href = '/returns/list'; } },
  ...deviceEntries(model, act),
]);

const OVERS = { more, queue, held, amount };
const BY_ASK = { what, which, items, reason, here: items };
const NAMES = new Map(Object.entries({ enrol, badge, pin, starting, stopped, more, queue, held, amount, what, which, items, reason, made, ...JUDGING, ...FINDING }).map(([name, screen]) => [screen, name]));

/** @returns {object} a screen; see pick/shell/screens.js */
export function screenOf(model) {
  if (model.isLoading) return starting;
  if (model.blocked) return stopped;
  if (!model.device) return enrol;
  if (model.pinFor) return pin;
  if (isNobody(model)) return badge;
  if (model.over === 'aside') return model.aside.screen;
  if (OVERS[model.over]) return OVERS[model.over];
  if (model.finding) return findingScreen(model);
  if (model.judging) return judgingScreen(model);
  return model.made ? made : BY_ASK[asks(model.desk)];
}

export function nameOf(screen) {
  return NAMES.get(screen) ?? screen.name;
}
