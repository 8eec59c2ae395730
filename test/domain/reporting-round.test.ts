import { describe, expect, test } from '@jest/globals';
import {
  approve,
  closeCampaign,
  counted,
  endInspection,
  launch,
  launchedPage,
  newCampaign,
  reported,
  submit,
} from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { concluded, drafted, undrafted } from '../../domain/conclusion.ts';
import { inspectionState, newInspection } from '../../domain/inspection.ts';
import type { Inspection, InspectionMethod } from '../../domain/inspection.ts';
import { noticed, opened } from '../../domain/notice.ts';
import {
  acceptSelfReport,
  correctSelfReport,
  recordSilence,
  sendBackSelfReport,
  submitSelfReport,
} from '../../domain/self-report.ts';
import { asked, endedDuties, owedNow, refusal, refusalCode, toldTo } from '../support/rules.ts';
import { aSetting } from '../support/round.ts';

const unit = (method: InspectionMethod = 'reporting'): Inspection =>
  newInspection(
    aSetting(),
    {
      place: { campaign: 'quy-2', team: 'to', unit: 'xa-ngoc-dong' },
      method,
      visits: [],
      reportBy: '2026-06-22',
      vertical: false,
    },
    '2026-06-01',
  );
const contact = { by: 'p-dau-moi' };
const open = () => asked(opened, unit(), {}, '2026-06-01').state;
const sent = (day: '2026-06-19' | '2026-06-25' = '2026-06-19') =>
  asked(submitSelfReport, open(), { submission: 'bc-1', ...contact }, day).state;

describe('a unit in a reporting round', () => {
  test('is asked by letter, with its head, and owes its report by the day of the plan; no notice comes before', () => {
    const step = asked(opened, unit(), {}, '2026-06-01');
    expect(owedNow(step.state)).toEqual([
      'self-report · unit-contact · B · 2026-06-22 rule:report-by · from 2026-06-01',
    ]);
    expect(toldTo(step.lines)).toEqual(['asked unit-contact', 'asked unit-head']);
    expect(inspectionState(step.state)).toBe('acknowledged');
  });

  test('opened again it is asked no second time; an inspected unit is not opened at all', () => {
    expect(asked(opened, open(), {}, '2026-06-02').lines).toEqual([]);
    expect(owedNow(asked(opened, unit('desk'), {}, '2026-06-01').state)).toEqual([]);
  });

  test('opened on or after the due it still has a working day', () => {
    const late = asked(opened, unit(), {}, '2026-06-26').state;
    expect(owedNow(late)).toEqual(['self-report · unit-contact · B · 2026-06-29 rule:late-notice · from 2026-06-26']);
  });

  test.each([
    ['in time', '2026-06-19', undefined],
    ['on the day itself', '2026-06-22', undefined],
    ['on the next working day', '2026-06-23', 1],
    ['over a week-end', '2026-06-29', 5],
  ] as const)('%s: the days late are put on record', (_, day, late) => {
    const { selfReport } = asked(submitSelfReport, open(), { submission: 'bc-1', ...contact }, day).state;
    expect(selfReport?.late).toBe(late);
  });

  test('entered for the unit, the day it really came counts', () => {
    const { selfReport } = asked(
      submitSelfReport,
      open(),
      { submission: 'bc-1', ...contact, arrived: '2026-06-22' },
      '2026-06-25',
    ).state;
    expect(selfReport).toMatchObject({ entered: true });
    expect(selfReport?.late).toBeUndefined();
  });

  test('sent again after a return, it is as late as it first was', () => {
    const back = asked(sendBackSelfReport, sent('2026-06-25'), { remarks: 'nx', points: 1 }, '2026-06-26').state;
    const again = asked(submitSelfReport, back, { submission: 'bc-2', ...contact }, '2026-07-01').state;
    expect(again.selfReport).toMatchObject({ late: 3, submissions: 2 });
  });

  test('accepted, it waits for the report and nobody owes a conclusion', () => {
    const done = asked(acceptSelfReport, sent(), {}, '2026-06-23').state;
    expect([inspectionState(done), owedNow(done)]).toEqual(['reviewed', []]);
    expect(owedNow(asked(acceptSelfReport, { ...sent(), method: 'desk' }, {}, '2026-06-23').state)).toHaveLength(1);
  });

  test('silence is put on record only past the due, once, and never of a unit that is visited', () => {
    const silence = { remarks: 'nx', by: 'p-thu-ky' };
    expect(refusalCode(() => asked(recordSilence, open(), silence, '2026-06-22'))).toBe('report-not-overdue');
    const gone = asked(recordSilence, open(), silence, '2026-06-23').state;
    expect([inspectionState(gone), owedNow(gone)]).toEqual(['reviewed', []]);
    expect(refusalCode(() => asked(recordSilence, gone, silence, '2026-06-24'))).toBe('inspection-not-ready');
    expect(refusalCode(() => asked(recordSilence, { ...open(), method: 'on-site' }, silence, '2026-06-23'))).toBe(
      'inspection-not-ready',
    );
  });

  test('the report of the round ends it without a letter; who sent none by then did not report', () => {
    const paper = { paper: 'paper:quy-2:report:1', on: '2026-07-03' } as const;
    const silent = asked(concluded, open(), paper, '2026-07-03');
    expect(silent.lines).toEqual([]);
    expect(silent.state).toMatchObject({ closed: '2026-07-03', silent: { by: 'rule:no-report' } });
    expect(endedDuties(silent.state)).toEqual(['self-report cancelled 2026-07-03']);
    expect(asked(concluded, sent(), paper, '2026-07-03').state.silent).toBeUndefined();
  });

  test('a report given up leaves nobody of a reporting round owing a conclusion', () => {
    const done = asked(acceptSelfReport, sent(), {}, '2026-06-23').state;
    const made = asked(drafted, done, { paper: 'paper:quy-2:report:1' }, '2026-06-24').state;
    expect(owedNow(asked(undrafted, made, { paper: 'paper:quy-2:report:1' }, '2026-06-25').state)).toEqual([]);
  });
});

