import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';

let api: TestApi;
let planner: Caller;
let administrator: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-office' });
  [planner, administrator] = [await api.as('planner'), await api.as('administrator')];
});
afterAll(() => api.stop());

describe('the office', () => {
  const settled = {
    organ: 'SNV',
    letterhead: { parentOrgan: 'UBND tỉnh Hương Giang', organ: 'Sở Nội vụ', place: 'Hương Giang' },
    divisionName: 'Phòng Cải cách hành chính',
    phone: '0234 3 822 111',
    signers: {},
    workingHours: [{ from: '2026-01-01', morning: ['07:00', '11:30'], afternoon: ['13:30', '17:00'] }],
  };

  test('has usual settings until an administrator gives its own', async () => {
    expect((await planner.get('/api/office')).body).toMatchObject({
      organ: 'SNV',
      divisionName: 'Phòng Cải cách hành chính',
      version: 0,
    });
    expect((await planner.put('/api/office', { ...settled, base: 0 })).status).toBe(403);
    const first = await administrator.put('/api/office', { ...settled, base: 0 });
    expect(first.body).toEqual({ ...settled, version: 1 });
    const director = await api.as('director', 'office', 'p-giam-doc');
    const signers = { [director.id]: { authority: { as: 'head', post: 'Giám đốc' } } };
    expect(
      (await administrator.put('/api/office', { ...settled, signers }, { headers: { 'If-Match': '"1"' } })).body,
    ).toEqual({ ...settled, signers, version: 2 });
    expect(await api.store.office.get()).toMatchObject({ _id: 'office', signers });
    const stale = await administrator.put('/api/office', { ...settled, base: 1 });
    expect(stale.body).toMatchObject({ type: '/problems/stale-draft', current: { version: 2 } });
    expect((await administrator.put('/api/office', { ...settled, base: 0 })).status).toBe(409);
  });

  test.each([
    [
      'a signer nobody knows',
      { signers: { 'p-la': { authority: { as: 'head', post: 'Giám đốc' } } } },
      'person-unknown',
      undefined,
    ],
    [
      'an organ in capitals, which no sentence can hold',
      { letterhead: { parentOrgan: 'UBND TỈNH TRƯỜNG SƠN', organ: 'Sở Nội vụ', place: 'Trường Sơn' } },
      'invalid-body',
      'letterhead.parentOrgan',
    ],
    [
      'a way to sign that is none',
      { signers: { 'p-la': { authority: { as: 'thay' } } } },
      'invalid-body',
      'signers.p-la.authority.as',
    ],
    [
      'hours that end before they begin',
      { workingHours: [{ from: '2026-01-01', morning: ['11:30', '07:00'], afternoon: ['13:30', '17:00'] }] },
      'invalid-body',
      'workingHours[0].morning',
    ],
    [
      'a clock nobody reads',
      { workingHours: [{ from: '2026-01-01', morning: ['7h', '11:30'], afternoon: ['13:30', '17:00'] }] },
      'invalid-body',
      'workingHours[0].morning[0]',
    ],
  ])('%s is refused', async (_, wrong, code, at) => {
    const { body } = await administrator.put('/api/office', { ...settled, ...wrong, base: 2 });
    expect(body).toMatchObject({ type: `/problems/${code}`, status: 422 });
    if (at) expect(body.errors[0].at).toBe(at);
  });
});

describe('an outline', () => {
  const { version: _, ...sample } = sampleOutline2026;
  const { id: __, ...content } = sample;

  test('is versioned; a version in use never changes', async () => {
    const made = await planner.post('/api/outlines', sample);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ key: 'mau-2026@1', outline: sampleOutline2026, used: false, edition: 1 });
    expect(await api.store.outlines.get('mau-2026@1')).toEqual(sampleOutline2026);

    const changed = await planner.put('/api/outlines/mau-2026@1', { ...content, title: 'Đề cương năm 2026', base: 1 });
    expect(changed.body).toMatchObject({ edition: 2, outline: { title: 'Đề cương năm 2026', version: 1 } });
    expect((await planner.put('/api/outlines/mau-2026@1', { ...content, base: 1 })).body).toMatchObject({
      type: '/problems/stale-draft',
      current: { edition: 2 },
    });

    await api.store.outlines.use('mau-2026@1');
    const refused = await planner.put('/api/outlines/mau-2026@1', { ...content, base: 2 });
    expect(refused.body).toMatchObject({
      type: '/problems/outline-in-use',
      status: 409,
      detail: expect.stringContaining('mau-2026@1'),
    });

    const next = await planner.post('/api/outlines/mau-2026@1/versions', content, { key: 'v2' });
    expect(next.body).toMatchObject({ key: 'mau-2026@2', used: false });
    expect((await planner.post('/api/outlines/mau-2026@1/versions', content, { key: 'v2' })).body.key).toBe(
      'mau-2026@2',
    );
    expect((await planner.get('/api/outlines')).body.items.map(({ key }: { key: string }) => key)).toEqual([
      'mau-2026@2',
      'mau-2026@1',
    ]);
    const page = await planner.get('/api/outlines?limit=1');
    expect((await planner.get(`/api/outlines?limit=1&after=${page.body.next}`)).body.items).toMatchObject([
      { key: 'mau-2026@1', used: true },
    ]);
  });

  test.each([
    ['without a question', { areas: [{ code: 'a', name: 'A', questions: [] }] }, 'outline-empty'],
    ['with a code twice', { areas: [...content.areas, content.areas[0]] }, 'outline-code-twice'],
    [
      'that names what it lacks',
      { pairs: [{ part: 'khong_co', whole: 'procedures_total', level: 'error' }] },
      'outline-unknown-code',
    ],
    ['that is none', { areas: 'ba' }, 'invalid-body'],
  ])('%s is refused', async (_, wrong, code) => {
    expect((await planner.post('/api/outlines', { ...sample, id: 'sai', ...wrong })).body).toMatchObject({
      type: `/problems/${code}`,
      status: 422,
    });
  });

  test('five who make the next version at once make five', async () => {
    const made = await Promise.all(
      [1, 2, 3, 4, 5].map(() => planner.post('/api/outlines', { ...sample, id: 'cung-luc' })),
    );
    expect(new Set(made.map(({ body }) => body.key))).toEqual(new Set([1, 2, 3, 4, 5].map((n) => `cung-luc@${n}`)));
  });

  test('an unknown one is not found', async () => {
    expect((await planner.get('/api/outlines/mau-2026@9')).status).toBe(404);
  });
});

