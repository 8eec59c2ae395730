import type { FrozenGroup, GroupId } from './group.ts';
import type { UnitId } from './role.ts';

/** Which of the paper's units a finding or requirement concerns: all it serves, those named, or whole groups and those named. */
export type Concerns = { all: true } | { units: UnitId[] } | { groups: GroupId[]; units: UnitId[] };

/** A shortcoming (tồn tại, hạn chế) found at inspection. */
export interface Finding {
  id: string;
  text: string;
  area: string;
  concerns: Concerns;
  /** The units are kept for the follow-up and not printed: “một số cơ quan, đơn vị”. */
  unnamed?: true;
  basis?: string;
  evidence?: string;
  cause?: string;
  /** It illustrates another finding and asks for nothing of its own. */
  illustrates?: string;
  /** A general remark that gives no work, with the reason why. */
  noWork?: string;
}

export interface Strength {
  id: string;
  text: string;
  area: string;
  concerns: Concerns;
  /** A way of working others may follow (cách làm hay). */
  exemplary?: true;
}

/** The units concerned, out of those the paper serves, in their order; groups as they were frozen with it. */
export function concernedUnits(concerns: Concerns, served: UnitId[], groups: FrozenGroup[] = []): UnitId[] {
  if ('all' in concerns) return served;
  const meant = new Set(concerns.units);
  if ('groups' in concerns) {
    for (const { id, units } of groups) if (concerns.groups.includes(id)) for (const unit of units) meant.add(unit);
  }
  return served.filter((unit) => meant.has(unit));
}
