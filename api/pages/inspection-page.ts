import { vnDay } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { inspectionState, isPublic, selfReportable } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { commentsOutcome } from '../../domain/explanation.ts';
import { Refusal } from '../../domain/refusal.ts';
import { wordsOfState } from '../../domain/tally.ts';
import type { VisitChangeText } from '../../domain/visit-texts.ts';
import type { UnitId } from '../../domain/role.ts';
import { receiptNumber } from '../../store/content/receipts.ts';
import type { Receipt } from '../../store/content/receipts.ts';
import { dueLine } from '../../web/pages/due.ts';
import type { DueLine } from '../../web/pages/due.ts';
import type { WishLine } from '../../web/pages/exchange.ts';
import type { InspectionView, ReceiptLine } from '../../web/pages/notice.ts';
import type { Deps } from '../deps.ts';
import { selfReportWords } from './home-page.ts';
import { findInspection, planOf, taken } from '../inspections/inspection-record.ts';
import { dayOf, namedPaper, noticeOf } from '../papers/issued.ts';
import type { Visitor } from './links.ts';
import { reinspected } from '../inspections/inspection-exchange.ts';
import { frameOf, newKey, places } from './page-frame.ts';
import { scoreStates } from './score-state.ts';
import { placedVisits, presidingAt } from '../inspections/visit-places.ts';

/** The visitor's own, and only once the unit was told of it. Throws Refusal('not-found'). */
export async function theirInspection(deps: Deps, { matters }: Visitor, id: string): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  if (!matters.some((own) => own.id === inspection.id) || !isPublic(inspection)) throw new Refusal('not-found');
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
  return duty && dueLine(duty, inspection, await dayOf(deps, inspection), () => notice?.name);
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
  return counted.map((row) => ({
    ...row,
    line: { number: receiptNumber(row.number), at: row.at, ...(row.arrived ? { arrived: row.arrived } : {}) },
  }));
}

/** The words somebody gave with a decision, frozen as `id`. */
const reasonOf = async ({ store }: Deps, id: string | undefined): Promise<string> =>
  (id === undefined ? undefined : (await store.snapshots.get<VisitChangeText>(id))?.body.text) ?? '';

/** The other day the unit asked for last, with the words of both. */
export async function wishOf(deps: Deps, { dayWishes }: Inspection, visit: number): Promise<WishLine | undefined> {
  const wish = dayWishes.findLast((one) => one.visit === visit);
  if (!wish) return undefined;
  const { day, session, asked, reason, decided } = wish;
  return {
    day,
    session,
    asked,
    reason: await reasonOf(deps, reason),
    ...(decided
      ? { decided: { on: decided.on, granted: decided.granted, text: await reasonOf(deps, decided.remarks) } }
      : {}),
  };
}

const outcomeWords = {
  waiting: 'đang xin ý kiến đơn vị',
  agreed: 'đơn vị đã thống nhất',
  commented: 'đơn vị đã có ý kiến',
  'taken-as-agreed': 'coi như đơn vị thống nhất',
} as const;

