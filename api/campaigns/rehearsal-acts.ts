import { addWorkingDays, isWorkingDay } from '../../domain/calendar.ts';
import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft } from '../../domain/draft.ts';
import { isOpen, measuredFrom } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter, Setting } from '../../domain/matter.ts';
import { newPaper, paperId } from '../../domain/paper.ts';
import type { Paper, PaperKind } from '../../domain/paper.ts';
import { frozenPlan } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Act, World } from '../../domain/rehearsal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { UnitId } from '../../domain/role.ts';
import { announcedUnits } from '../inspections/visit-roles.ts';

/** How units are supposed to act in a rehearsal; the office acts on the working day after its turn came. */
export const paces = ['prompt', 'on-due-day', 'late', 'silent'] as const;
export type Pace = (typeof paces)[number];

/** Working days from a due; `silent` reports only when the official letters have gone out. */
const delays: Record<Exclude<Pace, 'prompt'>, number> = { 'on-due-day': 0, late: 3, silent: 22 };

/** Working days past its due after which a report is no longer waited for: the last rung of ladder B is past. */
const silentAfter = 5;

/** What a usual conclusion asks: one matter in fifteen days, one in thirty (practice of the office, each a setting of the paper). */
const usualConclusion = (unit: UnitId): ConclusionDraft => ({
  kind: 'conclusion',
  serves: [unit],
  strengths: [],
  findings: [],
  requirements: [15, 30].map((count) => ({
    id: `yc-${count}`,
    text: '',
    mode: 'do',
    area: '',
    concerns: { all: true },
    answers: [],
    due: { kind: 'term', count, unit: 'calendar-day' },
    proof: '-',
  })),
  proposals: [],
});

