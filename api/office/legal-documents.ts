import { Router } from 'express';
import { z } from 'zod';
import type { LegalDocument } from '../../domain/legal-document.ts';
import { citedIn } from '../../domain/legal-document.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema, lineSchema } from '../fields.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';

const symbol = lineSchema(60)
  .refine((text) => citedIn(text).length === 1, 'Hãy ghi số, năm, ký hiệu như 118/2025/NĐ-CP.')
  .transform((text) => citedIn(text)[0]!);
const act = z
  .strictObject({
    symbol: symbol.meta({ example: '118/2025/NĐ-CP' }),
    about: lineSchema(300),
    from: daySchema.exactOptional().meta({ description: 'Ngày có hiệu lực' }),
    to: daySchema.exactOptional().meta({ description: 'Ngày cuối cùng còn hiệu lực' }),
    replacedBy: lineSchema(60).exactOptional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    error: 'Ngày hết hiệu lực phải sau ngày có hiệu lực.',
  }) satisfies z.ZodType<LegalDocument>;
const known = z
  .object({
    symbol: z.string(),
    about: z.string(),
    from: daySchema.optional(),
    to: daySchema.optional(),
    replacedBy: z.string().optional(),
    own: z.literal(true).optional().meta({ description: 'Do cơ quan nhập' }),
  })
  .meta({ id: 'LegalDocument' });
export type LegalDocumentView = z.output<typeof known>;

/** Acts that papers cite: a draft that cites one out of force on its day is warned of it. */
export const legalDocuments = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/legal-documents', async (req, res) => {
    assertMay(req, 'read-office');
    res.json({ items: await store.legalDocuments.known() });
  });

  router.post('/legal-documents', async (req, res) => {
    assertMay(req, 'change-outlines');
    const body = parse(act, req.body);
    const { about } = await once(deps, req, { what: 'legal-document-entered', body }, async (session) => {
      await store.legalDocuments.put(body, session);
      return body.symbol;
    });
    const entered = (await store.legalDocuments.known()).find((each) => each.symbol === about);
    res.status(201).json(entered);
  });

  return router;
};

export const legalDocumentPaths: Paths = {
  '/api/legal-documents': {
    get: describe({
      summary: 'Văn bản pháp luật hay viện dẫn và thời gian có hiệu lực',
      operation: 'read-office',
      answers: z.object({ items: z.array(known) }),
    }),
    post: describe({
      summary: 'Thêm hoặc sửa hiệu lực của một văn bản pháp luật',
      operation: 'change-outlines',
      command: true,
      body: act,
      status: 201,
      answers: known,
    }),
  },
};
