import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { linesDue, nextRung } from '../domain/chase.ts';
import type { Day } from '../domain/day.ts';
import { isOpen, isOverdue, measuredFrom } from '../domain/duty.ts';
import type { Duty } from '../domain/duty.ts';
import { printable } from '../domain/document.ts';
import { Refusal } from '../domain/refusal.ts';
import { itemStates, itemWords } from '../domain/remediation.ts';
import type { Item, Remediation } from '../domain/remediation.ts';
import type { Requirement } from '../domain/requirement.ts';
import { roles } from '../domain/role.ts';
import { rungWords, whyThisDay } from '../domain/why.ts';
import type { Answer, SentReport } from '../store/content/item-reports.ts';
import { receiptNumber } from '../store/content/receipts.ts';
import { ask } from './ask.ts';
import { actorOf, assertMay, assertSignedIn, mayDo } from './auth.ts';
import { today } from './deps.ts';
import type { Deps } from './deps.ts';
import { daySchema } from './fields.ts';
import { assertForeseen } from './foreseen.ts';
import { conclusionOf, dayOf, namedPaper } from './issued.ts';
import { keyOf } from './key.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { pageFrom, pageOf, pageQuery } from './page.ts';
import { parse } from './problem.ts';

/** An item where it is recorded. Its id is its remediation's without the prefix, and its number. */
export interface FoundItem {
  id: string;
  remediation: Remediation;
  item: Item;
}

export const itemId = (remediation: string, n: number): string => `${remediation.replace(/^remediation:/, '')}:${n}`;

/** Throws Refusal('not-found'). */
export async function findItem({ store }: Pick<Deps, 'store'>, id: string): Promise<FoundItem> {
  const [, matter, n] = /^(.+):(\d{1,4})$/.exec(id) ?? [];
  const remediation = matter === undefined ? undefined : await store.matters.get<Remediation>(`remediation:${matter}`);
  const item = remediation?.items.find((candidate) => candidate.n === Number(n));
  if (!remediation || !item) throw new Refusal('not-found');
  return { id: itemId(remediation.id, item.n), remediation, item };
}

/** What a unit may see of an item, or nothing at all: through a link even its existence is nobody else's business. */
const hiddenFrom = (req: Request): boolean => actorOf(req)?.via === 'link';

// The acts: the same for the JSON interface and for the units' pages

export interface ReportContent {
  text: string;
  evidence: string[];
}

/** The unit reports an item with evidence. Answers with the record; the same key gives the same answer. */
export async function reportItem(
  deps: Deps,
  req: Request,
  id: string,
  content: ReportContent,
  key: string,
): Promise<Remediation> {
  const found = await findItem(deps, id);
  const { id: by } = assertMay(req, 'report-item', found.remediation.place, hiddenFrom(req));
  const { text, evidence } = await checkedContent(deps, found, content);
  if (evidence.length === 0) throw new Refusal('report-without-evidence', { item: found.item.n });
  const body = { item: found.item.n, report: reportId(key), evidence: evidence.length };
  await assertForeseen(deps, { matter: found.remediation, message: 'report', body, key });
  await freezeReport(deps, found, { text, evidence }, { key, by });
  const after = await ask<Remediation>(deps, { matter: found.remediation.id, message: 'report', body, key, by });
  await endDraft(deps, id, text);
  return after;
}

/** The unit confirms a standing item for the period that ends on `period`. */
export async function confirmItem(
  deps: Deps,
  req: Request,
  id: string,
  content: ReportContent & { period: Day },
  key: string,
): Promise<Remediation> {
  const found = await findItem(deps, id);
  const { id: by } = assertMay(req, 'report-item', found.remediation.place, hiddenFrom(req));
  const { text, evidence } = await checkedContent(deps, found, content);
  const { period } = content;
  const body = { item: found.item.n, report: reportId(key), period };
  await assertForeseen(deps, { matter: found.remediation, message: 'confirmPeriod', body, key });
  await freezeReport(deps, found, { text, evidence, period }, { key, by });
  const after = await ask<Remediation>(deps, { matter: found.remediation.id, message: 'confirmPeriod', body, key, by });
  await endDraft(deps, id, text);
  return after;
}

