/**
 * Every refusal of Đôn Đốc: a stable public code and the one Vietnamese sentence for people.
 * `{…}` in a sentence is filled from the refusal's facts. The sentence says what to do.
 */
export const refusals = {
  // days and terms
  'day-malformed': 'Ngày “{value}” không đọc được. Hãy viết theo mẫu 05/3/2026.',
  'calendar-missing': 'Chưa có lịch làm việc năm {year}. Hãy nhập lịch năm này trong mục Lịch làm việc.',
  'calendar-day-outside-year': 'Ngày {day} không thuộc năm {year}. Hãy ghi ngày này vào lịch đúng năm.',
  'calendar-day-twice': 'Ngày {day} được ghi hai lần trong lịch. Hãy bỏ bớt một dòng.',
  'calendar-make-up-on-working-day':
    'Ngày {day} vốn là ngày làm việc nên không thể là ngày làm bù. Hãy chọn thứ Bảy hoặc Chủ nhật.',
} as const;

export type RefusalCode = keyof typeof refusals;
export type Facts = Record<string, string | number>;

/** A rule said no. Carries the public code, the facts, and the sentence for people. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: Facts;

  constructor(code: RefusalCode, facts: Facts = {}) {
    super(sentenceOf(code, facts));
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
  }
}

export const isRefusalCode = (code: unknown): code is RefusalCode =>
  typeof code === 'string' && Object.hasOwn(refusals, code);

/** The Vietnamese sentence of a refusal, its facts filled in. */
export function sentenceOf(code: RefusalCode, facts: Facts = {}): string {
  return refusals[code].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '…'));
}
