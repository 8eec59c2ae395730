import type { Request } from 'express';
import { campaignWords } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import { printable } from '../../domain/document.ts';
import { newProposal, proposalId } from '../../domain/proposal.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { Refusal } from '../../domain/refusal.ts';
import { scopesFor } from '../../domain/rights.ts';
import { unitRoles } from '../../domain/role.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import { ask } from '../ask.ts';
import { assertSignedIn, mayDo } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { dayOf } from '../papers/issued.ts';
import { agencyFor, launchedRound, placeInRound, proposalFor } from './proposal-record.ts';
import type { FrozenAnswer, FrozenProposal } from './proposal-record.ts';
import { settingOf } from '../campaigns/setting.ts';

/** Letters of one proposal, and of one answer. */
export const mostProposalLetters = 5_000;
export const mostAnswerLetters = 20_000;

export interface NewProposal {
  campaign: CampaignId;
  unit: UnitId;
  /** The inspection in which it was raised, `<campaign>:<unit>`. */
  inspection?: string | undefined;
  text: string;
}

/** How often a number is tried again that somebody else took at the same moment. */
const numbersTried = 20;

/** Puts a proposal on record. The same key is the same proposal, under the number it got first. */
export async function raiseProposal(deps: Deps, req: Request, wanted: NewProposal, key: string): Promise<Proposal> {
  const { store, now } = deps;
  const { id: by, standings, opens } = assertSignedIn(req);
  if (scopesFor(standings, 'raise-proposal').length === 0) throw new Refusal('not-allowed');
  const { campaign, unit, inspection } = wanted;
  // whoever stands only in the unit knows no more of a round than the unit was told
  const ofUnit = !standings.some(
    (standing) => !unitRoles.includes(standing.role) && scopesFor([standing], 'raise-proposal').length > 0,
  );
  const found = await placeInRound(deps, campaign, unit, ofUnit);
  if (!mayDo(req, 'raise-proposal', found?.place ?? { campaign, unit })) throw new Refusal('not-found');
  if (opens && !found?.matters.some((matter) => opens.has(matter))) throw new Refusal('not-found');
  const known = await store.units.get(unit);
  if (!known) throw new Refusal('unit-unknown', { unit });
  const { round, plan } = await launchedRound(deps, campaign);
  if (!found) throw new Refusal('unit-not-inspected', { unit: known.name });
  const raisedIn = inspection === undefined ? undefined : `inspection:${inspection}`;
  if (raisedIn !== undefined && !found.matters.includes(raisedIn)) throw new Refusal('not-found');
  if (round.closed)
    throw new Refusal('campaign-not-ready', { act: 'ghi nhận kiến nghị', state: campaignWords[round.state] });
  const text = printable(wanted.text).trim();
  if (text === '') throw new Refusal('proposal-empty');
  if (text.length > mostProposalLetters) throw new Refusal('proposal-too-long', { most: mostProposalLetters });

  const day = await dayOf(deps, round);
  const fresh = async (id: string) =>
    newProposal(await settingOf(plan, store, today(deps)), id, found.place, day, raisedIn);
  const before = await store.asks.get(key);
  const sofar = before ? 0 : (await store.unitWork.proposals({ campaign, units: [unit] })).filter(isOf(unit)).length;
  for (let n = sofar + 1; ; n++) {
    const id = before?.matter ?? proposalId(campaign, unit, n);
    const content = `proposal:${key}@${id}`;
    await store.snapshots.freeze({
      id: content,
      kind: 'proposal',
      matter: id,
      body: { text } satisfies FrozenProposal,
      by,
      at: now(),
    });
    try {
      const body = { content };
      const raised = await ask<Proposal>(deps, { matter: id, message: 'raise', body, key, by, fresh: () => fresh(id) });
      await store.receipts.take({ key, kind: 'proposal', matter: id, at: now(), by });
      return raised;
    } catch (error) {
      const isTaken = error instanceof Refusal && error.code === 'proposal-already-raised';
      if (!isTaken || before || n > sofar + numbersTried) throw error;
    }
  }
}

const isOf =
  (unit: UnitId) =>
  ({ place }: Proposal): boolean =>
    place.unit === unit;