describe('figures corrected by the office', () => {
  const correction = { submission: 'bc-1b', by: 'p-thu-ky' };

  test('the corrected report is the latest; what is owed and how late it was stay', () => {
    const before = sent('2026-06-25');
    const { state, lines } = asked(correctSelfReport, before, correction, '2026-06-26');
    expect(state.selfReport).toEqual({ ...before.selfReport, latest: 'bc-1b', corrected: 1 });
    expect([owedNow(state), lines]).toEqual([owedNow(before), []]);
    expect(asked(correctSelfReport, state, correction, '2026-06-26').state.selfReport?.corrected).toBe(1);
  });

  test('an accepted one too, until a paper is made of it', () => {
    const done = asked(acceptSelfReport, sent(), {}, '2026-06-23').state;
    expect(asked(correctSelfReport, done, correction, '2026-06-24').state.selfReport?.state).toBe('accepted');
    const made = asked(drafted, done, { paper: 'paper:quy-2:report:1' }, '2026-06-24').state;
    expect(refusal(() => asked(correctSelfReport, made, correction, '2026-06-25'))).toContain('đã đưa vào văn bản');
  });

  test('none that was not sent, was returned, or never came', () => {
    const back = asked(sendBackSelfReport, sent(), { remarks: 'nx', points: 1 }, '2026-06-23').state;
    const gone = asked(recordSilence, open(), { remarks: 'nx', by: 'p' }, '2026-06-23').state;
    for (const state of [open(), back, gone])
      expect(refusalCode(() => asked(correctSelfReport, state, correction, '2026-06-24'))).toBe('inspection-not-ready');
  });
});

