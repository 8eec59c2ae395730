import { bare, printable } from '../../domain/document.ts';
import type { PaperDocument } from '../../domain/document.ts';
import type { PaperDraft } from '../../domain/draft.ts';
import type { PaperContext } from './compose-paper.ts';
import type { WrongPlace } from '../problem.ts';

/**
 * Everything but Latin with all Vietnamese letters, Greek, Russian and the signs of office papers: what the printing
 * face is known to hold (a test asks the face itself).
 */
export const unprintableSign =
  /[^\n\u0020-\u007e\u00a0-\u017f\u01a0\u01a1\u01af\u01b0\u02bc\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0410-\u044f\u1ea0-\u1ef9\u2010\u2011\u2013-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2082\u20ab\u20ac\u2116\u2122\u2153\u2154\u2190-\u2194\u2212\u221a\u221e\u2248\u2260\u2264\u2265\u25a0\u25a1\u25aa\u25ab\u25ba\u25cb\u25cf]/u;
const unprintableSigns = new RegExp(unprintableSign, 'gu');

/** What to type for signs that come with pasted text: bullets, boxes, ticks and arrows of other programs. */
const instead = new Map(
  Object.entries({
    '-': '\u2012\u2043\u2219\u22c5\u25b6\u25b8\u25c6\u25c7\u25e6\u2756\u27a2\u27a4\u2794\u279c\uf0a7\uf0b7\uf0d8\uf0e0\uf02d',
    x: '\u2611\u2612\u2713\u2714\u2715\u2716\u2717\u2718\uf0fc\uf0fe',
    '[ ]': '\u2610\uf0a8\uf06f',
    '→': '\u21d2\u27f6\u2b95\uf0f0',
    '~': '\u223c',
    '≤': '\u2a7d',
    '≥': '\u2a7e',
    '“': '\u301d',
    '”': '\u301e\u201f',
  }).flatMap(([typed, signs]) => signs.split('').map((sign) => [sign, typed] as const)),
);

/** Printable text that says the same as a sign; undefined where only a person knows. */
function plainSign(sign: string): string | undefined {
  const known = instead.get(sign) ?? sign.normalize('NFKC').trim();
  return known !== '' && known !== sign && !unprintableSign.test(known) ? known : undefined;
}

/** `“☑” (U+2611): gõ “x”`. */
function adviceOn(sign: string): string {
  const typed = plainSign(sign);
  const code = sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const advice = typed
    ? `Hãy gõ “${typed}” thay vào`
    : /\p{L}/u.test(sign)
      ? 'Hãy viết bằng chữ Việt hoặc chữ Latinh'
      : 'Hãy xóa ký tự này';
  return `ký tự “${sign}” (U+${code}) không in được. ${advice}`;
}

const signsIn = (text: string): string[] => [...new Set(printable(text).match(unprintableSigns) ?? [])];

/** The part of a text around a sign, for the eye. */
function around(text: string, sign: string): string {
  const line = printable(text).replace(/\s+/g, ' ');
  const at = line.indexOf(sign);
  const from = Math.max(0, at - 24);
  return `${from > 0 ? '…' : ''}${line.slice(from, at + 24)}${at + 24 < line.length ? '…' : ''}`;
}

/** What people wrote of the draft that the printing face lacks, each with its place. */
export const unprintableInDraft = (draft: PaperDraft): WrongPlace[] =>
  textsOf(draft, '').flatMap(({ at, text }) =>
    signsIn(text).map((sign) => ({ at, sentence: `“${around(text, sign)}”: ${adviceOn(sign)}.` })),
  );

interface Source {
  at: string;
  text: string;
  /** `tên đơn vị`. */
  what: string;
  /** Where it is mended: `trong mục Đơn vị`. */
  where: string;
}

/**
 * What the composed paper takes from elsewhere (names, posts, letterhead, plan, outline, reports) and the printing face
 * lacks. The place is where the text can be mended; what nobody can be shown to have written has its place in the paper.
 */
