import { vnDay } from './day.ts';
import type { Day } from './day.ts';

/** A cited act and the days it was in force. */
export interface LegalDocument {
  /** `61/2018/NĐ-CP`. */
  symbol: string;
  about: string;
  from?: Day;
  /** Last day in force. */
  to?: Day;
  replacedBy?: string;
}

/** The acts this field cites, as far as their end is known. Source: guide §6; the office adds its own. */
export const legalDocuments: readonly LegalDocument[] = [
  {
    symbol: '61/2018/NĐ-CP',
    about: 'cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính',
    from: '2018-06-21',
    to: '2025-06-30',
    replacedBy: '118/2025/NĐ-CP',
  },
  {
    symbol: '107/2021/NĐ-CP',
    about: 'sửa đổi, bổ sung quy định về cơ chế một cửa, một cửa liên thông',
    from: '2021-12-06',
    to: '2025-06-30',
    replacedBy: '118/2025/NĐ-CP',
  },
  {
    symbol: '118/2025/NĐ-CP',
    about: 'cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính',
    from: '2025-07-01',
  },
  {
    symbol: '16/2015/NĐ-CP',
    about: 'cơ chế tự chủ của đơn vị sự nghiệp công lập',
    from: '2015-04-06',
    to: '2021-08-14',
    replacedBy: '60/2021/NĐ-CP',
  },
  { symbol: '60/2021/NĐ-CP', about: 'cơ chế tự chủ tài chính của đơn vị sự nghiệp công lập', from: '2021-08-15' },
  {
    symbol: '43/2011/NĐ-CP',
    about: 'cung cấp thông tin và dịch vụ công trực tuyến',
    from: '2011-07-28',
    to: '2022-08-14',
    replacedBy: '42/2022/NĐ-CP',
  },
  { symbol: '42/2022/NĐ-CP', about: 'cung cấp thông tin và dịch vụ công trực tuyến', from: '2022-08-15' },
  { symbol: '30/2020/NĐ-CP', about: 'công tác văn thư', from: '2020-03-05' },
];

/** Statutes are cited as number/year/type-issuer, with or without spaces. */
const citation = /(\d{1,4})\s*\/\s*(\d{4})\s*\/\s*([\p{L}]{1,4}\d{0,2}(?:\s*[-–]\s*[\p{L}]{1,8})+)/gu;

/** The acts a text cites, as their symbols are written without spaces. */
export function citedIn(text: string): string[] {
  return [
    ...new Set(
      [...text.normalize('NFC').matchAll(citation)].map(
        ([, number, year, type]) => `${number}/${year}/${type!.replace(/\s+/g, '').replace(/–/g, '-')}`,
      ),
    ),
  ];
}

/** A text that cites what was not in force on the day of the paper. */
export interface LegalWarning {
  at: string;
  symbol: string;
  sentence: string;
}

/** Warns of cited acts out of force on `on`, the day the paper carries; an unknown act is no warning. */
export function outOfForce(
  texts: { at: string; text: string }[],
  on: Day,
  known: readonly LegalDocument[] = legalDocuments,
): LegalWarning[] {
  return texts.flatMap(({ at, text }) =>
    citedIn(text).flatMap((symbol) => {
      const act = known.find((one) => one.symbol.toUpperCase() === symbol.toUpperCase());
      if (act?.to !== undefined && act.to < on)
        return [
          {
            at,
            symbol: act.symbol,
            sentence:
              `${act.symbol} hết hiệu lực từ sau ngày ${vnDay(act.to)}` +
              (act.replacedBy ? `, đã có ${act.replacedBy} thay thế. Hãy sửa căn cứ.` : '. Hãy sửa căn cứ.'),
          },
        ];
      if (act?.from !== undefined && act.from > on)
        return [
          {
            at,
            symbol: act.symbol,
            sentence: `${act.symbol} chỉ có hiệu lực từ ngày ${vnDay(act.from)}. Hãy sửa căn cứ.`,
          },
        ];
      return [];
    }),
  );
}