async function checkedContent(
  { store }: Deps,
  { item, remediation }: FoundItem,
  { text: typed, evidence }: ReportContent,
): Promise<ReportContent> {
  const text = printable(typed).trim();
  if (text === '') throw new Refusal('report-empty');
  const known = await store.evidence.getMany(evidence);
  const stranger = evidence.find((one) => known.get(one)?.unit !== remediation.place.unit);
  if (stranger !== undefined) throw new Refusal('evidence-unknown', { evidence: stranger, item: item.n });
  return { text, evidence: [...new Set(evidence)] };
}

/** Freezes a report under the key of its act, with its place in the item's story and its receipt. */
async function freezeReport(
  { store, now }: Deps,
  { id, remediation, item }: FoundItem,
  content: ReportContent & { period?: Day },
  { key, by }: { key: string; by: string },
): Promise<void> {
  const at = now();
  const known = await store.evidence.getMany(content.evidence);
  const files = content.evidence.map((one) => ({ id: one, sha256: known.get(one)?.sha256 }));
  await store.snapshots.freeze({
    id: reportId(key),
    kind: 'item-report',
    matter: remediation.id,
    body: { item: item.n, ...content, files },
    by,
    at,
  });
  await store.receipts.take({
    key,
    kind: content.period ? 'confirmation' : 'item-report',
    matter: remediation.id,
    item: item.n,
    at,
    by,
  });
  await store.itemReports.addSent(id, { id: reportId(key), key, ...content, at, by });
}

const reportId = (key: string): string => `item-report:${key}`;

async function endDraft({ store }: Deps, id: string, text: string): Promise<void> {
  const { draft } = await store.itemReports.get(id);
  if (draft && printable(draft.text).trim() === text) await store.itemReports.clearDraft(id, draft.version);
}

interface VerdictContent {
  report: string;
  verdict: 'met' | 'not-met';
  remarks: string;
}

/** The office finds a report met, or returns it with the reason. */
async function verifyItem(
  deps: Deps,
  req: Request,
  id: string,
  { report, verdict, remarks }: VerdictContent,
  key: string,
): Promise<Remediation> {
  const { remediation, item } = await findItem(deps, id);
  const { id: by } = assertMay(req, 'verify-item', remediation.place);
  const at = deps.now();
  const text = printable(remarks).trim();
  const body = { item: item.n, report, verdict, remarks: `remarks:${key}`, by };
  await assertForeseen(deps, { matter: remediation, message: 'verify', body, key });
  await deps.store.snapshots.freeze({
    id: `remarks:${key}`,
    kind: 'remarks',
    matter: remediation.id,
    body: { item: item.n, report, verdict, text },
    by,
    at,
  });
  await deps.store.itemReports.addAnswer(id, { key, report, verdict, remarks: text, at, by });
  return ask<Remediation>(deps, { matter: remediation.id, message: 'verify', body, key, by });
}

// What is read

/** A report that was accepted, with its receipt and what the office answered. */
export interface ReadReport extends SentReport {
  receipt: string;
  answer?: Answer;
}

/** The reports of an item that its process took, oldest first; what was refused is not among them. */
export async function reportsOf({ store }: Pick<Deps, 'store'>, id: string): Promise<ReadReport[]> {
  const { sent, answers } = await store.itemReports.get(id);
  const wasTaken = async <T extends { key: string }>(rows: T[]): Promise<T[]> => {
    const taken = await Promise.all(rows.map(({ key }) => store.asks.get(key)));
    return rows.filter((_, i) => taken[i] !== undefined);
  };
  const [reports, verdicts] = await Promise.all([wasTaken(sent), wasTaken(answers)]);
  return Promise.all(
    reports.map(async (report) => {
      const receipt = await store.receipts.get(report.key);
      const answer = verdicts.findLast((one) => one.report === report.id);
      return { ...report, receipt: receipt ? receiptNumber(receipt.number) : '', ...(answer ? { answer } : {}) };
    }),
  );
}

