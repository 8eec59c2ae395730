/** One spelling for each Vietnamese letter (Unicode NFC), whatever keyboard or file it came from. */
export const nfc = (text: string): string => text.normalize('NFC');

/** What search compares: lower case without diacritics, đ as d, single spaces. `Sở Nội vụ` and `so noi vu` are equal. */
export const fold = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replace(/\s+/g, ' ').trim();
