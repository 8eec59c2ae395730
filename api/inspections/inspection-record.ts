import type { Request } from 'express';
import type { Campaign } from '../../domain/campaign.ts';
import { campaignMatterId } from '../../domain/campaign.ts';
import type { Check } from '../../domain/check.ts';
import type { Day } from '../../domain/day.ts';
import { visitKey } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Outline, SelfReport } from '../../domain/outline.ts';
import type { Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Operation } from '../../domain/rights.ts';
import type { CampaignId, Place, Scope } from '../../domain/role.ts';
import type { Origin } from '../../domain/visit-texts.ts';
import { sitesOf } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import type { SelfReportStory } from '../../store/content/self-reports.ts';
import { assertSignedIn, isOpened, mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import type { AskedPeriod } from '../../domain/typed-report.ts';

/** `<campaign>:<unit>`. Throws Refusal('not-found'). */
export async function findInspection({ store }: Pick<Deps, 'store'>, id: string): Promise<Inspection> {
  const inspection = await store.matters.get<Inspection>(`inspection:${id}`);
  if (!inspection || inspection.process !== 'inspection') throw new Refusal('not-found');
  return inspection;
}

type Seeable = Pick<Inspection, 'id' | 'place' | 'visits' | 'dropped' | 'hidden'>;

/** Where an inspection stands: at its unit and team, and at each visit that has a chair or a secretary of its own. */
const placesOf = ({ id, place, visits, dropped = [] }: Seeable): Place[] => [
  place,
  ...[...visits, ...dropped].map(({ n }) => ({ ...place, visit: visitKey(id, n) })),
];

/** May whoever asks know of this inspection at all? Of a surprise that is not opened, only who prepares it. */
export const maySee = (req: Request, inspection: Seeable): boolean =>
  placesOf(inspection).some(
    (place) => mayDo(req, 'read-inspection', place) && (!inspection.hidden || mayDo(req, 'read-surprise', place)),
  );

/** May whoever asks do this at the inspection, or at one of its visits? */
export const mayAround = (req: Request, operation: Operation, inspection: Seeable): boolean =>
  placesOf(inspection).some((place) => mayDo(req, operation, place));

/** The surprises, of one round or of all, that whoever asks may not know of. */
async function surprisesUnseenBy(
  { store }: Pick<Deps, 'store'>,
  req: Request,
  campaign?: CampaignId,
): Promise<Seeable[]> {
  const hidden = await store.progress.hiddenOf(campaign);
  return hidden.filter((one) => !maySee(req, { ...one, hidden: true }));
}

/** Their ids. */
export const unseenBy = async (deps: Pick<Deps, 'store'>, req: Request, campaign?: CampaignId): Promise<MatterId[]> =>
  (await surprisesUnseenBy(deps, req, campaign)).map(({ id }) => id);

/** The surprises of a round, not opened yet, that whoever asks may know of. */
export async function surprisesSeenBy(
  { store }: Pick<Deps, 'store'>,
  req: Request,
  campaign: CampaignId,
): Promise<Set<MatterId>> {
  const hidden = await store.progress.hiddenOf(campaign);
  return new Set(hidden.filter((one) => maySee(req, { ...one, hidden: true })).map(({ id }) => id));
}

/** The scopes of their visits: who holds something there is as secret as the visit. */
export const scopesUnseenBy = async (deps: Pick<Deps, 'store'>, req: Request): Promise<Scope[]> =>
  (await surprisesUnseenBy(deps, req))
    .flatMap(placesOf)
    .flatMap(({ visit }) => (visit ? [`visit:${visit}` as const] : []));

/**
 * The inspection for somebody who may do `operation` there, or at its visit number `visit`, and whom it is done by.
 * Whoever may not read it learns no more than of one that does not exist.
 * Throws Refusal('not-signed-in' | 'not-found' | 'not-allowed').
 */
export async function inspectionFor(
  deps: Pick<Deps, 'store'>,
  req: Request,
  id: string,
  operation: Operation,
  visit?: number,
): Promise<{ inspection: Inspection; by: string }> {
  const actor = assertSignedIn(req);
  const inspection = await findInspection(deps, id);
  if (!isOpened(req, inspection.id) || !maySee(req, inspection)) throw new Refusal('not-found');
  const isVisit = visit !== undefined && inspection.visits.some(({ n }) => n === visit);
  const at = isVisit ? { ...inspection.place, visit: visitKey(inspection.id, visit) } : inspection.place;
  const isReading = operation === 'read-inspection';
  if (!isReading && !mayDo(req, operation, at)) throw new Refusal('not-allowed');
  return { inspection, by: actor.id };
}

/** A number in an address: of a visit, a question, a wish. Throws Refusal('not-found'). */
export function ordinal(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new Refusal('not-found');
  return Number(text);
}

export const inspectionPathId = ({ id }: Inspection): string => id.replace(/^inspection:/, '');

/** The round's plan as approved. Throws Refusal('not-found'). */
export async function planOf(
  { store }: Pick<Deps, 'store'>,
  { place }: { place: { campaign: CampaignId } },
): Promise<Plan> {
  const campaign = await store.matters.get<Campaign>(campaignMatterId(place.campaign));
  const frozen = campaign && (await store.snapshots.get<Plan>(campaign.plan.snapshot));
  if (!frozen) throw new Refusal('not-found');
  return frozen.body;
}

/** What a unit is asked in one round, and what it wrote so far. */
export interface SelfReportCase {
  inspection: Inspection;
  outline: Outline;
  period: AskedPeriod;
  /** A reporting round: the day its figures are taken on. */
  cutOff?: Day;
  /** Places of work without standing of their own: a row each. */
  sites: Unit[];
  story: SelfReportStory;
  /** The unit's last report of an earlier round. */
  previous?: SelfReport;
}

/** A frozen self-report: the report itself, the outline it answers, and what was found in it. */
export interface FrozenSelfReport extends SelfReport {
  outline: string;
  checks: Check[];
  /** Figures written otherwise than they are printed, as they were typed: `140. 683`, by place. */
  written?: Record<string, string>;
  /** Entered by the office for the unit: how it came. */
  origin?: Origin;
}

export async function selfReportCase(deps: Pick<Deps, 'store'>, inspection: Inspection): Promise<SelfReportCase> {
  const { store } = deps;
  const { unit } = inspection.place;
  const plan = await planOf(deps, inspection);
  const [outline, units, story, previous] = await Promise.all([
    store.outlines.get(plan.outline),
    store.units.all(),
    store.selfReports.get(inspection.id, unit),
    previousReport(deps, inspection),
  ]);
  if (!outline) throw new Refusal('not-found');
  return {
    inspection,
    outline,
    period: plan.period,
    ...(plan.kind === 'reporting' && plan.reporting ? { cutOff: plan.reporting.cutOff } : {}),
    sites: sitesOf(unit, units),
    story,
    ...(previous ? { previous } : {}),
  };
}

/** The unit's last report of another round; undefined: it never sent one. */
export async function previousReport(
  { store }: Pick<Deps, 'store'>,
  { id, place }: Inspection,
): Promise<SelfReport | undefined> {
  const earlier = (await store.selfReports.ofUnit(place.unit)).filter(({ inspection }) => inspection !== id);
  const sent = (await Promise.all(earlier.map((story) => taken({ store }, story.sent)))).flat();
  const last = sent.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  return last && (await store.snapshots.get<FrozenSelfReport>(last.id))?.body;
}

/** Those whose act its process took; what was refused is not among them. */
export async function taken<T extends { key: string }>(
  { store }: Pick<Deps, 'store'>,
  rows: readonly T[],
): Promise<T[]> {
  const known = await store.asks.known(rows.map(({ key }) => key));
  return rows.filter(({ key }) => known.has(key));
}
