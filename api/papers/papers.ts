import { Router } from 'express';
import { z } from 'zod';
import { paperWords, submittablePaper } from '../../domain/paper.ts';
import type { PaperState } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import { reachOf } from './addressing.ts';
import { assertMay, mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { draftSchema } from './draft-schema.ts';
import { baseField, idSchema, pathId } from '../fields.ts';
import { inPlace } from './files.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { baseOf, keyOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertWritable, draftRight, paperActs } from './paper-acts.ts';
import { paperCase, paperMaking, paperPathId, placeOf, teamOf } from './paper-case.ts';
import { assertNamedSigner, assertNumberedHere, frozenPaper } from './paper-submission.ts';
import { paperCheckSchema, paperSchema, viewOf } from './paper-views.ts';
import { parse, withCurrent, wrongPlaces } from '../problem.ts';
import { assertRegisterConfirmed } from './register-confirmations.ts';
import { planOf, roundOf, textUnder } from '../campaigns/rounds.ts';
import { reasonSchema, remarksSchema } from '../texts.ts';

const changedDraft = z.strictObject({ draft: draftSchema, ...baseField });
const submission = z.strictObject({
  base: z.int().min(1).exactOptional().meta({ description: 'Phiên bản đã xem; khác bản mới nhất thì không trình' }),
  signer: idSchema.exactOptional().meta({ description: 'Người sẽ ký; để trống là người giữ quyền ký' }),
});
const asRead = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Hãy gửi mã sha256 của bản đã đọc.')
    .meta({ description: '`record.content.sha256` của bản đã đọc' }),
});
const nothing = z.strictObject({});

/** A draft that is given up, being voided, void or issued is written no more. */
const unwritable: readonly PaperState[] = ['issued', 'voiding', 'void'];

/** Papers from draft to issue: the draft is content, each step is a decision of its process. */
export const papers = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  const { one, view, decide } = paperActs(deps);

  router.post('/campaigns/:id/papers', async (req, res) => {
    assertMay(req, 'read-paper');
    const draft = parse(draftSchema, req.body);
    const round = await roundOf(deps, req.params.id);
    const plan = await planOf(deps, round);
    if (draft.serves.length === 0 && draft.kind !== 'report' && draft.kind !== 'directive')
      throw wrongPlaces([{ at: 'serves', sentence: 'Cần ít nhất một đơn vị.' }]);
    const { campaign } = round.draft;
    const mayDraft = (team?: string) =>
      assertMay(req, draftRight[draft.kind], placeOf({ campaign, ...(team === undefined ? {} : { team }) }));
    const team = await teamOf(deps, draft, plan);
    const { id: by } = mayDraft(team);
    assertWritable(round.record);
    const { about } = await once(deps, req, { what: 'paper-drafted', body: { campaign, draft } }, (session) =>
      store.drafts.create({ campaign, team, draft, by, at: deps.now() }, session),
    );
    res.status(201).json(await view(paperPathId(about)));
  });

  router.get('/papers/:id', async (req, res) => {
    res.json(await viewOf(deps, await one(req, 'read-paper')));
  });

  router.put('/papers/:id/draft', async (req, res) => {
    const { drafted, record, actor } = await one(req, 'draft');
    const { draft } = parse(changedDraft, req.body);
    const base = baseOf(req);
    const { paper, campaign, kind, team } = drafted;
    if (draft.kind !== kind)
      throw wrongPlaces([{ at: 'draft.kind', sentence: 'Không đổi được loại văn bản. Hãy soạn văn bản mới.' }]);
    const of =
      draft.serves.length === 0 ? team : await teamOf(deps, draft, await planOf(deps, await roundOf(deps, campaign)));
    if (of !== team) throw new Refusal('paper-of-two-teams');
    if (record && unwritable.includes(record.state))
      throw new Refusal('paper-not-ready', { act: 'sửa', state: paperWords[record.state] });
    await once(deps, req, { what: 'paper-changed', body: { paper, base, draft } }, async (session) => {
      await store.drafts.save(paper, draft, { base, by: actor.id, at: deps.now() }, session);
      return paper;
    }).catch(withCurrent(() => view(req.params.id)));
    res.json(await view(req.params.id));
  });

  router.get('/papers/:id/check', async (req, res) => {
    const making = await paperMaking(deps, await one(req, 'read-paper'));
    const { gaps, warnings } = making;
    const reach = reachOf(making);
    res.json({ ready: gaps.length === 0, gaps, warnings, ...(reach ? { reach } : {}) });
  });

  router.post('/papers/:id/submit', async (req, res) => {
    const found = await one(req, 'draft');
    const asked = parse(submission, req.body ?? {});
    const key = keyOf(req);
    const answered = (await store.asks.get(key)) !== undefined;
    if (!answered && asked.base !== undefined && asked.base !== found.drafted.version) {
      await withCurrent(() => view(req.params.id))(new Refusal('stale-draft'));
    }
    if (found.record && !submittablePaper.includes(found.record.state)) {
      await assertForeseen(deps, {
        matter: found.record,
        message: 'submit',
        body: { content: { snapshot: `paper:${key}` } },
        key,
      });
    }
    const content = await frozenPaper(deps, found, { key, by: found.actor.id, signer: asked.signer, answered });
    res.json(await decide(found, 'submit', { key, body: { content, ...asked } }));
  });

  router.post('/papers/:id/send-back', async (req, res) => {
    assertMay(req, 'read-paper');
    const { drafted } = await paperCase(deps, req.params.id);
    const found = await one(req, mayDo(req, 'sign-paper', placeOf(drafted)) ? 'sign-paper' : 'appraise-paper');
    const body = parse(remarksSchema, req.body);
    const text = textUnder(deps, { key: keyOf(req), kind: 'remarks', matter: drafted.paper, body, by: found.actor.id });
    res.json(await decide(found, 'sendBack', { ...text, body: { remarks: text.id } }));
  });

  router.post('/papers/:id/appraise', async (req, res) => {
    const found = await one(req, 'appraise-paper');
    const { sha256 } = parse(asRead, req.body);
    res.json(await decide(found, 'appraise', { key: keyOf(req), body: { sha256, by: found.actor.id } }));
  });

  router.post('/papers/:id/sign', async (req, res) => {
    const found = await one(req, 'sign-paper');
    const { sha256 } = parse(asRead, req.body);
    await assertNamedSigner(deps, found);
    res.json(await decide(found, 'sign', { key: keyOf(req), body: { sha256, by: found.actor.id } }));
  });

  router.post('/papers/:id/number', async (req, res) => {
    const found = await one(req, 'number-paper');
    parse(nothing, req.body ?? {});
    await assertNumberedHere(deps, found);
    if (found.record?.state === 'signed') await assertRegisterConfirmed(deps, found.record);
    res.json(await decide(found, 'number', { key: keyOf(req), body: {} }));
  });

  router.post('/papers/:id/void', async (req, res) => {
    const found = await one(req, 'void-paper');
    const { reason } = parse(reasonSchema, req.body);
    const text = textUnder(deps, {
      key: keyOf(req),
      kind: 'remarks',
      matter: found.drafted.paper,
      body: { text: reason },
      by: found.actor.id,
    });
    const shown = await decide(found, 'void', { ...text, body: { reason: text.id } });
    // entered under a number and broken off before it was issued: the number may be entered again
    await store.enteredNumbers.release(found.drafted.paper);
    res.json(shown);
  });

  router.get('/papers/:id/file', async (req, res) => {
    const { record } = await one(req, 'read-paper');
    const file = record?.issued && (await store.files.get(record.issued.file));
    if (!file) throw new Refusal('paper-not-issued');
    res.setHeader('Content-Disposition', inPlace(file.name));
    res.type(file.type).send(file.bytes);
  });

  return router;
};

