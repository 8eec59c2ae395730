import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { Progress } from '../../../api/campaigns/round-reading.ts';
import type { FrozenGroup } from '../../../domain/group.ts';
import type { Plan } from '../../../domain/plan.ts';
import { ask, withQuery } from '../parts/ask.ts';
import type { Page } from '../parts/paged.tsx';

/** What pages of papers read of the office: kept for some minutes, it changes seldom. */
const seldom = 5 * 60_000;

/** Every page of a list of the API. */
export async function askAll<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  for (let after: string | undefined; ;) {
    const page = await ask<Page<Item>>(withQuery(path, { limit: 200, after }), { signal });
    items.push(...page.items);
    after = page.next;
    if (after === undefined) return items;
  }
}

/** A unit as pickers show it. */
export interface NamedUnit {
  id: string;
  name: string;
  aliases: string[];
}

interface Branch extends NamedUnit {
  level: string;
  to?: string;
  parts: Branch[];
}

/** Every unit that papers may address, by id; sites have no standing of their own. */
export function useUnits(): Map<string, NamedUnit> | undefined {
  const { data } = useQuery({
    queryKey: ['units', 'tree'],
    queryFn: ({ signal }) => ask<{ items: Branch[] }>('/units/tree', { signal }),
    staleTime: seldom,
    select: ({ items }) => {
      const flat = (branches: Branch[]): Branch[] => branches.flatMap((one) => [one, ...flat(one.parts)]);
      return new Map(flat(items).flatMap((unit) => (unit.level === 'site' ? [] : [[unit.id, unit] as const])));
    },
  });
  return data;
}

export type RoundOfPapers = CampaignView & { plan: Plan };

/** A round with its plan. */
export function useRound(round: string | undefined) {
  return useQuery({
    queryKey: ['round', round],
    queryFn: ({ signal }) => ask<CampaignView>(`/campaigns/${encodeURIComponent(round!)}`, { signal }),
    enabled: round !== undefined,
    select: (view): RoundOfPapers => ({ ...view, plan: view.draft.plan as unknown as Plan }),
  });
}

export type Inspected = Pick<Progress['items'][number], 'id' | 'unit' | 'team' | 'state' | 'words'>;

/** The inspections of a round, each with how far it came. */
export function useInspections(round: string | undefined) {
  return useQuery({
    queryKey: ['inspections', round],
    queryFn: ({ signal }) => askAll<Inspected>(`/campaigns/${encodeURIComponent(round!)}/inspections`, signal),
    enabled: round !== undefined,
  });
}

export interface Area {
  code: string;
  name: string;
}

/** The areas of the round's outline. */
export function useAreas(outline: string | undefined): Area[] {
  const { data } = useQuery({
    queryKey: ['outline', outline],
    queryFn: ({ signal }) =>
      ask<{ outline: { areas: Area[] } }>(`/outlines/${encodeURIComponent(outline!)}`, { signal }),
    enabled: outline !== undefined,
    staleTime: seldom,
  });
  return data?.outline.areas ?? [];
}

interface NamedGroup {
  id: string;
  name: string;
  members: number;
}

/** The groups papers address together. */
export function useGroups(wanted: boolean): NamedGroup[] {
  const { data } = useQuery({
    queryKey: ['groups'],
    queryFn: ({ signal }) => askAll<NamedGroup>('/groups', signal),
    enabled: wanted,
    staleTime: seldom,
  });
  return data ?? [];
}

/**
 * Who belongs to these groups on that day of the round: a paper freezes them when it is submitted, and a training round
 * has days of its own.
 */
export function useMembers(groups: readonly string[], on: string | undefined): FrozenGroup[] {
  const { data } = useQuery({
    queryKey: ['group-members', on, ...groups],
    queryFn: ({ signal }) =>
      Promise.all(
        groups.map(async (id): Promise<FrozenGroup> => {
          const path = withQuery(`/groups/${encodeURIComponent(id)}/members`, { on });
          const { items } = await ask<{ items: { id: string }[] }>(path, { signal });
          return { id, name: id, units: items.map((unit) => unit.id) };
        }),
      ),
    enabled: groups.length > 0 && on !== undefined,
    placeholderData: keepPreviousData,
    staleTime: seldom,
  });
  return groups.length > 0 ? (data ?? []) : [];
}
