import type { ItemKind } from '../../domain/remediation.ts';
import { itemKindWords } from '../../domain/remediation.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import { levelWords } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import type { ItemCount } from '../../store/queries/item-rows.ts';
import type { OwedCount } from '../../store/queries/overview.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { areaNames } from '../items/area-names.ts';
import type { CountedRound } from './overview-rounds.ts';
import { headsOf, placeOf, unnamed } from './unit-groups.ts';

export const groupings = ['unit', 'place', 'head', 'area', 'kind', 'round'] as const;
export type Grouping = (typeof groupings)[number];

export const groupingWords: Record<Grouping, string> = {
  unit: 'Đơn vị',
  place: 'Khối, địa bàn',
  head: 'Người đứng đầu',
  area: 'Lĩnh vực',
  kind: 'Loại nội dung',
  round: 'Đợt',
};

export interface GroupRow {
  id: string;
  name: string;
  units: number;
  items: number;
  closed: number;
  /** Items late in their unit's hands. */
  late: number;
  /** Items about which somebody beside the unit owes something now. */
  ours: number;
  /** Working days what is late now has been late, all duties together; of areas and kinds nobody can say. */
  days?: { unit: number; ours: number };
}

/** What belongs together: under which names a unit's figures are summed. */
interface Keys {
  key: (unit: UnitId, item: Pick<ItemCount, 'area' | 'kind' | 'campaign'> | undefined) => string | undefined;
  name: (key: string) => string;
}

export interface Counted {
  /** The open ones: what is late in them has its day and calendar. */
  rounds: CountedRound[];
  campaigns: CampaignId[];
  items: ItemCount[];
  owed: OwedCount[];
}

/**
 * The items and duties of these rounds, counted by unit: two queries, whatever the rounds hold. `campaigns`: other ones
 * than the open, those of a year; of a closed round nothing is owed any more.
 */
export async function countedOf(
  deps: Deps,
  open: CountedRound[],
  campaigns: CampaignId[] = open.map(({ campaign }) => campaign),
): Promise<Counted> {
  const rounds = open.filter(({ campaign }) => campaigns.includes(campaign));
  const [items, owed] = await Promise.all([
    deps.store.unitWork.countItems({
      ...(campaigns.length === 1 ? { campaign: campaigns[0] } : { campaigns }),
      today: today(deps),
    }),
    deps.store.overview.owedIn(rounds.map(({ campaign }) => campaign)),
  ]);
  return { rounds, campaigns, items, owed };
}

export interface Within {
  place?: string | undefined;
  head?: string | undefined;
  area?: string | undefined;
  kind?: ItemKind | undefined;
}