describe('a desk inspection', () => {
  const desk = asked(noticed, unit('desk'), { paper: 'paper:quy-2:notice:1', on: '2026-06-01' }, '2026-06-01').state;

  test('owes its report by the day of the plan, and its result once the report is judged', () => {
    expect(owedNow(desk)).toEqual([
      'acknowledge · unit-contact · A · 2026-06-03 rule:acknowledge · from 2026-06-01',
      'self-report · unit-contact · B · 2026-06-22 rule:report-by · from 2026-06-01',
    ]);
    const there = asked(submitSelfReport, desk, { submission: 'bc-1', ...contact }, '2026-06-19').state;
    const judged = asked(acceptSelfReport, there, {}, '2026-06-22').state;
    expect(owedNow(judged)).toEqual(['draft-conclusion · lead · D · 2026-07-02 rule:report-judged · from 2026-06-22']);
  });
});

describe('the round', () => {
  const round = (plan: { reporting?: true; report?: true }): Campaign => {
    const frozen = {
      snapshot: 'kh',
      sha256: 'a',
      units: 2,
      firstVisit: '2026-06-22',
      lastVisit: '2026-06-22',
      ...plan,
    } as const;
    const submitted = asked(submit, newCampaign(aSetting(), 'quy-2', '2026-06-01'), { plan: frozen }, '2026-06-01');
    const approved = asked(approve, submitted.state, { by: 'p-giam-doc' }, '2026-06-01').state;
    return asked(launchedPage, asked(launch, approved, {}, '2026-06-01').state, { launched: 2 }, '2026-06-01').state;
  };
  const reporting = () => round({ reporting: true, report: true });
  const nothing = { matters: 0, inspections: 0, lettersWaiting: 0 };

  test('of reports owes no notice, but a report from the day the reports are due', () => {
    const { duties } = reporting();
    expect(duties.map(({ kind }) => kind)).toEqual(['approve-plan', 'draft-report']);
    expect(owedNow(reporting())).toEqual([
      'draft-report · secretary · D · 2026-07-07 rule:draft-report · from 2026-06-01',
    ]);
  });

  test('is not asked to end its inspections: the report ends it, and it closes once nothing is open', () => {
    const idle = asked(counted, reporting(), nothing, '2026-06-30').state;
    expect(owedNow(idle).map((line) => line.split(' ')[0])).toEqual(['draft-report']);
    const out = asked(reported, idle, { on: '2026-07-03' }, '2026-07-03').state;
    expect(out).toMatchObject({ state: 'inspection-ended', reported: '2026-07-03', inspectionEnded: '2026-07-03' });
    const waits = asked(counted, out, { ...nothing, matters: 1 }, '2026-07-06').state;
    expect(waits.state).toBe('inspection-ended');
    expect(asked(counted, waits, nothing, '2026-07-07').state).toMatchObject({ state: 'closed', closed: '2026-07-07' });
  });

  test('of reports that is ended by hand owes its report once', () => {
    const over = asked(endInspection, reporting(), { openInspections: 0 }, '2026-06-10').state;
    expect(owedNow(over).filter((line) => line.startsWith('draft-report'))).toHaveLength(1);
  });

  test('of inspections that wants a report owes it from its end, and stays open until it is out', () => {
    const running = round({ report: true });
    expect(owedNow(running).map((line) => line.split(' ')[0])).toEqual(['issue-notice']);
    const over = asked(endInspection, running, { openInspections: 0 }, '2026-07-01').state;
    expect(owedNow(over).at(-1)).toBe('draft-report · secretary · D · 2026-07-16 rule:draft-report · from 2026-07-01');
    const idle = asked(counted, over, nothing, '2026-07-02').state;
    expect(idle.state).toBe('inspection-ended');
    expect(refusalCode(() => asked(closeCampaign, idle, { to: '', papers: 0, matters: 0 }, '2026-07-02'))).toBe(
      'report-still-owed',
    );
    const out = asked(reported, idle, { on: '2026-07-03' }, '2026-07-03').state;
    expect(asked(counted, out, nothing, '2026-07-06').state.state).toBe('closed');
  });

  test('one that wants none owes none', () => {
    const over = asked(endInspection, round({}), { openInspections: 0 }, '2026-07-01').state;
    expect(over.duties.some(({ kind }) => kind === 'draft-report')).toBe(false);
    expect(asked(counted, over, nothing, '2026-07-02').state.state).toBe('closed');
  });
});
