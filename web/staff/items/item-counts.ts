import { useQuery } from '@tanstack/react-query';
import type { ItemCounts } from '../../../api/items/item-list.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { itemQuery } from './item-search.ts';
import type { ItemSearch } from './item-search.ts';

type Query = Record<string, string | boolean | undefined>;

const countsOf = (query: Query) => ({
  queryKey: ['/items/counts', query],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask<ItemCounts>(withQuery('/items/counts', query), { signal }),
});

/** How many items the list holds, how they stand, and what its conditions are called. */
export const useCounts = (search: ItemSearch): ItemCounts | undefined => useQuery(countsOf(itemQuery(search))).data;

/** What can be chosen among all one may read, of one round or of all: as it was a minute ago. */
export const useChoices = (campaign?: string): ItemCounts | undefined =>
  useQuery({ ...countsOf({ campaign }), staleTime: 60_000 }).data;
