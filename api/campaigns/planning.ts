import express, { Router } from 'express';
import { z } from 'zod';
import { vnDay } from '../../domain/day.ts';
import { methodWords } from '../../domain/inspection.ts';
import { sessionWords } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import { proposedVisits } from '../../domain/proposed-visits.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, pathId } from '../fields.ts';
import { engagements } from '../office/engagements.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { plannedVisitSchema } from './plan-schema.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { namedSchema, peopleOf, roundOf, unitNames } from './rounds.ts';
import { readSheets, writeSheets, xlsxType } from '../sheet.ts';
import type { SheetTable } from '../sheet.ts';
import { settingOf } from './setting.ts';
import { readUnits } from './units-file.ts';

const sessions = z.enum(['morning', 'afternoon']);
const wantedSchema = z.strictObject({
  from: daySchema.meta({ description: 'Không xếp buổi nào trước ngày này' }),
  sessions: z
    .array(sessions)
    .min(1)
    .max(2)
    .default(['morning', 'afternoon'])
    .meta({ description: 'Những buổi được dùng trong ngày' }),
});
const proposedSchema = z
  .object({
    visits: z.array(z.object({ unit: z.string(), team: z.string(), visit: plannedVisitSchema })),
    left: z.array(z.object({ unit: z.string(), why: z.enum(['no-team', 'no-day']) })),
  })
  .meta({ id: 'ProposedVisits', description: 'Lịch đề xuất; kế hoạch chưa đổi gì' });
export type Proposed = z.output<typeof proposedSchema>;

const readSchema = z
  .object({
    rows: z.array(
      z.object({
        line: z.int(),
        unit: namedSchema,
        known: z.boolean().meta({ description: 'Đã có trong kế hoạch' }),
        team: z.string().optional(),
        method: z.enum(['on-site', 'desk', 'surprise']).optional(),
        visit: z
          .object({ day: daySchema, session: sessions, startsAt: z.string().optional(), at: z.string().optional() })
          .optional(),
      }),
    ),
    errors: z.array(z.object({ at: z.string(), sentence: z.string() })),
  })
  .meta({ id: 'UnitsRead', description: 'Tệp đọc được gì; kế hoạch chưa đổi gì' });
export type UnitsRead = z.output<typeof readSchema>;

/** Help in writing a plan: what a file of units says, which half-days are free. Nothing is recorded by it. */
export const planning = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/campaigns/:id/units-file', async (req, res) => {
    assertMay(req, 'draft-campaign', { campaign: req.params.id });
    const { draft } = await roundOf(deps, req.params.id);
    const nameOf = await unitNames(
      store,
      draft.plan.units.map(({ unit }) => unit),
    );
    res
      .type(xlsxType)
      .attachment(`don-vi-${draft.campaign}.xlsx`)
      .send(await writeSheets([unitsTable(draft.plan, nameOf)]));
  });

  router.post('/campaigns/:id/units-file', express.raw({ type: () => true, limit: '6mb' }), async (req, res) => {
    assertMay(req, 'draft-campaign', { campaign: req.params.id });
    const { draft, day } = await roundOf(deps, req.params.id);
    const bytes: unknown = req.body;
    const sheets = await readSheets(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0));
    const filled = sheets.find(({ rows }) => rows.length > 0)?.rows ?? [];
    res.json(readUnits(filled, { units: await store.units.all(), plan: draft.plan, today: day }));
  });

  router.post('/campaigns/:id/proposed-visits', async (req, res) => {
    assertMay(req, 'draft-campaign', { campaign: req.params.id });
    const { draft, day } = await roundOf(deps, req.params.id);
    const wanted = parse(wantedSchema, req.body);
    if (wanted.from <= day)
      throw wrongPlaces([{ at: 'from', sentence: 'Ngày bắt đầu không còn ở phía trước. Hãy chọn ngày khác.' }]);
    const { plan } = draft;
    const isTraining = plan.clock === 'stepped';
    const [{ calendar }, people, engaged] = await Promise.all([
      settingOf(plan, store, today(deps)),
      store.people.getMany(peopleOf(plan)),
      engagements({ store }, { training: isTraining ? plan.campaign : undefined, but: { campaign: plan.campaign } }),
    ]);
    const units = new Map(people.map(({ _id, unit }) => [_id, unit]));
    res.json(proposedVisits(plan, wanted, { calendar, engaged, worksAt: (person) => units.get(person) }));
  });

  return router;
};

/** The plan's units as a list that can be filled in further and read back. */
function unitsTable(plan: Plan, nameOf: (unit: string) => string): SheetTable {
  const teams = new Map(plan.teams.map(({ id, name }) => [id, name]));
  const heads: [string, number][] = [
    ['mã đơn vị', 24],
    ['tên đơn vị', 44],
    ['đoàn', 28],
    ['cách kiểm tra', 16],
    ['ngày', 14],
    ['buổi', 10],
    ['giờ', 10],
    ['địa điểm', 36],
  ];
  return {
    name: 'Đơn vị',
    columns: heads.map(([head, width]) => ({ head, width })),
    rows: plan.units.map(({ unit, team, method = 'on-site', visits: [visit] }) => [
      unit,
      nameOf(unit),
      teams.get(team),
      methodWords[method],
      ...(visit ? [vnDay(visit.day), sessionWords[visit.session], visit.startsAt, visit.at] : []),
    ]),
  };
}

const path = pathId('Mã đợt kiểm tra');
export const planningPaths: Paths = {
  '/api/campaigns/{id}/units-file': {
    get: describe({
      summary: 'Đơn vị của kế hoạch đang soạn, để ghi thêm trong Excel rồi gửi lại',
      operation: 'draft-campaign',
      path,
      answerType: xlsxType,
    }),
    post: describe({
      summary: 'Đọc danh sách đơn vị từ tệp Excel hoặc CSV, từng dòng đúng sai; kế hoạch chưa đổi',
      description:
        'Dòng đầu là tên cột: đơn vị (mã, tên hoặc tên viết tắt), đoàn, cách kiểm tra, ngày, buổi, giờ, địa điểm; chỉ cột đơn vị là bắt buộc.',
      operation: 'draft-campaign',
      path,
      body: z.string(),
      bodyType: xlsxType,
      answers: readSchema,
      refusals: ['sheet-unreadable', 'sheet-too-large'],
    }),
  },
  '/api/campaigns/{id}/proposed-visits': {
    post: describe({
      summary: 'Đề xuất lịch cho các đơn vị chưa có buổi; kế hoạch chưa đổi',
      operation: 'draft-campaign',
      path,
      body: wantedSchema,
      answers: proposedSchema,
      refusals: ['calendar-missing'],
    }),
  },
};
