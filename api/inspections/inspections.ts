import { Router } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { placeKey } from '../../domain/check.ts';
import { checkDraft } from '../../domain/outline.ts';
import type { Operation } from '../../domain/rights.ts';
import type { Deps } from '../deps.ts';
import { daySchema } from '../fields.ts';
import {
  acceptSelfReport,
  acknowledgeNotice,
  cancelInspection,
  holdVisit,
  saveSelfReport,
  sendBackSelfReport,
  submitSelfReport,
} from './inspection-acts.ts';
import { findInspection, inspectionFor, ordinal, selfReportCase } from './inspection-record.ts';
import {
  id,
  inspectionSchema,
  inspectionView,
  repairedCells,
  savedSchema,
  selfReportSchema,
  selfReportView,
  suggestedCells,
  typedSchema,
} from './inspection-views.ts';
import { baseOf, keyOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';
import { paragraphs } from '../texts.ts';
import { examine } from '../../domain/typed-report.ts';

const draftBody = z.strictObject({ base: z.int().min(0).optional(), typed: typedSchema });
const submitBody = z.strictObject({ version: z.int().min(1) });
const sendBackBody = z.strictObject({ points: z.array(z.string().trim().min(1).max(5_000)).min(1).max(100) });
const heldBody = z.strictObject({
  on: daySchema,
  reason: paragraphs(2_000).exactOptional().meta({
    description: 'Vì sao không phải ngày đã lên lịch, hoặc vì sao sửa ngày đã ghi; bắt buộc trong hai trường hợp đó',
  }),
});
const cancelBody = z.strictObject({ reason: z.string().trim().min(1).max(5_000) });

/** Inspections: one unit in one round, from the notice to its conclusion. */
export function inspections(deps: Deps): Router {
  const router = Router();
  /** Who may not is refused before what they sent is looked at. */
  const only =
    <Params extends { id: string }>(operation: Operation): RequestHandler<Params> =>
    async (req, _res, next) => {
      const { id, n } = req.params as { id: string; n?: string };
      await inspectionFor(deps, req, id, operation, n === undefined ? undefined : ordinal(n));
      next();
    };

  router.get('/inspections/:id', only('read-inspection'), async (req, res) => {
    res.json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/acknowledge', only('acknowledge'), async (req, res) => {
    await acknowledgeNotice(deps, req, req.params.id, keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  router.get('/inspections/:id/self-report', only('read-inspection'), async (req, res) => {
    res.json(await selfReportView(deps, req, req.params.id));
  });

  router.put('/inspections/:id/self-report', only('draft-self-report'), async (req, res) => {
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
      repairs: repairedCells(read.report),
    } satisfies z.infer<typeof savedSchema>);
  });

  router.post('/inspections/:id/self-report', only('submit-self-report'), async (req, res) => {
    await submitSelfReport(deps, req, req.params.id, parse(submitBody, req.body).version, keyOf(req));
    res.status(201).json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/send-back', only('review-self-report'), async (req, res) => {
    await sendBackSelfReport(deps, req, req.params.id, parse(sendBackBody, req.body).points, keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/accept', only('review-self-report'), async (req, res) => {
    await acceptSelfReport(deps, req, req.params.id, keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/visits/:n/held', only<{ id: string; n: string }>('hold-visit'), async (req, res) => {
    await holdVisit(deps, req, req.params.id, ordinal(req.params.n), parse(heldBody, req.body), keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/cancel', only('cancel-inspection'), async (req, res) => {
    await cancelInspection(deps, req, req.params.id, parse(cancelBody, req.body).reason, keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
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
      summary: 'Ghi nhận buổi kiểm tra đã diễn ra; gửi lại với ngày khác và lý do để sửa, khi chưa ký biên bản',
      operation: 'hold-visit',
      command: true,
      path: visitPath,
      body: heldBody,
      answers,
      refusals: [
        'inspection-not-ready',
        'visit-unknown',
        'visit-already-held',
        'visit-in-future',
        'visit-held-other-day',
        'visit-held-unlikely',
      ],
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
