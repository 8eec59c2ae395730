import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { addressees } from '../../../domain/group.ts';
import type { PaperDraft } from '../../../domain/draft.ts';
import { DraftWorldContext } from './draft-world.ts';
import type { DraftWorld } from './draft-world.ts';
import { PlacesContext, rowAt } from './places.tsx';
import type { Mend } from './places.tsx';
import { useAreas, useGroups, useMembers, useRound, useUnits } from './reading.ts';

/** Gives a draft its world (units, groups, areas by name), as far as it is read. */
export function DraftFrame({
  round,
  draft,
  mends,
  on,
  children,
}: {
  round: string;
  /** The day its groups are those of; the round's own day unless said. */
  on?: string | undefined;
  draft: PaperDraft;
  mends: readonly Mend[];
  children: (open: (at: string) => void) => ReactNode;
}) {
  const units = useUnits();
  const { data } = useRound(round);
  const areas = useAreas(data?.plan.outline);
  const byGroups = draft.kind === 'directive';
  const named = useGroups(byGroups);
  const members = useMembers(byGroups ? named.map(({ id }) => id) : [], on ?? data?.today);
  const world = useMemo((): DraftWorld => {
    const groups = members.map((group) => ({
      ...group,
      name: named.find(({ id }) => id === group.id)?.name ?? group.id,
    }));
    const served =
      draft.kind === 'directive'
        ? addressees(
            groups.filter(({ id }) => draft.groups.includes(id)),
            draft.named,
          )
        : draft.serves;
    const nameOf = (unit: string) => units?.get(unit)?.name ?? unit;
    const option = (id: string) => ({ value: id, label: nameOf(id), also: units?.get(id)?.aliases.join(' ') ?? '' });
    return {
      round,
      served,
      groups,
      areas,
      nameOf,
      options: served.map(option),
      allOptions: [...(units?.keys() ?? [])].map(option),
      byGroups,
    };
  }, [round, draft, units, areas, named, members, byGroups]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (at: string) =>
      setOpen((all) => {
        const next = new Set(all);
        if (!next.delete(at)) next.add(at);
        return next;
      }),
    [],
  );
  const openAt = useCallback((at: string) => {
    const row = rowAt(at);
    if (row !== undefined) setOpen((all) => new Set([...all, row]));
  }, []);
  const places = useMemo(() => ({ mends, open, toggle }), [mends, open, toggle]);
  return (
    <DraftWorldContext value={world}>
      <PlacesContext value={places}>{children(openAt)}</PlacesContext>
    </DraftWorldContext>
  );
}
