import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { addDays, vnDay } from '../../domain/day.ts';
import type { Matter } from '../../domain/matter.ts';
import { holders, unitRoles } from '../../domain/role.ts';
import type { UnitId } from '../../domain/role.ts';
import { existsOn } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import type { ClientSession } from '../../store/connection.ts';
import { broadcastIdOf } from '../../workflows/messages.ts';
import { ask } from '../ask.ts';
import { assertMay, assertSignedIn } from '../auth.ts';
import { textUnder } from '../campaigns/rounds.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, idSchema, lineSchema } from '../fields.ts';
import { keyOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse, wrongPlaces } from '../problem.ts';
import type { WrongPlace } from '../problem.ts';
import { reachEveryone } from './broadcasts.ts';
import { checkSchema, isHeldAfter, isServedBy, passesFrom, reachOf } from './succession-reach.ts';
import type { Ending } from './succession-reach.ts';

const succession = z.strictObject({
  on: daySchema.meta({ description: 'Ngày cuối các đơn vị còn hoạt động; đơn vị kế thừa tiếp nhận từ hôm sau' }),
  basis: lineSchema(300).meta({ example: 'Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội' }),
  units: z
    .array(
      z.strictObject({
        unit: idSchema,
        to: z
          .array(idSchema)
          .max(20)
          .meta({ description: 'Đơn vị kế thừa; đơn vị đầu nhận mọi việc không giao riêng. Trống: giải thể' }),
        heirs: z
          .array(z.strictObject({ matter: z.string().min(1).max(300), to: idSchema }))
          .max(500)
          .exactOptional()
          .meta({ description: 'Khi chia tách: hồ sơ nào giao cho đơn vị kế thừa nào' }),
      }),
    )
    .min(1)
    .max(50),
  contacts: z.enum(['move', 'end']).meta({ description: 'Đầu mối chuyển sang đơn vị kế thừa, hay thôi làm đầu mối' }),
  parts: z.enum(['move', 'end']).meta({ description: 'Bộ phận trực thuộc về đơn vị kế thừa, hay cùng kết thúc' }),
});
type Succession = z.output<typeof succession>;
const doneSchema = z.object({
  units: z.int(),
  matters: z.int().meta({ description: 'Hồ sơ đã chuyển sang đơn vị kế thừa' }),
});
export type SuccessionCheck = z.output<typeof checkSchema>;
export type SuccessionDone = z.output<typeof doneSchema>;
const leftSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), name: z.string(), to: daySchema, successors: z.array(z.string()), open: z.int() }),
  ),
});
export type SuccessionsLeft = z.output<typeof leftSchema>;

const atOnce = 4;

/** Units merge, split, end: the record, the people, the groups and everything open in one act. */
export const successions = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.post('/successions/check', async (req, res) => {
    const body = await allowed(deps, req);
    const [units, reach] = await Promise.all([store.units.all(), reachOf(deps, body.units, body.on)]);
    const heirs = [
      ...new Set(body.units.flatMap((ending) => [...ending.to, ...(ending.heirs ?? []).map(({ to }) => to)])),
    ];
    const day = today(deps);
    const answering = await Promise.all(
      heirs.map(async (id) => {
        const { through } = units.find((unit) => unit.id === id) ?? {};
        const all = (
          await Promise.all([id, ...(through ? [through] : [])].map((unit) => store.appointments.at(`unit:${unit}`)))
        ).flat();
        const place = { unit: id, ...(through ? { through } : {}) };
        const heard = (role: (typeof unitRoles)[number]) => holders(all, role, place, day);
        return { id, contacts: heard('unit-contact'), people: unitRoles.flatMap(heard) };
      }),
    );
    const moves = body.contacts === 'move';
    const isGiven = (heir: UnitId) =>
      moves &&
      reach.some(({ to, people }) => to[0]?.id === heir && people.some(({ words }) => words === 'đầu mối đơn vị'));
    const hasOpen = reach.some(({ matters }) => matters.length > 0);
    const nameOf = (id: UnitId) => units.find((unit) => unit.id === id)?.name ?? id;
    res.json({
      on: body.on,
      units: reach,
      told: hasOpen ? new Set(answering.flatMap(({ people }) => people)).size : 0,
      unheard: answering
        .filter(({ id, contacts }) => contacts.length === 0 && !isGiven(id))
        .map(({ id }) => ({ id, name: nameOf(id) })),
    } satisfies SuccessionCheck);
  });

  router.post('/successions', async (req, res) => {
    const body = await allowed(deps, req);
    const { id: by } = assertSignedIn(req);
    const key = keyOf(req);
    const basis = textUnder(deps, {
      key,
      kind: 'remarks',
      matter: 'units',
      body: { text: body.basis },
      by,
    });
    await basis.freeze();
    const { counts } = await once(deps, req, { what: 'units-succeeded', body }, async (session) => {
      await recorded(deps, body, session);
      const matters = new Set((await passing(deps, body)).map(({ matter }) => matter)).size;
      return { about: body.units[0]!.unit, counts: { units: body.units.length, matters } };
    });
    await passOn(deps, await passing(deps, body), { key, by, basis: basis.id });
    await reachEveryone(deps, broadcastIdOf.unheard(newId('n')), { change: 'unheard' });
    res.status(201).json({ units: body.units.length, matters: counts?.['matters'] ?? 0 } satisfies SuccessionDone);
  });

  router.get('/successions/left', async (req, res) => {
    assertMay(req, 'read-office');
    const day = today(deps);
    const ended = (await store.units.all()).filter(({ to }) => to !== undefined && to < day);
    const found = await store.unitWork.touching(ended.map(({ id }) => id));
    const items = ended.flatMap(({ id, name, to, successors = [] }) => {
      const open = found.filter((matter) => matter.closed === undefined && passesFrom(matter, id)).length;
      return open === 0 ? [] : [{ id, name, to: to!, successors, open }];
    });
    res.json({ items } satisfies SuccessionsLeft);
  });

  return router;
};

