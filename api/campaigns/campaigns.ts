import { campaignMatterId, campaignStates, newCampaign, submittable } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Operation } from '../../domain/rights.ts';
import type { CampaignId } from '../../domain/role.ts';
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { ask } from '../ask.ts';
import { assertMay } from '../auth.ts';
import type { Actor } from '../auth.ts';
import { prepareLaunched } from './campaign-launch.ts';
import { assertSameRound, frozenAs, keepPlan, underPractice } from './campaign-plan.ts';
import { campaignSchema, draftWords, roundsSchema, rowOf, viewOf } from './campaign-views.ts';
import { clock, clockPaths } from './clock.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { baseField, daySchema, idSchema, pathId } from '../fields.ts';
import { assertForeseen } from './foreseen.ts';
import { foretellings } from './foretelling.ts';
import { foretold, foretoldPaths } from './foretold.ts';
import { baseOf, keyOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageQuery } from '../page.ts';
import { newPlanSchema, planSchema } from './plan-schema.ts';
import { planning, planningPaths } from './planning.ts';
import { parse, withCurrent } from '../problem.ts';
import { rehearsal, rehearsalPaths } from './rehearsal.ts';
import { rehearsing } from './rehearsing.ts';
import {
  assertFitsLetter,
  officialLetterPaths,
  officialLetters,
  officialLetterSheetPaths,
} from './official-letters.ts';
import { roundActPaths, roundActs } from './round-acts.ts';
import { roundBoard, roundBoardPaths } from './round-board.ts';
import { roundReading, roundReadingPaths } from './round-reading.ts';
import { planCheckSchema, gapsOf, officeNow, releaseTeams, roundOf, textUnder } from './rounds.ts';
import type { Round } from './rounds.ts';
import { seenUnits } from './seen-plan.ts';
import { settingOf } from './setting.ts';
import { warningsOf } from './warnings.ts';
import { oneLine, reasonSchema, remarksSchema } from '../texts.ts';

const roundsQuery = z.object({
  ...pageQuery,
  year: z.coerce.number().int().min(2000).max(2199).optional(),
  state: z
    .enum(['draft', 'open', ...campaignStates])
    .optional()
    .meta({ description: 'draft: đang soạn; open: đã trình và chưa đóng, chưa hủy' }),
});
const openStates = campaignStates.filter((state) => state !== 'closed' && state !== 'cancelled');
const closing = z.strictObject({
  carryTo: idSchema
    .exactOptional()
    .meta({ description: 'Tên năm hoặc đợt theo dõi tiếp những việc còn mở', example: 'theo-doi-2027' }),
});
const submission = z.strictObject({
  base: z.int().min(1).exactOptional().meta({ description: 'Phiên bản đã xem; khác bản mới nhất thì không trình' }),
});
const nothing = z.strictObject({});
const changedPlan = z.strictObject({ ...planSchema.shape, ...baseField });
const officialLetter = z.strictObject({
  number: oneLine(60).meta({ description: 'Số và ký hiệu của công văn đã gửi', example: '112/SNV-CCHC' }),
  day: daySchema,
  signer: oneLine(120),
});

/** What people do to a round, by its message. */
const acts = {
  submit: 'trình kế hoạch',
  approve: 'phê duyệt',
  sendBack: 'trả lại kế hoạch',
  launch: 'triển khai',
  officialLetterSent: 'ghi nhận công văn đôn đốc',
  endInspection: 'kết thúc kiểm tra',
  close: 'đóng đợt',
  cancel: 'hủy đợt',
} as const;

