/** `0`, `04`, `12`, `1.204`: how papers write how many. */
export const counted = (n: number): string => (n > 0 && n < 10 ? `0${n}` : String(n).replace(/\B(?=(\d{3})+$)/g, '.'));

/** More than this are not named one by one within a sentence. */
const namedAtMost = 12;

/** `A, B, C`, or `A, B, C … và 08 đơn vị khác`. */
export const named = (names: string[]): string =>
  names.length <= namedAtMost
    ? names.join(', ')
    : `${names.slice(0, namedAtMost).join(', ')} và ${counted(names.length - namedAtMost)} đơn vị khác`;

/** Within a sentence: `năm 2026` of `Năm 2026`; a word in capitals stays, `UBND`. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}(?!\p{Lu})/u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
