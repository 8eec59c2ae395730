import type { Day } from '../domain/day.ts';
import { vnDay, yearOf } from '../domain/day.ts';
import { authorityLines, bare, dueInWords, formII06, printableDocument } from '../domain/document.ts';
import type {
  ConclusionDocument,
  FigureTable,
  Imprint,
  NoticeDocument,
  OutlineArea,
  PaperDocument,
  PrintedConcerns,
  PrintedDue,
  PrintedFinding,
  PrintedRequirement,
  PrintedUnit,
  Recipients,
  ScheduleRow,
  TeamMember,
} from '../domain/document.ts';
import type { ConclusionDraft, NoticeDraft, PaperDraft } from '../domain/draft.ts';
import type { Concerns, Finding, Strength } from '../domain/finding.ts';
import type { Visit } from '../domain/inspection.ts';
import type { Setting } from '../domain/matter.ts';
import type { Outline, SelfReport } from '../domain/outline.ts';
import type { PaperKind } from '../domain/paper.ts';
import type { Plan, PlannedUnit, Team } from '../domain/plan.ts';
import { symbolOf } from '../domain/register.ts';
import type { Requirement, RequirementDue } from '../domain/requirement.ts';
import type { PersonId, UnitId } from '../domain/role.ts';
import { reckon } from '../domain/term.ts';
import type { Unit } from '../domain/unit.ts';
import type { Office } from '../store/content/office.ts';
import type { Person } from '../store/content/people.ts';
import { figureTables, plainTitle, spanInWords } from './compose-figures.ts';

/** Everything a paper is made from besides its draft; read once, so that the same data always makes the same paper. */
export interface PaperContext {
  /** As approved. */
  plan: Plan;
  setting: Setting;
  office: Office;
  /** Those the paper serves, and what stands above them. */
  units: Unit[];
  /** The team and the signer. */
  people: Person[];
  outline: Outline;
  /** The self-reports the office has, by unit. */
  reports: Map<UnitId, SelfReport>;
  /** The visits as recorded, by unit. */
  visits: Map<UnitId, Visit[]>;
  /** Whose name stands under the paper. */
  signer: PersonId;
  day: Day;
}

/** The paper as it will be printed, without number and day: these come from the register's row. */
export const composePaper = (draft: PaperDraft, context: PaperContext): PaperDocument =>
  printableDocument<PaperDocument>(composed(draft, context));

function composed(draft: PaperDraft, context: PaperContext): PaperDocument {
  switch (draft.kind) {
    case 'notice':
      return notice(draft, context);
    case 'conclusion':
    case 'result-notice':
      return conclusion(draft, context);
    case 'directive':
    case 'report':
      throw new Error(`${draft.kind} is not composed yet`);
  }
}

// What both have

function imprint(kind: PaperKind, { office, people, setting, signer, day }: PaperContext): Imprint {
  const training = setting.clock.kind === 'stepped';
  const { authority, post } = office.signers[signer] ?? { authority: { as: 'head' as const, post: 'Giám đốc' } };
  return {
    symbol: symbolOf(office.organ, kind, training),
    year: yearOf(day),
    signer: { authority: authorityLines(authority), ...(post ? { post } : {}), name: nameOf(people, signer) },
    ...(training ? { training } : {}),
  };
}

const nameOf = (people: Person[], id: PersonId): string => people.find((person) => person._id === id)?.name ?? id;

/** `Trần Minh Khôi, Phó Giám đốc Sở Nội vụ,` or the name alone. */
function nameAndPost(people: Person[], id: PersonId): string {
  const post = people.find((person) => person._id === id)?.post;
  return `${nameOf(people, id)}${post ? `, ${post},` : ''}`;
}

function printedUnits(serves: UnitId[], units: Unit[]): PrintedUnit[] {
  return serves.map((id) => {
    const unit = units.find((candidate) => candidate.id === id);
    return { id, name: unit?.name ?? id, ...(unit?.vertical ? { vertical: true as const } : {}) };
  });
}

