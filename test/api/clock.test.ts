import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { reconcile } from '../../activities/index.ts';
import { nextWake } from '../../domain/chase.ts';
import { owe } from '../../domain/duty.ts';
import { inspectionRules } from '../../domain/inspection-rules.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { fixedDue } from '../../domain/term.ts';
import type { Caller } from '../support/api.ts';
import {
  binhDinhAppointments,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  mailOf,
  vanHoa,
} from '../support/binh-dinh.ts';
import { launched } from '../support/launched.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { calendar } from '../support/round.ts';

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
  const { store } = office.stack;
  // one unit that owes its self-report on Tuesday the 6th: told on the 1st, the 5th, the 7th and the 8th
  const due = fixedDue(calendar, '2026-10-06', 'rule:self-report');
  const selfReport = owe({
    id: 'self-report',
    kind: 'self-report',
    owedBy: { role: 'unit-contact' },
    due,
    ladder: 'B',
    opened: '2026-09-28',
  });
  const plan = { ...binhDinhPlan, campaign, units: binhDinhPlan.units.filter(({ unit }) => unit === vanHoa) };
  await launched(store, plan, '2026-09-30', () => ({
    noticed: { paper: 'paper:x:notice:1', on: '2026-09-28' },
    duties: [selfReport],
  }));
  const record = await store.matters.get<Inspection>(inspection);
  await store.matters.model.updateOne({ _id: inspection }, { $set: { nextWake: nextWake(record!, inspectionRules) } });
  planner = await office.as('planner');
});
afterAll(() => office?.stop());

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

test('at play it goes on by itself from event to event, and the round says so; a pause holds it where it is', async () => {
  const begun = await ok(planner.post(path, { step: 'play', everySeconds: 1 }, { key: 'choi' }));
  expect(begun).toMatchObject({ now: '2026-10-08', playing: { everySeconds: 1 } });
  await eventually(
    async () => (await ok(planner.get(`/api/campaigns/${campaign}`))).clock,
    ({ now, playing }) => now > '2026-10-08' && playing?.everySeconds === 1,
  );
  const paused = await ok(planner.post(path, { step: 'pause' }));
  expect(paused.playing).toBeUndefined();
  // the step that was under way when it was paused still ends; nothing begins any more
  await eventually(
    () => office.stack.temporal.workflow.getHandle(`broadcast:${campaign}:play`).describe(),
    ({ status }) => status.name === 'COMPLETED',
  );
  const { now } = (await office.stack.store.clocks.get(campaign))!;
  expect((await ok(planner.get(`/api/campaigns/${campaign}`))).clock).toEqual({ now });
  expect((await ok(planner.post(path, { step: 'play', everySeconds: 1 }, { key: 'choi' }))).playing).toBeUndefined(); // the same key is the same act, long over
  for (const everySeconds of [0, 61, 1.5])
    expect((await planner.post(path, { step: 'play', everySeconds })).status).toBe(422);
});

test('play survives the workers and a lost process', async () => {
  await ok(planner.post(path, { step: 'play', everySeconds: 1 }));
  const { store, temporal } = office.stack;
  await office.stack.restartWorkers();
  const { now: before } = (await store.clocks.get(campaign))!;
  await eventually(
    () => store.clocks.get(campaign),
    (row) => row!.now > before,
  );
  await temporal.workflow.getHandle(`broadcast:${campaign}:play`).terminate('thử');
  const { now } = (await store.clocks.get(campaign))!;
  await reconcile(office.stack.deps);
  await eventually(
    () => store.clocks.get(campaign),
    (row) => row!.now > now,
  );
  await ok(planner.post(path, { step: 'pause' }));
});
