import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { reconcile } from '../../activities/index.ts';
import { nextWake } from '../../domain/chase.ts';
import type { Day } from '../../domain/day.ts';
import { owe } from '../../domain/duty.ts';
import { inspectionRules } from '../../domain/inspection-rules.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { fixedDue } from '../../domain/term.ts';
import { broadcastIdOf } from '../../workflows/messages.ts';
import type { Caller } from '../support/api.ts';
import {
  binhDinhAppointments,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  vanHoa,
} from '../support/binh-dinh.ts';
import { launched } from '../support/launched.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { calendar } from '../support/round.ts';
import { mailOf } from '../support/posts.ts';

jest.setTimeout(60_000);

const campaign = 'tap-huan-2026';
const path = `/api/campaigns/${campaign}/clock`;
const inspection = `inspection:${campaign}:${vanHoa}`;
let office: TestOffice;
let planner: Caller;
beforeAll(async () => {
  office = await openOffice({
    units: binhDinhUnits,
    people: binhDinhPeople,
    appointments: binhDinhAppointments,
    outline: binhDinhOutline,
  });
  await launchOwing(campaign);
  planner = await office.as('planner');
});
afterAll(() => office?.stop());

/** A round of one unit that owes its self-report on Tuesday the 6th: told on the 1st, the 5th, the 7th and the 8th. */
async function launchOwing(round: string): Promise<void> {
  const { store } = office.stack;
  const due = fixedDue(calendar, '2026-10-06', 'rule:self-report');
  const selfReport = owe({
    id: 'self-report',
    kind: 'self-report',
    owedBy: { role: 'unit-contact' },
    due,
    ladder: 'B',
    opened: '2026-09-28',
  });
  const plan = { ...binhDinhPlan, campaign: round, units: binhDinhPlan.units.filter(({ unit }) => unit === vanHoa) };
  await launched(store, plan, '2026-09-30', () => ({
    noticed: { paper: 'paper:x:notice:1', on: '2026-09-28' },
    duties: [selfReport],
  }));
  const id = `inspection:${round}:${vanHoa}`;
  const record = await store.matters.get<Inspection>(id);
  await store.matters.model.updateOne({ _id: id }, { $set: { nextWake: nextWake(record!, inspectionRules) } });
}

/** The mail server may still be reading what it has answered for. */
const mailed = (count: number) =>
  eventually(
    () => Promise.resolve(office.mail.lettersTo(mailOf(`dau-moi-${vanHoa}`)).length),
    (letters) => letters >= count,
  ).then((letters) => expect(letters).toBe(count));

test('the next event is the day somebody is told; its letter leaves that morning', async () => {
  expect(await ok(planner.post(path, { step: 'next-event' }, { key: 'b1' }))).toEqual({
    now: '2026-10-01',
    target: '2026-10-01',
    done: true,
  });
  await mailed(1);
  expect((await ok(planner.get(`/api/campaigns/${campaign}`))).today).toBe('2026-10-01');
});

test('the same key is the same step', async () => {
  expect((await ok(planner.post(path, { step: 'next-event' }, { key: 'b1' }))).now).toBe('2026-10-01');
  expect(await planner.post(path, { step: 'next-day' }, { key: 'b1' })).toMatchObject({
    status: 422,
    body: { type: '/problems/key-reused' },
  });
});

