import type { Request } from 'express';
import { campaignMatterId } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { isOpen, measuredFrom } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { undecided } from '../../domain/extension.ts';
import { Refusal } from '../../domain/refusal.ts';
import { remediationId, reportable } from '../../domain/remediation.ts';
import type { Item, Remediation } from '../../domain/remediation.ts';
import type { Requirement } from '../../domain/requirement.ts';
import type { Operation } from '../../domain/rights.ts';
import type { CampaignId } from '../../domain/role.ts';
import type { Answer, SentReport } from '../../store/content/item-reports.ts';
import { receiptNumber } from '../../store/content/receipts.ts';
import { assertMayAt, assertSignedIn } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { askingOf, namedPaper } from '../papers/issued.ts';
import type { NamedPaper } from '../papers/issued.ts';

/** An item where it is recorded. Its id is its remediation's without the prefix, and its number. */
export interface FoundItem {
  id: string;
  remediation: Remediation;
  item: Item;
}

export const itemId = (remediation: string, n: number): string => `${remediation.replace(/^remediation:/, '')}:${n}`;

/** Throws Refusal('not-found'). */
export async function findItem({ store }: Pick<Deps, 'store'>, id: string): Promise<FoundItem> {
  const [, matter, n] = /^(.+):(\d{1,4})$/.exec(id) ?? [];
  const remediation = matter === undefined ? undefined : await store.matters.get<Remediation>(`remediation:${matter}`);
  const item = remediation?.items.find((candidate) => candidate.n === Number(n));
  if (!remediation || !item) throw new Refusal('not-found');
  return { id: itemId(remediation.id, item.n), remediation, item };
}
/**
 * The item for somebody who may do `operation` there, and whom it is done by. Whoever may not read it learns no more
 * than of one that does not exist. Throws Refusal('not-signed-in' | 'not-found' | 'not-allowed').
 */
export async function itemFor(
  deps: Pick<Deps, 'store'>,
  req: Request,
  id: string,
  operation: Operation,
): Promise<FoundItem & { by: string }> {
  assertSignedIn(req);
  const found = await findItem(deps, id);
  return { ...found, by: assertMayAt(req, operation, 'read-item', found.remediation).id };
}

/** The name under which what a closed round left open is followed; nothing while the round is open. */
export async function carriedOn({ store }: Pick<Deps, 'store'>, campaign: CampaignId): Promise<{ carriedTo?: string }> {
  const round = await store.matters.get<Campaign>(campaignMatterId(campaign));
  return round?.carried ? { carriedTo: round.carried.to } : {};
}

// What is read

/** A report that was accepted, with its receipt and what the office answered. */
export interface ReadReport extends SentReport {
  receipt: string;
  answer?: Answer;
}

/** The reports of an item that its process took, oldest first; what was refused is not among them. */
export async function reportsOf({ store }: Pick<Deps, 'store'>, id: string): Promise<ReadReport[]> {
  const { sent, answers } = await store.itemReports.get(id);
  const wasTaken = async <T extends { key: string }>(rows: T[]): Promise<T[]> => {
    const taken = await Promise.all(rows.map(({ key }) => store.asks.get(key)));
    return rows.filter((_, i) => taken[i] !== undefined);
  };
  const [reports, verdicts] = await Promise.all([wasTaken(sent), wasTaken(answers)]);
  return Promise.all(
    reports.map(async (report) => {
      const receipt = await store.receipts.get(report.key);
      const answer = verdicts.findLast((one) => one.report === report.id);
      return { ...report, receipt: receipt ? receiptNumber(receipt.number) : '', ...(answer ? { answer } : {}) };
    }),
  );
}

/** The texts that decisions about an item were frozen with, by their ids: why more time, why not, why it rests, why it is open again. */
export async function textsOf({ store }: Pick<Deps, 'store'>, { item }: FoundItem): Promise<Map<string, string>> {
  const ids = [
    ...(item.extensions ?? []).flatMap(({ reason, decided }) => [reason, ...(decided ? [decided.remarks] : [])]),
    ...(item.suspended ? [item.suspended.remarks] : []),
    ...(item.reopened ? [item.reopened.remarks] : []),
  ];
  const frozen = await store.snapshots.getMany<{ text?: string }>(ids);
  return new Map([...frozen].map(([id, { body }]) => [id, body.text ?? '']));
}

/** The item of an earlier paper that this one is followed by: its one report meets both. */
export async function meetingOf(
  { store }: Pick<Deps, 'store'>,
  { remediation, item }: FoundItem,
): Promise<{ id: string; paper: NamedPaper } | undefined> {
  if (!item.meetsWith) return undefined;
  const { paper, requirement } = item.meetsWith;
  const earlier = await store.matters.get<Remediation>(remediationId(paper, remediation.place.unit));
  const met = earlier?.items.find((one) => one.requirement === requirement);
  return earlier && met ? { id: itemId(earlier.id, met.n), paper: await namedPaper(store, paper) } : undefined;
}

/** What the unit owes for an item now. */
export const owedFor = ({ remediation, item }: FoundItem): Duty | undefined =>
  remediation.duties.find(
    (duty) => duty.about === item.n && isOpen(duty) && (duty.kind === 'remediate' || duty.kind === 'confirm-period'),
  );

/** May the unit ask for more time for it now? */
export const isExtendable = (found: FoundItem): boolean => {
  const owed = owedFor(found);
  return (
    owed?.kind === 'remediate' &&
    measuredFrom(owed) !== undefined &&
    reportable.includes(found.item.state) &&
    !undecided(found.item)
  );
};

/** What the office owes for it now: the answer to a report. */
export const answerOwedFor = ({ remediation, item }: FoundItem): Duty | undefined =>
  remediation.duties.find(
    (duty) => duty.about === item.n && isOpen(duty) && ['verify', 'close', 'review-incidents'].includes(duty.kind),
  );

/** The requirement behind an item, from its paper's frozen text. */
export async function requirementOf(
  deps: Pick<Deps, 'store'>,
  { remediation, item }: FoundItem,
): Promise<Requirement | undefined> {
  const asking = await askingOf(deps.store, remediation.paper);
  return asking?.requirements.find(({ id }) => id === item.requirement);
}
