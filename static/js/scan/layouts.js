/**
 * Scanner and device must agree on a keyboard layout. Where they do not, a code arrives with other signs in it; this turns
 * them back, to say so in words instead of "unknown".
 */

// The keys of an English keyboard, and what the same keys type on others, unshifted and shifted.
const ENGLISH = '`1234567890-=qwertyuiop[]\\asdfghjkl;\'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?';
const OTHERS = {
  de: '^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-°!"§$%&/()=?`QWERTZUIOPÜ*\'ASDFGHJKLÖÄYXCVBNM;:_',
  fr: '²&é"\'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§',
};
const LETTER = /[A-Za-z]/;

/**
 * What a text was on its label if it went through another layout, on the scanner's side or on the device's.
 * Letters alone are no sign of one: only texts in which other signs would change are given.
 * @param {string} text
 * @returns {{layout: 'de'|'fr', text: string}[]}
 */
export function asOtherLayouts(text) {
  return MAPS.flatMap(([layout, map]) => {
    const signs = [...text];
    const meant = signs.map((sign) => map.get(sign) ?? sign);
    const isTold = signs.some((sign, place) => sign !== meant[place] && !(LETTER.test(sign) && LETTER.test(meant[place])));
    return isTold ? [{ layout, text: meant.join('') }] : [];
  });
}

function mapOf(from, to) {
  return new Map([...from].map((sign, place) => [sign, [...to][place]]));
}

const MAPS = Object.entries(OTHERS).flatMap(([layout, signs]) => [
  [layout, mapOf(signs, ENGLISH)],
  [layout, mapOf(ENGLISH, signs)],
]);
