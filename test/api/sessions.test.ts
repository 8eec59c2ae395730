import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { passwordHash } from '../../api/office/password.ts';
import { startApi } from '../support/api.ts';
import type { Answer, TestApi } from '../support/api.ts';

let api: TestApi;
const password = 'trời mưa thì ở nhà đọc sách';
beforeAll(async () => {
  api = await startApi({ database: 'api-sessions' });
  await api.store.people.create({ _id: 'p-binh', name: 'Trần Thị Bình', post: 'Chuyên viên', mail: 'binh@snv.vn' });
  await api.store.appointments.create({
    id: 'a-binh',
    role: 'planner',
    scope: 'office',
    person: 'p-binh',
    from: '2026-01-01',
    to: '2026-06-30',
  });
  await api.store.accounts.set({
    person: 'p-binh',
    login: 'Binh.TT',
    passwordHash: await passwordHash(password),
    at: api.deps.now(),
  });
});
afterAll(() => api.stop());

const signIn = (login: string, given: string, headers: Record<string, string> = {}) =>
  api.anonymous.post('/api/sessions', { login, password: given }, { headers });
const cookieIn = (answer: Answer): string => (answer.headers.get('set-cookie') ?? '').split(';')[0]!;
const browser = (cookie: string) => ({ headers: { cookie, 'sec-fetch-site': 'same-origin' } });

describe('signing in', () => {
  test('gives a cookie that scripts cannot read, and who I am', async () => {
    const answer = await signIn('binh.tt', password, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ person: 'p-binh', endsAt: '2026-03-09T02:00:00.000Z' });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^dondoc=[\w-]{43}; Max-Age=604800; Path=\/; .*HttpOnly; SameSite=Lax$/,
    );
    const { body } = await api.anonymous.get('/api/me', browser(cookieIn(answer)));
    expect(body).toEqual({
      id: 'p-binh',
      via: 'session',
      person: { id: 'p-binh', name: 'Trần Thị Bình', post: 'Chuyên viên', login: 'binh.tt' },
      roles: [{ role: 'planner', scope: 'office' }],
      today: '2026-03-02',
    });
  });

  test('the secret is kept nowhere', async () => {
    const secret = cookieIn(await signIn('binh.tt', password)).slice('dondoc='.length);
    const kept = JSON.stringify(await api.store.sessions.model.find().lean());
    expect(kept).not.toContain(secret);
    expect(JSON.stringify(await api.store.accounts.model.find().lean())).not.toContain(password);
  });

  test.each([
    ['a wrong password', 'binh.tt', 'trời nắng thì đi chơi xa'],
    ['a login nobody has', 'khong.ai', password],
    ['no login', '', password],
  ])('%s is refused', async (_, login, given) => {
    const answer = await signIn(login, given);
    expect(answer.status).toBe(login === '' ? 422 : 401);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('the same password from a keyboard that sends accents apart', async () => {
    expect((await signIn('BINH.TT', password.normalize('NFD'))).status).toBe(201);
  });

  test('a closed account does not open', async () => {
    await api.store.people.create({ _id: 'p-nghi', name: 'Lê Văn Nghỉ', mail: 'nghi@snv.vn' });
    await api.store.accounts.set({
      person: 'p-nghi',
      login: 'nghi',
      passwordHash: await passwordHash(password),
      at: api.deps.now(),
    });
    await api.store.accounts.close('p-nghi', api.deps.now());
    expect((await signIn('nghi', password)).body).toMatchObject({ type: '/problems/sign-in-failed' });
  });

  test('a session that was opened while its account was being closed is nobody', async () => {
    await api.store.people.create({ _id: 'p-roi', name: 'Phạm Thị Rời', mail: 'roi@snv.vn' });
    await api.store.accounts.set({
      person: 'p-roi',
      login: 'roi',
      passwordHash: await passwordHash(password),
      at: api.deps.now(),
    });
    const cookie = cookieIn(await signIn('roi', password));
    const me = () => api.anonymous.get('/api/me', browser(cookie));
    expect((await me()).status).toBe(200);
    await api.store.accounts.close('p-roi', api.deps.now());
    expect((await me()).status).toBe(401);
  });

  test('over https the cookie is Secure and bound to this host', async () => {
    const https = await startApi({ database: 'api-sessions-https', env: { PUBLIC_URL: 'https://dondoc.thu.vn' } });
    try {
      await https.store.people.create({ _id: 'p-an', name: 'An', mail: 'an@snv.vn' });
      await https.store.accounts.set({
        person: 'p-an',
        login: 'an.nv',
        passwordHash: await passwordHash(password),
        at: https.deps.now(),
      });
      const answer = await https.anonymous.post('/api/sessions', { login: 'an.nv', password });
      expect(answer.headers.get('set-cookie')).toMatch(/^__Host-dondoc=.*Path=\/; .*Secure; SameSite=Lax$/);
      expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
    } finally {
      await https.stop();
    }
  });
});

