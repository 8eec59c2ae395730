import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { AuditEntry, BrokenLink } from '../store/records/audit.ts';
import { assertMay, assertSignedIn } from './auth.ts';
import type { Deps } from './deps.ts';
import { daySchema, instantSchema } from './fields.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { pageFrom, pageOf, pageQuery } from './page.ts';
import { parse } from './problem.ts';
import { byOf, bySchema, namesOf } from './rounds.ts';

const matterField = z
  .string()
  .min(1)
  .max(300)
  .meta({ description: 'Mã việc đầy đủ', example: 'inspection:binh-dinh-2026:so-y-te' });
const entriesQuery = z.object({
  limit: pageQuery.limit,
  after: z.coerce.number().int().min(0).default(0).meta({ description: 'Số thứ tự đã xem sau cùng' }),
  matter: matterField,
});
const verifyQuery = z.object({ matter: matterField.optional().meta({ description: 'Để trống: kiểm mọi việc' }) });

const entrySchema = z
  .object({
    seq: z.int(),
    message: z.string(),
    by: bySchema,
    day: daySchema,
    at: instantSchema,
    version: z.int(),
    bodyHash: z.string().meta({ description: 'SHA-256 của nội dung lệnh' }),
    previous: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
const verdictSchema = z.object({
  intact: z.boolean(),
  matters: z.int().meta({ description: 'Số việc đã kiểm' }),
  broken: z.array(
    z.object({
      matter: z.string(),
      seq: z.int(),
      reason: z.enum(['missing', 'changed', 'unlinked']),
      sentence: z.string(),
    }),
  ),
});

const reasonWords: Record<BrokenLink['reason'], string> = {
  missing: 'thiếu mục này',
  changed: 'nội dung mục này đã bị sửa',
  unlinked: 'mục này không nối với mục trước',
};

const entryOf = ({ seq, act, at, previous, hash }: AuditEntry, names: Record<string, string>) => ({
  seq,
  message: act.message,
  by: byOf(act.by, names),
  day: act.day,
  at,
  version: act.version,
  bodyHash: act.hash,
  previous,
  hash,
});

/** Who did what to a matter, each entry chained by hash to the one before. */
export const audit = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/audit', async (req, res) => {
    assertSignedIn(req);
    const { limit, after, matter } = parse(entriesQuery, req.query);
    const record = await store.matters.get(matter);
    assertMay(req, 'read-audit', record?.place ?? {});
    if (!record) throw new Refusal('not-found');
    const entries = await store.audit.of(matter, after, limit + 1);
    const names = await namesOf(
      store,
      entries.map(({ act }) => act.by),
    );
    res.json(
      pageFrom(
        entries,
        limit,
        ({ seq }) => String(seq),
        (entry) => entryOf(entry, names),
      ),
    );
  });

  router.get('/audit/verify', async (req, res) => {
    assertSignedIn(req);
    const { matter } = parse(verifyQuery, req.query);
    const record = matter === undefined ? undefined : await store.matters.get(matter);
    assertMay(req, 'read-audit', record?.place ?? {});
    if (matter !== undefined && !record) throw new Refusal('not-found');
    const matters = matter === undefined ? await store.audit.matters() : [matter];
    const broken: BrokenLink[] = [];
    for (const one of matters) {
      const link = await store.audit.verify(one);
      if (link) broken.push(link);
    }
    res.json({
      intact: broken.length === 0,
      matters: matters.length,
      broken: broken.map((link) => ({
        ...link,
        sentence: `${link.matter}: ${reasonWords[link.reason]} (số ${link.seq}).`,
      })),
    });
  });

  return router;
};

export const auditPaths: Paths = {
  '/api/audit': {
    get: describe({
      summary: 'Nhật ký của một việc',
      operation: 'read-audit',
      query: entriesQuery,
      answers: pageOf(entrySchema),
      refusals: ['not-found'],
    }),
  },
  '/api/audit/verify': {
    get: describe({
      summary: 'Tính lại chuỗi nhật ký: còn nguyên hay đứt ở đâu',
      operation: 'read-audit',
      query: verifyQuery,
      answers: verdictSchema,
      refusals: ['not-found'],
    }),
  },
};
