import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { appraisals, criteriaOf, latest, ranked, totalOf } from '../../domain/score.ts';
import type { Appraisal, Columns } from '../../domain/score.ts';

import { unseenBy } from '../inspections/inspection-record.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { pathId } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';
import { mostOfScale } from '../../domain/scale.ts';
import type { Scale } from '../../domain/scale.ts';
import { saveAs } from '../papers/files.ts';
import { xlsxType } from '../sheet.ts';
import { rankingSheet } from './ranking-sheet.ts';
import type { ScoredUnit } from './ranking-sheet.ts';

import { planOf, roundOf } from './rounds.ts';

const rankingQuery = z.object({
  level: z.string().max(60).optional().meta({ description: 'Chỉ các đơn vị cấp này; hạng tính trong cấp' }),
});
const rankingSchema = z
  .object({
    outline: z.string(),
    title: z.string().meta({ description: 'Tên đề cương có thang điểm' }),
    official: z.boolean(),
    most: z.number(),
    scored: z.int(),
    units: z.int(),
    items: z.array(
      z.object({
        place: z.int(),
        tied: z.boolean().meta({ description: 'Cùng điểm, cùng hạng với đơn vị khác' }),
        inspection: z.string(),
        unit: z.object({ id: z.string(), name: z.string(), kind: z.string(), level: z.string() }),
        points: z.number(),
        percent: z.number().meta({ description: 'Phần trăm của thang điểm' }),
        self: z.number().optional(),
        first: z.number().optional(),
        second: z.number().optional(),
        upTo: z.enum(appraisals).meta({ description: 'Cột sau cùng đã chốt; chưa cột nào chốt là cột đang chấm' }),
        settled: z.boolean().meta({ description: 'Cột ấy đã chốt' }),
        applicable: z.number().meta({ description: 'Điểm tối đa của các tiêu chí áp dụng; điểm quy về cả thang' }),
        earned: z.number().meta({ description: 'Điểm trước khi quy về cả thang, không kể điểm cộng, trừ' }),
        exempt: z
          .array(z.object({ criterion: z.string(), text: z.string(), most: z.number() }))
          .meta({ description: 'Tiêu chí không áp dụng đã duyệt cho loại đơn vị này' }),
        blank: z.int(),
        unapproved: z.int(),
      }),
    ),
    unscored: z
      .array(z.object({ unit: z.object({ id: z.string(), name: z.string() }) }))
      .meta({ description: 'Đơn vị của đợt chưa có điểm' }),
  })
  .meta({ id: 'Ranking', description: 'Xếp hạng các đơn vị đã có điểm của một đợt' });
export type Ranking = z.output<typeof rankingSchema>;

/** The units of a round by their points. Of a scale there are as many rows as units were scored. */
export const ranking = (deps: Deps): Router => {
  const router = Router();
  router.get('/campaigns/:id/ranking', async (req, res) => {
    assertMay(req, 'read-campaign');
    res.json((await rankingOf(deps, req, req.params.id, parse(rankingQuery, req.query))).ranking);
  });
  router.get('/campaigns/:id/ranking/sheet', async (req, res) => {
    assertMay(req, 'read-campaign');
    const { ranking, scored, scale } = await rankingOf(deps, req, req.params.id, parse(rankingQuery, req.query));
    const sheet = await rankingSheet(ranking, scored, scale, today(deps));
    saveAs(res, { name: `Xếp hạng ${req.params.id}.xlsx`, type: xlsxType, size: sheet.length });
    res.end(sheet);
  });
  return router;
};

async function rankingOf(
  deps: Deps,
  req: Request,
  id: string,
  { level }: z.output<typeof rankingQuery>,
): Promise<{ ranking: Ranking; scored: ScoredUnit[]; scale: Scale }> {
  const { store } = deps;
  const round = await roundOf(deps, id);
  const plan = await planOf(deps, round);
  const outline = await store.outlines.get(plan.outline);
  if (!outline?.scale) throw new Refusal('score-without-scale');
  const { scale } = outline;
  const [all, unseen, exemptions, units] = await Promise.all([
    store.scores.ofCampaign(id),
    unseenBy(deps, req, id),
    store.scores.exemptionsOf(plan.outline),
    store.units.all(),
  ]);
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const scored: ScoredUnit[] = [];
  const rows = all.flatMap(({ inspection, unit: unitId, ...columns }) => {
    const unit = unitOf.get(unitId);
    if (!unit || unseen.includes(inspection) || (level !== undefined && unit.level !== level)) return [];
    const marks = Object.fromEntries(
      appraisals.flatMap((one) => {
        const column = columns[one];
        return column ? [[one, Object.fromEntries(column.marks.map((mark) => [mark.criterion, mark]))]] : [];
      }),
    ) as Columns;
    const exempt = exemptions.filter(({ kind }) => kind === unit.kind).map(({ criterion }) => criterion);
    const settled = appraisals.findLast((one) => columns[one]?.confirmed);
    const upTo: Appraisal = settled ?? appraisals.findLast((one) => columns[one]) ?? 'self';
    const totals = Object.fromEntries(
      appraisals.flatMap((one) => (columns[one] ? [[one, totalOf(scale, latest(marks, one), exempt).points]] : [])),
    );
    const counted = latest(marks, upTo);
    const { points, most, applicable, earned, blank, unapproved } = totalOf(scale, counted, exempt);
    scored.push({ unit: unit.name, inspection, marks });
    return [
      {
        inspection: inspection.replace(/^inspection:/, ''),
        unit: { id: unit.id, name: unit.name, kind: unit.kind, level: unit.level },
        points,
        percent: most === 0 ? 0 : Math.round((points / most) * 10_000) / 100,
        ...totals,
        upTo,
        settled: settled !== undefined,
        applicable,
        earned,
        exempt: criteriaOf(scale).flatMap(({ code, text, most: worth }) => {
          const declared = counted[code]?.declared;
          return declared && 'notApplicable' in declared && exempt.includes(code)
            ? [{ criterion: code, text, most: worth }]
            : [];
        }),
        blank: blank.length,
        unapproved: unapproved.length,
      },
    ];
  });
  const meant = plan.units.filter(
    ({ unit }) =>
      (level === undefined || unitOf.get(unit)?.level === level) && !unseen.some((one) => one.endsWith(`:${unit}`)),
  );
  const has = new Set(rows.map(({ unit }) => unit.id));
  return {
    ranking: {
      outline: plan.outline,
      title: outline.title,
      official: outline.official,
      most: mostOfScale(scale),
      scored: rows.length,
      units: meant.length,
      items: ranked(rows),
      unscored: meant.flatMap(({ unit }) =>
        has.has(unit) ? [] : [{ unit: { id: unit, name: unitOf.get(unit)?.name ?? unit } }],
      ),
    },
    scored,
    scale,
  };
}

export const rankingPaths: Paths = {
  '/api/campaigns/{id}/ranking/sheet': {
    get: describe({
      summary: 'Xếp hạng và điểm từng tiêu chí ba cột, dạng Excel',
      operation: 'read-campaign',
      path: pathId('Mã đợt kiểm tra'),
      query: rankingQuery,
      answerType: xlsxType,
      refusals: ['score-without-scale'],
    }),
  },
  '/api/campaigns/{id}/ranking': {
    get: describe({
      summary: 'Xếp hạng các đơn vị đã có điểm',
      operation: 'read-campaign',
      path: pathId('Mã đợt kiểm tra'),
      query: rankingQuery,
      answers: rankingSchema,
      refusals: ['score-without-scale'],
    }),
  },
};
