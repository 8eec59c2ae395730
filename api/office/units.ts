import { createHash } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { UnitId } from '../../domain/role.ts';
import { existsOn } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import type { VersionedUnit } from '../../store/content/units.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { baseField, daySchema, idSchema, lineSchema, pathId, versionSchema, searchSchema } from '../fields.ts';
import { baseOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse, withCurrent } from '../problem.ts';
import { readSheets, xlsxType } from '../sheet.ts';
import { exportedUnits } from './unit-export.ts';
import { importUnits } from './unit-import.ts';
import type { SentList } from './unit-import.ts';
import { assertTree, idOf, treeOf } from './unit-tree.ts';

const unitRoles = ['unit-contact', 'unit-head'] as const;
type UnitRole = (typeof unitRoles)[number];
const levels = ['central-vertical', 'province', 'commune', 'site'] as const;

const unitFields = {
  name: lineSchema(200),
  aliases: z.array(lineSchema(100)).max(20),
  kind: lineSchema(60).meta({ description: 'Loại đơn vị, do cơ quan tự đặt', example: 'sở' }),
  level: z.enum(levels),
  parent: idSchema.exactOptional(),
  through: idSchema
    .exactOptional()
    .meta({ description: 'Cơ quan chủ quản nhận thư, văn bản thay đơn vị không có tư cách riêng' }),
  vertical: z.literal(true).exactOptional().meta({ description: 'Ngành dọc' }),
  superior: idSchema.exactOptional().meta({ description: 'Cấp trên trực tiếp của đơn vị ngành dọc' }),
  from: daySchema,
  to: daySchema.exactOptional(),
  successors: z.array(idSchema).max(20).exactOptional(),
};
const newUnit = z.strictObject({
  ...unitFields,
  id: idSchema.exactOptional().meta({ description: 'Để trống thì lấy theo tên' }),
  aliases: unitFields.aliases.default([]),
  from: daySchema.exactOptional().meta({ description: 'Để trống thì từ hôm nay' }),
});
const changedUnit = z.strictObject({ ...unitFields, ...baseField });

const unitSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    aliases: z.array(z.string()),
    kind: z.string(),
    level: z.enum(levels),
    parent: z.string().optional(),
    through: z.string().optional(),
    vertical: z.literal(true).optional(),
    superior: z.string().optional(),
    from: daySchema,
    to: daySchema.optional(),
    successors: z.array(z.string()).optional(),
    version: versionSchema,
  })
  .meta({ id: 'Unit' });
const branchSchema = unitSchema
  .extend({
    get parts() {
      return z.array(branchSchema);
    },
  })
  .meta({ id: 'UnitBranch' });
export type UnitView = z.output<typeof unitSchema>;
/** A unit with its parts. */
export type UnitBranch = z.output<typeof branchSchema>;
const unitsQuery = z.object({
  ...pageQuery,
  q: searchSchema.optional().meta({ description: 'Một phần tên hoặc tên viết tắt, không cần dấu' }),
  level: z.enum(levels).optional(),
  kind: z.string().max(60).optional(),
  parent: idSchema.optional(),
  lacks: z
    .enum(unitRoles)
    .optional()
    .meta({ description: 'Chỉ những đơn vị hôm nay chưa có ai giữ vai trò này, cũng không qua cơ quan chủ quản' }),
});
const importQuery = z.object({
  check: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .default(false)
    .meta({ description: 'Chỉ kiểm tra, chưa nhập' }),
});
const importedSchema = z.object({
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  people: z.int().meta({ description: 'Đầu mối, thủ trưởng được thêm hoặc thay' }),
  rows: z
    .array(
      z.object({
        line: z.int(),
        id: z.string(),
        name: z.string(),
        what: z.enum(['created', 'changed']),
        columns: z.array(z.string()).meta({ description: 'Các cột khác với danh mục hiện có' }),
      }),
    )
    .optional()
    .meta({ description: 'Chỉ khi kiểm tra: từng đơn vị sẽ thêm hoặc sửa' }),
});
export type ImportedView = z.output<typeof importedSchema>;

async function listSent(body: unknown): Promise<SentList> {
  if (!Buffer.isBuffer(body)) return { text: parse(z.string().min(1), typeof body === 'string' ? body : undefined) };
  const [sheet] = await readSheets(body);
  const records = (sheet?.rows ?? []).map(({ line, cells }) => ({ line, fields: cells }));
  return { records, sha256: createHash('sha256').update(body).digest('hex') };
}

