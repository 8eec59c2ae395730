import { vnDay } from './day.ts';
import type { Day } from './day.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Matter, MatterId, Rule, Rules, Setting } from './matter.ts';
import { ended, isOpen, owe } from './duty.ts';
import type { Duty, Line } from './duty.ts';
import { Refusal } from './refusal.ts';
import type { CampaignId, TeamId, UnitId } from './role.ts';
import { reckon } from './term.ts';
import type { Due } from './term.ts';

export type Session = 'morning' | 'afternoon';

/** One appearance of the team at one place of the unit. Days; session is half a day. */
export interface Visit {
  n: number;
  day: Day;
  session: Session;
  held?: Day;
  minutesSigned?: Day;
}

/** One unit in one round: from the notice to its conclusion. */
export interface Inspection extends Matter {
  process: 'inspection';
  place: { campaign: CampaignId; team: TeamId; unit: UnitId };
  visits: Visit[];
  noticed?: { paper: MatterId; on: Day };
  acknowledged?: { on: Day; by: string };
  selfReport?: { submissions: number; latest: string; state: 'submitted' | 'returned' | 'accepted'; on: Day };
  drafted?: { paper: MatterId; on: Day };
  concluded?: { paper: MatterId; on: Day };
  cancelled?: { on: Day; reason: string };
}

export const inspectionStates = [
  'planned',
  'notified',
  'acknowledged',
  'self-report-received',
  'held',
  'minutes-signed',
  'concluded',
  'cancelled',
] as const;
export type InspectionState = (typeof inspectionStates)[number];

/** The furthest step an inspection has come to. */
export function inspectionState(inspection: Inspection): InspectionState {
  if (inspection.cancelled) return 'cancelled';
  if (inspection.concluded) return 'concluded';
  if (inspection.visits.length > 0 && inspection.visits.every((visit) => visit.minutesSigned)) return 'minutes-signed';
  if (inspection.visits.some((visit) => visit.held)) return 'held';
  if (inspection.selfReport && inspection.selfReport.state !== 'returned') return 'self-report-received';
  if (inspection.acknowledged) return 'acknowledged';
  return inspection.noticed ? 'notified' : 'planned';
}

export const awaitingAcknowledgement: readonly InspectionState[] = ['notified'];
export const selfReportable: readonly InspectionState[] = ['notified', 'acknowledged'];
export const reviewable: readonly InspectionState[] = ['self-report-received'];
export const holdable: readonly InspectionState[] = ['notified', 'acknowledged', 'self-report-received', 'held'];
const signableMinutes: readonly InspectionState[] = [...holdable, 'minutes-signed'];
export const concludable: readonly InspectionState[] = ['minutes-signed'];
export const cancellable: readonly InspectionState[] = ['planned', 'notified', 'acknowledged', 'self-report-received'];

/** The number of the first inspection has none; a re-inspection of the same unit adds `:n`. */
export const inspectionId = (campaign: CampaignId, unit: UnitId, n = 1): MatterId =>
  `inspection:${campaign}:${unit}${n > 1 ? `:${n}` : ''}`;

export function newInspection(
  setting: Setting,
  place: Inspection['place'],
  visits: Pick<Visit, 'n' | 'day' | 'session'>[],
  vertical: boolean,
  day: Day,
): Inspection {
  return {
    id: inspectionId(place.campaign, place.unit),
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
    visits,
  };
}

function assertState(inspection: Inspection, allowed: readonly InspectionState[], act: string): void {
  const state = inspectionState(inspection);
  if (!allowed.includes(state)) throw new Refusal('inspection-not-ready', { act, state: inspectionWords[state] });
}

/** The states as people read them. */
export const inspectionWords: Record<InspectionState, string> = {
  planned: 'đã lên lịch, chưa thông báo',
  notified: 'đã thông báo, chờ xác nhận',
  acknowledged: 'đã xác nhận, chờ báo cáo tự kiểm tra',
  'self-report-received': 'đã nhận báo cáo tự kiểm tra',
  held: 'đã kiểm tra, chờ biên bản',
  'minutes-signed': 'đã ký biên bản, chờ kết luận',
  concluded: 'đã có kết luận',
  cancelled: 'đã hủy',
};

const firstVisit = (inspection: Inspection): Visit | undefined =>
  inspection.visits.reduce<Visit | undefined>((first, v) => (!first || v.day < first.day ? v : first), undefined);

const withDuties = (state: Inspection, duties: Duty[]): Inspection => ({ ...state, duties });
const kindIs =
  (...kinds: Duty['kind'][]) =>
  (duty: Duty) =>
    kinds.includes(duty.kind);

/** A paper reached the unit: itself is told at once, the team once for all the units of the paper. */
function toldOf(state: Inspection, letter: 'notice' | 'conclusion', paper: MatterId, day: Day): Line[] {
  const superior = state.vertical && letter === 'conclusion' ? (['superior'] as const) : [];
  return [
    ...(['unit-contact', 'unit-head', ...superior] as const).map((role) =>
      eventLine(state, letter, paper, role, day, { paper }),
    ),
    ...(['lead', 'secretary'] as const).map((role) => eventLine(state, 'team-told', paper, role, day, { paper })),
  ];
}

