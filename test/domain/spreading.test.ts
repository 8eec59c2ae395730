import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft, DirectiveDraft, NoticeDraft, PaperDraft } from '../../domain/draft.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { broughtLast, broughtTo, broughtToAddressee, servedInspection } from '../../domain/spreading.ts';
import type { PaperChange } from '../../domain/spreading.ts';
import { aRequirement, aSetting } from '../support/round.ts';

const on: Day = '2026-04-10';
const ours = 'paper:dot:conclusion:1';
const other = 'paper:dot:conclusion:2';
const notice: NoticeDraft = { kind: 'notice', serves: ['so-y-te', 'so-tu-phap'], requests: [] };
const conclusion: ConclusionDraft = {
  kind: 'conclusion',
  serves: ['so-y-te', 'so-tu-phap'],
  strengths: [],
  findings: [],
  requirements: [aRequirement({ id: 'yc-1' }), aRequirement({ id: 'yc-2', concerns: { units: ['so-y-te'] } })],
  proposals: [],
};
const inspection = (change: Partial<Inspection> = {}, unit = 'so-y-te'): Inspection => ({
  ...newInspection(
    aSetting(),
    { place: { campaign: 'dot', team: 'doan-1', unit }, method: 'on-site', visits: [], vertical: false },
    '2026-04-01',
  ),
  ...change,
});
const word = (draft: PaperDraft, change: PaperChange) => {
  const paper: Paper = newPaper(aSetting(), ours, draft.kind, { campaign: 'dot' }, on);
  return { paper, draft, change, on };
};
const said = (draft: PaperDraft, change: PaperChange, to: Inspection): string[] =>
  broughtTo(word(draft, change), to).map((brought) => `${brought.message} ${brought.to}`);

const it = 'inspection:dot:so-y-te';
const drafted = { paper: ours, on };
const closed = { closed: on };
const remediation = 'begin remediation:dot:conclusion:1:so-y-te';

describe('what a paper brings one inspection', () => {
  test.each<[string, PaperDraft, PaperChange, Partial<Inspection>, string[]]>([
    ['a notice is issued', notice, 'issued', {}, [`noticed ${it}`]],
    ['a notice that it has', notice, 'issued', { noticed: { paper: 'paper:dot:notice:1', on } }, []],
    ['a notice after it was cancelled', notice, 'issued', closed, []],
    ['a notice is submitted', notice, 'submitted', {}, [`drafted ${it}`]],
    ['a conclusion is submitted', conclusion, 'submitted', {}, [`drafted ${it}`]],
    ['a conclusion is submitted again', conclusion, 'submitted', { drafted }, []],
    [
      'another conclusion was submitted before',
      conclusion,
      'submitted',
      { drafted: { paper: other, on } },
      [`drafted ${it}`],
    ],
    ['a conclusion is submitted for what is over', conclusion, 'submitted', closed, []],
    ['a conclusion is issued', conclusion, 'issued', { drafted }, [remediation, `concluded ${it}`]],
    ['a conclusion is issued again', conclusion, 'issued', { ...closed, concluded: { paper: ours, on } }, []],
    ['it was cancelled meanwhile', conclusion, 'issued', closed, []],
    ['another paper concluded it', conclusion, 'issued', { ...closed, concluded: { paper: other, on } }, [remediation]],
    ['a conclusion is voided', conclusion, 'voided', { drafted }, [`undrafted ${it}`]],
    ['a conclusion is voided that it does not wait for', conclusion, 'voided', { drafted: { paper: other, on } }, []],
    ['a conclusion is voided after it is over', conclusion, 'voided', { drafted, ...closed }, []],
  ])('%s', (_, draft, change, state, brought) => {
    expect(said(draft, change, inspection(state))).toEqual(brought);
  });

  test.each<[string, PaperDraft, Partial<Inspection>, number]>([
    ['waited for it', conclusion, { drafted }, 1],
    ['waits for another', conclusion, { drafted: { paper: other, on } }, 0],
    ['is over', conclusion, { drafted, ...closed }, 0],
  ])('one that an earlier wording served and %s', (_, draft, state, count) => {
    for (const change of ['submitted', 'issued', 'voided'] as const)
      expect(said(draft, change, inspection(state, 'xa-cam-ha'))).toHaveLength(count);
  });

  test('what is born has what the paper asks of that unit, and the setting of the paper', () => {
    const [first] = broughtTo(word(conclusion, 'issued'), inspection({ drafted, vertical: true }));
    expect(first!.born).toMatchObject({
      paper: ours,
      issued: on,
      vertical: true,
      version: 0,
      terms: aSetting().terms,
      items: [{ requirement: 'yc-1' }, { requirement: 'yc-2' }],
    });
    const [less] = broughtTo(word(conclusion, 'issued'), inspection({}, 'so-tu-phap'));
    expect(less!.born).toMatchObject({ items: [{ requirement: 'yc-1' }] });
  });

  test('where it asks nothing nothing is born', () => {
    const nothing = { ...conclusion, requirements: [aRequirement({ concerns: { units: ['so-tu-phap'] } })] };
    expect(said(nothing, 'issued', inspection())).toEqual([`concluded ${it}`]);
  });
});

