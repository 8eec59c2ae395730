import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { proposalStates } from '../../domain/proposal.ts';
import { Refusal } from '../../domain/refusal.ts';
import { scopesFor } from '../../domain/rights.ts';
import type { Operation } from '../../domain/rights.ts';
import { assertSignedIn, mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema, idSchema, lineSchema } from '../fields.ts';
import { keyOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse } from '../problem.ts';
import {
  answerProposal,
  approveProposalEscalation,
  mostAnswerLetters,
  mostProposalLetters,
  raiseProposal,
  routeProposal,
} from './proposal-acts.ts';
import { agenciesOf, findProposal, mayRead, proposalFor, proposalPathId } from './proposal-record.ts';
import { proposalSchema, proposalViews } from './proposal-views.ts';
import type { ProposalOut } from './proposal-views.ts';

const listQuery = z.object({
  ...pageQuery,
  campaign: z.string().max(100).optional(),
  unit: z.string().max(100).optional().meta({ description: 'Đơn vị đã nêu, hoặc cơ quan được hỏi' }),
  state: z.enum(proposalStates).optional(),
});
const raiseBody = z.strictObject({
  campaign: idSchema,
  unit: idSchema,
  inspection: z.string().max(200).optional().meta({ description: 'Cuộc kiểm tra mà đơn vị nêu kiến nghị' }),
  text: z.string().max(mostProposalLetters),
});
const routeBody = z.strictObject({
  to: z.array(idSchema).max(20).meta({ description: 'Các cơ quan có thẩm quyền; cơ quan bị bỏ ra không phải trả lời' }),
});
const answerBody = z.strictObject({
  from: idSchema.optional().meta({ description: 'Cơ quan trả lời; bỏ trống nếu chỉ đứng ở một cơ quan' }),
  text: z.string().max(mostAnswerLetters),
  evidence: z.array(z.string().max(100)).max(20).default([]),
  entered: z
    .strictObject({ arrived: daySchema, origin: lineSchema(300), number: lineSchema(100).optional() })
    .optional()
    .meta({ description: 'Nhập hộ từ văn bản giấy: ngày đến, cách nhận, số văn bản' }),
});
const escalationBody = z.strictObject({ from: idSchema });

/** Proposals: what units ask of those above them, to whom it was put, and what came back. */
export function proposals(deps: Deps): Router {
  const router = Router();

  const answer = async (req: Request, id: string): Promise<ProposalOut> =>
    (await proposalViews(deps, req, [await findProposal(deps, id)]))[0]!;

  /** Who may not is refused before what they sent is looked at. */
  const only =
    (operation: Operation): RequestHandler<{ id: string }> =>
    async (req, _res, next) => {
      await proposalFor(deps, req, req.params.id, operation);
      next();
    };

  router.get('/proposals', async (req, res) => {
    const scopes = scopesFor(assertSignedIn(req).standings, 'read-proposal');
    if (scopes.length === 0) throw new Refusal('not-allowed');
    const { limit, after, campaign, unit, state } = parse(listQuery, req.query);
    if (after !== undefined) {
      const last = await deps.store.matters.get(`proposal:${after}`);
      assertCursor(last !== undefined && mayRead(req, await findProposal(deps, after)));
    }
    const rows = await deps.store.unitWork.proposals({
      campaign,
      ...(unit === undefined ? {} : { units: [unit] }),
      scopes,
      state,
      after: after === undefined ? undefined : `proposal:${after}`,
      limit: limit + 1,
    });
    const views = new Map((await proposalViews(deps, req, rows)).map((view) => [view.id, view]));
    res.json(pageFrom(rows, limit, proposalPathId, (row) => views.get(proposalPathId(row))!));
  });

  router.post('/proposals', async (req, res) => {
    // nobody's words are read who could raise nothing anywhere
    if (scopesFor(assertSignedIn(req).standings, 'raise-proposal').length === 0) throw new Refusal('not-allowed');
    const raised = await raiseProposal(deps, req, parse(raiseBody, req.body), keyOf(req));
    res.status(201).json(await answer(req, proposalPathId(raised)));
  });

  router.get('/proposals/:id', async (req, res) => {
    await proposalFor(deps, req, req.params.id, 'read-proposal');
    res.json(await answer(req, req.params.id));
  });

  router.post('/proposals/:id/route', only('route-proposal'), async (req, res) => {
    await routeProposal(deps, req, req.params.id, parse(routeBody, req.body).to, keyOf(req));
    res.json(await answer(req, req.params.id));
  });

  router.post('/proposals/:id/answers', async (req, res) => {
    const { id } = req.params;
    const { proposal } = await proposalFor(deps, req, id, 'read-proposal');
    // who may answer for nobody is refused before what they sent is looked at
    if (agenciesOf(req, proposal).length === 0 && !mayDo(req, 'route-proposal', proposal.place))
      throw new Refusal('not-allowed');
    await answerProposal(deps, req, id, parse(answerBody, req.body), keyOf(req));
    res.status(201).json(await answer(req, id));
  });

  router.post('/proposals/:id/escalation', only('approve-escalation'), async (req, res) => {
    await approveProposalEscalation(deps, req, req.params.id, parse(escalationBody, req.body).from, keyOf(req));
    res.json(await answer(req, req.params.id));
  });

  return router;
}

