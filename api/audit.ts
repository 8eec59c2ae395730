import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { Inspection } from '../domain/inspection.ts';
import { Refusal } from '../domain/refusal.ts';
import { roleWords } from '../domain/why.ts';
import type { BrokenChange, Change } from '../store/content/changes.ts';
import type { AuditEntry } from '../store/records/audit.ts';
import { breakReasons } from '../store/records/audit-verdict.ts';
import type { BrokenLink } from '../store/records/audit-verdict.ts';
import { actWords, changeWords } from './audit-words.ts';
import { assertMay, assertSignedIn, mayDo } from './auth.ts';
import type { Deps } from './deps.ts';
import { daySchema, instantSchema } from './fields.ts';
import { maySee } from './inspections/inspection-record.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from './page.ts';
import { scopeNames } from './office/scopes.ts';
import { parse } from './problem.ts';
import { byOf, bySchema, namesOf } from './campaigns/rounds.ts';

const matterField = z
  .string()
  .min(1)
  .max(300)
  .meta({ description: 'Mã việc đầy đủ', example: 'inspection:binh-dinh-2026:so-y-te' });
const afterField = z.coerce.number().int().min(0).default(0).meta({ description: 'Số thứ tự đã xem sau cùng' });
const entriesQuery = z.object({ limit: pageQuery.limit, after: afterField, matter: matterField });
const changesQuery = z.object({
  limit: pageQuery.limit,
  after: afterField,
  about: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .meta({ description: 'Chỉ những lần sửa một bản ghi', example: 'so-y-te' }),
  newest: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .default(false)
    .meta({ description: 'Lần sửa mới nhất trước' }),
  named: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .default(false)
    .meta({ description: 'Kèm tên hiện nay của bản ghi; nhật ký chỉ giữ mã' }),
});
const verifyQuery = z.object({
  matter: matterField.optional().meta({ description: 'Để trống: kiểm mọi việc và nội dung của cơ quan' }),
});

const linkFields = {
  previous: z.string(),
  hash: z.string(),
  bodyHash: z.string().meta({ description: 'SHA-256 của nội dung lệnh' }),
};
const entrySchema = z
  .object({
    seq: z.int(),
    message: z.string(),
    words: z.string().meta({ description: 'Việc đã làm, bằng lời' }),
    by: bySchema,
    day: daySchema,
    at: instantSchema,
    version: z.int(),
    ...linkFields,
  })
  .meta({ id: 'AuditEntry' });
const changeSchema = z
  .object({
    seq: z.int(),
    what: z.string(),
    words: z.string().meta({ description: 'Việc đã làm, bằng lời' }),
    about: z.string().meta({ description: 'Mã bản ghi được thêm hoặc sửa' }),
    subject: z.string().optional().meta({ description: 'Với `named`: tên đơn vị, người hoặc phân công đó' }),
    by: bySchema,
    at: instantSchema,
    counts: z.record(z.string(), z.int()).optional(),
    ...linkFields,
  })
  .meta({ id: 'ContentChange' });
const changeReasons = ['missing', 'changed', 'unlinked'] as const;
const contentVerdict = {
  changes: z.int().meta({ description: 'Số lần sửa nội dung đã kiểm' }),
  brokenChanges: z.array(
    z.object({
      seq: z.int(),
      reason: z.enum(changeReasons),
      what: z.string().optional(),
      about: z.string().optional(),
      sentence: z.string(),
    }),
  ),
};
const verdictSchema = z.object({
  intact: z.boolean(),
  matters: z.int().meta({ description: 'Số việc đã kiểm' }),
  broken: z.array(
    z.object({
      matter: z.string(),
      seq: z.int(),
      version: z
        .int()
        .meta({ description: 'Phiên bản hồ sơ mà mục này ghi; mục đã mất hẳn thì là số nhỏ nhất có thể' }),
      reason: z.enum(breakReasons),
      sentence: z.string(),
    }),
  ),
  changes: contentVerdict.changes.optional(),
  brokenChanges: contentVerdict.brokenChanges.optional(),
});
const contentVerdictSchema = z.object({ intact: z.boolean(), ...contentVerdict });

export type EntryView = z.output<typeof entrySchema>;
export type ChangeView = z.output<typeof changeSchema>;
export type Verdict = z.output<typeof verdictSchema>;

const reasonWords: Record<BrokenLink['reason'], string> = {
  missing: 'thiếu mục này',
  changed: 'nội dung mục này đã bị sửa',
  unlinked: 'mục này không nối với mục trước',
  'out-of-order': 'mục này đứng sai thứ tự',
  unasked: 'không có yêu cầu nào ứng với mục này',
  unrecorded: 'hồ sơ không ghi nhận mục này',
};

const entryOf = ({ seq, act, at, previous, hash }: AuditEntry, names: Record<string, string>) => ({
  seq,
  message: act.message,
  words: actWords(act.message),
  by: byOf(act.by, names),
  day: act.day,
  at,
  version: act.version,
  bodyHash: act.hash,
  previous,
  hash,
});

