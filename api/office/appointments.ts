import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { instantAt, vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { plannersGive } from '../../domain/rights.ts';
import type { Operation } from '../../domain/rights.ts';
import { unitRoles } from '../../domain/role.ts';
import type { Appointment, Decision, Role, Scope } from '../../domain/role.ts';
import { roleWords } from '../../domain/why.ts';
import { broadcastIdOf } from '../../workflows/messages.ts';
import { assertMay, dayBefore } from '../auth.ts';
import { assertAdministeredWithout } from './administered.ts';
import { reachEveryone } from './broadcasts.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, idSchema, pathId, roleSchema, scopeSchema } from '../fields.ts';
import { scopesUnseenBy } from '../inspections/inspection-record.ts';
import { once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { oneLine } from '../texts.ts';
import { namedSchema } from '../campaigns/rounds.ts';
import { scopeNames } from './scopes.ts';

export const decisionSchema = z
  .strictObject({ number: oneLine(60).meta({ example: '45/QĐ-SNV' }), day: daySchema })
  .meta({ id: 'Decision', description: 'Văn bản quyết định: số, ngày' }) satisfies z.ZodType<Decision>;
const newAppointment = z.strictObject({
  role: roleSchema,
  scope: scopeSchema,
  person: idSchema,
  from: daySchema,
  to: daySchema.exactOptional(),
  substituteFor: idSchema.exactOptional(),
  decision: decisionSchema.exactOptional(),
});
const lastDay = z.strictObject({
  on: daySchema.meta({ description: 'Ngày cuối còn giữ vai trò' }),
  decision: decisionSchema.exactOptional(),
});
const successor = z.strictObject({ person: idSchema, from: daySchema, decision: decisionSchema.exactOptional() });
const appointmentsQuery = z.object({
  ...pageQuery,
  role: roleSchema.optional(),
  scope: scopeSchema.optional(),
  person: idSchema.optional(),
  past: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .default(false)
    .meta({ description: 'Cả những phân công đã kết thúc' }),
});
const appointmentSchema = z
  .object({
    id: z.string(),
    role: roleSchema,
    scope: z.string(),
    person: z.string(),
    from: daySchema,
    to: daySchema.optional(),
    substituteFor: z.string().optional(),
    decision: decisionSchema.optional().meta({ description: 'Giữ theo văn bản nào' }),
    endedBy: decisionSchema.optional().meta({ description: 'Thôi giữ theo văn bản nào' }),
  })
  .meta({ id: 'Appointment' });
const listedSchema = appointmentSchema
  .extend({
    words: z.string().meta({ description: 'Vai trò, như mọi người gọi' }),
    at: z.string().meta({ description: 'Ở đâu: tên đơn vị, đoàn, đợt hoặc cơ quan' }),
    who: namedSchema.extend({
      post: z.string().optional(),
      mail: z.string().optional(),
      phone: z.string().optional(),
    }),
    insteadOf: z.string().optional().meta({ description: 'Thay cho ai' }),
  })
  .meta({ id: 'ListedAppointment' });

export type AppointmentRow = z.output<typeof listedSchema>;

/** As people read them: names beside ids, read once for the whole page. */
async function listed({ store }: Deps, rows: Appointment[]): Promise<(row: Appointment) => AppointmentRow> {
  const ids = rows.flatMap(({ person, substituteFor }) => [person, ...(substituteFor ? [substituteFor] : [])]);
  const [found, at] = await Promise.all([
    store.people.getMany([...new Set(ids)]),
    scopeNames(
      store,
      rows.map(({ scope }) => scope),
    ),
  ]);
  const people = new Map(found.map((person) => [person._id, person]));
  return (row) => {
    const { name = row.person, post, mail, phone } = people.get(row.person) ?? {};
    return {
      ...row,
      words: roleWords[row.role],
      at: at(row.scope),
      who: { id: row.person, name, ...(post ? { post } : {}), ...(mail ? { mail } : {}), ...(phone ? { phone } : {}) },
      ...(row.substituteFor ? { insteadOf: people.get(row.substituteFor)?.name ?? row.substituteFor } : {}),
    };
  };
}

const rightToGive = (role: Role): Operation => (plannersGive.includes(role) ? 'change-people' : 'administer');

const atUnits: readonly Role[] = [...unitRoles, 'superior'];

function assertPlaced(role: Role, scope: Scope): void {
  const isAtUnit = scope.startsWith('unit:');
  if (atUnits.includes(role) && !isAtUnit)
    throw new Refusal('appointment-misplaced', { where: 'tại một đơn vị (unit:<mã đơn vị>)' });
  if (!atUnits.includes(role) && isAtUnit)
    throw new Refusal('appointment-misplaced', { where: 'tại Sở, một đợt hoặc một đoàn' });
}

/** A paper of a day to come decides nothing yet. */
function assertDecided(paper: Decision | undefined, day: Day): void {
  if (paper && paper.day > day)
    throw wrongPlaces([
      { at: 'decision.day', sentence: `Ngày ${vnDay(paper.day)} chưa tới. Hãy ghi ngày của văn bản đã ký.` },
    ]);
}

/** What has an end already neither ends later than that, nor goes to somebody after it. */
function assertWithin({ to }: Appointment, day: Day, at: string): void {
  if (to !== undefined && day > to)
    throw wrongPlaces([
      { at, sentence: `Phân công này đã ghi hết ngày ${vnDay(to)}. Hãy ghi ngày không sau ngày ấy.` },
    ]);
}

function assertOrder(from: Day, to: Day | undefined, at: string): void {
  if (to !== undefined && to < from) throw wrongPlaces([{ at, sentence: `Ngày cuối phải từ ${vnDay(from)} trở đi.` }]);
}

/** Who holds which role, from when, for whom. Nothing is deleted: a replaced contact still stands in last year's letters. */
export const appointments = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  const known = async (id: string): Promise<Appointment> => {
    const appointment = await store.appointments.get(id);
    if (!appointment) throw new Refusal('not-found');
    return appointment;
  };
  const assertPeople = async (ids: (string | undefined)[]) => {
    for (const person of ids) {
      if (person !== undefined && !(await store.people.get(person))) throw new Refusal('person-unknown', { person });
    }
  };
  const assertUnit = async (scope: Scope) => {
    if (!scope.startsWith('unit:')) return;
    const unit = scope.slice('unit:'.length);
    if (!(await store.units.get(unit))) throw new Refusal('unit-unknown', { unit });
  };
  const running = async (req: Request, id: string): Promise<Appointment> => {
    assertMay(req, 'change-people');
    const appointment = await known(id);
    assertMay(req, rightToGive(appointment.role));
    return appointment;
  };
  const assertRunning = ({ to }: Appointment) => {
    if (to !== undefined && to < today(deps)) throw new Refusal('appointment-ended', { day: vnDay(to) });
  };

  /** Lines that waited for somebody in this role go to them, from their first day on. */
  const heardFrom = async (id: string, from: Day) => {
    const ahead = Date.parse(instantAt(from, 0)) - Date.parse(deps.now());
    await reachEveryone(deps, broadcastIdOf.unheard(id), { change: 'unheard' }, ahead > 0 ? ahead : undefined);
  };

  router.get('/appointments', async (req, res) => {
    assertMay(req, 'read-office');
    const { limit, ...query } = parse(appointmentsQuery, req.query);
    if (query.after !== undefined) assertCursor((await store.appointments.get(query.after)) !== undefined);
    const without = await scopesUnseenBy(deps, req);
    const rows = await store.appointments.list({ ...query, day: today(deps), limit: limit + 1, without });
    res.json(pageFrom(rows, limit, ({ id }) => id, await listed(deps, rows)));
  });

  router.post('/appointments', async (req, res) => {
    assertMay(req, 'change-people');
    const body = parse(newAppointment, req.body);
    assertMay(req, rightToGive(body.role));
    assertPlaced(body.role, body.scope);
    assertOrder(body.from, body.to, 'to');
    assertDecided(body.decision, today(deps));
    await assertPeople([body.person, body.substituteFor]);
    await assertUnit(body.scope);
    const { about } = await once(deps, req, { what: 'appointed', body }, async (session) => {
      const id = newId('a');
      await store.appointments.create({ id, ...body }, session);
      return id;
    });
    await heardFrom(about, body.from);
    res.status(201).json(await known(about));
  });

  router.post('/appointments/:id/end', async (req, res) => {
    const appointment = await running(req, req.params.id);
    const body = parse(lastDay, req.body);
    const { on, decision: by } = body;
    await once(deps, req, { what: 'appointment-ended', body: { id: appointment.id, ...body } }, async (session) => {
      assertRunning(appointment);
      assertOrder(appointment.from, on, 'on');
      assertWithin(appointment, on, 'on');
      assertDecided(by, today(deps));
      await assertAdministeredWithout(deps, { appointment: appointment.id, after: on });
      await store.appointments.end(appointment.id, on, session, by);
      return appointment.id;
    });
    res.json(await known(appointment.id));
  });

  router.post('/appointments/:id/replace', async (req, res) => {
    const appointment = await running(req, req.params.id);
    const body = parse(successor, req.body);
    const last = dayBefore(body.from);
    await assertPeople([body.person]);
    const { about } = await once(
      deps,
      req,
      { what: 'replaced', body: { id: appointment.id, ...body } },
      async (session) => {
        assertRunning(appointment);
        assertOrder(appointment.from, last, 'from');
        assertWithin(appointment, body.from, 'from');
        assertDecided(body.decision, today(deps));
        if (body.person === appointment.person)
          throw wrongPlaces([{ at: 'person', sentence: 'Người này đang giữ vai trò ấy. Hãy chọn người khác.' }]);
        await assertAdministeredWithout(deps, { appointment: appointment.id, joins: body.person, after: last });
        const id = newId('a');
        const { role, scope, to, substituteFor } = appointment;
        await store.appointments.end(appointment.id, last, session, body.decision);
        await store.appointments.create(
          {
            id,
            role,
            scope,
            ...body,
            ...(to === undefined ? {} : { to }),
            ...(substituteFor === undefined ? {} : { substituteFor }),
          },
          session,
        );
        return id;
      },
    );
    await heardFrom(about, body.from);
    res.status(201).json(await known(about));
  });

  return router;
};

const path = pathId('Mã phân công');
export const appointmentPaths: Paths = {
  '/api/appointments': {
    get: describe({
      summary: 'Ai giữ vai trò nào, ở đâu',
      operation: 'read-office',
      query: appointmentsQuery,
      answers: pageOf(listedSchema),
    }),
    post: describe({
      summary: 'Phân công một vai trò',
      operation: 'change-people',
      command: true,
      body: newAppointment,
      status: 201,
      answers: appointmentSchema,
      description: `Người lập kế hoạch phân công được: ${plannersGive.join(', ')}. Các vai trò khác do người quản trị phân công.`,
      refusals: ['appointment-misplaced', 'person-unknown', 'unit-unknown'],
    }),
  },
  '/api/appointments/{id}/end': {
    post: describe({
      summary: 'Kết thúc một phân công',
      operation: 'change-people',
      path,
      command: true,
      body: lastDay,
      answers: appointmentSchema,
      refusals: ['appointment-ended', 'last-administrator'],
    }),
  },
  '/api/appointments/{id}/replace': {
    post: describe({
      summary: 'Thay người: kết thúc phân công cũ, bắt đầu phân công mới',
      operation: 'change-people',
      path,
      command: true,
      body: successor,
      status: 201,
      answers: appointmentSchema,
      refusals: ['appointment-ended', 'person-unknown', 'last-administrator'],
    }),
  },
};
