/**
 * Ids made where the thing was done.
 *
 * `crypto.randomUUID` is absent on plain http, so the id is read off `getRandomValues`, which is there everywhere.
 */

/**
 * A new id: 32 lowercase hex characters, 128 random bits.
 * @param {{getRandomValues: (bytes: Uint8Array) => Uint8Array}} [random]
 * @returns {string}
 */
export function newId(random = globalThis.crypto) {
  const bytes = random.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
