import { mkdtempSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { errorHandler, nowhere } from '../../api/problem.ts';
import { staff } from '../../api/staff.ts';
import { ok } from '../support/office.ts';
import { deskPlan, itemOf, openDesk } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
});
afterAll(() => desk.stop());

async function served(folder: string): Promise<{ get: (path: string) => Promise<Response>; stop: () => void }> {
  const app = express()
    .use(staff(desk.api.deps, pathToFileURL(`${folder}/`)))
    .use(nowhere)
    .use(errorHandler);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    get: (path) => fetch(`http://127.0.0.1:${port}${path}`),
    stop: () => void server.close(),
  };
}

test('one page for each of its addresses, each time under a nonce of its own, nothing beside them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ung-dung-'));
  writeFileSync(join(folder, 'index.html'), '<script nonce="__NONCE__"></script><meta nonce="__NONCE__">');
  const { get, stop } = await served(folder);
  const nonces = await Promise.all(
    ['/viec-cua-toi', '/dot/kt-2026', '/kiem-tra/kt-2026:so-y-te'].map(async (path) => {
      const answer = await get(path);
      const [, nonce] = /style-src 'self' 'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy')!)!;
      expect(await answer.text()).toBe(`<script nonce="${nonce}"></script><meta nonce="${nonce}">`);
      expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
      // a PDF made on the page may be shown in it; no page of anybody may be
      expect(answer.headers.get('content-security-policy')).toMatch(/frame-src blob:;/);
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      return nonce;
    }),
  );
  expect(new Set(nonces).size).toBe(3);
  for (const path of ['/dotx', '/staff/khong-co.js', '/khong-co']) expect((await get(path)).status).toBe(404);
  stop();
});

test('where it was not built the answer says what to do', async () => {
  const { get, stop } = await served(join(tmpdir(), 'khong-co-thu-muc-nay'));
  const answer = await get('/dot');
  expect([answer.status, (await answer.json()) as object]).toEqual([
    503,
    expect.objectContaining({ type: '/problems/staff-not-built', detail: expect.stringContaining('npm run build') }),
  ]);
  stop();
});

test('my work is what I owe myself, in words, and nobody else’s', async () => {
  const unit = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  const form = new FormData();
  form.set('item', itemOf(1));
  form.set('files', new Blob(['Biên bản niêm yết'], { type: 'text/plain' }), 'biên bản.txt');
  const { items } = await ok(unit.post('/api/files', form));
  await ok(unit.post(`/api/items/${itemOf(1)}/reports`, { text: 'Đã niêm yết.', evidence: [items[0].id] }));

  const secretary = await desk.api.signIn('p-thu-ky');
  expect(await ok(secretary.get('/api/me/work'))).toMatchObject({
    total: 1,
    late: 0,
    items: [
      {
        what: 'Thẩm tra báo cáo khắc phục',
        process: 'remediation',
        unit: { id: 'so-xay-dung', name: 'Sở Xây dựng' },
        about: 1,
        subject: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
        due: '2026-03-18',
        words: 'còn 5 ngày làm việc',
      },
    ],
  });
  const director = await desk.api.signIn('p-giam-doc');
  expect(await ok(director.get('/api/me/work'))).toMatchObject({ total: 0, items: [] });
  expect((await desk.api.anonymous.get('/api/me/work')).status).toBe(401);
});

test('what nobody holds is the head of division’s, and says whose it was', async () => {
  await desk.store.appointments.model.deleteMany({ person: 'p-thu-ky' });
  await desk.store.people.create({ _id: 'p-truong-phong', name: 'Vũ Đức Nam', mail: 'nam@thu.vn' });
  await desk.store.appointments.create({
    id: 'a-truong-phong',
    role: 'division-head',
    scope: 'office',
    person: 'p-truong-phong',
    from: '2026-01-01',
  });
  const head = await desk.api.signIn('p-truong-phong');
  expect(await ok(head.get('/api/me/work'))).toMatchObject({ total: 1, items: [{ insteadOf: 'secretary' }] });
});
