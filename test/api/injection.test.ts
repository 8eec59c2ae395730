import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { rights } from '../../domain/rights.ts';
import type { Operation } from '../../domain/rights.ts';
import { unitRoles } from '../../domain/role.ts';
import type { Role, Scope } from '../../domain/role.ts';
import type { Answer, Caller } from '../support/api.ts';
import { deskPlan, inspectionOf, itemOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(280_000);

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  example?: unknown;
  examples?: unknown[];
  minimum?: number;
}
interface Call {
  method: 'post' | 'put';
  path: string;
  body: Schema;
  who: Caller;
}

/** What must stay a text wherever it is written, or be refused. */
const hostile: Record<string, string> = {
  script: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  quotes: `"'\`;--/* \\`,
  template: '{{constructor.constructor("return process")()}} ${7*7} {{link}}',
  operator: '{"$gt":""}',
  sheet: `=cmd|'/c calc'!A1`,
  rightToLeft: '\u202Etxt.exe\u202C\u200F',
  nul: 'a\u0000b',
  long: 'ớ'.repeat(10_000),
  emoji: '👩‍👩‍👧😀',
  lines: 'dòng một\r\nBcc: xau@xau.example\r\n\r\nthân thư',
  half: 'nửa \uD800 chữ',
  path: '../../../etc/passwd',
};
const objects: unknown[] = [
  { $gt: '' },
  { $where: 'sleep(1000)' },
  ['a'],
  7,
  null,
  { toString: 'x', __proto__: { a: 1 } },
];

let desk: Desk;
let calls: Call[];
let schemas: Record<string, Schema>;
const ids: Record<string, string> = {
  inspections: inspectionOf('so-y-te').slice('inspection:'.length),
  items: itemOf(1),
  campaigns: round,
  papers: `${round}:conclusion:1`,
  people: 'p-xd',
  appointments: 'a-p-xd-unit:so-xay-dung',
  units: 'so-y-te',
  outlines: 'mau-2026@1',
  calendars: '2026',
};
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: desk.api.deps.now() });
  const { body } = await desk.api.anonymous.get('/api/openapi.json');
  schemas = body.components.schemas;
  calls = [];
  for (const [path, methods] of Object.entries<Record<string, Operationlike>>(body.paths)) {
    for (const method of ['post', 'put'] as const) {
      const found = methods[method];
      const given = found?.requestBody?.content['application/json']?.schema;
      // asked by few: one plays a whole round; one is guessed at and ends; one would end the session that asks
      if (!found || !given || /rehearsal|\/sessions$|password|setup/.test(path)) continue;
      const id = ids[path.split('/')[2] ?? ''] ?? 'khong-co';
      calls.push({
        method,
        path: path.replace(/\{(id|year)\}/, id).replaceAll(/\{\w+\}/g, '1'),
        body: given,
        who: await whoMay(found['x-right']),
      });
    }
  }
});
afterAll(() => desk?.stop());

interface Operationlike {
  'x-right'?: Operation;
  requestBody?: { content: Record<string, { schema: Schema }> };
}

async function whoMay(right: Operation | undefined): Promise<Caller> {
  const role: Role = right === undefined ? 'planner' : rights[right][0];
  const scope: Scope = unitRoles.includes(role)
    ? 'unit:so-xay-dung'
    : (['lead', 'secretary', 'member', 'chair'] as readonly Role[]).includes(role)
      ? 'team:doan-1'
      : 'office';
  return desk.api.as(role, scope);
}

const resolve = (schema: Schema): Schema => (schema.$ref ? resolve(schemas[schema.$ref.split('/').at(-1)!]!) : schema);

/** A body of that shape with `text` wherever any text may stand. */
function sample(given: Schema, text: string, depth = 0): unknown {
  const schema = resolve(given);
  if (depth > 8) return undefined;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) return sample(choice[0]!, text, depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sample(one, text, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, one]) => [name, sample(one, text, depth + 1)]),
    );
  if (type === 'array') return [sample(schema.items ?? {}, text, depth + 1)];
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (type === 'boolean') return true;
  const shown = schema.example ?? schema.examples?.[0];
  if (schema.format === 'date') return '2026-04-08';
  if (schema.format === 'date-time') return '2026-04-08T02:00:00.000Z';
  if (schema.pattern !== undefined || schema.format !== undefined)
    return (
      shown ??
      ['2026-04-08', '08:00', 'so-y-te', 'a@thu.vn'].find((value) =>
        new RegExp(schema.pattern ?? '^$', 'u').test(value),
      ) ??
      text
    );
  return text;
}

