import { bare, dueInWords, formII06 } from '../../domain/document.ts';
import type { NoticeDocument, OutlineArea, ScheduleRow, TeamMember } from '../../domain/document.ts';
import type { Day } from '../../domain/day.ts';
import type { NoticeDraft } from '../../domain/draft.ts';
import type { Outline } from '../../domain/outline.ts';
import { methodOf } from '../../domain/plan.ts';
import type { PlannedUnit, PlannedVisit, Team } from '../../domain/plan.ts';
import type { PersonId } from '../../domain/role.ts';
import { reckon } from '../../domain/term.ts';
import { lowerFirst } from './compose-counts.ts';
import { plainTitle, spanInWords } from './compose-figures.ts';
import type { PaperContext } from './compose-paper.ts';
import { ground, imprint, nameOf, printedUnits, recipients, subjectOf, whereReportsGo } from './compose-parts.ts';

/** Thông báo kiểm tra, with the schedule, the outline and the form that follow from the plan. */
export function notice(draft: NoticeDraft, context: PaperContext): NoticeDocument {
  const { plan, office, units, outline, setting } = context;
  const served = printedUnits(draft.serves, units);
  const planned = plan.units.filter(({ unit }) => draft.serves.includes(unit));
  const teams = plan.teams.filter(({ id }) => planned.some(({ team }) => team === id));
  const desk = planned.filter((one) => methodOf(plan, one) === 'desk').length;
  const visited = desk < planned.length;
  return {
    kind: 'notice',
    letterhead: { ...office.letterhead, ...(office.phone ? { phone: office.phone } : {}) },
    imprint: imprint('notice', context),
    abstract: bare(plan.title),
    bases: plan.bases.map(ground),
    campaign: {
      name: subjectOf(plan),
      method: !visited
        ? 'qua báo cáo, không làm việc trực tiếp'
        : `trực tiếp tại trụ sở cơ quan, đơn vị${desk > 0 ? '; qua báo cáo đối với đơn vị ghi như vậy tại Lịch kiểm tra' : ''}`,
      period: `${lowerFirst(plan.period.label)} (${spanInWords(plan.period)})`,
      contents: outline.areas.map(({ name }) => name),
    },
    team: {
      name: teams.length === 1 ? teams[0]!.name : 'Đoàn kiểm tra',
      members: teams.flatMap((team) => members(team, teams.length > 1, context)),
    },
    asks: {
      selfReport: { to: whereReportsGo(office), how: 'bằng đường dẫn trong thư gửi đầu mối của đơn vị' },
      present: visited
        ? ['Thủ trưởng hoặc cấp phó phụ trách cải cách hành chính', 'Đầu mối cải cách hành chính của đơn vị']
        : [],
      prepare: [
        'Hồ sơ, tài liệu kiểm chứng theo đề cương',
        ...(visited ? [`Phòng làm việc cho Đoàn kiểm tra${desk > 0 ? ' (nơi có buổi làm việc)' : ''}`] : []),
      ],
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

/** The visits as they stand when the notice is made: moved, put off or dropped meanwhile; before the launch as planned. */
const visitsOf = (
  { unit, visits }: PlannedUnit,
  context: PaperContext,
): (Pick<PlannedVisit, 'day' | 'startsAt' | 'at' | 'chair'> & { postponed?: Day })[] =>
  context.visits.get(unit) ?? visits;

function scheduleOf(planned: PlannedUnit, context: PaperContext): ScheduleRow[] {
  const { plan, units, people, setting } = context;
  const team = plan.teams.find(({ id }) => id === planned.team);
  const unit = units.find(({ id }) => id === planned.unit)?.name ?? planned.unit;
  const chairedBy = (chair: PersonId | undefined) =>
    [team?.name, team ? nameOf(people, chair ?? team.lead) : chair].filter(Boolean).join(' – ');
  const content = 'Theo Đề cương';
  if (methodOf(plan, planned) === 'desk')
    return [
      {
        unit,
        places: [],
        chair: chairedBy(undefined),
        content,
        ...(planned.reportBy ? { selfReportBy: planned.reportBy } : {}),
      },
    ];
  const visits = visitsOf(planned, context);
  const [first] = visits.flatMap(({ day, postponed }) => (postponed ? [] : day)).sort();
  return visits.map(({ day, startsAt, at, chair, postponed }) => ({
    ...(postponed ? { putOff: true as const } : { day, from: startsAt }),
    unit,
    places: [at],
    chair: chairedBy(chair),
    content,
    ...(day === first && !postponed
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

/** By the day; what is put off and what is looked at by report alone come last. */
const byTime = (a: ScheduleRow, b: ScheduleRow): number =>
  timeKey(a) < timeKey(b) ? -1 : timeKey(a) > timeKey(b) ? 1 : 0;
const timeKey = ({ day, from, unit }: ScheduleRow): string => [day ?? '9999', from, unit].join(' ');

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
