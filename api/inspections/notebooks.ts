import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { printable } from '../../domain/document.ts';
import { assertInspection, inspectionStates } from '../../domain/inspection.ts';
import type { Inspection, InspectionState } from '../../domain/inspection.ts';
import { emptyNotebook, noteKinds } from '../../domain/notebook.ts';
import type { Note, Notebook } from '../../domain/notebook.ts';
import type { Outline } from '../../domain/outline.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Operation } from '../../domain/rights.ts';
import type { Deps } from '../deps.ts';
import { baseField, idSchema, instantSchema, versionSchema } from '../fields.ts';
import { baseOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertOwnEvidence } from '../pages/exchange-acts.ts';
import { parse, withCurrent, wrongPlaces } from '../problem.ts';
import { bySchema, byOf, namesOf, planOf, roundOf } from '../campaigns/rounds.ts';
import { inspectionFor, mayAround, previousReport, taken } from './inspection-record.ts';
import type { FrozenSelfReport } from './inspection-record.ts';
import { id } from './inspection-views.ts';

const words = (most: number) => z.string().max(most);
const noteSchema = z
  .strictObject({
    id: idSchema.meta({ description: 'Do người ghi đặt, giữ nguyên tới kết luận', example: 'gn-7f3a' }),
    kind: z.enum(noteKinds).meta({ description: 'Ưu điểm; tồn tại, hạn chế; ghi nhận' }),
    area: words(200).meta({ description: 'Mã lĩnh vực trong đề cương', example: 'cai_cach_tthc' }),
    text: words(3_000).meta({ description: 'Để trống khi đang viết dở' }),
    criterion: words(200).exactOptional().meta({ description: 'Mã câu hỏi trong đề cương' }),
    basis: words(500).exactOptional().meta({ description: 'Quy định chưa thực hiện đúng' }),
    cause: words(2_000).exactOptional(),
    evidence: words(2_000).exactOptional(),
    files: z
      .array(z.strictObject({ id: words(100), name: words(300), size: z.int().min(0) }))
      .max(30)
      .exactOptional()
      .meta({ description: 'Ảnh, tệp đã gửi qua /api/files' }),
    exemplary: z.literal(true).exactOptional().meta({ description: 'Cách làm hay' }),
    noWork: words(500).exactOptional().meta({ description: 'Không giao việc, vì sao' }),
    figure: words(300).exactOptional().meta({ description: 'Số liệu làm nảy sinh ghi nhận này' }),
  })
  .meta({ id: 'Note' }) satisfies z.ZodType<Note>;
const notebookSchema = z
  .strictObject({
    notes: z.array(noteSchema).max(500),
    found: z.record(z.string().regex(/^[^$\0]{1,300}$/, 'Không phải chỗ của một số liệu.'), words(60)).meta({
      description: 'Số Đoàn kiểm tra đếm được, ghi bằng chữ như đã gõ, theo chỗ `biểu/dòng/cột` hoặc mã chỉ tiêu',
    }),
    tolerance: z
      .number()
      .min(0)
      .max(100)
      .exactOptional()
      .meta({ description: 'Lệch đến bao nhiêu phần trăm thì bỏ qua' }),
  })
  .meta({ id: 'NotebookContent' }) satisfies z.ZodType<Notebook>;
const saving = z.strictObject({ content: notebookSchema, ...baseField });
const keptSchema = z
  .object({
    version: versionSchema,
    savedAt: instantSchema.optional(),
    savedBy: bySchema.optional(),
    content: notebookSchema,
  })
  .meta({ id: 'Notebook' });
export type NotebookView = z.output<typeof keptSchema>;

const comparisonSchema = z
  .object({
    outline: z.custom<Outline>().meta({ description: 'Đề cương của đợt' }),
    period: z.object({ label: z.string(), from: z.string(), to: z.string() }),
    declared: z
      .object({ id: z.string(), report: z.custom<FrozenSelfReport>() })
      .optional()
      .meta({ description: 'Báo cáo tự kiểm tra gửi sau cùng' }),
    previous: z
      .object({ report: z.custom<FrozenSelfReport>() })
      .optional()
      .meta({ description: 'Báo cáo của đơn vị ở đợt trước' }),
    files: z
      .array(z.object({ id: z.string(), name: z.string(), size: z.int() }))
      .meta({ description: 'Tài liệu kiểm chứng mà hai báo cáo nêu' }),
  })
  .meta({ id: 'Comparison' });
export type ComparisonView = z.output<typeof comparisonSchema>;

/** Until it has its conclusion a team notes what it finds, from the first look into the report. */
const noted: readonly InspectionState[] = inspectionStates.filter(
  (state) => state !== 'concluded' && state !== 'cancelled',
);

