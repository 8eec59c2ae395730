import type { Calendar } from './calendar.ts';
import { addDays, addMonths, vnDay } from './day.ts';
import type { Day } from './day.ts';
import { concernedUnits } from './finding.ts';
import type { Concerns, Finding } from './finding.ts';
import type { FrozenGroup } from './group.ts';
import type { UnitId } from './role.ts';
import { fixedDue, reckon } from './term.ts';
import type { Due, TermUnit } from './term.ts';

/** Due by the paper, followed by the office's own milestone, or standing (thường xuyên). Never invented. */
export type RequirementDue =
  | { kind: 'term'; count: number; unit: TermUnit }
  | { kind: 'day'; day: Day }
  | { kind: 'milestone'; day: Day }
  /** “khi …, chậm nhất ngày …”: the paper names an event and the last day. */
  | { kind: 'event'; event: string; latest: Day }
  | { kind: 'recurring'; every: 'month' | 'quarter'; until: Day };

/** What a paper asks of units (yêu cầu; in a directive: nhiệm vụ giao). */
export interface Requirement {
  id: string;
  text: string;
  mode: 'do' | 'avoid' | 'prohibit';
  area: string;
  concerns: Concerns;
  /** The findings it answers; many-to-many. */
  answers: string[];
  /** Kinds that make no tracked item (khuyến nghị, phương hướng, rút kinh nghiệm), with the reason. */
  untracked?: string;
  due?: RequirementDue;
  /** What the unit shows when it reports: a document, a figure, a photograph. */
  proof?: string;
  /** The post answerable for it at the unit. */
  responsible?: string;
  /** A share to be reached, `percent` of what `of` counts: reports state n/N. */
  target?: { of: string; percent: number };
  /** Units that take part in what the concerned ones owe (cơ quan phối hợp). */
  cooperates?: UnitId[];
  /** Already asked by a requirement of an earlier paper (“đã có tại kết luận số …”): one report meets both. */
  meetsWith?: { paper: string; requirement: string };
}

/** A requirement as one unit owes it: numbered in its remediation, due as the paper says. */
export interface WantedItem {
  n: number;
  requirement: string;
  /** Of the outline; lists are asked by it. */
  area?: string;
  due?: Due;
  followUpOn?: Day;
  recurs?: { every: 'month' | 'quarter'; until: Day };
  target?: { percent: number };
  /** A prohibition: confirmed by a count of incidents. */
  prohibits?: true;
  meetsWith?: { paper: string; requirement: string };
}

/** What the coverage gate found missing; `at` is the finding or requirement. */
export interface Gap {
  code:
    | 'finding-uncovered'
    | 'finding-unanswered-for-unit'
    | 'requirement-without-unit'
    | 'requirement-without-due'
    | 'requirement-without-proof'
    | 'requirement-answers-unknown'
    | 'requirement-due-passed'
    | 'prohibition-not-standing'
    | 'target-out-of-range';
  at: string;
  sentence: string;
}

/**
 * No paper is issued while a finding has no decision, or a requirement lacks units, a due (or an
 * explicit standing duty or milestone) and the proof wanted. `on` is the day it would be issued.
 */
export function coverageGaps(
  findings: Finding[],
  requirements: Requirement[],
  served: UnitId[],
  on: Day,
  groups: FrozenGroup[] = [],
): Gap[] {
  const unitsOf = (concerns: Concerns) => concernedUnits(concerns, served, groups);
  return [
    ...findings.flatMap((f) => findingGaps(f, findings, requirements, unitsOf)),
    ...requirements.flatMap((r) => requirementGaps(r, findings, unitsOf, on)),
  ];
}

type UnitsOf = (concerns: Concerns) => UnitId[];

function findingGaps(finding: Finding, findings: Finding[], requirements: Requirement[], unitsOf: UnitsOf): Gap[] {
  const shown = withIllustrated(finding, findings);
  if (shown.some(({ noWork }) => noWork?.trim())) return [];
  const answering = requirements.filter((requirement) => shown.some(({ id }) => requirement.answers.includes(id)));
  if (answering.length === 0) {
    return [
      {
        code: 'finding-uncovered',
        at: finding.id,
        sentence: `Tồn tại “${short(finding.text)}” chưa có yêu cầu nào trả lời. Hãy gắn một yêu cầu, hoặc ghi lý do không giao việc.`,
      },
    ];
  }
  const answered = new Set(answering.flatMap((requirement) => unitsOf(requirement.concerns)));
  const missed = unitsOf(finding.concerns).filter((unit) => !answered.has(unit));
  return missed.length === 0
    ? []
    : [
        {
          code: 'finding-unanswered-for-unit',
          at: finding.id,
          sentence: `Tồn tại “${short(finding.text)}” còn ${missed.length} đơn vị chưa được yêu cầu khắc phục: ${missed.join(', ')}.`,
        },
      ];
}

