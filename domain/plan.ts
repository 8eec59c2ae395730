import { dayOffName, isWorkingDay } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import type { FrozenPlan } from './campaign.ts';
import { vnDay } from './day.ts';
import type { Day } from './day.ts';
import type { Terms } from './duty-terms.ts';
import type { InspectionMethod, PlannedInspection, Session } from './inspection.ts';
import type { Ladders } from './ladder.ts';
import type { RelatedPaper } from './paper-symbol.ts';
import type { CampaignId, PersonId, TeamId, UnitId } from './role.ts';
import { existsOn } from './unit.ts';
import type { Unit } from './unit.ts';

/** Where and when one team appears at one unit. */
export interface PlannedVisit {
  n: number;
  day: Day;
  session: Session;
  /** `08:00`, hours of Vietnam. */
  startsAt: string;
  at: string;
  /** Chairs this visit instead of the team's lead, perhaps from another department. */
  chair?: PersonId;
  /** Writes its minutes instead of the team's secretary. */
  secretary?: PersonId;
  /** The site of the unit it is held at. */
  site?: UnitId;
}

export interface PlannedUnit {
  unit: UnitId;
  team: TeamId;
  /** On site if absent. */
  method?: Exclude<InspectionMethod, 'reporting'>;
  /** Desk inspection: the day the report is asked by. */
  reportBy?: Day;
  visits: PlannedVisit[];
}

export interface Team {
  id: TeamId;
  name: string;
  lead: PersonId;
  secretary: PersonId;
  members: { person: PersonId; area?: string }[];
}

/** In the place of a team while a unit of the plan has none: the plan is checked against it, and it names nobody. */
export const noTeam: TeamId = 'chua-phan-doan';

/** Units are inspected, or asked for their reports of a period (đợt báo cáo kỳ). */
export type CampaignKind = 'inspection' | 'reporting';

/** A round as its planner writes it; frozen when it is submitted. */
export interface Plan {
  campaign: CampaignId;
  title: string;
  year: number;
  kind: CampaignKind;
  /** A reporting round: the day its figures are taken on, and the day the reports are due. */
  reporting?: { cutOff: Day; due: Day };
  /** A consolidated report is owed at the end; always of a reporting round. */
  report?: true;
  clock: 'real' | 'stepped';
  /** The day a training round's clock starts at; absent: the day its plan is submitted. */
  clockFrom?: Day;
  bases: string[];
  /** Papers of others the round belongs with (văn bản liên quan). */
  related?: RelatedPaper[];
  period: { label: string; from: Day; to: Day };
  /** `<id>@<version>` of the outline. */
  outline: string;
  teams: Team[];
  units: PlannedUnit[];
  /** The version of the office's practice it was begun under; absent: as shipped. */
  practice?: number;
  /** Where this round chases otherwise. */
  ladders?: Partial<Ladders>;
  terms?: Partial<Terms>;
}

/** What is wrong with a plan; `at` leads to the place on the form. */
export interface PlanGap {
  code:
    | 'plan-without-units'
    | 'unit-twice'
    | 'unit-unknown'
    | 'unit-ended'
    | 'unit-without-contact'
    | 'unit-without-team'
    | 'unit-without-visit'
    | 'visit-of-no-use'
    | 'site-of-another-unit'
    | 'report-day-missing'
    | 'report-day-off'
    | 'report-day-past'
    | 'cut-off-after-due'
    | 'visit-on-day-off'
    | 'visit-in-past'
    | 'visit-hour-of-other-half'
    | 'person-in-two-places'
    | 'inspector-of-own-unit'
    | 'period-reversed'
    | 'person-unknown'
    | 'team-of-another-round'
    | 'outline-unknown'
    | 'outline-unfinished';
  at: string;
  sentence: string;
}

/** What the plan is held against. `worksAt` is the unit a person belongs to. */
export interface PlanContext {
  calendar: Calendar;
  units: Unit[];
  hasContact: (unit: UnitId) => boolean;
  worksAt: (person: PersonId) => UnitId | undefined;
  /** Undefined: nobody by that id. */
  nameOf: (person: PersonId) => string | undefined;
  knowsOutline: boolean;
  /** What is still wrong with the outline's scale. */
  outlineFaults?: readonly { sentence: string }[];
  /** Another round that has a team of that id: its people would act in both. */
  alsoTeamOf: (team: TeamId) => { title: string; campaign: CampaignId } | undefined;
  /** Where people have to be for other rounds, and for visits of this one that are not in the plan. */
  engaged?: Engagement[];
  today: Day;
}