/** What the unit owes for an item now. */
export const owedFor = ({ remediation, item }: FoundItem): Duty | undefined =>
  remediation.duties.find(
    (duty) => duty.about === item.n && isOpen(duty) && (duty.kind === 'remediate' || duty.kind === 'confirm-period'),
  );

/** What the office owes for it now: the answer to a report. */
export const answerOwedFor = ({ remediation, item }: FoundItem): Duty | undefined =>
  remediation.duties.find(
    (duty) => duty.about === item.n && isOpen(duty) && (duty.kind === 'verify' || duty.kind === 'close'),
  );

/** The requirement behind an item, from its paper's frozen text. */
export async function requirementOf(
  deps: Pick<Deps, 'store'>,
  { remediation, item }: FoundItem,
): Promise<Requirement | undefined> {
  const conclusion = await conclusionOf(deps.store, remediation.paper);
  return conclusion?.requirements.find(({ id }) => id === item.requirement);
}

async function viewOf(deps: Deps, found: FoundItem): Promise<z.infer<typeof itemSchema>> {
  const { id, remediation, item } = found;
  const [requirement, paper, unit, reports, day] = await Promise.all([
    requirementOf(deps, found),
    namedPaper(deps.store, remediation.paper),
    deps.store.units.get(remediation.place.unit),
    reportsOf(deps, id),
    dayOf(deps, remediation),
  ]);
  const evidence = await deps.store.evidence.getMany(reports.flatMap((report) => report.evidence));
  const owed = owedFor(found);
  return {
    id,
    campaign: remediation.place.campaign,
    unit: { id: remediation.place.unit, name: unit?.name ?? remediation.place.unit },
    paper: { id: remediation.paper, name: paper.full },
    n: item.n,
    requirement: {
      id: item.requirement,
      text: requirement?.text ?? '',
      ...(requirement?.proof === undefined ? {} : { proof: requirement.proof }),
      ...(requirement?.responsible === undefined ? {} : { responsible: requirement.responsible }),
    },
    state: item.state,
    words: itemWords[item.state],
    ...(owed?.due ? { due: owed.due.day } : {}),
    ...(owed && !owed.due && owed.followUpOn ? { followUpOn: owed.followUpOn } : {}),
    ...(owed
      ? {
          why: whyThisDay(owed, remediation.calendar, (basis) =>
            basis === remediation.paper ? paper.name : undefined,
          ),
        }
      : {}),
    ...(item.recurs ? { recurs: item.recurs } : {}),
    late: owed !== undefined && isOverdue(owed, day),
    ...(item.report === undefined ? {} : { report: item.report }),
    reports: reports.map((report) => ({
      id: report.id,
      receipt: report.receipt,
      at: report.at,
      by: report.by,
      text: report.text,
      ...(report.period ? { period: report.period } : {}),
      evidence: report.evidence.flatMap((one) => {
        const file = evidence.get(one);
        return file ? [{ id: one, name: file.name, type: file.type, size: file.size }] : [];
      }),
      ...(report.answer
        ? { verdict: report.answer.verdict, remarks: report.answer.remarks, answeredAt: report.answer.at }
        : {}),
    })),
    version: remediation.version,
  };
}

/** How many rungs ahead are shown. */
const rungsAhead = 6;

