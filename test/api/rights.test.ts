import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rights } from '../../domain/rights.ts';
import type { Operation } from '../../domain/rights.ts';
import { roles, unitRoles } from '../../domain/role.ts';
import type { Role, Scope } from '../../domain/role.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';

const homeOf = (role: Role): Scope => (unitRoles.includes(role) || role === 'superior' ? 'unit:so-noi-vu' : 'office');

let api: TestApi;
/** Everybody there is, each by cookie and by token. */
let everybody: { role: Role; caller: Caller }[];
beforeAll(async () => {
  api = await startApi({ database: 'api-rights' });
  await api.store.units.create({
    id: 'so-noi-vu',
    name: 'Sở Nội vụ',
    aliases: [],
    kind: 'sở',
    level: 'province',
    from: '2020-01-01',
  });
  await api.store.units.create({
    id: 'so-tu-phap',
    name: 'Sở Tư pháp',
    aliases: [],
    kind: 'sở',
    level: 'province',
    from: '2020-01-01',
  });
  const both = (role: Role) => Promise.all([api.as(role, homeOf(role)), api.token(role, homeOf(role))]);
  everybody = (
    await Promise.all(roles.map(async (role) => (await both(role)).map((caller) => ({ role, caller }))))
  ).flat();
});
afterAll(() => api.stop());

/** Every route of the office's own content, the operation it is, and a call that a right would let through to its rules. */
const calls: [Operation, 'get' | 'post' | 'put' | 'delete', string, object?][] = [
  ['read-office', 'get', '/api/troubles'],
  ['administer', 'post', '/api/renewals', {}],
  ['read-office', 'get', '/api/units'],
  ['read-office', 'get', '/api/units/tree'],
  ['read-office', 'get', '/api/units/so-noi-vu'],
  ['change-units', 'post', '/api/units', {}],
  ['change-units', 'put', '/api/units/so-noi-vu', {}],
  ['change-units', 'post', '/api/units/import'],
  ['read-office', 'get', '/api/people'],
  ['read-office', 'get', '/api/people/p-khong-co'],
  ['change-people', 'post', '/api/people', {}],
  ['change-people', 'put', '/api/people/p-khong-co', {}],
  ['administer', 'post', '/api/people/p-khong-co/invitation'],
  ['administer', 'delete', '/api/people/p-khong-co/account'],
  ['read-office', 'get', '/api/appointments'],
  ['change-people', 'post', '/api/appointments', {}],
  ['change-people', 'post', '/api/appointments/a-khong-co/end', {}],
  ['change-people', 'post', '/api/appointments/a-khong-co/replace', {}],
  ['administer', 'get', '/api/tokens'],
  ['administer', 'post', '/api/tokens', {}],
  ['administer', 'delete', '/api/tokens/t-khong-co'],
  ['read-office', 'get', '/api/office'],
  ['administer', 'put', '/api/office', {}],
  ['read-office', 'get', '/api/outlines'],
  ['read-office', 'get', '/api/outlines/a@1'],
  ['change-outlines', 'post', '/api/outlines', {}],
  ['change-outlines', 'put', '/api/outlines/a@1', {}],
  ['change-outlines', 'post', '/api/outlines/a@1/versions', {}],
  ['read-office', 'get', '/api/calendars'],
  ['read-office', 'get', '/api/calendars/2026'],
  ['read-office', 'get', '/api/calendars/2026/versions'],
  ['change-calendars', 'post', '/api/calendars', {}],
  ['read-office', 'get', '/api/reckon'],
];

const send = async (
  caller: Caller,
  method: 'get' | 'post' | 'put' | 'delete',
  path: string,
  body?: object,
): Promise<number> => {
  const answer =
    method === 'get' || method === 'delete' ? await caller[method](path) : await caller[method](path, body);
  return answer.status;
};

test.each(calls)('%s: %s %s', async (...[operation, method, path, body]) => {
  expect(await send(api.anonymous, method, path, body)).toBe(401);
  const answers = await Promise.all(
    everybody.map(async ({ role, caller }) => ({ role, status: await send(caller, method, path, body) })),
  );
  const isAllowed = (role: Role) => (rights[operation] as readonly Role[]).includes(role);
  expect(answers.filter(({ status }) => status === 403).map(({ role }) => role)).toEqual(
    everybody.map(({ role }) => role).filter((role) => !isAllowed(role)),
  );
  expect(answers.filter(({ status }) => status === 401 || status >= 500)).toEqual([]);
});

test('an administrator of a round does not administer the office', async () => {
  const administrator = await api.as('administrator', 'campaign:thu-2026');
  expect((await administrator.get('/api/tokens')).status).toBe(403);
});

test('an appointment that is over, or has not begun, gives nothing', async () => {
  const person = await api.nobody();
  await api.store.appointments.create({
    id: 'a-het',
    role: 'planner',
    scope: 'office',
    person: person.id,
    from: '2025-01-01',
    to: '2026-03-01',
  });
  await api.store.appointments.create({
    id: 'a-chua',
    role: 'planner',
    scope: 'office',
    person: person.id,
    from: '2026-03-03',
  });
  expect((await person.get('/api/units')).status).toBe(403);
  api.at('2026-03-02T17:00:00.000Z');
  expect((await person.get('/api/units')).status).toBe(200);
  api.at('2026-03-02T02:00:00.000Z');
});

test('a substitute may what the holder may, for as long as they stand in', async () => {
  const substitute = await api.nobody();
  await api.store.appointments.create({
    id: 'a-thay',
    role: 'planner',
    scope: 'office',
    person: substitute.id,
    from: '2026-03-02',
    to: '2026-03-06',
    substituteFor: 'p-planner-office',
  });
  expect((await substitute.get('/api/units')).status).toBe(200);
});
