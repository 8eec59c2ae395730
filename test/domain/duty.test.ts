import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingDays } from '../../domain/calendar.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { defaultTerms } from '../../domain/duty-terms.ts';
import {
  dutyKinds,
  ended,
  isOpen,
  isOverdue,
  isPaused,
  leavesInTheMorning,
  letterKinds,
  measuredFrom,
  moved,
  owe,
} from '../../domain/duty.ts';
import type { Duty, Move } from '../../domain/duty.ts';
import { defaultLadders, ladderNames } from '../../domain/ladder.ts';
import type { Rung } from '../../domain/ladder.ts';
import { dutyWords } from '../../domain/why.ts';
import { fixedDue } from '../../domain/term.ts';
import { calendar } from '../support/round.ts';

const dueOn = (day: Day) => fixedDue(calendar, day, 'paper:cchc-2026:conclusion:1');
const bare = {
  id: 'remediate:1',
  kind: 'remediate',
  owedBy: { role: 'unit-contact' },
  ladder: 'C',
  opened: '2026-02-23',
  about: 1,
} as const;

/** Báo cáo kết quả khắc phục, hạn 10/03/2026. */
const aDuty = (duty: Partial<Duty> = {}): Duty => ({ ...owe({ ...bare, due: dueOn('2026-03-10') }), ...duty });
const aMilestone = (): Duty => owe({ ...bare, followUpOn: '2026-03-10' });
const told = (rung: number, skipped = false) => ({
  rung,
  on: '2026-03-03' as Day,
  against: '2026-03-10' as Day,
  ...(skipped ? { skipped: true as const } : {}),
});

describe('a duty', () => {
  test('starts untold, unpaused, unmoved and open', () => {
    expect(aDuty()).toEqual({ ...bare, due: dueOn('2026-03-10'), told: [], pauses: [], moves: [] });
    expect(isOpen(aDuty())).toBe(true);
    expect(isOpen(aDuty({ ended: { how: 'met', on: '2026-03-01' } }))).toBe(false);
  });

  test('is measured from its due, else from the office’s milestone', () => {
    expect(measuredFrom(aDuty({ followUpOn: '2026-03-31' }))).toBe('2026-03-10');
    expect(measuredFrom(aMilestone())).toBe('2026-03-10');
    expect(measuredFrom(owe(bare))).toBeUndefined();
  });

  test.each<[string, Duty, Day, boolean]>([
    ['on its due', aDuty(), '2026-03-10', false],
    ['the day after', aDuty(), '2026-03-11', true],
    ['once met', aDuty({ ended: { how: 'met', on: '2026-03-12' } }), '2026-03-20', false],
    ['by a milestone', aMilestone(), '2026-12-31', false],
    ['without any day', owe(bare), '2026-12-31', false],
  ])('is overdue %s', (_, duty, on, overdue) => {
    expect(isOverdue(duty, on)).toBe(overdue);
  });

  test.each<[string, Duty['pauses'], boolean]>([
    ['never', [], false],
    ['since a day', [{ from: '2026-03-01', basis: 'cv-1' }], true],
    ['and going on again', [{ from: '2026-03-01', to: '2026-03-05', basis: 'cv-1' }], false],
    [
      'and paused anew',
      [
        { from: '2026-03-01', to: '2026-03-05', basis: 'cv-1' },
        { from: '2026-03-08', basis: 'cv-2' },
      ],
      true,
    ],
  ])('paused %s', (_, pauses, paused) => {
    expect(isPaused(aDuty({ pauses: [...pauses] }))).toBe(paused);
  });

  test('every kind has its words', () => {
    expect(Object.keys(dutyWords).sort()).toEqual([...dutyKinds].sort());
  });

  test('only reminders, verdicts and what the office is told wait for the morning', () => {
    expect(letterKinds.filter((letter) => leavesInTheMorning({ letter }))).toEqual([
      'reminder',
      'verified',
      'team-told',
      'unit-answered',
      'handed-over',
    ]);
    expect(leavesInTheMorning({ letter: 'directive', instead: true })).toBe(true);
  });
});

