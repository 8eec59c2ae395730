import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { owe } from '../../domain/duty.ts';
import type { Duty, LetterKind, Line } from '../../domain/duty.ts';
import { addressed, gathersBy, letterId, messageIdOf, nothingToTell, planLetters } from '../../domain/letter.ts';
import type { Known, Told } from '../../domain/letter.ts';
import { hoursOn, minutesOf, nextMorning, opening } from '../../domain/letter-hours.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { instantAt } from '../../domain/day.ts';
import type { Appointment, Role, Scope } from '../../domain/role.ts';
import { fixedDue } from '../../domain/term.ts';
import { calendar } from '../support/round.ts';

const sxd = 'remediation:kh-2026:conclusion:1:so-xay-dung';
const syt = 'remediation:kh-2026:conclusion:1:so-y-te';

const aDuty = (more: Partial<Duty> = {}): Duty => ({
  ...owe({
    id: 'remediate:1',
    kind: 'remediate',
    owedBy: { role: 'unit-contact' },
    due: fixedDue(calendar, '2026-03-10', 'paper:kh-2026:conclusion:1'),
    ladder: 'C',
    opened: '2026-02-23',
  }),
  ...more,
});

const aReminder = (more: Partial<Line> = {}): Line => {
  const line = {
    letter: 'reminder' as LetterKind,
    matter: sxd,
    duty: 'remediate:1',
    rung: 2,
    against: '2026-03-10' as Day,
    role: 'unit-contact' as Role,
    unit: 'so-xay-dung',
    campaign: 'kh-2026',
    team: 'doan-1',
    day: '2026-03-11' as Day,
    ...more,
  };
  return { id: `${line.matter}/${line.duty}/${line.rung}/${line.against}/${line.role}`, ...line };
};

const anEvent = (letter: LetterKind, event: string, role: Role, more: Partial<Line> = {}): Line => ({
  id: `${more.matter ?? sxd}/${letter}/${event}/${role}`,
  letter,
  matter: sxd,
  role,
  unit: 'so-xay-dung',
  campaign: 'kh-2026',
  team: 'doan-1',
  day: '2026-03-11',
  ...more,
});

const holds = (person: string, role: Role, scope: Scope): Appointment => ({
  id: `${person}-${role}-${scope}`,
  role,
  scope,
  person,
  from: '2026-01-01',
});

const appointments: Appointment[] = [
  holds('hoa', 'unit-contact', 'unit:so-xay-dung'),
  holds('hoa', 'unit-contact', 'unit:so-y-te'),
  holds('giam-doc', 'unit-head', 'unit:so-xay-dung'),
  holds('khoi', 'lead', 'team:doan-1'),
  holds('khoi', 'secretary', 'team:doan-1'),
  holds('truong-phong', 'division-head', 'office'),
  holds('quan-tri', 'administrator', 'office'),
];

const known = (more: Partial<Known> = {}): Known => ({
  matter: () => ({ duties: [aDuty()] }),
  appointments,
  calendar,
  day: '2026-03-11',
  reminded: () => false,
  ...more,
});

