/** Whether the page has to ask who is there first: nobody is, the screen is locked, or whoever is has no work on this page. */

/** @param {object} model `workers`: the roles that work on this page; what is open stays in hand, whoever is signed in */
export function isNobody(model) {
  return model.isLocked || (!model.sheet && !worksHere(model));
}

/** @returns {boolean} false without a person too */
export function worksHere({ person, workers }) {
  if (!person) return false;
  return !person.roles || workers.some((role) => person.roles.includes(role));
}