/** Above this, the recipients are named together. */
const namedAtMost = 6;

/** The organ above for report, the units, what stands above the vertical ones, the team; the original with the clerk. */
function recipients(served: PrintedUnit[], { office, units }: PaperContext, together: string): Recipients {
  const above = new Set(served.flatMap(({ id }) => units.find((unit) => unit.id === id)?.superior ?? []));
  const superiors = units.filter(({ id }) => above.has(id)).map(({ name }) => `${name} (để biết)`);
  return {
    to: [
      ...(office.letterhead.parentOrgan ? [`${office.letterhead.parentOrgan} (b/c)`] : []),
      ...(served.length > namedAtMost ? [together] : served.map(({ name }) => name)),
      ...superiors,
      'Thành viên Đoàn kiểm tra',
    ],
    filedAt: `VT, ${initials(office.divisionName)}`,
  };
}

/** `CCHC` of `Phòng Cải cách hành chính`. */
const initials = (division: string): string =>
  division
    .replace(/^(Phòng|Ban|Văn phòng)\s+/iu, '')
    .split(/\s+/u)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');

/** `Sở Nội vụ (Phòng Cải cách hành chính)`. */
const whereReportsGo = ({ letterhead, divisionName }: Office): string => `${letterhead.organ} (${divisionName})`;

/** `kiểm tra công tác cải cách hành chính năm 2026` of the round's title. */
const subjectOf = ({ title }: Plan): string => {
  const text = bare(title).replace(/^kế hoạch\s+/iu, '');
  return /^kiểm tra/iu.test(text) ? `k${text.slice(1)}` : `kiểm tra “${text}”`;
};

/** A basis as a paper cites it: `Căn cứ Kế hoạch số 12/KH-UBND …`, unless it already says how. */
const ground = (basis: string): string =>
  /^(căn cứ|thực hiện|theo|xét)\s/iu.test(basis) ? bare(basis) : `Căn cứ ${bare(basis)}`;

// The conclusion

function conclusion(draft: ConclusionDraft, context: PaperContext): ConclusionDocument {
  const { plan, office, units, outline, reports } = context;
  const served = printedUnits(draft.serves, units);
  const where =
    served.length > 2
      ? `${String(served.length).padStart(2, '0')} cơ quan, đơn vị`
      : served.map(({ name }) => name).join(', ');
  return {
    kind: 'conclusion',
    letterhead: office.letterhead,
    imprint: imprint('conclusion', context),
    abstract: `Kết luận ${subjectOf(plan)}${/ tại /u.test(plan.title) ? '' : ` tại ${where}`}`,
    leadIn: leadIn(served, where, context),
    units: served,
    strengths: strengthsByArea(draft.strengths, outline),
    figures: numbered(served.flatMap((unit) => figureTables(unit, reports.get(unit.id), outline, plan.period))),
    findings: draft.findings.map(printedFinding),
    requirements: draft.requirements.map(printedRequirement),
    proposals: draft.proposals.map(({ unit, text, answer }) => ({ unit, text, ...(answer ? { answer } : {}) })),
    report: { to: whereReportsGo(office), due: reportDue(draft.requirements) },
    recipients: recipients(served, context, 'Các cơ quan, đơn vị được kiểm tra'),
  };
}

