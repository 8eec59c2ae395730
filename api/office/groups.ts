import { Router } from 'express';
import { z } from 'zod';
import { membersOf } from '../../domain/group.ts';
import type { Group } from '../../domain/group.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Unit } from '../../domain/unit.ts';
import type { VersionedGroup } from '../../store/content/groups.ts';
import { assertMay } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { baseField, daySchema, idSchema, lineSchema, pathId, versionSchema } from '../fields.ts';
import { baseOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse, withCurrent, wrongPlaces } from '../problem.ts';
import { namedSchema } from '../campaigns/rounds.ts';
import { idOf } from './unit-tree.ts';

const ids = z.array(idSchema).max(5_000);
const groupFields = {
  name: lineSchema(200).meta({ example: 'các sở, ban, ngành' }),
  kinds: z
    .array(lineSchema(60))
    .min(1)
    .max(50)
    .exactOptional()
    .meta({ description: 'Loại đơn vị, như trong danh mục' }),
  levels: z
    .array(z.enum(['central-vertical', 'province', 'commune', 'site']))
    .min(1)
    .exactOptional(),
  units: ids.exactOptional().meta({ description: 'Thêm từng đơn vị' }),
  except: ids.exactOptional().meta({ description: 'Trừ các đơn vị này' }),
};
const newGroup = z.strictObject({
  id: idSchema.exactOptional().meta({ description: 'Để trống thì lấy theo tên' }),
  ...groupFields,
});
const changedGroup = z.strictObject({ ...groupFields, ...baseField });
const groupSchema = z
  .object({
    id: z.string(),
    ...groupFields,
    version: versionSchema,
    members: z.int().meta({ description: 'Số đơn vị thuộc nhóm hôm nay; văn bản chốt danh sách vào lúc trình' }),
  })
  .meta({ id: 'Group' });
const membersQuery = z.object({ on: daySchema.optional().meta({ description: 'Để trống: hôm nay' }) });
const membersSchema = z.object({ on: daySchema, count: z.int(), items: z.array(namedSchema) });
export type GroupView = z.output<typeof groupSchema>;
export type GroupMembers = z.output<typeof membersSchema>;

/** Groups of units that papers address together: “các sở, ban, ngành”, “UBND cấp xã”. */
export const groups = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  const known = async (id: string): Promise<VersionedGroup> => {
    const group = await store.groups.get(id);
    if (!group) throw new Refusal('not-found');
    return group;
  };
  const counted = (group: VersionedGroup, units: Unit[]) => ({
    ...group,
    members: membersOf(group, units, today(deps)).length,
  });
  const shown = async (id: string) => counted(await known(id), await store.units.all());
  /** A group of nothing, or of units nobody knows, addresses nobody. Throws 422. */
  const assertMeansUnits = async ({ kinds, levels, units = [], except = [] }: Group) => {
    if (!kinds && !levels && units.length === 0)
      throw wrongPlaces([{ at: 'kinds', sentence: 'Nhóm chưa có đơn vị nào. Hãy ghi loại, cấp hoặc từng đơn vị.' }]);
    const there = new Set((await store.units.getMany([...units, ...except])).map(({ id }) => id));
    const stranger = [...units, ...except].find((unit) => !there.has(unit));
    if (stranger !== undefined) throw new Refusal('unit-unknown', { unit: stranger });
  };

  router.get('/groups', async (req, res) => {
    assertMay(req, 'read-office');
    const { limit, after } = parse(z.object(pageQuery), req.query);
    if (after !== undefined) assertCursor((await store.groups.get(after)) !== undefined);
    const [rows, units] = await Promise.all([store.groups.list({ limit: limit + 1, after }), store.units.all()]);
    res.json(
      pageFrom(
        rows,
        limit,
        ({ id }) => id,
        (row) => counted(row, units),
      ),
    );
  });

  router.post('/groups', async (req, res) => {
    assertMay(req, 'change-groups');
    const body = parse(newGroup, req.body);
    const group: Group = { ...body, id: body.id ?? idOf(body.name) };
    const { about } = await once(deps, req, { what: 'group-added', body }, async (session) => {
      await assertMeansUnits(group);
      await store.groups.create(group, session);
      return group.id;
    });
    res.status(201).json(await shown(about));
  });

  router.get('/groups/:id', async (req, res) => {
    assertMay(req, 'read-office');
    res.json(await shown(req.params.id));
  });

  router.get('/groups/:id/members', async (req, res) => {
    assertMay(req, 'read-office');
    const { on = today(deps) } = parse(membersQuery, req.query);
    const group = await known(req.params.id);
    const items = membersOf(group, await store.units.all(), on).map(({ id, name }) => ({ id, name }));
    res.json({ on, count: items.length, items });
  });

  router.put('/groups/:id', async (req, res) => {
    assertMay(req, 'change-groups');
    const { base: _, ...body } = parse(changedGroup, req.body);
    const base = baseOf(req);
    const { id } = await known(req.params.id);
    const group: Group = { id, ...body };
    await once(deps, req, { what: 'group-changed', body: { base, ...group } }, async (session) => {
      await assertMeansUnits(group);
      await store.groups.save(group, base, session);
      return id;
    }).catch(withCurrent(() => shown(id)));
    res.json(await shown(id));
  });

  router.delete('/groups/:id', async (req, res) => {
    assertMay(req, 'change-groups');
    const { id } = req.params;
    await once(deps, req, { what: 'group-removed', body: { id } }, async (session) => {
      await known(id);
      await store.groups.remove(id, session);
      return id;
    });
    res.status(204).end();
  });

  return router;
};

const path = pathId('Mã nhóm đơn vị');
export const groupPaths: Paths = {
  '/api/groups': {
    get: describe({
      summary: 'Các nhóm đơn vị nhận văn bản',
      operation: 'read-office',
      query: z.object(pageQuery),
      answers: pageOf(groupSchema),
    }),
    post: describe({
      summary: 'Thêm một nhóm đơn vị',
      operation: 'change-groups',
      command: true,
      body: newGroup,
      status: 201,
      answers: groupSchema,
      refusals: ['group-exists', 'unit-unknown'],
    }),
  },
  '/api/groups/{id}': {
    get: describe({ summary: 'Một nhóm đơn vị', operation: 'read-office', path, answers: groupSchema }),
    put: describe({
      summary: 'Sửa một nhóm đơn vị; văn bản đã trình giữ danh sách của mình',
      operation: 'change-groups',
      path,
      command: true,
      overBase: true,
      body: changedGroup,
      answers: groupSchema,
      refusals: ['unit-unknown'],
    }),
    delete: describe({
      summary: 'Bỏ một nhóm đơn vị; văn bản đã trình giữ danh sách của mình',
      operation: 'change-groups',
      path,
      command: true,
    }),
  },
  '/api/groups/{id}/members': {
    get: describe({
      summary: 'Các đơn vị thuộc một nhóm vào một ngày',
      operation: 'read-office',
      path,
      query: membersQuery,
      answers: membersSchema,
    }),
  },
};
