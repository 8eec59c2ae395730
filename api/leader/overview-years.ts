import type { CampaignId, UnitId } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { ItemCount } from '../../store/queries/item-rows.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { areaNames } from '../items/area-names.ts';

export interface YearRow {
  year: number;
  rounds: number;
  units: number;
  items: number;
  closed: number;
  late: number;
}

export interface RepeatRow {
  unit: { id: UnitId; name: string };
  area: { id: string; name: string };
  years: { year: number; items: number }[];
  open: number;
  /** In whose hands these items are: its own, and those before it that ended with nothing open. */
  units: UnitId[];
}

/** Every year against the others, and what was found again at a unit or its predecessors in a later year. */
export async function yearsOf(deps: Deps, training: boolean): Promise<{ years: YearRow[]; repeats: RepeatRow[] }> {
  const { store } = deps;
  const counts = await store.unitWork.countItems({ today: today(deps) });
  const plans = new Map(
    (await store.plans.getMany([...new Set(counts.map(({ campaign }) => campaign))]))
      .filter(({ plan }) => (plan.clock === 'stepped') === training)
      .map(({ campaign, plan }) => [campaign, plan]),
  );
  const items = counts.flatMap((count) => {
    const year = plans.get(count.campaign)?.year;
    return year === undefined ? [] : [{ ...count, year }];
  });
  const years = [...new Set(items.map(({ year }) => year))].sort((a, b) => a - b);
  return {
    years: years.map((year) => {
      const of = items.filter((item) => item.year === year);
      return {
        year,
        rounds: new Set(of.map(({ campaign }) => campaign)).size,
        units: new Set(of.map(({ holder }) => holder)).size,
        items: sum(of),
        closed: sum(of.filter(({ state }) => state === 'closed')),
        late: sum(of.filter(({ late }) => late)),
      };
    }),
    repeats: years.length < 2 ? [] : await repeatsOf(deps, items),
  };
}

const sum = (counts: Pick<ItemCount, 'count'>[]): number => counts.reduce((all, { count }) => all + count, 0);

async function repeatsOf(deps: Deps, items: (ItemCount & { year: number })[]): Promise<RepeatRow[]> {
  const units = await deps.store.units.all();
  const now = currentOf(units);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const areaName = await areaNames(deps, [...new Set<CampaignId>(items.map(({ campaign }) => campaign))]);
  const found = new Map<
    string,
    { unit: UnitId; area: string; years: Map<number, number>; open: number; units: Set<UnitId> }
  >();
  for (const { holder, area, year, state, count } of items) {
    if (area === undefined) continue;
    for (const unit of now(holder)) {
      const key = `${unit} ${area}`;
      const one = found.get(key) ?? { unit, area, years: new Map<number, number>(), open: 0, units: new Set<UnitId>() };
      found.set(key, one);
      one.years.set(year, (one.years.get(year) ?? 0) + count);
      if (state !== 'closed') one.open += count;
      one.units.add(holder);
    }
  }
  return [...found.values()]
    .filter(({ years }) => years.size > 1)
    .map(({ unit, area, years, open, units: of }) => ({
      unit: { id: unit, name: names.get(unit) ?? unit },
      area: { id: area, name: areaName(area) },
      years: [...years].map(([year, many]) => ({ year, items: many })).sort((a, b) => a.year - b.year),
      open,
      units: [...of].sort(),
    }))
    .sort((a, b) => b.years.length - a.years.length || b.open - a.open || (a.unit.name < b.unit.name ? -1 : 1));
}

/** The units that stand today where a unit stood: itself, or whoever it ended in. */
function currentOf(units: Unit[]): (unit: UnitId) => UnitId[] {
  const next = new Map(units.map(({ id, successors = [] }) => [id, successors]));
  return (unit) => {
    const seen = new Set<UnitId>();
    const last = (id: UnitId): UnitId[] => {
      if (seen.has(id)) return [];
      seen.add(id);
      const after = next.get(id) ?? [];
      return after.length === 0 ? [id] : after.flatMap(last);
    };
    const found = last(unit);
    return found.length === 0 ? [unit] : found;
  };
}
