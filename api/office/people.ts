import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { roles } from '../../domain/role.ts';
import { roleWords } from '../../domain/why.ts';
import type { Person } from '../../store/content/people.ts';
import { assertMay, later } from '../auth.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import {
  baseField,
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  mailSchema,
  pathId,
  versionSchema,
  searchSchema,
} from '../fields.ts';
import { scopesUnseenBy } from '../inspections/inspection-record.ts';
import { baseOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { parse, withCurrent } from '../problem.ts';
import { newSecret, secretHash } from '../secret.ts';
import { namesOf, unitNames } from '../campaigns/rounds.ts';
import { assertAdministeredWithout } from './administered.ts';
import { decisionSchema } from './appointments.ts';
import { scopeNames } from './scopes.ts';

const personFields = {
  name: lineSchema(120),
  post: lineSchema(160).exactOptional(),
  mail: mailSchema,
  phone: lineSchema(40).exactOptional(),
  unit: idSchema.exactOptional(),
};
const newPerson = z.strictObject(personFields);
const changedPerson = z.strictObject({ ...personFields, ...baseField });

const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    post: z.string().optional(),
    mail: z.string(),
    phone: z.string().optional(),
    unit: z.string().optional(),
    version: versionSchema,
  })
  .meta({ id: 'Person' });
const listedSchema = personSchema
  .extend({
    unitName: z.string().optional(),
    login: z.string().optional().meta({ description: 'Tên đăng nhập, nếu có tài khoản đang mở' }),
  })
  .meta({ id: 'ListedPerson' });
const personWithRoles = personSchema.extend({
  unitName: z.string().optional(),
  appointments: z.array(
    z.object({
      id: z.string(),
      role: z.enum(roles),
      words: z.string(),
      scope: z.string(),
      at: z.string().meta({ description: 'Ở đâu: tên đơn vị, đoàn, đợt hoặc cơ quan' }),
      from: daySchema,
      to: daySchema.optional(),
      substituteFor: z.string().optional(),
      insteadOf: z.string().optional().meta({ description: 'Thay cho ai' }),
      decision: decisionSchema.optional(),
      endedBy: decisionSchema.optional(),
    }),
  ),
  account: z.object({ login: z.string() }).optional(),
});

export type PersonRow = z.output<typeof listedSchema>;
export type PersonView = z.output<typeof personWithRoles>;
export type InvitationView = z.output<typeof invitationSchema>;
const peopleQuery = z.object({
  ...pageQuery,
  q: searchSchema.optional().meta({ description: 'Tên, chức vụ hoặc địa chỉ thư, không cần dấu' }),
  unit: idSchema.optional(),
  of: z.enum(['office', 'units']).optional().meta({ description: 'Cán bộ của cơ quan, hay người ở các đơn vị' }),
});
const invitationSchema = z.object({
  link: z.string().meta({ description: 'Chỉ hiện một lần' }),
  endsAt: instantSchema,
});

const invitationHours = 24;
const shown = ({ _id, ...person }: Person & { version: number }) => ({ id: _id, ...person });

