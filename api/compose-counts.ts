/** `04`, `12`, `1.204`: how papers write how many. */
export const counted = (n: number): string => (n < 10 ? `0${n}` : String(n).replace(/\B(?=(\d{3})+$)/g, '.'));

/** More than this are not named one by one within a sentence. */
const namedAtMost = 12;

/** `A, B, C`, or `A, B, C … và 08 đơn vị khác`. */
export const named = (names: string[]): string =>
  names.length <= namedAtMost
    ? names.join(', ')
    : `${names.slice(0, namedAtMost).join(', ')} và ${counted(names.length - namedAtMost)} đơn vị khác`;
