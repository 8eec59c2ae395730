import type { Request, Response } from 'express';
import { vnDay } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { proposalState, proposalWords } from '../../domain/proposal.ts';
import type { Proposal, Route } from '../../domain/proposal.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitId } from '../../domain/role.ts';
import { receiptNumber } from '../../store/content/receipts.ts';
import type { Receipt } from '../../store/content/receipts.ts';
import { dueLine } from '../../web/pages/due.ts';
import type { DueLine } from '../../web/pages/due.ts';
import { newProposalPage, proposalPage } from '../../web/pages/proposal.ts';
import type { AnsweredRow, OwedRow, ProposalRow } from '../../web/pages/home.ts';
import type { AgencyLine, NewProposalView, ProposalView } from '../../web/pages/proposal.ts';
import type { Said } from '../../web/pages/layout.ts';
import type { Deps } from '../deps.ts';
import { taken } from '../inspections/inspection-record.ts';
import { dayOf } from '../papers/issued.ts';
import type { Visitor } from './links.ts';
import { keyOf, refusedWords, saidOf, show, statusFor, statusOfFiles } from './page-answers.ts';
import { filesNamed, frameOf, newKey, officeLine, places } from './page-frame.ts';
import { answerProposal, raiseProposal } from '../items/proposal-acts.ts';
import { answerOwedBy, findProposal, isKnownToUnit, launchedRound, proposalPathId } from '../items/proposal-record.ts';
import type { FrozenAnswer, FrozenProposal } from '../items/proposal-record.ts';
import { unitNames } from '../campaigns/rounds.ts';
import { keepFiles } from './uploads.ts';
import type { Form } from './uploads.ts';

/** The visitor's own, raised by their unit or put to it. Throws Refusal('not-found'). */
export async function theirProposal(deps: Deps, { proposals }: Visitor, id: string): Promise<Proposal> {
  const proposal = await findProposal(deps, id);
  if (!proposals.some((own) => own.id === proposal.id)) throw new Refusal('not-found');
  return proposal;
}

const isRaiser = ({ units }: Visitor, { place }: Proposal): boolean => units.includes(place.unit);

/** The agency as which the visitor answers it, one that still owes its answer first. */
function agencyOf({ units }: Visitor, proposal: Proposal): UnitId | undefined {
  const theirs = proposal.routes.map(({ to }) => to).filter((to) => units.includes(to));
  return theirs.find((to) => answerOwedBy(proposal, to)) ?? theirs[0];
}

/** What was typed, and what was wrong with it, where a form comes back. */
interface Returned {
  text: string;
  evidence: string[];
  key: string;
  faults: { text?: string; files?: string };
}

export async function proposalView(
  deps: Deps,
  visitor: Visitor,
  id: string,
  returned?: Returned,
): Promise<ProposalView> {
  const { store } = deps;
  const proposal = await theirProposal(deps, visitor, id);
  const agency = agencyOf(visitor, proposal);
  const raiser = isRaiser(visitor, proposal);
  const routes = proposal.routes.filter(({ to }) => raiser || visitor.units.includes(to));
  const [frame, day, nameOf, text, answers, receipts] = await Promise.all([
    frameOf(deps, visitor),
    dayOf(deps, proposal),
    unitNames(store, [proposal.place.unit, ...routes.map(({ to }) => to)]),
    store.snapshots.get<FrozenProposal>(proposal.content),
    store.snapshots.getMany<FrozenAnswer>(routes.flatMap(({ answered }) => answered?.answer ?? [])),
    store.receipts.ofMatters([proposal.id]).then((rows) =>
      taken(
        deps,
        rows.map((row) => ({ ...row, key: row._id })),
      ),
    ),
  ]);
  const evidence = await store.evidence.getMany([
    ...[...answers.values()].flatMap(({ body }) => body.evidence),
    ...(returned?.evidence ?? []),
  ]);
  const due = (duty: Duty | undefined): DueLine | undefined => duty && dueLine(duty, proposal, day, () => undefined);
  const line = ({ to, on, answered }: Route): AgencyLine => {
    const body = answered && answers.get(answered.answer)?.body;
    return {
      agency: nameOf(to),
      asked: on,
      due: due(answerOwedBy(proposal, to)),
      ...(answered
        ? {
            answered: {
              on: answered.on,
              text: body?.text ?? '',
              files: filesNamed(visitor.base, body?.evidence ?? [], evidence),
              ...(body?.entered ? { entered: enteredWords(body.entered, frame.office.organ) } : {}),
            },
          }
        : {}),
    };
  };
  const owed = agency === undefined ? undefined : answerOwedBy(proposal, agency);
  const toRoute = proposal.duties.find((duty) => duty.kind === 'route-proposal' && isOpen(duty));
  const given = routes.find(({ to }) => to === agency)?.answered;
  const receiptOf = (which: (one: Receipt) => boolean) => {
    const receipt = receipts.find(which);
    return receipt && { number: receiptNumber(receipt.number), at: receipt.at };
  };
  const receipt = raiser ? receiptOf(({ kind }) => kind === 'proposal') : undefined;
  const sent = given && receiptOf(({ _id }) => given.answer.endsWith(`:${_id}`));
  return {
    ...frame,
    unit: nameOf(proposal.place.unit),
    raised: proposal.raised,
    text: text?.body.text ?? '',
    state: proposalWords[proposalState(proposal)],
    ...(receipt ? { receipt } : {}),
    agencies: routes.filter(({ answered }) => raiser || answered).map(line),
    routeBy: raiser ? due(toRoute) : undefined,
    ...(owed && agency !== undefined
      ? {
          form: {
            agency: nameOf(agency),
            action: places(visitor.base).proposal(id),
            key: returned?.key ?? newKey(),
            text: returned?.text ?? '',
            files: filesNamed(visitor.base, returned?.evidence ?? [], evidence),
            faults: returned?.faults ?? {},
          },
          due: due(owed),
        }
      : {}),
    ...(sent ? { sent } : {}),
    // answered by another hand meanwhile: what was typed is not lost
    ...(!owed && returned && returned.text.trim() !== '' ? { unsent: returned.text } : {}),
  };
}