/** The context with its units by id: a plan has thousands of them. */
interface Looked extends PlanContext {
  byId: ReadonlyMap<UnitId, Unit>;
}

/** Somebody has to be somewhere in one half-day. */
export interface Engagement {
  person: PersonId;
  day: Day;
  session: Session;
  unit: UnitId;
}

/** The other units somebody has to be at in that half-day, by who and when. */
export function agendaOf(engaged: readonly Engagement[]): {
  add(at: Engagement): void;
  elsewhere(at: Engagement): UnitId | undefined;
} {
  const units = new Map<string, UnitId[]>();
  const slot = ({ person, day, session }: Engagement) => `${person}/${day}/${session}`;
  const add = (at: Engagement) => void units.set(slot(at), [...(units.get(slot(at)) ?? []), at.unit]);
  engaged.forEach(add);
  return { add, elsewhere: (at) => units.get(slot(at))?.find((unit) => unit !== at.unit) };
}

export const sessionWords: Record<Session, string> = { morning: 'sáng', afternoon: 'chiều' };

/** How a unit of the plan is inspected. */
export const methodOf = (plan: Pick<Plan, 'kind'>, planned: PlannedUnit): InspectionMethod =>
  plan.kind === 'reporting' ? 'reporting' : (planned.method ?? 'on-site');

/** What a round keeps of its plan: the frozen one's name and hash, how many units, and when anything announced is asked of them. */
export function frozenPlan(plan: Plan, frozen: { snapshot: string; sha256: string }): FrozenPlan {
  const due = plan.kind === 'reporting' ? plan.reporting?.due : undefined;
  const days = plan.units
    .filter((planned) => methodOf(plan, planned) !== 'surprise')
    .flatMap(({ visits, method, reportBy }) => [
      ...visits.map(({ day }) => day),
      ...(method === 'desk' && reportBy ? [reportBy] : []),
    ])
    .concat(due ?? [])
    .sort();
  const [firstVisit, lastVisit] = [days[0], days.at(-1)];
  return {
    ...frozen,
    units: plan.units.length,
    ...(firstVisit && lastVisit ? { firstVisit, lastVisit } : {}),
    ...(plan.teams.length > 1 ? { severalTeams: true as const } : {}),
    ...(plan.kind === 'reporting' ? { reporting: true as const, report: true as const } : {}),
    ...(plan.report ? { report: true as const } : {}),
  };
}

/** One unit of the plan as its inspection begins. */
export const plannedInspection = (
  plan: Plan,
  planned: PlannedUnit,
  vertical: boolean,
  through?: UnitId,
): PlannedInspection => {
  const { unit, team, visits } = planned;
  const reportBy = plan.kind === 'reporting' ? plan.reporting?.due : planned.reportBy;
  return {
    place: { campaign: plan.campaign, team, unit, ...(through ? { through } : {}) },
    method: methodOf(plan, planned),
    visits: visits.map(({ n, day, session, chair, secretary }) => ({
      n,
      day,
      session,
      ...(chair ? { chaired: true as const } : {}),
      ...(secretary ? { written: true as const } : {}),
    })),
    ...(reportBy ? { reportBy } : {}),
    vertical,
  };
};

/** Everything that must be mended before the plan can be submitted. */
export function planGaps(plan: Plan, held: PlanContext): PlanGap[] {
  const context: Looked = { ...held, byId: new Map(held.units.map((unit) => [unit.id, unit])) };
  const gaps: PlanGap[] = [];
  if (plan.units.length === 0) {
    gaps.push({ code: 'plan-without-units', at: 'units', sentence: 'Kế hoạch chưa có đơn vị nào.' });
  }
  if (plan.period.to < plan.period.from) {
    gaps.push({ code: 'period-reversed', at: 'period', sentence: 'Kỳ kiểm tra có ngày cuối trước ngày đầu.' });
  }
  if (!context.knowsOutline) {
    gaps.push({
      code: 'outline-unknown',
      at: 'outline',
      sentence: `Không có đề cương “${plan.outline}”. Hãy chọn một đề cương và phiên bản có sẵn.`,
    });
  }
  const [fault, ...others] = context.outlineFaults ?? [];
  if (fault) {
    gaps.push({
      code: 'outline-unfinished',
      at: 'outline',
      sentence: `Thang điểm của đề cương chưa dùng được. ${fault.sentence}${others.length > 0 ? ` Còn ${others.length} chỗ khác phải sửa.` : ''}`,
    });
  }
  plan.teams.forEach((team, index) => gaps.push(...teamGaps(team, `teams[${index}]`, context)));
  const seen = new Set<UnitId>();
  plan.units.forEach((planned, index) => gaps.push(...unitGaps(plan, planned, `units[${index}]`, seen, context)));
  if (plan.kind === 'reporting') gaps.push(...reportingGaps(plan, context));
  return [...gaps, ...clashes(plan, context)];
}

