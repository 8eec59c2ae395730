import { describe, expect, test } from '@jest/globals';
import { campaignRules, newCampaign } from '../../domain/campaign.ts';
import { newInspection } from '../../domain/inspection.ts';
import { inspectionRules } from '../../domain/inspection-rules.ts';
import { dutyOf, eventLine, nothingMore, processNames } from '../../domain/matter.ts';
import type { Matter } from '../../domain/matter.ts';
import { newCalendar } from '../../domain/new-calendar.ts';
import { handOver } from '../../domain/succession.ts';
import { newPaper, paperRules } from '../../domain/paper.ts';
import { newProposal, proposalId, proposalRules } from '../../domain/proposal.ts';
import { rulesOf } from '../../domain/process.ts';
import { newRemediation } from '../../domain/remediation.ts';
import { remediationRules } from '../../domain/remediation-rules.ts';
import { aSetting } from '../support/round.ts';

const matter: Matter = newInspection(
  aSetting(),
  { place: { campaign: 'cchc-2026', team: 'doan-1', unit: 'so-y-te' }, method: 'on-site', visits: [], vertical: false },
  '2026-03-02',
);

test('a step with nothing more is the state alone', () => {
  expect(nothingMore(matter)).toEqual({ state: matter, lines: [], tells: [] });
  expect(nothingMore(matter).state).toBe(matter);
});

describe('a line about an event', () => {
  test('is unique by matter, letter, event and role, and carries its place', () => {
    expect(
      eventLine(matter, 'notice', 'paper:cchc-2026:notice:1', 'unit-head', '2026-03-09', {
        paper: 'paper:cchc-2026:notice:1',
      }),
    ).toEqual({
      id: 'inspection:cchc-2026:so-y-te/notice/paper:cchc-2026:notice:1/unit-head',
      letter: 'notice',
      matter: 'inspection:cchc-2026:so-y-te',
      role: 'unit-head',
      campaign: 'cchc-2026',
      team: 'doan-1',
      unit: 'so-y-te',
      day: '2026-03-09',
      about: { paper: 'paper:cchc-2026:notice:1' },
    });
  });

  test('may be about nothing more than the event', () => {
    expect(eventLine(matter, 'follow-up-ended', 'all', 'unit-head', '2026-03-09').about).toEqual({});
  });
});

describe('a duty by its term', () => {
  const reckoned = (from: string, count: number, unit = 'working-day') =>
    expect.objectContaining({ from, count, unit });

  test('is named by its kind and reckoned by its rule', () => {
    expect(dutyOf(matter, 'verify', '2026-03-05')).toEqual({
      id: 'verify',
      kind: 'verify',
      due: {
        day: '2026-03-12',
        reckoned: {
          from: '2026-03-05',
          count: 5,
          unit: 'working-day',
          basis: 'rule:verify',
          calendar: matter.calendar.version,
        },
      },
    });
  });

  test.each([1, 3])('about number %s is named so', (about) => {
    expect(dutyOf(matter, 'minutes', '2026-04-06', about)).toEqual({
      id: `minutes:${about}`,
      kind: 'minutes',
      about,
      due: { day: '2026-04-06', reckoned: reckoned('2026-04-06', 0, 'calendar-day') },
    });
  });

  test('takes the term of its round, not the default', () => {
    const strict = { ...matter, terms: { ...matter.terms, verify: { count: 2, unit: 'calendar-day' as const } } };
    expect(dutyOf(strict, 'verify', '2026-03-05').due.day).toBe('2026-03-09');
  });

  test('is counted back from a visit', () => {
    expect(dutyOf(matter, 'self-report', '2026-04-06').due).toEqual({
      day: '2026-03-30',
      reckoned: reckoned('2026-04-06', -5),
    });
  });
});

test('every process finds its rules by its record, and hears of new calendars beside', () => {
  const born: Matter[] = [
    newCampaign(aSetting(), 'cchc-2026', '2026-03-02'),
    matter,
    newPaper(aSetting(), 'paper:cchc-2026:notice:1', 'notice', { campaign: 'cchc-2026' }, '2026-03-02'),
    newRemediation(
      aSetting(),
      { campaign: 'cchc-2026', unit: 'so-y-te' },
      'paper:cchc-2026:conclusion:1',
      '2026-03-02',
      [],
      false,
    ),
    newProposal(
      aSetting(),
      proposalId('cchc-2026', 'so-xay-dung', 1),
      { campaign: 'cchc-2026', unit: 'so-xay-dung' },
      '2026-03-02',
    ),
  ];
  expect(born.map(({ process }) => process)).toEqual([...processNames]);
  expect(born.map(rulesOf)).toEqual(
    [campaignRules, inspectionRules, paperRules, remediationRules, proposalRules].map((own) => ({
      ...own,
      messages: { ...own.messages, newCalendar, handOver },
    })),
  );
});
