import { nextWorkingDay, rollForward } from './calendar.ts';
import { vnDay } from './day.ts';
import type { Day } from './day.ts';
import { ended, isOpen, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import type { LadderName } from './ladder.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Matter, MatterId, Rule, Rules, Setting } from './matter.ts';
import { Refusal } from './refusal.ts';
import type { CampaignId, Role } from './role.ts';

export const campaignStates = [
  'submitted',
  'sent-back',
  'approved',
  'launching',
  'running',
  'inspection-ended',
  'closed',
  'cancelled',
] as const;
export type CampaignState = (typeof campaignStates)[number];

export const campaignWords: Record<CampaignState, string> = {
  submitted: 'đã trình, chờ phê duyệt',
  'sent-back': 'bị trả lại, cần sửa kế hoạch',
  approved: 'đã phê duyệt, chờ triển khai',
  launching: 'đang triển khai tới các đơn vị',
  running: 'đang kiểm tra',
  'inspection-ended': 'đã kết thúc kiểm tra, đang theo dõi khắc phục',
  closed: 'đã đóng đợt',
  cancelled: 'đã hủy',
};

/** The plan as approved: a frozen snapshot; only its name, hash and counts live here. */
export interface FrozenPlan {
  snapshot: string;
  sha256: string;
  units: number;
  /** The first and last day anything is asked of a unit: its visits, or the day its report is due. None: all are surprised. */
  firstVisit?: Day;
  lastVisit?: Day;
  /** More than one team inspects. */
  severalTeams?: true;
  /** Units are asked for their reports, not inspected. */
  reporting?: true;
  /** A consolidated report is owed at the end. */
  report?: true;
}

/** One round of inspection, from its plan's submission to its close. */
export interface Campaign extends Matter {
  process: 'campaign';
  place: { campaign: CampaignId };
  state: CampaignState;
  plan: FrozenPlan;
  approved?: { on: Day; by: string };
  launched: number;
  noticed?: Day;
  /** The working day on which what is open is counted next. */
  countOn?: Day;
  open?: { matters: number; inspections: number; on: Day };
  inspectionEnded?: Day;
  /** The consolidated report was issued. */
  reported?: Day;
  /** Closed with this much still open, followed on under the name of `to`. */
  carried?: { to: string; matters: number };
}

export const campaignMatterId = (campaign: CampaignId): MatterId => `campaign:${campaign}`;

export function newCampaign(setting: Setting, campaign: CampaignId, day: Day): Campaign {
  return {
    id: campaignMatterId(campaign),
    process: 'campaign',
    schema: 1,
    version: 0,
    place: { campaign },
    ...setting,
    asOf: day,
    duties: [],
    outbox: [],
    heard: [],
    state: 'sent-back',
    plan: { snapshot: '', sha256: '', units: 0 },
    launched: 0,
  };
}

export const submittable: readonly CampaignState[] = ['sent-back'];
export const approvable: readonly CampaignState[] = ['submitted'];
export const launchable: readonly CampaignState[] = ['approved'];
export const endable: readonly CampaignState[] = ['running'];
export const closableCampaign: readonly CampaignState[] = ['inspection-ended'];
export const cancellableCampaign: readonly CampaignState[] = ['submitted', 'sent-back', 'approved'];
const counting: readonly CampaignState[] = ['running', 'inspection-ended'];

function assertState(campaign: Campaign, allowed: readonly CampaignState[], act: string): void {
  if (!allowed.includes(campaign.state))
    throw new Refusal('campaign-not-ready', { act, state: campaignWords[campaign.state] });
}

/** A plan may be put forward and sent back several times: each time owes a duty with an id of its own. */
function planDuty(
  state: Campaign,
  kind: 'approve-plan' | 'revise-plan',
  role: Role,
  ladder: LadderName,
  day: Day,
): Duty {
  const times = state.duties.filter((duty) => duty.kind === kind).length + 1;
  return owe({ ...dutyOf(state, kind, day, times), owedBy: { role }, ladder, opened: day });
}

const met = (state: Campaign, kind: Duty['kind'], day: Day): Duty[] =>
  ended(state.duties, (duty) => duty.kind === kind, 'met', day);

/**
 * The plan is put before the signer, frozen as `plan`, and what the round's matters take from it as `setting`: put
 * forward again, it is the later one that counts. Its clock is only taken by a round that nothing is recorded of.
 */
export const submit: Rule<Campaign, { plan: FrozenPlan; setting?: Setting }> = {
  accepts(state, { plan }, day) {
    if (state.plan.snapshot === plan.snapshot) return;
    assertState(state, submittable, 'trình kế hoạch');
    if (plan.units === 0) throw new Refusal('plan-without-units');
    if (plan.firstVisit !== undefined && plan.firstVisit <= day)
      throw new Refusal('visit-in-past', { day: vnDay(plan.firstVisit) });
  },
  next(before, { plan, setting }, day) {
    if (before.plan.snapshot === plan.snapshot) return nothingMore(before);
    const { calendar, ladders, terms } = setting ?? before;
    const state: Campaign = { ...before, calendar, ladders, terms };
    const approve = planDuty(state, 'approve-plan', 'signer', 'E', day);
    return nothingMore({ ...state, state: 'submitted', plan, duties: [...met(state, 'revise-plan', day), approve] });
  },
};

export const approve: Rule<Campaign, { by: string }> = {
  accepts(state) {
    assertState(state, approvable, 'phê duyệt');
  },
  next(state, { by }, day) {
    const { firstVisit, reporting } = state.plan;
    // nobody is told of surprises beforehand, and a reporting round asks by letter
    const issue =
      firstVisit === undefined || reporting
        ? []
        : [
            owe({
              ...dutyOf(state, 'issue-notice', firstVisit),
              owedBy: { role: 'planner' },
              ladder: 'D',
              opened: day,
            }),
          ];
    return {
      state: {
        ...state,
        state: 'approved',
        approved: { on: day, by },
        duties: [...met(state, 'approve-plan', day), ...issue],
      },
      lines: [eventLine(state, 'plan-decided', state.plan.snapshot, 'planner', day, { decision: 'approved' })],
      tells: [],
    };
  },
};

/** Returned to the planner; the reason is content, named by `remarks`. */
export const sendBack: Rule<Campaign, { remarks: string }> = {
  accepts(state) {
    assertState(state, approvable, 'trả lại kế hoạch');
  },
  next(state, { remarks }, day) {
    const revise = planDuty(state, 'revise-plan', 'planner', 'D', day);
    return {
      state: { ...state, state: 'sent-back', duties: [...met(state, 'approve-plan', day), revise] },
      lines: [
        eventLine(state, 'plan-decided', state.plan.snapshot, 'planner', day, { decision: 'sent-back', remarks }),
      ],
      tells: [],
    };
  },
};

/**
 * The consolidated report, owed from the end of inspection, or from the day the units' reports are due. The secretary
 * of the one team owes it. Several teams have no secretary over them all: each concludes for its own units, and what
 * they found is put together by the division that keeps the round, so its planner owes the report.
 */
const reportOwed = (state: Campaign, from: Day, opened: Day): Duty[] =>
  isReportOwed(state)
    ? []
    : [
        owe({
          ...dutyOf(state, 'draft-report', from),
          owedBy: { role: state.plan.severalTeams ? 'planner' : 'secretary' },
          ladder: 'D',
          opened,
        }),
      ];

const isReportOwed = ({ duties }: Campaign): boolean =>
  duties.some((duty) => duty.kind === 'draft-report' && isOpen(duty));

/** One act creates every unit's inspection, by pages over the frozen list. */
export const launch: Rule<Campaign, object> = {
  accepts(state) {
    assertState(state, launchable, 'triển khai');
  },
  next: (state) => nothingMore({ ...state, state: 'launching', launched: 0 }),
};

/** A page of inspections was created. */
export const launchedPage: Rule<Campaign, { launched: number }> = {
  accepts(state) {
    assertState(state, ['launching'], 'triển khai');
  },
  next(state, { launched }, day) {
    if (launched < state.plan.units) return nothingMore({ ...state, launched });
    return nothingMore({
      ...state,
      launched,
      state: 'running',
      countOn: nextWorkingDay(state.calendar, day),
      duties: [...state.duties, ...(state.plan.reporting ? reportOwed(state, state.plan.lastVisit ?? day, day) : [])],
    });
  },
};

/** The inspection notice reached every unit. */
export const noticeIssued: Rule<Campaign, { on: Day }> = {
  accepts() {
    // an issued paper is a fact
  },
  next: (state, { on }, day) =>
    nothingMore({ ...state, noticed: state.noticed ?? on, duties: met(state, 'issue-notice', day) }),
};

/** The consolidated report was issued; a reporting round has nothing left to ask of its units. */
export const reported: Rule<Campaign, { on: Day }> = {
  accepts() {
    // an issued paper is a fact
  },
  next(state, { on }, day) {
    const told: Campaign = { ...state, reported: state.reported ?? on, duties: met(state, 'draft-report', day) };
    const isOver = state.plan.reporting && state.state === 'running';
    return nothingMore(isOver ? { ...told, state: 'inspection-ended', inspectionEnded: day } : told);
  },
};

/**
 * What was open in the records at the start of `day`. Opens the duty to send one official letter
 * for all rungs that wait for one and cancels it when none waits any more, asks for the end of
 * inspection when every unit has its conclusion, and closes the round when nothing is open any more. Where the units
 * that waited for a notice (`unnoticed`) were all cancelled, no notice is owed.
 */
export const counted: Rule<
  Campaign,
  { matters: number; inspections: number; lettersWaiting: number; unnoticed?: number }
> = {
  accepts() {
    // a count is a fact
  },
  next(state, { matters, inspections, lettersWaiting, unnoticed }, day) {
    const open = { matters, inspections, on: day };
    if (state.state === 'inspection-ended' && matters === 0 && lettersWaiting === 0 && !isReportOwed(state)) {
      const { countOn: _, ...rest } = state;
      return nothingMore({
        ...rest,
        open,
        state: 'closed',
        closed: day,
        duties: ended(state.duties, isOpen, 'cancelled', day),
      });
    }
    const wanted: Duty[] = [];
    const isOwed = (kind: Duty['kind']) => state.duties.some((duty) => duty.kind === kind && isOpen(duty));
    if (lettersWaiting > 0 && !isOwed('send-official-letter')) {
      const n = state.duties.filter((duty) => duty.kind === 'send-official-letter').length + 1;
      wanted.push(
        owe({
          ...dutyOf(state, 'send-official-letter', day, n),
          owedBy: { role: 'planner' },
          ladder: 'D',
          opened: day,
        }),
      );
    }
    if (state.state === 'running' && !state.plan.reporting && inspections === 0 && !isOwed('end-inspection')) {
      wanted.push(
        owe({ ...dutyOf(state, 'end-inspection', day), owedBy: { role: 'planner' }, ladder: 'D', opened: day }),
      );
    }
    const isIdle = ({ kind }: Duty): boolean =>
      (kind === 'send-official-letter' && lettersWaiting === 0) || (kind === 'issue-notice' && unnoticed === 0);
    const duties = ended(state.duties, isIdle, 'cancelled', day);
    return nothingMore({
      ...state,
      open,
      countOn: nextWorkingDay(state.calendar, day),
      duties: [...duties, ...wanted],
    });
  },
};

/** One official letter for all late units was issued, in the office's own system or here. */
export const officialLetterSent: Rule<Campaign, { letter: string; on: Day }> = {
  accepts(state) {
    // what was carried on is chased on, by letters too
    if (!state.carried && !state.duties.some((duty) => duty.kind === 'send-official-letter' && isOpen(duty)))
      throw new Refusal('no-official-letter-wanted');
  },
  next(state, { letter, on }, day) {
    return {
      state: { ...state, duties: met(state, 'send-official-letter', day) },
      lines: [],
      tells: [
        {
          to: `broadcast:${state.place.campaign}:letter:${letter}`,
          message: 'broadcast',
          body: { change: 'official-letter', campaign: state.place.campaign, letter, on },
        },
      ],
    };
  },
};

/** The first act of ending: no unit is inspected any more, what they owe is followed on. */
export const endInspection: Rule<Campaign, { openInspections: number }> = {
  accepts(state, { openInspections }) {
    assertState(state, endable, 'kết thúc kiểm tra');
    if (openInspections > 0) throw new Refusal('inspections-still-open', { count: openInspections });
  },
  next(state, _, day) {
    return nothingMore({
      ...state,
      state: 'inspection-ended',
      inspectionEnded: day,
      duties: [
        ...met(state, 'end-inspection', day),
        ...(state.plan.report && !state.reported ? reportOwed(state, day, day) : []),
      ],
    });
  },
};

/**
 * The second act of ending (Đóng đợt): what is still open is carried on under the name of `to`, the year or
 * round that follows it. What is open is counted by the caller just before.
 */
export const closeCampaign: Rule<
  Campaign,
  { to: string; papers: number; matters: number; units?: number; inspections?: number }
> = {
  accepts(state, { to, papers, matters, units = matters, inspections = 0 }) {
    assertState(state, closableCampaign, 'đóng đợt');
    if (inspections > 0) throw new Refusal('inspections-still-open', { count: inspections });
    if (papers > 0) throw new Refusal('papers-still-open', { count: papers });
    if (isReportOwed(state)) throw new Refusal('report-still-owed');
    if (matters > 0 && to.trim() === '') throw new Refusal('carried-to-nowhere', { count: matters, units });
  },
  next(state, { to, matters }, day) {
    const { countOn: _, ...rest } = state;
    return {
      state: {
        ...rest,
        state: 'closed',
        closed: day,
        ...(matters > 0 ? { carried: { to, matters } } : {}),
        duties: ended(state.duties, isOpen, 'cancelled', day),
      },
      lines: [],
      tells:
        matters > 0
          ? [
              {
                to: `broadcast:${state.place.campaign}:carry`,
                message: 'broadcast',
                body: { change: 'carry', campaign: state.place.campaign, to, on: day },
              },
            ]
          : [],
    };
  },
};

export const cancelCampaign: Rule<Campaign, { reason: string }> = {
  accepts(state) {
    assertState(state, cancellableCampaign, 'hủy đợt');
  },
  next(state, _, day) {
    return nothingMore({
      ...state,
      state: 'cancelled',
      closed: day,
      duties: ended(state.duties, isOpen, 'cancelled', day),
    });
  },
};

export const campaignRules: Rules<Campaign> = {
  messages: {
    submit,
    approve,
    sendBack,
    launch,
    launchedPage,
    noticeIssued,
    counted,
    officialLetterSent,
    endInspection,
    reported,
    close: closeCampaign,
    cancel: cancelCampaign,
  },
  work: {
    on(state) {
      if (state.state === 'launching') return state.asOf;
      return counting.includes(state.state) && state.countOn ? rollForward(state.calendar, state.countOn) : undefined;
    },
    next: (state) =>
      state.state === 'launching'
        ? {
            does: 'launchPage',
            message: 'launchedPage',
            body: { snapshot: state.plan.snapshot, after: state.launched },
          }
        : { does: 'countOpen', message: 'counted', body: { before: state.countOn } },
  },
};
