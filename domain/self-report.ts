import { assertArrived } from './arrival.ts';
import { workingDaysBetween } from './calendar.ts';
import type { Day } from './day.ts';
import { ended, isOpen, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import {
  assertInspection,
  awaitingAcknowledgement,
  byReport,
  correctable,
  draftOwed,
  kindIs,
  metBy,
  reviewable,
  selfReportable,
  withDuties,
} from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Rule } from './matter.ts';
import { Refusal } from './refusal.ts';

/** The unit says it has the notice; entered for it, on the day its word came. */
export const acknowledge: Rule<Inspection, { by: string; arrived?: Day }> = {
  accepts(state, { arrived }, day) {
    assertInspection(state, awaitingAcknowledgement, 'xác nhận đã nhận thông báo');
    assertArrived(arrived, state.noticed?.on, day);
  },
  next(state, { by, arrived }, day) {
    const on = arrived ?? day;
    const duties = metBy(state.duties, kindIs('acknowledge'), on);
    return nothingMore({ ...withDuties(state, duties), acknowledged: { on, by } });
  },
};

/**
 * The unit sends its self-assessment, frozen beforehand as `submission`; it is thereby acknowledged too.
 * Entered by the office for the unit, `arrived` is the day it really came.
 */
export const submitSelfReport: Rule<Inspection, { submission: string; by: string; arrived?: Day }> = {
  accepts(state, { submission, arrived }, day) {
    if (state.selfReport?.latest === submission) return;
    assertInspection(state, selfReportable, 'gửi báo cáo');
    assertArrived(arrived, state.noticed?.on, day);
  },
  next(state, { submission, by, arrived }, day) {
    if (state.selfReport?.latest === submission) return nothingMore(state);
    const submissions = (state.selfReport?.submissions ?? 0) + 1;
    const came = arrived ?? day;
    const late = state.selfReport ? state.selfReport.late : daysLate(state, came);
    const met = metBy(state.duties, kindIs('acknowledge', 'self-report', 'supplement-self-report'), came);
    const review = owe({
      ...dutyOf(state, 'review-self-report', day, submissions),
      owedBy: { role: 'secretary' },
      ladder: 'D',
      opened: day,
    });
    return {
      state: {
        ...withDuties(state, [...met, review]),
        acknowledged: state.acknowledged ?? { on: came, by },
        selfReport: {
          submissions,
          latest: submission,
          state: 'submitted',
          on: came,
          ...(late ? { late } : {}),
          ...(arrived ? { entered: true } : {}),
        },
      },
      lines: [
        eventLine(state, 'received', `self-report:${submissions}`, 'unit-contact', day, { submission, submissions }),
      ],
      tells: [],
    };
  },
};

/** Working days from the due of the report to the day it came; none when it was in time. */
function daysLate(state: Inspection, came: Day): number | undefined {
  const due = state.duties.find(({ kind }) => kind === 'self-report')?.due?.day;
  return due !== undefined && came > due ? workingDaysBetween(state.calendar, due, came) : undefined;
}

/** The secretary returns the self-assessment with what is missing; the reason is content, named by `remarks`. */
export const sendBackSelfReport: Rule<Inspection, { remarks: string; points: number }> = {
  accepts(state) {
    assertInspection(state, reviewable, 'trả lại báo cáo');
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

/** Judged by its report alone, an inspection now waits for its result: the lead owes the draft. */
const resultOwed = (state: Inspection, day: Day): Duty[] =>
  state.method === 'desk' ? [draftOwed(state, day, day, 'report-judged')] : [];

export const acceptSelfReport: Rule<Inspection, object> = {
  accepts(state) {
    if (state.selfReport?.state !== 'submitted') throw new Refusal('self-report-already-decided');
    assertInspection(state, reviewable, 'chấp nhận báo cáo');
  },
  next(state, _, day) {
    const duties = ended(state.duties, kindIs('review-self-report'), 'met', day);
    return nothingMore({
      ...withDuties(state, [...duties, ...resultOwed(state, day)]),
      selfReport: { ...state.selfReport!, state: 'accepted', on: day },
    });
  },
};

/** The office corrected figures on the unit's word, the corrected report frozen as `submission`; the former is kept. */
export const correctSelfReport: Rule<Inspection, { submission: string; by: string }> = {
  accepts(state, { submission }) {
    if (state.selfReport?.latest === submission) return;
    assertInspection(state, correctable, 'sửa số liệu');
    const why = state.drafted ? 'đã đưa vào văn bản đang trình' : state.selfReport ? undefined : 'chưa gửi báo cáo';
    if (why) throw new Refusal('inspection-not-ready', { act: 'sửa số liệu', state: why });
  },
  next(state, { submission }) {
    if (!state.selfReport || state.selfReport.latest === submission) return nothingMore(state);
    const corrected = (state.selfReport.corrected ?? 0) + 1;
    return nothingMore({ ...state, selfReport: { ...state.selfReport, latest: submission, corrected } });
  },
};

/** Was a report of a period sent before the day its figures are taken on? They cannot be whole then. */
export const isBeforeCutOff = (cutOff: Day | undefined, sent: Day): boolean => cutOff !== undefined && sent < cutOff;

/**
 * Why the office goes by no report of a unit: it was never asked for one (a surprise), it sent one and did not complete
 * it as asked, or it sent none. Undefined: one is in the office's hands.
 */
export type NoReport = 'not-asked' | 'incomplete' | 'not-sent';

type Asked = Pick<Inspection, 'method'> & Partial<Pick<Inspection, 'noticed' | 'duties' | 'selfReport'>>;

export function noReport({ method, noticed, duties = [], selfReport }: Asked): NoReport | undefined {
  if (selfReport) return selfReport.state === 'returned' ? 'incomplete' : undefined;
  const isAsked = method === 'reporting' || noticed !== undefined || duties.some(kindIs('self-report'));
  return isAsked ? 'not-sent' : 'not-asked';
}

/** The day the latest report came; none before the first. */
export const reportCame = ({ duties = [] }: Partial<Pick<Inspection, 'duties'>>): Day | undefined =>
  duties.findLast((duty) => kindIs('self-report', 'supplement-self-report')(duty) && duty.ended?.how === 'met')?.ended
    ?.on;

/** Past its due the unit sent no report: put on record, a finding of its own, and the inspection goes on without. */
export const recordSilence: Rule<Inspection, { remarks: string; by: string }> = {
  accepts(state, _, day) {
    if (!byReport(state))
      throw new Refusal('inspection-not-ready', { act: 'ghi nhận không gửi báo cáo', state: 'có buổi kiểm tra' });
    assertInspection(state, selfReportable, 'ghi nhận không gửi báo cáo');
    const owed = state.duties.find((duty) => isOpen(duty) && kindIs('self-report', 'supplement-self-report')(duty));
    if (!owed?.due || owed.due.day >= day) throw new Refusal('report-not-overdue');
  },
  next(state, { remarks, by }, day) {
    const duties = ended(state.duties, isOpen, 'cancelled', day);
    return nothingMore({
      ...withDuties(state, [...duties, ...resultOwed(state, day)]),
      silent: { on: day, by, remarks },
    });
  },
};
