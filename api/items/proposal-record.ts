import type { Request } from 'express';
import { campaignMatterId } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Operation } from '../../domain/rights.ts';
import type { CampaignId, Place, UnitId } from '../../domain/role.ts';
import { assertSignedIn, isOpened, mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { planOf } from '../inspections/inspection-record.ts';
import { wrongPlaces } from '../problem.ts';

/** What was written of a proposal; the state is in the matter's record. */
export interface FrozenProposal {
  text: string;
}

/** One agency's answer as it was sent, or as a paper brought it. */
export interface FrozenAnswer {
  from: UnitId;
  text: string;
  evidence: string[];
  files: { id: string; sha256: string | undefined }[];
  /** Of an answer that came on paper: its number and how it came. */
  entered?: { number?: string; origin: string };
}

/** `<campaign>:<unit>:<n>`. */
export const proposalPathId = ({ id }: Pick<Proposal, 'id'>): string => id.replace(/^proposal:/, '');

/** Throws Refusal('not-found'). */
export async function findProposal({ store }: Pick<Deps, 'store'>, id: string): Promise<Proposal> {
  const proposal = await store.matters.get<Proposal>(`proposal:${id}`);
  if (proposal?.process !== 'proposal') throw new Refusal('not-found');
  return proposal;
}

/** Where an agency stands that a proposal was put to: its own people answer, not those of the unit that raised it. */
export const placeOfAgency = ({ place }: Proposal, unit: UnitId): Place => ({ campaign: place.campaign, unit });

/** The unit that raised it, the agencies it is put to, the office: to everybody else it is as if it were not there. */
export const mayRead = (req: Request, proposal: Proposal): boolean =>
  isOpened(req, proposal.id) &&
  [proposal.place, ...proposal.routes.map(({ to }) => placeOfAgency(proposal, to))].some((place) =>
    mayDo(req, 'read-proposal', place),
  );

/** May whoever asks read all of it, not only what was put to them? */
export const mayReadAll = (req: Request, proposal: Proposal): boolean => mayDo(req, 'read-proposal', proposal.place);

/**
 * The proposal for somebody who may do `operation` at its place, and whom it is done by. Throws Refusal('not-signed-in' | 'not-found' | 'not-allowed').
 */
export async function proposalFor(
  deps: Pick<Deps, 'store'>,
  req: Request,
  id: string,
  operation: Operation,
): Promise<{ proposal: Proposal; by: string }> {
  const { id: by } = assertSignedIn(req);
  const proposal = await findProposal(deps, id);
  if (!mayRead(req, proposal)) throw new Refusal('not-found');
  if (operation !== 'read-proposal' && !mayDo(req, operation, proposal.place)) throw new Refusal('not-allowed');
  return { proposal, by };
}

/** What an agency owes: its answer. */
export const answerOwedBy = ({ duties }: Proposal, unit: UnitId): Duty | undefined =>
  duties.find((duty) => duty.kind === 'answer-proposal' && duty.owedBy.unit === unit && isOpen(duty));

/** The agencies for which whoever asks may answer, by a role of their own there. */
export const agenciesOf = (req: Request, proposal: Proposal): UnitId[] =>
  proposal.routes.map(({ to }) => to).filter((to) => mayDo(req, 'answer-proposal', placeOfAgency(proposal, to)));

/**
 * The agency whoever asks answers for: the one named, or the only one they may answer for. Throws
 * Refusal('not-allowed' | 'proposal-not-routed'), or 422 where it has to be named.
 */
export function agencyFor(req: Request, proposal: Proposal, named: UnitId | undefined): UnitId {
  const theirs = agenciesOf(req, proposal);
  if (theirs.length === 0 && !mayDo(req, 'route-proposal', proposal.place)) throw new Refusal('not-allowed');
  if (named === undefined && theirs.length > 1)
    throw wrongPlaces([
      { at: 'from', sentence: 'Kiến nghị đã chuyển nhiều cơ quan. Hãy ghi trả lời của cơ quan nào.' },
    ]);
  const agency = named ?? theirs[0];
  if (agency === undefined || !proposal.routes.some(({ to }) => to === agency))
    throw new Refusal('proposal-not-routed');
  if (!theirs.includes(agency)) throw new Refusal('not-allowed');
  return agency;
}

/** A round and its plan as approved. Throws Refusal('not-found') where none was ever submitted. */
export async function launchedRound(
  deps: Pick<Deps, 'store'>,
  campaign: CampaignId,
): Promise<{ round: Campaign; plan: Plan }> {
  const round = await deps.store.matters.get<Campaign>(campaignMatterId(campaign));
  if (!round) throw new Refusal('not-found');
  return { round, plan: await planOf(deps, round) };
}

/** What a unit knows of a round: it was told that it is inspected there, or a paper asks something of it. */
export const isKnownToUnit = (matter: Inspection | Remediation): boolean =>
  matter.process === 'remediation' || (matter.noticed !== undefined && !matter.hidden);

/** Where a unit stands in a round, with its team where it has one; undefined where the round has nothing of it. */
export async function placeInRound(
  { store }: Pick<Deps, 'store'>,
  campaign: CampaignId,
  unit: UnitId,
  knownToUnit: boolean,
): Promise<{ place: Proposal['place']; matters: MatterId[] } | undefined> {
  const matters = (await store.unitWork.ofRound(campaign, unit)).filter(
    (matter) => !knownToUnit || isKnownToUnit(matter),
  );
  const [first] = matters;
  if (!first) return undefined;
  const { team, through } = first.place;
  return {
    place: { campaign, unit, ...(through ? { through } : {}), ...(team ? { team } : {}) },
    matters: matters.map(({ id }) => id),
  };
}