describe('the end of a duty', () => {
  const duties = [
    aDuty(),
    aDuty({ id: 'remediate:2', about: 2 }),
    aDuty({ id: 'verify:3', kind: 'verify', about: 3, ended: { how: 'met', on: '2026-03-01' } }),
  ];

  test.each(['met', 'cancelled', 'replaced', 'handed-over'] as const)('%s, only for those named', (how) => {
    const after = ended(duties, ({ about }) => about === 2, how, '2026-03-09');
    expect(after.map((duty) => duty.ended)).toEqual([
      undefined,
      { how, on: '2026-03-09' },
      { how: 'met', on: '2026-03-01' },
    ]);
  });

  test('what ended before stays as it was', () => {
    expect(ended(duties, () => true, 'cancelled', '2026-03-09')[2]).toBe(duties[2]);
  });

  test('ending twice is ending once', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2026-02-23', n));
    fc.assert(
      fc.property(fc.subarray([1, 2, 3]), day, day, (abouts, first, second) => {
        const which = ({ about }: Duty) => abouts.includes(about!);
        const once = ended(duties, which, 'met', first);
        expect(ended(once, which, 'cancelled', second)).toEqual(once);
        expect(once.filter(isOpen)).toEqual(duties.filter((duty) => isOpen(duty) && !which(duty)));
      }),
    );
  });
});

describe('a moved due', () => {
  test('a milestone that is moved stays a milestone', () => {
    const later = moved(aMilestone(), dueOn('2026-03-31'), move);
    expect(later.followUpOn).toBe('2026-03-31');
    expect(later.due).toBeUndefined();
  });

  const move = { on: '2026-03-05', why: 'extension', basis: 'qd-12' } as const;

  test('keeps its history', () => {
    const once = moved(aDuty(), dueOn('2026-03-31'), move);
    expect(once.due?.day).toBe('2026-03-31');
    const twice = moved(once, dueOn('2026-04-10'), { ...move, on: '2026-03-20', why: 'suspension', basis: 'cv-9' });
    expect(twice.moves).toEqual([
      { from: '2026-03-10', to: '2026-03-31', on: '2026-03-05', why: 'extension', basis: 'qd-12' },
      { from: '2026-03-31', to: '2026-04-10', on: '2026-03-20', why: 'suspension', basis: 'cv-9' },
    ]);
  });

  test.each<[string, Duty, Day]>([
    ['ended', aDuty({ ended: { how: 'met', on: '2026-03-01' } }), '2026-03-31'],
    ['without a day', owe(bare), '2026-03-31'],
    ['already due that day', aDuty(), '2026-03-10'],
    ['told and to become earlier', aDuty({ told: [told(0, true), told(1)] }), '2026-03-09'],
  ])('a duty %s is not moved', (_, duty, day) => {
    expect(moved(duty, dueOn(day), move)).toBe(duty);
  });

  test.each<[string, Duty, Day]>([
    ['untold may become earlier', aDuty(), '2026-03-09'],
    ['whose rungs were only passed over may become earlier', aDuty({ told: [told(0, true)] }), '2026-03-09'],
    ['that was told may become later', aDuty({ told: [told(1)] }), '2026-03-11'],
  ])('a duty %s', (_, duty, day) => {
    expect(moved(duty, dueOn(day), move)).toMatchObject({
      due: { day },
      moves: [{ from: '2026-03-10', to: day }],
      told: duty.told,
    });
  });

  test('a move repeated is the same move, and what was told never becomes earlier', () => {
    const days = fc.integer({ min: -10, max: 40 }).map((n) => addWorkingDays(calendar, '2026-03-10', n));
    const why = fc.constantFrom<Move['why']>('extension', 'calendar', 'visit-moved', 'suspension');
    fc.assert(
      fc.property(days, why, fc.boolean(), fc.boolean(), (day, why, wasTold, isOver) => {
        const duty = aDuty({
          told: wasTold ? [told(0)] : [],
          ...(isOver ? { ended: { how: 'met', on: '2026-03-01' } } : {}),
        });
        const once = moved(duty, dueOn(day), { ...move, why });
        expect(moved(once, dueOn(day), { ...move, why })).toEqual(once);
        if (wasTold) expect(once.due!.day >= duty.due!.day).toBe(true);
        if (isOver) expect(once).toBe(duty);
        expect(once.moves.length).toBe(once.due!.day === duty.due!.day ? 0 : 1);
      }),
    );
  });
});