describe('how lines gather into letters', () => {
  test('one reminder a person over all matters and units', () => {
    const { letters } = planLetters(
      [aReminder(), aReminder({ matter: syt, unit: 'so-y-te' }), aReminder({ rung: 0 })],
      known(),
    );
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ kind: 'reminder', recipient: 'hoa', gathers: 'reminder' });
    expect(letters[0]!.lines).toHaveLength(3);
  });

  test('contact and head hear the same rung in a letter each', () => {
    const { letters } = planLetters([aReminder(), aReminder({ role: 'unit-head' })], known());
    expect(letters.map(({ recipient }) => recipient)).toEqual(['hoa', 'giam-doc']);
  });

  test('who holds two of the told roles gets one letter about the event', () => {
    const { letters } = planLetters(
      [
        anEvent('notice', 'tb-1', 'lead'),
        anEvent('notice', 'tb-1', 'secretary'),
        anEvent('notice', 'tb-1', 'unit-contact'),
      ],
      known(),
    );
    expect(letters.map(({ recipient, lines }) => [recipient, lines.length])).toEqual([
      ['khoi', 2],
      ['hoa', 1],
    ]);
  });

  test('two events are two letters', () => {
    const { letters } = planLetters(
      [anEvent('received', 'item:1:1', 'unit-contact'), anEvent('received', 'item:2:1', 'unit-contact')],
      known(),
    );
    expect(letters).toHaveLength(2);
  });

  test('the verdicts of a day gather by matter into the next working day', () => {
    const verdicts = ['item:1:1', 'item:2:1'].map((event) =>
      anEvent('verified', event, 'unit-contact', { day: '2026-03-13' }),
    );
    const other = anEvent('verified', 'item:1:1', 'unit-contact', { matter: syt, unit: 'so-y-te', day: '2026-03-13' });
    expect(planLetters([...verdicts, other], known({ day: '2026-03-13' }))).toMatchObject({
      letters: [],
      later: [{}, {}, {}],
    });
    expect(planLetters([...verdicts, other], known({ day: '2026-03-14' })).letters).toEqual([]);
    expect(
      planLetters([...verdicts, other], known({ day: '2026-03-16' })).letters.map(({ lines }) => lines.length),
    ).toEqual([2, 1]);
  });

  test('a second reminder on one day waits for another; no reminder leaves on a day off', () => {
    expect(planLetters([aReminder()], known({ reminded: () => true }))).toMatchObject({
      letters: [],
      later: [{ recipient: 'hoa' }],
    });
    expect(planLetters([aReminder()], known({ day: '2026-03-14' }))).toMatchObject({
      letters: [],
      later: [{ recipient: 'hoa' }],
    });
    expect(
      planLetters([anEvent('received', 'item:1:1', 'unit-contact')], known({ day: '2026-03-14', reminded: () => true }))
        .letters,
    ).toHaveLength(1);
  });

  test('a role nobody holds is heard by the head of division, then by the administrators', () => {
    const line = aReminder({ unit: 'so-cong-thuong' });
    expect(planLetters([line], known()).letters[0]).toMatchObject({
      recipient: 'truong-phong',
      insteadOf: ['unit-contact'],
    });
    expect(
      planLetters([line], known({ appointments: [holds('quan-tri', 'administrator', 'office')] })).letters[0],
    ).toMatchObject({ recipient: 'quan-tri', insteadOf: ['unit-contact'] });
    expect(planLetters([line], known({ appointments: [] }))).toMatchObject({ letters: [], unheard: [line] });
  });

  test('what many units are told at once and nobody hears is one letter of the next morning, not one a unit', () => {
    const directive = (unit: string, role: 'unit-contact' | 'unit-head', paper = 'paper:x:directive:1') =>
      addressed(
        anEvent('directive', paper, role, { matter: `remediation:${unit}`, unit, about: { paper }, day: '2026-03-12' }),
        appointments,
        '2026-03-12',
      );
    const nobody = ['xa-an-lao', 'xa-an-hoa', 'xa-an-tan'];
    const lines = nobody.flatMap((unit) => [directive(unit, 'unit-contact'), directive(unit, 'unit-head')]);
    expect(lines.every(({ instead, people }) => instead && people.includes('truong-phong'))).toBe(true);
    const heard = directive('so-xay-dung', 'unit-contact');
    expect(heard.instead).toBeUndefined();
    const other = directive('xa-an-lao', 'unit-contact', 'paper:x:directive:2');
    const there = known({ matter: () => ({ duties: [] }) });
    const now = planLetters([...lines, other, heard], { ...there, day: '2026-03-12' });
    expect(now.letters.map(({ recipient }) => recipient)).toEqual(['hoa']);
    const morning = planLetters([...lines, other], { ...there, day: '2026-03-13' });
    expect(morning.letters.map(({ recipient, lines: of }) => [recipient, of.length])).toEqual([
      ['truong-phong', 6],
      ['truong-phong', 1],
    ]);
    // somebody was entered meanwhile: told by a letter of their own
    const since = addressed(lines[0]!, [...appointments, holds('moi', 'unit-contact', 'unit:xa-an-lao')], '2026-03-13');
    expect(since).toMatchObject({ people: ['moi'] });
    expect(since).not.toHaveProperty('instead');
    // each letter about one unit is a letter still
    expect(
      addressed(anEvent('verified', 'item:1:1', 'unit-contact', { unit: 'xa-an-lao' }), appointments, '2026-03-12'),
    ).not.toHaveProperty('instead');
  });

  test('a substitute hears instead of who is on leave', () => {
    const substitute: Appointment = {
      ...holds('thay', 'unit-contact', 'unit:so-xay-dung'),
      substituteFor: 'hoa',
      from: '2026-03-09',
      to: '2026-03-13',
    };
    expect(
      planLetters([aReminder()], known({ appointments: [...appointments, substitute] })).letters.map(
        ({ recipient }) => recipient,
      ),
    ).toEqual(['thay']);
  });

  test('lines that wait for an official letter make no mail', () => {
    expect(planLetters([aReminder({ letter: 'official-letter' })], known())).toMatchObject({
      letters: [],
      dropped: [],
      later: [],
    });
  });
});

