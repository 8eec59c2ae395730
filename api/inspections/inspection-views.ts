import type { Request } from 'express';
import { z } from 'zod';
import { placeKey } from '../../domain/check.ts';
import type { Check } from '../../domain/check.ts';
import { dayAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { repairs, suggestions } from '../../domain/correction.ts';
import { isOpen, isOverdue, isPaused } from '../../domain/duty.ts';
import {
  inspectionMethods,
  inspectionState,
  isPublic,
  inspectionStates,
  methodWords,
} from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { wordsOfState } from '../../domain/tally.ts';
import { checkDraft } from '../../domain/outline.ts';
import type { SelfReport } from '../../domain/outline.ts';
import { denominators } from '../../domain/rate.ts';
import { roles } from '../../domain/role.ts';
import { dutyWords, roleWords, standing, whyThisDay } from '../../domain/why.ts';
import { receiptNumber } from '../../store/content/receipts.ts';
import { isBeforeCutOff } from '../../domain/self-report.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import type { SentSelfReport } from '../../store/content/self-reports.ts';
import { mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { findInspection, inspectionFor, inspectionPathId, selfReportCase, taken } from './inspection-record.ts';
import type { FrozenSelfReport } from './inspection-record.ts';
import { daySchema } from '../fields.ts';
import { exchangeFields, exchangeOf } from './inspection-exchange.ts';
import { dayOf, namedPapers } from '../papers/issued.ts';
import { silentFor } from '../papers/report-facts.ts';
import { emptyTyped, examine } from '../../domain/typed-report.ts';

export const id = z.string().min(1).max(200).meta({ example: 'binh-dinh-2026:so-noi-vu' });
const dayOut = z.string().meta({ example: '2026-03-10' });
const paperAt = z.object({ paper: z.string(), on: dayOut });
const stamp = z.object({ on: dayOut, by: z.string() });

export const inspectionSchema = z
  .object({
    id: z.string(),
    campaign: z.string(),
    round: z.object({
      title: z.string(),
      training: z.boolean(),
      today: daySchema,
      scored: z.boolean().meta({ description: 'Đề cương của đợt có thang điểm' }),
    }),
    team: z.string(),
    teamName: z.string(),
    unit: z.object({ id: z.string(), name: z.string() }),
    n: z.int().meta({ description: 'Lần thứ mấy của đơn vị trong đợt; từ 2 là kiểm tra lại hoặc đột xuất' }),
    method: z.enum(inspectionMethods),
    methodWords: z.string(),
    hidden: z.literal(true).optional().meta({ description: 'Đột xuất, đơn vị chưa được biết' }),
    told: z.boolean().meta({ description: 'Đơn vị đã được biết: đổi lịch, hoãn, bỏ, hủy thì đơn vị và đoàn nhận thư' }),
    state: z.enum(inspectionStates),
    words: z.string(),
    ...exchangeFields,
    noticed: paperAt.extend({ name: z.string() }).optional(),
    acknowledged: stamp.optional(),
    selfReport: z
      .object({
        submissions: z.int(),
        latest: z.string(),
        state: z.enum(['submitted', 'returned', 'accepted']),
        on: dayOut,
        late: z.int().optional().meta({ description: 'Số ngày làm việc gửi sau hạn' }),
        corrected: z.int().optional().meta({ description: 'Số lần cơ quan sửa số liệu theo lời đơn vị' }),
        entered: z.literal(true).optional(),
      })
      .optional(),
    overdue: z.int().optional().meta({ description: 'Số ngày làm việc quá hạn gửi báo cáo, chưa gửi' }),
    silent: z.object({ on: dayOut, overdue: z.int() }).optional().meta({ description: 'Ghi nhận không gửi báo cáo' }),
    drafted: paperAt.optional(),
    concluded: paperAt.extend({ name: z.string() }).optional(),
    duties: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        what: z.string(),
        owedBy: z.enum(roles),
        who: z.string(),
        opened: dayOut,
        due: dayOut.optional(),
        ended: z.object({ how: z.string(), on: dayOut }).optional(),
        why: z.string(),
        late: z.boolean(),
        words: z.string().optional().meta({ description: 'Việc còn mở: còn hay quá bao nhiêu ngày' }),
      }),
    ),
    receipts: z.array(z.object({ number: z.string(), kind: z.string(), at: z.string() })),
    version: z.int(),
  })
  .meta({ id: 'Inspection' });
export type InspectionView = z.output<typeof inspectionSchema>;

