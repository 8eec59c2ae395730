import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { printable } from '../../domain/document.ts';
import type { Operation } from '../../domain/rights.ts';
import { ask } from '../ask.ts';
import { mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { baseField, daySchema } from '../fields.ts';
import { confirmItem, enterItem, fileId, mostReportLetters, reportItem, saveItemDraft } from './item-acts.ts';
import { decidedItems, decidedItemPaths } from './item-decided.ts';
import { aroundItem, itemSchema } from './item-around.ts';
import { listedItemPaths, listedItems } from './item-list.ts';
import { findItem, itemFor } from './item-record.ts';
import { clockOf, clockSchema, draftSchema, itemPathId, viewOf } from './item-views.ts';
import { baseOf, keyOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';
import { oneLine } from '../texts.ts';

const reportBody = z.strictObject({
  text: z.string().max(mostReportLetters),
  evidence: z.array(z.string().max(100)).max(50).default([]),
});
const typedFigure = z.string().max(40).exactOptional();
const draftBody = reportBody.extend({
  ...baseField,
  figures: z
    .strictObject({
      done: typedFigure,
      total: typedFigure,
      incidents: typedFigure,
      incidentOf: z
        .record(z.string().regex(fileId), z.string().max(10))
        .exactOptional()
        .meta({ description: 'Tệp nào thuộc vụ nào: mã tệp và số thứ tự của vụ' }),
    })
    .exactOptional()
    .meta({ description: 'Số liệu như đã gõ' }),
});
const achievedField = {
  achieved: z
    .strictObject({ done: z.int(), total: z.int() })
    .exactOptional()
    .meta({ description: 'Đã làm được / tổng số, với nội dung có chỉ tiêu' }),
};
const incidentsField = {
  incidents: z
    .int()
    .min(0)
    .max(10_000)
    .exactOptional()
    .meta({ description: 'Số vụ vi phạm trong kỳ, với điều cấm; mỗi vụ một tệp trong `evidence`' }),
  incidentFiles: z
    .array(z.array(z.string().max(100)).max(50))
    .max(50)
    .exactOptional()
    .meta({ description: 'Tệp của từng vụ, theo thứ tự: mỗi vụ ít nhất một tệp trong `evidence`, không dùng chung' }),
};
const sentBody = reportBody.extend(achievedField);
const confirmBody = reportBody.extend({ period: daySchema, ...incidentsField });
const enterBody = reportBody.extend({
  ...achievedField,
  ...incidentsField,
  period: daySchema.exactOptional().meta({ description: 'Ngày cuối kỳ, khi đơn vị xác nhận việc thường xuyên' }),
  origin: z.enum(['paper', 'telephone']).meta({ description: 'Đến bằng văn bản giấy hay qua điện thoại' }),
  number: oneLine(60).exactOptional(),
  day: daySchema.exactOptional().meta({ description: 'Ngày của văn bản' }),
  signer: oneLine(200).exactOptional().meta({ description: 'Người ký, theo chức vụ' }),
  arrived: daySchema.meta({ description: 'Ngày đến' }),
});

/** Items: what units have to put right, their reports and the office's answers. */
export function items(deps: Deps): Router {
  const router = Router();
  const answer = async (req: Request): Promise<z.infer<typeof itemSchema>> => {
    const found = await findItem(deps, String(req.params['id']));
    const writes = mayDo(req, 'report-item', found.remediation.place);
    const [alone, around] = await Promise.all([viewOf(deps, found, writes), aroundItem(deps, req, found)]);
    return { ...alone, ...around };
  };

  /** Who may not is refused before what they sent is looked at. */
  const only =
    (operation: Operation): RequestHandler<{ id: string }> =>
    async (req, _res, next) => {
      await itemFor(deps, req, req.params.id, operation);
      next();
    };

  // before the item itself: `counts`, `sheet` and `sample` are no items
  router.use(listedItems(deps));
  router.use(decidedItems(deps, { only, answer }));

  router.get('/items/:id', async (req, res) => {
    await itemFor(deps, req, req.params.id, 'read-item');
    res.json(await answer(req));
  });

  router.get('/items/:id/clock', async (req, res) => {
    res.json(await clockOf(deps, await itemFor(deps, req, req.params.id, 'read-item')));
  });

  router.put('/items/:id/draft', only('report-item'), async (req, res) => {
    const { text, evidence, figures } = parse(draftBody, req.body);
    const draft = { text: printable(text), evidence, ...(figures ? { figures } : {}) };
    res.json(await saveItemDraft(deps, req, req.params.id, draft, baseOf(req)));
  });

  router.post('/items/:id/reports', only('report-item'), async (req, res) => {
    await reportItem(deps, req, req.params.id, parse(sentBody, req.body), keyOf(req));
    res.status(201).json(await answer(req));
  });

  router.post('/items/:id/confirm', only('report-item'), async (req, res) => {
    await confirmItem(deps, req, req.params.id, parse(confirmBody, req.body), keyOf(req));
    res.status(201).json(await answer(req));
  });

  router.post('/items/:id/enter', only('enter-for-unit'), async (req, res) => {
    const { origin, number, day, signer, arrived, ...content } = parse(enterBody, req.body);
    const entry = {
      origin,
      ...(number === undefined ? {} : { number }),
      ...(day === undefined ? {} : { day }),
      ...(signer === undefined ? {} : { signer }),
      arrived,
    };
    await enterItem(deps, req, req.params.id, { ...content, entry }, keyOf(req));
    res.status(201).json(await answer(req));
  });

  router.post('/items/:id/escalation', async (req, res) => {
    const { remediation, item, by } = await itemFor(deps, req, req.params.id, 'approve-escalation');
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

const path = z.object({ id: itemPathId });

export const itemPaths: Paths = {
  ...listedItemPaths,
  ...decidedItemPaths,
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
  '/api/items/{id}/draft': {
    put: describe({
      summary: 'Lưu báo cáo đang viết',
      operation: 'report-item',
      overBase: true,
      path,
      body: draftBody,
      answers: draftSchema,
      refusals: ['evidence-unknown'],
    }),
  },
  '/api/items/{id}/reports': {
    post: describe({
      summary: 'Đơn vị báo cáo kết quả khắc phục',
      operation: 'report-item',
      command: true,
      path,
      body: sentBody,
      status: 201,
      answers: itemSchema,
      refusals: [
        'report-empty',
        'report-without-evidence',
        'evidence-unknown',
        'target-figures-missing',
        'target-figures-wrong',
        'item-not-ready',
      ],
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
      refusals: [
        'report-empty',
        'evidence-unknown',
        'item-not-ready',
        'period-not-open',
        'incidents-uncounted',
        'incidents-without-file',
      ],
    }),
  },
  '/api/items/{id}/enter': {
    post: describe({
      summary: 'Nhập hộ báo cáo đơn vị gửi bằng giấy hoặc báo qua điện thoại',
      operation: 'enter-for-unit',
      command: true,
      path,
      body: enterBody,
      status: 201,
      answers: itemSchema,
      refusals: [
        'report-empty',
        'report-without-evidence',
        'evidence-unknown',
        'arrived-in-future',
        'arrived-before-asked',
        'item-not-ready',
        'period-not-open',
      ],
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
