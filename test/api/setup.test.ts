import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { firstAdministratorLink } from '../../api/office/setup.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';

let api: TestApi | undefined;
const started = async () => {
  await api?.stop();
  api = await startApi({ database: 'api-setup' });
  return api;
};
let here: TestApi;
beforeEach(async () => {
  here = await started();
});
afterAll(() => api?.stop());

const pathOf = (link: string | undefined): string => new URL(link ?? '').pathname;
const sameOrigin = { 'sec-fetch-site': 'same-origin' };
/** As the page sends it: the password twice. */
const aForm = (fields: { password: string } & Record<string, string>) =>
  new URLSearchParams({ again: fields.password, ...fields });
const first = { name: 'Nguyễn Văn An', mail: 'an@snv.vn', login: 'An.NV', password: 'một câu chỉ mình tôi biết' };

describe('the first administrator', () => {
  test('comes by a link that works once', async () => {
    const path = pathOf(await firstAdministratorLink(here.deps));
    const page = await here.anonymous.get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Họ và tên');
    for (const [, sheet] of page.text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) {
      expect((await here.anonymous.get(sheet!)).status).toBe(200);
    }
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await here.anonymous.get(path)).status).toBe(200);

    const done = await here.anonymous.post(path, aForm(first), { headers: sameOrigin });
    expect(done.status).toBe(200);
    expect(done.text).toContain('an.nv');
    const cookie = done.headers.get('set-cookie')!.split(';')[0]!;
    const me = await here.anonymous.get('/api/me', { headers: { cookie } });
    expect(me.body).toMatchObject({
      person: { name: 'Nguyễn Văn An', login: 'an.nv' },
      roles: [{ role: 'administrator', scope: 'office' }],
    });

    expect((await here.anonymous.get(path)).status).toBe(410);
    expect((await here.anonymous.post(path, aForm({ ...first, login: 'khac' }), { headers: sameOrigin })).status).toBe(
      410,
    );
    expect(await firstAdministratorLink(here.deps)).toBeUndefined();
    expect((await here.anonymous.post('/api/sessions', { login: 'an.nv', password: first.password })).status).toBe(201);
  });

  test('a program sets it up with JSON', async () => {
    const path = pathOf(await firstAdministratorLink(here.deps));
    const answer = await here.anonymous.post(path, first);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ person: expect.stringMatching(/^p-/), login: 'an.nv' });
  });

  test('what is wrong is said on the page, and the link still works', async () => {
    const path = pathOf(await firstAdministratorLink(here.deps));
    const answer = await here.anonymous.post(path, aForm({ ...first, name: '<b>An</b>', password: '123456789012' }), {
      headers: sameOrigin,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Mật khẩu này dễ đoán');
    expect(answer.text).toContain('&lt;b&gt;An&lt;/b&gt;');
    expect(answer.text).not.toContain('123456789012');
    const mistyped = aForm({ ...first, again: 'một câu chỉ mình tôi biêt' });
    const twice = await here.anonymous.post(path, mistyped, { headers: sameOrigin });
    expect([twice.status, twice.text]).toEqual([422, expect.stringContaining('Hai lần nhập không giống nhau.')]);
    expect((await here.anonymous.post(path, aForm(first), { headers: sameOrigin })).status).toBe(200);
  });

  test('a field is named as the page names it; a refusal before the form is a page for a browser', async () => {
    const path = pathOf(await firstAdministratorLink(here.deps));
    const bare = aForm({ ...first, name: '', mail: 'không phải' });
    const answer = await here.anonymous.post(path, bare, { headers: sameOrigin });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/Họ và tên: .*Địa chỉ thư: /s);
    expect(answer.text).not.toMatch(/role="alert"[^]*\bname: /);
    const crossed = await here.anonymous.post(path, aForm(first), {
      headers: { 'sec-fetch-site': 'cross-site', accept: 'text/html' },
    });
    expect([crossed.status, crossed.headers.get('content-type')]).toEqual([403, expect.stringContaining('text/html')]);
    const done = await here.anonymous.post(path, aForm(first), { headers: sameOrigin });
    expect(done.text).toMatch(/href="\/viec-cua-toi">Mở việc của tôi</);
  });

  test('the link is the same after a restart, until its last hour: then a newer one ends it', async () => {
    const older = pathOf(await firstAdministratorLink(here.deps));
    here.at('2026-03-03T00:59:59.000Z');
    expect(pathOf(await firstAdministratorLink(here.deps))).toBe(older);
    here.at('2026-03-03T01:00:00.000Z');
    const newer = pathOf(await firstAdministratorLink(here.deps));
    expect(newer).not.toBe(older);
    expect((await here.anonymous.get(older)).status).toBe(410);
    expect((await here.anonymous.get(newer)).status).toBe(200);
    here.at('2026-03-04T01:00:01.000Z');
    expect((await here.anonymous.get(newer)).status).toBe(410);
  });

  test('another LINK_SECRET ends the link shown before, and who knows the database alone cannot make it', async () => {
    const older = pathOf(await firstAdministratorLink(here.deps));
    const config = { ...here.deps.config, linkSecret: 'một bí mật khác, cũng dài hơn ba mươi hai ký tự' };
    const newer = pathOf(await firstAdministratorLink({ ...here.deps, config }));
    expect(newer).not.toBe(older);
    expect((await here.anonymous.get(older)).status).toBe(410);
    expect((await here.anonymous.get(newer)).status).toBe(200);
  });

  test('two who press at once: one becomes administrator', async () => {
    const path = pathOf(await firstAdministratorLink(here.deps));
    const answers = await Promise.all(
      ['mot', 'hai'].map((login) =>
        here.anonymous.post(path, { ...first, login: `${login}.nv`, mail: `${login}@snv.vn` }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 410]));
    expect(await here.store.people.model.countDocuments()).toBe(1);
  });

  test('the secret is in no row and no log', async () => {
    const path = pathOf(await firstAdministratorLink(here.deps));
    await here.anonymous.get(path);
    const secret = path.split('/').at(-1)!;
    expect(JSON.stringify(await here.store.invitations.model.find().lean())).not.toContain(secret);
    expect(here.logged.join('\n')).not.toContain(secret);
    expect(here.logged.join('\n')).toContain('/setup/…');
  });
});