/** Why the day, what was told already, and what will be if nothing is done. */
async function clockOf(deps: Deps, found: FoundItem): Promise<z.infer<typeof clockSchema>> {
  const { remediation, item } = found;
  const [paper, lines] = await Promise.all([
    namedPaper(deps.store, remediation.paper),
    deps.store.lines.ofMatter(remediation.id),
  ]);
  const named = (basis: string) => (basis === remediation.paper ? paper.name : undefined);
  const duties = remediation.duties.filter((duty) => duty.about === item.n);
  return {
    id: found.id,
    duties: duties.map((duty) => ({
      id: duty.id,
      kind: duty.kind,
      ...(duty.due ? { due: duty.due.day } : {}),
      ...(duty.followUpOn ? { followUpOn: duty.followUpOn } : {}),
      opened: duty.opened,
      ...(duty.ended ? { ended: duty.ended } : {}),
      why: whyThisDay(duty, remediation.calendar, named),
      moves: duty.moves.map(({ from, to, on, why }) => ({ from, to, on, why })),
      told: duty.told.map(({ rung, on, against, skipped }) => ({
        rung: rungWords(rung),
        on,
        against,
        skipped: skipped === true,
      })),
    })),
    letters: lines
      .filter((line) => line.about?.['item'] === item.n || duties.some(({ id }) => id === line.duty))
      .map((line) => ({
        letter: line.letter,
        day: line.day,
        role: line.role,
        status: line.status,
        ...(line.why ? { why: line.why } : {}),
        ...(line.inLetter ? { inLetter: line.inLetter } : {}),
      })),
    ahead: ahead(
      remediation,
      duties.filter((duty) => isOpen(duty) && measuredFrom(duty) !== undefined),
    ),
  };
}

/** The next rungs of these duties, as they will be told if nothing is done. */
function ahead(remediation: Remediation, duties: Duty[]): z.infer<typeof clockSchema>['ahead'] {
  const coming: z.infer<typeof clockSchema>['ahead'] = [];
  let state: Remediation = { ...remediation, duties };
  while (coming.length < rungsAhead) {
    const day = nextRung(state);
    if (day === undefined) break;
    const step = linesDue(state, day, day);
    state = step.state;
    coming.push(
      ...step.lines.map(({ role, act, rung }) => ({ day, role, does: act ?? 'tell', rung: rungWords(rung ?? 0) })),
    );
  }
  return coming.slice(0, rungsAhead);
}

// The interface

const id = z.string().min(1).max(300).meta({ example: 'binh-dinh-2026:conclusion:1:so-noi-vu:2' });
const dayOut = z.string().meta({ example: '2026-03-10' });
const evidenceSchema = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.int() });

const itemSchema = z
  .object({
    id: z.string(),
    campaign: z.string(),
    unit: z.object({ id: z.string(), name: z.string() }),
    paper: z.object({ id: z.string(), name: z.string() }),
    n: z.int(),
    requirement: z.object({
      id: z.string(),
      text: z.string(),
      proof: z.string().optional(),
      responsible: z.string().optional(),
    }),
    state: z.enum(itemStates),
    words: z.string(),
    due: dayOut.optional(),
    followUpOn: dayOut.optional(),
    why: z.string().optional().meta({ description: 'Vì sao hạn là ngày này' }),
    recurs: z.object({ every: z.enum(['month', 'quarter']), until: dayOut }).optional(),
    late: z.boolean(),
    report: z.string().optional().meta({ description: 'Báo cáo đang thẩm tra' }),
    reports: z.array(
      z.object({
        id: z.string(),
        receipt: z.string(),
        at: z.string(),
        by: z.string(),
        text: z.string(),
        period: dayOut.optional(),
        evidence: z.array(evidenceSchema),
        verdict: z.enum(['met', 'not-met']).optional(),
        remarks: z.string().optional(),
        answeredAt: z.string().optional(),
      }),
    ),
    version: z.int(),
  })
  .meta({ id: 'Item' });

const itemRowSchema = z
  .object({
    id: z.string(),
    campaign: z.string(),
    unit: z.string(),
    paper: z.string(),
    n: z.int(),
    requirement: z.string(),
    state: z.enum(itemStates),
    words: z.string(),
    due: dayOut.optional(),
    followUpOn: dayOut.optional(),
    late: z.boolean(),
  })
  .meta({ id: 'ItemRow' });