/** The act as asked, of known units and on days that hold. Throws 422 at each wrong place. */
async function allowed(deps: Deps, req: Request): Promise<Succession> {
  assertMay(req, 'change-units');
  assertMay(req, 'change-people');
  const body = parse(succession, req.body);
  const units = new Map((await deps.store.units.all()).map((unit) => [unit.id, unit]));
  const after = addDays(body.on, 1);
  const ending = new Set(body.units.map(({ unit }) => unit));
  const wrong: WrongPlace[] = [];
  if (body.on >= today(deps))
    wrong.push({
      at: 'on',
      sentence: `Bàn giao được từ ngày ${vnDay(after)}, khi đơn vị kế thừa đã hoạt động. Trước đó hãy ghi ngày cuối và đơn vị kế thừa ở trang của từng đơn vị.`,
    });
  body.units.forEach(({ unit: id, to, heirs = [] }, i) => {
    const unit = units.get(id);
    const at = `units[${i}].unit`;
    if (!unit) wrong.push({ at, sentence: `Không có đơn vị mã ${id}.` });
    else if (body.on < unit.from)
      wrong.push({ at, sentence: `${unit.name} có hiệu lực từ ${vnDay(unit.from)}, sau ngày cuối đã ghi.` });
    else if (unit.to !== undefined && unit.to !== body.on)
      wrong.push({ at, sentence: `${unit.name} đã ghi ngày cuối là ${vnDay(unit.to)}. Hãy ghi đúng ngày ấy.` });
    if (body.units.findIndex((other) => other.unit === id) !== i)
      wrong.push({ at, sentence: 'Đơn vị này đã ghi ở trên.' });
    for (const heir of [...to, ...heirs.map((one) => one.to)]) {
      const successor = units.get(heir);
      if (!successor) wrong.push({ at: `units[${i}].to`, sentence: `Không có đơn vị mã ${heir}.` });
      else if (ending.has(heir))
        wrong.push({ at: `units[${i}].to`, sentence: `${successor.name} cũng kết thúc trong lần này.` });
      else if (!existsOn(successor, after))
        wrong.push({
          at: `units[${i}].to`,
          sentence: `${successor.name} không hoạt động vào ngày ${vnDay(after)}. Hãy sửa thời gian có hiệu lực của đơn vị kế thừa.`,
        });
    }
    if (heirs.some((one) => !to.includes(one.to)))
      wrong.push({ at: `units[${i}].heirs`, sentence: 'Chỉ giao hồ sơ cho đơn vị đã ghi là kế thừa.' });
  });
  if (wrong.length > 0) throw wrongPlaces(wrong);
  return body;
}

/** What the office's own records say of it, in one transaction. */
async function recorded({ store }: Deps, body: Succession, session: ClientSession): Promise<void> {
  const rows = new Map((await store.units.rows(session)).map((row) => [row.id, row]));
  const changed = new Map<UnitId, Unit>();
  const current = (id: UnitId): Unit => {
    const { version: _, ...unit } = rows.get(id)!;
    return changed.get(id) ?? unit;
  };
  const ids = body.units.map(({ unit }) => unit);
  for (const { unit: id, to } of body.units) {
    const heir = to[0];
    const { successors: _, ...before } = current(id);
    changed.set(id, {
      ...before,
      to: body.on,
      // what is still addressed to it is heard by whoever succeeded it
      ...(heir === undefined ? {} : { through: heir, successors: [...new Set(to)] }),
    });
    for (const { id: other } of [...rows.values()].filter((row) => !ids.includes(row.id))) {
      const one = current(other);
      if (one.parent === id && existsOn(one, addDays(body.on, 1))) changed.set(other, movedPart(one, body, heir));
      else if (heir !== undefined && heir !== other && isServedBy(one, id, body.on))
        changed.set(other, {
          ...one,
          ...(one.through === id ? { through: heir } : {}),
          ...(one.superior === id ? { superior: heir } : {}),
        });
    }
    await peopleMoved(store, { unit: id, heir }, body, session);
  }
  for (const [id, unit] of changed) await store.units.save(unit, rows.get(id)!.version, session);
  await groupsMoved(store, body, session);
}