function leadIn(served: PrintedUnit[], where: string, { plan, people, office, visits }: PaperContext): string[] {
  const planned = plan.units.filter(({ unit }) => served.some(({ id }) => id === unit));
  const teams = plan.teams.filter(({ id }) => planned.some(({ team }) => team === id));
  const days = planned
    .flatMap(
      ({ unit, visits: asPlanned }) =>
        visits.get(unit)?.map(({ day, held }) => held ?? day) ?? asPlanned.map(({ day }) => day),
    )
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  const when = first && last ? (first === last ? `ngày ${vnDay(first)}` : spanInWords({ from: first, to: last })) : '';
  const bases = plan.bases.map(ground).map((basis, i) => (i === 0 ? basis : basis.replace(/^Căn cứ/u, 'căn cứ')));
  const who = teams
    .map(({ name, lead }) => `${name} do đồng chí ${nameAndPost(people, lead)} làm Trưởng đoàn`)
    .join('; ');
  const did = `${when ? `${when}, ` : ''}${who || 'Đoàn kiểm tra'} đã kiểm tra trực tiếp tại ${where}; thời kỳ kiểm tra ${plan.period.label} (${spanInWords(plan.period)})`;
  return [
    `${[...bases, did].join('; ')}.`,
    `Trên cơ sở báo cáo tự kiểm tra, biên bản làm việc và ý kiến của ${served.length > 1 ? 'các cơ quan, đơn vị' : 'đơn vị'}, ${office.letterhead.organ} thông báo kết luận như sau:`,
  ];
}

/** By the areas of the outline, in its order; what names another area comes last, under its own words. */
function strengthsByArea(strengths: Strength[], { areas }: Outline): ConclusionDocument['strengths'] {
  const known = areas.map(({ code }) => code);
  const order = [...known, ...new Set(strengths.map(({ area }) => area).filter((area) => !known.includes(area)))];
  return order.flatMap((code) => {
    const lines = strengths
      .filter(({ area }) => area === code)
      .map(({ text, concerns }) => ({ text, concerns: printedConcerns(concerns) }));
    const name = areas.find((area) => area.code === code)?.name ?? code;
    return lines.length > 0 ? [{ area: name, lines }] : [];
  });
}

/** No unit named: “một số cơ quan, đơn vị”. */
const printedConcerns = (concerns: Concerns): PrintedConcerns =>
  'units' in concerns && concerns.units.length === 0 ? { some: true } : concerns;

function printedFinding({ id, text, concerns, basis, evidence, cause, illustrates }: Finding): PrintedFinding {
  return {
    id,
    text,
    concerns: printedConcerns(concerns),
    ...(basis ? { basis } : {}),
    ...(evidence ? { evidence } : {}),
    ...(cause ? { cause } : {}),
    ...(illustrates ? { illustrates } : {}),
  };
}

function printedRequirement({ text, concerns, answers, responsible, due, proof }: Requirement): PrintedRequirement {
  return {
    text,
    concerns,
    ...(answers.length > 0 ? { answers } : {}),
    ...(responsible ? { responsible } : {}),
    ...(due ? { due: printedDue(due) } : {}),
    ...(proof ? { proof } : {}),
  };
}

/** A term runs from the issue, a day nobody knows while the paper is a draft: so the words name the event. */
function printedDue(due: RequirementDue): PrintedDue {
  return due.kind === 'term' ? { ...due, from: 'ngày ban hành Thông báo này' } : due;
}