test('guessing ends after eight tries at one name, and says for how long', async () => {
  const other = await startApi({ database: 'api-sessions-guess' });
  try {
    const guess = (login: string) => other.anonymous.post('/api/sessions', { login, password: 'đoán mò một câu dài' });
    for (let n = 1; n <= 8; n += 1) expect((await guess('an.nv')).status).toBe(401);
    const answer = await guess('AN.NV');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('900');
    expect(answer.body).toMatchObject({
      type: '/problems/too-many-attempts',
      detail: 'Đã thử quá nhiều lần. Hãy chờ 15 phút rồi thử lại.',
    });
    expect((await guess('binh.tt')).status).toBe(401);
  } finally {
    await other.stop();
  }
});

describe('a session', () => {
  const me = (cookie: string) => api.anonymous.get('/api/me', browser(cookie));

  test('ends after twelve hours without use', async () => {
    api.at('2026-03-02T02:00:00.000Z');
    const cookie = cookieIn(await signIn('binh.tt', password));
    api.at('2026-03-02T13:59:00.000Z');
    expect((await me(cookie)).status).toBe(200);
    api.at('2026-03-03T01:58:00.000Z');
    expect((await me(cookie)).status).toBe(200);
    api.at('2026-03-03T13:59:00.000Z');
    expect((await me(cookie)).status).toBe(401);
  });

  test('ends after seven days however much it is used', async () => {
    api.at('2026-03-02T02:00:00.000Z');
    const cookie = cookieIn(await signIn('binh.tt', password));
    for (let hour = 6; hour < 168; hour += 6) {
      api.at(new Date(Date.parse('2026-03-02T02:00:00.000Z') + hour * 3_600_000).toISOString() as never);
      expect((await me(cookie)).status).toBe(200);
    }
    api.at('2026-03-09T02:00:01.000Z');
    expect((await me(cookie)).status).toBe(401);
  });

  test('stands in a list of devices, and another one can be ended from here', async () => {
    api.at('2026-04-01T02:00:00.000Z');
    const here = cookieIn(
      await signIn('binh.tt', password, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/140' }),
    );
    const phone = cookieIn(await signIn('binh.tt', password, { 'user-agent': 'Mozilla/5.0 (iPhone) Safari/604' }));
    const { body } = await api.anonymous.get('/api/sessions', browser(here));
    expect(
      body.items.map(({ device, current }: { device: string; current: boolean }) => [device, current]).sort(),
    ).toEqual([
      ['Firefox trên Windows', true],
      ['Safari trên iOS', false],
    ]);
    const other = body.items.find(({ current }: { current: boolean }) => !current).id;
    expect((await api.anonymous.delete(`/api/sessions/${other}`, browser(here))).status).toBe(204);
    expect((await me(phone)).status).toBe(401);
    expect((await api.anonymous.delete(`/api/sessions/${other}`, browser(here))).status).toBe(404);
    const left = await api.anonymous.delete('/api/sessions/current', browser(here));
    expect(left.status).toBe(204);
    expect(left.headers.get('set-cookie')).toMatch(/^dondoc=;/);
    expect((await me(here)).status).toBe(401);
  });

  test('nobody ends a stranger’s', async () => {
    const planner = await api.as('planner');
    const [session] = await api.store.sessions.model.find({ person: planner.id }).lean();
    const clerk = await api.as('clerk');
    expect((await clerk.delete(`/api/sessions/${session!._id}`)).status).toBe(404);
  });

  test('a role that ended with yesterday is not held today', async () => {
    api.at('2026-07-01T02:00:00.000Z');
    const cookie = cookieIn(await signIn('binh.tt', password));
    expect((await me(cookie)).body.roles).toEqual([]);
    expect((await api.anonymous.get('/api/units', browser(cookie))).status).toBe(403);
    api.at('2026-03-02T02:00:00.000Z');
  });
});

describe('what a browser is believed', () => {
  const change = async (headers: Record<string, string>) => {
    const cookie = cookieIn(await signIn('binh.tt', password));
    return api.anonymous.post(
      '/api/people',
      { name: 'Ai đó', mail: `${Math.random()}@snv.vn` },
      { headers: { cookie, ...headers } },
    );
  };
  test.each([
    [201, 'our own page', { 'sec-fetch-site': 'same-origin' }],
    [403, 'another site', { 'sec-fetch-site': 'cross-site' }],
    [403, 'a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    [403, 'an address typed in', { 'sec-fetch-site': 'none' }],
    [201, 'our own page in an old browser', { origin: 'http://dondoc.thu.vn' }],
    [403, 'another site in an old browser', { origin: 'https://xau.example' }],
    [403, 'a page that hides where it is', { origin: 'null' }],
    [403, 'a cookie alone', {}],
  ] as const)('%i: %s', async (status, _, headers) => {
    const answer = await change(headers);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ type: '/problems/from-another-site' });
  });

  test('nobody is signed in from another site either', async () => {
    expect((await signIn('binh.tt', password, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('a new password', () => {
  test('needs the old one, ends the other devices, and is not easy to guess', async () => {
    api.at('2026-05-04T02:00:00.000Z');
    const here = cookieIn(await signIn('binh.tt', password));
    const phone = cookieIn(await signIn('binh.tt', password));
    const put = (current: string, next: string) =>
      api.anonymous.put('/api/me/password', { current, password: next }, browser(here));
    const better = 'cá rô đồng kho tộ rất ngon';
    expect((await put('không phải mật khẩu này', better)).status).toBe(401);
    expect((await put(password, 'ngắn quá')).body).toMatchObject({
      type: '/problems/password-too-short',
      detail: 'Mật khẩu cần từ 12 ký tự. Một câu ngắn dễ nhớ là đủ.',
    });
    expect((await put(password, better)).status).toBe(204);
    expect((await api.anonymous.get('/api/me', browser(here))).status).toBe(200);
    expect((await api.anonymous.get('/api/me', browser(phone))).status).toBe(401);
    expect((await signIn('binh.tt', better)).status).toBe(201);
  });

  test.each([
    'matkhau123456',
    'Password@2026',
    'aaaaaaaaaaaaaaa',
    '123456789012',
    'qwertyuiop123',
    'abcdefghijklmn',
    'dondoc2026!!',
    'binh.tt.2026',
    'Trần Thị Bình 1990',
    'Mật khẩu 2026 !',
  ])('%s is too easy', async (easy) => {
    const { assertPassword } = await import('../../api/office/password.ts');
    expect(() => assertPassword(easy, ['binh.tt', 'Trần Thị Bình', 'binh@snv.vn'])).toThrow(/dễ đoán/);
  });

  test.each(['trời mưa thì ở nhà', 'con mèo trèo cây cau', 'v8#kQz!m2Lp0', 'ba con vịt qua cầu 7'])(
    '%s is not',
    async (good) => {
      const { assertPassword } = await import('../../api/office/password.ts');
      expect(() => assertPassword(good, ['binh.tt', 'Trần Thị Bình', 'binh@snv.vn'])).not.toThrow();
    },
  );
});