/** Where texts stand in a body. */
function places(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => places(one, [...at, Array.isArray(value) ? Number(key) : key]));
}
function withAt(value: unknown, [key, ...rest]: (string | number)[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((one, i) => (i === key ? withAt(one, rest, put) : one));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: withAt(object[key], rest, put) };
}

/** Taken as text, or refused in words; never a failure, never markup. */
function wrongWith(what: string, { status, headers, body }: Answer): string[] {
  const type = headers.get('content-type') ?? '';
  if (status >= 500) return [`${what}: ${status}`];
  if (status < 300) return status === 204 || type.includes('json') ? [] : [`${what}: ${type}`];
  const { detail, type: problem } = (body ?? {}) as { detail?: string; type?: string };
  return type.startsWith('application/problem+json') && detail && problem?.startsWith('/problems/')
    ? []
    : [`${what}: ${status} ${type}`];
}

test.each(Object.keys(hostile))('%s in every text of every body: taken as text or refused in words', async (kind) => {
  expect(calls.length).toBeGreaterThan(30);
  const wrong: string[] = [];
  for (const { method, path, body, who } of calls) {
    const answer = await who[method](path, sample(body, hostile[kind]!));
    wrong.push(...wrongWith(`${method} ${path}`, answer));
  }
  expect(wrong).toEqual([]);
});

test('another thing where a text should stand is refused, one place at a time', async () => {
  const wrong: string[] = [];
  let tried = 0;
  for (const { method, path, body, who } of calls) {
    const whole = sample(body, 'Chữ');
    for (const at of places(whole).slice(0, 12)) {
      const put = objects[(tried += 1) % objects.length];
      const answer = await who[method](path, withAt(whole, at, put));
      const what = `${method} ${path} ${at.join('.')}=${JSON.stringify(put)}`;
      wrong.push(...wrongWith(what, answer));
      if (answer.status < 300 && typeof put === 'object' && put !== null && !Array.isArray(put))
        wrong.push(`${what}: taken`);
    }
  }
  expect(tried).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test('addresses and queries of every list', async () => {
  const { body } = await desk.api.anonymous.get('/api/openapi.json');
  const wrong: string[] = [];
  for (const [path, { get }] of Object.entries<{
    get?: Operationlike & { parameters?: { in: string; name: string }[] };
  }>(body.paths)) {
    if (!get || !path.startsWith('/api/') || path.includes('docs')) continue;
    const who = await whoMay(get['x-right']);
    const names = (get.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    for (const [kind, text] of Object.entries(hostile)) {
      const written = encodeURIComponent(Buffer.from(text).toString().slice(0, 2_000));
      const at = path.replaceAll(/\{\w+\}/g, written);
      for (const query of path.includes('{')
        ? ['']
        : names.flatMap((name) => [`?${name}=${written}`, `?${name}[$gt]=${written}`])) {
        const answer = await who.get(`${at}${query}`);
        if (answer.status >= 500) wrong.push(`${kind} ${path}${query.slice(0, 40)}: ${answer.status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('what was taken is given back as it was written, on pages as text', async () => {
  const planner = await desk.api.as('planner');
  for (const [kind, text] of Object.entries(hostile)) {
    const written = Buffer.from(text.slice(0, 100)).toString();
    const made = await planner.post('/api/people', {
      name: `Người ${kind} ${written}`,
      mail: `${kind.toLowerCase()}@thu.vn`,
    });
    expect([201, 422]).toContain(made.status);
    if (made.status === 201) expect(made.body.name).toBe(`Người ${kind} ${written}`.trim().normalize('NFC'));
  }
  const link = await desk.link('p-xd');
  const home = await link.get();
  expect(home.text).toContain('&lt;script&gt;');
  expect(home.text).not.toMatch(/<script|onerror=alert\(1\)>/);
});
