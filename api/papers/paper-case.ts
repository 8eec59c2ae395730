import type { Day } from '../../domain/day.ts';
import type { PaperDocument } from '../../domain/document.ts';
import type { PaperDraft } from '../../domain/draft.ts';
import type { MatterId, Setting } from '../../domain/matter.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Plan } from '../../domain/plan.ts';
import { outOfForce } from '../../domain/legal-document.ts';
import type { LegalWarning } from '../../domain/legal-document.ts';
import { Refusal } from '../../domain/refusal.ts';
import { servedInspection } from '../../domain/spreading.ts';
import { existsOn } from '../../domain/unit.ts';
import { holders } from '../../domain/role.ts';
import type { PersonId, TeamId, UnitId } from '../../domain/role.ts';
import type { DraftedPaper } from '../../store/content/drafts.ts';
import { addressed, asWritten, earlierPapers } from './addressing.ts';
import type { Addressed } from './addressing.ts';
import { composePaper } from './compose-paper.ts';
import type { PaperContext } from './compose-paper.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { paperGaps } from './paper-gaps.ts';
import type { PaperGap } from './paper-gaps.ts';
import { textsOf, unprintableElsewhere, withPlainSigns } from './paper-signs.ts';
import { reportFacts } from './report-facts.ts';
import { peopleOf, planOf, roundOf } from '../campaigns/rounds.ts';
import { placedVisits, presidingAt } from '../inspections/visit-places.ts';
import { settingOf } from '../campaigns/setting.ts';
import { trackedProposals } from '../items/tracked-proposals.ts';

/** One paper: what is being written, what its process has recorded, and the day it is in its round. */
export interface PaperCase {
  drafted: DraftedPaper;
  /** Undefined: never submitted. */
  record?: Paper;
  day: Day;
}

const urlId = /^[a-z0-9-]{1,64}:(?:notice|conclusion|result-notice|directive|report):[1-9]\d{0,5}$/;

/** In addresses a paper goes by `<round>:<kind>:<n>`. */
export const paperPathId = (paper: MatterId): string => paper.replace(/^paper:/, '');

/** Throws Refusal('not-found'). */
export async function paperCase(deps: Deps, id: string): Promise<PaperCase> {
  const { store } = deps;
  const paper: MatterId = `paper:${id}`;
  const [drafted, record] = urlId.test(id)
    ? await Promise.all([store.drafts.get(paper), store.matters.get<Paper>(paper)])
    : [];
  if (!drafted) throw new Refusal('not-found');
  const { day } = await roundOf(deps, drafted.campaign);
  return { drafted, ...(record ? { record } : {}), day };
}

export const placeOf = ({ campaign, team }: Pick<DraftedPaper, 'campaign' | 'team'>) => ({
  campaign,
  ...(team === undefined ? {} : { team }),
});

/** Whose inspections a draft is held against: a report, the whole round's. */
const concerned = ({ kind, serves }: PaperDraft, { units }: Plan): UnitId[] =>
  kind === 'report' ? units.map(({ unit }) => unit) : serves;

/** Everything a submission needs: what the draft is held against, and what the paper is made from. */
export interface PaperMaking extends Addressed {
  gaps: PaperGap[];
  /** Acts it cites that are not in force on its day. */
  warnings: LegalWarning[];
  setting: Setting;
  /** The paper as it will be printed; undefined while something is missing that no paper can be made without. */
  document?: PaperDocument;
}

/**
 * Reads all that a paper is checked against and made from. `signer`: who shall sign; else whoever holds the role in
 * the round, if the office says how they sign. `signedElsewhere`: nobody here does.
 */
