import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newInspection } from '../../domain/inspection.ts';
import type { Overview, OverviewGroups, OverviewOwed } from '../../api/leader/overview.ts';
import type { UnitStory } from '../../api/office/unit-story.ts';
import { begin, newRemediation } from '../../domain/remediation.ts';
import { fixedDue } from '../../domain/term.ts';
import type { Caller } from '../support/api.ts';
import { deskDay, deskNow, deskPlan, itemOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { aUnit, ok } from '../support/office.ts';
import { bornRealRound } from '../support/real-round.ts';
import { aSetting, calendar } from '../support/round.ts';

jest.setTimeout(120_000);

const before = 'cchc-2025';
let desk: Desk;
let director: Caller;
beforeAll(async () => {
  desk = await openDesk();
  const { store, office } = desk;
  await store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  await store.plans.create(
    { ...deskPlan, campaign: before, year: 2025, title: 'Kiểm tra năm 2025', teams: [] },
    { by: 'p', at: deskNow },
  );
  await store.units.create(
    aUnit({ id: 'so-gtvt', name: 'Sở Giao thông vận tải', to: '2025-02-28', successors: ['so-xay-dung'] }),
  );
  // a year ago the predecessor was asked the same
  const setting = aSetting({ clock: { kind: 'stepped', now: '2025-12-31' } });
  const asked = [{ n: 1, requirement: 'yc-1', area: 'tthc', due: fixedDue(calendar, '2025-06-30', 'văn bản') }];
  const born = newRemediation(
    setting,
    { campaign: before, unit: 'so-gtvt' },
    `paper:${before}:conclusion:1`,
    '2025-03-01',
    asked,
    false,
  );
  await store.matters.born(begin.next(born, {}, '2025-03-01').state);
  // a surprise that nobody may know of owes something too
  const hidden = newInspection(
    aSetting({ clock: { kind: 'stepped', now: deskDay } }),
    {
      place: { campaign: round, team: 'doan-1', unit: 'so-xay-dung' },
      method: 'surprise',
      n: 2,
      visits: [{ n: 1, day: '2026-03-02', session: 'morning' }],
      vertical: false,
    },
    '2026-02-20',
  );
  await store.matters.born({ ...hidden, hidden: true } as typeof hidden);
  director = await office.as('director');
});
afterAll(() => desk.stop());

const overview = (query = ''): Promise<Overview> => ok(director.get<Overview>(`/api/overview${query}`));
const groups = (query: string): Promise<OverviewGroups> =>
  ok(director.get<OverviewGroups>(`/api/overview/groups?campaign=${round}&${query}`));
const owed = (query: string): Promise<OverviewOwed> =>
  ok(director.get<OverviewOwed>(`/api/overview/owed?campaign=${round}&${query}`));

describe('trang thứ Hai', () => {
  test('đợt đi đến đâu, ai đang chậm và ở tay ai; buổi đột xuất chưa mở không ở đâu cả', async () => {
    const seen = await overview(`?campaign=${round}`);
    expect(seen).toMatchObject({ today: deskDay, training: true });
    expect(seen.rounds).toMatchObject([
      { id: round, words: 'đang kiểm tra', units: 3, concluded: 1, visits: { held: 0 }, lateUnits: 1 },
    ]);
    const unit = seen.hands.find(({ hand }) => hand === 'unit')!;
    // two items were due on Tuesday the 10th
    expect(unit).toMatchObject({ words: 'đơn vị', late: 2, units: 1, longest: 1, days: 2 });
    const text = JSON.stringify(seen);
    expect(text).not.toContain('hold');
    const team = await owed('hand=team');
    expect(team.items.filter(({ inspection }) => inspection?.endsWith(':2'))).toEqual([]);
  });

  test('mỗi con số mở ra đúng bấy nhiêu việc', async () => {
    const seen = await overview(`?campaign=${round}`);
    for (const { hand, open, late } of seen.hands) {
      expect([hand, (await owed(`hand=${hand}`)).total]).toEqual([hand, open]);
      expect([hand, (await owed(`hand=${hand}&late=true`)).total]).toEqual([hand, late]);
    }
    for (const { day, unit } of seen.week.days)
      expect([day, (await owed(`hand=unit&by=${day}`)).total]).toEqual([day, unit]);
    for (const { what, count } of seen.stuck) {
      expect([what, (await owed(`what=${what}&hand=ours`)).total]).toEqual([what, count]);
    }
    const late = await owed('hand=unit&late=true');
    expect(late.items).toMatchObject([
      { item: itemOf(1), unit: { name: 'Sở Xây dựng' }, overdue: true, past: 1, campaign: { id: round } },
      { item: itemOf(2) },
    ]);
    // lines of one duty would all read the same: each says what it is about
    expect(late.items.map(({ subject }) => subject)).toEqual([
      'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
      expect.stringContaining('Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn'),
    ]);
  });

  test('đơn vị báo cáo thì việc sang tay Sở: chờ thẩm tra, không còn là đơn vị chậm', async () => {
    const contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
    const form = new FormData();
    form.set('item', itemOf(1));
    form.set('files', new Blob(['Biên bản niêm yết'], { type: 'text/plain' }), 'biên bản.txt');
    const { items } = await ok(contact.post('/api/files', form));
    await ok(contact.post(`/api/items/${itemOf(1)}/reports`, { text: 'Đã niêm yết.', evidence: [items[0].id] }));
    const seen = await overview(`?campaign=${round}`);
    expect(seen.hands.find(({ hand }) => hand === 'unit')).toMatchObject({ late: 1, days: 1, longest: 1 });
    expect(seen.stuck.find(({ what }) => what === 'verify')).toMatchObject({
      words: 'Thẩm tra báo cáo khắc phục',
      hand: 'team',
      count: 1,
      late: 0,
    });
    expect((await groups('by=unit')).items).toMatchObject([{ id: 'so-xay-dung', late: 1, ours: 1 }]);
  });

  test.each(['unit', 'place', 'head', 'area', 'kind'])('theo %s: cộng lại vẫn là tất cả', async (by) => {
    const { items, total } = await groups(`by=${by}`);
    expect(items).toHaveLength(total);
    const [whole] = (await overview(`?campaign=${round}`)).rounds;
    expect(items.reduce((all, row) => all + row.items, 0)).toBe(whole!.items.total);
    expect(items.reduce((all, row) => all + row.closed, 0)).toBe(whole!.items.closed);
    for (const { name } of items) expect(name).not.toMatch(/^-$|undefined|so-xay-dung/);
  });

  test('một khối, một người đứng đầu chỉ còn đơn vị của mình', async () => {
    expect((await groups('by=place')).items.map(({ name }) => name)).toContain('Cấp tỉnh');
    expect((await groups('by=unit&place=province')).items.map(({ id }) => id)).toContain('so-xay-dung');
    expect((await groups('by=unit&place=commune')).items).toEqual([]);
    expect((await groups('by=head')).items).toMatchObject([{ id: 'p-tt-xd' }]);
    expect((await groups('by=unit&head=p-tt-xd')).items).toMatchObject([{ id: 'so-xay-dung' }]);
  });

  test('qua các năm; cùng lĩnh vực gặp lại ở đơn vị kế thừa là lặp lại', async () => {
    const { years, repeats } = await overview();
    expect(years.map(({ year, units }) => [year, units])).toEqual([
      [2025, 1],
      [2026, 1],
    ]);
    const again = repeats.items.filter(({ area }) => area.id === 'tthc');
    for (const one of again)
      expect(one).toMatchObject({
        unit: { id: 'so-xay-dung', name: 'Sở Xây dựng' },
        years: [{ year: 2025 }, { year: 2026 }],
      });
  });

  test('tải được thành Excel; không phải người của Sở thì không xem được; đợt không mở là không có', async () => {
    const sheet = await director.get<string>(`/api/overview/sheet?campaign=${round}`);
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
    expect(sheet.headers.get('content-disposition')).toContain('.xlsx');
    const contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
    for (const path of ['', '/groups?by=unit', '/owed', '/sheet']) {
      expect([path, (await contact.get(`/api/overview${path}`)).status]).toEqual([path, 403]);
      expect([path, (await desk.api.anonymous.get(`/api/overview${path}`)).status]).toEqual([path, 401]);
    }
    expect((await director.get('/api/overview?campaign=khong-co')).status).toBe(404);
    expect((await director.get('/api/overview/groups?by=gi')).status).toBe(422);
    expect(await ok(director.get<Overview>('/api/overview?training=false'))).toMatchObject({ rounds: [], stuck: [] });
  });
});

describe('một đơn vị qua các năm', () => {
  test('đang nợ gì, ai trả lời, tiền thân, từng văn bản', async () => {
    const story = await ok(director.get<UnitStory>('/api/units/so-xay-dung/story'));
    expect(story.predecessors).toEqual([{ id: 'so-gtvt', name: 'Sở Giao thông vận tải' }]);
    expect(story.answers.map(({ role, person }) => [role, person.id])).toEqual([
      ['unit-contact', 'p-xd'],
      ['unit-head', 'p-tt-xd'],
    ]);
    expect(story.inspections).toMatchObject([{ campaign: round, year: 2026, words: 'đã có kết luận' }]);
    expect(JSON.stringify(story)).not.toContain(`${round}:so-xay-dung:2`);
    expect(story.owes.items[0]).toMatchObject({ campaign: round, item: expect.stringContaining(round) });
    expect(story.events.map(({ on, unit }) => [on, unit])).toContainEqual(['2025-03-01', 'Sở Giao thông vận tải']);
    expect(story.events[0]).toMatchObject({ on: '2026-02-23', words: expect.stringContaining('05/TB-SNV') });
  });

  test('chỉ người của cơ quan đọc được', async () => {
    const contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
    expect((await contact.get('/api/units/so-xay-dung/story')).status).toBe(403);
    expect((await director.get('/api/units/khong-co/story')).status).toBe(404);
  });
});

describe('trang tiến độ công khai', () => {
  const real = 'that-2026';
  const only = 'chi-dot-xuat';
  const title = 'Đợt do bà Nguyễn Thị Hạnh (0905 111 222) phụ trách';
  let administrator: Caller;
  const reading = () => desk.api.anonymous.get<string>('/cong-khai');
  const words = async () => (await reading()).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const show = async (publicProgress: object | undefined) => {
    const { version, ...office } = await ok(administrator.get('/api/office'));
    const body = { ...office, ...(publicProgress ? { publicProgress } : {}), base: version };
    return administrator.put('/api/office', body);
  };

  beforeAll(async () => {
    const { store, api } = desk;
    administrator = await api.as('administrator');
    const round26 = { concluded: ['so-xay-dung'], notified: ['so-y-te'], surprised: ['hai-quan'] };
    await bornRealRound(store, { campaign: real, title, ...round26 });
    await bornRealRound(store, { campaign: only, surprised: ['so-xay-dung'] });
    await bornRealRound(store, { campaign: 'chua-trien-khai', state: 'approved', notified: ['so-y-te'] });
  });

  test('tắt sẵn: như không có trang; chỉ người quản trị bật được, và có trong nhật ký', async () => {
    const missing = await desk.api.anonymous.get('/khong-co-trang-nay');
    const off = await reading();
    expect([off.status, off.headers.get('content-type')]).toEqual([404, missing.headers.get('content-type')]);
    const { version, ...office } = await ok(director.get('/api/office'));
    const body = { ...office, publicProgress: { on: true, rounds: [real] }, base: version };
    expect((await director.put('/api/office', body)).status).toBe(403);
    // a training round, one that is not launched, one that does not exist
    for (const campaign of [round, 'chua-trien-khai', 'khong-co']) {
      const refused = await show({ on: true, rounds: [campaign] });
      expect([campaign, refused.status, refused.body.type]).toEqual([campaign, 422, '/problems/round-not-public']);
    }
    expect((await show({ on: true, rounds: [real, only] })).status).toBe(200);
    const { items } = await ok(administrator.get('/api/audit/content?limit=5'));
    expect(items).toContainEqual(expect.objectContaining({ what: 'office-changed', counts: { publicRounds: 2 } }));
  });

  test('đến bước nào, đóng, mở, quá hạn theo cấp và lĩnh vực; buổi đột xuất chưa mở không ở con số nào', async () => {
    const text = await words();
    expect(text).toContain('Kiểm tra cải cách hành chính năm 2026');
    // one of three is a surprise; the round of surprises alone is not there at all
    expect(text).toContain('2 đơn vị, đang kiểm tra. 5 nội dung phải khắc phục: đã đóng 1 (20,00%), đang mở 4');
    expect(text).toContain('trong đó quá hạn 2');
    expect(text).toContain('Đã kiểm tra 0/2 buổi');
    expect(text).toContain('Đã có kết luận 1/2 đơn vị 50%');
    expect(text).toMatch(/Cấp tỉnh 5 1 4 2/);
    expect(text).toMatch(/Không ghi lĩnh vực 2 1 1 0 Lĩnh vực khác 3 0 3 2 Cộng 5 1 4 2/);
    expect(text).not.toMatch(/đợt 1|đợt 2|đột xuất/i);
  });

  test('không tên người, địa chỉ thư, điện thoại, tên đơn vị, tên đợt, chữ nào ai đã viết; không mã kịch bản', async () => {
    const { text } = await reading();
    const { store } = desk;
    const people = await store.people.model.find().lean();
    const units = await store.units.all();
    const plans = await store.plans.list({ limit: 200 });
    const said = [
      ...people.flatMap(({ _id, name, mail, phone }) => [_id, name, mail, phone]),
      ...units.flatMap(({ id, name }) => [id, name]),
      ...plans.flatMap(({ campaign, plan }) => [campaign, plan.title]),
      'Nguyễn Thị Hạnh',
      '0905',
      (await store.office.get()).phone,
    ].filter((one): one is string => one !== undefined && one !== '');
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((one) => text.includes(one))).toEqual([]);
    expect(text).not.toMatch(/<script|<style|style=|@|https?:|\/api\/|\d{4}-\d{2}-\d{2}/);
  });

  test('nhẹ, giữ được ở trình duyệt, chính sách chặt; mới tắt là mất ngay', async () => {
    const first = await reading();
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(first.headers.get('set-cookie')).toBeNull();
    const sheets = [...first.text.matchAll(/href="(\/assets\/[^"]+)"/g)].map(([, href]) => href!);
    const bodies = await Promise.all(sheets.map(async (href) => (await desk.api.anonymous.get(href)).text));
    expect(sheets).toHaveLength(2);
    expect([first.text, ...bodies].reduce((all, one) => all + Buffer.byteLength(one), 0)).toBeLessThan(30_000);
    const again = await desk.api.anonymous.get('/cong-khai', {
      // what a browser sends of itself; without it fetch asks past every cache
      headers: { 'if-none-match': first.headers.get('etag')!, 'cache-control': 'max-age=0' },
    });
    expect([again.status, again.text]).toEqual([304, '']);
    // a round that is over stays; one that was cancelled since is no longer shown, and the settings can still be saved
    await desk.store.matters.model.updateOne({ _id: `campaign:${real}` }, { $set: { 'state.state': 'cancelled' } });
    expect((await show({ on: true, rounds: [real, only] })).status).toBe(200);
    expect(await words()).toContain('Hiện chưa có đợt nào được công khai.');
    await desk.store.matters.model.updateOne({ _id: `campaign:${real}` }, { $set: { 'state.state': 'closed' } });
    expect((await show({ on: true, rounds: [real] })).status).toBe(200);
    expect(await words()).toContain('2 đơn vị, đã đóng đợt.');
    expect((await show({ on: false, rounds: [real] })).status).toBe(200);
    expect((await reading()).status).toBe(404);
  });

  test('đọc quá dày thì được mời chờ, bằng một trang', async () => {
    let answer = await reading();
    for (let n = 0; n < 130 && answer.status !== 429; n++) answer = await reading();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).toContain('<h1>Chưa xem được</h1>');
  });
});

