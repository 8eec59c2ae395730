import type { Day } from '../domain/day.ts';
import type { PaperDocument } from '../domain/document.ts';
import type { PaperDraft } from '../domain/draft.ts';
import type { MatterId, Setting } from '../domain/matter.ts';
import type { Paper } from '../domain/paper.ts';
import type { Plan } from '../domain/plan.ts';
import { Refusal } from '../domain/refusal.ts';
import { holders } from '../domain/role.ts';
import type { PersonId, TeamId, UnitId } from '../domain/role.ts';
import type { DraftedPaper } from '../store/content/drafts.ts';
import { composePaper } from './compose-paper.ts';
import type { PaperContext } from './compose-paper.ts';
import { today } from './deps.ts';
import type { Deps } from './deps.ts';
import { paperGaps } from './paper-gaps.ts';
import type { PaperGap } from './paper-gaps.ts';
import { unprintableElsewhere, withPlainSigns } from './paper-signs.ts';
import { peopleOf, planOf, roundOf } from './rounds.ts';
import { settingOf } from './setting.ts';

/** One paper: what is being written, what its process has recorded, and the day it is in its round. */
export interface PaperCase {
  drafted: DraftedPaper;
  /** Undefined: never submitted. */
  record?: Paper;
  day: Day;
}

const urlId = /^[a-z0-9-]{1,64}:(?:notice|conclusion):[1-9]\d{0,5}$/;

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

/** Everything a submission needs: what the draft is held against, and what the paper is made from. */
export interface PaperMaking {
  gaps: PaperGap[];
  setting: Setting;
  /** The paper as it will be printed; undefined while something is missing that no paper can be made without. */
  document?: PaperDocument;
}

/**
 * Reads all that a paper is checked against and made from. `signer`: who shall sign; else whoever holds the role in
 * the round, if the office says how they sign.
 */
export async function paperMaking(deps: Deps, { drafted, day }: PaperCase, wanted?: PersonId): Promise<PaperMaking> {
  const { store } = deps;
  const { draft, campaign, paper, team } = drafted;
  const round = await roundOf(deps, campaign);
  const plan = await planOf(deps, round);
  const [setting, office, units, appointments, inspections, outline, declared] = await Promise.all([
    settingOf(plan, store, today(deps)),
    store.office.get(),
    store.units.all(),
    store.appointments.all(),
    store.progress.inspectionsOf(campaign, draft.serves),
    store.outlines.get(plan.outline),
    store.roundFigures.declared(campaign, draft.serves),
  ]);
  const mayes = holders(appointments, 'signer', { campaign }, day).filter(
    (person) => office.signers[person] !== undefined,
  );
  const signer = wanted === undefined ? mayes[0] : mayes.find((person) => person === wanted);
  const nameOf = (unit: UnitId) => units.find(({ id }) => id === unit)?.name ?? unit;
  const gaps = paperGaps(draft, { paper, plan, team, inspections, nameOf, signer: signer !== undefined, on: day });
  if (signer === undefined || !outline) return { gaps, setting };
  const people = await store.people.getMany([...peopleOf(plan), signer]);
  const context: PaperContext = withPlainSigns({
    plan,
    setting,
    office,
    units,
    people,
    outline,
    signer,
    day,
    reports: new Map(declared.flatMap(({ unit, report }) => (report ? [[unit, report]] : []))),
    visits: new Map([...inspections].map(([unit, { visits }]) => [unit, visits])),
  });
  const document = composePaper(draft, context);
  const elsewhere = unprintableElsewhere(document, draft, context).map(({ at, sentence }): PaperGap => ({
    code: 'text-unprintable',
    at,
    sentence,
  }));
  return { gaps: [...gaps, ...elsewhere], setting, document };
}

/** Whose inspections a conclusion concludes; a notice is the round's. Throws Refusal('paper-of-two-teams' | 'unit-not-inspected'). */
export function teamOf({ kind, serves }: PaperDraft, plan: Plan): TeamId | undefined {
  if (kind === 'notice') return undefined;
  const teams = new Set(
    serves.map((unit) => {
      const planned = plan.units.find((candidate) => candidate.unit === unit);
      if (!planned) throw new Refusal('unit-not-inspected', { unit });
      return planned.team;
    }),
  );
  if (teams.size > 1) throw new Refusal('paper-of-two-teams');
  return [...teams][0];
}
