import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Paper } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import { itemStates, itemWords } from '../../domain/remediation.ts';
import { scopesFor } from '../../domain/rights.ts';
import type { Operation } from '../../domain/rights.ts';
import { sampleOf } from '../../domain/sample.ts';
import { verdicts } from '../../domain/verification.ts';
import { assertMay, assertSignedIn } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema } from '../fields.ts';
import { assertAssignable, assertNotGiven, assignTo } from './item-assignment.ts';
import { actOnEach, changeItem, closeItem, decideExtension, requestExtension, verifyItem } from './item-decisions.ts';
import type { Outcome } from './item-decisions.ts';
import { findItem, itemId } from './item-record.ts';
import { itemNames } from './item-rows.ts';
import { itemSchema } from './item-around.ts';
import { itemPathId } from './item-views.ts';
import { keyOf } from '../key.ts';
import { describe, problemSchema } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { placeOf } from '../papers/paper-case.ts';
import { parse } from '../problem.ts';
import { paragraphs, reasonSchema } from '../texts.ts';

const verdictFields = {
  report: z.string().min(1).max(400),
  verdict: z.enum(verdicts),
  until: daySchema.exactOptional().meta({ description: 'Hạn của phần còn lại; không ghi thì theo thời hạn chung' }),
  remarks: z.string().max(20_000).default(''),
};
const saysWhy = {
  path: ['remarks'],
  error: 'Hãy ghi rõ điểm chưa đạt và việc cần bổ sung.',
};
const isExplained = ({ verdict, remarks }: { verdict: string; remarks: string }) =>
  verdict === 'met' || remarks.trim() !== '';
const verdictBody = z.strictObject(verdictFields).refine(isExplained, saysWhy);
const verdictsBody = z.strictObject({
  items: z
    .array(z.strictObject({ id: itemPathId, ...verdictFields }).refine(isExplained, saysWhy))
    .min(1)
    .max(100),
});
const closingsBody = z.strictObject({ items: z.array(itemPathId).min(1).max(100) });
const extensionBody = reasonSchema.extend({
  until: daySchema,
  evidence: z.array(z.string().max(100)).max(20).default([]),
});
const extensionDecision = z
  .strictObject({
    granted: z.boolean(),
    until: daySchema.exactOptional().meta({ description: 'Ngày khác ngày đơn vị xin' }),
    remarks: paragraphs(2_000),
  })
  .refine(({ granted, until }) => granted || until === undefined, {
    path: ['until'],
    error: 'Không đồng ý gia hạn thì không ghi ngày mới.',
  });
const reopening = reasonSchema.extend({ until: daySchema.exactOptional() });
const count = z.int().min(1).max(999);
const assignmentBody = z.strictObject({
  requirement: z.string().min(1).max(100),
  units: z.array(z.string().min(1).max(100)).min(1).max(500),
  due: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('term'),
        count,
        unit: z.enum(['working-day', 'calendar-day', 'month']),
      }),
      z.strictObject({ kind: z.literal('day'), day: daySchema }),
      z.strictObject({ kind: z.literal('milestone'), day: daySchema }),
      z.strictObject({ kind: z.literal('recurring'), every: z.enum(['month', 'quarter']), until: daySchema }),
    ])
    .meta({ description: 'Thời hạn, ngày, mốc theo dõi của Sở hoặc thường xuyên theo kỳ' }),
});
const sampleQuery = z.object({
  campaign: z.string().min(1).max(100),
  size: z.coerce.number().int().min(1).max(200).default(10),
  seed: z.string().min(1).max(100).default('1').meta({ description: 'Cùng mã này thì lấy lại đúng mẫu này' }),
});

/** What the router of items does for every one of its routes. */
interface OfItems {
  only: (operation: Operation) => RequestHandler<{ id: string }>;
  answer: (req: Request) => Promise<z.infer<typeof itemSchema>>;
}

