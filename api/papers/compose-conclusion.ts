import { vnDay } from '../../domain/day.ts';
import { onlyVertical } from '../../domain/document.ts';
import type {
  ConclusionDocument,
  FigureTable,
  PrintedConcerns,
  PrintedDue,
  PrintedFinding,
  PrintedRequirement,
  PrintedUnit,
} from '../../domain/document.ts';
import type { ConclusionDraft } from '../../domain/draft.ts';
import { concernedUnits } from '../../domain/finding.ts';
import type { Concerns, Finding, Strength } from '../../domain/finding.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Requirement } from '../../domain/requirement.ts';
import type { UnitId } from '../../domain/role.ts';
import { reportCame } from '../../domain/self-report.ts';
import { lowerFirst } from './compose-counts.ts';
import { figureTables, spanInWords } from './compose-figures.ts';
import type { PaperContext } from './compose-paper.ts';
import { ground, imprint, nameAndPost, printedUnits, recipients, subjectOf, whereReportsGo } from './compose-parts.ts';
import { printedDue, targetInWords } from './compose-requirements.ts';

/** Thông báo kết luận; of desk inspections, thông báo kết quả kiểm tra qua báo cáo. */
export function conclusion(draft: ConclusionDraft, context: PaperContext): ConclusionDocument {
  const { plan, office, units, outline, reports } = context;
  const served = printedUnits(draft.serves, units);
  const isAgain = (draft.n ?? 1) > 1;
  const where =
    served.length > 2
      ? `${String(served.length).padStart(2, '0')} cơ quan, đơn vị`
      : served.map(({ name }) => name).join(', ');
  const reported = isAgain ? [] : served.filter(({ id }) => methodAt(id, context) !== 'surprise' || reports.has(id));
  return {
    kind: 'conclusion',
    ...(draft.kind === 'result-notice' ? { byReport: true as const } : {}),
    letterhead: office.letterhead,
    imprint: imprint(draft.kind, context),
    abstract: abstractOf(draft, where, context),
    leadIn: leadIn(draft, served, where, context),
    units: served,
    strengths: strengthsByArea(draft.strengths, outline),
    figures: numbered(
      reported.flatMap((unit) =>
        figureTables(unit, reports.get(unit.id), outline, plan.period, whyNoReport(unit.id, context)),
      ),
    ),
    findings: draft.findings.map((finding) => printedFinding(finding, served)),
    requirements: draft.requirements.map((requirement) => printedRequirement(requirement, context)),
    proposals: draft.proposals.map(({ unit, text, answer, proposal }) => {
      const said = answer ?? (proposal === undefined ? undefined : context.tracked?.get(proposal)?.words);
      return { unit, text, ...(said ? { answer: said } : {}) };
    }),
    report: { to: whereReportsGo(office), due: reportDue(draft.requirements) },
    recipients: recipients(served, context, 'Các cơ quan, đơn vị được kiểm tra'),
  };
}

/** What is known of a unit's report. */
type ReportKnown = Pick<Inspection, 'method'> & Partial<Pick<Inspection, 'selfReport' | 'silent' | 'duties'>>;
const reportAt = (unit: UnitId, { inspections }: PaperContext): ReportKnown | undefined => inspections.get(unit);

/** One that was returned and never completed is not the same as none. */
function whyNoReport(unit: UnitId, context: PaperContext): string {
  const known = reportAt(unit, context);
  if (known?.selfReport?.state !== 'returned') return 'Đơn vị chưa có báo cáo tự kiểm tra';
  const came = reportCame(known);
  const until = known.silent ? `; đến ngày ${vnDay(known.silent.on)}` : ',';
  return `Đơn vị đã gửi báo cáo tự kiểm tra${came ? ` ngày ${vnDay(came)}` : ''}, được đề nghị bổ sung ngày ${vnDay(known.selfReport.on)}${until} chưa bổ sung theo yêu cầu`;
}

const methodAt = (unit: string, { inspections }: PaperContext) => inspections.get(unit)?.method ?? 'on-site';

function abstractOf(draft: ConclusionDraft, where: string, { plan }: PaperContext): string {
  const subject = subjectOf(plan);
  const at = / tại /u.test(plan.title) ? '' : ` tại ${where}`;
  if (draft.kind === 'result-notice') return `Kết quả ${subject} qua báo cáo${at.replace(' tại ', ' đối với ')}`;
  return (draft.n ?? 1) > 1
    ? `Kết luận kiểm tra lại việc khắc phục tồn tại, hạn chế sau ${subject}${at}`
    : `Kết luận ${subject}${at}`;
}