/** Due before the visit, but never on or before the day the unit first hears of it. */
function selfReportBefore(state: Inspection, visitDay: Day, told: Day): { id: string; kind: 'self-report'; due: Due } {
  const duty = dutyOf(state, 'self-report', visitDay);
  if (duty.due.day > told) return duty;
  return {
    ...duty,
    due: reckon(state.calendar, { from: told, count: 1, unit: 'working-day', basis: 'rule:late-notice' }),
  };
}

/** The inspection notice was issued: the unit is told and owes an acknowledgement and its report. */
export const noticed: Rule<Inspection, { paper: MatterId; on: Day }> = {
  accepts() {
    // an issued paper is a fact: refused once, it would be brought again for ever
  },
  next(state, { paper, on }, day) {
    if (state.noticed || state.closed) return nothingMore(state);
    const visit = firstVisit(state);
    const unit = { role: 'unit-contact' } as const;
    const duties = [
      owe({ ...dutyOf(state, 'acknowledge', on), owedBy: unit, ladder: 'A', opened: day }),
      ...(visit ? [owe({ ...selfReportBefore(state, visit.day, day), owedBy: unit, ladder: 'B', opened: day })] : []),
    ];
    return {
      state: { ...state, noticed: { paper, on }, duties: [...state.duties, ...duties] },
      lines: toldOf(state, 'notice', paper, day),
      tells: [],
    };
  },
};

/** The unit says it has the notice. */
export const acknowledge: Rule<Inspection, { by: string }> = {
  accepts(state) {
    assertState(state, awaitingAcknowledgement, 'xác nhận đã nhận thông báo');
  },
  next(state, { by }, day) {
    const duties = ended(state.duties, kindIs('acknowledge'), 'met', day);
    return nothingMore({ ...withDuties(state, duties), acknowledged: { on: day, by } });
  },
};

/** The unit sends its self-assessment, frozen beforehand as `submission`; it is thereby acknowledged too. */
export const submitSelfReport: Rule<Inspection, { submission: string; by: string }> = {
  accepts(state, { submission }) {
    if (state.selfReport?.latest === submission) return;
    assertState(state, selfReportable, 'gửi báo cáo tự kiểm tra');
  },
  next(state, { submission, by }, day) {
    if (state.selfReport?.latest === submission) return nothingMore(state);
    const submissions = (state.selfReport?.submissions ?? 0) + 1;
    const met = ended(state.duties, kindIs('acknowledge', 'self-report', 'supplement-self-report'), 'met', day);
    const review = owe({
      ...dutyOf(state, 'review-self-report', day, submissions),
      owedBy: { role: 'secretary' },
      ladder: 'D',
      opened: day,
    });
    return {
      state: {
        ...withDuties(state, [...met, review]),
        acknowledged: state.acknowledged ?? { on: day, by },
        selfReport: { submissions, latest: submission, state: 'submitted', on: day },
      },
      lines: [
        eventLine(state, 'received', `self-report:${submissions}`, 'unit-contact', day, { submission, submissions }),
      ],
      tells: [],
    };
  },
};

/** The secretary returns the self-assessment with what is missing; the reason is content, named by `remarks`. */
export const sendBackSelfReport: Rule<Inspection, { remarks: string; points: number }> = {
  accepts(state) {
    assertState(state, reviewable, 'trả lại báo cáo tự kiểm tra');
    if (state.selfReport?.state !== 'submitted') throw new Refusal('self-report-already-decided');
  },
  next(state, { remarks, points }, day) {
    const n = state.selfReport!.submissions;
    const met = ended(state.duties, kindIs('review-self-report'), 'met', day);
    const supplement = owe({
      ...dutyOf(state, 'supplement-self-report', day, n),
      owedBy: { role: 'unit-contact' },
      ladder: 'B',
      opened: day,
    });
    return {
      state: {
        ...withDuties(state, [...met, supplement]),
        selfReport: { ...state.selfReport!, state: 'returned', on: day },
      },
      lines: [eventLine(state, 'sent-back', `self-report:${n}`, 'unit-contact', day, { remarks, points })],
      tells: [],
    };
  },
};

export const acceptSelfReport: Rule<Inspection, object> = {
  accepts(state) {
    if (state.selfReport?.state !== 'submitted') throw new Refusal('self-report-already-decided');
    assertState(state, reviewable, 'chấp nhận báo cáo tự kiểm tra');
  },
  next(state, _, day) {
    const duties = ended(state.duties, kindIs('review-self-report'), 'met', day);
    return nothingMore({
      ...withDuties(state, duties),
      selfReport: { ...state.selfReport!, state: 'accepted', on: day },
    });
  },
};