describe('a token', () => {
  const make = (body: object, sent = {}) =>
    administrator.post(
      '/api/tokens',
      { name: 'Đồng bộ đơn vị', role: 'planner', scope: 'office', lastDay: '2026-03-31', ...body },
      sent,
    );
  const using = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

  test('acts in its role until its last day, and is shown once', async () => {
    const made = await make({}, { key: 'ma-1' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^t-/),
      endsAt: '2026-03-31T17:00:00.000Z',
      secret: expect.stringMatching(/^dd_[\w-]{43}$/),
    });
    expect((await make({}, { key: 'ma-1' })).body).toMatchObject({ type: '/problems/secret-shown-once', status: 409 });
    const { secret, id } = made.body;
    expect((await api.anonymous.get('/api/me', using(secret))).body).toMatchObject({
      id,
      via: 'token',
      roles: [{ role: 'planner', scope: 'office' }],
    });
    const added = await api.anonymous.post(
      '/api/units',
      { name: 'Sở Tư pháp', kind: 'sở', level: 'province' },
      using(secret),
    );
    expect(added.status).toBe(201);
    expect((await api.store.changes.of('so-tu-phap'))[0]).toMatchObject({ by: id });
    expect((await api.anonymous.get('/api/tokens', using(secret))).status).toBe(403);

    const listed = await administrator.get('/api/tokens');
    expect(listed.body.items).toMatchObject([{ id, name: 'Đồng bộ đơn vị', usedAt: '2026-03-02T02:00:00.000Z' }]);
    expect(listed.text).not.toContain(secret);
    expect(listed.text).not.toContain('secretHash');
    expect(JSON.stringify(await api.store.tokens.model.find().lean())).not.toContain(secret);

    api.at('2026-03-31T16:59:00.000Z');
    expect((await api.anonymous.get('/api/me', using(secret))).status).toBe(200);
    api.at('2026-03-31T17:00:00.000Z');
    expect((await api.anonymous.get('/api/me', using(secret))).status).toBe(401);
    api.at('2026-03-02T02:00:00.000Z');
  });

  test('revoked, it is nobody’s', async () => {
    const { body } = await make({});
    expect((await administrator.delete(`/api/tokens/${body.id}`)).status).toBe(204);
    expect((await api.anonymous.get('/api/me', using(body.secret))).body).toMatchObject({
      type: '/problems/not-signed-in',
    });
    expect((await administrator.delete('/api/tokens/t-khong-co')).status).toBe(404);
  });

  test.each([
    ['of yesterday', { lastDay: '2026-03-01' }, 'lastDay'],
    ['for years', { lastDay: '2028-01-01' }, 'lastDay'],
    ['without a name', { name: '' }, 'name'],
    ['without a role', { role: undefined }, 'role'],
  ])('%s is not made', async (_, wrong, at) => {
    expect((await make(wrong)).body).toMatchObject({
      type: '/problems/invalid-body',
      errors: [expect.objectContaining({ at })],
    });
  });

  test('something else in its place is refused', async () => {
    for (const authorization of ['Bearer dd_doan-mo', 'Basic YTpi', 'Bearer ']) {
      expect((await api.anonymous.get('/api/units', { headers: { authorization } })).status).toBe(401);
    }
  });

  test('a token has no devices and no password', async () => {
    const program = await api.token('administrator');
    expect((await program.get('/api/sessions')).status).toBe(401);
    expect((await program.put('/api/me/password', { current: 'x', password: 'một câu dài để thử' })).status).toBe(401);
  });
});
