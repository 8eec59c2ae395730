import { Router } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { visitOf } from '../../domain/inspection.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Operation } from '../../domain/rights.ts';
import type { MinutesContent, Signatures } from '../../domain/minutes.ts';
import type { Deps } from '../deps.ts';
import { baseField, daySchema, idSchema, instantSchema, versionSchema } from '../fields.ts';
import { saveAs } from '../papers/files.ts';
import { proofOf } from '../papers/paper-proofs.ts';
import { findInspection, inspectionFor, ordinal } from './inspection-record.ts';
import { id, inspectionSchema, inspectionView } from './inspection-views.ts';
import { baseOf, keyOf } from '../key.ts';
import { minutesOf, minutesToProve, saveMinutes, signMinutes } from './minutes-acts.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, withCurrent } from '../problem.ts';
import { oneLine, paragraphs, reasonSchema } from '../texts.ts';
import { askAnotherDay, decideAnotherDay, moveVisit, takeVisitOff } from './visit-acts.ts';

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Hãy viết giờ theo mẫu 08:00.')
  .meta({ example: '08:00' });
const session = z.enum(['morning', 'afternoon']);
const wish = z.strictObject({ day: daySchema, session, reason: paragraphs(2_000) });
const moved = wish.extend({
  startsAt: time.exactOptional(),
  at: oneLine(200).exactOptional().meta({ description: 'Địa điểm mới; để trống thì như cũ' }),
  chair: idSchema.exactOptional().meta({ description: 'Từ nay chủ trì buổi này' }),
  secretary: idSchema.exactOptional().meta({ description: 'Từ nay ghi biên bản buổi này' }),
});
const decision = z.strictObject({
  granted: z.boolean(),
  text: paragraphs(2_000).exactOptional().meta({ description: 'Lời trả lời đơn vị' }),
  startsAt: time.exactOptional(),
  at: oneLine(200).exactOptional(),
});

const attendee = z.strictObject({ name: oneLine(120), post: oneLine(200).exactOptional() });
const moment = z.strictObject({ day: daySchema, time });
const texts = z.array(paragraphs(20_000)).max(100).default([]);
const blank = { name: '' };
const contentSchema = z
  .strictObject({
    started: moment.exactOptional(),
    ended: moment.exactOptional(),
    place: z.string().trim().max(300).default(''),
    team: z.array(attendee).max(100).default([]),
    unit: z.array(attendee).max(100).default([]).meta({ description: 'Người đầu tiên ký thay mặt đơn vị' }),
    chair: attendee.default(blank),
    secretary: attendee.default(blank),
    heard: texts.meta({ description: 'Nghe báo cáo và trao đổi' }),
    results: z
      .array(
        z.strictObject({
          area: oneLine(200).meta({
            description:
              'Mã lĩnh vực trong đề cương của đợt (biên bản in tên lĩnh vực), hoặc tên lĩnh vực ghi bằng chữ; mã lạ bị từ chối (`area-unknown`)',
            example: 'cai_cach_tthc',
          }),
          text: paragraphs(20_000),
        }),
      )
      .max(100)
      .default([]),
    unitOpinion: texts.meta({ description: 'Ý kiến của đơn vị' }),
    concluding: texts.meta({ description: 'Ý kiến kết luận của người chủ trì' }),
    copies: z.int().min(1).max(20).default(2),
  })
  .meta({ id: 'MinutesContent' }) satisfies z.ZodType<MinutesContent>;
const minutesDraft = z.strictObject({ content: contentSchema, ...baseField });
const minutesSchema = z
  .object({
    version: versionSchema,
    savedAt: instantSchema.optional(),
    content: z.custom<MinutesContent>(),
    signed: z.boolean(),
  })
  .meta({ id: 'Minutes' });
export type MinutesView = z.output<typeof minutesSchema>;

const reason = paragraphs(2_000).exactOptional();
const signedBody = z
  .strictObject({
    version: z.int().min(1).exactOptional().meta({ description: 'Bản đã soạn được ký' }),
    summary: paragraphs(50_000).exactOptional().meta({ description: 'Không soạn trước: tóm tắt kết luận của buổi' }),
    signed: z.strictObject({
      secretary: z.boolean(),
      lead: z.boolean().meta({ description: 'Người chủ trì' }),
      leadReason: reason.meta({ description: 'Vì sao người chủ trì không ký' }),
      unit: z.boolean(),
      unitReason: reason.meta({ description: 'Vì sao đơn vị không ký' }),
    }),
  })
  .refine(({ version, summary }) => (version === undefined) !== (summary === undefined), {
    path: ['version'],
    error: 'Hãy gửi phiên bản đã soạn (version) hoặc tóm tắt (summary).',
  })
  .refine(({ signed }) => signed.lead || signed.leadReason !== undefined, {
    path: ['signed', 'leadReason'],
    error: 'Người chủ trì chưa ký: hãy ghi lý do.',
  })
  .refine(({ signed }) => signed.unit || signed.unitReason !== undefined, {
    path: ['signed', 'unitReason'],
    error: 'Đơn vị chưa ký: hãy ghi lý do.',
  });

