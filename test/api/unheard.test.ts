import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { reconcile } from '../../activities/index.ts';
import { ask } from '../../api/ask.ts';
import { dayAt, yearOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import { newRemediation } from '../../domain/remediation.ts';
import type { UnitId } from '../../domain/role.ts';
import { reckon } from '../../domain/term.ts';
import { aUnit, eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { aSetting } from '../support/round.ts';

jest.setTimeout(60_000);

const today = dayAt(new Date().toISOString() as Instant);
const people = ['chuyen-vien', 'dau-moi-y-te', 'dau-moi-tu-phap'].map((id) => ({
  _id: id,
  name: `Người ${id}`,
  mail: `${id}@huonggiang.example`,
}));
let office: TestOffice;
beforeAll(async () => {
  // nobody at the units, no head of division, no administrator
  office = await openOffice({
    units: [aUnit({ id: 'so-y-te', name: 'Sở Y tế' }), aUnit({ id: 'so-tu-phap', name: 'Sở Tư pháp' })],
    people,
    appointments: [{ id: 'a-cv', role: 'planner', scope: 'office', person: 'chuyen-vien', from: '2025-01-01' }],
  });
  office.api.at(new Date().toISOString() as Instant);
});
afterAll(() => office?.stop());

/** A unit reports; the receipt is for its contact, whom nobody has named. */
async function unheardReceipt(unit: UnitId): Promise<string> {
  const { stack } = office;
  const calendar = await stack.store.calendars.compact([-1, 0, 1, 2].map((n) => yearOf(today) + n));
  const due = reckon(calendar, { from: today, count: 15, unit: 'working-day', basis: 'kl' });
  const born = newRemediation(
    aSetting({ clock: { kind: 'real' }, calendar }),
    { campaign: 'dot-khong-ai-nghe', unit, team: 'doan-1' },
    `paper:dot-khong-ai-nghe:conclusion:${unit}`,
    today,
    [{ n: 1, requirement: 'yc-1', due }],
    false,
  );
  const asks = (message: string, body: object) =>
    ask(
      { ...stack, queuePrefix: stack.queuePrefix },
      { matter: born.id, message, body, key: `${unit}-${message}`, by: 'p', fresh: () => Promise.resolve(born) },
    );
  await asks('begin', {});
  await asks('report', { item: 1, report: 'bc-1', evidence: 1 });
  const rows = await stack.store.lines.ofMatter(born.id);
  expect(rows.map(({ letter, person, status }) => [letter, person, status])).toEqual([
    ['received', undefined, 'waiting'],
  ]);
  return born.id;
}

const heard = (matter: string) =>
  eventually(
    async () =>
      (await office.stack.store.lines.ofMatter(matter)).map(({ person, status, why }) => [
        person ?? 'nobody',
        status,
        why ?? '',
      ]),
    (rows) => rows.length > 1,
  );
const postRuns = (person: string) =>
  eventually(
    () => office.stack.temporal.workflow.getHandle(`post:${person}`).describe(),
    ({ status }) => status.name === 'RUNNING' || status.name === 'COMPLETED',
  );

test('a line written while nobody held the role goes to whoever is appointed, and their post is woken', async () => {
  const matter = await unheardReceipt('so-y-te');
  const planner = await office.as('planner');
  await ok(
    planner.post('/api/appointments', {
      role: 'unit-contact',
      scope: 'unit:so-y-te',
      person: 'dau-moi-y-te',
      from: today,
    }),
  );
  const rows = await heard(matter);
  expect(rows).toContainEqual(['nobody', 'dropped', 'holder-changed']);
  expect(rows.find(([person]) => person === 'dau-moi-y-te')).toBeDefined();
  await postRuns('dau-moi-y-te');
});

test('what no appointment brought is found by the reconciler, once', async () => {
  const { stack } = office;
  const matter = await unheardReceipt('so-tu-phap');
  expect((await reconcile(stack.deps)).addressed).toBe(0);
  const contact = { role: 'unit-contact', scope: 'unit:so-tu-phap', person: 'dau-moi-tu-phap' } as const;
  await stack.store.appointments.create({ id: 'a-tp', ...contact, from: today });
  expect((await reconcile(stack.deps)).addressed).toBe(1);
  expect(await heard(matter)).toContainEqual(['nobody', 'dropped', 'holder-changed']);
  await postRuns('dau-moi-tu-phap');
  expect((await reconcile(stack.deps)).addressed).toBe(0);
});

test('what cannot be chased is listed for the office with the sentence that says what to do', async () => {
  const { store } = office.stack;
  const matter = 'remediation:dot-khong-ai-nghe:conclusion:so-y-te:so-y-te';
  await store.matters.model.updateOne(
    { _id: matter },
    { $set: { 'state.trouble': { code: 'calendar-missing', facts: { year: 2041 }, on: today } } },
  );
  const planner = await office.as('planner');
  const { items } = await ok(planner.get('/api/troubles'));
  expect(items).toEqual([
    {
      matter,
      campaign: 'dot-khong-ai-nghe',
      unit: 'so-y-te',
      code: 'calendar-missing',
      sentence: expect.stringContaining('2041'),
      on: today,
    },
  ]);
  expect((await office.api.anonymous.get('/api/troubles')).status).toBe(401);
});

test('an administrator lets every process go on by the code of today; nobody else does', async () => {
  const administrator = await office.api.as('administrator');
  const first = await administrator.post('/api/renewals', {}, { key: 'ban-moi' });
  expect(first.status).toBe(202);
  expect((await administrator.post('/api/renewals', {}, { key: 'ban-moi' })).body).toEqual(first.body);
  await office.stack.temporal.workflow.getHandle(first.body.id).result();
  expect((await (await office.as('planner')).post('/api/renewals', {})).status).toBe(403);
});