const enteredWords = ({ number, origin }: NonNullable<FrozenAnswer['entered']>, organ: string): string =>
  `${organ} nhập từ văn bản${number ? ` số ${number}` : ''} (${origin}).`;

/** A form of an agency: its files are kept first, then the answer is sent if that was the button. */
export async function answerByPage(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  form: Form,
): Promise<void> {
  const proposal = await theirProposal(deps, visitor, id);
  const agency = agencyOf(visitor, proposal);
  if (agency === undefined) throw new Refusal('not-found');
  const { fields } = form;
  const about = { unit: agency, matter: proposal.id, by: visitor.actor.id };
  const files = await keepFiles(deps, form.files, about);
  const kept = (fields['kept'] ?? '').split(' ');
  const shown = await deps.store.evidence.getMany(kept);
  const act = fields['act'] ?? 'send';
  const evidence = [
    ...kept.filter((file) => {
      const known = shown.get(file);
      return known?.unit === agency && known.matters.includes(proposal.id);
    }),
    ...files.evidence.map((one) => one.evidence._id),
  ].filter((one) => act !== `drop/${one}`);
  const text = fields['text'] ?? '';
  const again = async (faults: Returned['faults'], status: number, said?: Said) => {
    const view = await proposalView(deps, visitor, id, { text, evidence, key: fields['key'] ?? newKey(), faults });
    show(res, proposalPage({ ...view, ...(said ? { said } : {}) }), status);
  };

  if (files.refused.length > 0 || form.cutShort)
    return again({ files: `${refusedWords(files, form)} Chưa gửi.` }, statusOfFiles(files));
  if (act !== 'send') return again({}, 200);
  try {
    const key = keyOf(visitor, fields, JSON.stringify([text, evidence]));
    await answerProposal(deps, req, id, { from: agency, text, evidence }, key);
    res.redirect(303, places(visitor.base).proposal(id));
  } catch (error) {
    const said = saidOf(error);
    const code = error instanceof Refusal ? error.code : undefined;
    if (code === 'proposal-answer-empty' || code === 'proposal-too-long') return again({ text: said.text }, 422);
    await again({}, statusFor(error), said);
  }
}

/** The page on which a unit raises a proposal in a round that it knows of. `id` is `<campaign>:<unit>`. */
export async function newProposalView(deps: Deps, visitor: Visitor, id: string): Promise<NewProposalView> {
  const known = visitor.matters.find(
    (matter) => `${matter.place.campaign}:${matter.place.unit}` === id && isKnownToUnit(matter),
  );
  if (!known) throw new Refusal('not-found');
  const { campaign, unit } = known.place;
  const [frame, nameOf, { plan }] = await Promise.all([
    frameOf(deps, visitor),
    unitNames(deps.store, [unit]),
    launchedRound(deps, campaign),
  ]);
  return {
    ...frame,
    unit: nameOf(unit),
    round: plan.title,
    action: places(visitor.base).newProposal(id),
    key: newKey(),
    text: '',
  };
}

export async function raiseByPage(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  { fields }: Form,
): Promise<void> {
  const view = await newProposalView(deps, visitor, id);
  const [campaign = '', unit = ''] = id.split(':');
  const text = fields['text'] ?? '';
  try {
    const raised = await raiseProposal(deps, req, { campaign, unit, text }, keyOf(visitor, fields, text));
    res.redirect(303, places(visitor.base).proposal(proposalPathId(raised)));
  } catch (error) {
    const said = saidOf(error);
    const code = error instanceof Refusal ? error.code : undefined;
    const atField = code === 'proposal-empty' || code === 'proposal-too-long';
    const again = { ...view, text, key: fields['key'] ?? view.key, ...(atField ? { fault: said.text } : { said }) };
    show(res, newProposalPage(again), statusFor(error));
  }
}

