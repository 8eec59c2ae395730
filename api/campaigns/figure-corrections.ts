import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { blocking, explainedBy, placeKey } from '../../domain/check.ts';
import type { Place } from '../../domain/check.ts';
import type { Day } from '../../domain/day.ts';
import { printable } from '../../domain/document.ts';
import { figureChanges } from '../../domain/figure-change.ts';
import type { FigureChange } from '../../domain/figure-change.ts';
import { columnCodes } from '../../domain/figures.ts';
import type { Column } from '../../domain/figures.ts';
import { inspectionState, inspectionWords } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { readNumber } from '../../domain/number.ts';
import type { Cell } from '../../domain/number.ts';
import { checkSelfReport } from '../../domain/outline.ts';
import type { SelfReport } from '../../domain/outline.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { correctionSchema, correctionView, figureHistory } from './figure-history.ts';
import { assertForeseen } from './foreseen.ts';
import { namesOf } from './rounds.ts';
import { inspectionFor, selfReportCase, taken } from '../inspections/inspection-record.ts';
import type { FrozenSelfReport, SelfReportCase } from '../inspections/inspection-record.ts';
import { id, inspectionSchema, inspectionView } from '../inspections/inspection-views.ts';
import { dayOf } from '../papers/issued.ts';
import { keyOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { oneLine } from '../texts.ts';
import { examine } from '../../domain/typed-report.ts';

/** What saving this would change in figures that were saved before, and what had been found wrong with them. */
export function draftChanges(
  { outline, period, story, previous }: SelfReportCase,
  typed: TypedReport,
  on: Day,
): (FigureChange & { on: Day; why?: string })[] {
  if (!story.draft) return [];
  const was = examine(outline, story.draft.typed, period, previous);
  const now = examine(outline, typed, period, previous);
  const errors = was.checks.filter(({ level }) => level === 'error');
  return figureChanges(outline, was.read.report, now.read.report)
    .filter((change) => change.was !== null)
    .map((change) => {
      const here = placeKey(change.at);
      const broken = errors.filter(({ at }) => at.some((place) => placeKey(place) === here));
      return { ...change, on, ...(broken.length > 0 ? { why: broken.map(({ sentence }) => sentence).join(' ') } : {}) };
    });
}

const placeSchema = z.union([
  z.strictObject({ table: z.string().max(200), row: z.string().max(200), column: z.enum(columnCodes) }),
  z.strictObject({ indicator: z.string().max(200) }),
]);
const correctionsBody = z.strictObject({
  report: z.string().max(200).meta({ description: 'Mã bản báo cáo đã xem (`selfReport.latest`)' }),
  cells: z
    .array(z.strictObject({ at: placeSchema, text: z.string().max(300) }))
    .min(1)
    .max(200),
  reason: oneLine(1_000).meta({
    description: 'Ai báo, bằng cách nào, vì sao',
    example: 'Đầu mối xã báo qua điện thoại',
  }),
});

/** The report with these figures in place of what it says. Throws the refusal invalid-body with every place it lacks. */
function corrected(report: SelfReport, cells: z.infer<typeof correctionsBody>['cells']): SelfReport {
  const next = structuredClone(report);
  const wrong = cells.flatMap(({ at, text }, i) => {
    const place = `cells[${i}]`;
    try {
      const cell = readNumber(text);
      return put(next, at, cell) ? [] : [{ at: `${place}.at`, sentence: 'Báo cáo không có ô số liệu này.' }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [{ at: `${place}.text`, sentence: error.message }];
    }
  });
  if (wrong.length > 0) throw wrongPlaces(wrong);
  return next;
}

function put(report: SelfReport, at: Place, cell: Cell): boolean {
  if (at.indicator !== undefined) {
    if (!(at.indicator in report.indicators)) return false;
    report.indicators[at.indicator] = cell;
    return true;
  }
  const answer = report.tables[at.table ?? ''];
  const row = answer && 'rows' in answer ? answer.rows.find((one) => one.id === at.row) : undefined;
  if (!row) return false;
  const column = at.column as Column;
  if (cell === null) delete row.cells[column];
  else row.cells[column] = cell;
  return true;
}

/** The office corrects figures of a report it has, on the unit's word: the former stay on record. */
async function correctFigures(
  deps: Deps,
  req: Request,
  path: string,
  { report: seen, cells, reason }: z.infer<typeof correctionsBody>,
  key: string,
): Promise<Inspection> {
  const { store } = deps;
  const { inspection, by } = await inspectionFor(deps, req, path, 'enter-for-unit');
  const submission = `self-report:${key}`;
  const body = { submission, by };
  if (await store.asks.get(key))
    return ask<Inspection>(deps, { matter: inspection.id, message: 'correctSelfReport', body, key, by });
  const { outline, previous, story } = await selfReportCase(deps, inspection);
  const latest = (await taken(deps, story.sent)).at(-1);
  const frozen = latest && (await store.snapshots.get<FrozenSelfReport>(latest.id));
  if (!latest || !frozen)
    throw new Refusal('inspection-not-ready', {
      act: 'sửa số liệu',
      state: inspectionWords[inspectionState(inspection)],
    });
  if (seen !== latest.id) throw new Refusal('stale-draft');
  await assertForeseen(deps, { matter: inspection, message: 'correctSelfReport', body, key });
  const { outline: of, checks: _, written, ...report } = frozen.body;
  const why = printable(reason).trim();
  const told = corrected(report, cells);
  // what the unit said of itself may no longer agree with the figure it now gives: the reason says why
  const before = checkSelfReport(outline, report, previous);
  const doubts = explainedBy(why, before, checkSelfReport(outline, told, previous));
  const next = { ...told, explanations: { ...told.explanations, ...doubts } };
  const checks = checkSelfReport(outline, next, previous);
  // what a report on paper left blank stays blank; a correction brings nothing new that is wrong
  const stood = new Set(blocking(before).map(({ key }) => key));
  const faults = blocking(checks).filter(({ key }) => !stood.has(key));
  if (faults.length > 0)
    throw wrongPlaces(
      faults.map(({ at, sentence }) => ({ at: placeKey(at[0] ?? {}), sentence })),
      'self-report-incomplete',
    );
  const at = deps.now();
  const kept = Object.entries(written ?? {}).filter(([place]) => !cells.some((cell) => placeKey(cell.at) === place));
  await store.snapshots.freeze({
    id: submission,
    kind: 'self-report',
    matter: inspection.id,
    body: { ...next, outline: of, checks, written: Object.fromEntries(kept) },
    by,
    at,
  });
  await store.selfReports.addSent(inspection.id, inspection.place.unit, {
    id: submission,
    key,
    version: latest.version,
    at,
    by,
    on: await dayOf(deps, inspection),
    corrects: why,
  });
  return ask<Inspection>(deps, { matter: inspection.id, message: 'correctSelfReport', body, key, by });
}

/** The figures of a report that were changed, and the office's own corrections. */
export function figureCorrections(deps: Deps): Router {
  const router = Router();

  router.get('/inspections/:id/self-report/corrections', async (req, res) => {
    const { inspection } = await inspectionFor(deps, req, req.params.id, 'read-inspection');
    const { outline, story } = await selfReportCase(deps, inspection);
    const history = await figureHistory(deps, outline, story);
    const names = await namesOf(
      deps.store,
      history.map(({ by }) => by),
    );
    res.json({ items: history.map((entry) => correctionView(entry, names)) });
  });

  router.post('/inspections/:id/self-report/corrections', async (req, res) => {
    await inspectionFor(deps, req, req.params.id, 'enter-for-unit');
    await correctFigures(deps, req, req.params.id, parse(correctionsBody, req.body), keyOf(req));
    res.json(await inspectionView(deps, req.params.id));
  });

  return router;
}

const path = z.object({ id });
export const figureCorrectionPaths: Paths = {
  '/api/inspections/{id}/self-report/corrections': {
    get: describe({
      summary: 'Số liệu đã sửa: số cũ, số mới, ai, khi nào, vì sao',
      operation: 'read-inspection',
      path,
      answers: z.object({ items: z.array(correctionSchema) }),
    }),
    post: describe({
      summary:
        'Sửa số liệu theo lời đơn vị, giữ lại số cũ; điều đơn vị đã khẳng định mà số mới không còn khớp thì lý do sửa là lời giải trình',
      operation: 'enter-for-unit',
      command: true,
      path,
      body: correctionsBody,
      answers: inspectionSchema,
      refusals: ['inspection-not-ready', 'stale-draft', 'self-report-incomplete'],
    }),
  },
};
