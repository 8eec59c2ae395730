import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { inspectionStates } from '../../domain/inspection.ts';
import type { Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitProgress } from '../../store/queries/progress.ts';
import { consolidated } from '../../store/queries/figures.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, idSchema, pathId } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse } from '../problem.ts';
import { unseenBy } from '../inspections/inspection-record.ts';
import { standingOf, standingSchema } from './campaign-views.ts';
import { scheduleOf, scheduleSchema } from './round-schedule.ts';
import { namedSchema, planOf, roundOf, unitNames, waitingSchema } from './rounds.ts';
import type { Round } from './rounds.ts';
import { settingOf } from './setting.ts';

const unitsQuery = z.object({ ...pageQuery, team: idSchema.optional() });

const visitSchema = z.object({
  n: z.int(),
  day: daySchema,
  session: z.enum(['morning', 'afternoon']),
  held: daySchema.optional(),
  minutesSigned: daySchema.optional(),
});
const inspectionRow = z
  .object({
    id: z.string(),
    unit: namedSchema,
    team: namedSchema,
    vertical: z.literal(true).optional(),
    state: z.enum(inspectionStates),
    words: z.string(),
    visits: z.array(visitSchema),
    nextDue: daySchema.optional(),
    late: z.int().meta({ description: 'Số ngày làm việc quá hạn nhiều nhất; 0 là không quá hạn' }),
  })
  .meta({ id: 'InspectionRow' });
const progressRow = inspectionRow
  .extend({
    steps: z.object({
      notified: daySchema.optional(),
      acknowledged: daySchema.optional(),
      selfReport: z
        .object({
          on: daySchema,
          sent: daySchema.meta({ description: 'Ngày báo cáo gần nhất đến' }),
          state: z.enum(['submitted', 'returned', 'accepted']),
          submissions: z.int(),
        })
        .optional(),
      silent: daySchema.optional().meta({ description: 'Ngày ghi nhận không gửi báo cáo' }),
      held: daySchema.optional(),
      minutesSigned: daySchema.optional(),
      drafted: daySchema.optional(),
      concluded: daySchema.optional(),
    }),
    items: z.object({ total: z.int(), closed: z.int() }),
    waiting: z.array(waitingSchema),
  })
  .meta({ id: 'UnitProgress' });
const progressSchema = pageOf(progressRow).extend({
  today: daySchema,
  summary: z.object({
    units: z.int(),
    late: z.int(),
    items: z.object({ total: z.int(), closed: z.int() }),
    proposals: z.object({ total: z.int(), closed: z.int(), late: z.int() }),
    states: z.array(z.object({ state: z.enum(inspectionStates), words: z.string(), units: z.int() })),
  }),
});
export type Progress = z.output<typeof progressSchema>;
const shownSchema = z.object({
  value: z
    .union([z.number(), z.object({ value: z.number(), qualifier: z.enum(['more_than', 'less_than']) })])
    .nullable(),
  text: z.string(),
});
const totalSchema = shownSchema.extend({
  known: z.number().nullable(),
  exact: z.int(),
  approximate: z.int(),
  absent: z.array(z.string()),
});
const rateSchema = z.object({
  code: z.string(),
  name: z.string(),
  of: z.string(),
  ofWhat: z.string().meta({ description: 'Mẫu số' }),
  part: z.number().nullable(),
  whole: z.number().nullable(),
  percent: z.number().nullable(),
  approximate: z.literal(true).optional(),
  text: z.string(),
});
const cellsSchema = z.record(z.string(), shownSchema);
const figuresSchema = z
  .object({
    units: z.int(),
    reported: z.int(),
    accepted: z.int(),
    names: z.record(z.string(), z.string()),
    tables: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        columns: z.array(z.object({ code: z.string(), name: z.string(), mark: z.string() })),
        units: z.array(
          z.object({
            unit: z.string(),
            state: z.enum(['submitted', 'accepted', 'none']),
            period: z
              .union([z.object({ label: z.string(), from: daySchema, to: daySchema }), z.literal('unknown')])
              .optional(),
            noFigures: z.string().optional(),
            total: cellsSchema,
            rates: z.array(rateSchema),
            rows: z.array(
              z.object({ id: z.string(), name: z.string(), under: z.string().optional(), cells: cellsSchema }),
            ),
          }),
        ),
        totals: z.record(z.string(), totalSchema),
        rates: z.array(rateSchema),
        otherPeriods: z.array(z.string()),
      }),
    ),
    indicators: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        unitOfMeasure: z.string(),
        units: z.array(shownSchema.extend({ unit: z.string() })),
        total: totalSchema,
      }),
    ),
  })
  .meta({
    id: 'RoundFigures',
    description: 'Số liệu cả đợt; không có số là null và “chưa có số liệu”, không bao giờ là 0',
  });
