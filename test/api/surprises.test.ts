import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { newInspection } from '../../domain/inspection.ts';
import { frozenPlan, plannedInspection } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Caller } from '../support/api.ts';
import { deskDay, deskNow, deskPlan, inspectionOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { aSetting } from '../support/round.ts';

jest.setTimeout(120_000);

/** Who must not know: at the office, and at the unit itself. */
let strangers: { name: string; caller: Caller }[];
let clerk: Caller;
let administrator: Caller;
let planner: Caller;
let lead: Caller;
let desk: Desk;

const unit = 'so-xay-dung';
/** Added to the running round of the desk. */
const added = `${round}:${unit}:2`;
/** Planned from the start, in a round of its own. */
const planned = 'dot-xuat-2026';
const plan: Plan = {
  ...deskPlan,
  campaign: planned,
  title: 'Đợt có kiểm tra đột xuất',
  teams: [{ ...deskPlan.teams[0]!, id: 'doan-9' }],
  units: [
    { ...deskPlan.units[1]!, team: 'doan-9' },
    {
      unit,
      team: 'doan-9',
      method: 'surprise',
      visits: [{ n: 1, day: '2026-04-02', session: 'morning', startsAt: '08:00', at: 'Cơ sở 7' }],
    },
  ],
};

beforeAll(async () => {
  desk = await openDesk();
  const { api, store, office } = desk;
  await store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  [clerk, administrator, planner, lead] = await Promise.all([
    api.as('clerk'),
    api.as('administrator'),
    office.as('planner'),
    office.as('lead', 'team:doan-1'),
  ]);
  strangers = [
    { name: 'clerk', caller: clerk },
    { name: 'administrator', caller: administrator },
    { name: 'leader-secretary', caller: await api.as('leader-secretary') },
    { name: 'lead of another team', caller: await api.token('lead', 'team:doan-2') },
    { name: 'unit-contact', caller: await api.as('unit-contact', `unit:${unit}`) },
  ];
  await launchedRound();
  const visits = [
    { n: 1, day: '2026-03-19', session: 'morning', startsAt: '08:30', at: 'Cơ sở 2', chair: 'p-giam-doc' },
  ];
  const kind = { kind: 'surprise', unit, team: 'doan-1', visits };
  expect((await planner.post(`/api/campaigns/${round}/inspections`, kind)).status).toBe(201);
  await store.matters.model.updateOne(
    { _id: `inspection:${added}` },
    { $set: { 'state.trouble': { code: 'calendar-missing', facts: { year: 2027 }, on: deskDay } } },
  );
});
afterAll(() => desk.stop());

/** A round that was launched: one unit is announced, one is to be surprised. */
async function launchedRound(): Promise<void> {
  const { store } = desk;
  const setting = aSetting({ clock: { kind: 'stepped', now: deskDay } });
  await store.plans.create(plan, { by: 'p-chuyen-vien', at: deskNow });
  const { id, sha256 } = await store.snapshots.freeze({
    id: 'plan:dot-xuat',
    kind: 'plan',
    matter: campaignMatterId(planned),
    body: plan,
    by: 'p-chuyen-vien',
    at: deskNow,
  });
  await store.clocks.start(planned, deskDay);
  const campaign: Campaign = {
    ...newCampaign(setting, planned, deskDay),
    state: 'running',
    plan: frozenPlan(plan, { snapshot: id, sha256 }),
    launched: 2,
    open: { matters: 2, inspections: 2, on: deskDay },
  };
  await store.matters.born(campaign);
  for (const one of plan.units)
    await store.matters.born(newInspection(setting, plannedInspection(plan, one, false), deskDay));
}

describe('a surprise that is not opened', () => {
  test.each([
    `/api/audit?matter=inspection:${added}`,
    `/api/audit/verify?matter=inspection:${added}`,
    `/api/inspections/${added}`,
    `/api/inspections/${planned}:${unit}`,
  ])('is as if it were not there: %s', async (path) => {
    for (const { name, caller } of strangers) {
      const [found, missing] = [await caller.get(path), await caller.get(path.replace(`:${unit}`, ':khong-co'))];
      const of = ({ status, body }: typeof found) => [status, { ...(body as object), requestId: '' }];
      expect([name, ...of(found)]).toEqual([name, ...of(missing)]);
      expect([403, 404]).toContain(found.status);
    }
  });

  test('its audit is read by the leaders who know of it', async () => {
    const director = await desk.office.as('director');
    const { status, body } = await director.get(`/api/audit?matter=inspection:${added}`);
    expect([status, body.items[0].message]).toEqual([200, 'schedule']);
  });

  test.each([
    '/api/troubles',
    '/api/campaigns?limit=200',
    `/api/campaigns/${round}`,
    `/api/campaigns/${round}/check`,
    `/api/campaigns/${round}/schedule`,
    `/api/campaigns/${round}/progress`,
    `/api/campaigns/${round}/inspections`,
    `/api/campaigns/${planned}`,
    `/api/campaigns/${planned}/schedule`,
    `/api/campaigns/${planned}/progress`,
    `/api/campaigns/${planned}/inspections`,
    '/api/appointments?limit=200&past=true',
    '/api/people/p-giam-doc',
    '/api/audit/content?limit=200',
    '/api/letters?limit=200',
  ])('is not in %s', async (path) => {
    for (const { name, caller } of strangers) {
      const { text } = await caller.get<string>(path);
      expect([name, path, text]).toEqual([name, path, expect.not.stringMatching(/so-xay-dung:2|Cơ sở [237]/)]);
      if (path.includes(planned)) expect([name, text]).toEqual([name, expect.not.stringContaining(unit)]);
    }
  });

  test('is in what those who prepare it read', async () => {
    expect((await planner.get('/api/troubles')).text).toContain(added);
    expect((await planner.get(`/api/campaigns/${round}`)).body.troubles).toHaveLength(1);
    expect((await planner.get('/api/appointments?limit=200')).text).toContain(`visit:inspection:${added}#1`);
    expect((await lead.get(`/api/campaigns/${round}/schedule`)).text).toContain('Cơ sở 2');
  });

  test('is in no count of a round: not in the plan, not in what is open', async () => {
    const seen = async (caller: Caller) => {
      const { body } = await caller.get(`/api/campaigns/${planned}`);
      const { units, draft, record } = body;
      const row = (await caller.get('/api/campaigns?limit=200')).body.items.find(
        ({ id }: { id: string }) => id === planned,
      );
      return [units, draft.plan.units.length, record.plan.units, record.launched, record.open.inspections, row.units];
    };
    expect(await seen(clerk)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await seen(planner)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test('is in no clash of somebody’s half-day', async () => {
    const slot = [
      {
        n: 1,
        day: '2026-03-24',
        session: 'morning',
        startsAt: '08:30',
        at: 'Cơ sở 3',
        chair: 'p-giam-doc',
        secretary: 'p-xd',
      },
    ];
    const body = { kind: 'surprise', unit: 'hai-quan', team: 'doan-1', visits: slot };
    expect((await planner.post(`/api/campaigns/${round}/inspections`, body)).status).toBe(201);
    await desk.store.matters.model.updateOne(
      { _id: inspectionOf('so-y-te') },
      { $set: { 'state.visits.0.day': '2026-03-24' } },
    );
    await desk.store.appointments.create({
      id: 'a-trung-lich',
      role: 'chair',
      scope: `visit:${inspectionOf('so-y-te')}#1`,
      person: 'p-giam-doc',
      from: '2025-01-01',
    });
    expect((await planner.get(`/api/campaigns/${round}/schedule`)).body.clashes).toBeGreaterThan(0);
    expect((await clerk.get(`/api/campaigns/${round}/schedule`)).body.clashes).toBe(0);
  });

  test('takes no file for itself from its unit', async () => {
    const own = await desk.api.as('unit-contact', `unit:${unit}`);
    const upload = (inspection: string) => {
      const form = new FormData();
      form.append('inspection', inspection);
      form.append('files', new Blob(['%PDF-1.7']), 'a.pdf');
      return own.post('/api/files', form);
    };
    expect([(await upload(added)).status, (await upload(`${round}:khong-co`)).status]).toEqual([404, 404]);
  });

  test('opened, it is counted by everybody', async () => {
    await desk.store.matters.model.updateOne(
      { _id: `inspection:${planned}:${unit}` },
      { $unset: { 'state.hidden': '' }, $set: { 'state.visits.0.held': deskDay } },
    );
    const { body } = await clerk.get(`/api/campaigns/${planned}`);
    expect([body.units, body.record.plan.units, body.record.open.inspections]).toEqual([2, 2, 2]);
  });
});
