import { workingDaysBetween } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft, FrozenPaper } from '../../domain/draft.ts';
import { isPaused } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId, Setting } from '../../domain/matter.ts';
import type { Outline, SelfReport } from '../../domain/outline.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { isItemLate } from '../../domain/two-clocks.ts';
import type { Unit } from '../../domain/unit.ts';
import type { ReportedUnit, ReportFacts } from './compose-report.ts';
import type { Deps } from '../deps.ts';
import { figureHistory } from '../campaigns/figure-history.ts';
import { previousReport } from '../inspections/inspection-record.ts';

interface Wanted {
  plan: Plan;
  units: Unit[];
  outline: Outline;
  setting: Setting;
  day: Day;
}

/** What a round came to, as its records say on `day`. */
export async function reportFacts(deps: Pick<Deps, 'store'>, wanted: Wanted): Promise<ReportFacts> {
  const { store } = deps;
  const { campaign } = wanted.plan;
  const [inspections, declared, remediations, papers, proposals] = await Promise.all([
    store.matters.ofCampaign<Inspection>(campaign, 'inspection'),
    store.roundFigures.declared(campaign),
    store.matters.ofCampaign<Remediation>(campaign, 'remediation'),
    store.matters.ofCampaign<Paper>(campaign, 'paper'),
    store.matters.ofCampaign<Proposal>(campaign, 'proposal'),
  ]);
  const reports = new Map(declared.flatMap(({ unit, report }) => (report ? [[unit, report] as const] : [])));
  const planned = wanted.plan.units.flatMap(
    ({ unit }) => inspections.find(({ place, n, cancelled }) => place.unit === unit && n === 1 && !cancelled) ?? [],
  );
  return {
    units: await Promise.all(planned.map((inspection) => reportedUnit(deps, wanted, inspection, reports))),
    concluded: await concludedIn(deps, papers),
    items: itemsOf(remediations, wanted.day),
    proposals: await proposalsIn(deps, proposals),
  };
}

async function reportedUnit(
  deps: Pick<Deps, 'store'>,
  { units, outline, setting, day, plan }: Wanted,
  inspection: Inspection,
  reports: Map<string, SelfReport>,
): Promise<ReportedUnit> {
  const { unit } = inspection.place;
  const report = reports.get(unit);
  const [before, story] = await Promise.all([
    previousReport(deps, inspection),
    deps.store.selfReports.get(inspection.id, unit),
  ]);
  const history = plan.kind === 'reporting' && report ? await figureHistory(deps, outline, story) : [];
  const late = report ? inspection.selfReport?.late : silentFor(inspection, setting, day);
  return {
    unit: units.find(({ id }) => id === unit) ?? unknownUnit(unit, day),
    inspection,
    ...(report ? { report } : {}),
    ...(before ? { before } : {}),
    ...(late ? { late } : {}),
    corrected: history
      .filter(({ stage, why }) => stage !== 'draft' || why !== undefined)
      .map(({ at, name, was, now, on, why, stage }) => ({
        at,
        name,
        was,
        now,
        on,
        why: stage === 'draft' ? 'phép kiểm không khớp khi nhập' : (why ?? 'đơn vị gửi lại'),
      })),
  };
}

const unknownUnit = (id: string, from: Day): Unit => ({ id, name: id, aliases: [], kind: '', level: 'province', from });

/** Working days since the due of a report that never came, or did not come again. */
export function silentFor(
  { duties }: Inspection,
  { calendar }: Pick<Setting, 'calendar'>,
  day: Day,
): number | undefined {
  const owed = duties.findLast(({ kind }) => kind === 'self-report' || kind === 'supplement-self-report');
  return owed?.due && !isPaused(owed) && owed.due.day < day
    ? workingDaysBetween(calendar, owed.due.day, day)
    : undefined;
}

async function concludedIn({ store }: Pick<Deps, 'store'>, papers: Paper[]): Promise<ConclusionDraft[]> {
  const issued = papers
    .filter(({ kind, issued: out }) => out && (kind === 'conclusion' || kind === 'result-notice'))
    .sort((a, b) => (a.issued!.on < b.issued!.on ? -1 : 1));
  const frozen = await store.snapshots.getMany<FrozenPaper>(issued.map(({ content }) => content.snapshot));
  return issued.flatMap(({ content }) => {
    const draft = frozen.get(content.snapshot)?.body.draft;
    return draft?.kind === 'conclusion' || draft?.kind === 'result-notice' ? [draft] : [];
  });
}

const itemsOf = (remediations: Remediation[], day: Day): ReportFacts['items'] =>
  remediations.flatMap(({ place, items, duties }) =>
    items.map(({ n, state }) => ({
      unit: place.unit,
      state,
      late: isItemLate(duties, n, day),
    })),
  );

async function proposalsIn({ store }: Pick<Deps, 'store'>, proposals: Proposal[]): Promise<ReportFacts['proposals']> {
  const texts = await store.snapshots.getMany<{ text?: string }>(proposals.map(({ content }): MatterId => content));
  return proposals.flatMap((state) => {
    const text = texts.get(state.content)?.body.text;
    return text ? [{ unit: state.place.unit, text, state }] : [];
  });
}
