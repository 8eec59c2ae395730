import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newCampaign } from '../../domain/campaign.ts';
import { owe } from '../../domain/duty.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection, InspectionMethod } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import { fixedDue } from '../../domain/term.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { aSetting, calendar } from '../support/round.ts';

const today = '2026-03-18';
let store: Store;
beforeAll(async () => {
  store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/board-shapes?'));
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

let rounds = 0;
/** A round with these inspections, counted; and one unit's row of it. */
async function boardOf(inspections: ((campaign: string) => Inspection)[]) {
  const campaign = `dot-${(rounds += 1)}`;
  const matters: Matter[] = [
    { ...newCampaign(aSetting(), campaign, '2026-02-02'), state: 'running' } as Matter,
    ...inspections.map((one) => one(campaign)),
  ];
  for (const matter of matters) await store.matters.born(matter);
  const lacking = async (step: 'notice' | 'acknowledge' | 'report' | 'visit' | 'conclusion' | 'send' | 'supplement') =>
    (await store.board.board(campaign, calendar, { on: today, step })).units.map(({ unit }) => unit);
  const progress = await store.progress.unitsNamed(campaign, ['xa-an-hoa', 'so-y-te', 'so-xay-dung'], today);
  expect((await store.matters.recount(campaign)).differing).toEqual([]);
  return { ...(await store.board.board(campaign, calendar, { on: today })), lacking, progress };
}

const anInspection =
  (unit: string, method: InspectionMethod, change: Partial<Inspection> = {}, n = 1) =>
  (campaign: string): Inspection => {
    const { hidden: _, ...planned } = newInspection(
      aSetting(),
      {
        place: { campaign, team: `doan-${n}`, unit },
        n,
        method,
        visits: method === 'on-site' || method === 'surprise' ? [{ n: 1, day: '2026-03-10', session: 'morning' }] : [],
        vertical: false,
      },
      '2026-03-02',
    );
    return { ...planned, ...change };
  };

const on = '2026-03-04';
const told = { noticed: { paper: 'p', on }, acknowledged: { on, by: 'p' } } as const;
const sent = { selfReport: { submissions: 1, latest: 'x', state: 'accepted', on: '2026-03-09' } } as const;
const held = {
  visits: [{ n: 1, day: '2026-03-10', session: 'morning', held: '2026-03-10', minutesSigned: '2026-03-11' }],
} as const satisfies Partial<Inspection>;
const concluded = { concluded: { paper: 'kl', on: '2026-03-16' }, closed: '2026-03-16' } as const;
const whole = { ...told, ...sent, ...held, ...concluded };

test('kiểm tra lại không làm mất bước nào đã xong của cuộc đầu', async () => {
  const before = await boardOf([anInspection('xa-an-hoa', 'on-site', whole)]);
  const after = await boardOf([
    anInspection('xa-an-hoa', 'on-site', whole),
    anInspection(
      'xa-an-hoa',
      'on-site',
      { duties: [{ ...owe({ id: 'm', kind: 'minutes', owedBy: { role: 'secretary' }, ladder: 'D', opened: on }) }] },
      2,
    ),
  ]);
  const { units, notified, acknowledged, reported, having } = after.count;
  expect({ units, notified, acknowledged, reported, concluded: after.count.concluded, having }).toEqual({
    units: 1,
    notified: 1,
    acknowledged: 1,
    reported: 1,
    concluded: 1,
    having: before.count.having,
  });
  expect(after.units[0]).toMatchObject({
    state: 'concluded',
    team: 'doan-1',
    visits: { total: 1, held: 1, signed: 1 },
    again: { state: 'planned', visits: { total: 1, held: 0, signed: 0 } },
    waiting: ['team'],
  });
  expect(after.count.visits).toEqual({ total: 2, held: 1, signed: 1 });
  expect(await after.lacking('visit')).toEqual(['xa-an-hoa']);
  expect(await after.lacking('notice')).toEqual([]);
  expect(after.progress.get('xa-an-hoa')).toMatchObject({
    words: 'đã có kết luận',
    again: 'kiểm tra lại: chưa kiểm tra',
    steps: { notified: on, held: '2026-03-10', concluded: '2026-03-16' },
    waiting: [{ kind: 'minutes' }],
  });
});

test('cuộc kiểm tra lại đã hủy không che cuộc đầu; cuộc đầu đã hủy thì cuộc sau thay', async () => {
  const cancelled = { cancelled: { on, reason: 'x' }, closed: on } as const;
  const first = await boardOf([
    anInspection('xa-an-hoa', 'on-site', whole),
    anInspection('xa-an-hoa', 'on-site', cancelled, 2),
  ]);
  expect(first.units[0]).toMatchObject({ state: 'concluded', notified: true });
  expect(first.units[0]).not.toHaveProperty('again');
  expect(first.count).toMatchObject({ concluded: 1, visits: { total: 1, held: 1, signed: 1 } });
  expect(first.progress.get('xa-an-hoa')).toMatchObject({
    words: 'đã có kết luận',
    steps: { notified: on, held: '2026-03-10' },
  });
  const second = await boardOf([
    anInspection('xa-an-hoa', 'on-site', { ...told, ...cancelled }),
    anInspection('xa-an-hoa', 'surprise', held, 2),
  ]);
  expect(second.units[0]).toMatchObject({ state: 'minutes-signed' });
  expect(second.count.having).toMatchObject({ notice: 0, acknowledge: 0, report: 0, visit: 1, conclusion: 1 });
  expect(second.progress.get('xa-an-hoa')?.steps).not.toHaveProperty('notified');
});

test('đột xuất không có bước thông báo, xác nhận, báo cáo; qua báo cáo không có buổi và biên bản', async () => {
  const { count, units, lacking } = await boardOf([
    anInspection('so-xay-dung', 'on-site', { noticed: told.noticed }),
    anInspection('xa-an-hoa', 'surprise', { ...held, ...concluded }),
    anInspection('so-y-te', 'desk', { ...told, ...sent }),
  ]);
  expect(count.having).toMatchObject({
    notice: 2,
    acknowledge: 2,
    report: 2,
    visit: 2,
    minutes: 2,
    conclusion: 3,
    send: 0,
  });
  expect(count).toMatchObject({ units: 3, notified: 2, acknowledged: 1, reported: 1, concluded: 1 });
  expect(await lacking('acknowledge')).toEqual(['so-xay-dung']);
  expect(await lacking('report')).toEqual(['so-xay-dung']);
  expect(await lacking('visit')).toEqual(['so-xay-dung']);
  const has = (unit: string) => [...units.find((one) => one.unit === unit)!.has];
  expect(has('xa-an-hoa')).toEqual(['visit', 'minutes', 'conclusion', 'items']);
  expect(has('so-y-te')).toEqual(['notice', 'acknowledge', 'report', 'conclusion', 'items']);
});

test('báo cáo kỳ đếm đã gửi, đã chấp nhận, trả lại, chưa gửi; ngày gửi là ngày báo cáo đến', async () => {
  const opened = { acknowledged: { on, by: 'rule:reporting' } } as const;
  const owed = owe({
    id: 'self-report',
    kind: 'self-report',
    owedBy: { role: 'unit-contact' },
    due: fixedDue(calendar, '2026-03-13', 'kl'),
    ladder: 'B',
    opened: on,
  });
  const came = { duties: [{ ...owed, ended: { how: 'met', on: '2026-03-06' } }] } satisfies Partial<Inspection>;
  const { count, lacking, progress } = await boardOf([
    anInspection('so-xay-dung', 'reporting', { ...opened, ...came, ...sent }),
    anInspection('so-y-te', 'reporting', {
      ...opened,
      ...came,
      selfReport: { ...sent.selfReport, state: 'returned', on: '2026-03-10' },
    }),
    anInspection('xa-an-hoa', 'reporting', { ...opened, duties: [owed] }),
  ]);
  expect(count).toMatchObject({
    units: 3,
    notified: 0,
    acknowledged: 0,
    reported: 1,
    accepted: 1,
    returned: 1,
    unsent: 1,
    concluded: 0,
  });
  expect(count.having).toMatchObject({ notice: 0, acknowledge: 0, visit: 0, minutes: 0, conclusion: 0, report: 3 });
  expect(await lacking('send')).toEqual(['xa-an-hoa']);
  expect(await lacking('supplement')).toEqual(['so-y-te']);
  expect(progress.get('so-xay-dung')).toMatchObject({
    words: 'đã chấp nhận báo cáo',
    steps: { selfReport: { sent: '2026-03-06', on: '2026-03-09' } },
  });
  expect(progress.get('so-y-te')?.words).toBe('báo cáo bị trả lại, chờ bổ sung');
  expect(progress.get('xa-an-hoa')?.words).toBe('chưa gửi báo cáo');
});
