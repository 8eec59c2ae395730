import type { UnitId } from './role.ts';

/** Which of the paper's units a finding or requirement concerns: all it serves, or those named. */
export type Concerns = { all: true } | { units: UnitId[] };

/** A shortcoming (tồn tại, hạn chế) found at inspection. */
export interface Finding {
  id: string;
  text: string;
  area: string;
  concerns: Concerns;
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
}

/** The units concerned, out of those the paper serves, in their order. */
export const concernedUnits = (concerns: Concerns, served: UnitId[]): UnitId[] =>
  'all' in concerns ? served : served.filter((unit) => concerns.units.includes(unit));
