/** Demo only: the badges of its people as the virtual scanner shows them. */

/** Those who work on this page first. */
export function badgesFor(badges, workers) {
  const isOurs = ({ roles }) => roles.some((role) => workers.includes(role));
  const inOrder = [...badges.filter(isOurs), ...badges.filter((one) => !isOurs(one))];
  return inOrder.map((one) => ({ ...one, words: `${one.words} · PIN ${one.pin}` }));
}