describe('what there is nothing left to tell of', () => {
  const paused = { pauses: [{ from: '2026-03-05' as Day, basis: 'qd-1' }] };
  const moved = { due: fixedDue(calendar, '2026-03-20', 'paper:kh-2026:conclusion:1') };
  test.each<[string, Told | undefined, string | undefined]>([
    ['met', { duties: [aDuty({ ended: { how: 'met', on: '2026-03-10' } })] }, 'met'],
    ['handed over', { duties: [aDuty({ ended: { how: 'handed-over', on: '2026-03-10' } })] }, 'handed-over'],
    ['moved to another day', { duties: [aDuty(moved)] }, 'moved'],
    ['paused', { duties: [aDuty(paused)] }, 'paused'],
    ['the matter closed', { duties: [aDuty()], closed: '2026-03-10' }, 'matter-closed'],
    ['no record', undefined, 'record-missing'],
    ['still owed', { duties: [aDuty()] }, undefined],
  ])('%s', (_, matter, why) => {
    expect(nothingToTell(aReminder(), matter)).toBe(why);
    expect(planLetters([aReminder()], known({ matter: () => matter })).dropped).toEqual(
      why ? [{ line: aReminder(), why }] : [],
    );
  });

  test('an event stays an event when its matter is closed; only a notice of an inspection that is over is not sent', () => {
    const closed = { duties: [], closed: '2026-03-11' as Day };
    expect(nothingToTell(anEvent('conclusion', 'kl-1', 'unit-contact'), closed)).toBeUndefined();
    expect(nothingToTell(anEvent('follow-up-ended', 'all', 'unit-contact'), closed)).toBeUndefined();
    expect(nothingToTell(anEvent('notice', 'tb-1', 'unit-contact'), closed)).toBe('matter-closed');
    // nobody is asked for an answer that nobody waits for any more; a cancelled visit is told all the same
    expect(nothingToTell(anEvent('asked', 'comments:1', 'unit-contact'), closed)).toBe('matter-closed');
    expect(nothingToTell(anEvent('visit-changed', 'visit:1:1:cancelled', 'unit-contact'), closed)).toBeUndefined();
    expect(nothingToTell(anEvent('directive', 'cd-1', 'unit-contact'), closed)).toBeUndefined();
  });
});

describe('properties', () => {
  const arbitraryLine = fc
    .record({
      kind: fc.constantFrom<LetterKind>('reminder', 'received', 'verified', 'conclusion', 'official-letter'),
      matter: fc.constantFrom(sxd, syt),
      event: fc.constantFrom('a', 'b'),
      role: fc.constantFrom<Role>('unit-contact', 'unit-head', 'lead', 'secretary', 'clerk'),
      unit: fc.constantFrom('so-xay-dung', 'so-y-te', 'so-lao-dong'),
      day: fc.constantFrom<Day>('2026-03-10', '2026-03-11', '2026-03-12'),
      rung: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ kind, matter, event, role, unit, day, rung }) =>
      kind === 'reminder' || kind === 'official-letter'
        ? aReminder({ letter: kind, matter, role, unit, day, rung })
        : anEvent(kind, event, role, { matter, unit, day }),
    );
  const distinct = fc.uniqueArray(arbitraryLine, { selector: ({ id }) => id, maxLength: 30 });

  test('every line is told, waits, or is dropped for a reason: none is lost', () => {
    fc.assert(
      fc.property(distinct, (lines) => {
        const { letters, dropped, later, unheard } = planLetters(lines, known());
        const seen = new Set(
          [
            ...letters.flatMap((letter) => letter.lines),
            ...dropped.map(({ line }) => line),
            ...later.map(({ line }) => line),
            ...unheard,
          ].map(({ id }) => id),
        );
        const mail = lines.filter(({ letter }) => letter !== 'official-letter');
        expect([...seen].sort()).toEqual(mail.map(({ id }) => id).sort());
      }),
    );
  });

  test('at most one reminder a person, and nobody gets a letter twice; the order of the lines does not matter', () => {
    fc.assert(
      fc.property(distinct, (lines) => {
        const { letters } = planLetters(lines, known());
        const reminders = letters.filter(({ kind }) => kind === 'reminder').map(({ recipient }) => recipient);
        expect(new Set(reminders).size).toBe(reminders.length);
        const names = letters.map(({ recipient, gathers }) => `${recipient} ${gathers}`);
        expect(new Set(names).size).toBe(names.length);
        expect(planLetters([...lines].reverse(), known()).letters).toEqual(letters);
      }),
    );
  });
});

