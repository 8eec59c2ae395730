import { isOpen, measuredFrom } from '../../domain/duty.ts';
import type { Duty, DutyKind } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { unitRoles } from '../../domain/role.ts';
import { reportWords } from '../../web/pages/report-words.ts';
import type { WaitingRow } from '../../web/pages/home.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import { itemId } from '../items/item-record.ts';
import { isInspection, places } from './page-frame.ts';

/** What the office owes the unit an answer to; its other work is none of the unit's. */
const answers: Partial<Record<DutyKind, string>> = {
  'review-self-report': 'xem và trả lời',
  'decide-another-day': 'trả lời về ngày kiểm tra',
  verify: 'thẩm tra và trả lời',
  'decide-extension': 'trả lời về gia hạn',
  'review-incidents': 'xem vụ việc đã báo cáo',
};

/** What a unit waits for in one of its matters: answers, and the visits to come. */
export function waitingIn(
  matter: Inspection | Remediation,
  base: string,
  textOf: (n: number | undefined) => string,
): WaitingRow[] {
  if (matter.closed !== undefined) return [];
  const rows = matter.duties
    .filter((duty) => isOpen(duty) && !unitRoles.includes(duty.owedBy.role) && duty.kind in answers)
    .map((duty) => waitingRow(matter, duty, base, textOf));
  if (!isInspection(matter)) return rows;
  const visits = matter.visits
    .filter(({ held, postponed }) => !held && !postponed)
    .map(({ day, session }): WaitingRow => ({
      what: `Buổi kiểm tra ${session === 'morning' ? 'sáng' : 'chiều'}`,
      who: 'Đoàn kiểm tra làm việc tại đơn vị',
      on: day,
      href: places(base).inspection(inspectionPathId(matter)),
    }));
  return [...rows, ...visits];
}

function waitingRow(
  matter: Inspection | Remediation,
  duty: Duty,
  base: string,
  textOf: (n: number | undefined) => string,
): WaitingRow {
  const until = measuredFrom(duty);
  const act = answers[duty.kind]!;
  const day = until === undefined ? {} : { until };
  if (!isInspection(matter))
    return {
      what: textOf(duty.about),
      who: `${duty.kind === 'decide-extension' ? 'Lãnh đạo Sở' : 'Đoàn kiểm tra'} ${act}`,
      ...day,
      href: places(base).item(itemId(matter.id, duty.about ?? 0)),
    };
  const id = inspectionPathId(matter);
  const { name, reader } = reportWords(matter.method === 'reporting');
  return duty.kind === 'review-self-report'
    ? { what: name, who: `${reader} ${act}`, ...day, href: places(base).review(id) }
    : { what: 'Đề nghị đổi ngày kiểm tra', who: `${reader} ${act}`, ...day, href: places(base).inspection(id) };
}