/** The acts of a whole round, from its submission on: read from the records, as people would. */
export function rehearsalActs(plan: Plan, setting: Setting, from: Day, pace: Pace): (day: Day, world: World) => Act[] {
  const { calendar } = setting;
  const { campaign } = plan;
  const reckoned = new Map<string, Day>();
  const after = (day: Day, count: number): Day => {
    const key = `${day} ${count}`;
    const known = reckoned.get(key) ?? addWorkingDays(calendar, day, count);
    reckoned.set(key, known);
    return known;
  };
  const act = (matter: Matter, message: string, body: object = {}): Act => ({ matter: matter.id, message, body });
  const owed = (matter: Matter, ...kinds: Duty['kind'][]) =>
    matter.duties.find((duty) => kinds.includes(duty.kind) && isOpen(duty));
  const setUp = { ...setting, clock: { kind: 'real' as const } };

  const answers = new WeakMap<Duty, Day>();
  /** The day a unit meets a duty; reckoned once, asked every day. */
  const answeredOn = (duty: Duty): Day => {
    const day = answers.get(duty) ?? answerTo(duty);
    answers.set(duty, day);
    return day;
  };
  const answerTo = (duty: Duty): Day => {
    const due = measuredFrom(duty) ?? duty.opened;
    const day = pace === 'prompt' ? after(duty.opened, 1) : after(due, delays[pace]);
    return day > duty.opened ? day : after(duty.opened, 1);
  };
  const submitted = (kind: PaperKind, n: number, snapshot: string, day: Day, team?: string): Act => ({
    matter: paperId(campaign, kind, n),
    message: 'submit',
    body: { content: { snapshot, sha256: snapshot } },
    fresh: newPaper(
      setUp,
      paperId(campaign, kind, n),
      kind,
      { campaign, ...(team === undefined ? {} : { team }) },
      day,
    ),
  });

  const dueOf = (duty: Duty): Day => measuredFrom(duty) ?? duty.opened;
  /** The day a report is made of what came: in a reporting round once every report was judged, or is past its due. */
  const consolidable = (day: Day, { matters }: World): boolean =>
    plan.kind !== 'reporting' ||
    [...matters.values()].every((matter) => {
      if (matter.process !== 'inspection') return true;
      const { selfReport } = matter as Inspection;
      const due = plan.reporting?.due;
      return selfReport ? selfReport.state === 'accepted' : due !== undefined && day > after(due, silentAfter);
    });

  const ofRound = (round: Campaign, day: Day, world: World): Act[] => {
    const acts: Act[] = [];
    if (round.state === 'submitted' && day > from) acts.push(act(round, 'approve', { by: 'signer' }));
    if (round.state === 'approved' && day > round.approved!.on) acts.push(act(round, 'launch'));
    const announced = announcedUnits(plan);
    const isNoticed = plan.kind === 'reporting' || announced.length === 0;
    if (round.state === 'running' && !isNoticed && !world.matters.has(paperId(campaign, 'notice', 1))) {
      world.papers.set('notice', { kind: 'notice', serves: announced, requests: [] });
      acts.push(submitted('notice', 1, 'notice', day));
    }
    const report = owed(round, 'draft-report');
    if (
      report &&
      day > dueOf(report) &&
      !world.matters.has(paperId(campaign, 'report', 1)) &&
      consolidable(day, world)
    ) {
      const serves = plan.kind === 'reporting' ? plan.units.map(({ unit }) => unit) : [];
      world.papers.set('report', { kind: 'report', serves, title: '', sections: [], tasks: [] });
      acts.push(submitted('report', 1, 'report', day));
    }
    const letter = owed(round, 'send-official-letter');
    if (letter && day > letter.opened)
      acts.push(act(round, 'officialLetterSent', { letter: `letter-${day}`, on: day }));
    const ending = owed(round, 'end-inspection');
    if (ending && day > ending.opened) acts.push(act(round, 'endInspection', { openInspections: 0 }));
    return acts;
  };

  const ofInspection = (inspection: Inspection, day: Day, world: World): Act[] => {
    const { unit, team } = inspection.place;
    if (inspection.method === 'reporting') return ofReport(inspection, day);
    if (!inspection.noticed && inspection.method !== 'surprise') return [];
    const visit = inspection.visits.find(({ held }) => !held);
    if (visit && visit.day <= day) return [act(inspection, 'hold', { visit: visit.n, on: visit.day })];
    const unsigned = inspection.visits.find(({ held, minutesSigned }) => held && !minutesSigned);
    if (unsigned) return [act(inspection, 'signMinutes', { visit: unsigned.n, minutes: 'minutes' })];
    const draft = owed(inspection, 'draft-conclusion');
    if (draft) {
      if (day < after(draft.opened, 5)) return [];
      const kind = inspection.method === 'desk' ? 'result-notice' : 'conclusion';
      world.papers.set(`conclusion-${unit}`, { ...usualConclusion(unit), kind });
      const n = plan.units.findIndex((planned) => planned.unit === unit) + 1;
      return [submitted(kind, n, `conclusion-${unit}`, day, team)];
    }
    const sent = ofReport(inspection, day);
    if (sent.length > 0) return sent;
    if (pace === 'silent') return silence(inspection, day);
    const receipt = owed(inspection, 'acknowledge');
    return receipt && day >= answeredOn(receipt) ? [act(inspection, 'acknowledge', { by: 'unit' })] : [];
  };

  /** A unit's report, sent as it is supposed to and accepted on the day after. */
  function ofReport(inspection: Inspection, day: Day): Act[] {
    const review = owed(inspection, 'review-self-report');
    if (review && day > review.opened) return [act(inspection, 'acceptSelfReport')];
    const report = owed(inspection, 'self-report', 'supplement-self-report');
    return pace !== 'silent' && report && day >= answeredOn(report)
      ? [act(inspection, 'submitSelfReport', { submission: `report-${day}`, by: 'unit' })]
      : [];
  }

  /** A desk inspection goes on without the report that never came. */
  function silence(inspection: Inspection, day: Day): Act[] {
    const report = owed(inspection, 'self-report');
    return inspection.method === 'desk' && !inspection.silent && report && day > after(dueOf(report), silentAfter)
      ? [act(inspection, 'recordSilence', { remarks: 'remarks', by: 'secretary' })]
      : [];
  }

  const ofPaper = (paper: Paper, day: Day): Act[] => {
    const duty = paper.duties.find(isOpen);
    if (!duty || day <= duty.opened) return [];
    const body = { sha256: paper.content.sha256, by: duty.owedBy.role };
    return duty.kind === 'appraise' || duty.kind === 'sign' || duty.kind === 'number'
      ? [act(paper, duty.kind, body)]
      : [];
  };

  const ofRemediation = (remediation: Remediation, day: Day): Act[] =>
    remediation.duties.filter(isOpen).flatMap((duty): Act[] => {
      const item = duty.about;
      switch (duty.kind) {
        case 'remediate':
          return day >= answeredOn(duty)
            ? [act(remediation, 'report', { item, report: `report-${item}`, evidence: 1 })]
            : [];
        case 'verify':
          return day > duty.opened
            ? [
                act(remediation, 'verify', {
                  item,
                  report: `report-${item}`,
                  verdict: 'met',
                  remarks: 'remarks',
                  by: 'secretary',
                }),
              ]
            : [];
        case 'close':
          return day > duty.opened ? [act(remediation, 'close', { item, by: 'lead' })] : [];
        default:
          return [];
      }
    });

  return (day, world) => {
    if (!isWorkingDay(calendar, day)) return [];
    const round = world.matters.get(campaignMatterId(campaign)) as Campaign | undefined;
    if (!round) {
      const frozen = frozenPlan(plan, { snapshot: 'plan', sha256: 'plan' });
      return [
        {
          matter: campaignMatterId(campaign),
          message: 'submit',
          body: { plan: frozen },
          fresh: newCampaign(setUp, campaign, day),
        },
      ];
    }
    return [...world.matters.values()]
      .filter(({ closed }) => !closed)
      .flatMap((matter) => {
        switch (matter.process) {
          case 'campaign':
            return ofRound(matter as Campaign, day, world);
          case 'inspection':
            return ofInspection(matter as Inspection, day, world);
          case 'paper':
            return ofPaper(matter as Paper, day);
          case 'remediation':
            return ofRemediation(matter as Remediation, day);
          case 'proposal':
            return [];
        }
      });
  };
}