const text = z.string().max(20_000);
const code = z.string().max(200);
const planText = z.string().max(2_000).default('');
export const typedSchema = z
  .strictObject({
    answers: z
      .record(
        code,
        z.strictObject({
          value: z.enum(['yes', 'no', 'not-applicable']).exactOptional(),
          text: text.default(''),
          links: z.string().max(5_000).default(''),
          evidence: z.array(z.string().max(100)).max(50).default([]),
          plan: z
            .array(
              z.strictObject({
                task: planText,
                person: planText,
                from: z.string().max(100).default(''),
                to: z.string().max(100).default(''),
                product: planText,
              }),
            )
            .max(200)
            .exactOptional(),
        }),
      )
      .default({}),
    tables: z
      .record(
        code,
        z.strictObject({
          from: z.string().max(100),
          to: z.string().max(100),
          none: z.strictObject({ reason: text }).exactOptional(),
          rows: z
            .array(
              z.strictObject({
                id: code,
                name: z.string().max(300),
                under: code.exactOptional(),
                site: z.literal(true).exactOptional(),
                cells: z.record(code, z.string().max(300)),
              }),
            )
            .max(200),
        }),
      )
      .default({}),
    indicators: z.record(code, z.string().max(300)).default({}),
    claims: z.array(code).max(50).default([]),
    rates: z
      .record(
        code,
        z.strictObject({
          stated: z.string().max(100),
          of: z
            .string()
            .max(100)
            .exactOptional()
            .meta({ example: Object.keys(denominators)[0] }),
        }),
      )
      .exactOptional()
      .meta({ description: 'Tỷ lệ tự nêu và mẫu số của nó: `hơn 94%`' }),
    explanations: z.record(z.string().max(500), text).default({}),
  })
  .meta({
    id: 'TypedSelfReport',
    description: 'Mọi ô ghi bằng chữ đúng như người dùng gõ: `3.541`, `hơn 15.000`, ô trống là chưa có số liệu',
  }) satisfies z.ZodType<TypedReport>;

const wrongPlace = z.object({ at: z.string(), sentence: z.string() });
export const selfReportSchema = z
  .object({
    id: z.string(),
    outline: z.string(),
    draft: z.object({ version: z.int(), typed: typedSchema, savedAt: z.string().optional() }).optional(),
    checks: z.array(z.custom<Check>()).optional(),
    remaining: z.array(wrongPlace).optional().meta({ description: 'Những điểm phải hoàn thiện trước khi gửi' }),
    sent: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        by: z.string(),
        receipt: z.string(),
        beforeCutOff: z
          .string()
          .optional()
          .meta({ description: 'Đợt báo cáo: gửi trước ngày chốt số liệu này, số liệu có thể chưa đủ kỳ' }),
        report: z.custom<FrozenSelfReport>().optional(),
      }),
    ),
    reviews: z.array(
      z.object({
        report: z.string(),
        decision: z.enum(['sent-back', 'accepted']),
        points: z.array(z.string()),
        at: z.string(),
        by: z.string(),
      }),
    ),
  })
  .meta({ id: 'SelfReport' });
export const savedSchema = z.object({
  version: z.int(),
  savedAt: z.string(),
  checks: z.array(z.custom<Check>()),
  remaining: z.array(wrongPlace),
  suggestions: z
    .array(z.object({ at: z.object({ table: code, row: code, column: code }), value: z.int() }))
    .meta({ description: 'Ô còn trống mà các ô khác đã cho biết' }),
  repairs: z
    .array(
      z.object({
        at: z.object({ table: code, row: code, column: code }),
        was: z.int(),
        value: z.int(),
        sentence: z.string(),
      }),
    )
    .meta({ description: 'Sửa riêng một ô này thì mọi phép kiểm khớp; chỉ gợi ý, không tự sửa' }),
});

