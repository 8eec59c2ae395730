import { z } from 'zod';
import { campaignMatterId } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { dutyKinds } from '../../domain/duty.ts';
import type { MatterId } from '../../domain/matter.ts';
import { planGaps } from '../../domain/plan.ts';
import type { Plan, PlanGap } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import { holders, scopesOf } from '../../domain/role.ts';
import type { Appointment, CampaignId, PersonId, Place, Scope } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import { faultsOfScale } from '../../domain/scale.ts';
import type { PlanDraft } from '../../store/content/plans.ts';
import type { SnapshotKind } from '../../store/content/snapshots.ts';
import type { Store } from '../../store/index.ts';
import type { Actor } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, roleSchema } from '../fields.ts';
import { engagements } from '../office/engagements.ts';
import { dayOfRound } from './setting.ts';

/** One round as the API knows it: what is being written, what was decided, and the day it is there. */
export interface Round {
  draft: PlanDraft;
  /** Undefined: never submitted. */
  record?: Campaign;
  day: Day;
}

/** Throws Refusal('not-found'). */
export async function roundOf(deps: Deps, campaign: CampaignId): Promise<Round> {
  const { store } = deps;
  const [draft, record] = await Promise.all([
    store.plans.get(campaign),
    store.matters.get<Campaign>(campaignMatterId(campaign)),
  ]);
  if (!draft) throw new Refusal('not-found');
  return { draft, ...(record ? { record } : {}), day: await dayOfRound(draft.plan, store, today(deps)) };
}

/** The plan the round runs by: as last submitted, or still the draft. */
export async function planOf({ store }: Pick<Deps, 'store'>, { draft, record }: Round): Promise<Plan> {
  if (!record || record.plan.snapshot === '') return draft.plan;
  const frozen = await store.snapshots.get<Plan>(record.plan.snapshot);
  if (!frozen) throw new Error(`${record.id} names the plan ${record.plan.snapshot}, which is not kept`);
  return frozen.body;
}

/**
 * Other rounds that hold team codes of this plan: those put forward and not given up. A draft holds none yet; a closed
 * round keeps its own, because what it left open is still followed by its team.
 */
async function othersWithTeams(
  { plans, matters }: Pick<Store, 'plans' | 'matters'>,
  { teams, campaign }: Pick<Plan, 'teams' | 'campaign'>,
): Promise<Plan[]> {
  const others = await plans.withTeams(
    teams.map(({ id }) => id),
    campaign,
  );
  const records = await Promise.all(
    others.map(({ campaign: other }) => matters.get<Campaign>(campaignMatterId(other))),
  );
  return others.flatMap(({ plan }, i) => {
    const record = records[i];
    return record && record.state !== 'cancelled' && record.plan.snapshot !== '' ? [plan] : [];
  });
}

/** A round given up lets its team codes go: nobody holds a role in them for it any more. */
export async function releaseTeams(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  plan: Plan,
  { on, by }: { on: Day; by: PersonId },
): Promise<void> {
  const others = await othersWithTeams(store, plan);
  const free = plan.teams.filter(({ id }) => !others.some(({ teams }) => teams.some((team) => team.id === id)));
  const from = on < today({ now }) ? on : today({ now });
  const scopes = free.map(({ id }) => `team:${id}` as const);
  await store.changes.once(
    { key: `cancelled/${plan.campaign}`, what: 'teams-released', body: scopes, by, at: now() },
    async (session) => {
      if (scopes.length > 0) await store.appointments.endAt(scopes, addDays(from, -1), session);
      return plan.campaign;
    },
  );
}

/** Every unit and every post: what a plan is held against. Read once for all that ask. */
export interface OfficeNow {
  units: Unit[];
  appointments: Appointment[];
}

export async function officeNow({ store }: Pick<Deps, 'store'>): Promise<OfficeNow> {
  const [units, appointments] = await Promise.all([store.units.all(), store.appointments.all()]);
  return { units, appointments };
}