const changeOf = (
  { seq, what, about, by, at, sha256, counts, previous, hash }: Change,
  names: Record<string, string>,
  subjects: ReadonlyMap<string, string>,
): z.infer<typeof changeSchema> => ({
  seq,
  what,
  words: changeWords(what),
  about,
  ...(subjects.has(about) ? { subject: subjects.get(about)! } : {}),
  by: byOf(by, names),
  at,
  ...(counts ? { counts } : {}),
  bodyHash: sha256,
  previous,
  hash,
});

const brokenOf = (link: BrokenLink) => ({
  ...link,
  sentence: `${link.matter}: ${reasonWords[link.reason]} (số ${link.seq}, phiên bản ${link.version}).`,
});
const brokenChangeOf = (change: BrokenChange) => ({
  ...change,
  sentence: `Nội dung của cơ quan${change.about === undefined ? '' : ` (${change.about})`}: ${reasonWords[change.reason]} (số ${change.seq}).`,
});

/** What changes were made to, by the ids of the records, as people call it. */
async function subjectsOf(store: Deps['store'], ids: string[]): Promise<Map<string, string>> {
  const [units, people, appointments] = await Promise.all([
    store.units.getMany(ids),
    store.people.getMany(ids),
    store.appointments.getMany(ids),
  ]);
  const [holders, at] = await Promise.all([
    namesOf(
      store,
      appointments.map(({ person }) => person),
    ),
    scopeNames(
      store,
      appointments.map(({ scope }) => scope),
    ),
  ]);
  return new Map([
    ...units.map(({ id, name }) => [id, name] as const),
    ...people.map(({ _id, name }) => [_id, name] as const),
    ...appointments.map(
      ({ id, role, person, scope }) => [id, `${holders[person] ?? person}: ${roleWords[role]}, ${at(scope)}`] as const,
    ),
  ]);
}

/** Who did what to a matter or to the office's content, each entry chained by hash to the one before. */
export const audit = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  /** To whoever may not read its audit, a matter that exists is no different from one that does not. */
  const assertMayRead = async (req: Request, matter: string) => {
    assertSignedIn(req);
    const record = await store.matters.get(matter);
    assertMay(req, 'read-audit', record?.place ?? {});
    if (record?.process === 'inspection' && !maySee(req, record as Inspection)) throw new Refusal('not-found');
    if (!record && !(await store.audit.verify(matter))) throw new Refusal('not-found');
  };

  router.get('/audit', async (req, res) => {
    assertSignedIn(req);
    const { limit, after, matter } = parse(entriesQuery, req.query);
    await assertMayRead(req, matter);
    if (after > 0) assertCursor((await store.audit.of(matter, after - 1, 1))[0]?.seq === after);
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

  router.get('/audit/content', async (req, res) => {
    assertMay(req, 'read-audit');
    const { limit, after, about, newest, named } = parse(changesQuery, req.query);
    if (after > 0) assertCursor(await store.changes.has(after));
    const changes = await store.changes.list({ about, after, newest, limit: limit + 1 });
    const [names, subjects] = await Promise.all([
      namesOf(
        store,
        changes.map(({ by }) => by),
      ),
      subjectsOf(store, named && mayDo(req, 'read-office') ? changes.map(({ about: id }) => id) : []),
    ]);
    res.json(
      pageFrom(
        changes,
        limit,
        ({ seq }) => String(seq),
        (change) => changeOf(change, names, subjects),
      ),
    );
  });

  router.get('/audit/content/verify', async (req, res) => {
    assertMay(req, 'read-audit');
    const { changes, brokenChanges } = await verifiedContent();
    res.json({ intact: brokenChanges.length === 0, changes, brokenChanges });
  });

  router.get('/audit/verify', async (req, res) => {
    assertSignedIn(req);
    const { matter } = parse(verifyQuery, req.query);
    if (matter === undefined) assertMay(req, 'read-audit');
    else await assertMayRead(req, matter);
    const matters = matter === undefined ? await store.audit.chains() : [matter];
    const broken = await store.audit.breaks(matters);
    const content = matter === undefined ? await verifiedContent() : undefined;
    res.json({
      intact: broken.length === 0 && (content?.brokenChanges ?? []).length === 0,
      matters: matters.length,
      broken: broken.map(brokenOf),
      ...content,
    } satisfies z.infer<typeof verdictSchema>);
  });

  return router;

  async function verifiedContent() {
    const brokenChanges = (await store.changes.breaks()).map(brokenChangeOf);
    return { changes: await store.changes.count(), brokenChanges };
  }
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
      description:
        'So từng mục với mục trước, với cuối chuỗi đã ghi, với các yêu cầu đã trả lời và với hồ sơ của việc: mục bị sửa, bị đổi chỗ, bị cắt ở đuôi hay cả chuỗi bị xóa đều nêu rõ việc nào, số nào, phiên bản nào.',
      operation: 'read-audit',
      query: verifyQuery,
      answers: verdictSchema,
      refusals: ['not-found'],
    }),
  },
  '/api/audit/content': {
    get: describe({
      summary: 'Nhật ký sửa nội dung của cơ quan: đơn vị, người, phân công, mã truy cập, đề cương, lịch',
      operation: 'read-audit',
      query: changesQuery,
      answers: pageOf(changeSchema),
    }),
  },
  '/api/audit/content/verify': {
    get: describe({
      summary: 'Tính lại chuỗi nhật ký nội dung của cơ quan',
      operation: 'read-audit',
      answers: contentVerdictSchema,
    }),
  },
};
