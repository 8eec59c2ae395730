import { randomUUID } from 'node:crypto';
import { vnDay } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { isOpen } from '../domain/duty.ts';
import type { Duty } from '../domain/duty.ts';
import { concernedUnits } from '../domain/finding.ts';
import { inspectionState, inspectionWords, selfReportable } from '../domain/inspection.ts';
import type { Inspection } from '../domain/inspection.ts';
import { itemWords } from '../domain/remediation.ts';
import type { Remediation } from '../domain/remediation.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Requirement, RequirementDue } from '../domain/requirement.ts';
import { unitRoles } from '../domain/role.ts';
import type { UnitId } from '../domain/role.ts';
import { dutyWords } from '../domain/why.ts';
import type { Evidence } from '../store/content/evidence.ts';
import { receiptNumber } from '../store/content/receipts.ts';
import type { Receipt } from '../store/content/receipts.ts';
import type { ConclusionView } from '../web/pages/conclusion.ts';
import { dueLine } from '../web/pages/due.ts';
import type { DueLine } from '../web/pages/due.ts';
import type { FileLine } from '../web/pages/evidence.ts';
import type { AnsweredRow, Home, OwedRow, UnitWork } from '../web/pages/home.ts';
import type { ItemView } from '../web/pages/item.ts';
import type { Frame, OfficeLine } from '../web/pages/layout.ts';
import type { InspectionView, ReceiptLine } from '../web/pages/notice.ts';
import { today } from './deps.ts';
import type { Deps } from './deps.ts';
import { findInspection, inspectionPathId, planOf, taken } from './inspections.ts';
import { conclusionOf, dayOf, namedPaper, namedPapers, noticeOf } from './issued.ts';
import type { NamedPaper } from './issued.ts';
import { answerOwedFor, findItem, itemId, owedFor, reportsOf, requirementOf } from './items.ts';
import type { Visitor } from './links.ts';

/** What the pages behind a link show, put together from records and content. */

export async function officeLine({ store }: Pick<Deps, 'store'>): Promise<OfficeLine> {
  const { letterhead, divisionName, phone } = await store.office.get();
  return { organ: letterhead.organ, division: divisionName, ...(phone === '' ? {} : { phone }) };
}

export async function frameOf(deps: Deps, { base, matters }: Visitor): Promise<Frame> {
  const training = matters.some(({ clock, closed }) => clock.kind === 'stepped' && closed === undefined);
  return { base, office: await officeLine(deps), ...(training ? { training } : {}) };
}

export const newKey = (): string => randomUUID();

/** Where the pages of a link are. */
export const places = (base: string) => ({
  inspection: (id: string) => `${base}/kiem-tra/${id}`,
  acknowledge: (id: string) => `${base}/kiem-tra/${id}/xac-nhan`,
  selfReport: (id: string) => `${base}/kiem-tra/${id}/bao-cao`,
  step: (id: string, step: string) => `${base}/kiem-tra/${id}/bao-cao/${step}`,
  review: (id: string) => `${base}/kiem-tra/${id}/xem-lai`,
  conclusion: (id: string) => `${base}/kiem-tra/${id}/ket-luan`,
  item: (id: string) => `${base}/viec/${id}`,
  file: (id: string) => `${base}/tep/${id}`,
  paper: (id: string) => `${base}/van-ban/${id.replace(/^paper:/, '')}`,
});

export const fileLine = (base: string, { _id: id, name, size }: Evidence): FileLine => ({
  id,
  name,
  size,
  href: places(base).file(id),
});

/** The files named, in order; what is gone is left out. */
export const filesNamed = (base: string, ids: readonly string[], known: ReadonlyMap<string, Evidence>): FileLine[] =>
  ids.flatMap((id) => {
    const file = known.get(id);
    return file ? [fileLine(base, file)] : [];
  });

const owedByUnit = (matter: Inspection | Remediation): Duty[] =>
  matter.duties.filter((duty) => isOpen(duty) && unitRoles.includes(duty.owedBy.role));

const isInspection = (matter: Inspection | Remediation): matter is Inspection => matter.process === 'inspection';

