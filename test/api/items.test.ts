import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { MyWork } from '../../api/office/my-work.ts';
import { readSheets } from '../../api/sheet.ts';
import type { Caller } from '../support/api.ts';
import { deskPlan, deskRemediation, formOf, itemOf, openDesk, png } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { ok } from '../support/office.ts';

jest.setTimeout(60_000);

let desk: Desk;
let contact: Caller;
let secretary: Caller;
let lead: Caller;
let evidence: string;
beforeAll(async () => {
  desk = await openDesk();
  contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  secretary = await desk.office.as('secretary', 'team:doan-1');
  lead = await desk.office.as('lead', 'team:doan-1');
  const uploaded = await contact.post(
    '/api/files',
    formOf({ item: itemOf(1) }, [{ field: 'files', name: 'a.png', bytes: png }]),
  );
  evidence = uploaded.body.items[0].id;
});
afterAll(() => desk.stop());

const path = (n: number, verb = '') => `/api/items/${itemOf(n)}${verb}`;

describe('items', () => {
  test('are listed for the office, and to a unit only its own', async () => {
    const planner = await desk.office.as('planner');
    const all = await planner.get('/api/items?campaign=cchc-2026');
    expect(
      all.body.items.map((item: { n: number; words: string; late: boolean }) => [item.n, item.words, item.late]),
    ).toEqual([
      [1, 'chưa báo cáo', true],
      [2, 'chưa báo cáo', true],
      [3, 'chưa báo cáo', false],
      [4, 'thường xuyên, xác nhận theo kỳ', false],
      [5, 'chưa báo cáo', false],
    ]);
    const late = (await planner.get('/api/items?late=true')).body.items;
    expect(late).toMatchObject([
      { n: 1, lateBy: { unit: 1, office: 0 }, waiting: ['unit-contact'] },
      { n: 2, lateBy: { unit: 1, office: 0 }, waiting: ['unit-contact'] },
    ]);
    for (const [query, count] of [
      ['unit=so-xay-dung', 5],
      ['unit=so-y-te', 0],
      ['waiting=unit', 5],
      ['waiting=office', 0],
      ['waiting=unit-contact&late=false', 3],
      ['area=mot-cua', 5],
      ['area=khac', 0],
      ['carriedTo=theo-doi-2027', 0],
    ] as const)
      expect([query, (await planner.get(`/api/items?${query}`)).body.items.length]).toEqual([query, count]);
    expect((await planner.get('/api/items?waiting=ai-do')).status).toBe(422);
    expect((await planner.get('/api/items?state=standing')).body.items).toHaveLength(1);
    const page = await planner.get('/api/items?limit=2');
    const next = await planner.get(`/api/items?limit=9&after=${encodeURIComponent(page.body.next)}`);
    expect([...page.body.items, ...next.body.items].map(({ n }: { n: number }) => n)).toEqual([1, 2, 3, 4, 5]);
    expect((await contact.get('/api/items')).body.items).toHaveLength(5);
    const other = await desk.api.as('unit-contact', 'unit:so-y-te');
    expect((await other.get('/api/items')).body.items).toEqual([]);
    expect((await other.get('/api/items?unit=so-xay-dung')).body.items).toEqual([]);
    expect((await desk.api.anonymous.get('/api/items')).status).toBe(401);
    expect((await (await desk.api.nobody()).get('/api/items')).status).toBe(403);
  });

  test('are found by words, kind and what they wait for, the nearest day first, and counted', async () => {
    const planner = await desk.office.as('planner');
    const found = async (query: string) =>
      (await planner.get(`/api/items?${query}`)).body.items.map(({ n }: { n: number }) => n);
    for (const [query, numbers] of [
      ['search=niem yet', [1]],
      ['search=NIÊM YẾT xây dựng', [1]],
      ['search=xay dung', [1, 2, 3, 4, 5]],
      ['search=05/tb-snv thủ tục', [1]],
      ['search=niêm yết y tế', []],
      ['search=.*', []],
      ['search=%20', [1, 2, 3, 4, 5]],
      ['kind=prohibition', [4]],
      ['kind=standing', []],
      ['kind=once', [1, 2, 3, 5]],
      ['awaits=remediate', [1, 2, 3, 5]],
      ['awaits=verify', []],
      ['paper=cchc-2026:conclusion:1', [1, 2, 3, 4, 5]],
      ['paper=cchc-2026:conclusion:2', []],
      ['order=urgency', [1, 2, 3, 4, 5]],
    ] as const)
      expect([query, await found(query)]).toEqual([query, numbers]);
    expect((await planner.get('/api/items?kind=khac')).status).toBe(422);

    const [first] = (await planner.get('/api/items')).body.items;
    expect(first).toMatchObject({
      unitName: 'Sở Xây dựng',
      paperName: 'Thông báo kết luận kiểm tra số 05/TB-SNV',
      text: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
      team: 'doan-1',
      kindWords: 'khắc phục một lần',
      owed: [{ what: 'Báo cáo kết quả khắc phục', who: 'đầu mối đơn vị', words: 'quá 1 ngày làm việc' }],
    });

    const seen: number[] = [];
    for (let after = ''; ;) {
      const { body } = await planner.get(
        `/api/items?order=urgency&limit=2${after && `&after=${encodeURIComponent(after)}`}`,
      );
      seen.push(...body.items.map(({ n }: { n: number }) => n));
      if (body.next === undefined) break;
      after = body.next;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    for (const after of [itemOf(1), `2026-13-40~${itemOf(1)}`, '2026-03-10~khong-co:1'])
      expect((await planner.get(`/api/items?order=urgency&after=${encodeURIComponent(after)}`)).status).toBe(422);

    expect((await planner.get('/api/items/counts?search=xay dung')).body).toMatchObject({
      total: 5,
      late: 2,
      states: [
        { state: 'open', words: 'chưa báo cáo', count: 4 },
        { state: 'standing', count: 1 },
      ],
      units: [{ id: 'so-xay-dung', name: 'Sở Xây dựng', count: 5 }],
    });
    const other = await desk.api.as('unit-contact', 'unit:so-y-te');
    expect((await other.get('/api/items/counts')).body).toMatchObject({ total: 0, late: 0, units: [] });
    expect((await (await desk.api.nobody()).get('/api/items/counts')).status).toBe(403);
  });

  test('danh sách đã lưu là của riêng từng người, máy nào cũng có', async () => {
    const [mine, other] = [await desk.api.as('planner'), await desk.api.as('director')];
    const at = (name: string) => `/api/me/views/${encodeURIComponent(name)}`;
    const late = { name: 'Quá hạn / khối sở', search: { quaHan: 'co', khoi: 'province' } };
    expect((await mine.put(at(late.name), { search: late.search })).body).toEqual({ items: [late] });
    await ok(mine.put(at('Năm ngoái'), { search: { nam: '2025' } }));
    const again = await ok(mine.put(at(late.name), { search: { quaHan: 'co' } }));
    expect(again.items).toEqual([
      { name: 'Năm ngoái', search: { nam: '2025' } },
      { name: late.name, search: { quaHan: 'co' } },
    ]);
    expect((await other.get('/api/me/views')).body).toEqual({ items: [] });
    await other.delete(at(late.name));
    expect((await mine.get('/api/me/views')).body).toEqual(again);
    expect((await mine.delete(at(late.name))).body.items).toEqual(again.items.slice(0, 1));
    for (const [name, body, status] of [
      ['a', { search: { $where: 'x' } }, 422],
      ['a'.repeat(61), { search: {} }, 422],
      ['a', { search: { nam: 2025 } }, 422],
    ] as const)
      expect([name, (await mine.put(at(name), body)).status]).toEqual([name, status]);
    expect((await (await desk.api.token('planner', 'office')).get('/api/me/views')).status).toBe(403);
    expect((await desk.api.anonymous.get('/api/me/views')).status).toBe(401);
    for (let n = 0; n < 49; n++) await ok(mine.put(at(`Danh sách ${n}`), { search: { nam: '2026' } }));
    expect((await mine.put(at('Một nữa'), { search: {} })).body).toMatchObject({ type: '/problems/too-many-views' });
    expect((await mine.put(at('Danh sách 7'), { search: {} })).status).toBe(200);
  });

  test('go out as a workbook whose texts stay texts', async () => {
    const planner = await desk.office.as('planner');
    const { status, bytes } = await planner.get('/api/items/sheet?late=true');
    expect(status).toBe(200);
    const [sheet] = await readSheets(bytes);
    const [head, ...rows] = sheet!.rows.map(({ cells }) => cells);
    const cell = (row: string[], name: string) => row[head!.indexOf(name)];
    expect(rows.map((row) => [cell(row, 'Đơn vị'), cell(row, 'Hạn theo văn bản'), cell(row, 'Quá hạn')])).toEqual([
      ['Sở Xây dựng', '10/03/2026', 'Có'],
      ['Sở Xây dựng', '10/03/2026', 'Có'],
    ]);
    expect(cell(rows[1]!, 'Nội dung khắc phục')).toBe(
      'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn <script>alert(1)</script>',
    );
    const other = await desk.api.as('unit-contact', 'unit:so-y-te');
    expect((await readSheets((await other.get('/api/items/sheet')).bytes))[0]!.rows).toHaveLength(1);
    expect((await (await desk.api.nobody()).get('/api/items/sheet')).status).toBe(403);
  });

  test('say what is asked, by when and why', async () => {
    const { body } = await contact.get(path(1));
    expect(body).toMatchObject({
      id: itemOf(1),
      unit: { id: 'so-xay-dung', name: 'Sở Xây dựng' },
      paper: { name: 'Thông báo kết luận kiểm tra số 05/TB-SNV ngày 23/02/2026' },
      requirement: { text: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa', proof: 'Ảnh bảng niêm yết' },
      state: 'open',
      due: '2026-03-10',
      late: true,
      reports: [],
      team: 'doan-1',
      round: { id: 'cchc-2026', today: '2026-03-11', training: true },
      kindWords: 'khắc phục một lần',
      findings: [{ id: 'tt-1', text: 'Niêm yết thủ tục chưa đầy đủ.' }],
      owed: [{ kind: 'remediate', who: 'đầu mối đơn vị', overdue: true }],
      periods: [],
      escalation: { asked: false },
    });
    expect((await contact.get(path(4))).body).toMatchObject({ kind: 'prohibition', periods: ['2026-03-31'] });
    expect(body.why).toContain('15 ngày kể từ ngày ban hành Thông báo kết luận kiểm tra số 05/TB-SNV (23/02/2026)');
    expect((await contact.get('/api/items/khong-co:1')).status).toBe(404);
    expect((await contact.get(`/api/items/${itemOf(99)}`)).status).toBe(404);
    expect((await (await desk.api.as('unit-contact', 'unit:so-y-te')).get(path(1))).status).toBe(404);
  });

  test('show their clock: why this day, and which letters will go', async () => {
    const { body } = await secretary.get(path(3, '/clock'));
    expect(body.duties[0]).toMatchObject({ id: 'remediate:3', due: '2026-03-17', told: [] });
    expect(body.ahead.slice(0, 4)).toMatchObject([
      { day: '2026-03-10', role: 'unit-contact', does: 'tell', rung: 'Mức nhắc 1' },
      { day: '2026-03-16', role: 'unit-contact', does: 'tell', rung: 'Mức nhắc 2' },
      { day: '2026-03-18', role: 'unit-contact', does: 'tell', rung: 'Mức nhắc 3' },
      { day: '2026-03-18', role: 'unit-head', does: 'tell', rung: 'Mức nhắc 3' },
    ]);
  });
});

describe('a report', () => {
  test('needs words and proof of the same unit', async () => {
    const send = (body: object, key?: string) =>
      contact.post(path(1, '/reports'), body, key === undefined ? {} : { key });
    expect((await send({ text: ' \n ', evidence: [evidence] })).body).toMatchObject({
      type: '/problems/report-empty',
      status: 422,
    });
    expect((await send({ text: 'Đã làm', evidence: [] })).body).toMatchObject({
      type: '/problems/report-without-evidence',
    });
    expect((await send({ text: 'Đã làm', evidence: ['khong-co'] })).body).toMatchObject({
      type: '/problems/evidence-unknown',
    });
    expect((await send({ text: 'Đã làm', evidence: [evidence] }, '')).body).toMatchObject({
      type: '/problems/key-missing',
      status: 400,
    });
    expect((await send({ text: 1 })).body).toMatchObject({
      type: '/problems/invalid-body',
      errors: [{ at: 'text', sentence: 'Phải là chữ.' }],
    });
    expect((await secretary.post(path(1, '/reports'), { text: 'Nhập', evidence: [evidence] })).status).toBe(403);
    expect(await desk.store.receipts.model.countDocuments()).toBe(0); // nothing is numbered for what is refused
  });

  test('is one for its key, whatever happens on the way', async () => {
    const body = { text: 'Đã niêm yết đủ.', evidence: [evidence] };
    const [one, two] = await Promise.all([
      contact.post(path(1, '/reports'), body, { key: 'bc-1' }),
      contact.post(path(1, '/reports'), body, { key: 'bc-1' }),
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body).toEqual(two.body);
    expect(one.body).toMatchObject({
      state: 'reported',
      reports: [{ text: 'Đã niêm yết đủ.', receipt: 'BN-0001', evidence: [{ name: 'a.png', type: 'image/png' }] }],
    });
    expect((await contact.post(path(1, '/reports'), { ...body, text: 'khác' }, { key: 'bc-1' })).body).toMatchObject({
      type: '/problems/key-reused',
      status: 422,
    });
    expect((await contact.post(path(1, '/reports'), body, { key: 'bc-2' })).body).toMatchObject({
      type: '/problems/item-not-ready',
      status: 409,
    });
    expect((await contact.get(path(1))).body.reports).toHaveLength(1);
  });

  test('is answered: returned with a reason, reported anew, met, and closed by another hand', async () => {
    const first = (await secretary.get(path(1))).body.report;
    expect((await lead.post(path(1, '/close'))).body).toMatchObject({ type: '/problems/item-not-ready' });
    expect((await secretary.post(path(1, '/verify'), { report: 'khác', verdict: 'met' })).body).toMatchObject({
      type: '/problems/report-superseded',
    });
    const returned = await secretary.post(path(1, '/verify'), {
      report: first,
      verdict: 'not-met',
      remarks: 'Ảnh mờ.',
    });
    expect(returned.body).toMatchObject({
      state: 'returned',
      due: '2026-03-18',
      reports: [{ verdict: 'not-met', remarks: 'Ảnh mờ.' }],
    });
    const anew = await contact.post(path(1, '/reports'), { text: 'Đã chụp lại.', evidence: [evidence] });
    const met = await lead.post(path(1, '/verify'), { report: anew.body.report, verdict: 'met' });
    expect(met.body).toMatchObject({
      state: 'verified',
      reports: [{ verdict: 'not-met' }, { verdict: 'met', text: 'Đã chụp lại.' }],
    });
    expect((await lead.post(path(1, '/close'))).body).toMatchObject({ type: '/problems/closer-verified', status: 409 });
    await desk.store.people.create({ _id: 'p-truong-phong', name: 'Trưởng phòng', mail: 'tp@thu.vn' });
    const head = await desk.api.as('division-head');
    expect((await head.post(path(1, '/close'))).body).toMatchObject({ state: 'closed', words: 'đã đóng' });
    const acts = (await desk.store.audit.of(deskRemediation)).map(({ act }) => act.message);
    expect(acts).toEqual(['report', 'verify', 'report', 'verify', 'close']);
    expect(await desk.store.audit.verify(deskRemediation)).toBeUndefined();
  });

  test('of a standing item is a confirmation of its period', async () => {
    const wrong = await contact.post(path(4, '/confirm'), { text: 'Không phát sinh.', period: '2026-06-30' });
    expect(wrong.body).toMatchObject({ type: '/problems/period-not-open' });
    const none = { text: 'Không phát sinh.', period: '2026-03-31', incidents: 0 };
    const { incidents: _, ...uncounted } = none;
    expect((await contact.post(path(4, '/confirm'), uncounted)).body).toMatchObject({
      type: '/problems/incidents-uncounted',
    });
    const confirmed = await contact.post(path(4, '/confirm'), none, { key: 'quy-1' });
    expect(confirmed.body).toMatchObject({
      state: 'standing',
      due: '2026-06-30',
      prohibits: true,
      incidents: 0,
      reports: [{ period: '2026-03-31', incidents: 0 }],
    });
    expect((await contact.post(path(4, '/confirm'), none, { key: 'quy-1' })).status).toBe(201);
    expect((await contact.post(path(4, '/confirm'), { text: 'a', period: 'hôm qua' })).body).toMatchObject({
      errors: [{ at: 'period' }],
    });
  });

  test('late for long waits for a leader to agree', async () => {
    expect((await secretary.post(path(2, '/escalation'))).status).toBe(403);
    const director = await desk.office.as('director');
    const asked = async () =>
      (await ok(director.get<MyWork>('/api/me/work'))).items
        .filter(({ decide }) => decide)
        .map(({ what, unit, about }) => [what, unit?.name, about]);
    expect(await asked()).toEqual([]);
    await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
    await desk.store.lines.model.create({
      _id: 'trinh-lanh-dao/p-giam-doc',
      line: 'trinh-lanh-dao',
      person: 'p-giam-doc',
      stepped: true,
      status: 'sent',
      letter: 'reminder',
      matter: deskRemediation,
      duty: 'remediate:2',
      act: 'put-to-leader',
      role: 'director',
      day: '2026-03-11',
      createdAt: new Date(0),
    });
    expect(await asked()).toEqual([['Cho ý kiến: trình UBND tỉnh ra văn bản?', 'Sở Xây dựng', 2]]);
    expect((await director.post(path(2, '/escalation'))).status).toBe(200);
    expect(await asked()).toEqual([]);
    const { duties } = (await desk.store.matters.get(deskRemediation))!;
    expect(duties.find(({ id }) => id === 'remediate:2')?.approved).toBe('2026-03-11');
  });
});
