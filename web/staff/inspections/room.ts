import { createContext, useContext } from 'react';
import type { ComparisonView, NotebookView } from '../../../api/inspections/notebooks.ts';
import type { InspectionView } from '../../../api/inspections/inspection-views.ts';
import { visitKey } from '../../../domain/inspection.ts';
import type { Notebook } from '../../../domain/notebook.ts';
import type { Operation } from '../../../domain/rights.ts';
import { useMay } from '../parts/who.ts';
import type { Drafting } from '../parts/draft.ts';

/** One inspection as every part of its room sees it. */
export interface Room {
  /** `khanh-hoa-2020:ninh-hoa`. */
  id: string;
  /** `/inspections/khanh-hoa-2020%3Aninh-hoa`. */
  path: string;
  inspection: InspectionView;
  comparison: ComparisonView;
  notebook: Notebook;
  /** Absent for whoever only reads it. */
  drafting?: Drafting<Notebook>;
  /** Whether I may, at the inspection or at that visit. */
  may: (operation: Operation, visit?: number) => boolean;
}

export const RoomContext = createContext<Room | undefined>(undefined);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('No part of an inspection is shown outside its room');
  return room;
}

export const inspectionPath = (id: string): string => `/inspections/${encodeURIComponent(id)}`;

/** What I may do at this inspection: at its place, or at a visit that is mine alone. */
export function useMayHere({ id, campaign, team, unit }: InspectionView): Room['may'] {
  const may = useMay();
  const place = { campaign, team, unit: unit.id };
  const at = (n: number) => ({ ...place, visit: visitKey(`inspection:${id}`, n) });
  return (operation, visit) => may(operation, place) || (visit !== undefined && may(operation, at(visit)));
}

/** May I at one of its visits, whichever? */
export const mayAtSome = (may: Room['may'], operation: Operation, { visits }: InspectionView): boolean =>
  may(operation) || visits.some(({ n }) => may(operation, n));

export const keptOf = ({ version, content }: NotebookView) => ({ version, content });

/** The name of an area as the outline has it. */
export const areaName = ({ outline }: ComparisonView, code: string): string =>
  outline.areas.find((area) => area.code === code)?.name ?? code;
