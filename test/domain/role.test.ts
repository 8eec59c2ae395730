import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import { holders, recipients, scopesOf, unitRoles } from '../../domain/role.ts';
import type { Appointment, Place, Role, Scope } from '../../domain/role.ts';

const place = { campaign: 'cchc-2026', team: 'doan-1', unit: 'so-y-te' };
const on: Day = '2026-03-10';
let made = 0;
const appointed = (role: Role, scope: Scope, person: string, more: Partial<Appointment> = {}): Appointment => ({
  id: `b-${++made}`,
  role,
  scope,
  person,
  from: '2026-01-01',
  ...more,
});

describe('where a role is looked up', () => {
  test.each<[Place, Scope[]]>([
    [place, ['unit:so-y-te', 'team:doan-1', 'campaign:cchc-2026', 'office']],
    [{ campaign: 'cchc-2026' }, ['campaign:cchc-2026', 'office']],
    [{ unit: 'so-y-te' }, ['unit:so-y-te', 'office']],
    [{ team: 'doan-1' }, ['team:doan-1', 'office']],
    [{}, ['office']],
  ])('%j: %j', (where, scopes) => {
    expect(scopesOf(where)).toEqual(scopes);
  });

  test('a unit has a contact and a head', () => {
    expect(unitRoles).toEqual(['unit-contact', 'unit-head']);
  });
});

describe('who holds a role', () => {
  test.each<[string, Appointment[], string[]]>([
    ['nobody', [], []],
    ['the one appointed here', [appointed('lead', 'team:doan-1', 'p-lan')], ['p-lan']],
    ['nobody of another team', [appointed('lead', 'team:doan-2', 'p-lan')], []],
    ['nobody by another role', [appointed('secretary', 'team:doan-1', 'p-lan')], []],
    [
      'the narrowest scope wins: unit before team',
      [
        appointed('lead', 'office', 'p-a'),
        appointed('lead', 'campaign:cchc-2026', 'p-b'),
        appointed('lead', 'team:doan-1', 'p-c'),
        appointed('lead', 'unit:so-y-te', 'p-d'),
      ],
      ['p-d'],
    ],
    [
      'team before round',
      [
        appointed('lead', 'office', 'p-a'),
        appointed('lead', 'campaign:cchc-2026', 'p-b'),
        appointed('lead', 'team:doan-1', 'p-c'),
      ],
      ['p-c'],
    ],
    [
      'round before office',
      [appointed('lead', 'office', 'p-a'), appointed('lead', 'campaign:cchc-2026', 'p-b')],
      ['p-b'],
    ],
    ['the office when nobody is nearer', [appointed('lead', 'office', 'p-a')], ['p-a']],
    [
      'a nearer one whose time is over gives way',
      [appointed('lead', 'office', 'p-a'), appointed('lead', 'team:doan-1', 'p-c', { to: '2026-03-09' })],
      ['p-a'],
    ],
    [
      'two together, in order',
      [appointed('lead', 'office', 'p-b'), appointed('lead', 'office', 'p-a')],
      ['p-a', 'p-b'],
    ],
    ['one appointed twice, once', [appointed('lead', 'office', 'p-a'), appointed('lead', 'office', 'p-a')], ['p-a']],
  ])('%s', (_, appointments, people) => {
    expect(holders(appointments, 'lead', place, on)).toEqual(people);
  });

  test.each<[string, Partial<Appointment>, boolean]>([
    ['from that day', { from: '2026-03-10' }, true],
    ['from the next day', { from: '2026-03-11' }, false],
    ['to that day, inclusive', { to: '2026-03-10' }, true],
    ['to the day before', { to: '2026-03-09' }, false],
  ])('an appointment %s on 10/03/2026', (_, more, isHeld) => {
    expect(holders([appointed('clerk', 'office', 'p-a', more)], 'clerk', place, on)).toEqual(isHeld ? ['p-a'] : []);
  });

  test.each<[string, Day, string[]]>([
    ['before the leave', '2026-03-08', ['p-giam-doc', 'p-khac']],
    ['during the leave', '2026-03-10', ['p-khac', 'p-pho']],
    ['after the leave', '2026-03-16', ['p-giam-doc', 'p-khac']],
  ])('a substitute stands in %s (%s)', (_, day, people) => {
    const appointments = [
      appointed('signer', 'office', 'p-giam-doc'),
      appointed('signer', 'office', 'p-khac'),
      appointed('signer', 'office', 'p-pho', { from: '2026-03-09', to: '2026-03-15', substituteFor: 'p-giam-doc' }),
    ];
    expect(holders(appointments, 'signer', place, day)).toEqual(people);
  });

  test('a substitute of a substitute is told, though somebody stands in for them elsewhere', () => {
    const appointments = [
      appointed('signer', 'office', 'p-a', { substituteFor: 'p-b' }),
      appointed('signer', 'office', 'p-c', { substituteFor: 'p-a' }),
    ];
    expect(holders(appointments, 'signer', place, on)).toEqual(['p-a', 'p-c']);
  });
});

describe('who is told', () => {
  test('the holders', () => {
    expect(recipients([appointed('unit-contact', 'unit:so-y-te', 'p-dm')], 'unit-contact', place, on)).toEqual({
      people: ['p-dm'],
    });
  });

  test('the head of division, when nobody holds the role', () => {
    const appointments = [
      appointed('unit-contact', 'unit:so-van-hoa', 'p-dm'),
      appointed('division-head', 'office', 'p-truong-phong'),
    ];
    expect(recipients(appointments, 'unit-contact', place, on)).toEqual({
      people: ['p-truong-phong'],
      insteadOf: 'unit-contact',
    });
  });

  test('nobody, when the division has no head either', () => {
    expect(recipients([], 'unit-contact', place, on)).toEqual({ people: [], insteadOf: 'unit-contact' });
  });
});

test('a branch without standing of its own is acted for by the agency that manages it, once it has nobody itself', () => {
  const at = (id: string, scope: Appointment['scope'], from: Appointment['from']): Appointment => ({
    id,
    role: 'unit-contact',
    scope,
    person: id,
    from,
  });
  const appointments = [
    at('p-chu-quan', 'unit:chu-quan', '2026-01-01'),
    at('p-chi-nhanh', 'unit:chi-nhanh', '2026-05-01'),
  ];
  const place = { campaign: 'x', team: 'to-1', unit: 'chi-nhanh', through: 'chu-quan' };
  expect(scopesOf(place)).toEqual(['unit:chi-nhanh', 'unit:chu-quan', 'team:to-1', 'campaign:x', 'office']);
  expect(holders(appointments, 'unit-contact', place, '2026-04-01')).toEqual(['p-chu-quan']);
  expect(holders(appointments, 'unit-contact', place, '2026-05-01')).toEqual(['p-chi-nhanh']);
});
