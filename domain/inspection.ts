import type { Day } from './day.ts';
import { isOpen, metOn, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { dutyOf } from './matter.ts';
import type { Matter, MatterId, Setting } from './matter.ts';
import { Refusal } from './refusal.ts';
import type { CampaignId, TeamId, UnitId } from './role.ts';

/**
 * How a unit is inspected: at its place, by its report alone (qua báo cáo), unannounced (đột xuất),
 * or not inspected but asked for its report of the period (báo cáo kỳ).
 */
export const inspectionMethods = ['on-site', 'desk', 'surprise', 'reporting'] as const;
export type InspectionMethod = (typeof inspectionMethods)[number];

/** The methods as people read them. */
export const methodWords: Record<InspectionMethod, string> = {
  'on-site': 'kiểm tra trực tiếp',
  desk: 'kiểm tra qua báo cáo',
  surprise: 'kiểm tra đột xuất',
  reporting: 'báo cáo kỳ',
};

export type Session = 'morning' | 'afternoon';

/** Who signs the minutes of a visit. */
export const minutesSigners = ['secretary', 'chair', 'unit'] as const;
export type MinutesSigner = (typeof minutesSigners)[number];

/** One appearance of the team at one place of the unit. Days; session is half a day. */
export interface Visit {
  n: number;
  day: Day;
  session: Session;
  /** How often its invitation changed, 0 if absent: the SEQUENCE of its calendar entry (RFC 5545). */
  sequence?: number;
  /** Somebody else than the team's lead chairs it: appointed in the scope of the visit. */
  chaired?: true;
  /** Somebody else than the team's secretary writes its minutes: appointed in the scope of the visit. */
  written?: true;
  /** The frozen texts of its latest change: place, hour, reason. */
  change?: string;
  /** Put off without a new day yet. */
  postponed?: Day;
  held?: Day;
  /** The frozen reason why it was held on another day than planned, or why its day was put right. */
  heldWhy?: string;
  minutesSigned?: Day;
  /** The frozen minutes, and their PDF by its hash once rendered. */
  minutes?: string;
  minutesFile?: string;
  /** The signed minutes could not be laid out: the office keeps them on paper. */
  minutesUnprintable?: true;
  /** Whose signature the minutes lack; the reason stands in them. */
  unsigned?: MinutesSigner[];
}

/** A visit that will not be held any more; `change` names its frozen reason. */
export interface DroppedVisit extends Visit {
  dropped: Day;
}

/** The unit was asked to explain; the question and the answer are content. */
export interface Explanation {
  n: number;
  asked: Day;
  remarks: string;
  answered?: { on: Day; explanation: string; by: string };
}

/** The unit asked for another day of a visit; its reason is content. */
export interface DayWish {
  n: number;
  visit: number;
  day: Day;
  session: Session;
  asked: Day;
  reason: string;
  /** `remarks` names the frozen words it was answered with. */
  decided?: { on: Day; granted: boolean; remarks?: string };
}

/** The draft conclusion was put before the unit: what it says within the term, or it is taken as agreed. */
export interface Comments {
  asked: Day;
  draft: string;
  answered?: { on: Day; agreed: boolean; comment: string; by: string };
}

/** One unit in one round: from the notice to its conclusion. */
export interface Inspection extends Matter {
  process: 'inspection';
  place: { campaign: CampaignId; team: TeamId; unit: UnitId; through?: UnitId };
  /** The how-manieth of this unit in this round; a re-inspection is 2 or more. */
  n: number;
  method: InspectionMethod;
  visits: Visit[];
  /** Visits given up while the others go on: nothing is owed for them, their numbers are not used again. */
  dropped?: DroppedVisit[];
  /** Desk inspection and reporting round: the day the plan asks the report by. */
  reportBy?: Day;
  /** A surprise nobody outside the office knows of yet. */
  hidden?: true;
  /** A re-inspection looks at these items again. */
  reinspects?: { remediation: MatterId; items: number[] }[];
  noticed?: { paper: MatterId; on: Day };
  acknowledged?: { on: Day; by: string };
  selfReport?: {
    submissions: number;
    latest: string;
    state: 'submitted' | 'returned' | 'accepted';
    on: Day;
    /** How often the office corrected figures of the latest. */
    corrected?: number;
    /** Working days after the due, when it first came late. */
    late?: number;
    /** Entered by the office for the unit: it came on paper or by telephone. */
    entered?: true;
  };
  /** It sent no report, which the office put on record. */
  silent?: { on: Day; by: string; remarks: string };
  explanations: Explanation[];
  dayWishes: DayWish[];
  comments?: Comments;
  drafted?: { paper: MatterId; on: Day };
  concluded?: { paper: MatterId; on: Day };
  cancelled?: { on: Day; reason: string };
}

export const inspectionStates = [
  'planned',
  'notified',
  'acknowledged',
  'self-report-received',
  'reviewed',
  'held',
  'minutes-signed',
  'concluded',
  'cancelled',
] as const;
export type InspectionState = (typeof inspectionStates)[number];

/** Judged by its report alone: there is no visit to hold. */
export const byReport = ({ method }: Pick<Inspection, 'method'>): boolean =>
  method === 'desk' || method === 'reporting';

/** The furthest step an inspection has come to. */
export function inspectionState(inspection: Inspection): InspectionState {
  const { visits, selfReport, silent } = inspection;
  if (inspection.cancelled) return 'cancelled';
  if (inspection.concluded) return 'concluded';
  if (visits.length > 0 && visits.every((visit) => visit.minutesSigned)) return 'minutes-signed';
  if (visits.some((visit) => visit.held)) return 'held';
  if (byReport(inspection) && (silent || selfReport?.state === 'accepted')) return 'reviewed';
  if (selfReport && selfReport.state !== 'returned') return 'self-report-received';
  if (inspection.acknowledged) return 'acknowledged';
  return inspection.noticed ? 'notified' : 'planned';
}

/** The states as people read them. */
export const inspectionWords: Record<InspectionState, string> = {
  planned: 'đã lên lịch, chưa thông báo',
  notified: 'đã thông báo, chờ xác nhận',
  acknowledged: 'đã xác nhận, chờ báo cáo',
  'self-report-received': 'đã nhận báo cáo',
  reviewed: 'đã thẩm định báo cáo, chờ kết quả',
  held: 'đã kiểm tra, chờ biên bản',
  'minutes-signed': 'đã ký biên bản, chờ kết luận',
  concluded: 'đã có kết luận',
  cancelled: 'đã hủy',
};

const beforeTheVisit: readonly InspectionState[] = ['notified', 'acknowledged', 'self-report-received'];
export const awaitingAcknowledgement: readonly InspectionState[] = ['notified'];
export const selfReportable: readonly InspectionState[] = ['notified', 'acknowledged'];
export const reviewable: readonly InspectionState[] = ['self-report-received'];
/** The report is in the office's hands and no paper was made from it. */
export const correctable: readonly InspectionState[] = ['self-report-received', 'reviewed'];
export const holdable: readonly InspectionState[] = [...beforeTheVisit, 'held'];
export const minutesSignable: readonly InspectionState[] = [...holdable, 'minutes-signed'];
export const explainable: readonly InspectionState[] = ['self-report-received', 'reviewed', 'held', 'minutes-signed'];
export const concludable: readonly InspectionState[] = ['reviewed', 'minutes-signed'];
export const cancellable: readonly InspectionState[] = ['planned', ...beforeTheVisit];

/** The number of the first inspection has none; a re-inspection of the same unit adds `:n`. */
export const inspectionId = (campaign: CampaignId, unit: UnitId, n = 1): MatterId =>
  `inspection:${campaign}:${unit}${n > 1 ? `:${n}` : ''}`;

/** What a plan, or an act in a running round, says of one inspection before it begins. */
export interface PlannedInspection {
  place: Inspection['place'];
  n?: number;
  method: InspectionMethod;
  visits: Pick<Visit, 'n' | 'day' | 'session' | 'chaired' | 'written' | 'change'>[];
  reportBy?: Day;
  reinspects?: Inspection['reinspects'];
  vertical: boolean;
}

/** Not begun yet: nobody owes anything, and of a surprise nobody outside knows. */
export function newInspection(setting: Setting, planned: PlannedInspection, day: Day): Inspection {
  const { place, n = 1, method, visits, reportBy, reinspects, vertical } = planned;
  return {
    id: inspectionId(place.campaign, place.unit, n),
    process: 'inspection',
    schema: 1,
    version: 0,
    place,
    ...setting,
    asOf: day,
    ...(vertical ? { vertical } : {}),
    duties: [],
    outbox: [],
    heard: [],
    n,
    method,
    visits,
    ...(reportBy ? { reportBy } : {}),
    ...(method === 'surprise' ? { hidden: true } : {}),
    ...(reinspects ? { reinspects } : {}),
    explanations: [],
    dayWishes: [],
  };
}

/** Held without a notice: surprises and re-inspections. */
export const isUnannounced = ({ method, n }: Pick<Inspection, 'method' | 'n'>): boolean =>
  method === 'surprise' || n > 1;

/** Its unit is still to be told by a notice. */
export const awaitsNotice = (inspection: Pick<Inspection, 'noticed' | 'closed' | 'method' | 'n'>): boolean =>
  inspection.noticed === undefined &&
  inspection.closed === undefined &&
  inspection.method !== 'reporting' &&
  !isUnannounced(inspection);

/**
 * Whether the unit, and everybody outside the team and its round, may know of this inspection: it was told by a
 * notice or a letter, or an unannounced visit was opened.
 */
export const isPublic = ({
  hidden,
  noticed,
  method,
  n,
}: Pick<Inspection, 'hidden' | 'noticed' | 'method' | 'n'>): boolean =>
  !hidden && (noticed !== undefined || n > 1 || method === 'surprise' || method === 'reporting');

export function assertInspection(inspection: Inspection, allowed: readonly InspectionState[], act: string): void {
  const state = inspectionState(inspection);
  if (!allowed.includes(state)) throw new Refusal('inspection-not-ready', { act, state: inspectionWords[state] });
}

/** The visit by its number; refuses one the inspection does not have, or has no more. */
export function visitOf({ visits, dropped = [] }: Pick<Inspection, 'visits' | 'dropped'>, n: number): Visit {
  const visit = visits.find((candidate) => candidate.n === n);
  if (!visit && dropped.some((candidate) => candidate.n === n)) throw new Refusal('visit-dropped', { visit: n });
  if (!visit) throw new Refusal('visit-unknown', { visit: n });
  return visit;
}

/** The scope in which a visit's own chair and secretary are appointed. */
export const visitKey = (inspection: MatterId, visit: number): string => `${inspection}#${visit}`;

/** What the term of a draft runs from: the last visit, the judged report, the visit dropped, the paper given up. */
type DraftBasis = 'draft-conclusion' | 'report-judged' | 'visit-dropped' | 'draft-given-up';

/** The lead owes a draft, in the term that runs from `from`. */
export function draftOwed(state: Inspection, from: Day, opened: Day, by: DraftBasis, times?: number): Duty {
  const { due, ...draft } = dutyOf(state, 'draft-conclusion', from, times);
  const reckoned = { ...due.reckoned, basis: `rule:${by}` };
  return owe({ ...draft, due: { ...due, reckoned }, owedBy: { role: 'lead' }, ladder: 'D', opened });
}

export const withDuties = (state: Inspection, duties: Duty[]): Inspection => ({ ...state, duties });

/** The open duties named by `which` are met by what came on `came`, whenever it was entered. */
export const metBy = (duties: Duty[], which: (duty: Duty) => boolean, came: Day): Duty[] =>
  duties.map((duty) => (isOpen(duty) && which(duty) ? metOn(duty, came) : duty));

export const kindIs =
  (...kinds: Duty['kind'][]) =>
  (duty: Duty) =>
    kinds.includes(duty.kind);
