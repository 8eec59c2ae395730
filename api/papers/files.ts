import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Matter, MatterId } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { scopesFor } from '../../domain/rights.ts';
import type { Place, UnitId } from '../../domain/role.ts';
import { actorOf, assertMayAt, assertSignedIn, isOpened, mayDo } from '../auth.ts';
import { paceOfUploads } from '../attempts.ts';
import type { Deps } from '../deps.ts';
import { findInspection, mayAround, maySee } from '../inspections/inspection-record.ts';
import { findItem } from '../items/item-record.ts';
import { agencyFor, proposalFor } from '../items/proposal-record.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';
import { formOf, keepFiles } from '../pages/uploads.ts';

/** Evidence: what units show as proof. Given out only to be saved, never shown in the page's own right. */
export function files(deps: Deps): Router {
  const router = Router();

  router.post('/files', paceOfUploads(), async (req, res) => {
    // nobody's files are read who could send them nowhere
    const { standings } = assertSignedIn(req);
    if (uploading.every((operation) => scopesFor(standings, operation).length === 0)) throw new Refusal('not-allowed');
    const form = await formOf(req, res);
    try {
      if (form.cutShort) throw new Refusal('body-too-large');
      const about = await purposeOf(deps, req, parse(purposeBody, form.fields));
      const { evidence, refused } = await keepFiles(deps, form.files, about);
      if (refused[0]) throw refused[0].refusal;
      if (evidence.length === 0) throw new Refusal('file-missing');
      res.status(201).json({
        items: evidence.map(({ evidence: { _id: id, name, type, size, sha256, at } }) => ({
          id,
          name,
          type,
          size,
          sha256,
          at,
        })),
      } satisfies z.infer<typeof uploadedSchema>);
    } finally {
      await form.done();
    }
  });

  router.get('/files/:id', async (req, res) => {
    assertSignedIn(req);
    await sendEvidence(deps, req, res, req.params.id);
  });

  return router;
}

/** Who may see a matter it was uploaded for may have it; to others it does not exist. Throws Refusal('not-found'). */
export async function sendEvidence({ store }: Deps, req: Request, res: Response, id: string): Promise<void> {
  const evidence = await store.evidence.get(id);
  const opened = (evidence?.matters ?? []).filter((matter) => isOpened(req, matter));
  const matters = await Promise.all(opened.map((matter) => store.matters.get(matter)));
  const place = matters
    .flatMap((matter) => (matter ? [matter.place, ...sentFrom(matter, evidence?.unit)] : []))
    .find((one) => mayDo(req, 'read-evidence', one));
  const bytes = evidence && place ? await store.evidence.open(evidence._id) : undefined;
  if (!evidence || !bytes || !actorOf(req)) throw new Refusal('not-found');
  saveAs(res, evidence);
  await pipeline(bytes, res);
}

/** Headers of a file to be saved under its name, never run, never guessed at; `size` where it is known before. */
export function saveAs(res: Response, { name, type, size }: { name: string; type: string; size?: number }): void {
  res.attachment(name);
  res.setHeader('Content-Type', type);
  if (size !== undefined) res.setHeader('Content-Length', size);
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Cache-Control', 'private, no-store');
}

/** The header that shows a file in place under its name, whatever letters the name has (RFC 6266). */
export const inPlace = (name: string): string =>
  `inline; filename="${name.normalize('NFD').replace(/[^\x20-\x7e]|["\\]/g, '')}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** Rights under which files are sent: a unit shows its proof, the office enters what came on paper, a team what it saw. */
const uploading = ['upload-evidence', 'enter-for-unit', 'keep-notebook'] as const;

/** An agency that answered a proposal of another unit has the files it sent. */
const sentFrom = (matter: Matter, unit: UnitId | undefined): Place[] =>
  unit !== undefined && matter.process === 'proposal' && (matter as Proposal).routes.some(({ to }) => to === unit)
    ? [{ ...(matter.place.campaign ? { campaign: matter.place.campaign } : {}), unit }]
    : [];

/** Whose file it is, what it is for, and by whom it is sent. Throws Refusal('not-found' | 'not-allowed'). */
async function purposeOf(
  deps: Deps,
  req: Request,
  { item, inspection, proposal: id, from }: z.infer<typeof purposeBody>,
): Promise<{ unit: UnitId; matter: MatterId; by: string }> {
  if (id !== undefined) {
    const { proposal, by } = await proposalFor(deps, req, id, 'read-proposal');
    return { unit: agencyFor(req, proposal, from), matter: proposal.id, by };
  }
  const matter =
    item === undefined ? await findInspection(deps, inspection ?? '') : (await findItem(deps, item)).remediation;
  if (matter.process === 'inspection' && !maySee(req, matter)) throw new Refusal('not-found');
  const ways = ['upload-evidence', 'enter-for-unit'] as const;
  if (matter.process === 'inspection' && !ways.some((operation) => mayDo(req, operation, matter.place))) {
    // a photograph for the team's own notes
    if (!isOpened(req, matter.id) || !mayAround(req, 'keep-notebook', matter)) throw new Refusal('not-allowed');
    return { unit: matter.place.unit, matter: matter.id, by: assertSignedIn(req).id };
  }
  const entering = !mayDo(req, 'upload-evidence', matter.place) && mayDo(req, 'enter-for-unit', matter.place);
  const { id: by } = assertMayAt(req, entering ? 'enter-for-unit' : 'upload-evidence', 'read-evidence', matter);
  return { unit: matter.place.unit, matter: matter.id, by };
}

const purposeBody = z
  .object({
    item: z.string().max(300).optional().meta({ description: 'Nội dung khắc phục mà tệp chứng minh' }),
    inspection: z.string().max(200).optional().meta({ description: 'Hoặc cuộc kiểm tra, cho báo cáo tự kiểm tra' }),
    proposal: z.string().max(300).optional().meta({ description: 'Hoặc kiến nghị mà cơ quan trả lời' }),
    from: z.string().max(100).optional().meta({ description: 'Cơ quan trả lời kiến nghị, khi nhập hộ' }),
  })
  .refine(
    ({ item, inspection, proposal }) => [item, inspection, proposal].filter((one) => one !== undefined).length === 1,
    {
      path: ['item'],
      error: 'Hãy ghi một trong ba: item, inspection hoặc proposal.',
    },
  );

const uploadedSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.int(), sha256: z.string(), at: z.string() }),
  ),
});

export const filePaths: Paths = {
  '/api/files': {
    post: describe({
      summary: 'Gửi tài liệu kiểm chứng, hoặc tệp của văn bản nhập hộ',
      description: 'Mỗi tệp không quá 20 MB: PDF, ảnh, Word, Excel, CSV, văn bản thường; loại tệp xét theo nội dung.',
      operation: 'upload-evidence',
      body: purposeBody.safeExtend({ files: z.array(z.string().meta({ format: 'binary' })) }),
      bodyType: 'multipart/form-data',
      status: 201,
      answers: uploadedSchema,
      refusals: ['file-missing', 'file-too-large', 'files-too-many', 'file-empty', 'file-type-refused', 'not-found'],
    }),
  },
  '/api/files/{id}': {
    get: describe({
      summary: 'Tải một tài liệu kiểm chứng',
      operation: 'read-evidence',
      path: z.object({ id: z.string() }),
      answerType: 'application/octet-stream',
    }),
  },
};
