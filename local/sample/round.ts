import { addWorkingDays } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { addDays, dayOf, yearOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Plan, PlannedUnit, PlannedVisit, Team } from '../../domain/plan.ts';

/** The one round of the sample: `/api/campaigns/dot-mau`. */
export const sampleRound = 'dot-mau';

/** Working days from today to the first visit: the notice goes fifteen before it, and five are left to sign it. */
const ahead = 20;

const teams: Team[] = [
  {
    id: 'mau-doan-1',
    name: 'Đoàn kiểm tra số 1',
    lead: 'pho-giam-doc',
    secretary: 'thu-ky-doan-1',
    members: [
      { person: 'thanh-vien-tu-phap', area: 'cai_cach_the_che' },
      { person: 'thanh-vien-van-phong', area: 'cai_cach_tthc' },
    ],
  },
  {
    id: 'mau-doan-2',
    name: 'Đoàn kiểm tra số 2',
    lead: 'pho-truong-phong-cchc',
    secretary: 'thu-ky-doan-2',
    members: [{ person: 'thanh-vien-khcn', area: 'chinh_quyen_dien_tu_so' }],
  },
];

/** A training round over eight units, valid on whatever day it is made: its visits are working days still to come. */
export function samplePlan(today: Day, calendar: Calendar): Plan {
  const visit = (n: number, after: number, session: PlannedVisit['session'], at: string): PlannedVisit => ({
    n,
    day: addWorkingDays(calendar, today, ahead + after),
    session,
    startsAt: session === 'morning' ? '08:00' : '14:00',
    at,
  });
  const once = (
    team: string,
    unit: string,
    after: number,
    session: PlannedVisit['session'] = 'morning',
  ): PlannedUnit => ({
    unit,
    team,
    visits: [visit(1, after, session, 'Trụ sở đơn vị')],
  });
  const year = yearOf(today);
  return {
    campaign: sampleRound,
    title: `Kiểm tra công tác cải cách hành chính năm ${year}`,
    year,
    kind: 'inspection',
    // letters of a training round go to the built-in mailbox only, and its papers take no number of the office
    clock: 'stepped',
    bases: [
      `Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm ${year} của UBND tỉnh Hương Giang về kiểm tra công tác cải cách hành chính`,
    ],
    period: periodBefore(today),
    outline: 'mau-2026@1',
    teams,
    units: [
      once('mau-doan-1', 'so-tai-chinh', 0),
      once('mau-doan-1', 'so-xay-dung', 1),
      once('mau-doan-1', 'so-nong-nghiep-va-moi-truong', 2),
      once('mau-doan-1', 'ban-quan-ly-khu-kinh-te', 3),
      {
        unit: 'chi-cuc-hai-quan',
        team: 'mau-doan-2',
        visits: [visit(1, 0, 'morning', 'Trụ sở Chi cục'), visit(2, 0, 'afternoon', 'Hải quan cửa khẩu cảng Vạn Chài')],
      },
      once('mau-doan-2', 'phuong-trung-giang', 1),
      once('mau-doan-2', 'xa-suoi-may', 2),
      once('mau-doan-2', 'xa-con-lau', 2, 'afternoon'),
    ],
  };
}

/** The quarters of this year that are over, or all of last year. */
export function periodBefore(today: Day): Plan['period'] {
  const quarters = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  const year = quarters === 0 ? yearOf(today) - 1 : yearOf(today);
  const label = [`năm ${year}`, `quý I năm ${year}`, `6 tháng đầu năm ${year}`, `9 tháng đầu năm ${year}`][quarters]!;
  return {
    label,
    from: dayOf(year, 1, 1),
    to: quarters === 0 ? dayOf(year, 12, 31) : addDays(dayOf(year, quarters * 3 + 1, 1), -1),
  };
}
