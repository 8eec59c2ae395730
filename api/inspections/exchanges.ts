import { Router } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Operation } from '../../domain/rights.ts';
import type { Origin } from '../../domain/visit-texts.ts';
import type { Deps } from '../deps.ts';
import { assertOrigin, enterAcknowledgement, enterSelfReport } from './entered-acts.ts';
import { askComments, askExplanation, commentDraft, explain, recordSilence } from '../pages/exchange-acts.ts';
import { daySchema } from '../fields.ts';
import { findInspection, inspectionFor, ordinal } from './inspection-record.ts';
import { id, inspectionSchema, inspectionView, typedSchema } from './inspection-views.ts';
import { keyOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { oneLine, paragraphs } from '../texts.ts';

const evidence = z.array(z.string().min(1).max(100)).max(50).default([]);
const silence = z.strictObject({
  text: paragraphs(4_000).meta({ description: 'Đã đôn đốc những gì, lúc nào', example: 'Đã gọi điện ngày 20/3.' }),
});
const question = z.strictObject({
  text: paragraphs(10_000),
  points: z.array(paragraphs(2_000)).min(1).max(50).exactOptional(),
});
const explanation = z.strictObject({ text: paragraphs(20_000), evidence });
const draftAsked = z.strictObject({
  paper: z.string().min(1).max(200).meta({ description: 'Dự thảo kết luận', example: 'binh-dinh-2026:conclusion:1' }),
  version: z.int().min(1),
});
const comment = z
  .strictObject({ agreed: z.boolean(), text: z.string().max(20_000).default(''), evidence })
  .refine(({ agreed, text }) => agreed || text.trim() !== '', {
    path: ['text'],
    error: 'Đơn vị có ý kiến khác: hãy ghi ý kiến.',
  });
const originSchema = z.strictObject({
  by: z.enum(['paper', 'telephone']),
  number: oneLine(60).exactOptional().meta({ description: 'Số, ký hiệu văn bản của đơn vị' }),
  day: daySchema.exactOptional(),
  signer: oneLine(120).meta({ description: 'Người ký, hoặc người gọi điện' }),
  arrived: daySchema.meta({ description: 'Ngày nhận được' }),
  file: z.string().min(1).max(100).exactOptional().meta({ description: 'Bản chụp, gửi trước qua /api/files' }),
}) satisfies z.ZodType<Origin>;
const entered = z
  .discriminatedUnion('what', [
    z.strictObject({ what: z.literal('acknowledgement'), origin: originSchema }),
    z.strictObject({ what: z.literal('self-report'), origin: originSchema, typed: typedSchema }),
    z.strictObject({
      what: z.literal('explanation'),
      origin: originSchema,
      n: z.int().min(1),
      text: paragraphs(20_000),
      evidence,
    }),
    z.strictObject({
      what: z.literal('comments'),
      origin: originSchema,
      agreed: z.boolean(),
      text: z.string().max(20_000).default(''),
      evidence,
    }),
  ])
  .meta({ id: 'EnteredForUnit' });

/** What passes between team and unit around a visit: questions, answers, silence, and what is entered for a unit. */
export function exchanges(deps: Deps): Router {
  const router = Router();
  /** Who may not is refused before what they sent is looked at. */
  const only =
    <Params extends { id: string }>(operation: Operation): RequestHandler<Params> =>
    async (req, _res, next) => {
      await inspectionFor(deps, req, req.params.id, operation);
      next();
    };

  router.post('/inspections/:id/silence', only('record-silence'), async (req, res) => {
    await recordSilence(deps, req, req.params.id, parse(silence, req.body).text, keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/explanations', only('ask-explanation'), async (req, res) => {
    await askExplanation(deps, req, req.params.id, parse(question, req.body), keyOf(req));
    res.status(201).json(await inspectionView(deps, req.params.id));
  });

  router.post(
    '/inspections/:id/explanations/:n/answer',
    only<{ id: string; n: string }>('explain'),
    async (req, res) => {
      await explain(deps, req, req.params.id, ordinal(req.params.n), parse(explanation, req.body), keyOf(req));
      res.status(201).json(await inspectionView(deps, req.params.id));
    },
  );

  router.post('/inspections/:id/comments', only('ask-comments'), async (req, res) => {
    await askComments(deps, req, req.params.id, parse(draftAsked, req.body), keyOf(req));
    res.status(201).json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/comments/answer', only('comment-draft'), async (req, res) => {
    await commentDraft(deps, req, req.params.id, parse(comment, req.body), keyOf(req));
    res.status(201).json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/entered', only('enter-for-unit'), async (req, res) => {
    const given = parse(entered, req.body);
    const [path, key] = [req.params.id, keyOf(req)];
    const { origin } = given;
    await assertOrigin(deps, await findInspection(deps, path), origin);
    if (given.what === 'acknowledgement') await enterAcknowledgement(deps, req, path, origin, key);
    else if (given.what === 'self-report') await enterSelfReport(deps, req, path, { typed: given.typed, origin }, key);
    else if (given.what === 'explanation')
      await explain(deps, req, path, given.n, { text: given.text, evidence: given.evidence, origin }, key);
    else {
      if (!given.agreed && given.text.trim() === '')
        throw wrongPlaces([{ at: 'text', sentence: 'Đơn vị có ý kiến khác: hãy ghi ý kiến.' }]);
      await commentDraft(
        deps,
        req,
        path,
        { agreed: given.agreed, text: given.text, evidence: given.evidence, origin },
        key,
      );
    }
    res.status(201).json(await inspectionView(deps, path));
  });

  return router;
}

const path = z.object({ id });
const answers = inspectionSchema;
const answered = { command: true, status: 201, answers } as const;

export const exchangePaths: Paths = {
  '/api/inspections/{id}/silence': {
    post: describe({
      summary: 'Ghi nhận đơn vị không gửi báo cáo',
      operation: 'record-silence',
      command: true,
      path,
      body: silence,
      answers,
      refusals: ['inspection-not-ready', 'report-not-overdue'],
    }),
  },
  '/api/inspections/{id}/explanations': {
    post: describe({
      ...answered,
      summary: 'Yêu cầu đơn vị giải trình',
      operation: 'ask-explanation',
      path,
      body: question,
      refusals: ['inspection-not-ready'],
    }),
  },
  '/api/inspections/{id}/explanations/{n}/answer': {
    post: describe({
      ...answered,
      summary: 'Đơn vị giải trình',
      operation: 'explain',
      path: path.extend({ n: z.string() }),
      body: explanation,
      refusals: ['explanation-not-asked', 'already-answered', 'inspection-not-ready', 'evidence-unknown'],
    }),
  },
  '/api/inspections/{id}/comments': {
    post: describe({
      ...answered,
      summary: 'Xin ý kiến đơn vị về dự thảo kết luận',
      operation: 'ask-comments',
      path,
      body: draftAsked,
      refusals: [
        'inspection-not-ready',
        'stale-draft',
        'unit-not-in-paper',
        'conclusion-already-submitted',
        'comments-already-asked',
      ],
    }),
  },
  '/api/inspections/{id}/comments/answer': {
    post: describe({
      ...answered,
      summary: 'Đơn vị góp ý dự thảo: thống nhất hoặc có ý kiến khác',
      operation: 'comment-draft',
      path,
      body: comment,
      refusals: ['comments-not-asked', 'already-answered', 'comments-lapsed', 'answer-empty', 'evidence-unknown'],
    }),
  },
  '/api/inspections/{id}/entered': {
    post: describe({
      ...answered,
      summary: 'Nhập hộ điều đơn vị trả lời bằng văn bản giấy hoặc điện thoại',
      operation: 'enter-for-unit',
      path,
      body: entered,
      refusals: [
        'file-missing',
        'arrived-in-future',
        'arrived-before-asked',
        'evidence-unknown',
        'inspection-not-ready',
        'explanation-not-asked',
        'comments-not-asked',
        'comments-lapsed',
        'already-answered',
      ],
    }),
  },
};
