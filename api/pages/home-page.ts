import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isPaused } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { undecided } from '../../domain/extension.ts';
import type { DayWish, Inspection } from '../../domain/inspection.ts';
import { itemWords } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Requirement } from '../../domain/requirement.ts';
import { dutyWords } from '../../domain/why.ts';
import { receiptNumber } from '../../store/content/receipts.ts';
import type { Receipt } from '../../store/content/receipts.ts';
import { dueLine } from '../../web/pages/due.ts';
import type { AnsweredRow, Home, OwedRow, PaperRow, UnitWork } from '../../web/pages/home.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { inspectionPathId, taken } from '../inspections/inspection-record.ts';
import { askingOf, dayOf, namedPapers } from '../papers/issued.ts';
import type { NamedPaper } from '../papers/issued.ts';
import { itemId } from '../items/item-record.ts';
import type { Visitor } from './links.ts';
import { frameOf, isInspection, owedByUnit, places } from './page-frame.ts';
import { scoreStates } from './score-state.ts';
import type { ScoreState } from './score-state.ts';
import { waitingIn } from './waiting.ts';
import { givable } from '../office/hand-overs.ts';
import type { Frame } from '../../web/pages/layout.ts';
import type { Unit } from '../../domain/unit.ts';
import { answeredAsAgency, owedAsAgency, proposalsOf, raisable } from './proposal-page.ts';

