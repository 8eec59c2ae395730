import { Router } from 'express';
import { WorkflowFailedError, isGrpcServiceError } from '@temporalio/client';
import { askProof } from '../../client/ask.ts';
import type { PaperDocument } from '../../domain/document.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import type { Printable } from '../../domain/minutes.ts';
import { Refusal } from '../../domain/refusal.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import type { Proof } from '../../store/content/proofs.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { pathId } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { wrongPlaces } from '../problem.ts';
import { paperCase, paperMaking } from './paper-case.ts';
import type { PaperCase } from './paper-case.ts';

/** Nobody waits longer for a page to look at. */
const patience = 30_000;

/** How a paper would be printed now: its draft as it was saved last, or as it was submitted. */
export const paperProofs = (deps: Deps): Router => {
  const router = Router();
  router.get('/papers/:id/proof', async (req, res) => {
    assertMay(req, 'read-paper');
    const found = await paperCase(deps, req.params.id);
    const { pdf, refused } = await proofOf(deps, await documentOf(deps, found));
    if (refused) throw new Refusal(refused.code, refused.facts);
    res.setHeader('Content-Disposition', `inline; filename="${req.params.id.replaceAll(':', '-')}-in-thu.pdf"`);
    res.setHeader('Cache-Control', 'private, no-store');
    res.type('application/pdf').send(pdf);
  });
  return router;
};

/** Throws the refusal paper-incomplete while nothing could be printed at all. */
async function documentOf(deps: Deps, found: PaperCase): Promise<PaperDocument> {
  const { record } = found;
  const sent =
    record && record.state !== 'drafted'
      ? await deps.store.snapshots.get<FrozenPaper>(record.content.snapshot)
      : undefined;
  if (sent) return sent.body.document;
  const { document, gaps } = await paperMaking(deps, found);
  if (!document) throw wrongPlaces(gaps, 'paper-incomplete');
  return document;
}

/** Printed by a worker, once for each document. Throws Refusal('unavailable'). */
export async function proofOf({ store, temporal, queuePrefix, now }: Deps, document: Printable): Promise<Proof> {
  const id = contentHash(document);
  const made = async () => {
    const proof = await store.proofs.get(id);
    return proof?.pdf || proof?.refused ? proof : undefined;
  };
  const before = await made();
  if (before) return before;
  await store.proofs.ask(id, document, now());
  try {
    await temporal.withDeadline(Date.now() + patience, () => askProof({ temporal, queuePrefix }, id));
  } catch (error) {
    if (!(error instanceof WorkflowFailedError) && !isGrpcServiceError(causeOf(error))) throw error;
    throw new Refusal('unavailable');
  }
  const proof = await made();
  if (!proof) throw new Refusal('unavailable');
  return proof;
}

const causeOf = (error: unknown): unknown =>
  error instanceof Error && !isGrpcServiceError(error) ? error.cause : error;

export const paperProofPaths: Paths = {
  '/api/papers/{id}/proof': {
    get: describe({
      summary: 'In thử: dự thảo đang lưu, hoặc bản đã trình',
      operation: 'read-paper',
      path: pathId('Mã văn bản, như binh-dinh-2026:conclusion:1'),
      answerType: 'application/pdf',
      refusals: ['paper-incomplete', 'paper-text-lost', 'paper-unprintable', 'glyph-missing'],
    }),
  },
};
