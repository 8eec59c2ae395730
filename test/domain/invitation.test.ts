import { describe, expect, test } from '@jest/globals';
import { visitHours } from '../../domain/invitation.ts';

describe('the hours of a visit in a calendar, moments in UTC', () => {
  test.each([
    ['the hour of the plan, to the end of the half-day', 'morning', '08:00', '01:00', '04:30'],
    ['no hour named: the half-day of an office', 'afternoon', undefined, '06:30', '10:00'],
    ['a late start lasts an hour at least', 'morning', '11:15', '04:15', '05:15'],
    ['not before the day began', 'morning', '7:30', '00:30', '04:30'],
    ['what is no hour is not read as one', 'afternoon', '25:99', '06:30', '10:00'],
  ] as const)('%s', (_, session, startsAt, starts, ends) => {
    expect(visitHours('2026-03-12', session, startsAt)).toEqual({
      starts: `2026-03-12T${starts}:00.000Z`,
      ends: `2026-03-12T${ends}:00.000Z`,
    });
  });

  test('an hour before midnight ends on the next day', () => {
    expect(visitHours('2026-03-12', 'afternoon', '23:30')).toEqual({
      starts: '2026-03-12T16:30:00.000Z',
      ends: '2026-03-12T17:30:00.000Z',
    });
  });
});