/** What is decided about items: verdicts, closing, more time, rest, reopening, work given; one by one or several. */
export function decidedItems(deps: Deps, { only, answer }: OfItems): Router {
  const router = Router();

  /** Whoever may do it anywhere; each item is asked for by itself. Throws Refusal('not-allowed'). */
  const anywhere = (req: Request, operation: Operation): string => {
    const { id, standings } = assertSignedIn(req);
    if (scopesFor(standings, operation).length === 0) throw new Refusal('not-allowed');
    return id;
  };

  router.post('/items/:id/verify', only('verify-item'), async (req, res) => {
    await verifyItem(deps, req, req.params.id, parse(verdictBody, req.body), keyOf(req));
    res.json(await answer(req));
  });

  router.post('/items/:id/close', only('close-item'), async (req, res) => {
    await closeItem(deps, req, req.params.id, keyOf(req));
    res.json(await answer(req));
  });

  router.post('/items/verifications', async (req, res) => {
    const by = anywhere(req, 'verify-item');
    const { items } = parse(verdictsBody, req.body);
    const act = (one: (typeof items)[number], key: string) => verifyItem(deps, req, one.id, one, key);
    res.json({ items: (await actOnEach(deps, items, { key: keyOf(req), by, act })).map(outcomeOf) });
  });

  router.post('/items/closings', async (req, res) => {
    const by = anywhere(req, 'close-item');
    const { items } = parse(closingsBody, req.body);
    const act = ({ id }: { id: string }, key: string) => closeItem(deps, req, id, key);
    const each = items.map((id) => ({ id }));
    res.json({ items: (await actOnEach(deps, each, { key: keyOf(req), by, act })).map(outcomeOf) });
  });

  router.post('/items/:id/extensions', only('request-extension'), async (req, res) => {
    await requestExtension(deps, req, req.params.id, parse(extensionBody, req.body), keyOf(req));
    res.status(201).json(await answer(req));
  });

  router.post('/items/:id/extensions/decision', only('decide-extension'), async (req, res) => {
    await decideExtension(deps, req, req.params.id, parse(extensionDecision, req.body), keyOf(req));
    res.json(await answer(req));
  });

  router.post('/items/:id/suspend', only('suspend-item'), async (req, res) => {
    await changeItem(deps, req, req.params.id, 'suspend', parse(reasonSchema, req.body), keyOf(req));
    res.json(await answer(req));
  });

  router.post('/items/:id/resume', only('suspend-item'), async (req, res) => {
    await changeItem(deps, req, req.params.id, 'resume', parse(reasonSchema, req.body), keyOf(req));
    res.json(await answer(req));
  });

  router.post('/items/:id/reopen', only('reopen-item'), async (req, res) => {
    await changeItem(deps, req, req.params.id, 'reopen', parse(reopening, req.body), keyOf(req));
    res.json(await answer(req));
  });

  router.post('/items/:id/review-incidents', only('review-incidents'), async (req, res) => {
    await changeItem(deps, req, req.params.id, 'reviewIncidents', parse(reasonSchema, req.body), keyOf(req));
    res.json(await answer(req));
  });

  router.get('/items/sample', async (req, res) => {
    const { standings } = assertSignedIn(req);
    const scopes = [...scopesFor(standings, 'verify-item'), ...scopesFor(standings, 'reopen-item')];
    if (scopes.length === 0) throw new Refusal('not-allowed');
    const { campaign, size, seed } = parse(sampleQuery, req.query);
    const closed = await deps.store.unitWork.closedItems(campaign, scopes);
    const ids = closed.map(({ remediation, n }) => itemId(remediation, n));
    const chosen = await Promise.all(sampleOf(ids, size, seed).map((id) => findItem(deps, id)));
    const wordsOf = await itemNames(
      deps,
      chosen.map(({ remediation, item }) => ({
        paper: remediation.paper,
        unit: remediation.place.unit,
        requirement: item.requirement,
      })),
    );
    res.json({
      seed,
      from: ids.length,
      items: chosen.map(({ id, remediation: { place, paper }, item }) => ({
        id,
        unit: place.unit,
        paper,
        n: item.n,
        ...wordsOf({ unit: place.unit, paper, requirement: item.requirement }),
        ...(item.closedOn ? { closedOn: item.closedOn } : {}),
      })),
    } satisfies SampleOut);
  });

  router.post('/papers/:id/assignments', async (req, res) => {
    assertMay(req, 'read-paper');
    const paper = await deps.store.matters.get<Paper>(`paper:${req.params.id}`);
    if (paper?.process !== 'paper') throw new Refusal('not-found');
    const drafted = await deps.store.drafts.get(paper.id);
    const { id: by } = assertMay(req, 'assign-item', drafted ? placeOf(drafted) : paper.place);
    const body = parse(assignmentBody, req.body);
    const requirement = await assertAssignable(deps, paper, body);
    // what this very command gave is no other's
    if (!(await deps.store.snapshots.get(`list:${keyOf(req)}`))) await assertNotGiven(deps, paper, body);
    const units = [...new Set(body.units)].map((id) => ({ id, requirement: requirement.id, due: body.due }));
    const outcomes = await actOnEach(deps, units, {
      key: keyOf(req),
      by,
      act: (unit, key) => assignTo(deps, paper, requirement, unit.id, { due: body.due, key, by }),
    });
    res.json({
      items: outcomes.map(({ id: unit, after, problem }) => {
        const item = after?.items.find((one) => one.requirement === requirement.id);
        return {
          unit,
          ...(after && item ? { id: itemId(after.id, item.n), state: item.state, words: itemWords[item.state] } : {}),
          ...(problem ? { problem } : {}),
        };
      }),
    } satisfies z.infer<typeof assignedSchema>);
  });

  return router;
}

