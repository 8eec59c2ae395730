import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { appraisals, latest, ranked, totalOf } from '../../domain/score.ts';
import type { Appraisal, Columns } from '../../domain/score.ts';

import { unseenBy } from '../inspections/inspection-record.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { pathId } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';
import { planOf, roundOf } from './rounds.ts';

const rankingQuery = z.object({
  level: z.string().max(60).optional().meta({ description: 'Chỉ các đơn vị cấp này; hạng tính trong cấp' }),
});
const rankingSchema = z
  .object({
    outline: z.string(),
    official: z.boolean(),
    most: z.number(),
    scored: z.int(),
    units: z.int(),
    items: z.array(
      z.object({
        place: z.int(),
        inspection: z.string(),
        unit: z.object({ id: z.string(), name: z.string(), kind: z.string(), level: z.string() }),
        points: z.number(),
        percent: z.number().meta({ description: 'Phần trăm của thang điểm' }),
        self: z.number().optional(),
        first: z.number().optional(),
        second: z.number().optional(),
        upTo: z.enum(appraisals).meta({ description: 'Cột sau cùng đã chốt; chưa cột nào chốt là cột đang chấm' }),
        settled: z.boolean().meta({ description: 'Cột ấy đã chốt' }),
        blank: z.int(),
        unapproved: z.int(),
      }),
    ),
  })
  .meta({ id: 'Ranking', description: 'Xếp hạng các đơn vị đã có điểm của một đợt' });
export type Ranking = z.output<typeof rankingSchema>;

/** The units of a round by their points. Of a scale there are as many rows as units were scored. */
export const ranking = (deps: Deps): Router => {
  const router = Router();
  router.get('/campaigns/:id/ranking', async (req, res) => {
    assertMay(req, 'read-campaign');
    res.json(await rankingOf(deps, req, req.params.id, parse(rankingQuery, req.query)));
  });
  return router;
};

async function rankingOf(
  deps: Deps,
  req: Request,
  id: string,
  { level }: z.output<typeof rankingQuery>,
): Promise<z.input<typeof rankingSchema>> {
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
    const { points, most, blank, unapproved } = totalOf(scale, latest(marks, upTo), exempt);
    return [
      {
        inspection: inspection.replace(/^inspection:/, ''),
        unit: { id: unit.id, name: unit.name, kind: unit.kind, level: unit.level },
        points,
        percent: most === 0 ? 0 : Math.round((points / most) * 10_000) / 100,
        ...totals,
        upTo,
        settled: settled !== undefined,
        blank: blank.length,
        unapproved: unapproved.length,
      },
    ];
  });
  return {
    outline: plan.outline,
    official: outline.official,
    most: totalOf(scale, {}, []).most,
    scored: rows.length,
    units: plan.units.filter(({ unit }) => level === undefined || unitOf.get(unit)?.level === level).length,
    items: ranked(rows),
  };
}

export const rankingPaths: Paths = {
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
