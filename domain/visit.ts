import { dayOffName, isWorkingDay } from './calendar.ts';
import { addDays, vnDay } from './day.ts';
import type { Day } from './day.ts';
import { ended, isOpen, isPaused, moved, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import {
  assertInspection,
  draftOwed,
  holdable,
  isPublic,
  isUnannounced,
  kindIs,
  minutesSignable,
  visitKey,
  visitOf,
  withDuties,
} from './inspection.ts';
import type {
  DayWish,
  DroppedVisit,
  Inspection,
  InspectionState,
  MinutesSigner,
  Session,
  Visit,
} from './inspection.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Rule, Step } from './matter.ts';
import { firstDay, isPutOff, selfReportDue, visitAsTold, visitTold } from './notice.ts';
import { Refusal } from './refusal.ts';

const withVisit = (state: Inspection, n: number, change: Partial<Visit>): Inspection => ({
  ...state,
  visits: state.visits.map((visit) => (visit.n === n ? { ...visit, ...change } : visit)),
});

/** The answer owed to a wish for another day of visit `n`. */
const isWishFor =
  ({ dayWishes }: Inspection, n: number) =>
  ({ kind, about }: Duty): boolean =>
    kind === 'decide-another-day' && dayWishes.some((wish) => wish.n === about && wish.visit === n);

/**
 * Added to a running round: a surprise, known to the team alone, or a re-inspection, to which the
 * unit is called by letter. Both are held without notice and self-assessment.
 */
export const schedule: Rule<Inspection, object> = {
  accepts(state) {
    if (!isUnannounced(state)) throw new Refusal('inspection-in-plan');
  },
  next: (state, _, day) =>
    state.hidden || state.version > 0
      ? nothingMore(state)
      : { state, lines: visitTold(state, 'called', state.visits, day), tells: [] },
};

/** How far from its plan a visit may be said to have been held, in days. */
const farthest = 30;

/** A visit is held on its day, or on another for a reason: not before the unit was told, nor far from the plan. */
function assertLikely(state: Inspection, visit: Visit, on: Day, reason: string | undefined, day: Day): void {
  if (on > day) throw new Refusal('visit-in-future', { day: vnDay(on) });
  const { n, day: planned, postponed, held } = visit;
  if (reason === undefined && (on !== planned || held !== undefined))
    throw new Refusal('visit-held-other-day', { visit: n, planned: vnDay(planned) });
  const noticed = state.noticed?.on;
  const [early, late] = [addDays(planned, -farthest), addDays(planned, farthest)];
  const from = noticed !== undefined && (postponed || noticed > early) ? noticed : early;
  const to = postponed || late > day ? day : late;
  if (on < from || on > to)
    throw new Refusal('visit-held-unlikely', { day: vnDay(on), from: vnDay(from), to: vnDay(to) });
}

/**
 * The visit took place. What the unit still owed before it is over; the secretary owes the minutes. Said again before
 * the minutes are signed it puts the day right; `reason` names the frozen words, wanted for every day but the plan's.
 */
export const hold: Rule<Inspection, { visit: number; on: Day; reason?: string }> = {
  accepts(state, { visit: n, on, reason }, day) {
    const allowed: readonly InspectionState[] = isUnannounced(state) ? ['planned', ...holdable] : holdable;
    assertInspection(state, allowed, 'ghi nhận đã kiểm tra');
    const visit = visitOf(state, n);
    if (visit.minutesSigned || visit.held === on) throw new Refusal('visit-already-held', { visit: n });
    assertLikely(state, visit, on, reason, day);
  },
  next(state, { visit: n, on, reason }, day) {
    const { postponed: _, heldWhy: _why, ...visit } = visitOf(state, n);
    const why = reason === undefined ? {} : { heldWhy: reason };
    const visits = state.visits.map((other) => (other.n === n ? { ...visit, held: on, ...why } : other));
    const minutes = dutyOf(state, 'minutes', on, n);
    if (visit.held !== undefined) {
      const followed = (duty: Duty): Duty =>
        duty.id === minutes.id ? moved(duty, minutes.due, { on: day, why: 'visit-moved', basis: reason ?? '' }) : duty;
      return nothingMore(withDuties({ ...state, visits }, state.duties.map(followed)));
    }
    const over = (duty: Duty) =>
      state.ladders[duty.ladder].until === 'visit-held' ||
      kindIs('acknowledge', 'review-self-report')(duty) ||
      isWishFor(state, n)(duty);
    const owed = owe({
      ...minutes,
      owedBy: { role: 'secretary', visit: visitKey(state.id, n) },
      ladder: 'D',
      opened: day,
    });
    const { hidden, ...known } = { ...state, visits };
    return {
      state: withDuties(known, [...ended(state.duties, over, 'cancelled', day), owed]),
      lines: hidden ? visitTold(known, 'opened', [visitOf(known, n)], day) : [],
      tells: [],
    };
  },
};

/**
 * The minutes of a visit are signed, or lack a signature for the reason they state; after the last
 * visit's, the lead owes a draft conclusion. `minutes` is their frozen text.
 */
export const signMinutes: Rule<
  Inspection,
  { visit: number; minutes: string; unsigned?: MinutesSigner[]; reasoned?: boolean }
> = {
  accepts(state, { visit: n, unsigned = [], reasoned }) {
    assertInspection(state, minutesSignable, 'ký biên bản');
    const visit = visitOf(state, n);
    if (!visit.held) throw new Refusal('visit-not-held', { visit: n });
    if (visit.minutesSigned) throw new Refusal('minutes-already-signed', { visit: n });
    if (unsigned.includes('secretary')) throw new Refusal('minutes-without-secretary');
    if (unsigned.length > 0 && !reasoned) throw new Refusal('minutes-unsigned-without-reason');
  },
  next(state, { visit: n, minutes, unsigned = [] }, day) {
    const signed = withVisit(state, n, {
      minutesSigned: day,
      minutes,
      ...(unsigned.length > 0 ? { unsigned } : {}),
    });
    const met = ended(state.duties, (duty) => duty.kind === 'minutes' && duty.about === n, 'met', day);
    if (signed.visits.some((visit) => !visit.minutesSigned)) return nothingMore(withDuties(signed, met));
    const lastHeld = signed.visits.map((visit) => visit.held!).reduce((a, b) => (a > b ? a : b));
    return nothingMore(withDuties(signed, [...met, draftOwed(signed, lastHeld, day, 'draft-conclusion')]));
  },
};

/** The PDF of a visit's minutes was stored, or they cannot be laid out. */
export const minutesRendered: Rule<Inspection, { visit: number } & ({ file: string } | { unprintable: true })> = {
  accepts() {
    // a stored file is a fact
  },
  next: (state, { visit, ...outcome }) =>
    nothingMore(
      withVisit(
        state,
        visit,
        'file' in outcome ? { minutesFile: outcome.file } : { minutesUnprintable: outcome.unprintable },
      ),
    ),
};

/** Signed minutes that have no PDF yet. */
export const unrendered = ({ visits }: Inspection): Visit | undefined =>
  visits.find((visit) => visit.minutesSigned && !visit.minutesFile && !visit.minutesUnprintable);

/**
 * The self-assessment follows the visits: it rests while every one is put off, and is due anew when it runs again or
 * the first day is another. `basis` names the frozen change.
 */
function withReport(state: Inspection, before: Inspection, day: Day, basis: string): Inspection {
  const due = selfReportDue(state, day);
  const isAnother = firstDay(state) !== firstDay(before);
  const followed = (duty: Duty): Duty => {
    if (isPutOff(state)) return isPaused(duty) ? duty : { ...duty, pauses: [...duty.pauses, { from: day, basis }] };
    const pauses = duty.pauses.map((pause) => (pause.to === undefined ? { ...pause, to: day } : pause));
    const running = { ...duty, pauses };
    const isDue = due && (isAnother || isPaused(duty));
    return isDue ? moved(running, due.due, { on: day, why: 'visit-moved', basis }) : running;
  };
  return withDuties(
    state,
    state.duties.map((duty) => (duty.kind === 'self-report' && isOpen(duty) ? followed(duty) : duty)),
  );
}

/** A new day for a visit, whoever wished it: told to all, and the self-assessment is due anew. */
function visitMoved(
  state: Inspection,
  n: number,
  to: Pick<Visit, 'day' | 'session' | 'chaired' | 'written'> & { change: string },
  day: Day,
): Step<Inspection> {
  const before = visitOf(state, n);
  const { postponed: _, ...kept } = before;
  const visit: Visit = { ...kept, ...to, sequence: (before.sequence ?? 0) + 1 };
  const visits = state.visits.map((other) => (other.n === n ? visit : other));
  const next = withReport({ ...state, visits }, state, day, to.change);
  return {
    state: next,
    lines: isPublic(state) ? visitTold(next, 'moved', [visit], day, { before }) : [],
    tells: [],
  };
}

const movable: readonly InspectionState[] = ['planned', ...holdable];

/** A visit that is still to come. */
function assertToCome(state: Inspection, n: number, act = 'đổi lịch buổi kiểm tra'): void {
  assertInspection(state, movable, act);
  if (visitOf(state, n).held) throw new Refusal('visit-already-held', { visit: n });
}

/** It may be held on `to`: a working day ahead. */
function assertMovable(state: Inspection, n: number, day: Day, to: Day): void {
  assertToCome(state, n);
  if (to <= day) throw new Refusal('visit-in-past', { day: vnDay(to) });
  if (!isWorkingDay(state.calendar, to))
    throw new Refusal('visit-on-day-off', { day: vnDay(to), off: dayOffName(state.calendar, to) ?? '' });
}

/**
 * The office moves a visit; `change` names the frozen place, hour and reason. It may go to other hands with that:
 * `chaired`, `written` say that somebody was appointed for it.
 */
export const moveVisit: Rule<
  Inspection,
  { visit: number } & Pick<Visit, 'day' | 'session' | 'chaired' | 'written'> & { change: string }
> = {
  accepts(state, { visit: n, day: to, session, chaired, written }, day) {
    assertMovable(state, n, day, to);
    const visit = visitOf(state, n);
    const isSame = visit.day === to && visit.session === session && !visit.postponed;
    if (isSame && !chaired && !written) throw new Refusal('visit-not-moved');
  },
  next(state, { visit: n, ...to }, day) {
    // the office's own day answers a wish that waits
    const wish = state.dayWishes.find((one) => one.visit === n && isWaiting(state, one));
    if (!wish) return visitMoved(state, n, to, day);
    const granted = wish.day === to.day && wish.session === to.session;
    return visitMoved(decided(state, wish, { granted, change: to.change }, day), n, to, day);
  },
};

/** A wish with its answer, the duty to give it met. */
const decided = (
  state: Inspection,
  { n }: DayWish,
  { granted, change }: { granted: boolean; change: string },
  day: Day,
): Inspection => ({
  ...withDuties(
    state,
    ended(state.duties, (duty) => duty.kind === 'decide-another-day' && duty.about === n, 'met', day),
  ),
  dayWishes: state.dayWishes.map((wish) =>
    wish.n === n ? { ...wish, decided: { on: day, granted, remarks: change } } : wish,
  ),
});

/** Put off without a new day: what the unit owes before the visit waits. */
export const postponeVisit: Rule<Inspection, { visit: number; change: string }> = {
  accepts(state, { visit: n }) {
    assertToCome(state, n);
    if (visitOf(state, n).postponed) throw new Refusal('visit-already-postponed', { visit: n });
  },
  next(state, { visit: n, change }, day) {
    const before = visitOf(state, n);
    const put = withVisit(state, n, { postponed: day, change, sequence: (before.sequence ?? 0) + 1 });
    const next = withReport(put, state, day, change);
    return {
      state: next,
      lines: isPublic(state) ? visitTold(next, 'postponed', [visitOf(next, n)], day) : [],
      tells: [],
    };
  },
};

/**
 * A visit that will not be held any more (bỏ buổi kiểm tra): the unit and its people are told, and the inspection goes
 * on with the others. On site there is at least one: where the team never comes, the inspection itself is cancelled,
 * because how a unit is inspected stands in the plan and changes by another plan.
 */
export const dropVisit: Rule<Inspection, { visit: number; change: string }> = {
  accepts(state, { visit: n }) {
    assertToCome(state, n, 'bỏ buổi kiểm tra');
    if (state.visits.length === 1) throw new Refusal('visit-is-the-last', { visit: n });
  },
  next(state, { visit: n, change }, day) {
    const { postponed: _, ...before } = visitOf(state, n);
    const gone: DroppedVisit = { ...before, change, sequence: (before.sequence ?? 0) + 1, dropped: day };
    const left: Inspection = {
      ...withDuties(state, ended(state.duties, isWishFor(state, n), 'cancelled', day)),
      visits: state.visits.filter((visit) => visit.n !== n),
      dropped: [...(state.dropped ?? []), gone],
    };
    const next = withReport(left, state, day, change);
    // the minutes of the others were signed before: what held up the draft is gone
    const isOver = next.visits.every(({ minutesSigned }) => minutesSigned !== undefined) && !next.drafted;
    return {
      state: isOver ? withDuties(next, [...next.duties, draftOwed(next, day, day, 'visit-dropped')]) : next,
      lines: isPublic(state) ? visitTold(next, 'dropped', [gone], day) : [],
      tells: [],
    };
  },
};

/** Not decided, and its visit still to come. */
const isWaiting = ({ visits }: Inspection, wish: DayWish): boolean =>
  !wish.decided && visits.some((visit) => visit.n === wish.visit && !visit.held);

/** The unit asks for another day; the lead owes an answer. `reason` is content. */
export const askAnotherDay: Rule<Inspection, { visit: number; day: Day; session: Session; reason: string }> = {
  accepts(state, { visit: n, day: to, reason }, day) {
    if (state.dayWishes.some((wish) => wish.reason === reason)) return;
    if (state.hidden) throw new Refusal('visit-unknown', { visit: n });
    assertMovable(state, n, day, to);
    if (state.dayWishes.some((wish) => isWaiting(state, wish))) throw new Refusal('another-day-already-asked');
  },
  next(state, { visit, day: to, session, reason }, day) {
    if (state.dayWishes.some((wish) => wish.reason === reason)) return nothingMore(state);
    const n = state.dayWishes.length + 1;
    const wish: DayWish = { n, visit, day: to, session, asked: day, reason };
    const decide = owe({
      ...dutyOf(state, 'decide-another-day', day, n),
      owedBy: { role: 'lead' },
      ladder: 'D',
      opened: day,
    });
    return {
      state: withDuties({ ...state, dayWishes: [...state.dayWishes, wish] }, [...state.duties, decide]),
      lines: (['lead', 'secretary'] as const).map((role) =>
        eventLine(state, 'unit-answered', `another-day:${n}`, role, day, { what: 'another-day', wish: n }),
      ),
      tells: [],
    };
  },
};

/** The lead grants the day the unit asked for, or keeps the day; `change` names the frozen words to the unit. */
export const decideAnotherDay: Rule<Inspection, { wish: number; granted: boolean; change: string }> = {
  accepts(state, { wish: n, granted }, day) {
    assertInspection(state, movable, 'trả lời đề nghị đổi ngày');
    const wish = state.dayWishes.find((candidate) => candidate.n === n);
    if (!wish || !isWaiting(state, wish)) throw new Refusal('another-day-not-asked');
    if (granted) assertMovable(state, wish.visit, day, wish.day);
  },
  next(state, { wish: n, granted, change }, day) {
    const wish = state.dayWishes.find((candidate) => candidate.n === n)!;
    const answered = decided(state, wish, { granted, change }, day);
    if (granted) return visitMoved(answered, wish.visit, { day: wish.day, session: wish.session, change }, day);
    return {
      state: answered,
      lines: [
        eventLine(state, 'visit-changed', `another-day:${n}`, 'unit-contact', day, {
          ...visitAsTold(visitOf(state, wish.visit)),
          change: 'kept',
          remarks: change,
        }),
      ],
      tells: [],
    };
  },
};