const outcomeOf = ({ id, after, problem }: Outcome): z.infer<typeof outcomeSchema> => {
  const item = after?.items.find(({ n }) => itemId(after.id, n) === id);
  return {
    id,
    ...(item ? { state: item.state, words: itemWords[item.state] } : {}),
    ...(problem ? { problem } : {}),
  };
};

const stands = {
  state: z.enum(itemStates).optional(),
  words: z.string().optional(),
  problem: problemSchema.optional().meta({ description: 'Vì sao chưa thực hiện được; các dòng khác vẫn tính' }),
};
const outcomeSchema = z.object({ id: z.string(), ...stands });
const outcomesSchema = z.object({ items: z.array(outcomeSchema) });
export type OutcomesOut = z.output<typeof outcomesSchema>;
const assignedSchema = z.object({
  items: z.array(z.object({ unit: z.string(), id: z.string().optional(), ...stands })),
});
export type AssignedOut = z.output<typeof assignedSchema>;
const sampleSchema = z.object({
  seed: z.string(),
  from: z.int().meta({ description: 'Số nội dung đã đóng được chọn từ đó' }),
  items: z.array(
    z.object({
      id: z.string(),
      unit: z.string(),
      unitName: z.string(),
      paper: z.string(),
      paperName: z.string(),
      n: z.int(),
      text: z.string().meta({ description: 'Nội dung văn bản yêu cầu' }),
      closedOn: z.string().optional(),
    }),
  ),
});

export type SampleOut = z.output<typeof sampleSchema>;

const path = z.object({ id: itemPathId });
const decision = { command: true, path, answers: itemSchema } as const;