describe('an invitation', () => {
  test('lets a known person set login and password; a second one replaces the first', async () => {
    const administrator = await here.as('administrator');
    const { body: person } = await administrator.post('/api/people', { name: 'Lê Thị Cúc', mail: 'cuc@snv.vn' });
    const one = await administrator.post(`/api/people/${person.id}/invitation`, undefined, { key: 'm1' });
    expect(one.status).toBe(201);
    expect(
      (await administrator.post(`/api/people/${person.id}/invitation`, undefined, { key: 'm1' })).body,
    ).toMatchObject({ type: '/problems/secret-shown-once' });
    const two = await administrator.post(`/api/people/${person.id}/invitation`);
    expect((await here.anonymous.get(pathOf(one.body.link))).status).toBe(410);
    const page = await here.anonymous.get(pathOf(two.body.link));
    expect(page.text).toContain('Tài khoản của Lê Thị Cúc');
    const taken = await here.anonymous.post(pathOf(two.body.link), {
      login: 'cuc.lt',
      password: 'hoa sen nở giữa mùa hè',
    });
    expect(taken.status).toBe(201);
    expect(taken.body).toEqual({ person: person.id, login: 'cuc.lt' });
  });

  test('a login name somebody has is refused, and may be chosen anew', async () => {
    const administrator = await here.as('administrator');
    await here.store.accounts.set({ person: 'p-khac', login: 'cuc.lt', passwordHash: 'x', at: here.deps.now() });
    const { body: person } = await administrator.post('/api/people', { name: 'Lê Thị Cúc', mail: 'cuc@snv.vn' });
    const { body } = await administrator.post(`/api/people/${person.id}/invitation`);
    const answer = await here.anonymous.post(pathOf(body.link), {
      login: 'cuc.lt',
      password: 'hoa sen nở giữa mùa hè',
    });
    expect(answer.body).toMatchObject({ type: '/problems/login-taken', status: 409 });
    expect(
      (await here.anonymous.post(pathOf(body.link), { login: 'cuc.le', password: 'hoa sen nở giữa mùa hè' })).status,
    ).toBe(201);
  });

  test('only administrators give one', async () => {
    const planner = await here.as('planner');
    expect((await planner.post(`/api/people/${planner.id}/invitation`)).status).toBe(403);
  });
});