// On the list of a unit's work

/** A text that fits a line of a list. */
const shortened = (text: string): string =>
  text.length > 150 ? `${text.slice(0, text.lastIndexOf(' ', 149))}…` : text;

const grouped = <T>(rows: readonly (readonly [UnitId, T])[]): Map<UnitId, T[]> => {
  const by = new Map<UnitId, T[]>();
  for (const [unit, row] of rows) by.set(unit, [...(by.get(unit) ?? []), row]);
  return by;
};

const textsOf = ({ store }: Deps, proposals: readonly Proposal[]) =>
  store.snapshots.getMany<FrozenProposal>(proposals.map(({ content }) => content));

/** What each unit of the visitor owes as an agency: answers to proposals of others. */
export async function owedAsAgency(deps: Deps, { base, units, proposals }: Visitor): Promise<Map<UnitId, OwedRow[]>> {
  const owed = proposals.flatMap((proposal) =>
    units.flatMap((unit) => {
      const duty = answerOwedBy(proposal, unit);
      return duty ? [{ proposal, unit, duty }] : [];
    }),
  );
  if (owed.length === 0) return new Map();
  const [texts, nameOf, { organ }] = await Promise.all([
    textsOf(deps, proposals),
    unitNames(
      deps.store,
      owed.map(({ proposal }) => proposal.place.unit),
    ),
    officeLine(deps),
  ]);
  const rows = await Promise.all(
    owed.map(async ({ proposal, unit, duty }) => {
      const row: OwedRow = {
        what: shortened(
          `Trả lời kiến nghị của ${nameOf(proposal.place.unit)}: ${texts.get(proposal.content)?.body.text ?? ''}`,
        ),
        asked: `kiến nghị do ${organ} chuyển`,
        due: dueLine(duty, proposal, await dayOf(deps, proposal), () => undefined),
        act: 'Trả lời',
        href: places(base).proposal(proposalPathId(proposal)),
      };
      return [unit, row] as const;
    }),
  );
  return grouped(rows);
}

/** What each unit of the visitor answered as an agency. */
export async function answeredAsAgency(
  deps: Deps,
  { base, units, proposals }: Visitor,
): Promise<Map<UnitId, AnsweredRow[]>> {
  const given = proposals.flatMap((proposal) =>
    proposal.routes.flatMap(({ to, answered }) =>
      answered && !answered.entered && units.includes(to) ? [{ proposal, to, answer: answered.answer }] : [],
    ),
  );
  if (given.length === 0) return new Map();
  const [receipts, nameOf] = await Promise.all([
    deps.store.receipts.ofMatters(given.map(({ proposal }) => proposal.id)),
    unitNames(
      deps.store,
      given.map(({ proposal }) => proposal.place.unit),
    ),
  ]);
  return grouped(
    given.flatMap(({ proposal, to, answer }) => {
      const receipt = receipts.find(({ _id }) => answer.endsWith(`:${_id}`));
      if (!receipt) return [];
      const row: AnsweredRow = {
        what: `Trả lời kiến nghị của ${nameOf(proposal.place.unit)}`,
        at: receipt.at,
        receipt: receiptNumber(receipt.number),
        state: 'đã ghi nhận',
        href: places(base).proposal(proposalPathId(proposal)),
      };
      return [[to, row] as const];
    }),
  );
}

/** What each unit of the visitor raised, with what became of it. */
export async function proposalsOf(
  deps: Deps,
  { base, units, proposals }: Visitor,
): Promise<Map<UnitId, ProposalRow[]>> {
  const own = proposals.filter(({ place }) => units.includes(place.unit));
  const texts = await textsOf(deps, own);
  return grouped(
    own.map((proposal) => {
      const row: ProposalRow = {
        text: shortened(texts.get(proposal.content)?.body.text ?? ''),
        state: `nêu ngày ${vnDay(proposal.raised)}, ${proposalWords[proposalState(proposal)]}`,
        href: places(base).proposal(proposalPathId(proposal)),
      };
      return [proposal.place.unit, row] as const;
    }),
  );
}

/** The rounds in which each unit of the visitor may raise one: those it knows of that are not closed. */
export async function raisable(
  deps: Deps,
  { base, matters }: Visitor,
): Promise<Map<UnitId, { round: string; href: string }[]>> {
  const known = matters.filter(isKnownToUnit).map(({ place: { campaign, unit } }) => `${campaign}:${unit}`);
  const rows = await Promise.all(
    [...new Set(known)].map(async (id) => {
      const [campaign = '', unit = ''] = id.split(':');
      const { round, plan } = await launchedRound(deps, campaign);
      return round.closed ? [] : [[unit, { round: plan.title, href: places(base).newProposal(id) }] as const];
    }),
  );
  return grouped(rows.flat());
}