/** Rounds: the plan is content, what is decided upon it goes through the round's process. */
export const campaigns = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();
  const rehearse = rehearsing();
  const kept = foretellings(deps, rehearse);
  router.use(
    roundReading(deps),
    roundBoard(deps),
    roundActs(deps),
    officialLetters(deps),
    planning(deps),
    rehearsal(deps, rehearse),
    foretold(deps, kept),
    clock(deps),
  );

  /** Rights first, then whether it exists. */
  const round = async (
    req: Request<{ id: string }>,
    operation: Operation,
  ): Promise<Round & { actor: Actor; matter: string }> => {
    const actor = assertMay(req, operation, { campaign: req.params.id });
    return { ...(await roundOf(deps, req.params.id)), actor, matter: campaignMatterId(req.params.id) };
  };
  const view = async (req: Request, id: CampaignId) => viewOf(deps, req, await roundOf(deps, id));

  /**
   * One decision upon a round: refused at once where the record shows it, else the text that goes with it is frozen,
   * and the process decides. Answered with the round as then recorded.
   */
  const decide = async (
    req: Request,
    { draft: { campaign }, record }: Round,
    message: keyof typeof acts,
    {
      key,
      by,
      body,
      taken,
      freeze,
      fresh,
    }: {
      key: string;
      by: string;
      body: object;
      taken?: object;
      freeze?: () => Promise<unknown>;
      fresh?: () => Promise<Campaign>;
    },
  ) => {
    if (!record && !fresh) throw new Refusal('campaign-not-ready', { act: acts[message], state: draftWords });
    // a plan that may be submitted is held against all its gaps, not against the first
    if (record && !(message === 'submit' && submittable.includes(record.state)))
      await assertForeseen(deps, { matter: record, message, body: { ...body, ...taken }, key });
    await freeze?.();
    await ask<Campaign>(deps, {
      matter: campaignMatterId(campaign),
      message,
      body,
      key,
      by,
      ...(taken ? { taken } : {}),
      ...(fresh ? { fresh } : {}),
    });
    return view(req, campaign);
  };

  router.get('/campaigns', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { limit, after, year, state } = parse(roundsQuery, req.query);
    if (after !== undefined) assertCursor((await store.plans.get(after)) !== undefined);
    const inState =
      state === undefined
        ? {}
        : state === 'draft'
          ? { without: await store.progress.roundsIn() }
          : { among: await store.progress.roundsIn(state === 'open' ? openStates : [state]) };
    const drafts = await store.plans.list({ limit: limit + 1, after, year, ...inState });
    const records = await store.progress.rounds(drafts.map(({ campaign }) => campaign));
    const rows = await Promise.all(
      drafts.map(async ({ campaign, plan }) =>
        rowOf(campaign, await seenUnits(deps, req, plan), records.get(campaign)),
      ),
    );
    res.json({
      ...pageFrom(
        rows,
        limit,
        ({ id }) => id,
        (row) => row,
      ),
      years: await store.plans.years(),
    });
  });

  router.post('/campaigns', async (req, res) => {
    const { id: by } = assertMay(req, 'draft-campaign');
    const plan: Plan = parse(newPlanSchema, req.body);
    const { about } = await once(deps, req, { what: 'campaign-drafted', body: plan }, async (session) => {
      const begun = await underPractice(store, plan);
      await store.plans.create(begun, { by, at: deps.now() }, session);
      return plan.campaign;
    });
    res.status(201).json(await view(req, about));
  });

  router.get('/campaigns/:id', async (req, res) => {
    res.json(await viewOf(deps, req, await round(req, 'read-campaign')));
  });

  router.put('/campaigns/:id/plan', async (req, res) => {
    const { draft, record, actor } = await round(req, 'draft-campaign');
    const { base: _, ...fields } = parse(changedPlan, req.body);
    const base = baseOf(req);
    const plan: Plan = { campaign: draft.campaign, ...fields };
    assertSameRound(plan, draft.plan, record);
    await once(deps, req, { what: 'campaign-changed', body: { base, plan } }, async (session) => {
      const kept = await underPractice(store, plan, draft.plan.practice ?? 0);
      await store.plans.save(kept, { base, by: actor.id, at: deps.now() }, session);
      return plan.campaign;
    }).catch(withCurrent(() => view(req, plan.campaign)));
    res.json(await view(req, plan.campaign));
  });

  router.get('/campaigns/:id/check', async (req, res) => {
    const { draft, day } = await round(req, 'read-campaign');
    const { calendar, terms } = await settingOf(draft.plan, store, today(deps));
    const seen = await seenUnits(deps, req, draft.plan);
    const office = officeNow(deps);
    const [gaps, warnings] = await Promise.all([
      gapsOf(deps, seen, calendar, day, { office }),
      warningsOf(deps, seen, { calendar, terms, today: day }, office),
    ]);
    res.json({ ready: gaps.length === 0, gaps, warnings });
  });

  router.post('/campaigns/:id/submit', async (req, res) => {
    const one = await round(req, 'submit-campaign');
    const asked = parse(submission, req.body ?? {});
    const { campaign, version } = one.draft;
    const [key, by] = [keyOf(req), one.actor.id];
    const answered = await store.asks.get(key);
    if (!answered && asked.base !== undefined && asked.base !== version)
      await withCurrent(() => view(req, campaign))(new Refusal('stale-draft'));
    // what was answered under this key stays the plan of this key, however the draft went on
    const asWritten = (answered && (await store.snapshots.get<Plan>(`plan:${key}`))?.body) ?? one.draft.plan;
    const setting = await settingOf(asWritten, store, today(deps));
    const plan = frozenAs(asWritten, key);
    const fresh = async () => newCampaign(setting, campaign, one.day);
    const freeze = async () => {
      await keepPlan(deps, { plan: asWritten, as: plan, by, calendar: setting.calendar, day: one.day });
      if (setting.clock.kind === 'stepped') await store.clocks.start(campaign, one.day);
    };
    res.json(
      await decide(req, one, 'submit', { key, by, body: { plan, ...asked }, taken: { setting }, freeze, fresh }),
    );
  });

  router.post('/campaigns/:id/approve', async (req, res) => {
    const one = await round(req, 'approve-campaign');
    parse(nothing, req.body ?? {});
    const approved = await decide(req, one, 'approve', {
      key: keyOf(req),
      by: one.actor.id,
      body: { by: one.actor.id },
    });
    // what was approved is kept as it was foretold, beside the answer
    kept.begin(one.draft.campaign);
    res.json(approved);
  });

  router.post('/campaigns/:id/send-back', async (req, res) => {
    const one = await round(req, 'approve-campaign');
    const body = parse(remarksSchema, req.body);
    const text = textUnder(deps, { key: keyOf(req), kind: 'remarks', matter: one.matter, body, by: one.actor.id });
    res.json(await decide(req, one, 'sendBack', { ...text, body: { remarks: text.id } }));
  });

  router.post('/campaigns/:id/launch', async (req, res) => {
    const one = await round(req, 'launch-campaign');
    parse(nothing, req.body ?? {});
    // the team's posts and the notice to be are there before the first unit is: a launch half answered lacks nothing
    const freeze = () => prepareLaunched(deps, one.draft.campaign, one.actor);
    res.json(await decide(req, one, 'launch', { key: keyOf(req), by: one.actor.id, body: {}, freeze }));
  });

  router.post('/campaigns/:id/end-inspection', async (req, res) => {
    const one = await round(req, 'end-campaign');
    parse(nothing, req.body ?? {});
    const openInspections = await store.matters.countOpen(one.draft.campaign, ['inspection']);
    res.json(await decide(req, one, 'endInspection', { key: keyOf(req), by: one.actor.id, body: { openInspections } }));
  });

  router.post('/campaigns/:id/close', async (req, res) => {
    const one = await round(req, 'close-campaign');
    const { carryTo } = parse(closing, req.body ?? {});
    const { campaign } = one.draft;
    const [papers, inspections, matters, units] = await Promise.all([
      store.matters.countOpen(campaign, ['paper']),
      store.matters.countOpen(campaign, ['inspection']),
      store.matters.countOpen(campaign, ['remediation', 'proposal']),
      store.matters.countOpenUnits(campaign, ['remediation', 'proposal']),
    ]);
    const [key, by] = [keyOf(req), one.actor.id];
    // what is open is counted as it is now: a repeat of the same ask counts anew and is the same ask
    const taken = { papers, inspections, matters, units };
    res.json(await decide(req, one, 'close', { key, by, body: { to: carryTo ?? '' }, taken }));
  });

  router.post('/campaigns/:id/cancel', async (req, res) => {
    const one = await round(req, 'cancel-campaign');
    const { reason } = parse(reasonSchema, req.body);
    const text = textUnder(deps, {
      key: keyOf(req),
      kind: 'remarks',
      matter: one.matter,
      body: { text: reason },
      by: one.actor.id,
    });
    // a draft nobody submitted can be given up too
    const fresh = async () =>
      newCampaign(await settingOf(one.draft.plan, store, today(deps)), one.draft.campaign, one.day);
    const answer = await decide(req, one, 'cancel', { ...text, body: { reason: text.id }, fresh });
    await releaseTeams(deps, one.draft.plan, { on: one.day, by: one.actor.id });
    res.json(answer);
  });

  router.post('/campaigns/:id/official-letters', async (req, res) => {
    const one = await round(req, 'send-official-letter');
    const body = parse(officialLetter, req.body);
    if (!(await store.asks.get(keyOf(req)))) await assertFitsLetter(deps, one, body);
    const text = textUnder(deps, {
      key: keyOf(req),
      kind: 'official-letter',
      matter: one.matter,
      body,
      by: one.actor.id,
    });
    res.json(await decide(req, one, 'officialLetterSent', { ...text, body: { letter: text.id, on: body.day } }));
  });

  return router;
};

