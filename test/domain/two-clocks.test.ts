import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import { owe } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { sampleOf } from '../../domain/sample.ts';
import { fixedDue } from '../../domain/term.ts';
import { lateBy, waitingFor } from '../../domain/two-clocks.ts';
import { calendar } from '../support/round.ts';

const aDuty = (role: Duty['owedBy']['role'], due: Day, change: Partial<Duty> = {}): Duty => ({
  ...owe({
    id: `${role}:1`,
    kind: 'remediate',
    owedBy: { role },
    due: fixedDue(calendar, due, 'kl'),
    ladder: 'C',
    opened: '2026-02-23',
    about: 1,
  }),
  ...change,
});
const met = (on: Day): Partial<Duty> => ({ ended: { how: 'met', on } });
/** Tuesday 10/03/2026. */
const due: Day = '2026-03-10';

describe('hai đồng hồ', () => {
  test.each<[string, Duty[], Day, { unit: number; office: number }]>([
    ['nothing owed', [], '2026-04-01', { unit: 0, office: 0 }],
    ['on the day itself', [aDuty('unit-contact', due)], due, { unit: 0, office: 0 }],
    ['the unit four working days late', [aDuty('unit-contact', due)], '2026-03-16', { unit: 4, office: 0 }],
    [
      'reported two days late, then the office three days late with its answer',
      [aDuty('unit-contact', due, met('2026-03-12')), aDuty('secretary', '2026-03-19')],
      '2026-03-24',
      { unit: 2, office: 3 },
    ],
    ['reported in time', [aDuty('unit-contact', due, met('2026-03-09'))], '2026-06-01', { unit: 0, office: 0 }],
    [
      'the leader late with more time: it rests in the unit’s hands',
      [
        aDuty('unit-contact', due, { pauses: [{ from: '2026-03-12', basis: 'x' }] }),
        aDuty('deputy-director', '2026-03-16'),
      ],
      '2026-03-18',
      { unit: 2, office: 2 },
    ],
    [
      'suspended before the due and after it',
      [aDuty('unit-contact', due, { pauses: [{ from: '2026-03-05', to: '2026-03-12', basis: 'x' }] })],
      '2026-03-16',
      { unit: 2, office: 0 },
    ],
    [
      'suspended when late already, the due moved by what it rested: late before and after, not less',
      [
        aDuty('unit-contact', '2026-03-17', {
          pauses: [{ from: '2026-03-13', to: '2026-03-20', basis: 'x' }],
          moves: [{ from: due, to: '2026-03-17', on: '2026-03-20', why: 'suspension', basis: 'x' }],
        }),
      ],
      '2026-03-24',
      { unit: 5, office: 0 },
    ],
    [
      'a milestone long past',
      [{ ...aDuty('unit-contact', due), due: undefined, followUpOn: due } as unknown as Duty],
      '2026-12-31',
      { unit: 0, office: 0 },
    ],
    [
      'a draft taken as agreed',
      [aDuty('unit-contact', due, { ended: { how: 'lapsed', on: '2026-03-13' } })],
      '2026-04-01',
      { unit: 0, office: 0 },
    ],
  ])('%s', (_, duties, on, late) => {
    expect(lateBy(duties, calendar, on)).toEqual(late);
  });

  test('the two are the sum of their duties, and time never takes lateness away', () => {
    const one = fc
      .record({ office: fc.boolean(), late: fc.integer({ min: -5, max: 15 }), isMet: fc.boolean() })
      .map(({ office, late, isMet }) =>
        aDuty(office ? 'secretary' : 'unit-contact', due, isMet ? met(addWorkingDays(calendar, due, late)) : {}),
      );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), fc.integer({ min: 0, max: 30 }), (duties, after) => {
        const on = addWorkingDays(calendar, due, after);
        const all = lateBy(duties, calendar, on);
        const each = duties.map((duty) => lateBy([duty], calendar, on));
        expect(all.unit + all.office).toBe(each.reduce((days, { unit, office }) => days + unit + office, 0));
        const next = lateBy(duties, calendar, addWorkingDays(calendar, on, 1));
        expect(next.unit >= all.unit && next.office >= all.office).toBe(true);
      }),
    );
  });

  test('who is waited for: open and not at rest, each role once', () => {
    expect(
      waitingFor([
        aDuty('unit-contact', due, { pauses: [{ from: due, basis: 'x' }] }),
        aDuty('deputy-director', due),
        aDuty('secretary', due, met(due)),
        aDuty('deputy-director', due),
      ]),
    ).toEqual(['deputy-director']);
  });
});

describe('a sample to check again', () => {
  const ids = Array.from({ length: 200 }, (_, n) => `cchc-2026:conclusion:1:don-vi-${n}:1`);

  test('is the same for the same seed, in whatever order, and another for another', () => {
    const first = sampleOf(ids, 10, 'quy-3');
    expect(first).toHaveLength(10);
    expect(sampleOf([...ids].reverse(), 10, 'quy-3')).toEqual(first);
    expect(sampleOf(ids, 10, 'quy-4')).not.toEqual(first);
    expect(sampleOf([...ids, ...ids], 10, 'quy-3')).toEqual(first);
    expect(sampleOf(ids.slice(0, 4), 10, 'quy-3')).toHaveLength(4);
  });

  test('takes from everywhere about as often', () => {
    const taken = new Map<string, number>();
    for (let seed = 0; seed < 400; seed++)
      for (const id of sampleOf(ids, 20, String(seed))) taken.set(id, (taken.get(id) ?? 0) + 1);
    const counts = ids.map((id) => taken.get(id) ?? 0);
    expect(Math.min(...counts)).toBeGreaterThan(15);
    expect(Math.max(...counts)).toBeLessThan(75);
  });

  test('one more to choose from exchanges at most one', () => {
    const before = sampleOf(ids, 10, 's');
    const after = sampleOf([...ids, 'cchc-2026:conclusion:9:moi:1'], 10, 's');
    expect(before.filter((id) => !after.includes(id)).length).toBeLessThanOrEqual(1);
  });
});
