import type { Day } from './day.ts';
import { isOpen, isPaused } from './duty.ts';
import { inspectionState } from './inspection.ts';
import type { Inspection, InspectionState } from './inspection.ts';
import type { Matter } from './matter.ts';
import type { Remediation } from './remediation.ts';
import { unitRoles } from './role.ts';
import type { Role } from './role.ts';

/** Whose hands a duty is in: the unit's, its inspection team's, the office's, or an agency's outside. */
export const hands = ['unit', 'team', 'office', 'outside'] as const;
export type Hand = (typeof hands)[number];

export const handWords: Record<Hand, string> = {
  unit: 'đơn vị',
  team: 'đoàn kiểm tra',
  office: 'Sở',
  outside: 'cơ quan khác',
};

const teamRoles: readonly Role[] = ['lead', 'secretary', 'member', 'chair'];

export function handOf(role: Role): Hand {
  if (unitRoles.includes(role)) return 'unit';
  if (teamRoles.includes(role)) return 'team';
  return role === 'superior' ? 'outside' : 'office';
}

/** Open duties of one hand and one day, `count` of them. Without `due` nobody may say overdue of them. */
export interface Owed {
  hand: Hand;
  due?: Day;
  /** The office's own milestone. */
  followUpOn?: Day;
  count: number;
}

/** What a board counts of one matter. What rests (tạm dừng) is not owed. */
export interface Tally {
  state?: InspectionState;
  acknowledged?: true;
  /** A report was sent and not returned. */
  reported?: true;
  visits?: { total: number; held: number; signed: number };
  /** A surprise nobody outside the office knows of yet. */
  hidden?: true;
  items?: { total: number; closed: number };
  owed: Owed[];
}

/** Counted anew from the record: what is stored beside it must say the same. */
export function tallyOf(matter: Matter): Tally {
  const counts = new Map<string, Owed>();
  for (const duty of matter.duties) {
    if (!isOpen(duty) || isPaused(duty)) continue;
    const owed: Owed = {
      hand: duty.owedBy.unit === undefined ? handOf(duty.owedBy.role) : 'outside',
      ...(duty.due ? { due: duty.due.day } : duty.followUpOn ? { followUpOn: duty.followUpOn } : {}),
      count: 0,
    };
    const key = written(owed);
    counts.set(key, { ...owed, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const owed = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  switch (matter.process) {
    case 'inspection':
      return { ...ofInspection(matter as Inspection), owed };
    case 'remediation': {
      const { items } = matter as Remediation;
      return { items: { total: items.length, closed: items.filter(({ state }) => state === 'closed').length }, owed };
    }
    default:
      return { owed };
  }
}

function ofInspection(inspection: Inspection): Omit<Tally, 'owed'> {
  const { acknowledged, selfReport, visits, hidden } = inspection;
  return {
    state: inspectionState(inspection),
    ...(acknowledged ? { acknowledged: true as const } : {}),
    ...(selfReport && selfReport.state !== 'returned' ? { reported: true as const } : {}),
    visits: {
      total: visits.length,
      held: visits.filter(({ held }) => held !== undefined).length,
      signed: visits.filter(({ minutesSigned }) => minutesSigned !== undefined).length,
    },
    ...(hidden ? { hidden } : {}),
  };
}

/*
 * A tally is kept as one line of text, so that a whole round is counted in an index and no record is opened:
 * `acknowledged,a,r,1/0/0;;unit>2026-03-10*3 team~2026-03-30*1 office-*1`.
 */

const written = ({ hand, due, followUpOn }: Owed): string =>
  `${hand}${due !== undefined ? `>${due}` : followUpOn !== undefined ? `~${followUpOn}` : '-'}`;

export function tallyText({ state, acknowledged, reported, visits, hidden, items, owed }: Tally): string {
  const steps = [
    state,
    acknowledged && 'a',
    reported && 'r',
    hidden && 'h',
    visits && `${visits.total}/${visits.held}/${visits.signed}`,
  ];
  return [
    steps.filter((one) => one !== undefined).join(','),
    items ? `${items.total}/${items.closed}` : '',
    owed.map((one) => `${written(one)}*${one.count}`).join(' '),
  ].join(';');
}

export function readTally(text: string): Tally {
  const [steps = '', items = '', owed = ''] = text.split(';');
  const [state, ...rest] = steps.split(',');
  const visits = rest
    .find((one) => one.includes('/'))
    ?.split('/')
    .map(Number) as [number, number, number] | undefined;
  const [total, closed] = items.split('/').map(Number);
  return {
    ...(state ? { state: state as InspectionState } : {}),
    ...(rest.includes('a') ? { acknowledged: true as const } : {}),
    ...(rest.includes('r') ? { reported: true as const } : {}),
    ...(visits ? { visits: { total: visits[0], held: visits[1], signed: visits[2] } } : {}),
    ...(rest.includes('h') ? { hidden: true as const } : {}),
    ...(items === '' ? {} : { items: { total: total!, closed: closed! } }),
    owed: owed === '' ? [] : owed.split(' ').map(readOwed),
  };
}

/** By the places of its signs: a round has a hundred thousand of these. */
function readOwed(text: string): Owed {
  const star = text.lastIndexOf('*');
  const count = Number(text.slice(star + 1));
  const day = text.slice(star - 10, star);
  switch (text[star - 11]) {
    case '>':
      return { hand: text.slice(0, star - 11) as Hand, due: day as Day, count };
    case '~':
      return { hand: text.slice(0, star - 11) as Hand, followUpOn: day as Day, count };
    default:
      return { hand: text.slice(0, star - 1) as Hand, count };
  }
}
