import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { Campaign } from '../../domain/campaign.ts';
import { campaignWords } from '../../domain/campaign.ts';
import { addDays } from '../../domain/day.ts';
import { inspectionId, newInspection, visitKey } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Plan, PlannedVisit } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import { remediationId } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { VisitChangeText } from '../../domain/visit-texts.ts';
import { ask } from '../ask.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { idSchema, pathId } from '../fields.ts';
import { assertForeseen } from './foreseen.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import { inspectionSchema, inspectionView } from '../inspections/inspection-views.ts';
import { keyOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { visitsSchema } from './plan-schema.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { gapsOf, planOf, roundOf } from './rounds.ts';
import { visitRoles } from '../inspections/visit-roles.ts';

const visits = visitsSchema.refine((all) => all.length > 0, 'Hãy ghi ít nhất một buổi kiểm tra.');
const fields = { unit: idSchema, team: idSchema, visits };
const added = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('surprise'), ...fields }),
  z.strictObject({
    kind: z.literal('re-inspection'),
    ...fields,
    reinspects: z
      .array(
        z.strictObject({
          paper: z.string().min(1).max(200).meta({ example: 'binh-dinh-2026:conclusion:1' }),
          items: z.array(z.int().min(1)).min(1).max(200),
        }),
      )
      .min(1)
      .max(50),
  }),
]);
type Added = z.infer<typeof added>;

/** What is kept of an inspection added to a running round: that its number is taken, and by which command. */
interface Reserved {
  key: string;
  added: Added;
}

/** Inspections added to a running round: surprises, hidden until they are opened, and re-inspections. */
export function addedInspections(deps: Deps): Router {
  const router = Router();

  router.post('/campaigns/:id/inspections', async (req: Request<{ id: string }>, res) => {
    const campaign = req.params.id;
    // a lead adds to their own team: which one stands in what they sent
    const team = teamIn(req.body);
    assertMay(req, 'schedule-inspection', { campaign, ...(team === undefined ? {} : { team }) });
    const round = await roundOf(deps, campaign);
    const asked = parse(added, req.body);
    const { id: by } = assertMay(req, 'schedule-inspection', { campaign, team: asked.team });
    const key = keyOf(req);
    const { record } = round;
    if (!record || !addable.includes(record.state)) {
      const state = record ? campaignWords[record.state] : 'đang soạn kế hoạch, chưa trình';
      throw new Refusal('campaign-not-ready', { act: 'thêm cuộc kiểm tra', state });
    }
    const plan = await planOf(deps, round);
    const known = await deps.store.asks.get(key);
    if (!known) await assertSound(deps, { ...round, record }, plan, asked);
    const reinspects =
      asked.kind === 're-inspection' ? await reinspected(deps, asked.unit, asked.reinspects, known !== undefined) : [];
    const n = await numberFor(deps, campaign, { key, added: asked }, by);
    const id = inspectionId(campaign, asked.unit, n);
    await keepVisits(deps, id, asked.visits, { key, by, campaign, from: earlier(round.day, today(deps)) });
    const { vertical = false, through } = (await deps.store.units.get(asked.unit)) ?? {};
    const fresh = async (): Promise<Inspection> =>
      newInspection(
        { clock: record.clock, calendar: record.calendar, ladders: record.ladders, terms: record.terms },
        {
          place: { campaign, team: asked.team, unit: asked.unit, ...(through ? { through } : {}) },
          n,
          method: asked.kind === 'surprise' ? 'surprise' : 'on-site',
          visits: asked.visits.map((visit) => ({
            n: visit.n,
            day: visit.day,
            session: visit.session,
            ...(visit.chair ? { chaired: true as const } : {}),
            ...(visit.secretary ? { written: true as const } : {}),
            change: placeOf(id, visit.n),
          })),
          ...(reinspects.length > 0 ? { reinspects } : {}),
          vertical,
        },
        round.day,
      );
    await assertForeseen(deps, { matter: await fresh(), message: 'schedule', body: {}, key });
    const inspection = await ask<Inspection>(deps, { matter: id, message: 'schedule', body: {}, key, by, fresh });
    res.status(201).json(await inspectionView(deps, inspectionPathId(inspection)));
  });

  return router;
}

const addable: readonly Campaign['state'][] = ['running', 'inspection-ended'];

const teamIn = (body: unknown): string | undefined => {
  const team: unknown = typeof body === 'object' && body !== null ? (body as { team?: unknown }).team : undefined;
  return typeof team === 'string' ? team : undefined;
};

const earlier = <T extends string>(a: T, b: T): T => (a < b ? a : b);
const placeOf = (inspection: MatterId, n: number): string => `visits:${visitKey(inspection, n)}`;

