import type { Day } from '../../domain/day.ts';
import type { NoticeDraft, ReportDraft } from '../../domain/draft.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Appointment, CampaignId, PersonId, Role } from '../../domain/role.ts';
import type { Actor } from '../auth.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { teamOf } from '../papers/paper-case.ts';
import { planOf, roundOf } from './rounds.ts';
import { announcedUnits, planVisitRoles } from '../inspections/visit-roles.ts';

/**
 * What follows the launch in the office's own content, once: the teams of the plan hold their roles, and the
 * first paper is drafted for all units.
 */
export async function prepareLaunched(deps: Deps, campaign: CampaignId, { id: by }: Actor): Promise<void> {
  const { store, now } = deps;
  const round = await roundOf(deps, campaign);
  const plan = await planOf(deps, round);
  const from = round.day < today(deps) ? round.day : today(deps);
  const draft = firstPaper(plan);
  const team = draft && (await teamOf(deps, draft, plan));
  await store.changes.once(
    { key: `launch/${campaign}`, what: 'round-prepared', body: plan, by, at: now() },
    async (session) => {
      for (const appointment of await appointedAtLaunch(deps, plan, from))
        await store.appointments.create(appointment, session);
      return draft ? store.drafts.create({ campaign, team, draft, by, at: now() }, session) : campaign;
    },
  );
}

/** Whom the launch of a plan gives their roles: its teams, those who preside over a visit, who owes its report. */
export const appointedAtLaunch = async (deps: Pick<Deps, 'store'>, plan: Plan, from: Day): Promise<Appointment[]> => [
  ...(await teamRoles(deps, plan, from)),
  ...planVisitRoles(plan, from),
  ...reportRoles(plan, from),
];

/**
 * The inspection notice, unless every unit is surprised; units asked for their reports are told by letter, and what
 * waits for them is the report.
 */
function firstPaper(plan: Plan): NoticeDraft | ReportDraft | undefined {
  const { kind, title } = plan;
  const serves = announcedUnits(plan);
  if (kind === 'reporting') return { kind: 'report', serves, title, sections: [], tasks: [] };
  return serves.length > 0 ? { kind: 'notice', serves, requests: [] } : undefined;
}

/** Who owes a round's report: the secretary of its one team, over the whole round; of several teams its planner does. */
function reportRoles({ campaign, kind, report, teams }: Plan, from: Day): Appointment[] {
  const [only, ...others] = teams;
  if (!only || others.length > 0 || !(report || kind === 'reporting')) return [];
  return [{ id: newId('a'), role: 'secretary', scope: `campaign:${campaign}`, person: only.secretary, from }];
}

/** The roles of the plan's teams that nobody holds yet. */
async function teamRoles({ store }: Pick<Deps, 'store'>, { teams }: Plan, from: Day): Promise<Appointment[]> {
  const appointments = await store.appointments.all();
  return teams.flatMap(({ id, lead, secretary, members }) => {
    const scope = `team:${id}` as const;
    const isHeld = (role: Role) =>
      appointments.some((held) => held.scope === scope && held.role === role && (held.to ?? from) >= from);
    const wanted: [Role, PersonId[]][] = [
      ['lead', [lead]],
      ['secretary', [secretary]],
      ['member', members.map(({ person }) => person)],
    ];
    return wanted
      .filter(([role]) => !isHeld(role))
      .flatMap(([role, people]) =>
        [...new Set(people)].map((person): Appointment => ({ id: newId('a'), role, scope, person, from })),
      );
  });
}