/** The visit took place. What the unit still owed before it is over; the secretary owes the minutes. */
export const hold: Rule<Inspection, { visit: number; on: Day }> = {
  accepts(state, { visit: n, on }, day) {
    assertState(state, holdable, 'ghi nhận đã kiểm tra');
    const visit = state.visits.find((v) => v.n === n);
    if (!visit) throw new Refusal('visit-unknown', { visit: n });
    if (visit.held) throw new Refusal('visit-already-held', { visit: n });
    if (on > day) throw new Refusal('visit-in-future', { day: vnDay(on) });
  },
  next(state, { visit: n, on }, day) {
    const over = (duty: Duty) =>
      state.ladders[duty.ladder].until === 'visit-held' || kindIs('acknowledge', 'review-self-report')(duty);
    const minutes = owe({
      ...dutyOf(state, 'minutes', on, n),
      owedBy: { role: 'secretary' },
      ladder: 'D',
      opened: day,
    });
    const visits = state.visits.map((visit) => (visit.n === n ? { ...visit, held: on } : visit));
    return nothingMore({ ...withDuties(state, [...ended(state.duties, over, 'cancelled', day), minutes]), visits });
  },
};

/** The minutes of a visit are signed; after the last visit's, the lead owes a draft conclusion. */
export const signMinutes: Rule<Inspection, { visit: number; minutes: string }> = {
  accepts(state, { visit: n }) {
    assertState(state, signableMinutes, 'ký biên bản');
    const visit = state.visits.find((v) => v.n === n);
    if (!visit) throw new Refusal('visit-unknown', { visit: n });
    if (!visit.held) throw new Refusal('visit-not-held', { visit: n });
    if (visit.minutesSigned) throw new Refusal('minutes-already-signed', { visit: n });
  },
  next(state, { visit: n }, day) {
    const visits = state.visits.map((visit) => (visit.n === n ? { ...visit, minutesSigned: day } : visit));
    const met = ended(state.duties, (duty) => duty.kind === 'minutes' && duty.about === n, 'met', day);
    if (visits.some((visit) => !visit.minutesSigned)) return nothingMore({ ...withDuties(state, met), visits });
    const lastHeld = visits.map((visit) => visit.held!).reduce((a, b) => (a > b ? a : b));
    return nothingMore({ ...withDuties(state, [...met, draftOwed(state, lastHeld, day)]), visits });
  },
};

const draftOwed = (state: Inspection, from: Day, opened: Day, times?: number): Duty =>
  owe({ ...dutyOf(state, 'draft-conclusion', from, times), owedBy: { role: 'lead' }, ladder: 'D', opened });

/** A conclusion that serves this inspection was submitted for signature: the matter is in other hands. */
export const drafted: Rule<Inspection, { paper: MatterId }> = {
  accepts() {
    // a paper's word about itself is never refused: it is recorded
  },
  next(state, { paper }, day) {
    const duties = ended(state.duties, kindIs('draft-conclusion'), 'met', day);
    return nothingMore({ ...withDuties(state, duties), drafted: { paper, on: day } });
  },
};

/** The conclusion that served it was given up: the lead owes another draft. */
export const undrafted: Rule<Inspection, { paper: MatterId }> = {
  accepts() {
    // a paper's word about itself is never refused: it is recorded
  },
  next(state, { paper }, day) {
    if (state.drafted?.paper !== paper || state.closed) return nothingMore(state);
    const { drafted: _, ...rest } = state;
    const times = state.duties.filter(({ kind }) => kind === 'draft-conclusion').length + 1;
    return nothingMore(withDuties(rest, [...state.duties, draftOwed(state, day, day, times)]));
  },
};

/** The conclusion was issued: the inspection is over; what it asks lives on in the remediation. */
export const concluded: Rule<Inspection, { paper: MatterId; on: Day }> = {
  accepts() {
    // an issued paper is a fact
  },
  next(state, { paper, on }, day) {
    if (state.concluded) return nothingMore(state);
    const duties = ended(state.duties, isOpen, 'cancelled', day);
    return {
      state: { ...withDuties(state, duties), concluded: { paper, on }, closed: day },
      lines: toldOf(state, 'conclusion', paper, day),
      tells: [],
    };
  },
};

export const cancel: Rule<Inspection, { reason: string }> = {
  accepts(state) {
    assertState(state, cancellable, 'hủy cuộc kiểm tra');
  },
  next(state, { reason }, day) {
    const duties = ended(state.duties, isOpen, 'cancelled', day);
    return nothingMore({ ...withDuties(state, duties), cancelled: { on: day, reason }, closed: day });
  },
};

export const inspectionRules: Rules<Inspection> = {
  messages: {
    noticed,
    acknowledge,
    submitSelfReport,
    sendBackSelfReport,
    acceptSelfReport,
    hold,
    signMinutes,
    drafted,
    undrafted,
    concluded,
    cancel,
  },
};
