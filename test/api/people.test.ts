import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';

let api: TestApi;
let planner: Caller;
let administrator: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-people' });
  [planner, administrator] = [await api.as('planner'), await api.as('administrator')];
  await api.store.units.create({
    id: 'so-noi-vu',
    name: 'Sở Nội vụ',
    aliases: [],
    kind: 'sở',
    level: 'province',
    from: '2020-01-01',
  });
  await api.store.units.create({
    id: 'so-xay-dung',
    name: 'Sở Xây dựng',
    aliases: [],
    kind: 'sở',
    level: 'province',
    from: '2020-01-01',
  });
});
afterAll(() => api.stop());

const added = async (name: string, mail: string): Promise<string> =>
  (await planner.post('/api/people', { name, mail })).body.id;

describe('people', () => {
  test('are added, found without diacritics, and changed over their version', async () => {
    const made = await planner.post('/api/people', {
      name: '  Nguyễn Đức Ánh ',
      post: 'Chánh Văn phòng',
      mail: 'Anh.ND@SXD.vn',
      phone: '0912 345 678',
      unit: 'so-xay-dung',
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^p-\w{20}$/),
      name: 'Nguyễn Đức Ánh',
      post: 'Chánh Văn phòng',
      mail: 'anh.nd@sxd.vn',
      phone: '0912 345 678',
      unit: 'so-xay-dung',
      version: 1,
    });
    const { id } = made.body;
    for (const q of ['duc anh', 'CHÁNH văn phòng', 'anh.nd@']) {
      expect((await planner.get(`/api/people?q=${encodeURIComponent(q)}`)).body.items).toMatchObject([{ id }]);
    }
    const changed = await planner.put(`/api/people/${id}`, { name: 'Nguyễn Đức Ánh', mail: 'anh.nd@sxd.vn', base: 1 });
    expect(changed.body).toMatchObject({ version: 2 });
    expect(changed.body).not.toHaveProperty('phone');
    const stale = await planner.put(
      `/api/people/${id}`,
      { name: 'Ánh', mail: 'anh.nd@sxd.vn' },
      { headers: { 'If-Match': '"1"' } },
    );
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ type: '/problems/stale-draft', current: { id, version: 2 } });
    expect((await planner.put(`/api/people/${id}`, { name: 'Ánh', mail: 'anh.nd@sxd.vn' })).status).toBe(428);
  });

  test('one mailbox is one person, at a unit we know', async () => {
    await added('Bùi Thị Ba', 'ba@snv.vn');
    expect((await planner.post('/api/people', { name: 'Người khác', mail: 'BA@snv.vn' })).body).toMatchObject({
      type: '/problems/mail-taken',
      status: 409,
    });
    expect((await planner.post('/api/people', { name: 'Ai', mail: 'ai@snv.vn', unit: 'so-la' })).body).toMatchObject({
      type: '/problems/unit-unknown',
      detail: 'Không có đơn vị mang mã “so-la”. Hãy thêm đơn vị này trước.',
    });
  });

  test('every wrong field is named, in words for people', async () => {
    const { status, body } = await planner.post('/api/people', {
      name: '',
      mail: 'khong-phai-thu',
      phone: 12,
      unit: 'Sở',
      tuoi: 30,
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      type: '/problems/invalid-body',
      title: 'Nội dung cần sửa',
      detail: 'Có 5 chỗ cần sửa. Chỗ đầu tiên: name: Không được để trống.',
    });
    expect(body.errors).toEqual([
      { at: 'name', sentence: 'Không được để trống.' },
      { at: 'mail', sentence: 'Không phải địa chỉ thư. Hãy viết như van.thu@tinh.gov.vn.' },
      { at: 'phone', sentence: 'Phải là chữ.' },
      { at: 'unit', sentence: 'Mã chỉ gồm chữ thường không dấu, số và gạch ngang, như so-noi-vu.' },
      { at: 'nội dung', sentence: 'Không có mục “tuoi”. Hãy bỏ hoặc sửa lại tên.' },
    ]);
    expect((await planner.post('/api/people', {})).body.errors).toEqual([
      { at: 'name', sentence: 'Còn thiếu. Hãy ghi mục này.' },
      { at: 'mail', sentence: 'Còn thiếu. Hãy ghi mục này.' },
    ]);
    expect((await planner.get('/api/people?limit=0')).body.errors).toEqual([
      { at: 'limit', sentence: 'Phải từ 1 trở lên.' },
    ]);
  });

  test('the list goes by pages', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await planner.get(`/api/people?limit=2${after && `&after=${after}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      if (!body.next) break;
      after = body.next;
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toHaveLength(await api.store.people.model.countDocuments());
  });

  test('one mailbox is one person, however it is spelt and whoever is first', async () => {
    const spellings = ['chung@snv.vn', 'Chung@SNV.vn', ' CHUNG@snv.vn ', 'chung@snv.VN'];
    const answers = await Promise.all(
      spellings.map((mail, n) => planner.post('/api/people', { name: `Người ${n}`, mail })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body).toMatchObject({
      type: '/problems/mail-taken',
      detail: expect.stringContaining('Hãy tìm người ấy trong danh bạ rồi phân công thêm vai trò'),
    });
    const other = await added('Người khác nữa', 'khac-nua@snv.vn');
    const changed = await planner.put(`/api/people/${other}`, { name: 'Ai', mail: 'CHUNG@snv.vn', base: 1 });
    expect(changed.body).toMatchObject({ type: '/problems/mail-taken', status: 409 });
    expect((await planner.get('/api/people?q=chung@snv.vn')).body.items).toHaveLength(1);
    // and in the store itself, past the interface
    await expect(api.store.people.create({ _id: 'p-lau', name: 'Lậu', mail: ' Chung@snv.vn' })).rejects.toMatchObject({
      code: 'mail-taken',
    });
  });

  test('a closed account takes its open invitation with it', async () => {
    const person = await added('Bà Sắp Nghỉ', 'sap-nghi@snv.vn');
    const { body } = await administrator.post(`/api/people/${person}/invitation`);
    const path = new URL(body.link).pathname;
    expect((await api.anonymous.get(path)).status).toBe(200);
    expect((await administrator.delete(`/api/people/${person}/account`)).status).toBe(204);
    expect((await api.anonymous.get(path)).status).toBe(410);
    const answer = await api.anonymous.post(path, { login: 'sap.nghi', password: 'một câu dài khó đoán' });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([410, null]);
    expect(await api.store.accounts.get(person)).toBeUndefined();
  });

  test('a session opened while the account was being closed opens nothing', async () => {
    const late = await api.as('clerk', 'office', 'p-tre');
    await api.store.accounts.set({ person: 'p-tre', login: 'tre', passwordHash: 'x', at: api.deps.now() });
    expect((await late.get('/api/me')).status).toBe(200);
    await api.store.accounts.close('p-tre', api.deps.now());
    expect((await late.get('/api/me')).status).toBe(401);
  });

  test('a closed account ends every device', async () => {
    const cuc = await api.as('clerk', 'office', 'p-cuc');
    await api.store.accounts.set({ person: 'p-cuc', login: 'cuc', passwordHash: 'x', at: api.deps.now() });
    expect((await administrator.get('/api/people/p-cuc')).body).toMatchObject({
      account: { login: 'cuc' },
      appointments: [{ role: 'clerk', scope: 'office' }],
    });
    expect((await planner.delete('/api/people/p-cuc/account')).status).toBe(403);
    expect((await administrator.delete('/api/people/p-cuc/account')).status).toBe(204);
    expect((await cuc.get('/api/me')).status).toBe(401);
    expect((await administrator.get('/api/people/p-cuc')).body).not.toHaveProperty('account');
  });
});