export function unprintableElsewhere(document: PaperDocument, draft: PaperDraft, context: PaperContext): WrongPlace[] {
  const drafted = textsOf(draft, '');
  const sources = sourcesOf(context);
  const places = textsOf(document, 'document').flatMap(({ at, text }) =>
    signsIn(text).flatMap((sign) => {
      const has = (source: { text: string }) => printable(source.text).includes(sign);
      const whole = (source: { text: string }) => has(source) && text.includes(bare(printable(source.text)));
      if (drafted.some(whole)) return [];
      const exact = sources.filter(whole);
      const from = exact.length > 0 ? exact : sources.filter(has).slice(0, 1);
      return from.length > 0
        ? from.map((source) => ({
            at: source.at,
            sentence: `Trong ${source.what} “${around(source.text, sign)}” có ${adviceOn(sign)} ${source.where}.`,
          }))
        : [{ at, sentence: `Trong bản in, “${around(text, sign)}” có ${adviceOn(sign)}.` }];
    }),
  );
  return [...new Map(places.map((place) => [`${place.at} ${place.sentence}`, place])).values()];
}

function sourcesOf({ units, people, office, plan, outline, reports, signer }: PaperContext): Source[] {
  const { letterhead, organ, divisionName, phone } = office;
  const under = (value: unknown, at: string, what: string, where: string): Source[] =>
    textsOf(value, at).map((one) => ({ ...one, what, where }));
  return [
    ...units.flatMap(({ id, name }) => under(name, `units.${id}.name`, 'tên đơn vị', 'trong mục Đơn vị')),
    ...people.flatMap(({ _id, name, post }) => [
      ...under(name, `people.${_id}.name`, 'họ tên', 'trong mục Người dùng'),
      ...under(post, `people.${_id}.post`, `chức vụ của ${name}`, 'trong mục Người dùng'),
    ]),
    ...under(letterhead, 'office.letterhead', 'phần đầu văn bản', 'trong mục Cơ quan'),
    ...under({ organ, divisionName, phone }, 'office', 'thông tin cơ quan', 'trong mục Cơ quan'),
    ...under(office.signers[signer], `office.signers.${signer}`, 'cách ký', 'trong mục Cơ quan'),
    ...under(plan, 'plan', 'kế hoạch kiểm tra', 'ở kế hoạch của đợt sau; đợt này hãy báo người quản trị'),
    ...under(outline, 'outline', 'đề cương', 'ở phiên bản mới của đề cương; đợt này hãy báo người quản trị'),
    ...[...reports].flatMap(([unit, report]) =>
      under(report, `reports.${unit}`, 'báo cáo tự kiểm tra', 'bằng cách trả báo cáo để đơn vị bổ sung'),
    ),
  ];
}

/**
 * What was decided before and cannot be written anew (plan, outline, reports of units), with plain signs for those
 * that have one and without mere decoration: no paper waits for ever because of a tick in a question.
 */
export const withPlainSigns = (context: PaperContext): PaperContext => ({
  ...context,
  plan: plainly(context.plan),
  outline: plainly(context.outline),
  reports: new Map([...context.reports].map(([unit, report]) => [unit, plainly(report)])),
});

function plainly<T>(value: T): T {
  if (typeof value === 'string') return (unprintableSign.test(value) ? plainText(value) : value) as T;
  if (Array.isArray(value)) return value.map(plainly) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainly(part as unknown)])) as T;
}

const plainText = (text: string): string =>
  printable(text)
    .replace(unprintableSigns, (sign) => plainSign(sign) ?? (/[\p{L}\p{N}]/u.test(sign) ? sign : ''))
    .replace(/ {2,}/g, ' ')
    .trim();

/** Every text of a value with its place, `requirements[0].text`. */
export function textsOf(value: unknown, at: string): { at: string; text: string }[] {
  if (typeof value === 'string') return [{ at, text: value }];
  if (Array.isArray(value)) return value.flatMap((part, i) => textsOf(part, `${at}[${i}]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, at === '' ? key : `${at}.${key}`));
}