/** The bodies that can be inspected, addressed, or stand above one. */
export const units = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  const known = async (id: UnitId): Promise<VersionedUnit> => {
    const row = await store.units.row(id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  /** Units of today for which nobody holds the role; a site is answered for by its unit. */
  const lacking = async (role: UnitRole): Promise<UnitId[]> => {
    const day = today(deps);
    const [all, held] = await Promise.all([store.units.all(), store.appointments.scopesWith(role, day)]);
    const answered = (unit: UnitId) => held.includes(`unit:${unit}`);
    return all
      .filter((unit) => existsOn(unit, day) && unit.level !== 'site')
      .filter(({ id, through }) => !answered(id) && !(through !== undefined && answered(through)))
      .map(({ id }) => id);
  };
  const assertFits = async (unit: Unit) =>
    assertTree(unit, new Map((await store.units.all()).map((other) => [other.id, other])));

  router.get('/units', async (req, res) => {
    assertMay(req, 'read-office');
    const { limit, lacks, ...query } = parse(unitsQuery, req.query);
    if (query.after !== undefined) assertCursor((await store.units.row(query.after)) !== undefined);
    const among = lacks === undefined ? undefined : await lacking(lacks);
    const rows = await store.units.list({ ...query, among, limit: limit + 1 });
    res.json(
      pageFrom(
        rows,
        limit,
        ({ id }) => id,
        (row) => row,
      ),
    );
  });

  router.get('/units/tree', async (req, res) => {
    assertMay(req, 'read-office');
    res.json({ items: treeOf(await store.units.rows()) });
  });

  router.post('/units', async (req, res) => {
    assertMay(req, 'change-units');
    const body = parse(newUnit, req.body);
    const unit: Unit = { ...body, id: body.id ?? idOf(body.name), from: body.from ?? today(deps) };
    const { about } = await once(deps, req, { what: 'unit-added', body }, async (session) => {
      await assertFits(unit);
      await store.units.create(unit, session);
      return unit.id;
    });
    res.status(201).json(await known(about));
  });

  const listFile = [
    express.text({ type: ['text/csv', 'text/plain'], limit: '2mb' }),
    express.raw({ type: xlsxType, limit: '5mb' }),
  ];
  router.post('/units/import', ...listFile, async (req, res) => {
    assertMay(req, 'change-units');
    assertMay(req, 'change-people');
    const { check } = parse(importQuery, req.query);
    res.json(await importUnits(deps, req, await listSent(req.body), check));
  });

  router.get('/units/export', async (req, res) => {
    assertMay(req, 'change-units');
    const file = await exportedUnits(store, today(deps));
    res
      .attachment(`don-vi-${today(deps)}.xlsx`)
      .type(xlsxType)
      .send(file);
  });

  router.get('/units/:id', async (req, res) => {
    assertMay(req, 'read-office');
    res.json(await known(req.params.id));
  });

  router.put('/units/:id', async (req, res) => {
    assertMay(req, 'change-units');
    const { base: _, ...body } = parse(changedUnit, req.body);
    const base = baseOf(req);
    const { id } = await known(req.params.id);
    const unit: Unit = { id, ...body };
    await once(deps, req, { what: 'unit-changed', body: { base, ...unit } }, async (session) => {
      await assertFits(unit);
      await store.units.save(unit, base, session);
      return id;
    }).catch(withCurrent(async () => await known(id)));
    res.json(await known(id));
  });

  return router;
};

const path = pathId('Mã đơn vị');
export const unitPaths: Paths = {
  '/api/units': {
    get: describe({
      summary: 'Danh mục đơn vị',
      operation: 'read-office',
      query: unitsQuery,
      answers: pageOf(unitSchema),
    }),
    post: describe({
      summary: 'Thêm một đơn vị',
      operation: 'change-units',
      command: true,
      body: newUnit,
      status: 201,
      answers: unitSchema,
      refusals: ['unit-exists', 'unit-unknown', 'unit-above-itself'],
    }),
  },
  '/api/units/tree': {
    get: describe({
      summary: 'Cây đơn vị',
      operation: 'read-office',
      answers: z.object({ items: z.array(branchSchema) }),
    }),
  },
  '/api/units/import': {
    post: describe({
      summary: 'Nhập danh mục đơn vị từ tệp CSV hoặc Excel',
      operation: 'change-units',
      command: true,
      query: importQuery,
      description:
        'CSV mã UTF-8 (text/csv), hoặc trang tính đầu của tệp Excel .xlsx, gửi với kiểu của nó. Dòng đầu là tên cột: mã, tên, viết tắt (cách nhau dấu |), loại, cấp, trực thuộc, chủ quản, ngành dọc, cấp trên, từ ngày, ' +
        'đến ngày, đầu mối, thư đầu mối, điện thoại đầu mối, thủ trưởng, thư thủ trưởng. Cột không có trong tệp thì giữ như đang có; ô trống là bỏ. ' +
        'Một dòng sai thì không dòng nào được nhập.',
      body: z.string(),
      bodyType: 'text/csv',
      answers: importedSchema,
      refusals: ['import-rejected', 'sheet-unreadable', 'sheet-too-large'],
    }),
  },
  '/api/units/export': {
    get: describe({
      summary: 'Danh mục đơn vị thành tệp Excel, nhập lại được',
      operation: 'change-units',
      answerType: xlsxType,
    }),
  },
  '/api/units/{id}': {
    get: describe({ summary: 'Một đơn vị', operation: 'read-office', path, answers: unitSchema }),
    put: describe({
      summary: 'Sửa một đơn vị',
      operation: 'change-units',
      path,
      command: true,
      overBase: true,
      body: changedUnit,
      answers: unitSchema,
      refusals: ['unit-unknown', 'unit-above-itself'],
    }),
  },
};
