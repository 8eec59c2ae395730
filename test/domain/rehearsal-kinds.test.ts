import { describe, expect, test } from '@jest/globals';
import { rehearsed } from '../../api/campaigns/rehearsal-run.ts';
import type { Pace } from '../../api/campaigns/rehearsal-acts.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Appointment } from '../../domain/role.ts';
import { caoBangAppointments, caoBangPlan, reporting } from '../support/cao-bang.ts';
import { aSetting } from '../support/round.ts';

const run = (
  plan: Plan,
  pace: Pace,
  appointments: Appointment[] = caoBangAppointments,
  through: Record<string, string> = {},
) =>
  rehearsed({
    plan,
    setting: aSetting(),
    appointments,
    vertical: [],
    through,
    from: '2026-06-01',
    to: '2026-12-31',
    pace,
  });

const desk: Plan = {
  ...caoBangPlan,
  kind: 'inspection',
  campaign: 'qua-bao-cao',
  units: reporting.map((unit) => ({ unit, team: 'to-tong-hop', method: 'desk', reportBy: '2026-07-15', visits: [] })),
};

describe('a reporting round, rehearsed', () => {
  test('units that send on their day: one letter each that asks, one report, and the round closes by itself', () => {
    const { closes, papers, byKind } = run(caoBangPlan, 'on-due-day');
    expect(papers).toBe(1);
    expect(byKind.notice).toBeUndefined();
    expect(byKind.asked).toBe(reporting.length * 2);
    expect(closes).toBeDefined();
    expect(closes! < '2026-07-15').toBe(true);
  });

  test('units that never send are chased, and the round ends all the same', () => {
    const prompt = run(caoBangPlan, 'prompt');
    const silent = run(caoBangPlan, 'silent');
    expect(silent.closes).toBeDefined();
    expect(silent.byKind.reminder!).toBeGreaterThan(prompt.byKind.reminder!);
    expect(silent.closes! >= prompt.closes!).toBe(true);
  });
});

describe('a unit that is written to through its agency', () => {
  const [agency, branch] = reporting;
  const without = caoBangAppointments.filter(({ scope }) => scope !== `unit:${branch}`);

  test('is heard by that agency, as on the real round; else the head of division is told instead', () => {
    const unheld = (through?: Record<string, string>) =>
      run(caoBangPlan, 'on-due-day', without, through).unheld.filter((role) => role.startsWith('unit-'));
    expect(unheld()).toEqual(['unit-contact', 'unit-head']);
    expect(unheld({ [branch!]: agency! })).toEqual([]);
  });
});

describe('a round of surprises, rehearsed', () => {
  const surprises: Plan = {
    ...desk,
    campaign: 'dot-xuat',
    period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
    units: reporting.map((unit) => ({
      unit,
      team: 'to-tong-hop',
      method: 'surprise',
      visits: [{ n: 1, day: '2026-07-15', session: 'morning', startsAt: '08:00', at: 'Bộ phận Một cửa' }],
    })),
  };

  test('sends no notice to anybody, owes none, and runs to its close', () => {
    const { closes, papers, byKind, weeks } = run(surprises, 'on-due-day');
    expect(papers).toBe(reporting.length);
    expect(byKind.notice).toBeUndefined();
    expect(weeks.filter(({ week, role }) => week < '2026-06-08' && role === 'planner')).toEqual([]);
    expect(closes).toBeDefined();
  });
});

describe('a round of desk inspections, rehearsed', () => {
  test.each(['prompt', 'on-due-day', 'late', 'silent'] as const)('%s: from the notice to the close', (pace) => {
    const { closes, papers } = run(desk, pace);
    expect(papers).toBe(1 + reporting.length);
    expect(closes).toBeDefined();
  });

  test('a consolidated report is made where the plan wants one', () => {
    const { closes, papers } = run({ ...desk, report: true }, 'on-due-day');
    expect(papers).toBe(2 + reporting.length);
    expect(closes).toBeDefined();
  });
});
