/** One spelling for each Vietnamese letter (Unicode NFC), whatever keyboard or file it came from. */
export const nfc = (text: string): string => text.normalize('NFC');

/** What search compares: lower case without diacritics, đ as d, single spaces. `Sở Nội vụ` and `so noi vu` are equal. */
export const fold = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replace(/\s+/g, ' ').trim();

const variants: Record<string, string> = {
  a: 'aàáảãạăằắẳẵặâầấẩẫậ',
  d: 'dđ',
  e: 'eèéẻẽẹêềếểễệ',
  i: 'iìíỉĩị',
  o: 'oòóỏõọôồốổỗộơờớởỡợ',
  u: 'uùúủũụưừứửữự',
  y: 'yỳýỷỹỵ',
};

/** A pattern that finds a folded word in text as people wrote it, in composed form: `noi vu` finds `Nội vụ`. Ignore case with it. */
export const foldedPattern = (word: string): string =>
  fold(word)
    .split('')
    .map((letter) => {
      const all = variants[letter];
      return all ? `[${all}${all.toUpperCase()}]` : letter.replace(/[^a-z0-9 ]/, String.raw`\$&`);
    })
    .join('');

/** The same words at the head of a line or a cell: `cấp xã` → `Cấp xã`. */
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
