import type { Day } from '../../domain/day.ts';
import type { DutyKind } from '../../domain/duty.ts';
import type { UnitId } from '../../domain/role.ts';
import type { Act } from '../sample/people.ts';
import { Refused } from '../sample/people.ts';
import { parts, showRound } from './round.ts';

/** One open duty, as the interface shows it. */
export interface SeenDuty {
  matter: string;
  duty: string;
  kind: DutyKind;
  role: string;
  due?: Day;
  followUpOn?: Day;
  past: number;
}

export interface SeenUnit {
  unit: { id: UnitId; name: string };
  team: { id: string };
  id: string;
  visits: { n: number; day: Day; held?: Day; minutesSigned?: Day }[];
  steps: { selfReport?: { state: string; submissions: number }; concluded?: Day };
  items: { total: number; closed: number };
  waiting: SeenDuty[];
}

export interface SeenPaper {
  id: string;
  kind: string;
  team?: string;
  serves: UnitId[];
  state: string;
  number?: string;
}

interface SeenItem {
  id: string;
  unit: UnitId;
  state: string;
}

/** Everything the cast goes by: how the round stands now, as anybody with the right may read it. */
export interface Seen {
  /** `none`: not even drafted. */
  state: string;
  today: Day;
  waiting: SeenDuty[];
  units: SeenUnit[];
  papers: SeenPaper[];
  items: { total: number; closed: number };
  /** By their ids: how each item stands, and whether more time was ever asked for it. */
  itemRows: Map<string, { state: string; asked: boolean }>;
}

/** Reads the round as its planner sees it. */
export async function look(planner: Act): Promise<Seen> {
  const path = `/api/campaigns/${showRound}`;
  const [round, progress, papers, items] = await Promise.all([
    planner<{ state: string; today: Day; waiting: SeenDuty[] }>('GET', path).catch(absent),
    planner<{ items: SeenUnit[]; summary: { items: Seen['items'] } }>('GET', `${path}/progress?limit=100`).catch(
      absent,
    ),
    planner<{ items: SeenPaper[] }>('GET', `/api/papers?campaign=${showRound}&limit=100`).catch(absent),
    planner<{ items: SeenItem[] }>('GET', `/api/items?campaign=${showRound}&limit=100`).catch(absent),
  ]);
  const isBegun = round && !['draft', 'submitted', 'sent-back', 'approved', 'launching'].includes(round.state);
  if (!isBegun || !progress || !papers || !items) {
    const none = { state: 'none', today: '' as Day, waiting: [] };
    return { ...(round ?? none), units: [], papers: [], items: { total: 0, closed: 0 }, itemRows: new Map() };
  }
  return {
    ...round,
    units: progress.items,
    papers: papers.items,
    items: progress.summary.items,
    itemRows: new Map(
      await Promise.all(items.items.map(async (row) => [row.id, await itemSeen(planner, row)] as const)),
    ),
  };
}

/** Whether more time was asked for is read only of those who will ask. */
async function itemSeen(planner: Act, { id, unit, state }: SeenItem): Promise<{ state: string; asked: boolean }> {
  const mayAsk = state === 'open' && parts.some((part) => part.unit === unit && part.item === 'extended');
  if (!mayAsk) return { state, asked: false };
  const { extensions } = await planner<{ extensions: unknown[] }>('GET', `/api/items/${id}`);
  return { state, asked: extensions.length > 0 };
}

function absent(error: unknown): undefined {
  if (!(error instanceof Refused) || error.status !== 404) throw error;
}
