import type { Request } from 'express';
import type { ConclusionDraft } from '../../domain/draft.ts';
import { concernedUnits } from '../../domain/finding.ts';
import type { Concerns } from '../../domain/finding.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Operation } from '../../domain/rights.ts';
import type { UnitId } from '../../domain/role.ts';
import { servedInspection } from '../../domain/spreading.ts';
import type { AnswerText, CommentedDraft, Origin, QuestionText } from '../../domain/visit-texts.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { inspectionFor } from '../inspections/inspection-record.ts';
import { textUnder } from '../campaigns/rounds.ts';

// What the team asks a unit around a visit, and what the unit answers: for the JSON interface and the units' pages.

/** The office puts on record that a unit sent no report. */
export async function recordSilence(
  deps: Deps,
  req: Request,
  id: string,
  said: string,
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'record-silence');
  const text = textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: { text: said }, by });
  const body = { remarks: text.id, by };
  await assertForeseen(deps, { matter: inspection, message: 'recordSilence', body, key });
  await text.freeze();
  return ask<Inspection>(deps, { matter: inspection.id, message: 'recordSilence', body, key, by });
}

/** The team asks the unit to explain. */
export async function askExplanation(
  deps: Deps,
  req: Request,
  id: string,
  question: QuestionText,
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'ask-explanation');
  const text = textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: question, by });
  const body = { remarks: text.id };
  await assertForeseen(deps, { matter: inspection, message: 'askExplanation', body, key });
  await text.freeze();
  return ask<Inspection>(deps, { matter: inspection.id, message: 'askExplanation', body, key, by });
}

/** Who answers: the unit itself, or the office for it, with how the answer came. */
const answering = (origin: Origin | undefined, own: Operation): Operation =>
  origin === undefined ? own : 'enter-for-unit';

/** What came on paper counts from the day it came, not from the day it was entered. */
const arrivedAs = (origin: Origin | undefined) => (origin === undefined ? {} : { arrived: origin.arrived });

/** The unit explains, or the office enters what it explained on paper. */
export async function explain(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  answer: AnswerText,
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, answering(answer.origin, 'explain'));
  await assertOwnEvidence(deps, inspection.place.unit, answer.evidence);
  const text = textUnder(deps, { key, kind: 'explanation', matter: inspection.id, body: answer, by });
  const body = { n, explanation: text.id, by, ...arrivedAs(answer.origin) };
  await assertForeseen(deps, { matter: inspection, message: 'explain', body, key });
  await text.freeze();
  await deps.store.receipts.take({
    key,
    kind: 'explanation',
    matter: inspection.id,
    at: deps.now(),
    by,
    ...arrivedAs(answer.origin),
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'explain', body, key, by });
}

/** Files are the unit's own. Throws Refusal('evidence-unknown'). */
export async function assertOwnEvidence(
  { store }: Pick<Deps, 'store'>,
  unit: UnitId,
  files: readonly string[],
): Promise<void> {
  const known = await store.evidence.getMany(files);
  const stranger = files.find((one) => known.get(one)?.unit !== unit);
  if (stranger !== undefined) throw new Refusal('evidence-unknown', { evidence: stranger });
}

/**
 * Puts the draft conclusion before the unit as it stands at `version`: only what concerns this unit is frozen for it.
 * Throws Refusal('not-found' | 'stale-draft' | 'unit-not-in-paper').
 */
export async function askComments(
  deps: Deps,
  req: Request,
  id: string,
  asked: { paper: string; version: number },
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'ask-comments');
  const body = { draft: `comments-draft:${key}` };
  if (!(await deps.store.asks.get(key))) {
    const { campaign, team, unit } = inspection.place;
    const drafted = await deps.store.drafts.get(`paper:${asked.paper}`);
    if (!drafted || drafted.campaign !== campaign || (drafted.team ?? team) !== team) throw new Refusal('not-found');
    const { draft, version } = drafted;
    if (draft.kind !== 'conclusion' && draft.kind !== 'result-notice') throw new Refusal('not-found');
    if (version !== asked.version) throw new Refusal('stale-draft');
    if (!draft.serves.includes(unit) || servedInspection(draft) !== inspection.n)
      throw new Refusal('unit-not-in-paper', { unit });
    await assertForeseen(deps, { matter: inspection, message: 'askComments', body, key });
    const frozen: CommentedDraft = { ...asked, draft: partOf(draft, unit) };
    await textUnder(deps, { key, kind: 'comments-draft', matter: inspection.id, body: frozen, by }).freeze();
  }
  return ask<Inspection>(deps, { matter: inspection.id, message: 'askComments', body, key, by });
}

/** What of a conclusion concerns one unit: nothing said of others, and not whom else it is said of. */
export function partOf(draft: ConclusionDraft, unit: UnitId): ConclusionDraft {
  const its = <T extends { concerns: Concerns }>(all: T[]): T[] =>
    all
      .filter(({ concerns }) => concernedUnits(concerns, [unit]).length > 0 || 'groups' in concerns)
      .map((one) => ({ ...one, concerns: { all: true } }));
  return {
    ...draft,
    serves: [unit],
    strengths: its(draft.strengths),
    findings: its(draft.findings),
    requirements: its(draft.requirements),
    proposals: draft.proposals.filter((one) => one.unit === unit),
  };
}

/** The unit agrees with the draft or says what it sees otherwise. */
export async function commentDraft(
  deps: Deps,
  req: Request,
  id: string,
  { agreed, ...answer }: AnswerText & { agreed: boolean },
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, answering(answer.origin, 'comment-draft'));
  if (!agreed && answer.text === '') throw new Refusal('answer-empty');
  await assertOwnEvidence(deps, inspection.place.unit, answer.evidence);
  const text = textUnder(deps, { key, kind: 'comment', matter: inspection.id, body: { agreed, ...answer }, by });
  const body = { agreed, comment: text.id, by, ...arrivedAs(answer.origin) };
  await assertForeseen(deps, { matter: inspection, message: 'commentDraft', body, key });
  await text.freeze();
  await deps.store.receipts.take({
    key,
    kind: 'comment',
    matter: inspection.id,
    at: deps.now(),
    by,
    ...arrivedAs(answer.origin),
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'commentDraft', body, key, by });
}