/** The people of the office and of the units: one human, one mailbox. */
export const people = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();

  const known = async (id: string) => {
    const row = await store.people.row(id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const assertUnitKnown = async ({ unit }: { unit?: string }) => {
    if (unit !== undefined && !(await store.units.get(unit))) throw new Refusal('unit-unknown', { unit });
  };

  router.get('/people', async (req, res) => {
    assertMay(req, 'read-office');
    const { limit, ...query } = parse(peopleQuery, req.query);
    if (query.after !== undefined) assertCursor((await store.people.row(query.after)) !== undefined);
    const rows = await store.people.list({ ...query, limit: limit + 1 });
    const [unitName, accounts] = await Promise.all([
      unitNames(
        store,
        rows.flatMap(({ unit }) => unit ?? []),
      ),
      store.accounts.getMany(rows.map(({ _id }) => _id)),
    ]);
    const logins = new Map(accounts.map(({ _id, login, closedAt }) => [_id, closedAt ? undefined : login]));
    res.json(
      pageFrom(
        rows,
        limit,
        ({ _id }) => _id,
        (row) => {
          const login = logins.get(row._id);
          return {
            ...shown(row),
            ...(row.unit === undefined ? {} : { unitName: unitName(row.unit) }),
            ...(login === undefined ? {} : { login }),
          };
        },
      ),
    );
  });

  router.post('/people', async (req, res) => {
    assertMay(req, 'change-people');
    const body = parse(newPerson, req.body);
    const { about } = await once(deps, req, { what: 'person-added', body }, async (session) => {
      await assertUnitKnown(body);
      const id = newId('p');
      await store.people.create({ _id: id, ...body }, session);
      return id;
    });
    res.status(201).json(shown(await known(about)));
  });

  router.get('/people/:id', async (req, res) => {
    assertMay(req, 'read-office');
    const person = await known(req.params.id);
    const [appointments, account, unseen] = await Promise.all([
      store.appointments.of(person._id),
      store.accounts.get(person._id),
      scopesUnseenBy(deps, req),
    ]);
    const inForce = appointments.filter(
      ({ scope, to }) => (to === undefined || to >= today(deps)) && !unseen.includes(scope),
    );
    const [at, unitName, names] = await Promise.all([
      scopeNames(
        store,
        inForce.map(({ scope }) => scope),
      ),
      unitNames(store, person.unit === undefined ? [] : [person.unit]),
      namesOf(
        store,
        inForce.flatMap(({ substituteFor }) => substituteFor ?? []),
      ),
    ]);
    res.json({
      ...shown(person),
      ...(person.unit === undefined ? {} : { unitName: unitName(person.unit) }),
      appointments: inForce.map(({ id, role, scope, from, to, substituteFor, decision, endedBy }) => ({
        id,
        role,
        words: roleWords[role],
        scope,
        at: at(scope),
        from,
        to,
        ...(substituteFor === undefined ? {} : { substituteFor, insteadOf: names[substituteFor] ?? substituteFor }),
        ...(decision ? { decision } : {}),
        ...(endedBy ? { endedBy } : {}),
      })),
      ...(account && !account.closedAt ? { account: { login: account.login } } : {}),
    });
  });

  router.put('/people/:id', async (req, res) => {
    assertMay(req, 'change-people');
    const { base: _, ...body } = parse(changedPerson, req.body);
    const base = baseOf(req);
    const { _id } = await known(req.params.id);
    await once(deps, req, { what: 'person-changed', body: { _id, base, ...body } }, async (session) => {
      await assertUnitKnown(body);
      await store.people.save({ _id, ...body }, base, session);
      return _id;
    }).catch(withCurrent(async () => shown(await known(_id))));
    res.json(shown(await known(_id)));
  });

  router.post('/people/:id/invitation', async (req, res) => {
    const { id: by } = assertMay(req, 'administer');
    const { _id: person } = await known(req.params.id);
    const secret = newSecret();
    const endsAt = later(now(), invitationHours * 3_600_000);
    const { repeated } = await once(deps, req, { what: 'person-invited', body: { person } }, async (session) => {
      const invitation = {
        _id: newId('i'),
        secretHash: secretHash(secret),
        person,
        createdBy: by,
        createdAt: now(),
        endsAt,
      };
      await store.invitations.create(invitation, session);
      return person;
    });
    if (repeated) throw new Refusal('secret-shown-once');
    res.status(201).json({ link: `${deps.config.publicUrl}/setup/${secret}`, endsAt });
  });

  router.delete('/people/:id/account', async (req, res) => {
    assertMay(req, 'administer');
    const { _id: person } = await known(req.params.id);
    await once(deps, req, { what: 'account-closed', body: { person } }, async (session) => {
      await assertAdministeredWithout(deps, { person, after: today(deps) });
      await store.accounts.close(person, now(), session);
      await store.sessions.endAll(person, undefined, session);
      await store.invitations.end(person, session);
      return person;
    });
    res.status(204).end();
  });

  return router;
};

const path = pathId('Mã người');
export const peoplePaths: Paths = {
  '/api/people': {
    get: describe({ summary: 'Danh bạ', operation: 'read-office', query: peopleQuery, answers: pageOf(listedSchema) }),
    post: describe({
      summary: 'Thêm một người',
      operation: 'change-people',
      command: true,
      body: newPerson,
      status: 201,
      answers: personSchema,
      refusals: ['mail-taken', 'unit-unknown'],
    }),
  },
  '/api/people/{id}': {
    get: describe({
      summary: 'Một người và các vai trò đang giữ',
      operation: 'read-office',
      path,
      answers: personWithRoles,
    }),
    put: describe({
      summary: 'Sửa thông tin một người',
      operation: 'change-people',
      path,
      command: true,
      overBase: true,
      body: changedPerson,
      answers: personSchema,
      refusals: ['mail-taken', 'unit-unknown'],
    }),
  },
  '/api/people/{id}/invitation': {
    post: describe({
      summary: 'Cấp đường dẫn để đặt tên đăng nhập và mật khẩu',
      operation: 'administer',
      path,
      command: true,
      status: 201,
      description: `Dùng một lần, trong ${invitationHours} giờ. Đường dẫn cấp trước đó hết hiệu lực.`,
      answers: invitationSchema,
      refusals: ['secret-shown-once'],
    }),
  },
  '/api/people/{id}/account': {
    delete: describe({
      summary: 'Đóng tài khoản, mọi phiên đăng nhập và đường dẫn đặt mật khẩu của một người',
      operation: 'administer',
      path,
      command: true,
      refusals: ['last-administrator'],
    }),
  },
};
