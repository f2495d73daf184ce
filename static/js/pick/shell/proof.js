/** A PIN is never kept; only what proves it, so that the lock opens without a network. Needs a secure context. */

const ROUNDS = 200_000;

/** @returns {Promise<{salt: Uint8Array, hash: Uint8Array}|null>} null where the browser offers no means */
export async function makeProof(badge, pin) {
  if (!globalThis.crypto?.subtle) return null;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, hash: await derive(badge, pin, salt) };
}

/** @returns {Promise<boolean>} */
export async function matches(proof, badge, pin) {
  const hash = await derive(badge, pin, proof.salt);
  return hash.every((byte, index) => byte === proof.hash[index]);
}

async function derive(badge, pin, salt) {
  const secret = new TextEncoder().encode(`${badge.trim().toUpperCase()}\n${pin}`);
  const key = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }, key, 256));
}
