import type { Day } from './day.ts';
import { owe } from './duty.ts';
import type { Line, Pause } from './duty.ts';
import { byReport, visitKey, withDuties } from './inspection.ts';
import type { Inspection, Visit } from './inspection.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { MatterId, Rule } from './matter.ts';
import { fixedDue, reckon } from './term.ts';
import type { Due } from './term.ts';

/** Every visit is put off: nobody knows when the team comes. */
export const isPutOff = ({ visits }: Pick<Inspection, 'visits'>): boolean =>
  visits.length > 0 && visits.every(({ postponed }) => postponed !== undefined);

/** The first day the team comes: of the visits that are not put off, unless all are. */
export function firstDay(inspection: Pick<Inspection, 'visits'>): Day | undefined {
  const { visits } = inspection;
  const going = isPutOff(inspection) ? visits : visits.filter(({ postponed }) => postponed === undefined);
  return going.map(({ day }) => day).sort()[0];
}

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
export type VisitChange = 'called' | 'opened' | 'moved' | 'postponed' | 'dropped' | 'cancelled' | 'kept';

/** A visit as it stood when its change was told: its words and its invitation say that, whatever came after. */
export const visitAsTold = ({
  n,
  sequence = 0,
  day,
  held,
  session,
  change,
}: Visit): Record<string, string | number> => ({
  visit: n,
  sequence,
  on: held ?? day,
  session,
  ...(change === undefined ? {} : { words: change }),
});

/** Unit and team are told of a visit's change at once, whoever made it; of a move, from which half-day. */
export function visitTold(
  state: Inspection,
  change: VisitChange,
  visits: Visit[],
  day: Day,
  { before, remarks }: { before?: Pick<Visit, 'day' | 'session'>; remarks?: string } = {},
): Line[] {
  return visits.flatMap((visit) => {
    const { n, sequence = 0 } = visit;
    const event = `visit:${n}:${sequence}:${change}`;
    const about = {
      ...visitAsTold(visit),
      change,
      ...(before ? { from: before.day, fromSession: before.session } : {}),
      ...(remarks === undefined ? {} : { remarks }),
    };
    return [
      ...(['unit-contact', 'unit-head', 'lead', 'secretary'] as const).map((role) =>
        eventLine(state, 'visit-changed', event, role, day, about),
      ),
      ...chairsTold(state, 'visit-changed', event, day, about, [visit]),
    ];
  });
}

/** An inspection without visits is given up: its unit and team are told; `remarks` names the reason. */
export const givenUpTold = (state: Inspection, remarks: string, day: Day): Line[] =>
  (['unit-contact', 'unit-head', 'lead', 'secretary'] as const).map((role) =>
    eventLine(state, 'visit-changed', 'cancelled', role, day, { change: 'cancelled', remarks }),
  );

/** When the self-assessment is due: before the visit, or by the plan's day; never on or before the day the unit hears. */
export function selfReportDue(state: Inspection, told: Day): { id: string; kind: 'self-report'; due: Due } | undefined {
  const first = firstDay(state);
  const late = reckon(state.calendar, { from: told, count: 1, unit: 'working-day', basis: 'rule:late-notice' });
  if (byReport(state)) {
    if (!state.reportBy) return undefined;
    const due = fixedDue(state.calendar, state.reportBy, 'rule:report-by');
    return { id: 'self-report', kind: 'self-report', due: due.day > told ? due : late };
  }
  if (first === undefined || state.method === 'surprise') return undefined;
  const duty = dutyOf(state, 'self-report', first);
  return duty.due.day > told ? duty : { ...duty, due: late };
}

/** While every visit is put off, the report before them waits. */
const putOffSince = (state: Inspection, day: Day): Pause[] =>
  isPutOff(state) ? [{ from: day, basis: state.visits[0]?.change ?? 'rule:put-off' }] : [];

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
      ...(report
        ? [{ ...owe({ ...report, owedBy: unit, ladder: 'B', opened: day }), pauses: putOffSince(state, day) }]
        : []),
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