function leadIn(draft: ConclusionDraft, served: PrintedUnit[], where: string, context: PaperContext): string[] {
  const { plan, people, office, visits, inspections } = context;
  const ids = served.map(({ id }) => id);
  const teamAt = (unit: string) =>
    inspections.get(unit)?.place.team ?? plan.units.find((planned) => planned.unit === unit)?.team;
  const teams = plan.teams.filter(({ id }) => ids.some((unit) => teamAt(unit) === id));
  const days = ids
    .flatMap(
      (unit) =>
        visits.get(unit)?.map(({ day, held }) => held ?? day) ??
        plan.units.find((planned) => planned.unit === unit)?.visits.map(({ day }) => day) ??
        [],
    )
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  const when = first && last ? (first === last ? `ngày ${vnDay(first)}` : spanInWords({ from: first, to: last })) : '';
  const bases = plan.bases.map(ground).map((basis, i) => (i === 0 ? basis : basis.replace(/^Căn cứ/u, 'căn cứ')));
  const who = teams
    .map(({ name, lead }) => `${name} do đồng chí ${nameAndPost(people, lead)} làm Trưởng đoàn`)
    .join('; ');
  const did = `${when ? `${when}, ` : ''}${who || 'Đoàn kiểm tra'} đã ${actOf(draft, ids, context)} ${where}; thời kỳ kiểm tra ${lowerFirst(plan.period.label)} (${spanInWords(plan.period)})`;
  const byReport = draft.kind === 'result-notice';
  const hasSent = ids.some((unit) => context.reports.has(unit) || reportAt(unit, context)?.selfReport);
  const rests = byReport
    ? hasSent
      ? 'báo cáo tự kiểm tra, tài liệu kiểm chứng'
      : 'kết quả theo dõi việc gửi báo cáo tự kiểm tra'
    : ids.some((unit) => methodAt(unit, context) !== 'on-site') || (draft.n ?? 1) > 1
      ? 'biên bản làm việc'
      : 'báo cáo tự kiểm tra, biên bản làm việc';
  return [
    `${[...bases, did].join('; ')}.`,
    `Trên cơ sở ${rests} và ý kiến của ${served.length > 1 ? 'các cơ quan, đơn vị' : 'đơn vị'}, ${office.letterhead.organ} thông báo ${byReport ? 'kết quả kiểm tra' : 'kết luận'} như sau:`,
  ];
}

/** `kiểm tra trực tiếp tại`. */
function actOf(draft: ConclusionDraft, ids: string[], context: PaperContext): string {
  if (draft.kind === 'result-notice') return 'kiểm tra qua báo cáo đối với';
  if ((draft.n ?? 1) > 1) return 'kiểm tra lại việc khắc phục tồn tại, hạn chế tại';
  return ids.length > 0 && ids.every((unit) => methodAt(unit, context) === 'surprise')
    ? 'kiểm tra đột xuất tại'
    : 'kiểm tra trực tiếp tại';
}

/** By the areas of the outline, in its order; what names another area comes last, under its own words. */
function strengthsByArea(strengths: Strength[], { areas }: Outline): ConclusionDocument['strengths'] {
  const known = areas.map(({ code }) => code);
  const order = [...known, ...new Set(strengths.map(({ area }) => area).filter((area) => !known.includes(area)))];
  return order.flatMap((code) => {
    const lines = strengths
      .filter(({ area }) => area === code)
      .map(({ text, concerns, exemplary }) => ({
        text,
        concerns: printedConcerns(concerns),
        ...(exemplary ? { exemplary } : {}),
      }));
    const name = areas.find((area) => area.code === code)?.name ?? code;
    return lines.length > 0 ? [{ area: name, lines }] : [];
  });
}

/** No unit named: “một số cơ quan, đơn vị”. */
const printedConcerns = (concerns: Concerns): PrintedConcerns =>
  'units' in concerns && concerns.units.length === 0 ? { some: true } : concerns;

/** Its units are kept for the follow-up; the paper only says whether any of them is the province's own. */
function notNamed({ concerns }: Finding, served: PrintedUnit[]): PrintedConcerns {
  const meant = concernedUnits(
    concerns,
    served.map(({ id }) => id),
  );
  const isVertical = onlyVertical(served.filter(({ id }) => meant.includes(id)));
  return { some: true, ...(isVertical ? { vertical: true as const } : {}) };
}

function printedFinding(finding: Finding, served: PrintedUnit[]): PrintedFinding {
  const { id, text, concerns, unnamed, basis, evidence, cause, illustrates } = finding;
  return {
    id,
    text,
    concerns: unnamed ? notNamed(finding, served) : printedConcerns(concerns),
    ...(basis ? { basis } : {}),
    ...(evidence ? { evidence } : {}),
    ...(cause ? { cause } : {}),
    ...(illustrates ? { illustrates } : {}),
  };
}

const issue = 'ngày ban hành Thông báo này';

function printedRequirement(requirement: Requirement, { units }: PaperContext): PrintedRequirement {
  const { text, concerns, answers, responsible, due, proof, target, cooperates = [] } = requirement;
  return {
    text,
    concerns,
    ...(answers.length > 0 ? { answers } : {}),
    ...(responsible ? { responsible } : {}),
    ...(cooperates.length > 0
      ? {
          cooperating: printedUnits(cooperates, units)
            .map(({ name }) => name)
            .join(', '),
        }
      : {}),
    ...printedDue(due, issue),
    ...(proof ? { proof } : {}),
    ...(target ? { target: targetInWords(target) } : {}),
  };
}

/** When all is due alike, that is when results are reported; else each requirement has its own day. */
function reportDue(requirements: Requirement[]): PrintedDue {
  const dues = requirements.flatMap(({ untracked, due }) =>
    untracked?.trim() ? [] : (printedDue(due, issue).due ?? []),
  );
  if (dues.length === 0) return { kind: 'event', event: 'khi có yêu cầu' };
  const alike = dues.every((due) => JSON.stringify(due) === JSON.stringify(dues[0]));
  return alike && (dues[0]!.kind === 'term' || dues[0]!.kind === 'day')
    ? dues[0]!
    : { kind: 'event', event: 'theo thời hạn của từng nội dung tại Mục III' };
}

/** Tables with figures are numbered through the paper; those without are a sentence each. */
function numbered(tables: FigureTable[]): FigureTable[] {
  let n = 0;
  return tables.map((table) => {
    const empty = table.rows.every((row) =>
      'rates' in row ? row.rates.every(({ whole }) => whole === null) : row.counts.every((count) => count === null),
    );
    return empty ? table : { ...table, caption: `Bảng ${++n}. ${table.caption}` };
  });
}