describe('a command', () => {
  test('repeated with its key is the same command', async () => {
    const body = { name: 'Đỗ Văn Dần', mail: 'dan@snv.vn' };
    const [one, two] = await Promise.all([
      planner.post('/api/people', body, { key: 'k-1' }),
      planner.post('/api/people', body, { key: 'k-1' }),
    ]);
    const three = await planner.post('/api/people', body, { key: 'k-1' });
    expect([one.status, two.status, three.status]).toEqual([201, 201, 201]);
    expect(new Set([one.body.id, two.body.id, three.body.id]).size).toBe(1);
    expect(await api.store.people.model.countDocuments({ mail: 'dan@snv.vn' })).toBe(1);
    const other = await planner.post('/api/people', { ...body, name: 'Khác' }, { key: 'k-1' });
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ type: '/problems/key-reused' });
  });

  test('needs a key, and the key is its caller’s own', async () => {
    for (const key of ['', 'two words', 'x'.repeat(201)]) {
      expect((await planner.post('/api/people', { name: 'Ai', mail: 'k@snv.vn' }, { key })).body).toMatchObject({
        type: '/problems/key-missing',
        status: 400,
      });
    }
    const mine = await planner.post('/api/people', { name: 'Hà', mail: 'ha@snv.vn' }, { key: 'chung' });
    const yours = await administrator.post('/api/people', { name: 'Hải', mail: 'hai@snv.vn' }, { key: 'chung' });
    expect([mine.status, yours.status]).toEqual([201, 201]);
  });

  test('is on record with who did it, without what they wrote', async () => {
    const id = await added('Phạm Thị Giang', 'giang@snv.vn');
    const [entry] = await api.store.changes.of(id);
    expect(entry).toMatchObject({
      what: 'person-added',
      about: id,
      by: planner.id,
      at: '2026-03-02T02:00:00.000Z',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(entry)).not.toMatch(/Giang|snv/);
  });
});