const path = pathId('Mã đợt kiểm tra');
const decision = { path, command: true, answers: campaignSchema } as const;
export const campaignPaths: Paths = {
  ...roundReadingPaths,
  ...roundBoardPaths,
  ...roundActPaths,
  ...planningPaths,
  ...officialLetterSheetPaths,
  ...rehearsalPaths,
  ...foretoldPaths,
  ...clockPaths,
  '/api/campaigns': {
    get: describe({
      summary: 'Các đợt kiểm tra',
      operation: 'read-campaign',
      query: roundsQuery,
      answers: roundsSchema,
    }),
    post: describe({
      summary: 'Lập một đợt kiểm tra',
      operation: 'draft-campaign',
      command: true,
      body: newPlanSchema,
      status: 201,
      answers: campaignSchema,
      refusals: ['campaign-exists'],
    }),
  },
  '/api/campaigns/{id}': {
    get: describe({ summary: 'Một đợt kiểm tra', operation: 'read-campaign', path, answers: campaignSchema }),
  },
  '/api/campaigns/{id}/plan': {
    put: describe({
      summary: 'Lưu kế hoạch đang soạn',
      operation: 'draft-campaign',
      path,
      command: true,
      overBase: true,
      body: changedPlan,
      answers: campaignSchema,
    }),
  },
  '/api/campaigns/{id}/check': {
    get: describe({
      summary: 'Những điểm phải sửa trước khi trình',
      operation: 'read-campaign',
      path,
      answers: planCheckSchema,
      refusals: ['calendar-missing'],
    }),
  },
  '/api/campaigns/{id}/submit': {
    post: describe({
      ...decision,
      summary: 'Trình kế hoạch',
      operation: 'submit-campaign',
      body: submission,
      refusals: ['plan-incomplete', 'stale-draft', 'campaign-not-ready', 'visit-in-past'],
    }),
  },
  '/api/campaigns/{id}/approve': {
    post: describe({
      ...decision,
      summary: 'Phê duyệt kế hoạch',
      operation: 'approve-campaign',
      body: nothing,
      refusals: ['campaign-not-ready'],
    }),
  },
  '/api/campaigns/{id}/send-back': {
    post: describe({
      ...decision,
      summary: 'Trả lại kế hoạch kèm lý do',
      operation: 'approve-campaign',
      body: remarksSchema,
      refusals: ['campaign-not-ready'],
    }),
  },
  '/api/campaigns/{id}/launch': {
    post: describe({
      ...decision,
      summary: 'Triển khai tới mọi đơn vị; dự thảo sẵn thông báo kiểm tra',
      operation: 'launch-campaign',
      body: nothing,
      refusals: ['campaign-not-ready'],
    }),
  },
  '/api/campaigns/{id}/end-inspection': {
    post: describe({
      ...decision,
      summary: 'Kết thúc kiểm tra, theo dõi tiếp việc khắc phục',
      operation: 'end-campaign',
      body: nothing,
      refusals: ['campaign-not-ready', 'inspections-still-open'],
    }),
  },
  '/api/campaigns/{id}/close': {
    post: describe({
      ...decision,
      summary: 'Đóng đợt; những việc còn mở chuyển theo dõi dưới một tên',
      operation: 'close-campaign',
      body: closing,
      refusals: [
        'campaign-not-ready',
        'papers-still-open',
        'inspections-still-open',
        'report-still-owed',
        'carried-to-nowhere',
      ],
    }),
  },
  '/api/campaigns/{id}/cancel': {
    post: describe({
      ...decision,
      summary: 'Hủy đợt chưa triển khai',
      operation: 'cancel-campaign',
      body: reasonSchema,
      refusals: ['campaign-not-ready'],
    }),
  },
  '/api/campaigns/{id}/official-letters': {
    ...officialLetterPaths,
    post: describe({
      ...decision,
      summary: 'Ghi nhận công văn đôn đốc đã gửi',
      operation: 'send-official-letter',
      body: officialLetter,
      refusals: ['no-official-letter-wanted', 'paper-number-taken'],
    }),
  },
};