/** A text that fits a line of a list. */
const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, text.lastIndexOf(' ', most - 1))}…` : text;

/** More than this in one list, and the rows are short: why each day is told on the page of the item. */
const explainedAtMost = 20;
const answeredShown = 6;

/** What the lists of a unit's work are written from: each thing read once for all of them. */
export async function homeContext(deps: Deps, visitor: Visitor): Promise<HomeContext> {
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
  const explained =
    matters.reduce((n, matter) => n + owedByUnit(matter, days.get(matter.id)!).length, 0) <= explainedAtMost;
  return { frame, known, receipts, base, names, days, requirements, explained };
}

export async function homeView(deps: Deps, visitor: Visitor): Promise<Home> {
  const { matters, base } = visitor;
  const context = await homeContext(deps, visitor);
  const { frame, known } = context;
  const [agency, scores, held] = await Promise.all([
    owedAsAgency(deps, visitor),
    scoreStates(deps, matters.filter(isScored)),
    deps.store.appointments.of(visitor.link.person),
  ]);
  const open = [...matters, ...visitor.proposals].filter(({ closed }) => closed === undefined);
  const [answers, raised, rounds] = await Promise.all([
    answeredAsAgency(deps, visitor),
    proposalsOf(deps, visitor),
    raisable(deps, visitor),
  ]);
  return {
    ...frame,
    today:
      open.length > 0 && open.every(({ clock }) => clock.kind === 'stepped')
        ? await dayOf(deps, open[0]!)
        : today(deps),
    history: places(base).history,
    ...(givable(held, today(deps)).length > 0 ? { handOver: places(base).handOver } : {}),
    units: known.map(({ id, name }) => {
      const theirs = matters.filter(({ place }) => place.unit === id);
      const work = unitWork(name, theirs, context);
      const toScore = theirs.filter(isScored).flatMap((matter) => scoreRow(matter, scores.get(matter.id), base) ?? []);
      return {
        ...work,
        owed: [...work.owed, ...(agency.get(id) ?? []), ...toScore],
        waiting: theirs
          .flatMap((matter) =>
            waitingIn(matter, base, (n) => (isInspection(matter) ? '' : itemText(matter, n, context))),
          )
          .toSorted((a, b) => ((a.until ?? a.on ?? '9') < (b.until ?? b.on ?? '9') ? -1 : 1)),
        answered: [...work.answered, ...(answers.get(id) ?? [])].slice(0, answeredShown),
        proposals: raised.get(id) ?? [],
        raise: rounds.get(id) ?? [],
      };
    }),
  };
}

export interface HomeContext {
  frame: Frame;
  known: Unit[];
  /** Of acts that were taken, latest first. */
  receipts: Receipt[];
  base: string;
  names: Map<string, NamedPaper>;
  days: Map<string, Day>;
  /** By paper and id. */
  requirements: Map<string, Requirement>;
  explained: boolean;
}

/** In the hands of the unit and its team still: what is scored now. */
const isScored = (matter: Inspection | Remediation): matter is Inspection =>
  isInspection(matter) &&
  matter.closed === undefined &&
  matter.concluded === undefined &&
  (matter.acknowledged !== undefined || matter.method === 'reporting');

/** What the unit's own column still wants of it. */
function scoreRow(matter: Inspection, state: ScoreState | undefined, base: string): OwedRow | undefined {
  if (!state?.open) return undefined;
  return {
    what: 'Tự chấm điểm theo thang điểm của đợt',
    asked: 'kế hoạch của đợt',
    state: state.words,
    act: 'Tự chấm điểm',
    href: places(base).score(inspectionPathId(matter)),
  };
}

function unitWork(name: string, matters: Visitor['matters'], context: HomeContext): UnitWork {
  const { receipts } = context;
  const mine = new Map(matters.map((matter) => [matter.id, matter]));
  const answered = receipts.flatMap((receipt) => {
    const matter = mine.get(receipt.matter);
    return matter ? [answeredRow(receipt, matter, context)] : [];
  });
  return {
    name,
    owed: matters
      .filter(({ closed }) => closed === undefined)
      .flatMap((matter) =>
        owedByUnit(matter, context.days.get(matter.id)!).flatMap((duty) => owedRow(matter, duty, context) ?? []),
      ),
    answered: answered.slice(0, answeredShown),
    papers: paperRows(matters, context),
  };
}

/** The papers these matters came by and ended with. */
export const paperRows = (matters: Visitor['matters'], { names, base }: HomeContext): (PaperRow & { on?: Day })[] =>
  papersOf(matters).flatMap((paper) => {
    const named = names.get(paper);
    if (named?.file === undefined) return [];
    const where = places(base);
    const inspection = matters.find(
      (matter) => isInspection(matter) && !isReporting(matter) && matter.concluded?.paper === paper,
    );
    const read = inspection ? { read: where.conclusion(inspection.id.replace(/^inspection:/, '')) } : {};
    return [
      { name: named.full, href: where.paper(paper), ...read, ...(named.on === undefined ? {} : { on: named.on }) },
    ];
  });

function owedRow(matter: Inspection | Remediation, duty: Duty, context: HomeContext): OwedRow | undefined {
  const { base, names, days, requirements, explained } = context;
  const paper = isInspection(matter) ? matter.noticed?.paper : matter.paper;
  const named = paper === undefined ? undefined : names.get(paper);
  const counted = dueLine(duty, matter, days.get(matter.id)!, (basis) => names.get(basis)?.name);
  // while more time is being decided on or follow-up rests, no day is counted
  const due = counted && !isPaused(duty) ? (explained ? counted : { ...counted, why: '' }) : undefined;
  const row = {
    asked:
      (explained ? named?.full : named?.name) ?? (isReporting(matter) ? 'đợt báo cáo' : 'đề nghị của Đoàn kiểm tra'),
    due,
  };
  if (isInspection(matter)) {
    const id = inspectionPathId(matter);
    if (duty.kind === 'acknowledge')
      return { ...row, what: dutyWords.acknowledge, act: 'Xem và xác nhận', href: places(base).inspection(id) };
    if (duty.kind === 'explain')
      return {
        ...row,
        asked: 'yêu cầu của Đoàn kiểm tra',
        what: `${dutyWords.explain}${(duty.about ?? 1) > 1 ? ` lần ${duty.about}` : ''}`,
        act: 'Xem và giải trình',
        href: places(base).explanation(id, duty.about ?? 1),
      };
    if (duty.kind === 'comment-draft')
      return {
        ...row,
        asked: 'dự thảo của Đoàn kiểm tra',
        what: dutyWords['comment-draft'],
        act: 'Đọc dự thảo và góp ý',
        href: places(base).comments(id),
      };
    const act = duty.kind === 'self-report' ? 'Làm báo cáo' : 'Bổ sung báo cáo';
    const what = isReporting(matter) ? dutyWords[duty.kind].replace('tự kiểm tra', 'kỳ') : dutyWords[duty.kind];
    return { ...row, what, act, href: places(base).selfReport(id) };
  }
  const item = matter.items.find(({ n }) => n === duty.about);
  if (!item) return undefined;
  return {
    ...row,
    what: shortened(
      requirements.get(`${matter.paper}/${item.requirement}`)?.text ?? dutyWords[duty.kind],
      explained ? 150 : 100,
    ),
    state: undecided(item) ? `${itemWords[item.state]}, đang chờ trả lời về gia hạn` : itemWords[item.state],
    act:
      duty.kind === 'confirm-period'
        ? 'Xác nhận kỳ'
        : item.state === 'suspended'
          ? 'Xem'
          : item.state === 'returned' || item.state === 'partly-met'
            ? 'Bổ sung báo cáo'
            : 'Báo cáo kết quả',
    href: places(base).item(itemId(matter.id, item.n)),
  };
}

const isReporting = (matter: Inspection | Remediation): boolean =>
  isInspection(matter) && matter.method === 'reporting';

const receiptWords: Record<Receipt['kind'], string> = {
  acknowledgement: 'Xác nhận đã nhận thông báo kiểm tra',
  'self-report': 'Báo cáo tự kiểm tra',
  'item-report': 'Báo cáo kết quả khắc phục',
  confirmation: 'Xác nhận việc thường xuyên',
  explanation: 'Giải trình',
  comment: 'Ý kiến về dự thảo kết luận',
  'another-day': 'Đề nghị đổi ngày kiểm tra',
  proposal: 'Kiến nghị của đơn vị',
  'proposal-answer': 'Trả lời kiến nghị',
};

export const selfReportWords = {
  submitted: 'đã gửi, chờ Đoàn kiểm tra xem',
  returned: 'được đề nghị bổ sung',
  accepted: 'đã được chấp nhận',
} as const;

/** The wish whose receipt this is: its reason was frozen under the same key. */
const wishUnder = ({ dayWishes }: Inspection, key: string): DayWish | undefined =>
  dayWishes.find(({ reason }) => reason.endsWith(`:${key}`));

function wishState({ visits }: Inspection, { day, session, visit, decided }: DayWish): string {
  const wished = `đề nghị ${halfDay({ day, session })}`;
  const now = visits.find(({ n }) => n === visit);
  if (!decided) return now?.held ? `${wished}, buổi kiểm tra đã diễn ra` : `${wished}, đang chờ trả lời`;
  const answered = `${wished}; ngày ${vnDay(decided.on)}`;
  if (decided.granted) return `${answered} đã đồng ý`;
  return `${answered} trả lời không đổi sang ngày này${now ? `, lịch là ${halfDay(now)}` : ''}`;
}

const halfDay = ({ day, session }: Pick<DayWish, 'day' | 'session'>): string =>
  `${session === 'morning' ? 'sáng' : 'chiều'} ${vnDay(day)}`;

export function answeredRow(
  { _id: key, kind, at, arrived, number, item: n }: Receipt,
  matter: Inspection | Remediation,
  { base, requirements }: HomeContext,
): AnsweredRow {
  const row = { what: receiptWords[kind], at, ...(arrived ? { arrived } : {}), receipt: receiptNumber(number) };
  if (isInspection(matter)) {
    const id = inspectionPathId(matter);
    const wish = kind === 'another-day' ? wishUnder(matter, key) : undefined;
    if (wish) return { ...row, state: wishState(matter, wish), href: places(base).anotherDay(id, wish.visit) };
    if (kind !== 'self-report')
      return {
        ...row,
        state: 'đã ghi nhận',
        href: kind === 'comment' ? places(base).comments(id) : places(base).inspection(id),
      };
    return {
      ...row,
      ...(isReporting(matter) && kind === 'self-report' ? { what: 'Báo cáo kỳ' } : {}),
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

/** An item as lists name it. */
export function itemText({ paper, items }: Remediation, n: number | undefined, { requirements }: HomeContext): string {
  const item = items.find((one) => one.n === n);
  return shortened((item && requirements.get(`${paper}/${item.requirement}`)?.text) ?? `Nội dung số ${n ?? '…'}`, 100);
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
      const asking = await askingOf(store, paper);
      return (asking?.requirements ?? []).map((requirement) => [`${paper}/${requirement.id}`, requirement] as const);
    }),
  );
  return new Map(found.flat());
}