function movedPart(part: Unit, { parts, on }: Succession, heir: UnitId | undefined): Unit {
  if (parts === 'end' || heir === undefined) return { ...part, to: on };
  return { ...part, parent: heir };
}

/** Posts at the unit end with it; its contacts answer at the successor from the day after, where so decided. */
async function peopleMoved(
  { appointments }: Deps['store'],
  { unit, heir }: { unit: UnitId; heir: UnitId | undefined },
  { on, contacts }: Succession,
  session: ClientSession,
): Promise<void> {
  const [held, there] = await Promise.all([
    appointments.at(`unit:${unit}`, session),
    heir === undefined ? [] : appointments.at(`unit:${heir}`, session),
  ]);
  for (const { id, role, person, to } of held.filter((one) => isHeldAfter(one, on))) {
    await appointments.end(id, on, session);
    const isThere = there.some((one) => one.person === person && one.role === role && isHeldAfter(one, on));
    if (contacts === 'move' && heir !== undefined && role === 'unit-contact' && !isThere)
      await appointments.create(
        {
          id: newId('a'),
          role,
          scope: `unit:${heir}`,
          person,
          from: addDays(on, 1),
          ...(to === undefined ? {} : { to }),
        },
        session,
      );
  }
}

/** A group that names the unit names its successors. */
async function groupsMoved({ groups }: Deps['store'], { units }: Succession, session: ClientSession): Promise<void> {
  const heirsOf = new Map(units.map(({ unit, to }) => [unit, to]));
  const moved = (ids: UnitId[] | undefined) =>
    ids && [...new Set(ids.flatMap((id) => [...(heirsOf.has(id) ? [id] : []), ...(heirsOf.get(id) ?? [id])]))];
  for (const { version, ...group } of await groups.list({ limit: 0 })) {
    const named = [...(group.units ?? []), ...(group.except ?? [])];
    if (!named.some((id) => heirsOf.has(id))) continue;
    const [added, except] = [moved(group.units), moved(group.except)];
    await groups.save(
      { ...group, ...(added ? { units: added } : {}), ...(except ? { except } : {}) },
      version,
      session,
    );
  }
}

interface Passing {
  matter: string;
  from: UnitId;
  to: UnitId;
}

/** What is still to pass: what passed already is no more of the unit that ended. */
async function passing({ store }: Deps, { units }: Pick<Succession, 'units'>): Promise<Passing[]> {
  const found = await store.unitWork.touching(units.map(({ unit }) => unit));
  return units
    .filter(({ to }) => to.length > 0)
    .flatMap((ending) =>
      found
        .filter((matter) => passesFrom(matter, ending.unit))
        .map(({ id }) => ({ matter: id, from: ending.unit, to: heirOf(ending, id) })),
    );
}

/** Hands each over under a key of its own: asked again after a failure, what is left is done. */
async function passOn(
  deps: Deps,
  all: Passing[],
  { key, by, basis }: { key: string; by: string; basis: string },
): Promise<void> {
  // several units may stand in one matter: one ask after the other there
  const lanes = [...new Set(all.map(({ matter }) => matter))].map((id) => all.filter(({ matter }) => matter === id));
  const walk = async () => {
    for (let lane = lanes.pop(); lane !== undefined; lane = lanes.pop())
      for (const { matter, from, to } of lane)
        await ask<Matter>(deps, {
          matter,
          message: 'handOver',
          body: { from, to, basis },
          key: `${key}:${createHash('sha256').update(`${matter} ${from}`).digest('hex').slice(0, 24)}`,
          by,
        });
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
}

const heirOf = ({ to, heirs = [] }: Ending, matter: string): UnitId =>
  heirs.find((one) => one.matter === matter)?.to ?? to[0]!;

export const successionPaths: Paths = {
  '/api/successions': {
    post: describe({
      summary: 'Sáp nhập, chia tách, giải thể: bàn giao cho đơn vị kế thừa',
      operation: 'change-units',
      command: true,
      description:
        'Ghi ngày cuối và đơn vị kế thừa, chuyển đầu mối, nhóm, bộ phận trực thuộc, rồi chuyển mọi việc đang mở; hạn giữ nguyên. Gửi lại cùng khóa khi chưa xong thì làm tiếp phần còn lại.',
      body: succession,
      status: 201,
      answers: doneSchema,
    }),
  },
  '/api/successions/check': {
    post: describe({
      summary: 'Bàn giao như vậy thì chuyển những gì; chưa ghi gì',
      operation: 'change-units',
      body: succession,
      answers: checkSchema,
    }),
  },
  '/api/successions/left': {
    get: describe({
      summary: 'Đơn vị đã hết hiệu lực còn việc mở chưa bàn giao',
      operation: 'read-office',
      answers: leftSchema,
    }),
  },
};
