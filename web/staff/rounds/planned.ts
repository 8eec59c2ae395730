import type { RoundActs } from '../../../api/campaigns/round-acts.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';

/** `40 đơn vị, 45 buổi kiểm tra từ 02/03/2026 đến 30/06/2026`. */
export function planned({ units, visits, teams, firstVisit, lastVisit, reportDue }: RoundActs['plan']): string {
  const days =
    firstVisit === undefined || lastVisit === undefined
      ? ''
      : firstVisit === lastVisit
        ? ` ngày ${vnDay(firstVisit)}`
        : ` từ ${vnDay(firstVisit)} đến ${vnDay(lastVisit)}`;
  return [
    `${vnNumber(units)} đơn vị`,
    ...(reportDue ? [`báo cáo gửi trước ${vnDay(reportDue)}`] : []),
    ...(visits > 0 ? [`${vnNumber(visits)} buổi kiểm tra${days}`] : []),
    ...(teams > 0 ? [`${vnNumber(teams)} đoàn`] : []),
  ].join(', ');
}
