import type { Day } from './day.ts';
import { ended, isOpen } from './duty.ts';
import { assertInspection, byReport, cancellable, draftOwed, isPublic, kindIs, withDuties } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { nothingMore } from './matter.ts';
import type { MatterId, Rule } from './matter.ts';
import { givenUpTold, toldOf, visitTold } from './notice.ts';

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
    if (state.method === 'reporting') return nothingMore(rest);
    const times = state.duties.filter(({ kind }) => kind === 'draft-conclusion').length + 1;
    return nothingMore(withDuties(rest, [...state.duties, draftOwed(state, day, day, 'draft-given-up', times)]));
  },
};

/**
 * The conclusion (or the report of the round) was issued: the inspection is over; what it asks
 * lives on in the remediation. A unit that sent no report by then did not report.
 */
export const concluded: Rule<Inspection, { paper: MatterId; on: Day }> = {
  accepts() {
    // an issued paper is a fact
  },
  next(state, { paper, on }, day) {
    if (state.concluded) return nothingMore(state);
    const duties = ended(state.duties, isOpen, 'cancelled', day);
    const silent = byReport(state) && !state.selfReport && !state.silent;
    const { hidden: _, ...known } = state;
    return {
      state: {
        ...withDuties(known, duties),
        ...(silent ? { silent: { on: day, by: 'rule:no-report', remarks: '' } } : {}),
        concluded: { paper, on },
        closed: day,
      },
      lines: state.method === 'reporting' ? [] : toldOf(state, 'conclusion', paper, day),
      tells: [],
    };
  },
};

/** Given up before any visit was held; whoever was invited is told. `reason` is content. */
export const cancel: Rule<Inspection, { reason: string }> = {
  accepts(state) {
    assertInspection(state, cancellable, 'hủy cuộc kiểm tra');
  },
  next(state, { reason }, day) {
    // their last change still says where and when they were to be
    const visits = state.visits.map((visit) => ({ ...visit, sequence: (visit.sequence ?? 0) + 1 }));
    const gone: Inspection = {
      ...withDuties(state, ended(state.duties, isOpen, 'cancelled', day)),
      visits,
      cancelled: { on: day, reason },
      closed: day,
    };
    const told =
      visits.length > 0
        ? visitTold(gone, 'cancelled', visits, day, { remarks: reason })
        : givenUpTold(gone, reason, day);
    return { state: gone, lines: isPublic(state) ? told : [], tells: [] };
  },
};