test('terms, as practice has them: working days unless said', () => {
  expect(
    Object.fromEntries(
      Object.entries(defaultTerms).map(([name, { count, unit }]) => [
        name,
        unit === 'working-day' ? count : `${count} ${unit}`,
      ]),
    ),
  ).toEqual({
    'approve-plan': 5,
    'draft-report': '15 calendar-day',
    'decide-another-day': 2,
    explain: 5,
    'comment-draft': 3,
    'decide-extension': 2,
    'review-incidents': 5,
    'route-proposal': 5,
    'answer-proposal': 15,
    'revise-plan': 3,
    'issue-notice': -15,
    'end-inspection': 5,
    'send-official-letter': 2,
    acknowledge: 2,
    'self-report': -5,
    'supplement-self-report': 2,
    'review-self-report': 3,
    minutes: '0 calendar-day',
    'draft-conclusion': 8,
    redraft: 2,
    appraise: 2,
    sign: 4,
    number: 1,
    remediate: 5,
    verify: 5,
    close: 5,
  });
});

describe('the ladders, as practice has them: rungs in working days from the due', () => {
  const inWords = ({ offset, to, does, when }: Rung): string =>
    `${offset > 0 ? '+' : ''}${offset} ${does} ${to.join(', ')}${when ? ` (${when})` : ''}`;

  test.each<[(typeof ladderNames)[number], string[], number | undefined, string | undefined]>([
    [
      'A',
      ['0 tell unit-contact', '+1 tell unit-contact, unit-head', '+1 call secretary', '+2 tell lead'],
      undefined,
      undefined,
    ],
    [
      'B',
      ['-3 tell unit-contact', '-1 tell unit-contact', '+1 tell unit-contact, unit-head', '+2 tell lead'],
      undefined,
      'visit-held',
    ],
    [
      'C',
      [
        '-5 tell unit-contact',
        '-1 tell unit-contact',
        '+1 tell unit-contact, unit-head',
        '+5 draft-official-letter unit-contact, unit-head',
        '+10 draft-official-letter superior (vertical-agency)',
        '+10 put-to-leader director (own-agency)',
        '+15 draft-official-letter unit-contact, unit-head (approved)',
      ],
      10,
      undefined,
    ],
    [
      'D',
      ['-1 tell who-owes', '+1 tell who-owes, division-head', '+3 tell who-owes, deputy-director'],
      undefined,
      undefined,
    ],
    ['E', ['0 tell leader-secretary', '+2 tell division-head'], undefined, undefined],
    [
      'F',
      ['-5 tell unit-contact', '+3 tell unit-contact, unit-head', '+10 draft-official-letter unit-contact, unit-head'],
      undefined,
      undefined,
    ],
  ])('%s', (name, rungs, thenEvery, until) => {
    const ladder = defaultLadders[name];
    expect(ladder.rungs.map(inWords)).toEqual(rungs);
    expect([ladder.thenEvery, ladder.until]).toEqual([thenEvery, until]);
  });

  test('there are six, and none ever mails the signer', () => {
    expect(Object.keys(defaultLadders)).toEqual([...ladderNames]);
    expect(Object.values(defaultLadders).flatMap(({ rungs }) => rungs.flatMap(({ to }) => to))).not.toContain('signer');
  });
});
