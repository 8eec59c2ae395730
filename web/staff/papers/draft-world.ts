import { createContext, useContext } from 'react';
import { concernedUnits } from '../../../domain/finding.ts';
import type { Concerns } from '../../../domain/finding.ts';
import type { FrozenGroup } from '../../../domain/group.ts';
import type { UnitId } from '../../../domain/role.ts';
import type { Area } from './reading.ts';

/** What a draft speaks of: its units, groups and areas by name. */
export interface DraftWorld {
  round: string;
  /** All it addresses, groups with their members of its day. */
  served: UnitId[];
  groups: FrozenGroup[];
  areas: Area[];
  nameOf: (unit: UnitId) => string;
  /** Units that may be named, with what else they go by. */
  options: { value: UnitId; label: string; also: string }[];
  /** Of all units of the office, not only those it addresses. */
  allOptions: { value: UnitId; label: string; also: string }[];
  /** A directive: whole groups may be concerned. */
  byGroups: boolean;
}

export const DraftWorldContext = createContext<DraftWorld | undefined>(undefined);

export function useDraftWorld(): DraftWorld {
  const world = useContext(DraftWorldContext);
  if (!world) throw new Error('No draft is written before one knows what it speaks of');
  return world;
}

export const unitsOf = ({ served, groups }: DraftWorld, concerns: Concerns): UnitId[] =>
  concernedUnits(concerns, served, groups);

/** The next id of a row: `tt-4` after `tt-1` and `tt-3`. */
export const nextId = (prefix: string, rows: readonly { id: string }[]): string =>
  `${prefix}-${Math.max(0, ...rows.map(({ id }) => Number(/(\d+)$/.exec(id)?.[1] ?? 0))) + 1}`;
