import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { criteriaOf } from '../../domain/score.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { instantSchema, pathId } from '../fields.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';
import { criterionCode } from '../inspections/score-schema.ts';
import { byOf, bySchema, namesOf } from '../campaigns/rounds.ts';
import { paragraphs } from '../texts.ts';

const kind = z.string().trim().min(1).max(60).meta({ description: 'Loại đơn vị', example: 'so' });
const exemptBody = z.strictObject({ kind, criterion: criterionCode, reason: paragraphs(2_000) });
const withdrawBody = z.strictObject({ kind, criterion: criterionCode });
const exemptionsSchema = z
  .object({
    items: z.array(
      z.object({ kind: z.string(), criterion: z.string(), reason: z.string(), by: bySchema, at: instantSchema }),
    ),
  })
  .meta({ id: 'Exemptions', description: 'Tiêu chí không áp dụng, duyệt một lần cho mỗi loại đơn vị' });

/** Lines of a scale that do not concern units of a kind: approved once, for every unit of it. */
export const exemptions = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  const view = async (outline: string): Promise<z.input<typeof exemptionsSchema>> => {
    const found = await store.scores.exemptionsOf(outline);
    const names = await namesOf(
      store,
      found.map(({ by }) => by),
    );
    return {
      items: found.map(({ kind, criterion, reason, by, at }) => ({ kind, criterion, reason, at, by: byOf(by, names) })),
    };
  };
  /** Throws Refusal('not-found' | 'score-without-scale' | 'score-unknown'). */
  const assertCriterion = async (key: string, criterion: string): Promise<void> => {
    const outline = await store.outlines.get(key);
    if (!outline) throw new Refusal('not-found');
    if (!outline.scale) throw new Refusal('score-without-scale');
    const known = criteriaOf(outline.scale).find(({ code }) => code === criterion);
    if (!known) throw new Refusal('score-unknown', { criterion });
    if (!known.optional) throw new Refusal('score-always-applies', { criterion });
  };

  router.get('/outlines/:id/exemptions', async (req, res) => {
    assertMay(req, 'read-office');
    if (!(await store.outlines.get(req.params.id))) throw new Refusal('not-found');
    res.json(await view(req.params.id));
  });

  router.post('/outlines/:id/exemptions', async (req, res) => {
    const { id: by } = assertMay(req, 'exempt-criterion');
    const body = parse(exemptBody, req.body);
    const { id: outline } = req.params;
    await assertCriterion(outline, body.criterion);
    await once(deps, req, { what: 'criterion-exempted', body: { outline, ...body } }, async (session) => {
      await store.scores.exempt({ outline, ...body, by, at: now() }, session);
      return outline;
    });
    res.json(await view(outline));
  });

  router.post('/outlines/:id/exemptions/withdraw', async (req, res) => {
    assertMay(req, 'exempt-criterion');
    const body = parse(withdrawBody, req.body);
    const { id: outline } = req.params;
    await assertCriterion(outline, body.criterion);
    await once(deps, req, { what: 'exemption-withdrawn', body: { outline, ...body } }, async (session) => {
      await store.scores.withdraw({ outline, ...body }, session);
      return outline;
    });
    res.json(await view(outline));
  });

  return router;
};

const path = pathId('Đề cương: `<mã>@<phiên bản>`');
const refusals = ['score-without-scale', 'score-unknown', 'score-always-applies'] as const;

export const exemptionPaths: Paths = {
  '/api/outlines/{id}/exemptions': {
    get: describe({
      summary: 'Tiêu chí không áp dụng theo loại đơn vị',
      operation: 'read-office',
      path,
      answers: exemptionsSchema,
    }),
    post: describe({
      summary: 'Duyệt một tiêu chí không áp dụng cho cả một loại đơn vị',
      operation: 'exempt-criterion',
      path,
      command: true,
      body: exemptBody,
      answers: exemptionsSchema,
      refusals,
    }),
  },
  '/api/outlines/{id}/exemptions/withdraw': {
    post: describe({
      summary: 'Thôi không áp dụng: tiêu chí lại tính cho loại đơn vị này',
      operation: 'exempt-criterion',
      path,
      command: true,
      body: withdrawBody,
      answers: exemptionsSchema,
      refusals,
    }),
  },
};
