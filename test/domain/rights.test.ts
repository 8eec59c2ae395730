import { describe, expect, test } from '@jest/globals';
import { may, operations } from '../../domain/rights.ts';
import type { Operation, Standing } from '../../domain/rights.ts';
import { roles } from '../../domain/role.ts';
import type { Place, Role, Scope } from '../../domain/role.ts';

const officeReads: Operation[] = [
  'read-office',
  'read-campaign',
  'read-inspection',
  'read-paper',
  'read-register',
  'read-item',
  'read-evidence',
  'read-letters',
  'read-proposal',
  'read-notebook',
];
const masterData: Operation[] = [
  'change-groups',
  'change-units',
  'change-people',
  'change-outlines',
  'change-calendars',
];
const unitActs: Operation[] = [
  'read-inspection',
  'acknowledge',
  'draft-self-report',
  'submit-self-report',
  'read-item',
  'report-item',
  'upload-evidence',
  'read-evidence',
  'ask-another-day',
  'explain',
  'comment-draft',
  'request-extension',
  'read-proposal',
  'raise-proposal',
  'answer-proposal',
  'score-self',
];
const teamActs: Operation[] = [
  'review-self-report',
  'record-silence',
  'hold-visit',
  'move-visit',
  'ask-explanation',
  'ask-comments',
  'draft-conclusion',
  'verify-item',
  'review-incidents',
  'raise-proposal',
  'keep-notebook',
  'score-first',
];
const roundEnds: Operation[] = [
  'end-campaign',
  'close-campaign',
  'cancel-campaign',
  'send-official-letter',
  'cancel-inspection',
  'drop-visit',
];

/** What each role does in practice (guide §1.3, practice §3), by role where the product's table goes by operation. */
const expected: Record<Role, Operation[]> = {
  'unit-contact': [...unitActs, 'hand-over'],
  'unit-head': unitActs,
  secretary: [
    ...officeReads,
    ...teamActs,
    'read-surprise',
    'sign-minutes',
    'enter-for-unit',
    'upload-evidence',
    'draft-report',
  ],
  lead: [
    ...officeReads,
    ...teamActs,
    'read-surprise',
    'close-item',
    'drop-visit',
    'schedule-inspection',
    'decide-another-day',
    'assign-item',
    'suspend-item',
    'reopen-item',
  ],
  member: [...officeReads, 'read-surprise', 'keep-notebook'],
  chair: [...officeReads, 'read-surprise', 'hold-visit', 'keep-notebook'],
  planner: [
    ...officeReads,
    ...masterData,
    ...roundEnds,
    'read-surprise',
    'upload-evidence',
    'draft-campaign',
    'submit-campaign',
    'launch-campaign',
    'step-clock',
    'draft-notice',
    'schedule-inspection',
    'move-visit',
    'decide-another-day',
    'enter-for-unit',
    'draft-directive',
    'draft-report',
    'enter-paper',
    'verify-item',
    'review-incidents',
    'raise-proposal',
    'assign-item',
    'route-proposal',
    'answer-proposal',
    'score-first',
    'score-second',
  ],
  'division-head': [
    ...officeReads,
    ...roundEnds,
    'read-surprise',
    'appraise-paper',
    'void-paper',
    'close-item',
    'suspend-item',
    'reopen-item',
    'read-audit',
    'change-practice',
    'score-second',
    'reopen-scores',
    'exempt-criterion',
  ],
  'deputy-director': [...officeReads, 'read-surprise', 'approve-escalation', 'decide-extension', 'read-audit'],
  director: [...officeReads, 'read-surprise', 'approve-escalation', 'decide-extension', 'read-audit'],
  'leader-secretary': officeReads,
  signer: [...officeReads, 'read-surprise', 'approve-campaign', 'sign-paper', 'void-paper'],
  clerk: [...officeReads, 'number-paper', 'enter-paper', 'issue-elsewhere'],
  superior: [],
  operator: [],
  administrator: [...officeReads, ...masterData, 'change-practice', 'administer', 'read-audit'],
};

/** Lists and the office itself are nowhere in particular: the role anywhere is enough. */
const nowhere: Operation[] = [
  'read-office',
  'read-campaign',
  'read-paper',
  'read-register',
  'read-letters',
  'change-practice',
  ...masterData,
];

const here: Place = { campaign: 'cchc-2026', team: 'doan-1', unit: 'so-y-te' };
const places: [string, Place, Scope[]][] = [
  ['its own place', here, ['unit:so-y-te', 'team:doan-1', 'campaign:cchc-2026', 'office']],
  ['another unit of the team', { ...here, unit: 'so-xay-dung' }, ['team:doan-1', 'campaign:cchc-2026', 'office']],
  ['another team', { ...here, team: 'doan-2', unit: 'so-xay-dung' }, ['campaign:cchc-2026', 'office']],
  ['another round', { campaign: 'cchc-2027', team: 'doan-9', unit: 'so-xay-dung' }, ['office']],
  [
    'the same unit in another round',
    { campaign: 'cchc-2027', team: 'doan-9', unit: 'so-y-te' },
    ['unit:so-y-te', 'office'],
  ],
  ['the round itself', { campaign: 'cchc-2026' }, ['campaign:cchc-2026', 'office']],
  ['no place', {}, ['office']],
];
const scopes: Scope[] = ['office', 'campaign:cchc-2026', 'team:doan-1', 'unit:so-y-te'];

describe('every operation × every role × every relation', () => {
  test.each(operations)('%s', (operation) => {
    const walk = (decide: (role: Role, scope: Scope, place: Place, reached: Scope[]) => boolean) =>
      roles.flatMap((role) =>
        scopes.flatMap((scope) =>
          places.map(
            ([name, place, reached]) => `${role} of ${scope} at ${name}: ${decide(role, scope, place, reached)}`,
          ),
        ),
      );
    expect(walk((role, scope, place) => may([{ role, scope }], operation, place))).toEqual(
      walk(
        (role, scope, _, reached) =>
          expected[role].includes(operation) && (nowhere.includes(operation) || reached.includes(scope)),
      ),
    );
  });

  test.each(operations)('%s is not for nobody', (operation) => {
    expect(places.map(([, place]) => may([], operation, place))).toEqual(places.map(() => false));
  });

  test('every operation is somebody’s', () => {
    expect(new Set(roles.flatMap((role) => expected[role]))).toEqual(new Set(operations));
  });
});

describe('several standings', () => {
  const contactOfTwo: Standing[] = [
    { role: 'unit-contact', scope: 'unit:so-y-te' },
    { role: 'unit-contact', scope: 'unit:phong-kham' },
  ];

  test.each([
    ['so-y-te', true],
    ['phong-kham', true],
    ['so-xay-dung', false],
  ])('the contact of two units reports for %s: %s', (unit, allowed) => {
    expect(may(contactOfTwo, 'report-item', { ...here, unit })).toBe(allowed);
  });

  test('a role in one place does not lend its place to another role', () => {
    const both: Standing[] = [
      { role: 'lead', scope: 'team:doan-1' },
      { role: 'secretary', scope: 'team:doan-2' },
    ];
    expect(may(both, 'sign-minutes', here)).toBe(false);
    expect(may(both, 'sign-minutes', { ...here, team: 'doan-2' })).toBe(true);
  });
});