export async function inspectionView(deps: Deps, visitor: Visitor, id: string): Promise<InspectionView> {
  const inspection = await theirInspection(deps, visitor, id);
  const { place, noticed, concluded, acknowledged, selfReport } = inspection;
  const [frame, unit, plan, notice, content, conclusion, receipts, points] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, place.unit),
    planOf(deps, inspection),
    noticed && namedPaper(deps.store, noticed.paper),
    noticed && noticeOf(deps.store, noticed.paper),
    concluded && namedPaper(deps.store, concluded.paper),
    receiptsOf(deps, inspection.id),
    returnedPoints(deps, inspection),
  ]);
  const [visits, appointments, reinspects] = await Promise.all([
    placedVisits(deps.store, [inspection]),
    deps.store.appointments.all(),
    reinspected(deps, inspection),
  ]);
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
        ...inspection.visits.flatMap((visit) => presidingAt(appointments, inspection, visit).chair),
      ])
    ).map((person) => [person._id, person]),
  );
  const wishes = await Promise.all((visits.get(inspection.id) ?? []).map(({ n }) => wishOf(deps, inspection, n)));
  const state = inspectionState(inspection);
  const where = places(visitor.base);
  const score = (await scoreStates(deps, [inspection])).get(inspection.id);
  const owesReport =
    dutyOfKind(inspection, 'self-report', 'supplement-self-report') !== undefined ||
    (selfReportable.includes(state) && !inspection.closed);
  const receiptOf = (kind: Receipt['kind']) => receipts.find((one) => one.kind === kind)?.line;
  const [acknowledgeReceipt, reportReceipt] = [receiptOf('acknowledgement'), receiptOf('self-report')];
  return {
    ...frame,
    unit,
    title: plan.title,
    state: wordsOfState(state, {
      method: inspection.method,
      n: inspection.n,
      report: selfReport?.state,
      silent: inspection.silent,
    }),
    ...(inspection.method === 'reporting' ? { reporting: true as const } : {}),
    ...(inspection.method === 'reporting' && conclusion
      ? { notice: { name: conclusion.full, href: where.paper(conclusion.id) } }
      : {}),
    ...(notice?.file === undefined ? {} : { notice: { name: notice.full, href: where.paper(notice.id) } }),
    period: `${plan.period.label} (${vnDay(plan.period.from)} – ${vnDay(plan.period.to)})`,
    ...(inspection.cancelled ? { cancelled: await reasonOf(deps, inspection.cancelled.reason) } : {}),
    dropped: await Promise.all(
      (inspection.dropped ?? []).map(async ({ day, session, change }) => ({
        day,
        session,
        reason: await reasonOf(deps, change),
      })),
    ),
    visits: (visits.get(inspection.id) ?? []).map((visit, i) => {
      const { n, day, session, startsAt, at, held, postponed, reason, minutesFile } = visit;
      const chairs = presidingAt(appointments, inspection, visit).chair.flatMap((chair) => people.get(chair) ?? []);
      const chair = chairs.map((one) => [one.name, one.post].filter(Boolean).join(', ')).join('; ');
      const wish = wishes[i];
      return {
        day,
        session,
        startsAt,
        at,
        ...(chair ? { chair } : {}),
        ...(held ? { held } : {}),
        ...(postponed && !held ? { postponed } : {}),
        ...(reason && !inspection.cancelled ? { reason } : {}),
        ...(wish ? { wish } : {}),
        ...(held || inspection.closed || (wish && !wish.decided) ? {} : { anotherDay: where.anotherDay(id, n) }),
        ...(minutesFile ? { minutes: where.minutes(id, n) } : {}),
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
    reinspects: reinspects.map(({ item, text, state: stands }) => ({ text, state: stands, href: where.item(item) })),
    asks: [
      ...inspection.explanations.map(({ n, answered }) => ({
        name: `Giải trình${inspection.explanations.length > 1 ? ` lần ${n}` : ''}: ${answered ? 'đã gửi' : 'chưa gửi'}`,
        href: where.explanation(id, n),
      })),
      ...(inspection.comments
        ? [
            {
              name: `Dự thảo kết luận: ${outcomeWords[commentsOutcome(inspection)!]}`,
              href: where.comments(id),
            },
          ]
        : []),
    ],
    ...(state === 'notified'
      ? {
          acknowledge: {
            due: await inspectionDue(deps, inspection, 'acknowledge'),
            action: where.acknowledge(id),
            key: newKey(),
          },
        }
      : {}),
    ...(acknowledged && inspection.method !== 'reporting'
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
    ...(score ? { score: { href: where.score(id), words: score.words, open: score.open && !inspection.closed } } : {}),
    ...(conclusion && inspection.method !== 'reporting'
      ? { conclusion: { name: conclusion.full, href: where.conclusion(id) } }
      : {}),
  };
}
