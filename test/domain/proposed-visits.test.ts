import { describe, expect, test } from '@jest/globals';
import { isWorkingDay } from '../../domain/calendar.ts';
import { noTeam, planGaps } from '../../domain/plan.ts';
import type { Plan, PlannedUnit, Team } from '../../domain/plan.ts';
import { proposedVisits } from '../../domain/proposed-visits.ts';
import type { VisitsAround } from '../../domain/proposed-visits.ts';
import { calendar } from '../support/round.ts';

const aTeam = (id: string, lead: string, secretary: string): Team => ({ id, name: id, lead, secretary, members: [] });
const unscheduled = (n: number, team = noTeam): PlannedUnit => ({ unit: `xa-${n}`, team, visits: [] });
const aPlan = (units: PlannedUnit[], teams: Team[]): Plan => ({
  campaign: 'dot-2026',
  title: 'Kiểm tra năm 2026',
  year: 2026,
  kind: 'inspection',
  clock: 'real',
  bases: [],
  period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
  outline: 'mau-2026@1',
  teams,
  units,
});
const around = (change: Partial<VisitsAround> = {}): VisitsAround => ({
  calendar,
  engaged: [],
  worksAt: () => undefined,
  ...change,
});
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const both = ['morning', 'afternoon'] as const;

describe('lịch được đề xuất', () => {
  test('chia đều các đoàn, mỗi đoàn một đơn vị một buổi, bỏ ngày nghỉ, không ai ở hai nơi', () => {
    // 25/4/2026 là thứ Bảy; 27/4 nghỉ bù Giỗ Tổ
    const teams = [aTeam('doan-1', 'lan', 'minh'), aTeam('doan-2', 'hoa', 'minh'), aTeam('doan-3', 'son', 'hai')];
    const plan = aPlan(
      numbers(30).map((n) => unscheduled(n)),
      teams,
    );
    const { visits, left } = proposedVisits(plan, { from: '2026-04-24', sessions: both }, around());
    expect([visits.length, left]).toEqual([30, []]);
    expect(teams.map(({ id }) => visits.filter(({ team }) => team === id).length)).toEqual([10, 10, 10]);
    expect(visits.every(({ visit }) => isWorkingDay(calendar, visit.day))).toBe(true);
    const planned = {
      ...plan,
      units: plan.units.map((one) => {
        const { team, visit } = visits.find(({ unit }) => unit === one.unit)!;
        return { ...one, team, visits: [visit] };
      }),
    };
    const gaps = planGaps(planned, {
      calendar,
      units: plan.units.map(({ unit }) => ({
        id: unit,
        name: unit,
        aliases: [],
        kind: 'xa',
        level: 'commune',
        from: '2025-01-01',
      })),
      hasContact: () => true,
      worksAt: () => undefined,
      nameOf: (person) => person,
      knowsOutline: true,
      alsoTeamOf: () => undefined,
      today: '2026-03-02',
    });
    expect(gaps).toEqual([]);
  });

  test('buổi đã xếp và việc ở đợt khác được chừa ra; đơn vị kiểm tra qua báo cáo thì không cần buổi', () => {
    const plan = aPlan(
      [
        {
          unit: 'xa-1',
          team: 'doan-1',
          visits: [{ n: 1, day: '2026-04-06', session: 'morning', startsAt: '08:00', at: 'Trụ sở' }],
        },
        unscheduled(2, 'doan-1'),
        { ...unscheduled(3, 'doan-1'), method: 'desk' },
        { ...unscheduled(4, 'doan-1'), method: 'surprise' },
      ],
      [aTeam('doan-1', 'lan', 'minh')],
    );
    const engaged = [{ person: 'minh', day: '2026-04-06', session: 'afternoon', unit: 'so-y-te' } as const];
    expect(proposedVisits(plan, { from: '2026-04-06', sessions: both }, around({ engaged })).visits).toEqual([
      {
        unit: 'xa-2',
        team: 'doan-1',
        visit: { n: 1, day: '2026-04-07', session: 'morning', startsAt: '08:00', at: 'Trụ sở đơn vị' },
      },
    ]);
  });

  test('không ai kiểm tra đơn vị của mình; không có đoàn nào hợp thì nói ra', () => {
    const teams = [aTeam('doan-1', 'lan', 'minh'), aTeam('doan-2', 'hoa', 'son')];
    const worksAt = (person: string) => (person === 'minh' ? 'xa-1' : undefined);
    const plan = aPlan([unscheduled(1), unscheduled(2)], teams);
    const wanted = { from: '2026-04-06', sessions: ['morning'] } as const;
    expect(proposedVisits(plan, wanted, around({ worksAt })).visits.map(({ team }) => team)).toEqual([
      'doan-2',
      'doan-1',
    ]);
    const alone = { ...plan, teams: teams.slice(0, 1) };
    expect(proposedVisits(alone, wanted, around({ worksAt })).left).toEqual([{ unit: 'xa-1', why: 'no-team' }]);
  });

  test('hết ngày trong một năm làm việc thì đơn vị còn lại được nêu', () => {
    const plan = aPlan(
      numbers(252).map((n) => unscheduled(n, 'doan-1')),
      [aTeam('doan-1', 'lan', 'minh')],
    );
    const { visits, left } = proposedVisits(plan, { from: '2026-04-06', sessions: ['afternoon'] }, around());
    expect([visits.length, left.length, left[0]?.why]).toEqual([250, 2, 'no-day']);
  });
});
