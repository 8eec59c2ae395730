import { addWorkingDays } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { yearOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Plan, PlannedVisit } from '../../domain/plan.ts';
import type { PersonId, TeamId, UnitId } from '../../domain/role.ts';
import { periodBefore } from '../sample/round.ts';

/** The training round that plays by itself at the first start: `/dot/trinh-dien`. */
export const showRound = 'trinh-dien';

/** Working days from the first day to the first visit: the notice goes fifteen before it. */
const ahead = 16;

/** What a unit of the show is like; everything it does follows from this and from what it is asked. */
export interface Part {
  unit: UnitId;
  team: TeamId;
  /** Working days after the first visit, and half a day. */
  visit: { after: number; session: PlannedVisit['session'] };
  /** How many working days after its due (negative: before) it sends its self-assessment; acknowledges likewise. */
  acknowledges: number;
  reports: number;
  /** Its first self-assessment lacks something and comes back. */
  corrected?: true;
  /** How many working days after its due it reports an item. */
  remedies: number;
  /** Its first item comes back; or it asks for more time for it. */
  item?: 'returned' | 'extended';
}

const [teamOne, teamTwo] = ['trinh-dien-doan-1', 'trinh-dien-doan-2'] as const;

export const parts: Part[] = [
  {
    unit: 'so-y-te',
    team: teamOne,
    visit: { after: 0, session: 'morning' },
    acknowledges: -1,
    reports: -3,
    remedies: -5,
  },
  {
    unit: 'so-giao-duc-va-dao-tao',
    team: teamOne,
    visit: { after: 0, session: 'afternoon' },
    acknowledges: -2,
    reports: -3,
    corrected: true,
    remedies: -1,
    item: 'returned',
  },
  // always a day late
  {
    unit: 'so-cong-thuong',
    team: teamOne,
    visit: { after: 1, session: 'morning' },
    acknowledges: 1,
    reports: 1,
    remedies: 1,
  },
  {
    unit: 'phuong-nam-huong',
    team: teamTwo,
    visit: { after: 0, session: 'morning' },
    acknowledges: -2,
    reports: -3,
    remedies: -1,
    item: 'extended',
  },
  // silent until its head has been told, and the office's letter has come
  {
    unit: 'xa-thuong-lam',
    team: teamTwo,
    visit: { after: 0, session: 'afternoon' },
    acknowledges: 2,
    reports: 3,
    remedies: 6,
  },
  {
    unit: 'so-dan-toc-va-ton-giao',
    team: teamTwo,
    visit: { after: 1, session: 'morning' },
    acknowledges: -1,
    reports: -1,
    remedies: -1,
  },
];

/** Who acts for the office, by the sample's people. */
export const office = {
  planner: 'chuyen-vien-cchc',
  divisionHead: 'truong-phong-cchc',
  deputyDirector: 'pho-giam-doc',
  signer: 'giam-doc',
  clerk: 'van-thu',
} as const satisfies Record<string, PersonId>;

export const teams: Plan['teams'] = [
  {
    id: teamOne,
    name: 'Đoàn trình diễn số 1',
    lead: 'pho-giam-doc',
    secretary: 'thu-ky-doan-1',
    members: [{ person: 'thanh-vien-van-phong', area: 'cai_cach_tthc' }],
  },
  {
    id: teamTwo,
    name: 'Đoàn trình diễn số 2',
    lead: 'pho-truong-phong-cchc',
    secretary: 'thu-ky-doan-2',
    members: [{ person: 'thanh-vien-khcn', area: 'chinh_quyen_dien_tu_so' }],
  },
];

/** The round as its planner writes it on its first day, whatever day that is. */
export function showPlan(today: Day, calendar: Calendar): Plan {
  const year = yearOf(today);
  return {
    campaign: showRound,
    title: `Kiểm tra công tác cải cách hành chính năm ${year} (đợt trình diễn)`,
    year,
    kind: 'inspection',
    clock: 'stepped',
    bases: [
      `Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm ${year} của UBND tỉnh Hương Giang về kiểm tra công tác cải cách hành chính`,
    ],
    period: periodBefore(today),
    outline: 'mau-2026@1',
    teams,
    units: parts.map(({ unit, team, visit: { after, session } }) => ({
      unit,
      team,
      visits: [
        {
          n: 1,
          day: addWorkingDays(calendar, today, ahead + after),
          session,
          startsAt: session === 'morning' ? '08:00' : '14:00',
          at: 'Trụ sở đơn vị',
        },
      ],
    })),
  };
}