const path = z.object({ id: z.string().max(300).meta({ example: 'khanh-hoa-2026:xa-ninh-ich:1' }) });

export const proposalPaths: Paths = {
  '/api/proposals': {
    get: describe({
      summary: 'Các kiến nghị của đơn vị',
      description: 'Đơn vị thấy kiến nghị của mình, cơ quan thấy kiến nghị được hỏi, Sở thấy nơi mình giữ vai trò.',
      query: listQuery,
      answers: pageOf(proposalSchema),
      refusals: ['not-allowed'],
    }),
    post: describe({
      summary: 'Ghi nhận một kiến nghị',
      operation: 'raise-proposal',
      command: true,
      body: raiseBody,
      status: 201,
      answers: proposalSchema,
      refusals: [
        'not-found',
        'unit-unknown',
        'unit-not-inspected',
        'campaign-not-ready',
        'proposal-empty',
        'proposal-too-long',
      ],
    }),
  },
  '/api/proposals/{id}': {
    get: describe({
      summary: 'Một kiến nghị, đã chuyển cho ai và được trả lời thế nào',
      operation: 'read-proposal',
      path,
      answers: proposalSchema,
    }),
  },
  '/api/proposals/{id}/route': {
    post: describe({
      summary: 'Chuyển kiến nghị tới cơ quan có thẩm quyền, hoặc chuyển lại',
      operation: 'route-proposal',
      command: true,
      path,
      body: routeBody,
      answers: proposalSchema,
      refusals: ['proposal-closed', 'proposal-without-agency', 'proposal-to-its-own-unit', 'unit-unknown'],
    }),
  },
  '/api/proposals/{id}/answers': {
    post: describe({
      summary: 'Cơ quan trả lời kiến nghị, hoặc Sở nhập hộ văn bản trả lời',
      operation: 'answer-proposal',
      command: true,
      path,
      body: answerBody,
      status: 201,
      answers: proposalSchema,
      refusals: [
        'proposal-not-routed',
        'already-answered',
        'proposal-answer-empty',
        'proposal-answer-not-entered',
        'proposal-too-long',
        'arrived-in-future',
        'evidence-unknown',
        'file-missing',
      ],
    }),
  },
  '/api/proposals/{id}/escalation': {
    post: describe({
      summary: 'Lãnh đạo đồng ý trình văn bản của UBND tỉnh gửi một cơ quan',
      operation: 'approve-escalation',
      command: true,
      path,
      body: escalationBody,
      answers: proposalSchema,
      refusals: ['proposal-not-routed'],
    }),
  },
};