describe('địa chỉ cũ của bảng theo dõi, trong thư đã gửi', () => {
  const item = encodeURIComponent(itemOf(1));
  const paper = encodeURIComponent(`${round}:conclusion:1`);
  test.each([
    ['', '/dot'],
    [`/${round}`, `/dot/${round}`],
    [`/${round}?tre=co&cho=unit&buoc=report&nhom=&la=x#bang`, `/dot/${round}?tre=co&cho=unit&buoc=report`],
    [`/${round}/don-vi/so-y-te`, '/don-vi/so-y-te'],
    [`/${round}/noi-dung/${item}`, `/viec/${item}`],
    [
      `/${round}/noi-dung?don-vi=so-y-te&tinh-trang=closed&tre=co`,
      `/theo-doi?dot=${round}&donVi=so-y-te&tinhTrang=closed&quaHan=co`,
    ],
    [`/${round}/van-ban`, `/dot/${round}/van-ban`],
    [`/${round}/van-ban/${paper}`, `/van-ban/${paper}`],
    [`/${round}/thu?don-vi=so-y-te`, `/dot/${round}/thu?don-vi=so-y-te`],
    [`/${round}/thu/conclusion%2Fp-xd%2F1`, `/dot/${round}/thu?thu=conclusion%2Fp-xd%2F1`],
    ['/%2F%2Fxau.example', '/dot/%2F%2Fxau.example'],
    ['/%5C%5Cxau.example/don-vi/%2Fx', '/don-vi/%2Fx'],
  ])('%s đi tiếp đến %s', async (old, now) => {
    const { status, headers } = await fetch(`${desk.api.url}/bang-theo-doi${old}`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([301, now]);
  });
});