function reportingGaps({ reporting }: Plan, context: PlanContext): PlanGap[] {
  if (!reporting)
    return [
      {
        code: 'report-day-missing',
        at: 'reporting',
        sentence: 'Đợt báo cáo chưa có ngày chốt số liệu và hạn gửi. Hãy ghi cả hai ngày.',
      },
    ];
  return [
    ...(reporting.cutOff > reporting.due
      ? [
          {
            code: 'cut-off-after-due' as const,
            at: 'reporting.cutOff',
            sentence: `Ngày chốt số liệu ${vnDay(reporting.cutOff)} ở sau hạn gửi ${vnDay(reporting.due)}.`,
          },
        ]
      : []),
    ...reportDayGaps(reporting.due, 'reporting.due', 'Hạn gửi báo cáo', context),
  ];
}

function reportDayGaps(day: Day, at: string, what: string, { calendar, today }: PlanContext): PlanGap[] {
  return [
    ...(isWorkingDay(calendar, day)
      ? []
      : [
          {
            code: 'report-day-off' as const,
            at,
            sentence: `${what} ${vnDay(day)} rơi vào ngày nghỉ (${dayOffName(calendar, day)}).`,
          },
        ]),
    ...(day <= today
      ? [{ code: 'report-day-past' as const, at, sentence: `${what} ${vnDay(day)} không còn ở phía trước.` }]
      : []),
  ];
}

function teamGaps(team: Team, at: string, { nameOf, alsoTeamOf }: PlanContext): PlanGap[] {
  const other = alsoTeamOf(team.id);
  const unknown = peopleOf(team).filter((person) => nameOf(person) === undefined);
  return [
    ...(other === undefined
      ? []
      : [
          {
            code: 'team-of-another-round' as const,
            at,
            sentence: `Mã đoàn “${team.id}” đã dùng ở đợt “${other.title}” (mã ${other.campaign}). Hãy đặt mã khác để không lẫn thành viên hai đợt.`,
          },
        ]),
    ...unknown.map((person) => ({
      code: 'person-unknown' as const,
      at,
      sentence: `Không có người mang mã “${person}” trong danh bạ. Hãy thêm người này hoặc chọn người khác.`,
    })),
  ];
}

