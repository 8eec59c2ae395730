import { Router } from 'express';
import { z } from 'zod';
import { assertOutline } from '../../domain/outline.ts';
import type { Outline } from '../../domain/outline.ts';
import { rates } from '../../domain/rate.ts';
import type { RateCode } from '../../domain/rate.ts';
import { Refusal } from '../../domain/refusal.ts';
import { faultsOfScale } from '../../domain/scale.ts';
import { unknownSources } from '../../domain/self-score.ts';
import { outlineKey } from '../../store/content/outlines.ts';
import type { OutlineVersion } from '../../store/content/outlines.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { baseField, idSchema, instantSchema, lineSchema, pathId, versionSchema } from '../fields.ts';
import { baseOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { criterionCode, scaleSchema } from '../inspections/score-schema.ts';
import { parse, withCurrent, wrongPlaces } from '../problem.ts';

const code = criterionCode;
const text = lineSchema(1_000);

const outlineFields = {
  title: lineSchema(300),
  official: z.boolean().meta({ description: '`false`: bản mẫu hoặc bản nháp' }),
  areas: z
    .array(
      z.strictObject({
        code,
        name: text,
        weight: z.number().min(0).max(1_000).exactOptional(),
        questions: z
          .array(
            z.strictObject({
              code,
              text,
              answer: z.enum(['yes-no', 'text', 'plan']),
              evidenceWhen: z
                .array(z.enum(['yes', 'no', 'not-applicable']))
                .max(3)
                .exactOptional(),
              explainWhen: z.array(z.enum(['yes', 'no'])).max(2),
              evidence: text.exactOptional(),
              optional: z.literal(true).exactOptional(),
            }),
          )
          .max(200),
      }),
    )
    .min(1)
    .max(50),
  tables: z
    .array(
      z.strictObject({
        code,
        form: z.literal('II.06'),
        title: text,
        rows: z
          .array(z.strictObject({ id: code, name: text, under: code.exactOptional() }))
          .max(300)
          .exactOptional(),
        perSite: z.literal(true).exactOptional(),
      }),
    )
    .max(20),
  indicators: z
    .array(z.strictObject({ code, name: text, unitOfMeasure: lineSchema(60), area: code.exactOptional() }))
    .max(300),
  pairs: z.array(z.strictObject({ part: code, whole: code, level: z.enum(['error', 'warning']) })).max(300),
  claims: z.array(z.strictObject({ code: z.literal('no-late-dossiers'), text })).max(20),
  rates: z
    .array(z.enum(Object.keys(rates) as [RateCode, ...RateCode[]]))
    .max(20)
    .exactOptional()
    .meta({ description: 'Tỷ lệ đơn vị tự nêu, đối chiếu với số liệu' }),
  scale: scaleSchema.exactOptional().meta({ description: 'Thang điểm; không có là đợt không chấm điểm' }),
};
const newOutline = z.strictObject({ id: idSchema, ...outlineFields });
const nextVersion = z.strictObject(outlineFields);
const changedOutline = z.strictObject({ ...outlineFields, ...baseField });
const sameAsDomain = z.strictObject({
  id: z.string(),
  version: z.int(),
  ...outlineFields,
}) satisfies z.ZodType<Outline>;

const outlineSchema = z
  .object({
    key: z.string().meta({ description: 'Tên trong kế hoạch: `<mã>@<phiên bản>`', example: 'cchc-2026@1' }),
    outline: sameAsDomain,
    used: z.boolean().meta({ description: 'Đã dùng cho một đợt: không sửa được nữa' }),
    savedAt: instantSchema,
    edition: versionSchema,
    faults: z
      .array(z.object({ at: z.string(), sentence: z.string() }))
      .meta({ description: 'Chỗ của thang điểm phải sửa trước khi một đợt dùng được' }),
  })
  .meta({ id: 'OutlineVersion' });
const summarySchema = z
  .object({
    key: z.string(),
    id: z.string(),
    version: z.int(),
    title: z.string(),
    official: z.boolean(),
    used: z.boolean(),
    scored: z.boolean().meta({ description: 'Có thang điểm' }),
    faults: z.int().meta({ description: 'Số chỗ của thang điểm phải sửa' }),
    savedAt: instantSchema,
  })
  .meta({ id: 'OutlineSummary' });
export type OutlineSummary = z.output<typeof summarySchema>;
export type OutlineShown = z.output<typeof outlineSchema>;

const shown = ({ outline, used, savedAt, edition }: OutlineVersion) => ({
  key: outlineKey(outline),
  outline,
  used,
  savedAt,
  edition,
  faults: faultsOf(outline),
});
const summary = ({ outline, used, savedAt }: OutlineVersion) => {
  const { id, version, title, official } = outline;
  const [scored, faults] = [outline.scale !== undefined, faultsOf(outline).length];
  return { key: outlineKey(outline), id, version, title, official, used, scored, faults, savedAt };
};

const faultsOf = ({ scale }: Outline): { at: string; sentence: string }[] =>
  (scale ? faultsOfScale(scale) : []).map(({ at, sentence }) => ({ at: `scale.${at}`, sentence }));

/** Throws the refusals of `assertWritten`, and each wrong place of its scale. */
function assertSound(outline: Outline): void {
  assertWritten(outline);
  const faults = faultsOf(outline);
  if (faults.length > 0) throw wrongPlaces(faults);
}

/** A version being written is kept, whatever its scale still lacks: no round can use it until then. */
function assertWritten(outline: Outline): void {
  assertOutline(outline);
  const unknown = unknownSources(outline)[0];
  if (unknown !== undefined) throw new Refusal('outline-unknown-code', { code: unknown });
}

/** What units are asked: content areas, questions, tables. A version in use never changes. */
export const outlines = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  const known = async (key: string): Promise<OutlineVersion> => {
    const version = await store.outlines.version(key);
    if (!version) throw new Refusal('not-found');
    return version;
  };

  router.get('/outlines', async (req, res) => {
    assertMay(req, 'read-office');
    const { limit, after } = parse(z.object(pageQuery), req.query);
    if (after !== undefined) assertCursor((await store.outlines.version(after)) !== undefined);
    const rows = await store.outlines.list({ limit: limit + 1, after });
    res.json(pageFrom(rows, limit, ({ outline }) => outlineKey(outline), summary));
  });

  router.post('/outlines', async (req, res) => {
    const { id: by } = assertMay(req, 'change-outlines');
    const body = parse(newOutline, req.body);
    const { about } = await once(deps, req, { what: 'outline-added', body }, async (session) => {
      const outline = { ...body, version: await store.outlines.nextVersion(body.id, session) };
      assertSound(outline);
      await store.outlines.create(outline, { by, at: now() }, session);
      return outlineKey(outline);
    });
    res.status(201).json(shown(await known(about)));
  });

  router.get('/outlines/:id', async (req, res) => {
    assertMay(req, 'read-office');
    res.json(shown(await known(req.params.id)));
  });

  router.post('/outlines/:id/versions', async (req, res) => {
    const { id: by } = assertMay(req, 'change-outlines');
    const body = parse(nextVersion, req.body);
    const before = (await known(req.params.id)).outline;
    const { about } = await once(
      deps,
      req,
      { what: 'outline-version-added', body: { id: before.id, ...body } },
      async (session) => {
        const outline = { id: before.id, ...body, version: await store.outlines.nextVersion(before.id, session) };
        assertWritten(outline);
        await store.outlines.create(outline, { by, at: now() }, session);
        return outlineKey(outline);
      },
    );
    res.status(201).json(shown(await known(about)));
  });

  router.put('/outlines/:id', async (req, res) => {
    const { id: by } = assertMay(req, 'change-outlines');
    const { base: _, ...body } = parse(changedOutline, req.body);
    const base = baseOf(req);
    const { id, version } = (await known(req.params.id)).outline;
    const outline: Outline = { id, version, ...body };
    await once(deps, req, { what: 'outline-changed', body: { base, ...outline } }, async (session) => {
      assertWritten(outline);
      await store.outlines.save(outline, { base, by, at: now() }, session);
      return outlineKey(outline);
    }).catch(withCurrent(async () => shown(await known(outlineKey(outline)))));
    res.json(shown(await known(outlineKey(outline))));
  });

  return router;
};