/** Held against the same rules as a plan. Throws 'invalid-body' with every wrong place. */
async function assertSound(
  deps: Deps,
  { day, record }: { day: Plan['period']['from']; record: Campaign },
  plan: Plan,
  { kind, unit, team, visits: planned }: Added,
): Promise<void> {
  const one: Plan = {
    ...plan,
    kind: 'inspection',
    teams: plan.teams.filter(({ id }) => id === team),
    units: [{ unit, team, ...(kind === 'surprise' ? { method: 'surprise' as const } : {}), visits: planned }],
  };
  // a surprise may be on this very day
  const since = kind === 'surprise' ? addDays(day, -1) : day;
  const gaps = (await gapsOf(deps, one, record.calendar, since, { added: true })).filter(({ at }) =>
    at.startsWith('units[0]'),
  );
  if (gaps.length > 0)
    throw wrongPlaces(
      gaps.map(({ at, code, sentence }) => {
        const place = at.replace(/^units\[0\]\.?/, '') || 'unit';
        return { at: fieldsOfVisit[code] ? `${place}.${fieldsOfVisit[code]}` : place, sentence };
      }),
    );
}

/** What is wrong of a visit, by the field where it is mended. */
const fieldsOfVisit: Readonly<Record<string, string>> = {
  'visit-in-past': 'day',
  'visit-on-day-off': 'day',
  'visit-hour-of-other-half': 'startsAt',
};

/** The items of this unit that are looked at again. Throws Refusal('reinspected-item-unknown'). */
async function reinspected(
  { store }: Deps,
  unit: string,
  wanted: { paper: string; items: number[] }[],
  again: boolean,
): Promise<NonNullable<Inspection['reinspects']>> {
  return Promise.all(
    wanted.map(async ({ paper, items }) => {
      const id = remediationId(`paper:${paper}`, unit);
      const remediation = again ? undefined : await store.matters.get<Remediation>(id);
      const strange = items.find((n) => !remediation?.items.some((item) => item.n === n));
      if (!again && strange !== undefined)
        throw new Refusal('reinspected-item-unknown', { item: `${paper}, nội dung số ${strange}` });
      return { remediation: id, items };
    }),
  );
}

/** The next number of this unit in the round, taken by this command for ever. Throws Refusal('key-reused'). */
async function numberFor({ store, now }: Deps, campaign: string, reserved: Reserved, by: string): Promise<number> {
  for (let n = reserved.added.kind === 're-inspection' ? 2 : 1; ; n++) {
    const matter = inspectionId(campaign, reserved.added.unit, n);
    const id = `visits:${matter}`;
    const taken = await store.snapshots.get<Reserved>(id);
    if (taken ? taken.body.key !== reserved.key : await store.matters.get(matter)) continue;
    try {
      await store.snapshots.freeze({ id, kind: 'visits', matter, body: reserved, by, at: now() });
      return n;
    } catch (error) {
      const winner = await store.snapshots.get<Reserved>(id);
      // taken by another command in between: the next number
      if (!(error instanceof Refusal) || winner?.body.key === reserved.key) throw error;
    }
  }
}

/** Hour and place of each visit, and its own chair and secretary: once for the inspection. */
async function keepVisits(
  { store, now }: Deps,
  matter: MatterId,
  all: PlannedVisit[],
  { key, by, from, campaign }: { key: string; by: string; from: Plan['period']['from']; campaign: string },
): Promise<void> {
  for (const { n, startsAt, at, site } of all) {
    const body: VisitChangeText = { text: '', startsAt, at, ...(site ? { site } : {}) };
    await store.snapshots.freeze({ id: placeOf(matter, n), kind: 'visits', matter, body, by, at: now() });
  }
  await store.changes.once(
    { key: `${key}/visit-roles`, what: 'visit-appointed', body: all, by, at: now() },
    async (session) => {
      for (const appointment of visitRoles(matter, all, from)) await store.appointments.create(appointment, session);
      // not named by its inspection: a surprise would stand in the office's own log
      return campaign;
    },
  );
}

export const addedInspectionPaths: Paths = {
  '/api/campaigns/{id}/inspections': {
    post: describe({
      summary: 'Thêm kiểm tra đột xuất (giữ kín đến khi bắt đầu) hoặc kiểm tra lại vào đợt đang chạy',
      operation: 'schedule-inspection',
      command: true,
      path: pathId('Mã đợt kiểm tra'),
      body: added,
      status: 201,
      answers: inspectionSchema,
      refusals: ['campaign-not-ready', 'reinspected-item-unknown', 'calendar-missing'],
    }),
  },
};