/** How a round stands: read from its records, never from the processes. */
export const roundReading = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/campaigns/:id/standing', async (req: Request<{ id: string }>, res) => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    res.json(await standingOf(deps, req, req.params.id));
  });

  const reading = async (req: Request<{ id: string }>): Promise<Round & { plan: Plan }> => {
    assertMay(req, 'read-campaign', { campaign: req.params.id });
    const round = await roundOf(deps, req.params.id);
    return { ...round, plan: await planOf(deps, round) };
  };

  /** One page of units with their names. */
  const unitsOf = async (req: Request<{ id: string }>, { plan, day }: Round & { plan: Plan }) => {
    const { limit, after, team } = parse(unitsQuery, req.query);
    const without = await unseenBy(deps, req, plan.campaign);
    const seen = after === undefined || without.includes(`inspection:${after}`) ? undefined : after;
    if (after !== undefined) {
      const cursor = seen === undefined ? undefined : await store.matters.get(`inspection:${seen}`);
      assertCursor(cursor?.process === 'inspection' && cursor.place.campaign === plan.campaign);
    }
    const rows = await store.progress.units(plan.campaign, {
      on: day,
      limit: limit + 1,
      after: after === undefined ? undefined : `inspection:${after}`,
      team,
      without,
    });
    const nameOf = await unitNames(
      store,
      rows.map(({ unit }) => unit),
    );
    const teamName = (id: string) => plan.teams.find((one) => one.id === id)?.name ?? id;
    const rowOf = ({ unit, team: of, inspection, vertical, state, words, visits, nextDue, late }: UnitProgress) => ({
      id: inspection.replace(/^inspection:/, ''),
      unit: { id: unit, name: nameOf(unit) },
      team: { id: of, name: teamName(of) },
      ...(vertical ? { vertical } : {}),
      state,
      words,
      visits,
      ...(nextDue ? { nextDue } : {}),
      late,
    });
    return { rows, limit, rowOf, without };
  };
  const cursor = ({ inspection }: UnitProgress) => inspection.replace(/^inspection:/, '');

  router.get('/campaigns/:id/progress', async (req, res) => {
    const round = await reading(req);
    const { rows, limit, rowOf, without } = await unitsOf(req, round);
    const page = pageFrom(rows, limit, cursor, (row) => ({
      ...rowOf(row),
      steps: row.steps,
      items: row.items,
      waiting: row.waiting,
    }));
    res.json({
      today: round.day,
      summary: await store.progress.summary(round.plan.campaign, round.day, without),
      ...page,
    });
  });

  router.get('/campaigns/:id/inspections', async (req, res) => {
    const { rows, limit, rowOf } = await unitsOf(req, await reading(req));
    res.json(pageFrom(rows, limit, cursor, rowOf));
  });

  router.get('/campaigns/:id/schedule', async (req, res) => {
    const { plan, record } = await reading(req);
    const { calendar } = await settingOf(plan, store, today(deps));
    const isLaunched = record !== undefined && record.launched > 0;
    res.json(await scheduleOf(deps, req, plan, calendar, isLaunched));
  });

  router.get('/campaigns/:id/figures', async (req, res) => {
    const { plan } = await reading(req);
    const [outline, declared] = await Promise.all([
      store.outlines.get(plan.outline),
      store.roundFigures.declared(plan.campaign),
    ]);
    if (!outline) throw new Refusal('not-found');
    const nameOf = await unitNames(
      store,
      declared.map(({ unit }) => unit),
    );
    const names = Object.fromEntries(declared.map(({ unit }) => [unit, nameOf(unit)]));
    res.json({ ...consolidated(outline, declared), names });
  });

  return router;
};

const path = pathId('Mã đợt kiểm tra');
const read = { operation: 'read-campaign', path } as const;
export type RoundFigures = z.output<typeof figuresSchema>;
export const roundReadingPaths: Paths = {
  '/api/campaigns/{id}/standing': {
    get: describe({
      ...read,
      summary: 'Phần của đợt tự thay đổi: đã triển khai tới đâu, ngày của đợt; không kèm kế hoạch',
      answers: standingSchema,
    }),
  },
  '/api/campaigns/{id}/progress': {
    get: describe({
      ...read,
      summary: 'Bảng theo dõi: đơn vị × bước, đang chờ ai, quá hạn bao lâu',
      query: unitsQuery,
      answers: progressSchema,
    }),
  },
  '/api/campaigns/{id}/inspections': {
    get: describe({ ...read, summary: 'Các cuộc kiểm tra của đợt', query: unitsQuery, answers: pageOf(inspectionRow) }),
  },
  '/api/campaigns/{id}/schedule': {
    get: describe({
      ...read,
      summary: 'Lịch kiểm tra theo ngày và đoàn, chỗ nào trùng',
      answers: scheduleSchema,
      refusals: ['calendar-missing'],
    }),
  },
  '/api/campaigns/{id}/figures': {
    get: describe({ ...read, summary: 'Số liệu tổng hợp của đợt', answers: figuresSchema }),
  },
};