/** Everything that must be mended before this plan can be submitted on `day`. */
export async function gapsOf(
  { store }: Pick<Deps, 'store'>,
  plan: Plan,
  calendar: Calendar,
  day: Day,
  {
    added = false,
    office = officeNow({ store }),
  }: {
    /** It is added to its round, whose other visits count too. */
    added?: boolean;
    office?: Promise<OfficeNow>;
  } = {},
): Promise<PlanGap[]> {
  const named = peopleOf(plan);
  const [{ units, appointments }, people, outline, others, engaged] = await Promise.all([
    office,
    store.people.getMany(named),
    store.outlines.get(plan.outline),
    othersWithTeams(store, plan),
    plan.clock === 'stepped' && !added
      ? []
      : engagements(
          { store },
          {
            training: plan.clock === 'stepped' ? plan.campaign : undefined,
            but: added ? {} : { campaign: plan.campaign },
          },
        ),
  ]);
  const byId = new Map(people.map((person) => [person._id, person]));
  const throughOf = new Map(units.map(({ id, through }) => [id, through]));
  const near = contactsNear(appointments);
  return planGaps(plan, {
    calendar,
    units,
    hasContact: (unit) => {
      const through = throughOf.get(unit);
      const place = { unit, ...(through ? { through } : {}) };
      return holders(near(place), 'unit-contact', place, day).length > 0;
    },
    worksAt: (person) => byId.get(person)?.unit,
    nameOf: (person) => byId.get(person)?.name,
    knowsOutline: outline !== undefined,
    outlineFaults: outline?.scale ? faultsOfScale(outline.scale) : [],
    alsoTeamOf: (team) => {
      const other = others.find((one) => one.teams.some(({ id }) => id === team));
      return other && { title: other.title, campaign: other.campaign };
    },
    engaged,
    today: day,
  });
}

/** The contacts who may hold at a place, without looking through all of the province's for each unit. */
function contactsNear(appointments: readonly Appointment[]): (place: Place) => Appointment[] {
  const byScope = new Map<Scope, Appointment[]>();
  for (const one of appointments)
    if (one.role === 'unit-contact') byScope.set(one.scope, [...(byScope.get(one.scope) ?? []), one]);
  return (place) => scopesOf(place).flatMap((scope) => byScope.get(scope) ?? []);
}

/** Everybody a plan names. */
export const peopleOf = ({ teams, units }: Plan): PersonId[] => [
  ...new Set([
    ...teams.flatMap(({ lead, secretary, members }) => [lead, secretary, ...members.map(({ person }) => person)]),
    ...units.flatMap(({ visits }) => visits.flatMap(({ chair, secretary }) => [chair ?? [], secretary ?? []].flat())),
  ]),
];

/** A text that goes with a decision, named under the decision's key; `freeze` keeps it for ever. */
export function textUnder(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { key, kind, matter, body, by }: { key: string; kind: SnapshotKind; matter: MatterId; body: unknown; by: string },
): { id: string; key: string; by: string; freeze: () => Promise<unknown> } {
  const id = `${kind}:${key}`;
  return { id, key, by, freeze: () => store.snapshots.freeze({ id, kind, matter, body, by, at: now() }) };
}

/** Names for those who may read the office's people; others see ids. */
export async function namesOf(
  { people }: Pick<Store, 'people'>,
  ids: readonly PersonId[],
): Promise<Record<PersonId, string>> {
  const found = await people.getMany([...new Set(ids)]);
  return Object.fromEntries(found.map(({ _id, name }) => [_id, name]));
}

/** Names of units by their ids. */
export async function unitNames(
  { units }: Pick<Store, 'units'>,
  ids: readonly string[],
): Promise<(unit: string) => string> {
  const names = new Map((await units.getMany([...new Set(ids)])).map(({ id, name }) => [id, name]));
  return (unit) => names.get(unit) ?? unit;
}

/** Who it was that acted: a person's id and name, or a token's id. */
export interface By {
  id: Actor['id'];
  name?: string;
}
export const byOf = (id: string, names: Record<PersonId, string>): By => ({
  id,
  ...(names[id] === undefined ? {} : { name: names[id] }),
});

export const bySchema = z.object({ id: z.string(), name: z.string().optional() });
export const namedSchema = z.object({ id: z.string(), name: z.string() });
export const waitingSchema = z
  .object({
    matter: z.string(),
    duty: z.string(),
    kind: z.enum(dutyKinds),
    what: z.string(),
    role: roleSchema,
    who: z.string(),
    due: daySchema.optional(),
    followUpOn: daySchema.optional(),
    overdue: z.boolean(),
    past: z.int().meta({ description: 'Số ngày làm việc đã qua hạn; âm là còn' }),
    words: z.string(),
  })
  .meta({ id: 'Waiting', description: 'Đang chờ ai, làm gì, hạn ngày nào' });

export const gapSchema = z.object({ code: z.string(), at: z.string(), sentence: z.string() }).meta({ id: 'Gap' });
export const checkSchema = z.object({ ready: z.boolean(), gaps: z.array(gapSchema) });
export const planCheckSchema = checkSchema.extend({
  warnings: z
    .array(gapSchema)
    .meta({ description: 'Không chặn trình: buổi quá gần so với hạn thông báo, hạn báo cáo' }),
});
export type PlanCheck = z.output<typeof planCheckSchema>;