/** What a team notes at an inspection: content like a draft, from which minutes and conclusion are prepared. */
export function notebooks(deps: Deps): Router {
  const { store, now } = deps;
  const router = Router();

  const may = async (req: Request, path: string, operation: Operation) => {
    const found = await inspectionFor(deps, req, path, 'read-inspection');
    if (!mayAround(req, operation, found.inspection)) throw new Refusal('not-allowed');
    return found;
  };

  const view = async ({ id: inspection }: Pick<Inspection, 'id'>): Promise<z.input<typeof keptSchema>> => {
    const kept = await store.notebooks.get(inspection);
    if (!kept) return { version: 0, content: emptyNotebook };
    const { version, savedAt, savedBy, content } = kept;
    return { version, savedAt, savedBy: byOf(savedBy, await namesOf(store, [savedBy])), content };
  };

  router.get('/inspections/:id/notebook', async (req, res) => {
    const { inspection } = await may(req, req.params.id, 'read-notebook');
    res.json(await view(inspection));
  });

  router.put('/inspections/:id/notebook', async (req, res) => {
    const { inspection, by } = await may(req, req.params.id, 'keep-notebook');
    const { content } = parse(saving, req.body);
    const base = baseOf(req);
    assertInspection(inspection, noted, 'ghi nhận');
    assertDistinct(content);
    await assertOwnEvidence(
      deps,
      inspection.place.unit,
      content.notes.flatMap(({ files = [] }) => files.map((file) => file.id)),
    );
    await store.notebooks
      .save(inspection.id, printableNotebook(content), { base, by, at: now() })
      .catch(withCurrent(() => view(inspection)));
    res.json(await view(inspection));
  });

  router.get('/inspections/:id/comparison', async (req, res) => {
    const { inspection } = await may(req, req.params.id, 'read-notebook');
    res.json(await comparisonOf(deps, inspection));
  });

  return router;
}

function assertDistinct({ notes }: Notebook): void {
  const ids = notes.map((note) => note.id);
  const twice = ids.findIndex((one, i) => ids.indexOf(one) < i);
  if (twice >= 0)
    throw wrongPlaces([{ at: `notes[${twice}].id`, sentence: 'Ghi nhận này có hai lần. Hãy tải lại trang.' }]);
}

/** The same with texts as papers can print them; blanks at the ends stay while somebody types. */
const printableNotebook = (content: Notebook): Notebook =>
  JSON.parse(JSON.stringify(content), (_key, value: unknown) =>
    typeof value === 'string' ? printable(value) : value,
  ) as Notebook;

/** What figures and answers are held against: as last sent, and as in the round before. */
async function comparisonOf(deps: Deps, inspection: Inspection): Promise<z.input<typeof comparisonSchema>> {
  const { store } = deps;
  const { campaign, unit } = inspection.place;
  const plan = await planOf(deps, await roundOf(deps, campaign));
  const [outline, story, previous] = await Promise.all([
    store.outlines.get(plan.outline),
    store.selfReports.get(inspection.id, unit),
    previousReport(deps, inspection),
  ]);
  if (!outline) throw new Refusal('not-found');
  const latest = (await taken(deps, story.sent)).at(-1);
  const frozen = latest && (await store.snapshots.get<FrozenSelfReport>(latest.id));
  const named = [frozen?.body, previous].flatMap((report) =>
    Object.values(report?.answers ?? {}).flatMap(({ evidence = [] }) => evidence),
  );
  const files = [...(await store.evidence.getMany(named)).values()];
  return {
    outline,
    period: plan.period,
    files: files.map(({ _id, name, size }) => ({ id: _id, name, size })),
    ...(latest && frozen ? { declared: { id: latest.id, report: frozen.body } } : {}),
    ...(previous ? { previous: { report: previous as FrozenSelfReport } } : {}),
  };
}

const path = z.object({ id });
export const notebookPaths: Paths = {
  '/api/inspections/{id}/notebook': {
    get: describe({
      summary: 'Sổ ghi nhận của Đoàn: ghi nhận, số liệu đếm được',
      operation: 'read-notebook',
      path,
      answers: keptSchema,
    }),
    put: describe({
      summary: 'Lưu sổ ghi nhận; biên bản và dự thảo kết luận lấy từ đây',
      operation: 'keep-notebook',
      overBase: true,
      path,
      body: saving,
      answers: keptSchema,
      refusals: ['inspection-not-ready', 'evidence-unknown'],
    }),
  },
  '/api/inspections/{id}/comparison': {
    get: describe({
      summary: 'Để đối chiếu: đề cương, báo cáo tự kiểm tra gửi sau cùng, báo cáo đợt trước',
      operation: 'read-notebook',
      path,
      answers: comparisonSchema,
    }),
  },
};