const path = pathId('`<mã>@<phiên bản>`');
const unsound = ['outline-empty', 'outline-code-twice', 'outline-unknown-code'] as const;
export const outlinePaths: Paths = {
  '/api/outlines': {
    get: describe({
      summary: 'Các đề cương và phiên bản',
      operation: 'read-office',
      query: z.object(pageQuery),
      answers: pageOf(summarySchema),
    }),
    post: describe({
      summary: 'Lập đề cương; mã đã có thì thành phiên bản tiếp theo',
      operation: 'change-outlines',
      command: true,
      body: newOutline,
      status: 201,
      answers: outlineSchema,
      refusals: unsound,
    }),
  },
  '/api/outlines/{id}': {
    get: describe({ summary: 'Một phiên bản đề cương', operation: 'read-office', path, answers: outlineSchema }),
    put: describe({
      summary: 'Sửa một phiên bản chưa dùng',
      operation: 'change-outlines',
      path,
      command: true,
      overBase: true,
      body: changedOutline,
      answers: outlineSchema,
      refusals: ['outline-in-use', ...unsound],
    }),
  },
  '/api/outlines/{id}/versions': {
    post: describe({
      summary: 'Lập phiên bản mới của đề cương này',
      operation: 'change-outlines',
      path,
      command: true,
      body: nextVersion,
      status: 201,
      answers: outlineSchema,
      refusals: unsound,
    }),
  },
};