/** The planner names who has the power to answer; agencies left out owe nothing any more. */
export async function routeProposal(
  deps: Deps,
  req: Request,
  id: string,
  to: readonly UnitId[],
  key: string,
): Promise<Proposal> {
  const { proposal, by } = await proposalFor(deps, req, id, 'route-proposal');
  const wanted = [...new Set(to)];
  const units = new Map((await deps.store.units.getMany(wanted)).map((unit) => [unit.id, unit]));
  const stranger = wanted.find((unit) => !units.has(unit));
  if (stranger !== undefined) throw new Refusal('unit-unknown', { unit: stranger });
  const body = { to: wanted };
  const vertical = wanted.filter((unit) => units.get(unit)?.vertical === true);
  await assertForeseen(deps, { matter: proposal, message: 'route', body, key });
  return ask<Proposal>(deps, { matter: proposal.id, message: 'route', body, taken: { vertical }, key, by });
}

export interface NewAnswer {
  /** The agency; without it the one whoever answers stands in. */
  from?: UnitId | undefined;
  text: string;
  evidence: string[];
  /** Entered by the office from a paper: the day it came, its number, how it came. */
  entered?: { arrived: Day; origin: string; number?: string | undefined } | undefined;
}

/** An agency answers, or the office enters its answer with the file it came in. The same key gives the same answer. */
export async function answerProposal(
  deps: Deps,
  req: Request,
  id: string,
  { from: named, text: typed, evidence: given, entered }: NewAnswer,
  key: string,
): Promise<Proposal> {
  const { store, now } = deps;
  const { proposal, by } = await proposalFor(deps, req, id, 'read-proposal');
  const from = agencyFor(req, proposal, named);
  assertEntered(req, proposal, from, entered !== undefined);
  const text = printable(typed).trim();
  if (text === '') throw new Refusal('proposal-answer-empty');
  if (text.length > mostAnswerLetters) throw new Refusal('proposal-too-long', { most: mostAnswerLetters });
  const evidence = [...new Set(given)];
  const known = await store.evidence.getMany(evidence);
  const stranger = evidence.find((one) => !isTheirs(known.get(one), proposal, from));
  if (stranger !== undefined) throw new Refusal('evidence-unknown', { evidence: stranger });
  if (entered && evidence.length === 0) throw new Refusal('file-missing');

  const answer = `proposal-answer:${key}`;
  const body = { from, answer, by, ...(entered ? { arrived: entered.arrived } : {}) };
  await assertForeseen(deps, { matter: proposal, message: 'answer', body, key });
  const { origin = '', number } = entered ?? {};
  await store.snapshots.freeze({
    id: answer,
    kind: 'proposal-answer',
    matter: proposal.id,
    body: {
      from,
      text,
      evidence,
      files: evidence.map((one) => ({ id: one, sha256: known.get(one)?.sha256 })),
      ...(entered
        ? { entered: { ...(number ? { number: printable(number) } : {}), origin: printable(origin).trim() } }
        : {}),
    } satisfies FrozenAnswer,
    by,
    at: now(),
  });
  await store.receipts.take({ key, kind: 'proposal-answer', matter: proposal.id, at: now(), by });
  return ask<Proposal>(deps, { matter: proposal.id, message: 'answer', body, key, by });
}

/** The agency's people answer themselves; whoever answers for it enters what came on paper. */
function assertEntered(req: Request, proposal: Proposal, from: UnitId, isEntered: boolean): void {
  const { standings } = assertSignedIn(req);
  const isTheirOwn = standings.some(({ role, scope }) => unitRoles.includes(role) && scope === `unit:${from}`);
  if (isTheirOwn === isEntered) throw new Refusal(isEntered ? 'not-allowed' : 'proposal-answer-not-entered');
}

const isTheirs = (file: { unit: UnitId; matters: string[] } | undefined, { id }: Proposal, from: UnitId): boolean =>
  file?.unit === from && file.matters.includes(id);

/** A leader agrees to the paper of the province to one agency. */
export async function approveProposalEscalation(
  deps: Deps,
  req: Request,
  id: string,
  from: UnitId,
  key: string,
): Promise<Proposal> {
  const { proposal, by } = await proposalFor(deps, req, id, 'approve-escalation');
  return ask<Proposal>(deps, { matter: proposal.id, message: 'approveEscalation', body: { from }, key, by });
}
