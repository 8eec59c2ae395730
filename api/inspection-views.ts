import type { Request } from 'express';
import { z } from 'zod';
import { placeKey } from '../domain/check.ts';
import type { Check } from '../domain/check.ts';
import { suggestions } from '../domain/correction.ts';
import { isOpen, isOverdue } from '../domain/duty.ts';
import { inspectionState, inspectionStates, inspectionWords } from '../domain/inspection.ts';
import { checkDraft } from '../domain/outline.ts';
import type { SelfReport } from '../domain/outline.ts';
import { roles } from '../domain/role.ts';
import { whyThisDay } from '../domain/why.ts';
import { receiptNumber } from '../store/content/receipts.ts';
import type { SentSelfReport, TypedReport } from '../store/content/self-reports.ts';
import { mayDo } from './auth.ts';
import type { Deps } from './deps.ts';
import { findInspection, inspectionFor, inspectionPathId, selfReportCase, taken } from './inspection-record.ts';
import type { FrozenSelfReport } from './inspection-record.ts';
import { dayOf, namedPapers } from './issued.ts';
import { emptyTyped, examine } from './typed-report.ts';

export const id = z.string().min(1).max(200).meta({ example: 'binh-dinh-2026:so-noi-vu' });
const dayOut = z.string().meta({ example: '2026-03-10' });
const paperAt = z.object({ paper: z.string(), on: dayOut });
const stamp = z.object({ on: dayOut, by: z.string() });

export const inspectionSchema = z
  .object({
    id: z.string(),
    campaign: z.string(),
    team: z.string(),
    unit: z.object({ id: z.string(), name: z.string() }),
    state: z.enum(inspectionStates),
    words: z.string(),
    visits: z.array(
      z.object({
        n: z.int(),
        day: dayOut,
        session: z.enum(['morning', 'afternoon']),
        held: dayOut.optional(),
        minutesSigned: dayOut.optional(),
      }),
    ),
    noticed: paperAt.extend({ name: z.string() }).optional(),
    acknowledged: stamp.optional(),
    selfReport: z
      .object({
        submissions: z.int(),
        latest: z.string(),
        state: z.enum(['submitted', 'returned', 'accepted']),
        on: dayOut,
      })
      .optional(),
    drafted: paperAt.optional(),
    concluded: paperAt.extend({ name: z.string() }).optional(),
    duties: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        owedBy: z.enum(roles),
        opened: dayOut,
        due: dayOut.optional(),
        ended: z.object({ how: z.string(), on: dayOut }).optional(),
        why: z.string(),
        late: z.boolean(),
      }),
    ),
    receipts: z.array(z.object({ number: z.string(), kind: z.string(), at: z.string() })),
    version: z.int(),
  })
  .meta({ id: 'Inspection' });

const text = z.string().max(20_000);
const code = z.string().max(200);
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
});

/** An inspection as people read it. */
export async function inspectionView(deps: Deps, id: string): Promise<z.infer<typeof inspectionSchema>> {
  const inspection = await findInspection(deps, id);
  const { place, calendar, noticed, concluded, acknowledged, selfReport, drafted } = inspection;
  const [unit, day, names, receipts] = await Promise.all([
    deps.store.units.get(place.unit),
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
  ]);
  const state = inspectionState(inspection);
  const named = (paper: string) => names.get(paper)?.name;
  return {
    id: inspectionPathId(inspection),
    campaign: place.campaign,
    team: place.team,
    unit: { id: place.unit, name: unit?.name ?? place.unit },
    state,
    words: inspectionWords[state],
    visits: inspection.visits,
    ...(noticed ? { noticed: { ...noticed, name: named(noticed.paper)! } } : {}),
    ...(acknowledged ? { acknowledged } : {}),
    ...(selfReport ? { selfReport } : {}),
    ...(drafted ? { drafted } : {}),
    ...(concluded ? { concluded: { ...concluded, name: named(concluded.paper)! } } : {}),
    duties: inspection.duties.map((duty) => ({
      id: duty.id,
      kind: duty.kind,
      owedBy: duty.owedBy.role,
      opened: duty.opened,
      ...(duty.due ? { due: duty.due.day } : {}),
      ...(duty.ended ? { ended: duty.ended } : {}),
      why: whyThisDay(duty, calendar, (basis) => named(basis) ?? (noticed ? named(noticed.paper) : undefined)),
      late: isOpen(duty) && isOverdue(duty, day),
    })),
    receipts: receipts.map(({ number, kind, at }) => ({ number: receiptNumber(number), kind, at })),
    version: inspection.version,
  };
}

/** The draft for those who write it; what was sent, and the office's answers, for all who may read. */
export async function selfReportView(deps: Deps, req: Request, id: string): Promise<z.infer<typeof selfReportSchema>> {
  const { inspection } = await inspectionFor(deps, req, id, 'read-inspection');
  const { outline, period, story, previous } = await selfReportCase(deps, inspection);
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
    sent: await Promise.all(sent.map((one) => sentView(deps, one))),
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

async function sentView({ store }: Deps, { id, key, at, by }: SentSelfReport) {
  const [frozen, receipt] = await Promise.all([store.snapshots.get<FrozenSelfReport>(id), store.receipts.get(key)]);
  return { id, at, by, receipt: receipt ? receiptNumber(receipt.number) : '', report: frozen?.body };
}