const path = pathId('Mã văn bản, như binh-dinh-2026:conclusion:1');
const step = { path, command: true, answers: paperSchema } as const;
export const paperPaths: Paths = {
  '/api/campaigns/{id}/papers': {
    post: describe({
      summary: 'Soạn một thông báo, kết luận, thông báo kết quả, công văn chỉ đạo hoặc báo cáo (draft-…)',
      path: pathId('Mã đợt kiểm tra'),
      command: true,
      body: draftSchema,
      status: 201,
      answers: paperSchema,
      refusals: ['not-allowed', 'campaign-not-ready', 'paper-of-two-teams', 'unit-not-inspected'],
    }),
  },
  '/api/papers/{id}': {
    get: describe({ summary: 'Một văn bản', operation: 'read-paper', path, answers: paperSchema }),
  },
  '/api/papers/{id}/draft': {
    put: describe({
      summary: 'Lưu dự thảo',
      path,
      command: true,
      overBase: true,
      body: changedDraft,
      answers: paperSchema,
      refusals: ['not-allowed', 'paper-not-ready', 'paper-of-two-teams', 'unit-not-inspected'],
    }),
  },
  '/api/papers/{id}/check': {
    get: describe({
      summary: 'Những điểm phải sửa trước khi trình; căn cứ hết hiệu lực; số đơn vị và số việc sẽ giao',
      operation: 'read-paper',
      path,
      answers: paperCheckSchema,
    }),
  },
  '/api/papers/{id}/submit': {
    post: describe({
      ...step,
      summary: 'Trình dự thảo',
      body: submission,
      refusals: ['not-allowed', 'paper-incomplete', 'stale-draft', 'paper-not-ready'],
    }),
  },
  '/api/papers/{id}/send-back': {
    post: describe({
      ...step,
      summary: 'Trả lại kèm lý do, kể cả bản đã ký mà chưa in được; người thẩm định hoặc người ký',
      operation: 'appraise-paper',
      body: remarksSchema,
      refusals: ['paper-not-ready'],
    }),
  },
  '/api/papers/{id}/appraise': {
    post: describe({
      ...step,
      summary: 'Thẩm định bản đã đọc',
      operation: 'appraise-paper',
      body: asRead,
      refusals: ['paper-not-ready', 'paper-changed'],
    }),
  },
  '/api/papers/{id}/sign': {
    post: describe({
      ...step,
      summary: 'Ký bản đã đọc',
      operation: 'sign-paper',
      body: asRead,
      refusals: ['paper-not-ready', 'paper-changed', 'paper-of-other-signer'],
    }),
  },
  '/api/papers/{id}/number': {
    post: describe({
      ...step,
      summary: 'Cấp số, phát hành văn bản đã ký; văn bản đã có số mà chưa in được thì in lại với số ấy',
      operation: 'number-paper',
      body: nothing,
      refusals: ['paper-not-ready', 'paper-of-parent', 'register-unconfirmed'],
    }),
  },
  '/api/papers/{id}/void': {
    post: describe({
      ...step,
      summary: 'Hủy văn bản chưa phát hành; số đã cấp được ghi hủy trong sổ và không dùng lại',
      operation: 'void-paper',
      body: reasonSchema,
      refusals: ['paper-not-ready'],
    }),
  },
  '/api/papers/{id}/file': {
    get: describe({
      summary: 'Tệp PDF đã phát hành',
      operation: 'read-paper',
      path,
      answerType: 'application/pdf',
      refusals: ['paper-not-issued'],
    }),
  },
};
