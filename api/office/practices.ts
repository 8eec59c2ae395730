import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { campaignStates } from '../../domain/campaign.ts';
import { ladderNames } from '../../domain/ladder.ts';
import { changesNothing, practiceChanges, shippedPractice } from '../../domain/practice.ts';
import type { ChasedBy, Practice } from '../../domain/practice.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { KeptPractice } from '../../store/content/practices.ts';
import { assertMay } from '../auth.ts';
import { byOf, bySchema, namesOf } from '../campaigns/rounds.ts';
import type { Deps } from '../deps.ts';
import { baseField, instantSchema, versionSchema } from '../fields.ts';
import { baseOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse, withCurrent } from '../problem.ts';
import { oneLine } from '../texts.ts';
import { allTermsSchema, laddersSchema, termNames } from './practice-schema.ts';

const wholeFields = { ladders: laddersSchema, terms: allTermsSchema };
const newPractice = z.strictObject({
  ...wholeFields,
  reason: oneLine(500).meta({ description: 'Vì sao đổi', example: 'Theo Quy chế kiểm tra số 12/QC-SNV' }),
  ...baseField,
});
const checkedPractice = z.strictObject({ ...wholeFields, ...baseField });
const madeFields = {
  version: versionSchema.meta({ description: '0 là bản cài đặt' }),
  reason: z.string().optional(),
  by: bySchema.optional(),
  at: instantSchema.optional(),
};
const changedFields = { ladders: z.array(z.enum(ladderNames)), terms: z.array(z.enum(termNames)) };
const practiceSchema = z
  .object({
    ...madeFields,
    ...wholeFields,
    newest: z.int().meta({ description: 'Phiên bản đang dùng cho đợt mới' }),
  })
  .meta({ id: 'Practice', description: 'Lịch nhắc và thời hạn chung, một phiên bản' });
const practiceRow = z
  .object({
    ...madeFields,
    changes: z.object(changedFields).meta({ description: 'Khác phiên bản liền trước ở đâu' }),
    rounds: z.int().meta({ description: 'Số đợt lập theo phiên bản này' }),
  })
  .meta({ id: 'PracticeRow' });
const effectSchema = z
  .object({
    version: z.int().meta({ description: 'Phiên bản sẽ mang số này' }),
    changes: z.object(changedFields),
    drafts: z.int().meta({ description: 'Đợt đang soạn, giữ phiên bản của mình; người lập đợt chuyển được' }),
    running: z.int().meta({ description: 'Đợt đã trình và chưa đóng, giữ nguyên' }),
  })
  .meta({ id: 'PracticeEffect' });
const versionPath = z.coerce.number().int().min(0).max(999_999);
const openStates = campaignStates.filter((state) => !['sent-back', 'closed', 'cancelled'].includes(state));

export type PracticeView = z.output<typeof practiceSchema>;
export type PracticeRowView = z.output<typeof practiceRow>;
export type PracticeEffectView = z.output<typeof effectSchema>;