/** A text that fits a line of a list. */
const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, text.lastIndexOf(' ', most - 1))}…` : text;

// The list of what is owed

/** More than this in one list, and the rows are short: why each day is told on the page of the item. */
const explainedAtMost = 20;
const answeredShown = 6;

export async function homeView(deps: Deps, visitor: Visitor): Promise<Home> {
  const { store } = deps;
  const { units, matters, base } = visitor;
  const [frame, known, names, receipts, requirements] = await Promise.all([
    frameOf(deps, visitor),
    store.units.getMany(units),
    namedPapers(store, papersOf(matters)),
    store.receipts.ofMatters(matters.map(({ id }) => id)).then((rows) =>
      taken(
        deps,
        rows.map((row) => ({ ...row, key: row._id })),
      ),
    ),
    requirementsOf(deps, matters),
  ]);
  const days = new Map(
    await Promise.all(matters.map(async (matter) => [matter.id, await dayOf(deps, matter)] as const)),
  );
  const explained = matters.reduce((n, matter) => n + owedByUnit(matter).length, 0) <= explainedAtMost;
  const context: HomeContext = { base, names, days, requirements, explained };
  const open = matters.filter(({ closed }) => closed === undefined);
  return {
    ...frame,
    today:
      open.length > 0 && open.every(({ clock }) => clock.kind === 'stepped') ? days.get(open[0]!.id)! : today(deps),
    units: known.map(({ id, name }) =>
      unitWork(
        name,
        matters.filter(({ place }) => place.unit === id),
        receipts,
        context,
      ),
    ),
  };
}

interface HomeContext {
  base: string;
  names: Map<string, NamedPaper>;
  days: Map<string, Day>;
  /** By paper and id. */
  requirements: Map<string, Requirement>;
  explained: boolean;
}

function unitWork(name: string, matters: Visitor['matters'], receipts: Receipt[], context: HomeContext): UnitWork {
  const mine = new Map(matters.map((matter) => [matter.id, matter]));
  const answered = receipts.flatMap((receipt) => {
    const matter = mine.get(receipt.matter);
    return matter ? [answeredRow(receipt, matter, context)] : [];
  });
  return {
    name,
    owed: matters
      .filter(({ closed }) => closed === undefined)
      .flatMap((matter) => owedByUnit(matter).flatMap((duty) => owedRow(matter, duty, context) ?? [])),
    answered: answered.slice(0, answeredShown),
    papers: papersOf(matters).flatMap((paper) => {
      const named = context.names.get(paper);
      return named?.file === undefined ? [] : [{ name: named.full, href: places(context.base).paper(paper) }];
    }),
  };
}

function owedRow(matter: Inspection | Remediation, duty: Duty, context: HomeContext): OwedRow | undefined {
  const { base, names, days, requirements, explained } = context;
  const paper = isInspection(matter) ? matter.noticed?.paper : matter.paper;
  const named = paper === undefined ? undefined : names.get(paper);
  const counted = dueLine(duty, matter.calendar, days.get(matter.id)!, (basis) => names.get(basis)?.name);
  const due = counted && (explained ? counted : { ...counted, why: '' });
  const row = { asked: (explained ? named?.full : named?.name) ?? 'đề nghị của Đoàn kiểm tra', due };
  if (isInspection(matter)) {
    const id = inspectionPathId(matter);
    if (duty.kind === 'acknowledge')
      return { ...row, what: dutyWords.acknowledge, act: 'Xem và xác nhận', href: places(base).inspection(id) };
    const act = duty.kind === 'self-report' ? 'Làm báo cáo' : 'Bổ sung báo cáo';
    return { ...row, what: dutyWords[duty.kind], act, href: places(base).selfReport(id) };
  }
  const item = matter.items.find(({ n }) => n === duty.about);
  if (!item) return undefined;
  return {
    ...row,
    what: shortened(
      requirements.get(`${matter.paper}/${item.requirement}`)?.text ?? dutyWords[duty.kind],
      explained ? 150 : 100,
    ),
    state: itemWords[item.state],
    act:
      duty.kind === 'confirm-period'
        ? 'Xác nhận kỳ'
        : item.state === 'returned'
          ? 'Bổ sung báo cáo'
          : 'Báo cáo kết quả',
    href: places(base).item(itemId(matter.id, item.n)),
  };
}

const receiptWords: Record<Receipt['kind'], string> = {
  acknowledgement: 'Xác nhận đã nhận thông báo kiểm tra',
  'self-report': 'Báo cáo tự kiểm tra',
  'item-report': 'Báo cáo kết quả khắc phục',
  confirmation: 'Xác nhận việc thường xuyên',
};

const selfReportWords = {
  submitted: 'đã gửi, chờ Đoàn kiểm tra xem',
  returned: 'được đề nghị bổ sung',
  accepted: 'đã được chấp nhận',
} as const;

function answeredRow(
  { kind, at, number, item: n }: Receipt,
  matter: Inspection | Remediation,
  { base, requirements }: HomeContext,
): AnsweredRow {
  const row = { what: receiptWords[kind], at, receipt: receiptNumber(number) };
  if (isInspection(matter)) {
    const id = inspectionPathId(matter);
    if (kind === 'acknowledgement') return { ...row, state: 'đã ghi nhận', href: places(base).inspection(id) };
    return {
      ...row,
      state: matter.selfReport ? selfReportWords[matter.selfReport.state] : 'đã ghi nhận',
      href: places(base).review(id),
    };
  }
  const item = matter.items.find((candidate) => candidate.n === n);
  const text = item && requirements.get(`${matter.paper}/${item.requirement}`)?.text;
  return {
    ...row,
    what: text === undefined ? row.what : shortened(text, 100),
    state: item ? itemWords[item.state] : 'đã ghi nhận',
    href: places(base).item(itemId(matter.id, n ?? 0)),
  };
}

const papersOf = (matters: Visitor['matters']): string[] => [
  ...new Set(
    matters
      .flatMap((matter) => (isInspection(matter) ? [matter.noticed?.paper, matter.concluded?.paper] : [matter.paper]))
      .filter((id) => id !== undefined),
  ),
];

/** Is this paper one the visitor's units were sent? */
export const isTheirs = ({ matters }: Visitor, paper: string): boolean => papersOf(matters).includes(paper);

async function requirementsOf({ store }: Deps, matters: Visitor['matters']): Promise<Map<string, Requirement>> {
  const papers = [...new Set(matters.flatMap((matter) => (isInspection(matter) ? [] : [matter.paper])))];
  const found = await Promise.all(
    papers.map(async (paper) => {
      const conclusion = await conclusionOf(store, paper);
      return (conclusion?.requirements ?? []).map(
        (requirement) => [`${paper}/${requirement.id}`, requirement] as const,
      );
    }),
  );
  return new Map(found.flat());
}

// One inspection

/** The visitor's own, and only once the unit was told of it. Throws Refusal('not-found'). */
export async function theirInspection(deps: Deps, { matters }: Visitor, id: string): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  if (!matters.some((own) => own.id === inspection.id) || !inspection.noticed) throw new Refusal('not-found');
  return inspection;
}

export const unitName = async ({ store }: Deps, unit: UnitId): Promise<string> =>
  (await store.units.get(unit))?.name ?? unit;

const dutyOfKind = ({ duties }: Inspection, ...kinds: Duty['kind'][]): Duty | undefined =>
  duties.find((duty) => isOpen(duty) && kinds.includes(duty.kind));

/** The due of an inspection's open duty, in words of today. */
export async function inspectionDue(
  deps: Deps,
  inspection: Inspection,
  ...kinds: Duty['kind'][]
): Promise<DueLine | undefined> {
  const duty = dutyOfKind(inspection, ...kinds);
  const notice = inspection.noticed && (await namedPaper(deps.store, inspection.noticed.paper));
  return duty && dueLine(duty, inspection.calendar, await dayOf(deps, inspection), () => notice?.name);
}

/** The points of the latest return, while the report is with the unit again. */
export async function returnedPoints(deps: Deps, inspection: Inspection): Promise<string[]> {
  if (inspection.selfReport?.state !== 'returned') return [];
  const { reviews } = await deps.store.selfReports.get(inspection.id, inspection.place.unit);
  return (await taken(deps, reviews)).findLast(({ decision }) => decision === 'sent-back')?.points ?? [];
}

/** The receipts of an inspection that count, latest first. */
export async function receiptsOf(deps: Deps, matter: string): Promise<(Receipt & { line: ReceiptLine })[]> {
  const rows = await deps.store.receipts.ofMatters([matter]);
  const counted = await taken(
    deps,
    rows.map((row) => ({ ...row, key: row._id })),
  );
  return counted.map((row) => ({ ...row, line: { number: receiptNumber(row.number), at: row.at } }));
}

export async function inspectionView(deps: Deps, visitor: Visitor, id: string): Promise<InspectionView> {
  const inspection = await theirInspection(deps, visitor, id);
  const { place, noticed, concluded, acknowledged, selfReport } = inspection;
  const [frame, unit, plan, notice, content, conclusion, receipts, points] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, place.unit),
    planOf(deps, inspection),
    namedPaper(deps.store, noticed!.paper),
    noticeOf(deps.store, noticed!.paper),
    concluded && namedPaper(deps.store, concluded.paper),
    receiptsOf(deps, inspection.id),
    returnedPoints(deps, inspection),
  ]);
  const planned = plan.units.find((one) => one.unit === place.unit)?.visits ?? [];
  const team = plan.teams.find((one) => one.id === place.team);
  const seats = team
    ? [
        { person: team.lead, role: 'Trưởng đoàn' },
        { person: team.secretary, role: 'Thư ký' },
        ...team.members.map(({ person }) => ({ person, role: 'Thành viên' })),
      ]
    : [];
  const people = new Map(
    (
      await deps.store.people.getMany([
        ...seats.map(({ person }) => person),
        ...planned.flatMap(({ chair }) => chair ?? []),
      ])
    ).map((person) => [person._id, person]),
  );
  const state = inspectionState(inspection);
  const where = places(visitor.base);
  const owesReport =
    dutyOfKind(inspection, 'self-report', 'supplement-self-report') !== undefined ||
    (selfReportable.includes(state) && !inspection.closed);
  const receiptOf = (kind: Receipt['kind']) => receipts.find((one) => one.kind === kind)?.line;
  const [acknowledgeReceipt, reportReceipt] = [receiptOf('acknowledgement'), receiptOf('self-report')];
  return {
    ...frame,
    unit,
    title: plan.title,
    state: inspectionWords[state],
    ...(notice.file === undefined ? {} : { notice: { name: notice.full, href: where.paper(notice.id) } }),
    period: `${plan.period.label} (${vnDay(plan.period.from)} – ${vnDay(plan.period.to)})`,
    visits: inspection.visits.map(({ n, day, session, held }) => {
      const visit = planned.find((one) => one.n === n);
      const chair = people.get(visit?.chair ?? team?.lead ?? '');
      return {
        day,
        session,
        startsAt: visit?.startsAt ?? (session === 'morning' ? '08:00' : '14:00'),
        at: visit?.at ?? 'trụ sở đơn vị',
        ...(chair ? { chair: [chair.name, chair.post].filter(Boolean).join(', ') } : {}),
        ...(held ? { held } : {}),
      };
    }),
    team: {
      name: team?.name ?? 'Đoàn kiểm tra',
      members: seats.flatMap(({ person, role }) => {
        const who = people.get(person);
        return who ? [{ name: who.name, role, ...(who.post === undefined ? {} : { post: who.post }) }] : [];
      }),
    },
    requests: content?.requests ?? [],
    ...(state === 'notified'
      ? {
          acknowledge: {
            due: await inspectionDue(deps, inspection, 'acknowledge'),
            action: where.acknowledge(id),
            key: newKey(),
          },
        }
      : {}),
    ...(acknowledged
      ? { acknowledged: { on: acknowledged.on, ...(acknowledgeReceipt ? { receipt: acknowledgeReceipt } : {}) } }
      : {}),
    ...(owesReport || selfReport
      ? {
          selfReport: {
            due: await inspectionDue(deps, inspection, 'self-report', 'supplement-self-report'),
            href: owesReport ? where.selfReport(id) : where.review(id),
            words: selfReport ? selfReportWords[selfReport.state] : 'chưa gửi',
            open: owesReport,
            points,
            ...(reportReceipt ? { receipt: reportReceipt } : {}),
          },
        }
      : {}),
    ...(conclusion ? { conclusion: { name: conclusion.full, href: where.conclusion(id) } } : {}),
  };
}

// A conclusion, as one of its units reads it

export async function conclusionView(deps: Deps, visitor: Visitor, id: string): Promise<ConclusionView> {
  const inspection = await theirInspection(deps, visitor, id);
  const { unit } = inspection.place;
  const paper = inspection.concluded?.paper;
  const draft = paper === undefined ? undefined : await conclusionOf(deps.store, paper);
  if (paper === undefined || !draft) throw new Refusal('not-found');
  const [frame, name, named] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, unit),
    namedPaper(deps.store, paper),
  ]);
  const remediation = visitor.matters.find(
    (matter): matter is Remediation => !isInspection(matter) && matter.paper === paper && matter.place.unit === unit,
  );
  const concerns = <T extends { concerns: Requirement['concerns'] }>(all: T[]): T[] =>
    all.filter((one) => concernedUnits(one.concerns, draft.serves).includes(unit));
  const where = places(visitor.base);
  return {
    ...frame,
    unit: name,
    name: named.full,
    file: where.paper(paper),
    issued: inspection.concluded!.on,
    strengths: concerns(draft.strengths).map(({ area, text }) => ({ area, text })),
    findings: concerns(draft.findings).map(({ area, text, basis, evidence, cause }) => ({
      area,
      text,
      ...(basis ? { basis } : {}),
      ...(evidence ? { evidence } : {}),
      ...(cause ? { cause } : {}),
    })),
    requirements: concerns(draft.requirements).map((requirement) => {
      const item = remediation?.items.find((one) => one.requirement === requirement.id);
      const { text, proof, responsible, untracked } = requirement;
      return {
        text,
        due: item?.due
          ? `chậm nhất ${vnDay(item.due.day)}`
          : untracked
            ? 'không ấn định'
            : requirementDue(requirement.due),
        ...(proof ? { proof } : {}),
        ...(responsible ? { responsible } : {}),
        ...(item && remediation
          ? { state: itemWords[item.state], href: where.item(itemId(remediation.id, item.n)) }
          : {}),
      };
    }),
    proposals: draft.proposals
      .filter((one) => one.unit === unit)
      .map(({ text, answer }) => ({ text, ...(answer ? { answer } : {}) })),
  };
}

const termUnits = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', month: 'tháng' } as const;

function requirementDue(due: RequirementDue | undefined): string {
  switch (due?.kind) {
    case 'term':
      return `${due.count} ${termUnits[due.unit]} kể từ ngày ban hành`;
    case 'day':
      return `chậm nhất ${vnDay(due.day)}`;
    case 'milestone':
      return `mốc theo dõi của Sở ${vnDay(due.day)}`;
    case 'recurring':
      return `thường xuyên, báo cáo ${due.every === 'month' ? 'hằng tháng' : 'hằng quý'} đến ${vnDay(due.until)}`;
    case undefined:
      return 'không ấn định';
  }
}

// One item

/** What was typed and what was wrong with it, where a form comes back. */
export interface Returned {
  text: string;
  evidence: string[];
  key: string;
  faults: { text?: string; files?: string };
}

export async function itemView(deps: Deps, visitor: Visitor, id: string, returned?: Returned): Promise<ItemView> {
  const found = await findItem(deps, id);
  const { remediation, item } = found;
  const { unit } = remediation.place;
  if (!visitor.matters.some((own) => own.id === remediation.id)) throw new Refusal('not-found');
  const [frame, name, paper, requirement, reports, story, day] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, unit),
    namedPaper(deps.store, remediation.paper),
    requirementOf(deps, found),
    reportsOf(deps, id),
    deps.store.itemReports.get(id),
    dayOf(deps, remediation),
  ]);
  const draft = returned ?? story.draft;
  const evidence = await deps.store.evidence.getMany([
    ...reports.flatMap((report) => report.evidence),
    ...(draft?.evidence ?? []),
  ]);
  const owed = owedFor(found);
  const awaited = answerOwedFor(found);
  const last = reports.findLast((report) => report.id === item.report);
  const named = (basis: string) => (basis === remediation.paper ? paper.name : undefined);
  const where = places(visitor.base);
  return {
    ...frame,
    unit: name,
    n: item.n,
    text: requirement?.text ?? 'Nội dung khắc phục',
    paper: { name: paper.full, href: where.paper(paper.id) },
    ...(requirement?.proof ? { proof: requirement.proof } : {}),
    ...(requirement?.responsible ? { responsible: requirement.responsible } : {}),
    state: itemWords[item.state],
    due: owed && dueLine(owed, remediation.calendar, day, named),
    ...(item.state === 'reported' && last
      ? {
          awaiting: {
            at: last.at,
            receipt: last.receipt,
            by: frame.office.division,
            until: awaited && dueLine(awaited, remediation.calendar, day, named),
          },
        }
      : {}),
    ...(owed
      ? {
          form: {
            action: where.item(id),
            key: returned?.key ?? newKey(),
            text: draft?.text ?? '',
            files: filesNamed(visitor.base, draft?.evidence ?? [], evidence),
            ...(story.draft ? { savedAt: story.draft.savedAt } : {}),
            ...(owed.kind === 'confirm-period' && owed.due ? { period: periodOf(owed) } : {}),
            faults: returned?.faults ?? {},
          },
        }
      : {}),
    ...(!owed && draft && draft.text.trim() !== '' ? { unsent: draft.text } : {}),
    reports: reports.map((report) => ({
      at: report.at,
      receipt: report.receipt,
      text: report.text,
      files: filesNamed(visitor.base, report.evidence, evidence),
      ...(report.period ? { period: report.period } : {}),
      ...(report.answer
        ? { answer: { met: report.answer.verdict === 'met', remarks: report.answer.remarks, at: report.answer.at } }
        : {}),
    })),
    ...(item.closedOn ? { closedOn: item.closedOn } : {}),
  };
}

/** The period a confirmation is for: its duty is named by the period's last day. */
const periodOf = ({ id }: Duty): Day => id.slice(id.lastIndexOf(':') + 1) as Day;