/** The groups, the most late first; `within` a place or a head only their units count, within an area or a kind its items. */
export async function groupsOf(deps: Deps, counted: Counted, by: Grouping, within: Within = {}): Promise<GroupRow[]> {
  const [place, head, own] = await Promise.all([
    within.place === undefined ? undefined : keysOf(deps, 'place', counted),
    within.head === undefined ? undefined : keysOf(deps, 'head', counted),
    keysOf(deps, by, counted),
  ]);
  const isIn = (unit: UnitId): boolean =>
    (place === undefined || place.key(unit, undefined) === within.place) &&
    (head === undefined || head.key(unit, undefined) === within.head);
  const isAsked = ({ area = unnamed, kind }: ItemCount): boolean =>
    (within.area === undefined || area === within.area) && (within.kind === undefined || kind === within.kind);
  // a duty is of a unit and of no area: days are summed where all of a unit's are
  const hasDays = ['unit', 'place', 'head'].includes(by) && within.area === undefined && within.kind === undefined;
  const rows = new Map<string, GroupRow & { among: Set<UnitId> }>();
  const rowOf = (key: string) => {
    const row = rows.get(key) ?? {
      id: key,
      name: own.name(key),
      units: 0,
      items: 0,
      closed: 0,
      late: 0,
      ours: 0,
      ...(hasDays ? { days: { unit: 0, ours: 0 } } : {}),
      among: new Set<UnitId>(),
    };
    rows.set(key, row);
    return row;
  };
  for (const item of counted.items) {
    const key = isAsked(item) && isIn(item.holder) ? own.key(item.holder, item) : undefined;
    if (key === undefined) continue;
    const row = rowOf(key);
    row.among.add(item.holder);
    row.items += item.count;
    if (item.state === 'closed') row.closed += item.count;
    if (item.ours) row.ours += item.count;
    if (item.late) row.late += item.count;
  }
  const roundOf = new Map(counted.rounds.map((round) => [round.campaign, round]));
  for (const { campaign, unit, hand, due, count } of hasDays ? counted.owed : []) {
    const round = roundOf.get(campaign)!;
    // what the round itself owes is of no unit; the count says null of what is not there
    if (!unit || !due || due >= round.day || hand === 'outside') continue;
    const key = isIn(unit) ? own.key(unit, undefined) : undefined;
    if (key === undefined) continue;
    const row = rowOf(key);
    row.among.add(unit);
    if (row.days) row.days[hand === 'unit' ? 'unit' : 'ours'] += round.past(due) * count;
  }
  return [...rows.values()]
    .map(({ among, ...row }) => ({ ...row, units: among.size }))
    .sort(
      (a, b) =>
        b.late - a.late ||
        (b.days?.unit ?? 0) - (a.days?.unit ?? 0) ||
        b.items - b.closed - (a.items - a.closed) ||
        (a.name < b.name ? -1 : 1),
    );
}

async function keysOf(deps: Deps, by: Grouping, counted: Counted): Promise<Keys> {
  const { store } = deps;
  const { campaigns } = counted;
  switch (by) {
    case 'area': {
      const nameOf = await areaNames(deps, campaigns);
      return {
        key: (_unit, item) => item && (item.area ?? unnamed),
        name: (key) => (key === unnamed ? 'không ghi lĩnh vực' : nameOf(key)),
      };
    }
    case 'kind':
      return { key: (_unit, item) => item?.kind, name: (key) => itemKindWords[key as ItemKind] };
    case 'round': {
      const titles = new Map(
        (await store.plans.getMany(campaigns)).map(({ campaign, plan }) => [campaign, plan.title]),
      );
      return { key: (_unit, item) => item?.campaign, name: (key) => titles.get(key) ?? key };
    }
    case 'unit': {
      const units = await unitsOf(deps, counted);
      return { key: (unit) => unit, name: (key) => units.get(key)?.name ?? key };
    }
    case 'place': {
      const units = await unitsOf(deps, counted);
      const above = new Map(
        (await store.units.getMany([...units.values()].flatMap(({ parent }) => parent ?? []))).map((unit) => [
          unit.id,
          unit.name,
        ]),
      );
      return {
        key: (unit) => (units.has(unit) ? placeOf(units.get(unit)!) : undefined),
        name: (key) => above.get(key) ?? capital(levelWords[key as Unit['level']] ?? key),
      };
    }
    case 'head': {
      const units = await unitsOf(deps, counted);
      const headOf = await headsOf(deps, units.keys(), today(deps));
      const people = new Map(
        (await store.people.getMany([...headOf.values()].flatMap((person) => person ?? []))).map((person) => [
          person._id,
          person.post === undefined ? person.name : `${person.name}, ${person.post}`,
        ]),
      );
      return {
        key: (unit) => headOf.get(unit) ?? unnamed,
        name: (key) => (key === unnamed ? 'chưa có thủ trưởng trong danh bạ' : (people.get(key) ?? key)),
      };
    }
  }
}

/** The units whose items and duties these are now. */
async function unitsOf({ store }: Deps, { items, owed }: Counted): Promise<Map<UnitId, Unit>> {
  const ids = [...new Set([...items.map(({ holder }) => holder), ...owed.flatMap(({ unit }) => unit ?? [])])];
  return new Map((await store.units.getMany(ids)).map((unit) => [unit.id, unit]));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
