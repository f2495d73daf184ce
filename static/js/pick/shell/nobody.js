/** Whether the page has to ask who is there first: nobody is, the screen is locked, or whoever is has no work on this page. */

/** @param {object} model `workers`: the roles that work on this page; what is open stays in hand, whoever is signed in */
export function isNobody(model) {
  return model.isLocked || (!model.sheet && !worksHere(model));
}

/** Who decides on foot, and who walks waves. */
export const leads = (person) => Boolean(person?.roles?.includes('supervisor'));
export const walks = (person) => !person?.roles || person.roles.includes('picker');

/** @returns {boolean} false without a person too */
export function worksHere({ person, workers }) {
  if (!person) return false;
  return !person.roles || workers.some((role) => person.roles.includes(role));
}