export async function paperMaking(
  deps: Deps,
  { drafted, day }: Pick<PaperCase, 'drafted' | 'day'>,
  { signer: wanted, signedElsewhere = false }: { signer?: PersonId; signedElsewhere?: boolean } = {},
): Promise<PaperMaking> {
  const { store } = deps;
  const { campaign, paper, team } = drafted;
  const round = await roundOf(deps, campaign);
  const plan = await planOf(deps, round);
  const [setting, office, units, appointments, outline, acts] = await Promise.all([
    settingOf(plan, store, today(deps)),
    store.office.get(),
    store.units.all(),
    store.appointments.all(),
    store.outlines.get(plan.outline),
    store.legalDocuments.known(),
  ]);
  const { draft, groups } = await addressed(store, drafted.draft, units, day);
  const isDirective = draft.kind === 'directive';
  const [inspections, declared, earlier] = await Promise.all([
    store.progress.inspectionsOf(campaign, isDirective ? [] : concerned(draft, plan), servedInspection(draft)),
    store.roundFigures.declared(campaign, isDirective ? [] : draft.serves),
    earlierPapers(store, draft),
  ]);
  const mayes = holders(appointments, 'signer', { campaign }, day).filter(
    (person) => office.signers[person] !== undefined,
  );
  const signer = wanted === undefined ? mayes[0] : mayes.find((person) => person === wanted);
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const ofParent = signedElsewhere || (draft.kind === 'directive' && draft.issuer === 'parent');
  const nameOf = (unit: UnitId) => known.get(unit)?.name ?? unit;
  const tracked = await trackedProposals(deps, draft, nameOf);
  const gaps = paperGaps(draft, {
    paper,
    plan,
    team,
    inspections,
    nameOf,
    tracked,
    isUnit: (unit) => known.has(unit) && existsOn(known.get(unit)!, day),
    groups,
    served: draft.serves,
    earlier,
    signer: ofParent || signer !== undefined,
    on: day,
  });
  const warnings = outOfForce([...textsOf(asWritten(draft), ''), ...textsOf(plan.bases, 'plan.bases')], day, acts);
  const checked = { draft, groups, gaps, warnings, setting };
  if ((signer === undefined && !ofParent) || !outline) return checked;
  const facts = draft.kind === 'report' ? await reportFacts(deps, { plan, units, outline, setting, day }) : undefined;
  const placed = await placedVisits(store, [...inspections.values()]);
  const visits = new Map(
    [...inspections].map(([unit, inspection]) => [
      unit,
      (placed.get(inspection.id) ?? []).map((visit) => {
        const [chair] = presidingAt(appointments, inspection, visit).chair;
        return { ...visit, ...(chair === undefined ? {} : { chair }) };
      }),
    ]),
  );
  const chairs = [...visits.values()].flat().flatMap(({ chair }) => chair ?? []);
  const people = await store.people.getMany([...peopleOf(plan), ...chairs, ...(signer === undefined ? [] : [signer])]);
  const context: PaperContext = withPlainSigns({
    plan,
    setting,
    office,
    units,
    people,
    outline,
    signer: signer ?? '',
    day,
    groups,
    inspections,
    ...(facts ? { report: facts } : {}),
    tracked,
    reports: new Map(declared.flatMap(({ unit, report }) => (report ? [[unit, report]] : []))),
    visits,
  });
  const document = composePaper(draft, context);
  const elsewhere = unprintableElsewhere(document, draft, context).map(({ at, sentence }): PaperGap => ({
    code: 'text-unprintable',
    at,
    sentence,
  }));
  return { ...checked, gaps: [...gaps, ...elsewhere], document };
}

/**
 * Whose inspections a conclusion concludes; a notice and a directive are the round's. Throws
 * Refusal('paper-of-two-teams' | 'unit-not-inspected').
 */
export async function teamOf(
  { store }: Pick<Deps, 'store'>,
  draft: PaperDraft,
  plan: Plan,
): Promise<TeamId | undefined> {
  const { kind, serves } = draft;
  if (kind === 'notice' || kind === 'directive') return undefined;
  if (kind === 'report') return onlyTeam(serves, plan);
  // a surprise and a re-inspection are in no plan
  const inspections = await store.progress.inspectionsOf(plan.campaign, serves, servedInspection(draft));
  const teams = new Set(
    serves.map((unit) => {
      const team = inspections.get(unit)?.place.team ?? plan.units.find((planned) => planned.unit === unit)?.team;
      if (team === undefined) throw new Refusal('unit-not-inspected', { unit });
      return team;
    }),
  );
  if (teams.size > 1) throw new Refusal('paper-of-two-teams');
  return [...teams][0];
}

/** A report is of one team where the round, or all it serves, has only one; else the office's. */
function onlyTeam(serves: UnitId[], { units, teams }: Plan): TeamId | undefined {
  const own = new Set(
    serves.length > 0
      ? serves.map((unit) => {
          const planned = units.find((candidate) => candidate.unit === unit);
          if (!planned) throw new Refusal('unit-not-inspected', { unit });
          return planned.team;
        })
      : teams.map(({ id }) => id),
  );
  return own.size === 1 ? [...own][0] : undefined;
}