test('a day at a time, and to a day: nobody is told less for it', async () => {
  expect((await ok(planner.post(path, { step: 'next-day' }))).now).toBe('2026-10-02');
  expect(await ok(planner.post(path, { step: 'to', day: '2026-10-08' }))).toEqual({
    now: '2026-10-08',
    target: '2026-10-08',
    done: true,
  });
  const lines = await office.stack.store.lines.ofMatter(inspection);
  expect(lines.filter(({ role }) => role === 'unit-contact').map(({ day }) => day)).toEqual([
    '2026-10-01',
    '2026-10-05',
    '2026-10-07',
  ]);
  await mailed(3);
  // from event to event: what lies between is gone through without being asked for
  const { temporal } = office.stack;
  const asked = async (day: Day) => {
    try {
      await temporal.workflow.getHandle(broadcastIdOf.tick(campaign, day)).describe();
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
  const days: Day[] = [
    '2026-10-02',
    '2026-10-03',
    '2026-10-04',
    '2026-10-05',
    '2026-10-06',
    '2026-10-07',
    '2026-10-08',
  ];
  expect(await Promise.all(days.map(asked))).toEqual([true, false, false, true, false, true, true]);
});

test('the ledger says what each letter was for', async () => {
  const { items } = await ok(
    planner.get(`/api/letters?campaign=${campaign}&recipient=dau-moi-${vanHoa}&kind=reminder`),
  );
  expect(
    items.map(({ day, words, recipient }: { day: string; words: string; recipient: { name: string } }) => [
      day,
      words,
      recipient.name,
    ]),
  ).toEqual(
    ['2026-10-07', '2026-10-05', '2026-10-01'].map((day) => [
      day,
      'máy chủ thư đã nhận',
      'Đầu mối Sở Văn hóa và Thể thao',
    ]),
  );
  const letter = await ok(planner.get(`/api/letters/${encodeURIComponent(items[0].id)}`));
  expect(letter.lines).toMatchObject([
    {
      matter: inspection,
      what: 'Gửi báo cáo tự kiểm tra',
      rung: 'Mức nhắc 3',
      why: 'Thư này gửi đầu mối đơn vị vì đã quá hạn 1 ngày làm việc (Mức nhắc 3).',
      status: 'sent',
    },
  ]);
  expect(letter.attempts.at(-1)).toMatchObject({ phase: expect.any(String), answer: expect.stringMatching(/^250/) });
  expect(letter.text).not.toMatch(/\/u\/[\w-]{20,}/);
});

test('days only go forward, and not too far', async () => {
  for (const day of ['2026-10-08', '2026-09-01', '2028-01-01']) {
    expect(await planner.post(path, { step: 'to', day })).toMatchObject({
      status: 422,
      body: { type: '/problems/clock-backwards' },
    });
  }
  expect(await planner.post(path, { step: 'back' })).toMatchObject({
    status: 422,
    body: { type: '/problems/invalid-body' },
  });
});

test('a round in real time is not stepped, nor one that is only a draft', async () => {
  const { store } = office.stack;
  const by = { by: 'p', at: '2026-09-01T01:00:00.000Z' } as const;
  await store.plans.create({ ...binhDinhPlan, campaign: 'that-2026', clock: 'real' }, by);
  await store.plans.create({ ...binhDinhPlan, campaign: 'nhap-2026' }, by);
  expect(await planner.post('/api/campaigns/that-2026/clock', { step: 'next-day' })).toMatchObject({
    status: 409,
    body: { type: '/problems/clock-not-stepped' },
  });
  expect(await planner.post('/api/campaigns/nhap-2026/clock', { step: 'next-day' })).toMatchObject({
    status: 409,
    body: { type: '/problems/campaign-not-ready' },
  });
  expect((await (await office.as('signer')).post(path, { step: 'next-day' })).status).toBe(403);
});

describe('a clock at play', () => {
  const played = 'tap-huan-choi';
  const at = `/api/campaigns/${played}/clock`;
  const row = async () => (await office.stack.store.clocks.get(played))!;
  beforeAll(() => launchOwing(played));

  test('goes on by itself from event to event, and the round says so; a pause holds it where it is', async () => {
    const begun = await ok(planner.post(at, { step: 'play', everySeconds: 1 }, { key: 'choi' }));
    expect(begun).toMatchObject({ now: '2026-09-30', playing: { everySeconds: 1 } });
    await eventually(
      async () => (await ok(planner.get(`/api/campaigns/${played}`))).clock,
      ({ now, playing }) => now === '2026-10-01' && playing?.everySeconds === 1,
    );
    expect((await ok(planner.post(at, { step: 'pause' }))).playing).toBeUndefined();
    // the step that was under way when it was paused still ends; nothing begins any more
    await eventually(
      () => office.stack.temporal.workflow.getHandle(`broadcast:${played}:play`).describe(),
      ({ status }) => status.name === 'COMPLETED',
    );
    const { now } = await row();
    expect((await ok(planner.get(`/api/campaigns/${played}`))).clock).toEqual({ now });
    // the same key is the same act, long over
    expect((await ok(planner.post(at, { step: 'play', everySeconds: 1 }, { key: 'choi' }))).playing).toBeUndefined();
    for (const everySeconds of [0, 61, 1.5])
      expect((await planner.post(at, { step: 'play', everySeconds })).status).toBe(422);
  });

  test('outlives the workers, and is begun again when its process was lost', async () => {
    const { store, temporal } = office.stack;
    await ok(planner.post(at, { step: 'play', everySeconds: 1 }));
    await office.stack.restartWorkers();
    const { now: before } = await row();
    await eventually(row, ({ now }) => now > before);
    await ok(planner.post(at, { step: 'pause' }));
    await store.clocks.play(played, { everySeconds: 1, until: '2027-01-01' });
    await temporal.workflow
      .getHandle(`broadcast:${played}:play`)
      .terminate('thử')
      .catch(() => undefined);
    const { now: lost } = await row();
    await reconcile(office.stack.deps);
    await eventually(row, ({ now }) => now > lost);
    await ok(planner.post(at, { step: 'pause' }));
    // nobody was told less for it
    const lines = await store.lines.ofMatter(`inspection:${played}:${vanHoa}`);
    expect(lines.filter(({ role }) => role === 'unit-contact').map(({ day }) => day)).toEqual(
      ['2026-10-01', '2026-10-05', '2026-10-07'].filter((day) => day <= lost || lines.some((line) => line.day === day)),
    );
  });
});