describe('the name of a letter', () => {
  test('is its Message-ID for ever, in signs an identifier may hold', () => {
    expect(letterId('reminder', 'p-7f3a', '2026-03-11', 1)).toBe('reminder/p-7f3a/2026-03-11/1');
    expect(messageIdOf('reminder/p-7f3a/2026-03-11/1', 'snv.example')).toBe(
      '<reminder/p-7f3a/2026-03-11/1@snv.example>',
    );
    expect(messageIdOf('notice/p.7 đ=/2026-03-11/1', 'snv.example')).toBe(
      '<notice/p=2e=7=20==111==3d=/2026-03-11/1@snv.example>',
    );
  });
});

describe('when letters leave', () => {
  const hours = [
    {
      from: '2026-01-01' as Day,
      morning: ['07:30', '11:30'] as [string, string],
      afternoon: ['13:30', '17:00'] as [string, string],
    },
  ];
  const at = (day: Day, clock: string): Instant => instantAt(day, Number(clock.slice(0, 2)), Number(clock.slice(3)));

  test.each<[string, Day, string, Day, string]>([
    ['within hours, at once', '2026-03-11', '09:12', '2026-03-11', '09:12'],
    ['before opening', '2026-03-11', '06:00', '2026-03-11', '07:30'],
    ['at lunch', '2026-03-11', '12:00', '2026-03-11', '13:30'],
    ['after closing', '2026-03-11', '17:00', '2026-03-12', '07:30'],
    ['on Friday evening', '2026-03-13', '18:00', '2026-03-16', '07:30'],
    ['in Tết', '2026-02-17', '09:00', '2026-02-23', '07:30'],
    ['on the Saturday that is made up', '2026-08-22', '09:00', '2026-08-22', '09:00'],
  ])('an event %s', (_, day, clock, thenDay, thenClock) => {
    expect(opening(hours, calendar, at(day, clock))).toBe(at(thenDay, thenClock));
  });

  test('other hours from their day on', () => {
    const summer = {
      from: '2026-04-16' as Day,
      morning: ['07:00', '11:30'] as [string, string],
      afternoon: ['13:30', '17:00'] as [string, string],
    };
    expect(hoursOn([...hours, summer], '2026-04-15').morning[0]).toBe('07:30');
    expect(hoursOn([summer, ...hours], '2026-04-16').morning[0]).toBe('07:00');
    expect(hoursOn([], '2026-04-16').afternoon[1]).toBe('17:00');
  });

  const minutes = minutesOf('hoa');
  const eight = `08:0${minutes}`;
  test.each<[string, Day, Day, string, Day, string]>([
    ['in the night', '2026-03-11', '2026-03-11', '01:00', '2026-03-11', eight],
    ['days ahead', '2026-03-13', '2026-03-11', '10:00', '2026-03-13', eight],
    ['for a day off: the next working day', '2026-03-14', '2026-03-13', '10:00', '2026-03-16', eight],
    ['when the morning was missed: at once', '2026-03-11', '2026-03-11', '10:00', '2026-03-11', '10:00'],
    ['missed, and it is lunch time', '2026-03-10', '2026-03-11', '12:00', '2026-03-11', '13:30'],
    ['missed, and the office has closed', '2026-03-11', '2026-03-11', '18:00', '2026-03-12', eight],
  ])('a morning letter %s', (_, day, today, clock, thenDay, thenClock) => {
    expect(nextMorning(hours, calendar, 'hoa', day, at(today, clock))).toBe(at(thenDay, thenClock));
  });

  test('minutes after eight are 0 to 9, each of them used, the same every morning', () => {
    const spread = new Set(Array.from({ length: 300 }, (_, n) => minutesOf(`p-${n}`)));
    expect([...spread].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(minutesOf('hoa')).toBe(minutesOf('hoa'));
  });
});

describe('what is one letter', () => {
  test('all that waits to be told of one inspection’s visits; of another, another', () => {
    const of = (event: string, matter: string) =>
      gathersBy(anEvent('visit-changed', event, 'unit-contact', { matter }));
    expect(of('visit:1:1:moved', 'inspection:a')).toBe(of('visit:2:1:moved', 'inspection:a'));
    expect(of('visit:1:1:moved', 'inspection:a')).not.toBe(of('visit:1:1:moved', 'inspection:b'));
  });

  test('everything units answered, for one person; each question and decision by itself', () => {
    const answered = (matter: string) => gathersBy(anEvent('unit-answered', 'explanation:1', 'lead', { matter }));
    expect(answered('inspection:a')).toBe(answered('remediation:b'));
    const roles = (['unit-contact', 'unit-head'] as const).map((role) =>
      gathersBy(anEvent('item-changed', 'extension:1:1', role)),
    );
    expect(new Set(roles).size).toBe(1);
    expect(gathersBy(anEvent('item-changed', 'extension:2:1', 'unit-head'))).not.toBe(roles[0]);
  });
});