export const decidedItemPaths: Paths = {
  '/api/items/{id}/verify': {
    post: describe({
      ...decision,
      summary: 'Thẩm tra báo cáo: đạt, đạt một phần (ghi hạn phần còn lại) hoặc chưa đạt',
      operation: 'verify-item',
      body: verdictBody,
      refusals: ['item-not-ready', 'report-superseded', 'target-not-reached', 'due-for-nothing', 'due-in-past'],
    }),
  },
  '/api/items/{id}/close': {
    post: describe({
      ...decision,
      summary: 'Đóng nội dung đã đạt; người thẩm tra không được đóng',
      operation: 'close-item',
      refusals: ['item-not-ready', 'closer-verified'],
    }),
  },
  '/api/items/verifications': {
    post: describe({
      summary: 'Thẩm tra nhiều nội dung một lần; mỗi nội dung có kết quả riêng',
      operation: 'verify-item',
      command: true,
      body: verdictsBody,
      answers: outcomesSchema,
    }),
  },
  '/api/items/closings': {
    post: describe({
      summary: 'Đóng nhiều nội dung một lần; mỗi nội dung có kết quả riêng',
      operation: 'close-item',
      command: true,
      body: closingsBody,
      answers: outcomesSchema,
    }),
  },
  '/api/items/{id}/extensions': {
    post: describe({
      ...decision,
      summary: 'Đơn vị xin gia hạn',
      operation: 'request-extension',
      body: extensionBody,
      status: 201,
      refusals: [
        'item-not-ready',
        'extension-already-asked',
        'extension-not-later',
        'extension-of-nothing',
        'due-in-past',
        'evidence-unknown',
      ],
    }),
  },
  '/api/items/{id}/extensions/decision': {
    post: describe({
      ...decision,
      summary: 'Lãnh đạo quyết định việc xin gia hạn: đồng ý đến ngày xin hoặc ngày khác, hoặc không',
      operation: 'decide-extension',
      body: extensionDecision,
      refusals: ['extension-not-asked', 'extension-not-later', 'due-in-past'],
    }),
  },
  '/api/items/{id}/suspend': {
    post: describe({
      ...decision,
      summary: 'Tạm dừng theo dõi, kèm lý do',
      operation: 'suspend-item',
      body: reasonSchema,
      refusals: ['item-not-ready', 'extension-already-asked'],
    }),
  },
  '/api/items/{id}/resume': {
    post: describe({
      ...decision,
      summary: 'Theo dõi tiếp; hạn chuyển theo số ngày làm việc đã dừng',
      operation: 'suspend-item',
      body: reasonSchema,
      refusals: ['item-not-ready'],
    }),
  },
  '/api/items/{id}/reopen': {
    post: describe({
      ...decision,
      summary: 'Mở lại nội dung đã đóng, kèm lý do',
      operation: 'reopen-item',
      body: reopening,
      refusals: ['item-not-ready', 'due-in-past'],
    }),
  },
  '/api/items/{id}/review-incidents': {
    post: describe({
      ...decision,
      summary: 'Ghi kết quả xem xét các vụ vi phạm đơn vị báo cáo',
      operation: 'review-incidents',
      body: reasonSchema,
      refusals: ['no-incidents-waiting'],
    }),
  },
  '/api/items/sample': {
    get: describe({
      summary: 'Mẫu nội dung đã đóng để kiểm tra lại',
      description: 'Cùng đợt, cùng `seed` thì lấy lại đúng mẫu ấy. Dành cho người thẩm tra hoặc người mở lại.',
      query: sampleQuery,
      answers: sampleSchema,
      refusals: ['not-allowed'],
    }),
  },
  '/api/papers/{id}/assignments': {
    post: describe({
      summary: 'Giao thành việc một nội dung chưa theo dõi của văn bản đã phát hành',
      description: 'Mỗi đơn vị được chọn có một nội dung khắc phục, với hạn, mốc theo dõi hoặc kỳ xác nhận được ghi.',
      operation: 'assign-item',
      command: true,
      path: z.object({ id: z.string().meta({ example: 'binh-dinh-2026:conclusion:1' }) }),
      body: assignmentBody,
      answers: assignedSchema,
      refusals: ['paper-not-issued'],
    }),
  },
};