describe('appointments', () => {
  const appoint = (body: object, who = planner) => who.post('/api/appointments', { from: '2026-01-01', ...body });

  test('a planner appoints contacts and teams, an administrator the office', async () => {
    const person = await added('Vũ Văn Em', 'em@sxd.vn');
    expect((await appoint({ role: 'unit-contact', scope: 'unit:so-xay-dung', person })).status).toBe(201);
    expect((await appoint({ role: 'lead', scope: 'team:dot-2026:doan-1', person })).status).toBe(201);
    for (const role of ['administrator', 'planner', 'signer', 'division-head', 'director', 'clerk']) {
      expect((await appoint({ role, scope: 'office', person })).status).toBe(403);
    }
    expect((await appoint({ role: 'signer', scope: 'office', person }, administrator)).status).toBe(201);
  });

  test.each([
    ['a contact of no unit', { role: 'unit-contact', scope: 'office' }, 'appointment-misplaced'],
    ['a lead at a unit', { role: 'lead', scope: 'unit:so-xay-dung' }, 'appointment-misplaced'],
    ['at a unit we do not know', { role: 'unit-head', scope: 'unit:so-la' }, 'unit-unknown'],
    ['somebody we do not know', { role: 'lead', scope: 'office', person: 'p-la' }, 'person-unknown'],
    ['for somebody we do not know', { role: 'lead', scope: 'office', substituteFor: 'p-la' }, 'person-unknown'],
    ['that ends before it begins', { role: 'lead', scope: 'office', to: '2025-12-31' }, 'invalid-body'],
    ['on a day that is none', { role: 'lead', scope: 'office', from: '2026-02-30' }, 'invalid-body'],
    ['in a role that is none', { role: 'truong-doan', scope: 'office' }, 'invalid-body'],
    ['somewhere that is nowhere', { role: 'lead', scope: 'dau-do' }, 'invalid-body'],
  ])('%s is refused', async (_, body, code) => {
    const person = (await api.store.people.withMail('em@sxd.vn'))!._id;
    const answer = await appoint({ person, ...body });
    expect(answer.body).toMatchObject({ type: `/problems/${code}`, status: 422 });
  });

  test('a replaced contact keeps the days they held, and the successor begins the day after', async () => {
    const [old, next] = [await added('Cũ', 'cu@snv.vn'), await added('Mới', 'moi@snv.vn')];
    const { body: held } = await appoint({ role: 'unit-contact', scope: 'unit:so-noi-vu', person: old });
    const answer = await planner.post(`/api/appointments/${held.id}/replace`, { person: next, from: '2026-03-05' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      role: 'unit-contact',
      scope: 'unit:so-noi-vu',
      person: next,
      from: '2026-03-05',
    });
    expect((await planner.get('/api/appointments?scope=unit:so-noi-vu&past=true')).body.items).toContainEqual(
      expect.objectContaining({ ...held, to: '2026-03-04' }),
    );
    api.at('2026-03-05T02:00:00.000Z');
    expect((await planner.get('/api/appointments?scope=unit:so-noi-vu')).body.items).toMatchObject([answer.body]);
    // one who has an end already is not prolonged by another end, nor handed over after it, nor to themselves
    const { body: until } = await appoint({
      role: 'unit-head',
      scope: 'unit:so-noi-vu',
      person: old,
      to: '2026-03-31',
    });
    for (const [act, body, at] of [
      ['end', { on: '2026-04-30' }, 'on'],
      ['replace', { person: next, from: '2026-04-01' }, 'from'],
      ['replace', { person: old, from: '2026-03-20' }, 'person'],
      ['end', { on: '2026-03-20', decision: { number: '45/QĐ-SNV', day: '2026-03-06' } }, 'decision.day'],
      ['end', { on: '2026-03-20', decision: { number: '45/QĐ-SNV' } }, 'decision.day'],
    ] as const) {
      const refused = await planner.post(`/api/appointments/${until.id}/${act}`, body);
      expect([act, refused.status, refused.body.errors?.[0].at]).toEqual([act, 422, at]);
    }
    const again = await planner.post(`/api/appointments/${held.id}/end`, { on: '2026-03-10' });
    expect(again.body).toMatchObject({
      type: '/problems/appointment-ended',
      detail: 'Phân công này đã kết thúc ngày 04/03/2026.',
    });
    api.at('2026-03-02T02:00:00.000Z');
  });

  test('who replaces a member of a team does so by a decision; a substitute’s successor is a substitute', async () => {
    const [old, next, away] = await Promise.all(
      ['Thôi', 'Vào', 'Nghỉ'].map((name, i) => added(name, `thay-${i}@snv.vn`)),
    );
    const place = { role: 'lead', scope: 'team:dot-2026:doan-1', from: '2026-02-02' };
    const { body: held } = await appoint({ ...place, person: old, substituteFor: away });
    const decision = { number: '45/QĐ-SNV', day: '2026-02-27' };
    const made = await planner.post(`/api/appointments/${held.id}/replace`, {
      person: next,
      from: '2026-03-02',
      decision,
    });
    expect(made.body).toMatchObject({ person: next, substituteFor: away, decision });
    expect(await api.store.appointments.get(held.id)).toMatchObject({ to: '2026-03-01', endedBy: decision });
  });

  test('the last administrator stays', async () => {
    const own = (await api.store.appointments.of(administrator.id)).find(({ role }) => role === 'administrator')!;
    expect((await administrator.post(`/api/appointments/${own.id}/end`, { on: '2026-03-02' })).body).toMatchObject({
      type: '/problems/last-administrator',
      status: 409,
    });
    const second = await added('Quản trị hai', 'qt2@snv.vn');
    await appoint({ role: 'administrator', scope: 'office', person: second }, administrator);
    // who cannot sign in administers nothing
    const away = [
      () => administrator.post(`/api/appointments/${own.id}/end`, { on: '2026-03-02' }),
      () => administrator.post(`/api/appointments/${own.id}/replace`, { person: second, from: '2026-03-03' }),
      () => administrator.delete(`/api/people/${administrator.id}/account`),
    ];
    for (const act of away) expect((await act()).body).toMatchObject({ type: '/problems/last-administrator' });
    await api.store.accounts.set({ person: second, login: 'qt2', passwordHash: 'x', at: api.deps.now() });
    expect((await planner.post(`/api/appointments/${own.id}/end`, { on: '2026-03-02' })).status).toBe(403);
    const key = 'thoi-viec';
    expect(
      (await administrator.post(`/api/appointments/${own.id}/end`, { on: '2026-03-02' }, { key })).body,
    ).toMatchObject({ to: '2026-03-02' });
    expect((await administrator.post(`/api/appointments/${own.id}/end`, { on: '2026-03-02' }, { key })).status).toBe(
      200,
    );
  });
});