/** When all is due alike, that is when results are reported; else each requirement has its own day. */
function reportDue(requirements: Requirement[]): PrintedDue {
  const dues = requirements.filter(({ untracked, due }) => !untracked?.trim() && due).map(({ due }) => due!);
  if (dues.length === 0) return { kind: 'event', event: 'khi có yêu cầu' };
  const alike = dues.every((due) => JSON.stringify(due) === JSON.stringify(dues[0]));
  return alike && (dues[0]!.kind === 'term' || dues[0]!.kind === 'day')
    ? printedDue(dues[0]!)
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

// The notice

function notice(draft: NoticeDraft, context: PaperContext): NoticeDocument {
  const { plan, office, units, outline, setting } = context;
  const served = printedUnits(draft.serves, units);
  const planned = plan.units.filter(({ unit }) => draft.serves.includes(unit));
  const teams = plan.teams.filter(({ id }) => planned.some(({ team }) => team === id));
  return {
    kind: 'notice',
    letterhead: { ...office.letterhead, ...(office.phone ? { phone: office.phone } : {}) },
    imprint: imprint('notice', context),
    abstract: bare(plan.title),
    bases: plan.bases.map(ground),
    campaign: {
      name: subjectOf(plan),
      method: 'trực tiếp tại trụ sở cơ quan, đơn vị',
      period: `${plan.period.label} (${spanInWords(plan.period)})`,
      contents: outline.areas.map(({ name }) => name),
    },
    team: {
      name: teams.length === 1 ? teams[0]!.name : 'Đoàn kiểm tra',
      members: teams.flatMap((team) => members(team, teams.length > 1, context)),
    },
    asks: {
      selfReport: { to: whereReportsGo(office), how: 'bằng đường dẫn trong thư gửi đầu mối của đơn vị' },
      present: ['Thủ trưởng hoặc cấp phó phụ trách cải cách hành chính', 'Đầu mối cải cách hành chính của đơn vị'],
      prepare: ['Hồ sơ, tài liệu kiểm chứng theo đề cương', 'Phòng làm việc cho Đoàn kiểm tra'],
      others: [
        `Xác nhận đã nhận Thông báo này trong ${dueInWords({ kind: 'term', ...setting.terms.acknowledge, from: 'ngày ban hành' })}`,
        ...draft.requests,
      ],
    },
    contact: [
      office.divisionName,
      office.letterhead.organ,
      ...(office.phone ? [`điện thoại ${office.phone}`] : []),
    ].join(', '),
    schedule: planned.flatMap((unit) => scheduleOf(unit, context)).sort(byTime),
    outline: outline.areas.map(printedArea),
    ...(outline.tables.length > 0 ? { form: form(outline) } : {}),
    recipients: recipients(served, context, 'Các cơ quan, đơn vị tại Lịch kiểm tra'),
  };
}

function members(
  { name, lead, secretary, members: others }: Team,
  several: boolean,
  { people }: PaperContext,
): TeamMember[] {
  const member = (person: PersonId, role: string): TeamMember => ({
    name: nameOf(people, person),
    post: people.find(({ _id }) => _id === person)?.post ?? '',
    role: several ? `${role} ${name}` : role,
  });
  return [
    member(lead, 'Trưởng đoàn'),
    ...(secretary === lead ? [] : [member(secretary, 'Thư ký')]),
    ...others
      .filter(({ person }) => person !== lead && person !== secretary)
      .map(({ person }) => member(person, 'Thành viên')),
  ];
}

function scheduleOf(
  { unit, team: teamId, visits }: PlannedUnit,
  { plan, units, people, setting }: PaperContext,
): ScheduleRow[] {
  const team = plan.teams.find(({ id }) => id === teamId);
  const first = visits.map(({ day }) => day).sort()[0];
  return visits.map(({ day, startsAt, at, chair }) => ({
    day,
    from: startsAt,
    unit: units.find(({ id }) => id === unit)?.name ?? unit,
    places: [at],
    chair: [team?.name, team ? nameOf(people, chair ?? team.lead) : chair].filter(Boolean).join(' – '),
    content: 'Theo Đề cương',
    ...(day === first
      ? {
          selfReportBy: reckon(setting.calendar, {
            from: first,
            ...setting.terms['self-report'],
            basis: 'rule:self-report',
          }).day,
        }
      : {}),
  }));
}

const byTime = (a: ScheduleRow, b: ScheduleRow): number =>
  timeKey(a) < timeKey(b) ? -1 : timeKey(a) > timeKey(b) ? 1 : 0;
const timeKey = ({ day, from, unit }: ScheduleRow): string => [day, from, unit].join(' ');

const printedArea = ({ name, questions }: Outline['areas'][number]): OutlineArea => ({
  title: name,
  questions: questions.map(({ text, evidence }) => ({ text, ...(evidence ? { evidence } : {}) })),
});

/** One blank form; a unit fills it in once for each table of the outline. */
const form = ({ tables }: Outline): NoticeDocument['form'] & object => ({
  code: `Biểu ${tables[0]!.form}`,
  title: plainTitle(tables[0]!),
  unitOfMeasure: 'số hồ sơ thủ tục hành chính',
  source: 'Thông tư số 01/2020/TT-VPCP',
  columns: [...formII06],
  lines: 8,
});