function unitGaps(plan: Plan, planned: PlannedUnit, at: string, seen: Set<UnitId>, context: Looked): PlanGap[] {
  const gaps: PlanGap[] = [];
  const gap = (code: PlanGap['code'], sentence: string, where = at) => gaps.push({ code, at: where, sentence });
  const unit = context.byId.get(planned.unit);
  if (!unit) {
    gap('unit-unknown', `Không có đơn vị “${planned.unit}” trong danh mục.`);
    return gaps;
  }
  if (seen.has(unit.id)) gap('unit-twice', `${unit.name} có hai lần trong kế hoạch. Hãy bỏ bớt một.`);
  seen.add(unit.id);
  if (!existsOn(unit, planned.visits[0]?.day ?? context.today))
    gap('unit-ended', `${unit.name} không còn hoạt động. Hãy chọn đơn vị kế thừa.`);
  if (!context.hasContact(unit.id))
    gap('unit-without-contact', `${unit.name} chưa có đầu mối nhận thư. Hãy ghi đầu mối trước.`);
  const team = plan.teams.find((candidate) => candidate.id === planned.team);
  if (!team) gap('unit-without-team', `${unit.name} chưa được phân cho đoàn nào.`);
  const chairs = planned.visits.flatMap(({ chair, secretary }) => [chair ?? [], secretary ?? []].flat());
  for (const chair of new Set(chairs)) {
    if (context.nameOf(chair) === undefined)
      gap('person-unknown', `Không có người mang mã “${chair}” trong danh bạ. Hãy chọn người khác chủ trì.`);
  }
  for (const person of new Set([...(team ? peopleOf(team) : []), ...chairs])) {
    if (context.worksAt(person) === unit.id) {
      gap(
        'inspector-of-own-unit',
        `${context.nameOf(person) ?? person} thuộc ${unit.name} nên không được kiểm tra đơn vị này.`,
      );
    }
  }
  const method = methodOf(plan, planned);
  if (method === 'desk' || method === 'reporting') {
    if (planned.visits.length > 0)
      gap('visit-of-no-use', `${unit.name} không kiểm tra tại chỗ nên không có buổi kiểm tra. Hãy bỏ các buổi này.`);
    if (method === 'desk') {
      const where = `${at}.reportBy`;
      if (!planned.reportBy) gap('report-day-missing', `${unit.name} kiểm tra qua báo cáo, chưa có hạn gửi.`, where);
      else gaps.push(...reportDayGaps(planned.reportBy, where, `Hạn gửi báo cáo của ${unit.name}`, context));
    }
    return gaps;
  }
  if (planned.visits.length === 0) gap('unit-without-visit', `${unit.name} chưa có buổi kiểm tra.`);
  planned.visits.forEach((visit, index) => {
    const where = `${at}.visits[${index}]`;
    const site = visit.site && context.byId.get(visit.site);
    if (visit.site && (!site || site.parent !== unit.id))
      gap(
        'site-of-another-unit',
        `“${visit.site}” không phải trụ sở của ${unit.name}. Hãy chọn lại nơi kiểm tra.`,
        where,
      );
    if (halfOf(visit.startsAt) !== visit.session) {
      gap(
        'visit-hour-of-other-half',
        `Buổi ${sessionWords[visit.session]} ${vnDay(visit.day)} tại ${unit.name} ghi bắt đầu lúc ${visit.startsAt}. Hãy sửa giờ hoặc chọn lại buổi.`,
        where,
      );
    }
    // a day behind us may be of a year no calendar is kept of: that it is past says enough
    if (visit.day <= context.today) {
      gap('visit-in-past', `Buổi kiểm tra ${unit.name} ngày ${vnDay(visit.day)} không còn ở phía trước.`, where);
    } else if (!isWorkingDay(context.calendar, visit.day)) {
      gap(
        'visit-on-day-off',
        `Buổi kiểm tra ${unit.name} ngày ${vnDay(visit.day)} rơi vào ngày nghỉ (${dayOffName(context.calendar, visit.day)}).`,
        where,
      );
    }
  });
  return gaps;
}

/** The half of a day in which something begins at `08:00`. */
export const halfOf = (startsAt: string): Session => (startsAt < '12:00' ? 'morning' : 'afternoon');

/** Everybody of a team. */
export const peopleOf = (team: Team): PersonId[] => [
  ...new Set([team.lead, team.secretary, ...team.members.map(({ person }) => person)]),
];

/** Who must be at a visit: its chair and the team's secretary and lead; members follow their areas. */
export const presentAt = (
  plan: Pick<Plan, 'teams'>,
  planned: Pick<PlannedUnit, 'team'>,
  visit: Pick<PlannedVisit, 'chair' | 'secretary'>,
): PersonId[] => {
  const team = plan.teams.find((candidate) => candidate.id === planned.team);
  return team ? [...new Set([visit.chair ?? team.lead, visit.secretary ?? team.secretary])] : [];
};

/** One person cannot be at two units in the same half-day, whichever round they are there for. */
function clashes(plan: Plan, context: PlanContext): PlanGap[] {
  const agenda = agendaOf(context.engaged ?? []);
  const gaps: PlanGap[] = [];
  plan.units.forEach((planned, u) =>
    planned.visits.forEach((visit, v) => {
      const { day, session } = visit;
      for (const person of presentAt(plan, planned, visit)) {
        const there = { person, day, session, unit: planned.unit };
        if (agenda.elsewhere(there) !== undefined) {
          gaps.push({
            code: 'person-in-two-places',
            at: `units[${u}].visits[${v}]`,
            sentence: `${context.nameOf(person) ?? person} phải có mặt ở hai nơi trong buổi ${sessionWords[session]} ${vnDay(day)}. Hãy đổi giờ, đổi đoàn hoặc cử người khác chủ trì.`,
          });
        }
        agenda.add(there);
      }
    }),
  );
  return gaps;
}