const signature = (signed: boolean, why: string | undefined): Signatures['unit'] =>
  signed ? { signed } : { signed, reason: why ?? '' };

/** Visits: when and where, who asked for another day, and the minutes of each. */
export function visits(deps: Deps): Router {
  const router = Router();
  type At = { id: string; n: string };
  /** Who may not is refused before what they sent is looked at. */
  const only =
    (operation: Operation): RequestHandler<At> =>
    async (req, _res, next) => {
      await inspectionFor(deps, req, req.params.id, operation, ordinal(req.params.n));
      next();
    };
  const visit = '/inspections/:id/visits/:n';

  router.post(`${visit}/move`, only('move-visit'), async (req, res) => {
    const to = parse(moved, req.body);
    await moveVisit(deps, req, req.params.id, ordinal(req.params.n), to, keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  for (const [verb, message, operation] of [
    ['postpone', 'postponeVisit', 'move-visit'],
    ['drop', 'dropVisit', 'drop-visit'],
  ] as const)
    router.post(`${visit}/${verb}`, only(operation), async (req, res) => {
      const { reason: why } = parse(reasonSchema, req.body);
      const key = keyOf(req);
      await takeVisitOff(deps, req, req.params.id, ordinal(req.params.n), { message, reason: why, key });
      res.json(await inspectionView(deps, req.params.id));
    });

  router.post(`${visit}/another-day`, only('ask-another-day'), async (req, res) => {
    const asked = parse(wish, req.body);
    await askAnotherDay(deps, req, req.params.id, ordinal(req.params.n), asked, keyOf(req));
    res.status(201).json(await inspectionView(deps, req.params.id));
  });

  router.post('/inspections/:id/day-wishes/:n/decision', only('decide-another-day'), async (req, res) => {
    const decided = parse(decision, req.body);
    await decideAnotherDay(deps, req, req.params.id, ordinal(req.params.n), decided, keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  const minutesView = async (path: string, n: number): Promise<z.infer<typeof minutesSchema>> => {
    const inspection = await findInspection(deps, path);
    const { minutesSigned } = visitOf(inspection, n);
    const { draft, content } = await minutesOf(deps, inspection, n);
    return {
      version: draft?.version ?? 0,
      ...(draft ? { savedAt: draft.savedAt } : {}),
      content,
      signed: minutesSigned !== undefined,
    };
  };

  router.get(`${visit}/minutes`, only('sign-minutes'), async (req, res) => {
    res.json(await minutesView(req.params.id, ordinal(req.params.n)));
  });

  router.put(`${visit}/minutes`, only('sign-minutes'), async (req, res) => {
    const [path, n] = [req.params.id, ordinal(req.params.n)];
    const { content } = parse(minutesDraft, req.body);
    await saveMinutes(deps, req, path, n, content, baseOf(req)).catch(withCurrent(() => minutesView(path, n)));
    res.json(await minutesView(path, n));
  });

  router.post(`${visit}/minutes`, only('sign-minutes'), async (req, res) => {
    const { version, summary, signed } = parse(signedBody, req.body);
    const signing = version === undefined ? { summary: summary! } : { version };
    const signatures: Signatures = {
      secretary: signature(signed.secretary, ''),
      chair: signature(signed.lead, signed.leadReason),
      unit: signature(signed.unit, signed.unitReason),
    };
    const [path, n] = [req.params.id, ordinal(req.params.n)];
    await signMinutes(deps, req, path, n, { signing, signatures }, keyOf(req)).catch(
      withCurrent(() => minutesView(path, n)),
    );
    res.json(await inspectionView(deps, path));
  });

  router.get(`${visit}/minutes/proof`, only('sign-minutes'), async (req, res) => {
    const n = ordinal(req.params.n);
    const document = await minutesToProve(deps, await findInspection(deps, req.params.id), n);
    const { pdf, refused } = await proofOf(deps, document);
    if (refused) throw new Refusal(refused.code, refused.facts);
    res.setHeader('Content-Disposition', `inline; filename="bien-ban-buoi-${n}-in-thu.pdf"`);
    res.setHeader('Cache-Control', 'private, no-store');
    res.type('application/pdf').send(pdf);
  });

  router.get(`${visit}/minutes/file`, only('read-inspection'), async (req, res) => {
    const { minutesFile, n } = visitOf(await findInspection(deps, req.params.id), ordinal(req.params.n));
    const file = minutesFile === undefined ? undefined : await deps.store.files.get(minutesFile);
    if (!file) throw new Refusal('not-found');
    saveAs(res, { name: `Biên bản buổi ${n}.pdf`, type: file.type, size: file.bytes.length });
    res.end(file.bytes);
  });

  return router;
}

const path = z.object({ id, n: z.string().meta({ description: 'Số thứ tự' }) });
const answers = inspectionSchema;
const toCome = ['inspection-not-ready', 'visit-unknown', 'visit-dropped', 'visit-already-held'] as const;
const moving = [...toCome, 'visit-in-past', 'visit-on-day-off'] as const;

export const visitPaths: Paths = {
  '/api/inspections/{id}/visits/{n}/move': {
    post: describe({
      summary: 'Đổi lịch một buổi kiểm tra, hoặc giao người khác chủ trì',
      operation: 'move-visit',
      command: true,
      path,
      body: moved,
      answers,
      refusals: [...moving, 'visit-not-moved', 'person-in-two-places', 'person-unknown'],
    }),
  },
  '/api/inspections/{id}/visits/{n}/postpone': {
    post: describe({
      summary: 'Hoãn một buổi kiểm tra, chưa có ngày mới',
      operation: 'move-visit',
      command: true,
      path,
      body: reasonSchema,
      answers,
      refusals: [...toCome, 'visit-already-postponed'],
    }),
  },
  '/api/inspections/{id}/visits/{n}/drop': {
    post: describe({
      summary: 'Bỏ một buổi kiểm tra; các buổi khác vẫn tiến hành',
      operation: 'drop-visit',
      command: true,
      path,
      body: reasonSchema,
      answers,
      refusals: [...toCome, 'visit-is-the-last'],
    }),
  },
  '/api/inspections/{id}/visits/{n}/another-day': {
    post: describe({
      summary: 'Đơn vị xin đổi ngày kiểm tra',
      operation: 'ask-another-day',
      command: true,
      path,
      body: wish,
      status: 201,
      answers,
      refusals: [...moving, 'visit-not-moved', 'another-day-already-asked'],
    }),
  },
  '/api/inspections/{id}/day-wishes/{n}/decision': {
    post: describe({
      summary: 'Trưởng đoàn trả lời đề nghị đổi ngày',
      operation: 'decide-another-day',
      command: true,
      path,
      body: decision,
      answers,
      refusals: [...moving, 'another-day-not-asked', 'person-in-two-places'],
    }),
  },
  '/api/inspections/{id}/visits/{n}/minutes': {
    get: describe({
      summary: 'Biên bản đang soạn; chưa soạn thì những gì hồ sơ đã có',
      operation: 'sign-minutes',
      path,
      answers: minutesSchema,
      refusals: ['visit-unknown'],
    }),
    put: describe({
      summary: 'Lưu biên bản đang soạn',
      operation: 'sign-minutes',
      overBase: true,
      path,
      body: minutesDraft,
      answers: minutesSchema,
      refusals: ['visit-unknown', 'minutes-already-signed', 'area-unknown'],
    }),
    post: describe({
      summary: 'Ký biên bản: ba chữ ký, hoặc lý do thiếu một',
      operation: 'sign-minutes',
      command: true,
      path,
      body: signedBody,
      answers,
      refusals: [
        'visit-unknown',
        'visit-not-held',
        'minutes-already-signed',
        'minutes-without-secretary',
        'minutes-empty',
        'area-unknown',
        'stale-draft',
      ],
    }),
  },
  '/api/inspections/{id}/visits/{n}/minutes/proof': {
    get: describe({
      summary: 'In thử biên bản chưa ký (PDF)',
      operation: 'sign-minutes',
      path,
      answerType: 'application/pdf',
      refusals: ['visit-unknown', 'minutes-already-signed', 'paper-text-lost', 'glyph-missing'],
    }),
  },
  '/api/inspections/{id}/visits/{n}/minutes/file': {
    get: describe({
      summary: 'Tải biên bản (PDF)',
      operation: 'read-inspection',
      path,
      answerType: 'application/pdf',
      refusals: ['visit-unknown'],
    }),
  },
};
