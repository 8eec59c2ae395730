import type { DutyKind } from '../domain/duty.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { Matter } from '../domain/matter.ts';
import { dutyWords } from '../domain/why.ts';

/** What is owed in a reporting round, where a unit sends its report of the period. */
const reportingWords: Partial<Record<DutyKind, string>> = {
  'self-report': 'Gửi báo cáo kỳ',
  'supplement-self-report': 'Bổ sung báo cáo kỳ',
  'review-self-report': 'Xem báo cáo kỳ',
};

/** What is owed where a unit is judged by its report alone. */
const deskWords: Partial<Record<DutyKind, string>> = { 'draft-conclusion': 'Dự thảo thông báo kết quả kiểm tra' };

/** What is owed, in the words of its kind of inspection. */
export function dutyWord(record: Matter, kind: DutyKind): string {
  const method = record.process === 'inspection' ? (record as Inspection).method : undefined;
  const own = method === 'reporting' ? reportingWords : method === 'desk' ? deskWords : {};
  return own[kind] ?? dutyWords[kind];
}

/** A unit's report, as sentences name it. */
export const reportWord = ({ method }: Pick<Inspection, 'method'>): string =>
  method === 'reporting' ? 'báo cáo kỳ' : 'báo cáo tự kiểm tra';