describe('what follows when every addressee has it', () => {
  const last = (draft: PaperDraft, change: PaperChange, allNoticed: boolean) =>
    broughtLast(word(draft, change), allNoticed).map(({ to, message }) => `${message} ${to}`);
  test.each<[PaperDraft, PaperChange, boolean, string[]]>([
    [notice, 'issued', true, ['noticeIssued campaign:dot', `spread ${ours}`]],
    [notice, 'issued', false, [`spread ${ours}`]],
    [conclusion, 'issued', true, [`spread ${ours}`]],
    [conclusion, 'submitted', true, []],
    [conclusion, 'voided', true, []],
  ])('%#', (draft, change, allNoticed, brought) => {
    expect(last(draft, change, allNoticed)).toEqual(brought);
  });
});

describe('what an issued directive brings those it addresses', () => {
  const directive: DirectiveDraft = {
    kind: 'directive',
    issuer: 'parent',
    subject: 'chấn chỉnh',
    leadIn: [],
    groups: ['so'],
    named: ['xa-cam-ha'],
    serves: ['so-y-te', 'so-tu-phap', 'xa-cam-ha'],
    strengths: [],
    findings: [],
    requirements: [
      aRequirement({ id: 'nv-1', concerns: { groups: ['so'], units: [] } }),
      aRequirement({ id: 'nv-2', concerns: { units: ['so-tu-phap'] }, untracked: 'Phương hướng' }),
    ],
  };
  const groups = [{ id: 'so', name: 'Các sở', units: ['so-y-te', 'so-tu-phap'] }];
  const to = (
    unit: string,
    more: Partial<Parameters<typeof broughtToAddressee>[1]> = {},
    change: PaperChange = 'issued',
  ) => broughtToAddressee({ ...word(directive, change), groups }, { unit, vertical: false, ...more });

  test('one remediation each, also where it asks nothing: the unit is told by it', () => {
    expect(to('so-y-te')).toMatchObject([
      {
        to: 'remediation:dot:conclusion:1:so-y-te',
        message: 'begin',
        born: { letter: 'directive', issued: on, place: { unit: 'so-y-te' }, items: [{ requirement: 'nv-1' }] },
      },
    ]);
    expect(to('xa-cam-ha')[0]!.born).toMatchObject({ items: [], letter: 'directive' });
  });

  test('a line that is not followed makes no item', () => {
    expect(to('so-tu-phap')[0]!.born).toMatchObject({ items: [{ requirement: 'nv-1' }] });
  });

  test('a unit that is inspected in the round stays with its team; another has none', () => {
    expect(to('so-y-te', { inspection: inspection() })[0]!.born!.place).toEqual({
      campaign: 'dot',
      unit: 'so-y-te',
      team: 'doan-1',
    });
    expect(to('so-y-te')[0]!.born!.place).toEqual({ campaign: 'dot', unit: 'so-y-te' });
  });

  test('of a vertically managed agency it is followed as one', () => {
    expect(to('so-y-te', { vertical: true })[0]!.born).toMatchObject({ vertical: true });
  });

  test.each(['submitted', 'voided'] as const)('%s it brings nothing, and no inspection ever hears of it', (change) => {
    expect(to('so-y-te', {}, change)).toEqual([]);
    for (const each of ['submitted', 'issued', 'voided'] as const)
      expect(said(directive, each, inspection())).toEqual([]);
  });
});

describe('a conclusion of a re-inspection', () => {
  const again: ConclusionDraft = { ...conclusion, n: 2 };

  test('is brought to the second inspection and never to the first', () => {
    expect(servedInspection(again)).toBe(2);
    expect(servedInspection(conclusion)).toBe(1);
    expect(said(again, 'issued', inspection())).toEqual([]);
    expect(said(again, 'issued', inspection({ n: 2 }))).toEqual([remediation, `concluded ${it}`]);
    expect(said(conclusion, 'issued', inspection({ n: 2 }))).toEqual([]);
  });

  test.each<PaperDraft>([{ ...conclusion, kind: 'result-notice' }])(
    'a result notice ends its inspection, too',
    (draft) => {
      expect(said(draft, 'issued', inspection({ drafted }))).toEqual([remediation, `concluded ${it}`]);
    },
  );
});
