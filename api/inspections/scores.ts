import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Instant } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Outline } from '../../domain/outline.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Operation } from '../../domain/rights.ts';
import { pointsOf, ruleWords } from '../../domain/scale.ts';
import type { Scale } from '../../domain/scale.ts';
import { appraisals, appraisalWords, criteriaOf, faultsOfMarks, latest, totalOf } from '../../domain/score.ts';
import type { Appraisal, Columns, Mark, Marks } from '../../domain/score.ts';
import { declaredIn } from '../../domain/self-score.ts';
import type { KeptMark, ScoreColumn, Scores } from '../../store/content/scores.ts';
import { assertSignedIn, mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { pathId } from '../fields.ts';
import { baseOf, keyOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, withCurrent, wrongPlaces } from '../problem.ts';
import { byOf, namesOf } from '../campaigns/rounds.ts';
import { inspectionFor, planOf } from './inspection-record.ts';
import type { FrozenSelfReport } from './inspection-record.ts';
import { marksBody, reopenBody, scoresSchema } from './score-schema.ts';

const rightOf = { self: 'score-self', first: 'score-first', second: 'score-second' } as const satisfies Record<
  Appraisal,
  Operation
>;

/** One inspection with the scale it is scored by. */
export interface ScoreCase {
  inspection: Inspection;
  outline: Outline & { scale: Scale };
  kind: string;
  unit: { id: string; name: string };
  /** The self column with what the report declares. */
  scores: Scores;
  /** As the unit wrote it. */
  own?: ScoreColumn;
  /** What the report declares as it was sent; undefined: none was. */
  declared?: Marks;
  exempt: Map<string, string>;
}

/** Scores of one unit: what it says of itself, the first and the second appraisal. Each column stands once confirmed. */
export function scores(deps: Deps): Router {
  const router = Router();
  const only =
    (operation: Operation): RequestHandler<{ id: string }> =>
    async (req, _res, next) => {
      await inspectionFor(deps, req, req.params.id, operation);
      next();
    };

  router.get('/inspections/:id/scores', only('read-inspection'), async (req, res) => {
    res.json(await scoresView(deps, req, req.params.id));
  });

  for (const appraisal of appraisals) {
    router.put(`/inspections/:id/scores/${appraisal}`, only(rightOf[appraisal]), async (req, res) => {
      const { marks } = parse(marksBody, req.body);
      const base = baseOf(req);
      const view = () => scoresView(deps, req, req.params.id);
      const of = await scoreCase(deps, req, req.params.id, rightOf[appraisal]);
      const { id: by } = assertSignedIn(req);
      await save(deps, by, of, appraisal, { base, marks }).catch(withCurrent(async () => (await view())[appraisal]));
      res.json(await view());
    });

    router.post(`/inspections/:id/scores/${appraisal}/confirm`, only(rightOf[appraisal]), async (req, res) => {
      const { version } = parse(confirmBody, req.body);
      const of = await scoreCase(deps, req, req.params.id, rightOf[appraisal]);
      await confirm(deps, { by: assertSignedIn(req).id, key: keyOf(req) }, of, appraisal, version);
      res.json(await scoresView(deps, req, req.params.id));
    });
  }

  router.post('/inspections/:id/scores/reopen', only('reopen-scores'), async (req, res) => {
    const body = parse(reopenBody, req.body);
    const { inspection, scores } = await scoreCase(deps, req, req.params.id, 'reopen-scores');
    await once(deps, req, { what: 'score-reopened', body: { inspection: inspection.id, ...body } }, async (session) => {
      const column = scores[body.appraisal];
      if (!column?.confirmed) throw new Refusal('score-not-confirmed');
      const { confirmed: _, ...open } = column;
      const next = { ...open, version: column.version + 1 };
      await deps.store.scores.write(scores, body.appraisal, column.version, next, session);
      return inspection.id;
    });
    res.json(await scoresView(deps, req, req.params.id));
  });

  return router;
}

const confirmBody = z.strictObject({ version: z.int().min(1) });

/** Throws Refusal('score-without-scale' | 'not-found' | 'not-allowed'). */
export async function scoreCase(deps: Deps, req: Request, path: string, operation: Operation): Promise<ScoreCase> {
  const { store } = deps;
  const { inspection } = await inspectionFor(deps, req, path, operation);
  const { campaign, unit } = inspection.place;
  const { outline: key } = await planOf(deps, inspection);
  const [outline, kept, known, exemptions] = await Promise.all([
    store.outlines.get(key),
    store.scores.get(inspection.id),
    store.units.get(unit),
    store.scores.exemptionsOf(key),
  ]);
  if (!outline?.scale) throw new Refusal('score-without-scale');
  const kind = known?.kind ?? '';
  const scores = kept ?? { inspection: inspection.id, campaign, unit };
  const sent = await sentReport(deps, inspection);
  const declared = sent && declaredIn(outline, sent.body);
  return {
    inspection,
    outline: { ...outline, scale: outline.scale },
    kind,
    unit: { id: unit, name: known?.name ?? unit },
    scores: sent && declared ? withDeclared(sent, declared, scores) : scores,
    ...(kept?.self ? { own: kept.self } : {}),
    ...(declared ? { declared } : {}),
    exempt: new Map(
      exemptions.filter((one) => one.kind === kind).map(({ criterion, reason }) => [criterion, reason] as const),
    ),
  };
}

const sentReport = async ({ store }: Pick<Deps, 'store'>, { selfReport }: Inspection) =>
  selfReport?.latest === undefined ? undefined : await store.snapshots.get<FrozenSelfReport>(selfReport.latest);

/** The self column with what the unit's report already declares, where the unit has not written a line itself. */
function withDeclared({ by, at }: { by: string; at: Instant }, marks: Marks, scores: Scores): Scores {
  if (scores.self?.confirmed) return scores;
  const written = new Set(scores.self?.marks.map(({ criterion }) => criterion));
  const declared = Object.entries(marks)
    .filter(([criterion]) => !written.has(criterion))
    .map(([criterion, mark]): KeptMark => ({ ...mark, criterion, by, at }));
  if (declared.length === 0) return scores;
  return { ...scores, self: { version: 0, ...scores.self, marks: [...(scores.self?.marks ?? []), ...declared] } };
}

export const marksOf = (column: ScoreColumn | undefined): Marks =>
  Object.fromEntries(
    (column?.marks ?? []).map(({ criterion, declared, reason }) => [
      criterion,
      { declared, ...(reason === undefined ? {} : { reason }) },
    ]),
  );

const columnsOf = (scores: Scores): Columns =>
  Object.fromEntries(appraisals.flatMap((one) => (scores[one] ? [[one, marksOf(scores[one])]] : [])));

/** A line keeps who wrote it and when, until it says something else. */
function kept(before: ScoreColumn | undefined, marks: Marks, by: string, at: KeptMark['at']): KeptMark[] {
  const known = new Map(before?.marks.map((mark) => [mark.criterion, mark]));
  return Object.entries(marks).map(([criterion, mark]) => {
    const was = known.get(criterion);
    return was && sameMark(was, mark) ? was : { criterion, ...mark, by, at };
  });
}

const sameMark = (a: Mark, b: Mark): boolean =>
  JSON.stringify([a.declared, a.reason ?? '']) === JSON.stringify([b.declared, b.reason ?? '']);

/** Keeps a column as it is being written; what is wrong with a line is said, and only a confirmed column is refused. */
export async function save(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  by: string,
  { outline: { scale }, scores }: ScoreCase,
  appraisal: Appraisal,
  { base, marks }: { base: number; marks: Marks },
): Promise<void> {
  const column = scores[appraisal];
  if (column?.confirmed) throw new Refusal('score-confirmed');
  if (appraisal === 'self') assertNotAppraised(scores);
  const stray = Object.keys(marks).find((code) => criteriaOf(scale).every((criterion) => criterion.code !== code));
  if (stray !== undefined) throw new Refusal('score-unknown', { criterion: stray });
  // what the unit's report declares is kept from the first appraisal on, though the unit never opens its own column
  if (appraisal !== 'self' && scores.self?.version === 0)
    await store.scores.write(scores, 'self', 0, { ...scores.self, version: 1 });
  const version = base + 1;
  await store.scores.write(scores, appraisal, base, { version, marks: kept(column, marks, by, now()) });
}

/** The column as it stood at `version`, from now on. Throws Refusal with every line that is wrong. */
export async function confirm(
  deps: Pick<Deps, 'store' | 'now'>,
  { by, key }: { by: string; key: string },
  { inspection, outline: { scale }, scores }: ScoreCase,
  appraisal: Appraisal,
  version: number,
): Promise<void> {
  const body = { inspection: inspection.id, appraisal, version };
  const command = { key, by, at: deps.now(), what: 'score-confirmed', body };
  await deps.store.changes.once(command, async (session) => {
    const column = scores[appraisal];
    if (column?.confirmed) throw new Refusal('score-confirmed');
    if (appraisal === 'self') {
      assertNotAppraised(scores);
      if (owesReport(inspection) && takesFromReport(scale)) throw new Refusal('score-before-report');
    }
    if (column?.version !== version) throw new Refusal('stale-draft');
    const faults = faultsOfMarks(scale, columnsOf(scores), appraisal, marksOf(column));
    if (faults.length > 0)
      throw wrongPlaces(
        faults.map(({ criterion, refusal }) => ({ at: `marks.${criterion}`, sentence: refusal.message })),
      );
    const next = { ...column, version: version + 1, confirmed: { by, at: deps.now() } };
    await deps.store.scores.write(scores, appraisal, version, next, session);
    return inspection.id;
  });
}

/** What the unit says of itself stands once somebody has judged it. */
function assertNotAppraised({ first }: Scores): void {
  if (first?.confirmed) throw new Refusal('score-appraised');
}

/** A report is to be sent still, or to be sent again. */
export const owesReport = ({ duties }: Inspection): boolean =>
  duties.some((duty) => isOpen(duty) && ['self-report', 'supplement-self-report'].includes(duty.kind));

export const takesFromReport = (scale: Scale): boolean => criteriaOf(scale).some(({ from }) => from !== undefined);

/** Shown to the unit: its own column, and the others once they are confirmed. */
async function scoresView(deps: Deps, req: Request, path: string): Promise<z.input<typeof scoresSchema>> {
  const { inspection, outline, kind, unit, scores, exempt } = await scoreCase(deps, req, path, 'read-inspection');
  const { scale } = outline;
  const columns = columnsOf(scores);
  const reads = mayDo(req, 'read-campaign');
  const names = await namesOf(
    deps.store,
    appraisals.flatMap((one) =>
      [...(scores[one]?.marks ?? []), scores[one]?.confirmed].flatMap((mark) => mark?.by ?? []),
    ),
  );
  const criteria = new Map(criteriaOf(scale).map((criterion) => [criterion.code, criterion]));
  const shown = (appraisal: Appraisal) => {
    const column = scores[appraisal];
    const may = mayDo(req, rightOf[appraisal], inspection.place) && !column?.confirmed;
    if (appraisal !== 'self' && !reads && !column?.confirmed) return {};
    if (!column && !may) return {};
    const marks = marksOf(column);
    return {
      [appraisal]: {
        version: column?.version ?? 0,
        marks: (column?.marks ?? []).map((mark) => {
          const criterion = criteria.get(mark.criterion);
          const points = criterion && pointsOf(criterion, mark.declared);
          return { ...mark, by: byOf(mark.by, names), ...(points === undefined ? {} : { points }) };
        }),
        total: totalOf(scale, latest(columns, appraisal), [...exempt.keys()]),
        faults: faultsOfMarks(scale, columns, appraisal, marks).map(({ criterion, refusal }) => ({
          criterion,
          sentence: refusal.message,
        })),
        ...(column?.confirmed ? { confirmed: { by: byOf(column.confirmed.by, names), at: column.confirmed.at } } : {}),
        may,
      },
    };
  };
  return {
    unit,
    outline: `${outline.id}@${outline.version}`,
    official: outline.official,
    kind,
    groups: scale.groups.map(({ criteria: lines, ...group }) => ({
      ...group,
      criteria: lines.map((criterion) => {
        const why = exempt.get(criterion.code);
        return { ...criterion, words: ruleWords(criterion), ...(why === undefined ? {} : { exempt: why }) };
      }),
    })),
    ...shown('self'),
    ...shown('first'),
    ...shown('second'),
    mayReopen: mayDo(req, 'reopen-scores', inspection.place),
  };
}

const path = pathId('Mã cuộc kiểm tra');

export const scorePaths: Paths = {
  '/api/inspections/{id}/scores': {
    get: describe({
      summary: 'Điểm của đơn vị: tự đánh giá, thẩm định lần 1, lần 2',
      operation: 'read-inspection',
      path,
      answers: scoresSchema,
      refusals: ['score-without-scale'],
    }),
  },
  ...Object.fromEntries(
    appraisals.flatMap((appraisal) => [
      [
        `/api/inspections/{id}/scores/${appraisal}`,
        {
          put: describe({
            summary: `Lưu cột điểm ${appraisalWords[appraisal].toLowerCase()} đang chấm`,
            operation: rightOf[appraisal],
            path,
            overBase: true,
            body: marksBody,
            answers: scoresSchema,
            refusals: [
              'score-confirmed',
              'score-unknown',
              'score-without-scale',
              ...(appraisal === 'self' ? (['score-appraised'] as const) : []),
            ],
          }),
        },
      ],
      [
        `/api/inspections/{id}/scores/${appraisal}/confirm`,
        {
          post: describe({
            summary: `Chốt cột điểm ${appraisalWords[appraisal].toLowerCase()}`,
            operation: rightOf[appraisal],
            path,
            command: true,
            body: confirmBody,
            answers: scoresSchema,
            refusals: [
              'score-confirmed',
              'score-without-scale',
              'stale-draft',
              ...(appraisal === 'self' ? (['score-appraised', 'score-before-report'] as const) : []),
            ],
          }),
        },
      ],
    ]),
  ),
  '/api/inspections/{id}/scores/reopen': {
    post: describe({
      summary: 'Mở lại một cột điểm đã chốt, kèm lý do',
      operation: 'reopen-scores',
      path,
      command: true,
      body: reopenBody,
      answers: scoresSchema,
      refusals: ['score-not-confirmed', 'score-without-scale'],
    }),
  },
};
