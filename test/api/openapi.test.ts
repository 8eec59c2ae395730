import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Express } from 'express';
import { createApp } from '../../api/app.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ database: 'api-openapi' });
});
afterAll(() => api.stop());

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
  slash?: boolean;
  matchers?: ((path: string) => { path: string } | false)[];
}

const mounts = ['/api', '/setup', '/u', '/bang-theo-doi'];

/** Where a router is mounted: the longest of the known mounts that its layer matches, none for the app itself. */
const mountOf = ({ slash, matchers = [] }: Layer): string =>
  slash ? '' : (mounts.find((mount) => matchers.some((matches) => matches(`${mount}/x`) !== false)) ?? '');

function routesOf(stack: Layer[], mount = ''): string[] {
  return stack.flatMap((layer) => {
    if (layer.route) {
      const { path, methods } = layer.route;
      return Object.keys(methods).map((method) => `${method} ${mount}${path}`.replace(/:(\w+)/g, '{$1}'));
    }
    return layer.handle.stack ? routesOf(layer.handle.stack, mount + mountOf(layer)) : [];
  });
}

test('every route of the app stands in the contract, and nothing else does', async () => {
  const { body } = await api.anonymous.get<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json');
  const promised = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const app = createApp(api.deps) as Express & { router: { stack: Layer[] } };
  // pages for people, their files, and the files of the reader of this very contract
  const forPeople = /\/(u|bang-theo-doi|assets)(\/|$)|\{\/\*rest\}|\/api\/docs\/|^get \/$/;
  const routes = routesOf(app.router.stack).filter((route) => !forPeople.test(route));
  expect([...new Set(routes)].sort()).toEqual(promised.sort());
});

test('the contract is OpenAPI 3.1 and says who may do what and what may be refused', async () => {
  const { body } = await api.anonymous.get('/api/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const operations = Object.values<Record<string, { tags: string[]; summary: string }>>(body.paths).flatMap((methods) =>
    Object.values(methods),
  );
  for (const { tags, summary } of operations) expect([...tags, summary].join()).toMatch(/^\p{Lu}/u);
  const post = body.paths['/api/units'].post;
  expect(post.description).toContain('planner');
  expect(post.parameters).toContainEqual(
    expect.objectContaining({ in: 'header', name: 'Idempotency-Key', required: true }),
  );
  expect(Object.keys(post.responses).sort()).toEqual(['201', '400', '401', '403', '409', '413', '422', '503']);
  expect(post.responses['409'].description).toContain('unit-exists');
  const refs = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name!,
  );
  expect(refs.length).toBeGreaterThan(0);
  expect(refs.filter((name) => !(name in body.components.schemas))).toEqual([]);
});

test('it can be read in a browser, with our own scripts only', async () => {
  const page = await api.anonymous.get('/api/docs');
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/<script>|https?:\/\//);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  for (const [, file] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect((await api.anonymous.get(file!)).status).toBe(200);
  }
});