/** How the office chases every round to come: a change is a new version, for plans begun from then on. */
export const practices = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  const made = async (rows: readonly (Practice | KeptPractice)[]) => {
    const names = await namesOf(
      store,
      rows.flatMap((row) => ('savedBy' in row ? row.savedBy : [])),
    );
    return (row: Practice | KeptPractice) => ({
      version: row.version,
      ...('savedBy' in row ? { reason: row.reason, by: byOf(row.savedBy, names), at: row.savedAt } : {}),
    });
  };
  const shown = async (version: number) => {
    const [practice, newest] = await Promise.all([store.practices.get(version), store.practices.newest()]);
    if (!practice) throw new Refusal('not-found');
    const { ladders, terms } = practice;
    return { ...(await made([practice]))(practice), ladders, terms, newest };
  };
  /** What it changes. Throws Refusal('practice-unchanged') or, written over an older one, Refusal('stale-draft'). */
  const changesOver = async (base: number, whole: ChasedBy) => {
    const before = (await store.practices.newest()) === base ? await store.practices.get(base) : undefined;
    if (!before) throw new Refusal('stale-draft');
    const changes = practiceChanges(before, whole);
    if (changesNothing(changes)) throw new Refusal('practice-unchanged', { version: base });
    return changes;
  };
  const newest = async () => shown(await store.practices.newest());

  router.get('/practices', async (req, res) => {
    assertMay(req, 'read-office');
    const { limit, after } = parse(z.object(pageQuery), req.query);
    const below = after === undefined ? undefined : /^\d{1,6}$/.test(after) ? Number(after) : -1;
    if (below !== undefined) assertCursor(below >= 0 && (await store.practices.get(below)) !== undefined);
    const [kept, rounds] = await Promise.all([
      store.practices.list({ limit: limit + 1, below }),
      store.plans.countByPractice(),
    ]);
    const rows = [...kept, ...(kept.length <= limit && below !== 0 ? [shippedPractice] : [])];
    const madeOf = await made(rows);
    const changes = new Map(
      rows.map((row, i) => [row.version, practiceChanges(rows[i + 1] ?? shippedPractice, row)] as const),
    );
    res.json(
      pageFrom(
        rows,
        limit,
        ({ version }) => String(version),
        (row) => ({ ...madeOf(row), changes: changes.get(row.version)!, rounds: rounds.get(row.version) ?? 0 }),
      ),
    );
  });

  router.get('/practices/newest', async (req, res) => {
    assertMay(req, 'read-office');
    res.json(await newest());
  });

  router.get('/practices/:version', async (req, res) => {
    assertMay(req, 'read-office');
    res.json(await shown(parse(versionPath, req.params.version)));
  });

  router.post('/practices/check', async (req, res) => {
    assertMay(req, 'change-practice');
    const { base: _, ...whole } = parse(checkedPractice, req.body);
    const base = baseOf(req);
    const changes = await changesOver(base, whole).catch(withCurrent(newest));
    const [begun, drafts, running] = await Promise.all([
      store.progress.roundsIn(),
      store.progress.roundsIn(['sent-back']),
      store.progress.roundsIn(openStates),
    ]);
    res.json({
      version: base + 1,
      changes,
      drafts: (await store.plans.count({ without: begun })) + drafts.length,
      running: running.length,
    } satisfies PracticeEffectView);
  });

  router.post('/practices', async (req: Request, res) => {
    const { id: by } = assertMay(req, 'change-practice');
    const { base: _, reason, ...whole } = parse(newPractice, req.body);
    const base = baseOf(req);
    const { about } = await once(
      deps,
      req,
      { what: 'practice-made', body: { base, reason, ...whole } },
      async (session) => {
        const changes = await changesOver(base, whole);
        const version = await store.practices.add(whole, { base, reason, by, at: now() }, session);
        return {
          about: `practice@${version}`,
          counts: { ladders: changes.ladders.length, terms: changes.terms.length },
        };
      },
    ).catch(withCurrent(newest));
    res.status(201).json(await shown(Number(about.split('@')[1])));
  });

  return router;
};

const path = z.object({ version: versionPath });
export const practicePaths: Paths = {
  '/api/practices': {
    get: describe({
      summary: 'Các phiên bản lịch nhắc và thời hạn chung, mới nhất trước',
      operation: 'read-office',
      query: z.object(pageQuery),
      answers: pageOf(practiceRow),
    }),
    post: describe({
      summary: 'Đổi lịch nhắc và thời hạn chung thành phiên bản mới',
      description: 'Có hiệu lực với đợt lập từ nay. Đợt đang soạn và đang chạy giữ phiên bản của mình.',
      operation: 'change-practice',
      command: true,
      overBase: true,
      body: newPractice,
      status: 201,
      answers: practiceSchema,
      refusals: ['practice-unchanged'],
    }),
  },
  '/api/practices/newest': {
    get: describe({
      summary: 'Lịch nhắc và thời hạn chung đang dùng cho đợt mới',
      operation: 'read-office',
      answers: practiceSchema,
    }),
  },
  '/api/practices/check': {
    post: describe({
      summary: 'Bản sửa đổi những gì, đợt nào giữ nguyên; chưa lưu gì',
      operation: 'change-practice',
      overBase: true,
      body: checkedPractice,
      answers: effectSchema,
      refusals: ['practice-unchanged', 'stale-draft'],
    }),
  },
  '/api/practices/{version}': {
    get: describe({ summary: 'Một phiên bản', operation: 'read-office', path, answers: practiceSchema }),
  },
};