const clockSchema = z
  .object({
    id: z.string(),
    duties: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        due: dayOut.optional(),
        followUpOn: dayOut.optional(),
        opened: dayOut,
        ended: z.object({ how: z.string(), on: dayOut }).optional(),
        why: z.string(),
        moves: z.array(z.object({ from: dayOut, to: dayOut, on: dayOut, why: z.string() })),
        told: z.array(z.object({ rung: z.string(), on: dayOut, against: dayOut, skipped: z.boolean() })),
      }),
    ),
    letters: z.array(
      z.object({
        letter: z.string(),
        day: dayOut,
        role: z.enum(roles),
        status: z.string(),
        why: z.string().optional(),
        inLetter: z.string().optional(),
      }),
    ),
    ahead: z.array(z.object({ day: dayOut, role: z.enum(roles), does: z.string(), rung: z.string() })),
  })
  .meta({ id: 'ItemClock' });

const listQuery = z.object({
  ...pageQuery,
  campaign: z.string().max(100).optional(),
  unit: z.string().max(100).optional(),
  state: z.enum(itemStates).optional(),
  late: z
    .enum(['true', 'false'])
    .optional()
    .transform((value) => (value === undefined ? undefined : value === 'true')),
});
const reportBody = z.strictObject({
  text: z.string().max(20_000),
  evidence: z.array(z.string().max(100)).max(50).default([]),
});
const confirmBody = reportBody.extend({ period: daySchema });
const verdictBody = z
  .strictObject({
    report: z.string().min(1).max(400),
    verdict: z.enum(['met', 'not-met']),
    remarks: z.string().max(20_000).default(''),
  })
  .refine(({ verdict, remarks }) => verdict === 'met' || remarks.trim() !== '', {
    path: ['remarks'],
    error: 'Hãy ghi rõ điểm chưa đạt và việc cần bổ sung.',
  });

/** Items: what units have to put right, their reports and the office's answers. */
export function items(deps: Deps): Router {
  const router = Router();
  const answer = async (req: Request): Promise<z.infer<typeof itemSchema>> =>
    viewOf(deps, await findItem(deps, String(req.params['id'])));

  router.get('/items', async (req, res) => {
    const { limit, after, campaign, unit, state, late } = parse(listQuery, req.query);
    const own = assertSignedIn(req).standings.flatMap(({ scope }) =>
      scope.startsWith('unit:') ? [scope.slice(5)] : [],
    );
    const everyUnit = mayDo(req, 'read-office');
    if (!everyUnit && own.length === 0) throw new Refusal('not-allowed');
    const units = everyUnit
      ? unit === undefined
        ? undefined
        : [unit]
      : own.filter((one) => unit === undefined || one === unit);
    const [, remediation, n] = /^(.+):(\d+)$/.exec(after ?? '') ?? [];
    const rows = await deps.store.unitWork.items({
      campaign,
      units,
      state,
      late,
      today: today(deps),
      limit: limit + 1,
      after: remediation === undefined ? undefined : { remediation: `remediation:${remediation}`, n: Number(n) },
    });
    res.json(
      pageFrom(
        rows,
        limit,
        (row) => itemId(row.remediation, row.n),
        ({ remediation: matter, ...row }) => ({
          id: itemId(matter, row.n),
          ...row,
          words: itemWords[row.state],
        }),
      ),
    );
  });

  router.get('/items/:id', async (req, res) => {
    const found = await findItem(deps, req.params.id);
    assertMay(req, 'read-item', found.remediation.place, hiddenFrom(req));
    res.json(await viewOf(deps, found));
  });

  router.get('/items/:id/clock', async (req, res) => {
    const found = await findItem(deps, req.params.id);
    assertMay(req, 'read-item', found.remediation.place, hiddenFrom(req));
    res.json(await clockOf(deps, found));
  });

  router.post('/items/:id/reports', async (req, res) => {
    await reportItem(deps, req, req.params.id, parse(reportBody, req.body), keyOf(req));
    res.status(201).json(await answer(req));
  });

  router.post('/items/:id/confirm', async (req, res) => {
    await confirmItem(deps, req, req.params.id, parse(confirmBody, req.body), keyOf(req));
    res.status(201).json(await answer(req));
  });

  router.post('/items/:id/verify', async (req, res) => {
    await verifyItem(deps, req, req.params.id, parse(verdictBody, req.body), keyOf(req));
    res.json(await answer(req));
  });

  router.post('/items/:id/close', async (req, res) => {
    const { remediation, item } = await findItem(deps, req.params.id);
    const { id: by } = assertMay(req, 'close-item', remediation.place);
    await ask(deps, { matter: remediation.id, message: 'close', body: { item: item.n, by }, key: keyOf(req), by });
    res.json(await answer(req));
  });

  router.post('/items/:id/escalation', async (req, res) => {
    const { remediation, item } = await findItem(deps, req.params.id);
    const { id: by } = assertMay(req, 'approve-escalation', remediation.place);
    await ask(deps, {
      matter: remediation.id,
      message: 'approveEscalation',
      body: { item: item.n },
      key: keyOf(req),
      by,
    });
    res.json(await answer(req));
  });

  return router;
}

