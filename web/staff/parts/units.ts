import { useQuery } from '@tanstack/react-query';
import type { UnitView } from '../../../api/office/units.ts';
import { ask, withQuery } from './ask.ts';
import type { Page } from './paged.tsx';

/** Every unit to choose from, read once for a while. */
export const useUnits = () =>
  useQuery({
    queryKey: ['/units', 'all'],
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      const all: UnitView[] = [];
      for (let after: string | undefined; ;) {
        const { items, next } = await ask<Page<UnitView>>(withQuery('/units', { limit: 200, after }), { signal });
        all.push(...items);
        if (next === undefined) return all;
        after = next;
      }
    },
  });

/** Units as a FoldedSelect offers them, found by their short names too. */
export const unitChoices = (units: readonly UnitView[]) =>
  units.map(({ id, name, aliases }) => ({ value: id, label: name, also: aliases.join(' ') }));
