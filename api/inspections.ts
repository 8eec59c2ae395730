import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { suggestions } from '../domain/correction.ts';
import { checkDraft } from '../domain/outline.ts';
import type { Outline, SelfReport } from '../domain/outline.ts';
import type { Campaign } from '../domain/campaign.ts';
import { campaignMatterId } from '../domain/campaign.ts';
import { placeKey } from '../domain/check.ts';
import type { Check } from '../domain/check.ts';
import type { Day } from '../domain/day.ts';
import { printable } from '../domain/document.ts';
import { isOpen, isOverdue } from '../domain/duty.ts';
import { inspectionState, inspectionStates, inspectionWords } from '../domain/inspection.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { Plan } from '../domain/plan.ts';
import { Refusal } from '../domain/refusal.ts';
import { roles } from '../domain/role.ts';
import { sitesOf } from '../domain/unit.ts';
import type { Unit } from '../domain/unit.ts';
import { whyThisDay } from '../domain/why.ts';
import { receiptNumber } from '../store/content/receipts.ts';
import type {
  Review,
  SelfReportDraft,
  SelfReportStory,
  SentSelfReport,
  TypedReport,
} from '../store/content/self-reports.ts';
import { ask } from './ask.ts';
import { actorOf, assertMay, mayDo } from './auth.ts';
import type { Deps } from './deps.ts';
import { daySchema } from './fields.ts';
import { assertForeseen } from './foreseen.ts';
import { dayOf, namedPapers } from './issued.ts';
import { baseOf, keyOf } from './key.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { parse, withCurrent, wrongPlaces } from './problem.ts';
import { emptyTyped, evidenceIn, examine } from './typed-report.ts';
import type { AskedPeriod } from './typed-report.ts';

/** `<campaign>:<unit>`. Throws Refusal('not-found'). */
export async function findInspection({ store }: Pick<Deps, 'store'>, id: string): Promise<Inspection> {
  const inspection = await store.matters.get<Inspection>(`inspection:${id}`);
  if (!inspection || inspection.process !== 'inspection') throw new Refusal('not-found');
  return inspection;
}

export const inspectionPathId = ({ id }: Inspection): string => id.replace(/^inspection:/, '');

/** Through a link even the existence of another unit's inspection is nobody's business. */
const hiddenFrom = (req: Request): boolean => actorOf(req)?.via === 'link';

/** The round's plan as approved. Throws Refusal('not-found'). */
export async function planOf({ store }: Pick<Deps, 'store'>, { place }: Pick<Inspection, 'place'>): Promise<Plan> {
  const campaign = await store.matters.get<Campaign>(campaignMatterId(place.campaign));
  const frozen = campaign && (await store.snapshots.get<Plan>(campaign.plan.snapshot));
  if (!frozen) throw new Refusal('not-found');
  return frozen.body;
}

/** What a unit is asked in one round, and what it wrote so far. */
export interface SelfReportCase {
  inspection: Inspection;
  outline: Outline;
  period: AskedPeriod;
  /** Places of work without standing of their own: a row each. */
  sites: Unit[];
  story: SelfReportStory;
  /** The unit's last report of an earlier round. */
  previous?: SelfReport;
}

/** A frozen self-report: the report itself, the outline it answers, and what was found in it. */
export interface FrozenSelfReport extends SelfReport {
  outline: string;
  checks: Check[];
}

export async function selfReportCase(deps: Pick<Deps, 'store'>, inspection: Inspection): Promise<SelfReportCase> {
  const { store } = deps;
  const { unit } = inspection.place;
  const plan = await planOf(deps, inspection);
  const [outline, units, story, previous] = await Promise.all([
    store.outlines.get(plan.outline),
    store.units.all(),
    store.selfReports.get(inspection.id, unit),
    previousReport(deps, inspection),
  ]);
  if (!outline) throw new Refusal('not-found');
  return {
    inspection,
    outline,
    period: plan.period,
    sites: sitesOf(unit, units),
    story,
    ...(previous ? { previous } : {}),
  };
}