/** An inspection as people read it. */
export async function inspectionView(deps: Deps, id: string): Promise<z.infer<typeof inspectionSchema>> {
  const inspection = await findInspection(deps, id);
  const { place, calendar, noticed, concluded, acknowledged, selfReport, drafted } = inspection;
  const [unit, draft, day, names, receipts, exchange] = await Promise.all([
    deps.store.units.get(place.unit),
    deps.store.plans.get(place.campaign),
    dayOf(deps, inspection),
    namedPapers(
      deps.store,
      [noticed, concluded].flatMap((paper) => (paper ? [paper.paper] : [])),
    ),
    deps.store.receipts.ofMatters([inspection.id]).then((rows) =>
      taken(
        deps,
        rows.map((row) => ({ ...row, key: row._id })),
      ),
    ),
    exchangeOf(deps, inspection),
  ]);
  const state = inspectionState(inspection);
  const named = (paper: string) => names.get(paper)?.name;
  return {
    id: inspectionPathId(inspection),
    campaign: place.campaign,
    round: {
      title: draft?.plan.title ?? place.campaign,
      training: inspection.clock.kind === 'stepped',
      today: day,
      scored: draft !== undefined && (await deps.store.outlines.get(draft.plan.outline))?.scale !== undefined,
    },
    team: place.team,
    teamName: draft?.plan.teams.find(({ id }) => id === place.team)?.name ?? place.team,
    unit: { id: place.unit, name: unit?.name ?? place.unit },
    state,
    n: inspection.n,
    method: inspection.method,
    methodWords: methodWords[inspection.method],
    ...(inspection.hidden ? { hidden: inspection.hidden } : {}),
    words: wordsOfState(state, { method: inspection.method, n: inspection.n }),
    told: isPublic(inspection),
    ...exchange,
    ...(noticed ? { noticed: { ...noticed, name: named(noticed.paper)! } } : {}),
    ...(acknowledged ? { acknowledged } : {}),
    ...(selfReport ? { selfReport } : {}),
    ...reportLateness(inspection, day),
    ...(drafted ? { drafted } : {}),
    ...(concluded ? { concluded: { ...concluded, name: named(concluded.paper)! } } : {}),
    duties: inspection.duties.map((duty) => ({
      id: duty.id,
      kind: duty.kind,
      what: dutyWords[duty.kind],
      owedBy: duty.owedBy.role,
      who: roleWords[duty.owedBy.role],
      opened: duty.opened,
      ...(duty.due ? { due: duty.due.day } : {}),
      ...(duty.ended ? { ended: duty.ended } : {}),
      why: whyThisDay(duty, calendar, (basis) => named(basis) ?? (noticed ? named(noticed.paper) : undefined)),
      // what rests has no due that runs
      late: isOpen(duty) && !isPaused(duty) && isOverdue(duty, day),
      ...(isOpen(duty)
        ? { words: isPaused(duty) ? 'tạm dừng, chờ ngày kiểm tra mới' : standing(duty, calendar, day).words }
        : {}),
    })),
    receipts: receipts.map(({ number, kind, at }) => ({ number: receiptNumber(number), kind, at })),
    version: inspection.version,
  };
}

/** How many working days a report has been owed past its due, while it is, and when it never came. */
function reportLateness(inspection: Inspection, day: Day) {
  const { silent, calendar, selfReport, closed } = inspection;
  if (silent) return { silent: { on: silent.on, overdue: silentFor(inspection, { calendar }, silent.on) ?? 0 } };
  const isOwed = !closed && (!selfReport || selfReport.state === 'returned');
  const overdue = isOwed ? silentFor(inspection, { calendar }, day) : undefined;
  return overdue ? { overdue } : {};
}

/** The draft for those who write it; what was sent, and the office's answers, for all who may read. */
export async function selfReportView(deps: Deps, req: Request, id: string): Promise<z.infer<typeof selfReportSchema>> {
  const { inspection } = await inspectionFor(deps, req, id, 'read-inspection');
  const { outline, period, story, previous, cutOff } = await selfReportCase(deps, inspection);
  const [sent, reviews] = await Promise.all([taken(deps, story.sent), taken(deps, story.reviews)]);
  const writes = mayDo(req, 'draft-self-report', inspection.place);
  const draft = writes ? story.draft : undefined;
  const typed = draft?.typed ?? emptyTyped;
  const examined = examine(outline, typed, period, previous);
  return {
    id: inspectionPathId(inspection),
    outline: `${outline.id}@${outline.version}`,
    ...(writes
      ? {
          draft: { version: draft?.version ?? 0, typed, ...(draft ? { savedAt: draft.savedAt } : {}) },
          checks: checkDraft(outline, examined.read.report, previous),
          remaining: examined.faults.map(({ at, sentence }) => ({ at: placeKey(at), sentence })),
        }
      : {}),
    sent: await Promise.all(sent.map((one) => sentView(deps, one, cutOff))),
    reviews: reviews.map(({ report, decision, points, at, by }) => ({ report, decision, points, at, by })),
  };
}

/** Blank cells whose value follows from the others of their row or sum. */
export const suggestedCells = ({ tables }: SelfReport) =>
  Object.entries(tables).flatMap(([table, answer]) =>
    'noFigures' in answer
      ? []
      : suggestions(answer.rows).map(({ at: { row, column }, value }) => ({ at: { table, row, column }, value })),
  );

/** The single cells that, changed, would make a knot of broken sums hold; likeliest first. */
export const repairedCells = ({ tables }: SelfReport) =>
  Object.entries(tables).flatMap(([table, answer]) =>
    'noFigures' in answer
      ? []
      : repairs(answer.rows).flatMap(({ corrections }) =>
          corrections.map(({ at: { row, column }, was, value, sentence }) => ({
            at: { table, row, column },
            was,
            value,
            sentence,
          })),
        ),
  );

async function sentView({ store }: Deps, { id, key, at, by, on = dayAt(at) }: SentSelfReport, cutOff: Day | undefined) {
  const [frozen, receipt] = await Promise.all([store.snapshots.get<FrozenSelfReport>(id), store.receipts.get(key)]);
  return {
    id,
    at,
    by,
    receipt: receipt ? receiptNumber(receipt.number) : '',
    ...(isBeforeCutOff(cutOff, on) ? { beforeCutOff: cutOff } : {}),
    report: frozen?.body,
  };
}