const path = z.object({ id });

export const itemPaths: Paths = {
  '/api/items': {
    get: describe({
      summary: 'Các nội dung khắc phục',
      description: 'Cán bộ Sở xem mọi đơn vị; đơn vị chỉ xem của mình.',
      query: listQuery,
      answers: pageOf(itemRowSchema),
      refusals: ['not-allowed'],
    }),
  },
  '/api/items/{id}': {
    get: describe({
      summary: 'Một nội dung khắc phục, báo cáo và kết quả thẩm tra',
      operation: 'read-item',
      path,
      answers: itemSchema,
    }),
  },
  '/api/items/{id}/clock': {
    get: describe({
      summary: 'Vì sao hạn là ngày này, thư nào đã gửi và sẽ gửi',
      operation: 'read-item',
      path,
      answers: clockSchema,
    }),
  },
  '/api/items/{id}/reports': {
    post: describe({
      summary: 'Đơn vị báo cáo kết quả khắc phục',
      operation: 'report-item',
      command: true,
      path,
      body: reportBody,
      status: 201,
      answers: itemSchema,
      refusals: ['report-empty', 'report-without-evidence', 'evidence-unknown', 'item-not-ready'],
    }),
  },
  '/api/items/{id}/confirm': {
    post: describe({
      summary: 'Đơn vị xác nhận việc thường xuyên trong kỳ',
      operation: 'report-item',
      command: true,
      path,
      body: confirmBody,
      status: 201,
      answers: itemSchema,
      refusals: ['report-empty', 'evidence-unknown', 'item-not-ready', 'period-not-open'],
    }),
  },
  '/api/items/{id}/verify': {
    post: describe({
      summary: 'Thẩm tra báo cáo: đạt hoặc chưa đạt',
      operation: 'verify-item',
      command: true,
      path,
      body: verdictBody,
      answers: itemSchema,
      refusals: ['item-not-ready', 'report-superseded'],
    }),
  },
  '/api/items/{id}/close': {
    post: describe({
      summary: 'Đóng nội dung đã đạt; người thẩm tra không được đóng',
      operation: 'close-item',
      command: true,
      path,
      answers: itemSchema,
      refusals: ['item-not-ready', 'closer-verified'],
    }),
  },
  '/api/items/{id}/escalation': {
    post: describe({
      summary: 'Lãnh đạo đồng ý trình văn bản của UBND tỉnh',
      operation: 'approve-escalation',
      command: true,
      path,
      answers: itemSchema,
      refusals: ['item-not-ready'],
    }),
  },
};
