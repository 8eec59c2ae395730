import type { Day } from './day.ts';
import { owe } from './duty.ts';
import type { Line } from './duty.ts';
import { byReport, visitKey, withDuties } from './inspection.ts';
import type { Inspection, Visit } from './inspection.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { MatterId, Rule } from './matter.ts';
import { fixedDue, reckon } from './term.ts';
import type { Due } from './term.ts';

/** The first day the team comes. */
const firstVisit = (inspection: Inspection): Visit | undefined =>
  inspection.visits.reduce<Visit | undefined>((first, v) => (!first || v.day < first.day ? v : first), undefined);

/** A paper reached the unit: itself is told at once, the team once for all the units of the paper. */
export function toldOf(state: Inspection, letter: 'notice' | 'conclusion', paper: MatterId, day: Day): Line[] {
  const superior = state.vertical && letter === 'conclusion' ? (['superior'] as const) : [];
  return [
    ...(['unit-contact', 'unit-head', ...superior] as const).map((role) =>
      eventLine(state, letter, paper, role, day, { paper }),
    ),
    ...(['lead', 'secretary'] as const).map((role) => eventLine(state, 'team-told', paper, role, day, { paper })),
    ...chairsTold(state, 'team-told', paper, day, { paper }),
  ];
}

/** The same word to those who chair a visit, or write its minutes, in the team's place. */
export const chairsTold = (
  state: Inspection,
  letter: 'team-told' | 'visit-changed',
  event: string,
  day: Day,
  about: Record<string, string | number>,
  visits: Visit[] = state.visits,
): Line[] =>
  visits.flatMap(({ n, chaired, written }) =>
    [...(chaired ? (['chair'] as const) : []), ...(written ? (['secretary'] as const) : [])].map((role) => ({
      ...eventLine(state, letter, `${event}:${n}`, role, day, { ...about, visit: n }),
      visit: visitKey(state.id, n),
    })),
  );

/** What became of a visit, as its letter and its calendar entry say it. */
export type VisitChange = 'called' | 'opened' | 'moved' | 'postponed' | 'cancelled' | 'kept';

/** Unit and team are told of a visit's change at once, whoever made it; of a move, from which half-day. */
export function visitTold(
  state: Inspection,
  change: VisitChange,
  visits: Visit[],
  day: Day,
  before?: Pick<Visit, 'day' | 'session'>,
): Line[] {
  return visits.flatMap((visit) => {
    const { n, sequence = 0 } = visit;
    const event = `visit:${n}:${sequence}:${change}`;
    const about = {
      visit: n,
      sequence,
      change,
      ...(before ? { from: before.day, fromSession: before.session } : {}),
    };
    return [
      ...(['unit-contact', 'unit-head', 'lead', 'secretary'] as const).map((role) =>
        eventLine(state, 'visit-changed', event, role, day, about),
      ),
      ...chairsTold(state, 'visit-changed', event, day, about, [visit]),
    ];
  });
}

/** When the self-assessment is due: before the visit, or by the plan's day; never on or before the day the unit hears. */
export function selfReportDue(state: Inspection, told: Day): { id: string; kind: 'self-report'; due: Due } | undefined {
  const visit = firstVisit(state);
  const late = reckon(state.calendar, { from: told, count: 1, unit: 'working-day', basis: 'rule:late-notice' });
  if (byReport(state)) {
    if (!state.reportBy) return undefined;
    const due = fixedDue(state.calendar, state.reportBy, 'rule:report-by');
    return { id: 'self-report', kind: 'self-report', due: due.day > told ? due : late };
  }
  if (!visit || state.method === 'surprise') return undefined;
  const duty = dutyOf(state, 'self-report', visit.day);
  return duty.due.day > told ? duty : { ...duty, due: late };
}

/** The inspection notice was issued: the unit is told and owes an acknowledgement and its report. */
export const noticed: Rule<Inspection, { paper: MatterId; on: Day }> = {
  accepts() {
    // an issued paper is a fact: refused once, it would be brought again for ever
  },
  next(state, { paper, on }, day) {
    if (state.noticed || state.closed) return nothingMore(state);
    const report = selfReportDue(state, day);
    const unit = { role: 'unit-contact' } as const;
    const duties = [
      owe({ ...dutyOf(state, 'acknowledge', on), owedBy: unit, ladder: 'A', opened: day }),
      ...(report ? [owe({ ...report, owedBy: unit, ladder: 'B', opened: day })] : []),
    ];
    return {
      state: { ...withDuties(state, [...state.duties, ...duties]), noticed: { paper, on } },
      lines: toldOf(state, 'notice', paper, day),
      tells: [],
    };
  },
};

/** A reporting round opened: the unit owes its report by the plan's day; no paper precedes it. */
export const opened: Rule<Inspection, object> = {
  accepts() {
    // the launch of the round is a fact
  },
  next(state, _, day) {
    const report = selfReportDue(state, day);
    if (!report || state.method !== 'reporting' || state.closed || state.duties.length > 0) return nothingMore(state);
    return {
      state: {
        ...withDuties(state, [owe({ ...report, owedBy: { role: 'unit-contact' }, ladder: 'B', opened: day })]),
        acknowledged: { on: day, by: 'rule:reporting' },
      },
      lines: (['unit-contact', 'unit-head'] as const).map((role) =>
        eventLine(state, 'asked', 'report', role, day, { what: 'report' }),
      ),
      tells: [],
    };
  },
};
