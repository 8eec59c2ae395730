import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { owe } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { inspectionId, newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { dutyOf } from '../../domain/matter.ts';
import type { Matter } from '../../domain/matter.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { newRemediation } from '../../domain/remediation.ts';
import { fixedDue } from '../../domain/term.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { aSetting, calendar } from '../support/round.ts';

const campaign = 'thu-2026';
const today = '2026-03-18';
let store: Store;

const duty = (kind: Duty['kind'], role: Duty['owedBy']['role'], due: `2026-03-${number}`): Duty =>
  owe({ id: kind, kind, owedBy: { role }, due: fixedDue(calendar, due, 'kl'), ladder: 'D', opened: '2026-03-02' });
const inspection = (unit: string, change: Partial<Inspection> = {}): Inspection => ({
  ...newInspection(
    aSetting(),
    {
      place: { campaign, team: unit === 'so-y-te' ? 'doan-2' : 'doan-1', unit },
      method: 'on-site',
      visits: [{ n: 1, day: '2026-03-10', session: 'morning' }],
      vertical: unit === 'hai-quan',
    },
    '2026-03-02',
  ),
  ...change,
});

beforeAll(async () => {
  store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/progress?'));
  const round: Campaign = { ...newCampaign(aSetting(), campaign, '2026-03-02'), state: 'running' };
  const issueNotice = owe({
    ...dutyOf(round, 'issue-notice', '2026-04-10'),
    owedBy: { role: 'planner' },
    ladder: 'D',
    opened: '2026-03-02',
  });
  const paper: Paper = {
    ...newPaper(aSetting(), `paper:${campaign}:conclusion:1`, 'conclusion', { campaign, team: 'doan-1' }, '2026-03-16'),
    state: 'submitted',
    content: { snapshot: 'paper:k', sha256: 'x' },
    duties: [duty('appraise', 'division-head', '2026-03-17')],
  };
  await store.snapshots.freeze({
    id: 'paper:k',
    kind: 'paper',
    matter: paper.id,
    body: { draft: { kind: 'conclusion', serves: ['hai-quan'] }, document: {} },
    by: 'p',
    at: '2026-03-16T02:00:00.000Z',
  });
  const noticed = { noticed: { paper: `paper:${campaign}:notice:1`, on: '2026-03-03' } } as const;
  const visited = {
    visits: [{ n: 1, day: '2026-03-10', session: 'morning', held: '2026-03-10', minutesSigned: '2026-03-11' }],
  } as const satisfies Partial<Inspection>;
  const matters: Matter[] = [
    { ...round, duties: [issueNotice] },
    paper,
    inspection('so-xay-dung'),
    inspection('so-tu-phap', {
      ...noticed,
      acknowledged: { on: '2026-03-04', by: 'p' },
      duties: [
        duty('self-report', 'unit-contact', '2026-03-13'),
        { ...duty('acknowledge', 'unit-contact', '2026-03-05'), ended: { how: 'met', on: '2026-03-04' } },
      ],
    }),
    inspection('hai-quan', { ...noticed, ...visited, drafted: { paper: paper.id, on: '2026-03-16' } }),
    inspection('so-y-te', {
      ...noticed,
      ...visited,
      concluded: { paper: `paper:${campaign}:conclusion:2`, on: '2026-03-12' },
      closed: '2026-03-12',
    }),
    {
      ...newRemediation(
        aSetting(),
        { campaign, unit: 'so-y-te', team: 'doan-2' },
        `paper:${campaign}:conclusion:2`,
        '2026-03-12',
        [
          { n: 1, requirement: 'yc-1', due: fixedDue(calendar, '2026-03-27', 'kl') },
          { n: 2, requirement: 'yc-2', followUpOn: '2026-03-16' },
        ],
        false,
      ),
      duties: [
        { ...duty('remediate', 'unit-contact', '2026-03-27'), id: 'remediate:1', about: 1 },
        owe({
          id: 'remediate:2',
          kind: 'remediate',
          owedBy: { role: 'unit-contact' },
          followUpOn: '2026-03-16',
          ladder: 'C',
          opened: '2026-03-12',
          about: 2,
        }),
      ],
    },
  ];
  for (const matter of matters)
    await store.matters.born(matter, matter.process === 'remediation' ? '2026-03-20' : undefined);
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

const all = { on: today, limit: 50 } as const;
const rowOf = async (unit: string) => (await store.progress.units(campaign, all)).find((row) => row.unit === unit)!;

test('each unit says how far it came and in whose hands it is', async () => {
  const rows = await store.progress.units(campaign, all);
  expect(rows.map(({ unit, words }) => [unit, words])).toEqual([
    ['hai-quan', 'đã ký biên bản, chờ kết luận'],
    ['so-tu-phap', 'đã xác nhận, chờ báo cáo'],
    ['so-xay-dung', 'đã lên lịch, chưa thông báo'],
    ['so-y-te', 'đã có kết luận'],
  ]);
  expect(rows.map(({ waiting }) => waiting.map(({ role, kind }) => `${role} ${kind}`))).toEqual([
    ['division-head appraise'],
    ['unit-contact self-report'],
    ['planner issue-notice'],
    ['unit-contact remediate', 'unit-contact remediate'],
  ]);
});

test('late days are working days, and only past a due', async () => {
  expect(await rowOf('so-tu-phap')).toMatchObject({
    late: 3,
    nextDue: '2026-03-13',
    steps: { notified: '2026-03-03', acknowledged: '2026-03-04' },
  });
  expect((await rowOf('so-tu-phap')).waiting).toMatchObject([
    { who: 'đầu mối đơn vị', what: 'Gửi báo cáo tự kiểm tra', overdue: true, past: 3, words: 'quá 3 ngày làm việc' },
  ]);
  const { waiting, late } = await rowOf('so-y-te');
  expect(late).toBe(0);
  expect(waiting[0]).toMatchObject({
    followUpOn: '2026-03-16',
    overdue: false,
    words: 'đã qua mốc theo dõi của Sở 2 ngày làm việc',
  });
});

test('steps and items', async () => {
  expect(await rowOf('so-y-te')).toMatchObject({
    steps: { held: '2026-03-10', minutesSigned: '2026-03-11', concluded: '2026-03-12' },
    items: { total: 2, closed: 0 },
  });
  expect(await rowOf('hai-quan')).toMatchObject({ vertical: true, steps: { drafted: '2026-03-16' } });
});

test('page by page, and one team alone', async () => {
  const first = await store.progress.units(campaign, { on: today, limit: 3 });
  const rest = await store.progress.units(campaign, { on: today, limit: 3, after: first.at(-1)!.inspection });
  expect([...first, ...rest].map(({ unit }) => unit)).toEqual(['hai-quan', 'so-tu-phap', 'so-xay-dung', 'so-y-te']);
  expect((await store.progress.units(campaign, { ...all, team: 'doan-2' })).map(({ unit }) => unit)).toEqual([
    'so-y-te',
  ]);
  expect(await store.progress.units('khong-co', all)).toEqual([]);
});

test('the whole round in one line', async () => {
  expect(await store.progress.summary(campaign, today)).toEqual({
    units: 4,
    states: [
      { state: 'minutes-signed', words: 'đã ký biên bản, chờ kết luận', units: 1 },
      { state: 'acknowledged', words: 'đã xác nhận, chờ báo cáo', units: 1 },
      { state: 'planned', words: 'đã lên lịch, chưa thông báo', units: 1 },
      { state: 'concluded', words: 'đã có kết luận', units: 1 },
    ],
    late: 1,
    items: { total: 2, closed: 0 },
    proposals: { total: 0, closed: 0, late: 0 },
  });
});

test('what stands in lists leaves the calendar at home', async () => {
  const inspections = await store.progress.inspectionsOf(campaign, ['hai-quan', 'khong-co']);
  expect([...inspections.keys()]).toEqual(['hai-quan']);
  expect(inspections.get('hai-quan')).not.toHaveProperty('calendar');
  expect((await store.progress.rounds([campaign])).get(campaign)?.state).toBe('running');
  expect(
    (await store.progress.papers([`paper:${campaign}:conclusion:1`])).get(`paper:${campaign}:conclusion:1`)?.record
      .state,
  ).toBe('submitted');
  expect(await store.progress.nextWake(campaign, today)).toBe('2026-03-20');
  expect(await store.progress.nextWake(campaign, '2026-03-20')).toBeUndefined();
  expect(inspections.get('hai-quan')?.id).toBe(inspectionId(campaign, 'hai-quan'));
});