/** The finding, what it illustrates, and so on: what answers one of them answers their example. */
function withIllustrated(finding: Finding, findings: Finding[]): Finding[] {
  const shown = [finding];
  for (;;) {
    const next = findings.find(({ id }) => id === shown.at(-1)!.illustrates);
    if (!next || shown.includes(next)) return shown;
    shown.push(next);
  }
}

function requirementGaps(requirement: Requirement, findings: Finding[], unitsOf: UnitsOf, on: Day): Gap[] {
  const gaps: Gap[] = [];
  const gap = (code: Gap['code'], what: string) =>
    gaps.push({ code, at: requirement.id, sentence: `Yêu cầu “${short(requirement.text)}” ${what}` });
  if (unitsOf(requirement.concerns).length === 0) gap('requirement-without-unit', 'chưa có đơn vị thực hiện.');
  for (const answer of requirement.answers) {
    if (!findings.some((finding) => finding.id === answer))
      gap('requirement-answers-unknown', `trả lời tồn tại “${answer}” không có trong văn bản.`);
  }
  if (requirement.untracked?.trim()) return gaps;
  if (!requirement.due)
    gap('requirement-without-due', 'chưa có hạn. Hãy ghi hạn theo văn bản, mốc theo dõi của Sở, hoặc “thường xuyên”.');
  else if (lastDayOf(requirement.due) !== undefined && lastDayOf(requirement.due)! <= on) {
    gap('requirement-due-passed', `có hạn ${vnDay(lastDayOf(requirement.due)!)} không sau ngày ban hành.`);
  }
  if (requirement.mode === 'prohibit' && requirement.due && requirement.due.kind !== 'recurring')
    gap(
      'prohibition-not-standing',
      'là điều cấm nên phải theo dõi thường xuyên. Hãy chọn “thường xuyên” và kỳ xác nhận.',
    );
  if (requirement.target && !(requirement.target.percent > 0 && requirement.target.percent <= 100))
    gap('target-out-of-range', 'có chỉ tiêu ngoài khoảng từ 1 đến 100%.');
  if (!requirement.proof?.trim())
    gap('requirement-without-proof', 'chưa ghi sản phẩm hoặc tài liệu kiểm chứng cần nộp.');
  return gaps;
}

function lastDayOf(due: RequirementDue): Day | undefined {
  switch (due.kind) {
    case 'term':
      return undefined;
    case 'recurring':
      return due.until;
    case 'event':
      return due.latest;
    default:
      return due.day;
  }
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** The items one unit owes by a paper issued on `issued`: one per tracked requirement that names it. */
export function wantedItems(
  calendar: Calendar,
  paper: string,
  requirements: Requirement[],
  served: UnitId[],
  unit: UnitId,
  issued: Day,
  groups: FrozenGroup[] = [],
): WantedItem[] {
  return requirements
    .filter(
      (requirement) =>
        !requirement.untracked?.trim() &&
        served.includes(unit) &&
        concernedUnits(requirement.concerns, [unit], groups).length > 0,
    )
    .map((requirement, at) => ({
      n: at + 1,
      requirement: requirement.id,
      area: requirement.area,
      ...dueOf(calendar, paper, requirement.due, issued),
      ...(requirement.target ? { target: { percent: requirement.target.percent } } : {}),
      ...(requirement.mode === 'prohibit' ? { prohibits: true as const } : {}),
      ...(requirement.meetsWith ? { meetsWith: requirement.meetsWith } : {}),
    }));
}

function dueOf(
  calendar: Calendar,
  paper: string,
  due: RequirementDue | undefined,
  issued: Day,
): Pick<WantedItem, 'due' | 'followUpOn' | 'recurs'> {
  switch (due?.kind) {
    case 'term':
      return { due: reckon(calendar, { from: issued, count: due.count, unit: due.unit, basis: paper }) };
    case 'day':
      return { due: fixedDue(calendar, due.day, paper) };
    case 'event':
      return { due: fixedDue(calendar, due.latest, paper) };
    case 'milestone':
      return { followUpOn: fixedDue(calendar, due.day, paper).day };
    case 'recurring':
      return { recurs: { every: due.every, until: due.until } };
    case undefined:
      return {};
  }
}

/** The last day of the month or quarter that holds `day`, not past `until`. */
export function periodEnd(day: Day, every: 'month' | 'quarter', until: Day): Day {
  const month = Number(day.slice(5, 7));
  const months = every === 'month' ? 1 : 3 - ((month - 1) % 3);
  const end = addDays(addMonths(`${day.slice(0, 7)}-01` as Day, months), -1);
  return end < until ? end : until;
}