async function previousReport(
  { store }: Pick<Deps, 'store'>,
  { id, place }: Inspection,
): Promise<SelfReport | undefined> {
  const earlier = (await store.selfReports.ofUnit(place.unit)).filter(({ inspection }) => inspection !== id);
  const sent = (await Promise.all(earlier.map((story) => taken({ store }, story.sent)))).flat();
  const last = sent.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  return last && (await store.snapshots.get<FrozenSelfReport>(last.id))?.body;
}

/** Those whose act its process took; what was refused is not among them. */
export async function taken<T extends { key: string }>(
  { store }: Pick<Deps, 'store'>,
  rows: readonly T[],
): Promise<T[]> {
  const asks = await Promise.all(rows.map(({ key }) => store.asks.get(key)));
  return rows.filter((_, i) => asks[i] !== undefined);
}

// The acts: the same for the JSON interface and for the units' pages

/** The unit says it has the notice. */
export async function acknowledgeNotice(deps: Deps, req: Request, id: string, key: string): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'acknowledge', inspection.place, hiddenFrom(req));
  const body = { by };
  await assertForeseen(deps, { matter: inspection, message: 'acknowledge', body, key });
  await deps.store.receipts.take({ key, kind: 'acknowledgement', matter: inspection.id, at: deps.now(), by });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'acknowledge', body, key, by });
}

/** Keeps what was typed, whatever it says. Throws a refusal with the newer version when somebody saved in between. */
export async function saveSelfReport(
  deps: Deps,
  req: Request,
  id: string,
  typed: TypedReport,
  base: number,
): Promise<SelfReportDraft> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'draft-self-report', inspection.place, hiddenFrom(req));
  const { unit } = inspection.place;
  const known = await deps.store.evidence.getMany(evidenceIn(typed));
  const stranger = evidenceIn(typed).find((one) => known.get(one)?.unit !== unit);
  if (stranger !== undefined) throw new Refusal('evidence-unknown', { evidence: stranger });
  return deps.store.selfReports
    .save(inspection.id, unit, { base, typed, at: deps.now(), by })
    .catch(withCurrent(async () => (await deps.store.selfReports.get(inspection.id, unit)).draft));
}

/**
 * Sends the draft as it stood at `version`. Throws Refusal('self-report-incomplete') with the address of every point
 * that holds it back: a field that cannot be read, an error, a warning without a word about it.
 */
export async function submitSelfReport(
  deps: Deps,
  req: Request,
  id: string,
  version: number,
  key: string,
): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'submit-self-report', inspection.place, hiddenFrom(req));
  const { outline, period, story, previous } = await selfReportCase(deps, inspection);
  const submission = `self-report:${key}`;
  const body = { submission, by };
  const before = story.sent.find((sent) => sent.key === key);
  if (before && (await deps.store.asks.get(key))) {
    if (before.version !== version) throw new Refusal('key-reused');
    return ask<Inspection>(deps, { matter: inspection.id, message: 'submitSelfReport', body, key, by });
  }
  const { draft } = story;
  if (draft?.version !== version) return withCurrent(() => Promise.resolve(draft))(new Refusal('stale-draft'));
  await assertForeseen(deps, { matter: inspection, message: 'submitSelfReport', body, key });
  const { read, checks, faults } = examine(outline, draft.typed, period, previous);
  if (faults.length > 0)
    throw wrongPlaces(
      faults.map(({ at, sentence }) => ({ at: placeKey(at), sentence })),
      'self-report-incomplete',
    );
  const at = deps.now();
  const frozen: FrozenSelfReport = { ...read.report, outline: `${outline.id}@${outline.version}`, checks };
  await deps.store.snapshots.freeze({
    id: submission,
    kind: 'self-report',
    matter: inspection.id,
    body: frozen,
    by,
    at,
  });
  await deps.store.receipts.take({ key, kind: 'self-report', matter: inspection.id, at, by });
  await deps.store.selfReports.addSent(inspection.id, inspection.place.unit, { id: submission, key, version, at, by });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'submitSelfReport', body, key, by });
}

