import type { Day } from './day.ts';
import { isOpen, isPaused } from './duty.ts';
import { inspectionState, inspectionWords } from './inspection.ts';
import type { Inspection, InspectionMethod, InspectionState } from './inspection.ts';
import { holderOf } from './matter.ts';
import type { Matter } from './matter.ts';
import type { Remediation } from './remediation.ts';
import { unitRoles } from './role.ts';
import type { Role, UnitId } from './role.ts';

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

type ReportState = NonNullable<Inspection['selfReport']>['state'];

/** What a board counts of one matter. What rests (tạm dừng) is not owed. */
export interface Tally {
  state?: InspectionState;
  /** Absent: at its place. */
  method?: Exclude<InspectionMethod, 'on-site'>;
  /** A re-inspection (kiểm tra lại): 2 or more. */
  n?: number;
  acknowledged?: true;
  /** How the latest report of the unit stands; absent when none came. */
  report?: ReportState;
  visits?: { total: number; held: number; signed: number };
  /** A surprise nobody outside the office knows of yet. */
  hidden?: true;
  items?: { total: number; closed: number };
  owed: Owed[];
  /** The successor whose work it is now; absent: never passed on. */
  heldBy?: UnitId;
}

/** The states of a unit that is not inspected, only asked for its report of the period. */
const reportingWords: Record<InspectionState, string> = {
  ...inspectionWords,
  planned: 'chưa mở kỳ báo cáo',
  notified: 'chưa gửi báo cáo',
  acknowledged: 'chưa gửi báo cáo',
  'self-report-received': 'đã gửi báo cáo, chờ xem',
  reviewed: 'đã chấp nhận báo cáo',
  concluded: 'đã đưa vào báo cáo tổng hợp',
};

/** How far an inspection came, as people read it: a reporting round has words of its own. */
export function wordsOfState(state: InspectionState, { method, n = 1, report, silent }: Stand): string {
  if (state === 'planned' && (method === 'surprise' || n > 1)) return 'chưa kiểm tra';
  // one that was returned and never came again is not the same as none
  const without = report === 'returned' ? 'đã gửi báo cáo, chưa bổ sung theo yêu cầu' : 'không gửi báo cáo';
  if (method !== 'reporting')
    return silent && state === 'reviewed' ? `${without}, chờ kết quả` : inspectionWords[state];
  if (silent && (state === 'reviewed' || state === 'concluded')) return without;
  return state === 'acknowledged' && report === 'returned' ? 'báo cáo bị trả lại, chờ bổ sung' : reportingWords[state];
}

interface Stand {
  method?: InspectionMethod | undefined;
  n?: number | undefined;
  report?: ReportState | undefined;
  silent?: unknown;
}

/**
 * Which inspection speaks for a unit that has several: the first that was not cancelled, else the first. `others` are
 * those beside it that were not cancelled, in order: it is inspected again.
 */
export function firstOf<T>(
  all: readonly T[],
  stand: (one: T) => { n: number; cancelled: boolean },
): { first: T; others: T[] } {
  const inOrder = [...all].sort((a, b) => stand(a).n - stand(b).n);
  const [first, ...others] = inOrder.filter((one) => !stand(one).cancelled);
  return { first: first ?? inOrder[0]!, others };
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
  const heldBy = matter.custody === undefined ? undefined : holderOf(matter);
  const owing: Pick<Tally, 'owed' | 'heldBy'> = {
    owed: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
    ...(heldBy === undefined ? {} : { heldBy }),
  };
  switch (matter.process) {
    case 'inspection':
      return { ...ofInspection(matter as Inspection), ...owing };
    case 'remediation': {
      const { items } = matter as Remediation;
      const closed = items.filter(({ state }) => state === 'closed').length;
      return { items: { total: items.length, closed }, ...owing };
    }
    default:
      return owing;
  }
}

function ofInspection(inspection: Inspection): Omit<Tally, 'owed' | 'heldBy'> {
  const { method, n, acknowledged, selfReport, visits, hidden } = inspection;
  return {
    state: inspectionState(inspection),
    ...(method === 'on-site' ? {} : { method }),
    ...(n > 1 ? { n } : {}),
    ...(acknowledged ? { acknowledged: true as const } : {}),
    ...(selfReport ? { report: selfReport.state } : {}),
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
 * `held,surprise,n2,a,r,1/0/0;;unit>2026-03-10*3 team~2026-03-30*1 office-*1`, and `;so-xay-dung` behind it where a
 * successor has it now.
 */

const reportSigns: Record<ReportState, string> = { submitted: 'r', returned: 'rb', accepted: 'ra' };
const methodsSaid = ['desk', 'surprise', 'reporting'] as const;

const written = ({ hand, due, followUpOn }: Owed): string =>
  `${hand}${due !== undefined ? `>${due}` : followUpOn !== undefined ? `~${followUpOn}` : '-'}`;

export function tallyText(tally: Tally): string {
  const { state, method, n, acknowledged, report, visits, hidden, items, owed, heldBy } = tally;
  const steps = [
    state,
    method,
    n && `n${n}`,
    acknowledged && 'a',
    report && reportSigns[report],
    hidden && 'h',
    visits && `${visits.total}/${visits.held}/${visits.signed}`,
  ];
  return [
    steps.filter((one) => one !== undefined).join(','),
    items ? `${items.total}/${items.closed}` : '',
    owed.map((one) => `${written(one)}*${one.count}`).join(' '),
    ...(heldBy === undefined ? [] : [heldBy]),
  ].join(';');
}

export function readTally(text: string): Tally {
  const [steps = '', items = '', owed = '', heldBy] = text.split(';');
  const [state, ...rest] = steps.split(',');
  const visits = rest
    .find((one) => one.includes('/'))
    ?.split('/')
    .map(Number) as [number, number, number] | undefined;
  const method = methodsSaid.find((one) => rest.includes(one));
  const n = rest.find((one) => /^n\d/.test(one))?.slice(1);
  const report = (Object.keys(reportSigns) as ReportState[]).find((one) => rest.includes(reportSigns[one]));
  const [total, closed] = items.split('/').map(Number);
  return {
    ...(state ? { state: state as InspectionState } : {}),
    ...(method ? { method } : {}),
    ...(n === undefined ? {} : { n: Number(n) }),
    ...(rest.includes('a') ? { acknowledged: true as const } : {}),
    ...(report ? { report } : {}),
    ...(visits ? { visits: { total: visits[0], held: visits[1], signed: visits[2] } } : {}),
    ...(rest.includes('h') ? { hidden: true as const } : {}),
    ...(items === '' ? {} : { items: { total: total!, closed: closed! } }),
    owed: owed === '' ? [] : owed.split(' ').map(readOwed),
    ...(heldBy === undefined ? {} : { heldBy }),
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
