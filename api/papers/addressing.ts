import type { Day } from '../../domain/day.ts';
import { asksUnits } from '../../domain/draft.ts';
import type { FrozenPaper, PaperDraft } from '../../domain/draft.ts';
import { concernedUnits } from '../../domain/finding.ts';
import { addressees, frozenGroup } from '../../domain/group.ts';
import type { FrozenGroup, GroupId } from '../../domain/group.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Store } from '../../store/index.ts';
import type { EarlierPaper } from './asking-gaps.ts';

/** A draft with all it addresses, and its groups as they would be frozen on that day. */
export interface Addressed<D extends PaperDraft = PaperDraft> {
  draft: D;
  groups: FrozenGroup[];
}

/** The groups a draft speaks of as they are on `day`: a report adds up by them, a directive serves all who belong to them. */
export async function addressed<D extends PaperDraft>(
  { groups: kept }: Pick<Store, 'groups'>,
  draft: D,
  units: Unit[],
  day: Day,
): Promise<Addressed<D>> {
  const named = groupsNamedIn(draft);
  const known = named.length > 0 ? await kept.getMany(named) : [];
  const groups = named.flatMap((id) => {
    const group = known.find((each) => each.id === id);
    return group ? [frozenGroup(group, units, day)] : [];
  });
  if (draft.kind !== 'directive') return { draft, groups };
  const whole = groups.filter(({ id }) => draft.groups.includes(id));
  const there = new Set(units.map(({ id }) => id));
  const serves = addressees(
    whole,
    draft.named.filter((unit) => there.has(unit)),
  );
  return { draft: { ...draft, serves }, groups };
}

function groupsNamedIn(draft: PaperDraft): GroupId[] {
  if (draft.kind === 'report') return [...new Set(draft.groups)];
  if (draft.kind !== 'directive') return [];
  const { strengths, findings, requirements } = draft;
  const spokenOf = [...strengths, ...findings, ...requirements].flatMap(({ concerns }) =>
    'groups' in concerns ? concerns.groups : [],
  );
  return [...new Set([...draft.groups, ...spokenOf])];
}

/** As people wrote it: all a directive serves follows from its groups and is no part of its text. */
export const asWritten = (draft: PaperDraft): PaperDraft =>
  draft.kind === 'directive' ? { ...draft, serves: [] } : draft;

/** The issued papers whose requirements a draft says it repeats, by id. */
export async function earlierPapers(
  { matters, snapshots }: Pick<Store, 'matters' | 'snapshots'>,
  draft: PaperDraft,
): Promise<Map<MatterId, EarlierPaper>> {
  const ids = asksUnits(draft) ? draft.requirements.flatMap(({ meetsWith }) => meetsWith?.paper ?? []) : [];
  const found = await Promise.all(
    [...new Set(ids)].map(async (id): Promise<[MatterId, EarlierPaper][]> => {
      const paper = await matters.get<Paper>(id);
      if (paper?.state !== 'issued') return [];
      const frozen = (await snapshots.get<FrozenPaper>(paper.content.snapshot))?.body;
      if (!frozen || !asksUnits(frozen.draft)) return [];
      const { requirements, serves } = frozen.draft;
      return [[id, { requirements, unitsOf: ({ concerns }) => concernedUnits(concerns, serves, frozen.groups) }]];
    }),
  );
  return new Map(found.flat());
}

/** How many units a draft addresses, group by group, and how many items it would give birth to. */
export interface Reach {
  units: number;
  groups: { id: GroupId; name: string; units: number }[];
  items: number;
  /** By line, in their order. */
  lines: { requirement: string; units: number }[];
}

export function reachOf({ draft, groups }: Addressed): Reach | undefined {
  if (!asksUnits(draft)) return undefined;
  const lines = draft.requirements.map(({ id, concerns, untracked }) => ({
    requirement: id,
    units: untracked?.trim() ? 0 : concernedUnits(concerns, draft.serves, groups).length,
  }));
  return {
    units: draft.serves.length,
    groups: groups
      .filter(({ id }) => draft.kind === 'directive' && draft.groups.includes(id))
      .map(({ id, name, units }) => ({ id, name, units: units.length })),
    items: lines.reduce((sum, { units }) => sum + units, 0),
    lines,
  };
}