/** The team returns a self-report with the points to be mended. */
async function sendBackSelfReport(
  deps: Deps,
  req: Request,
  id: string,
  points: string[],
  key: string,
): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'review-self-report', inspection.place);
  const written = points.map((point) => printable(point).trim());
  const body = { remarks: `remarks:${key}`, points: written.length };
  await assertForeseen(deps, { matter: inspection, message: 'sendBackSelfReport', body, key });
  await deps.store.snapshots.freeze({
    id: body.remarks,
    kind: 'remarks',
    matter: inspection.id,
    body: { points: written },
    by,
    at: deps.now(),
  });
  await review(deps, inspection, { key, decision: 'sent-back', points: written, by });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'sendBackSelfReport', body, key, by });
}

async function acceptSelfReport(deps: Deps, req: Request, id: string, key: string): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'review-self-report', inspection.place);
  await assertForeseen(deps, { matter: inspection, message: 'acceptSelfReport', body: {}, key });
  await review(deps, inspection, { key, decision: 'accepted', points: [], by });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'acceptSelfReport', body: {}, key, by });
}

async function review(
  { store, now }: Deps,
  { id, place, selfReport }: Inspection,
  decided: Omit<Review, 'at' | 'report'>,
): Promise<void> {
  await store.selfReports.addReview(id, place.unit, { ...decided, report: selfReport?.latest ?? '', at: now() });
}

async function holdVisit(deps: Deps, req: Request, id: string, n: number, on: Day, key: string): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'hold-visit', inspection.place);
  return ask<Inspection>(deps, { matter: inspection.id, message: 'hold', body: { visit: n, on }, key, by });
}

/** The minutes of a visit, signed; frozen first. */
async function signMinutes(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  minutes: z.infer<typeof minutesBody>,
  key: string,
): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'sign-minutes', inspection.place);
  const body = { visit: n, minutes: `minutes:${key}` };
  await assertForeseen(deps, { matter: inspection, message: 'signMinutes', body, key });
  const written = { visit: n, ...minutes, summary: printable(minutes.summary).trim() };
  await deps.store.snapshots.freeze({
    id: body.minutes,
    kind: 'minutes',
    matter: inspection.id,
    body: written,
    by,
    at: deps.now(),
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'signMinutes', body, key, by });
}

/** The reason is frozen as remarks; the record names it only by its id. */
async function cancelInspection(
  deps: Deps,
  req: Request,
  id: string,
  reason: string,
  key: string,
): Promise<Inspection> {
  const inspection = await findInspection(deps, id);
  const { id: by } = assertMay(req, 'cancel-inspection', inspection.place);
  const body = { reason: `remarks:${key}` };
  await assertForeseen(deps, { matter: inspection, message: 'cancel', body, key });
  await deps.store.snapshots.freeze({
    id: body.reason,
    kind: 'remarks',
    matter: inspection.id,
    body: { text: printable(reason).trim() },
    by,
    at: deps.now(),
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'cancel', body, key, by });
}

// What is read

async function viewOf(deps: Deps, id: string): Promise<z.infer<typeof inspectionSchema>> {
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
async function selfReportView(deps: Deps, req: Request, id: string): Promise<z.infer<typeof selfReportSchema>> {
  const inspection = await findInspection(deps, id);
  assertMay(req, 'read-inspection', inspection.place, hiddenFrom(req));
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
const suggestedCells = ({ tables }: SelfReport) =>
  Object.entries(tables).flatMap(([table, answer]) =>
    'noFigures' in answer
      ? []
      : suggestions(answer.rows).map(({ at: { row, column }, value }) => ({ at: { table, row, column }, value })),
  );

async function sentView({ store }: Deps, { id, key, at, by }: SentSelfReport) {
  const [frozen, receipt] = await Promise.all([store.snapshots.get<FrozenSelfReport>(id), store.receipts.get(key)]);
  return { id, at, by, receipt: receipt ? receiptNumber(receipt.number) : '', report: frozen?.body };
}

// The interface

const id = z.string().min(1).max(200).meta({ example: 'binh-dinh-2026:so-noi-vu' });
const dayOut = z.string().meta({ example: '2026-03-10' });
const paperAt = z.object({ paper: z.string(), on: dayOut });
const stamp = z.object({ on: dayOut, by: z.string() });

const inspectionSchema = z
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
const typedSchema = z
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

const draftBody = z.strictObject({ base: z.int().min(0).optional(), typed: typedSchema });
const wrongPlace = z.object({ at: z.string(), sentence: z.string() });
const selfReportSchema = z
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
const savedSchema = z.object({
  version: z.int(),
  savedAt: z.string(),
  checks: z.array(z.custom<Check>()),
  remaining: z.array(wrongPlace),
  suggestions: z
    .array(z.object({ at: z.object({ table: code, row: code, column: code }), value: z.int() }))
    .meta({ description: 'Ô còn trống mà các ô khác đã cho biết' }),
});

const submitBody = z.strictObject({ version: z.int().min(1) });
const sendBackBody = z.strictObject({ points: z.array(z.string().trim().min(1).max(5_000)).min(1).max(100) });
const heldBody = z.strictObject({ on: daySchema });
const minutesBody = z
  .strictObject({
    summary: z.string().trim().min(1).max(50_000),
    signed: z.strictObject({
      secretary: z.boolean(),
      lead: z.boolean(),
      unit: z.boolean(),
      unitReason: z.string().trim().min(1).max(5_000).exactOptional().meta({ description: 'Vì sao đơn vị không ký' }),
    }),
  })
  .refine(({ signed }) => signed.secretary && signed.lead, {
    path: ['signed'],
    error: 'Biên bản cần chữ ký của thư ký và trưởng đoàn.',
  })
  .refine(({ signed }) => signed.unit || signed.unitReason !== undefined, {
    path: ['signed', 'unitReason'],
    error: 'Đơn vị chưa ký: hãy ghi lý do.',
  });
const cancelBody = z.strictObject({ reason: z.string().trim().min(1).max(5_000) });

/** Inspections: one unit in one round, from the notice to its conclusion. */
export function inspections(deps: Deps): Router {
  const router = Router();
  const visitNumber = (text: string): number => {
    if (!/^\d{1,3}$/.test(text)) throw new Refusal('not-found');
    return Number(text);
  };

  router.get('/inspections/:id', async (req, res) => {
    const inspection = await findInspection(deps, req.params.id);
    assertMay(req, 'read-inspection', inspection.place, hiddenFrom(req));
    res.json(await viewOf(deps, req.params.id));
  });

  router.post('/inspections/:id/acknowledge', async (req, res) => {
    await acknowledgeNotice(deps, req, req.params.id, keyOf(req));
    res.json(await viewOf(deps, req.params.id));
  });

  router.get('/inspections/:id/self-report', async (req, res) => {
    res.json(await selfReportView(deps, req, req.params.id));
  });

  router.put('/inspections/:id/self-report', async (req, res) => {
    const { typed } = parse(draftBody, req.body);
    const { version, savedAt } = await saveSelfReport(deps, req, req.params.id, typed, baseOf(req));
    const { outline, period, previous } = await selfReportCase(deps, await findInspection(deps, req.params.id));
    const { read, faults } = examine(outline, typed, period, previous);
    const remaining = faults.map(({ at, sentence }) => ({ at: placeKey(at), sentence }));
    res.json({
      version,
      savedAt,
      checks: checkDraft(outline, read.report, previous),
      remaining,
      suggestions: suggestedCells(read.report),
    } satisfies z.infer<typeof savedSchema>);
  });

  router.post('/inspections/:id/self-report', async (req, res) => {
    await submitSelfReport(deps, req, req.params.id, parse(submitBody, req.body).version, keyOf(req));
    res.status(201).json(await viewOf(deps, req.params.id));
  });

  router.post('/inspections/:id/send-back', async (req, res) => {
    await sendBackSelfReport(deps, req, req.params.id, parse(sendBackBody, req.body).points, keyOf(req));
    res.json(await viewOf(deps, req.params.id));
  });

  router.post('/inspections/:id/accept', async (req, res) => {
    await acceptSelfReport(deps, req, req.params.id, keyOf(req));
    res.json(await viewOf(deps, req.params.id));
  });

  router.post('/inspections/:id/visits/:n/held', async (req, res) => {
    await holdVisit(deps, req, req.params.id, visitNumber(req.params.n), parse(heldBody, req.body).on, keyOf(req));
    res.json(await viewOf(deps, req.params.id));
  });

  router.post('/inspections/:id/visits/:n/minutes', async (req, res) => {
    await signMinutes(deps, req, req.params.id, visitNumber(req.params.n), parse(minutesBody, req.body), keyOf(req));
    res.json(await viewOf(deps, req.params.id));
  });

  router.post('/inspections/:id/cancel', async (req, res) => {
    await cancelInspection(deps, req, req.params.id, parse(cancelBody, req.body).reason, keyOf(req));
    res.json(await viewOf(deps, req.params.id));
  });

  return router;
}

const path = z.object({ id });
const visitPath = path.extend({ n: z.string().meta({ description: 'Số thứ tự buổi kiểm tra' }) });
const answers = inspectionSchema;

export const inspectionPaths: Paths = {
  '/api/inspections/{id}': {
    get: describe({ summary: 'Kiểm tra một đơn vị', operation: 'read-inspection', path, answers }),
  },
  '/api/inspections/{id}/acknowledge': {
    post: describe({
      summary: 'Đơn vị xác nhận đã nhận thông báo',
      operation: 'acknowledge',
      command: true,
      path,
      answers,
      refusals: ['inspection-not-ready'],
    }),
  },
  '/api/inspections/{id}/self-report': {
    get: describe({
      summary: 'Báo cáo tự kiểm tra: bản đang viết, các lần gửi và ý kiến',
      operation: 'read-inspection',
      path,
      answers: selfReportSchema,
    }),
    put: describe({
      summary: 'Lưu bản đang viết',
      operation: 'draft-self-report',
      overBase: true,
      path,
      body: draftBody,
      answers: savedSchema,
      refusals: ['evidence-unknown'],
    }),
    post: describe({
      summary: 'Gửi báo cáo tự kiểm tra',
      operation: 'submit-self-report',
      command: true,
      path,
      body: submitBody,
      status: 201,
      answers,
      refusals: ['self-report-incomplete', 'stale-draft', 'inspection-not-ready'],
    }),
  },
  '/api/inspections/{id}/send-back': {
    post: describe({
      summary: 'Đề nghị đơn vị bổ sung báo cáo',
      operation: 'review-self-report',
      command: true,
      path,
      body: sendBackBody,
      answers,
      refusals: ['inspection-not-ready', 'self-report-already-decided'],
    }),
  },
  '/api/inspections/{id}/accept': {
    post: describe({
      summary: 'Chấp nhận báo cáo tự kiểm tra',
      operation: 'review-self-report',
      command: true,
      path,
      answers,
      refusals: ['self-report-already-decided'],
    }),
  },
  '/api/inspections/{id}/visits/{n}/held': {
    post: describe({
      summary: 'Ghi nhận buổi kiểm tra đã diễn ra',
      operation: 'hold-visit',
      command: true,
      path: visitPath,
      body: heldBody,
      answers,
      refusals: ['inspection-not-ready', 'visit-unknown', 'visit-already-held', 'visit-in-future'],
    }),
  },
  '/api/inspections/{id}/visits/{n}/minutes': {
    post: describe({
      summary: 'Ký biên bản',
      operation: 'sign-minutes',
      command: true,
      path: visitPath,
      body: minutesBody,
      answers,
      refusals: ['visit-unknown', 'visit-not-held', 'minutes-already-signed'],
    }),
  },
  '/api/inspections/{id}/cancel': {
    post: describe({
      summary: 'Hủy cuộc kiểm tra',
      operation: 'cancel-inspection',
      command: true,
      path,
      body: cancelBody,
      answers,
      refusals: ['inspection-not-ready'],
    }),
  },
};
