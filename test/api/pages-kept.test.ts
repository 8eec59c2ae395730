import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { formOf, hidden, inspectionOf, itemOf, openDesk, png, round, visitor, wordsOf } from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';

jest.setTimeout(60_000);

let desk: Desk;
let one: Visiting;
let other: Visiting;
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.people.create({ _id: 'p-lan', name: 'Trần Thị Lan', mail: 'lan@thu.vn' });
  for (const unit of ['so-xay-dung', 'so-y-te'] as const)
    await desk.store.appointments.create({
      id: `a-lan-${unit}`,
      role: 'unit-contact',
      scope: `unit:${unit}`,
      person: 'p-lan',
      from: '2025-01-01',
    });
  one = await desk.link('p-xd');
  other = await desk.link('p-lan');
});
afterAll(() => desk.stop());

const draftOf = async (n: number) => (await desk.store.itemReports.get(itemOf(n))).draft;
/** What a page's form brings along by itself. */
const carried = (page: string) => ({
  key: hidden(page, 'key'),
  base: hidden(page, 'base'),
  was: hidden(page, 'was'),
  kept: hidden(page, 'kept'),
});
const file = (name: string, more = 0) => ({
  field: 'files',
  name,
  bytes: Buffer.concat([png, Buffer.alloc(more)]),
});

describe('Hai trang cùng viết một báo cáo', () => {
  const path = `/viec/${itemOf(1)}`;
  const read = async (who: Visiting) => (await who.get(path)).text;

  test('người lưu sau không đè người lưu trước: cả hai bản ở trên trang, chọn bản nào cũng được', async () => {
    const [mine, theirs] = [await read(one), await read(other)];
    await other.post(path, { ...carried(theirs), text: 'Bản của Lan', act: 'save' });
    const back = await one.post(path, { ...carried(mine), text: 'Bản của tôi', act: 'send' });
    expect(back.status).toBe(409);
    expect(wordsOf(back.text)).toContain('Bản của Trần Thị Lan, lưu lúc 09:12, 11/03/2026: Bản của Lan');
    expect(back.text).toContain('Bản của tôi</textarea>');
    expect((await draftOf(1))?.text).toBe('Bản của Lan');
    const taken = await one.post(path, { ...carried(back.text), text: 'Bản của tôi', act: 'other' });
    expect(taken.text).toContain('Bản của Lan</textarea>');
    expect(wordsOf(taken.text)).toContain('Bản bạn vừa ghi, chưa lưu: Bản của tôi');
    expect((await draftOf(1))?.text).toBe('Bản của Lan');
    const chosen = await one.post(path, { ...carried(back.text), text: 'Bản của tôi', act: 'save' });
    expect(chosen.status).toBe(303);
    expect((await draftOf(1))?.text).toBe('Bản của tôi');
  });

  test('ai không sửa chữ thì không đè chữ của ai; tệp của cả hai còn đủ', async () => {
    const [mine, theirs] = [await read(one), await read(other)];
    await other.post(path, formOf({ ...carried(theirs), text: 'Lan sửa thêm', act: 'save' }, [file('Của Lan.png')]));
    // untouched text, one more file
    const saved = await one.post(
      path,
      formOf({ ...carried(mine), text: 'Bản của tôi', act: 'save' }, [file('Của tôi.png', 1)]),
    );
    expect(saved.status).toBe(303);
    const draft = await draftOf(1);
    const names = [...(await desk.store.evidence.getMany(draft!.evidence)).values()].map(({ name }) => name);
    expect([draft?.text, names.sort()]).toEqual(['Lan sửa thêm', ['Của Lan.png', 'Của tôi.png']]);
  });

  test('không gửi bản mà người gửi chưa đọc', async () => {
    const [mine, theirs] = [await read(one), await read(other)];
    await other.post(path, { ...carried(theirs), text: 'Lan lại sửa', act: 'save' });
    const back = await one.post(path, { ...carried(mine), text: 'Lan sửa thêm', act: 'send' });
    expect(back.status).toBe(409);
    expect(wordsOf(back.text)).toContain('Chưa gửi: trong lúc bạn mở trang này, Trần Thị Lan đã ghi thêm.');
    expect(back.text).toContain('Lan lại sửa</textarea>');
    expect((await desk.store.itemReports.get(itemOf(1))).sent).toEqual([]);
  });

  test('cùng một biểu mẫu đến hai lần vì mạng: vẫn là một bản, một báo cáo', async () => {
    const page = await read(one);
    const again = (act: string) => one.post(path, { ...carried(page), text: 'Đã xong.', act });
    expect([(await again('save')).status, (await again('save')).status]).toEqual([303, 303]);
    const sent = await one.get(path);
    const send = () => one.post(path, { ...carried(sent.text), text: 'Đã xong hẳn.', act: 'send' });
    expect([(await send()).status, (await send()).status]).toEqual([303, 303]);
    expect((await desk.store.itemReports.get(itemOf(1))).draft).toBeUndefined();
    expect(await desk.store.audit.of('remediation:cchc-2026:conclusion:1:so-xay-dung')).toHaveLength(1);
  });

  test('viết trên trang cũ khi việc đã ở chỗ Sở: được giữ, nói rõ là chưa gửi; hai người viết thì giữ cả hai', async () => {
    const late = await one.post(path, {
      key: 'trang-mo-hom-qua',
      base: '1',
      was: 'x',
      text: 'Bổ sung muộn',
      act: 'save',
    });
    expect(late.status).toBe(303);
    const page = await one.get(`${path}?luu=1`);
    expect(wordsOf(page.text)).toContain('Những gì bạn vừa ghi được giữ ở dưới.');
    expect(page.text).toMatch(/<details open><summary>Bản đang viết, chưa gửi/);
    await other.post(path, { key: 'trang-mo-hom-kia', base: '0', was: 'x', text: 'Lan cũng bổ sung', act: 'save' });
    expect((await draftOf(1))?.text).toBe('Bổ sung muộn\n\nLan cũng bổ sung');
  });

  test('quay về danh sách việc cũng là lưu', async () => {
    const where = `/viec/${itemOf(3)}`;
    const page = (await one.get(where)).text;
    expect(wordsOf(page)).toContain('← Lưu, về việc của đơn vị');
    const home = await one.post(where, { ...carried(page), text: 'Đang viết dở', act: 'home' });
    expect([home.status, home.headers.get('location')]).toEqual([303, `/u/${one.token}`]);
    expect((await draftOf(3))?.text).toBe('Đang viết dở');
  });

  test('báo cáo quá dài: giữ đủ, nói phải làm gì', async () => {
    const where = `/viec/${itemOf(3)}`;
    const long = 'Đã làm. '.repeat(3_000).trim();
    const page = (await one.get(where)).text;
    const back = await one.post(where, formOf({ ...carried(page), text: long, act: 'send' }, [file('a.png', 2)]));
    expect([back.status, wordsOf(back.text).includes('Báo cáo dài hơn 20.000 chữ.')]).toEqual([422, true]);
    expect((await draftOf(3))?.text).toBe(long);
  });
});

describe('Hai trang cùng viết một phần của báo cáo tự kiểm tra', () => {
  const step = `/kiem-tra/${round}:so-y-te/bao-cao/cai_cach_the_che`;
  let head: Visiting;
  beforeAll(async () => {
    head = await desk.link('p-hai-noi');
  });
  const answers = async () =>
    (await desk.store.selfReports.get(inspectionOf('so-y-te'), 'so-y-te')).draft!.typed.answers;
  const was = (page: string) => ({ was: hidden(page, 'was') });

  test('ô trống trên trang mở sẵn không xóa chữ người khác vừa ghi', async () => {
    const [a, b] = [await head.get(step), await other.get(step)];
    const blank = { 'x/2.1': '', 'x/2.2': '', 'x/2.3': '' };
    await head.post(step, { ...was(a.text), ...blank, 'x/2.1': 'Của đầu mối', act: 'save' });
    const second = await other.post(step, { ...was(b.text), ...blank, 'x/2.2': 'Của Lan', act: 'save' });
    expect(second.status).toBe(303);
    expect([(await answers())['2.1']?.text, (await answers())['2.2']?.text]).toEqual(['Của đầu mối', 'Của Lan']);
  });

  test('cùng một ô: hỏi, không tự chọn; ô khác vẫn được lưu', async () => {
    const [a, b] = [await head.get(step), await other.get(step)];
    await head.post(step, { ...was(a.text), 'x/2.1': 'Đầu mối sửa', 'a/2.3': 'no', act: 'save' });
    const back = await other.post(step, {
      ...was(b.text),
      'x/2.1': 'Lan sửa',
      'a/2.3': 'yes',
      'x/2.3': 'Một văn bản',
      act: 'next',
    });
    expect(back.status).toBe(409);
    const words = wordsOf(back.text);
    expect(words).toContain('Trong lúc bạn ghi, Người p-hai-noi đã lưu khác đi lúc 09:12, 11/03/2026.');
    expect(words).toContain('Câu 2.1, giải trình Đầu mối sửa');
    expect(words).toContain('Câu 2.3 Không');
    expect(back.text).toContain('Lan sửa</textarea>');
    expect(back.text).toMatch(/name="a\/2\.3" value="yes" checked/);
    expect(await answers()).toMatchObject({
      '2.1': { text: 'Đầu mối sửa' },
      '2.3': { value: 'no', text: 'Một văn bản' },
    });
    await other.post(step, { ...was(back.text), 'x/2.1': 'Lan sửa', 'a/2.3': 'yes', act: 'next' });
    expect(await answers()).toMatchObject({ '2.1': { text: 'Lan sửa' }, '2.3': { value: 'yes' } });
  });

  test('dòng đã bị bỏ ở trang khác: số liệu vừa ghi được giữ, dòng đứng lại', async () => {
    const base = `/kiem-tra/${round}:so-y-te/bao-cao`;
    await other.post(`${base}/ii06.tong`, { 'r/ii06': 'Cơ sở 2', act: 'add/ii06' });
    const page = (await head.get(`${base}/ii06.r1`)).text;
    await other.post(`${base}/ii06.r1`, { act: 'remove/ii06/r1' });
    expect((await head.get(`${base}/ii06.r1`)).status).toBe(404);
    const fields = { ...was(page), row: hidden(page, 'row'), 'c/ii06/r1/received_total': '1.234' };
    const back = await head.post(`${base}/ii06.r1`, { ...fields, act: 'next' });
    expect(back.status).toBe(200);
    expect(wordsOf(back.text)).toContain('Dòng “Cơ sở 2” đã được bỏ ở một trang khác trong lúc bạn ghi.');
    const typed = (await desk.store.selfReports.get(inspectionOf('so-y-te'), 'so-y-te')).draft!.typed;
    expect(typed.tables['ii06']?.rows.find(({ id }) => id === 'r1')).toMatchObject({
      name: 'Cơ sở 2',
      cells: { received_total: '1.234' },
    });
    // pressed twice: gone is gone
    await other.post(`${base}/ii06.r1`, { act: 'remove/ii06/r1' });
    expect((await other.post(`${base}/ii06.r1`, { act: 'remove/ii06/r1' })).status).toBe(303);
    expect((await head.get(`${base}/ii06.r1`)).status).toBe(404);
  });

  test('báo cáo đã gửi ở trang khác: chữ vừa ghi thành bản nháp và nằm trên trang', async () => {
    const page = (await head.get(step)).text;
    const inspection = (await desk.store.matters.model.findById(inspectionOf('so-y-te')).lean())!;
    await desk.store.matters.model.updateOne(
      { _id: inspection._id },
      { $set: { 'state.selfReport': { submissions: 1, latest: 'x', state: 'submitted', on: '2026-03-11' } } },
    );
    const back = await head.post(step, { ...was(page), 'x/2.2': 'Viết sau khi gửi', act: 'next' });
    expect(back.status).toBe(409);
    expect(wordsOf(back.text)).toContain('Câu 2.2, giải trình Viết sau khi gửi');
    expect(wordsOf(back.text)).toContain('được giữ làm bản nháp, chưa gửi');
    expect((await answers())['2.2']?.text).toBe('Viết sau khi gửi');
    const again = await head.post(step, { ...was(page), 'x/2.2': 'Viết sau khi gửi', act: 'next' });
    expect([again.status, again.headers.get('location')?.endsWith('/xem-lai')]).toEqual([303, true]);
    await desk.store.matters.model.updateOne({ _id: inspection._id }, { $unset: { 'state.selfReport': 1 } });
  });
});

describe('Chữ đã gõ trở lại trang, dù biểu mẫu không nhận được', () => {
  const typed = 'Ba trang chữ đã gõ.';

  test.each([
    ['không có trang ấy', `/kiem-tra/${round}:so-xay-dung/bao-cao/khong-co`, { 'x/9.9': typed }],
    ['việc của đơn vị khác', '/viec/khong-co:1', { text: typed }],
  ])('%s', async (_, path, fields: Record<string, string>) => {
    const { status, text } = await one.post(path, fields);
    expect([status, wordsOf(text).includes(typed)]).toEqual([404, true]);
    expect(wordsOf(text)).toContain('Hãy chép lại nội dung này trước khi đóng trang.');
  });

  test('đường dẫn đã đổi người hoặc không có: không ghi gì, nhưng trả lại chữ', async () => {
    await desk.store.people.create({ _id: 'p-cu', name: 'Người cũ', mail: 'cu@thu.vn' });
    const appointment = { id: 'a-cu', role: 'unit-contact', scope: 'unit:so-xay-dung', person: 'p-cu' } as const;
    await desk.store.appointments.create({ ...appointment, from: '2025-01-01', to: '2026-03-10' });
    const old = await desk.link('p-cu');
    const before = await draftOf(2);
    const gone = await old.post(`/viec/${itemOf(2)}`, formOf({ text: typed, act: 'send' }, [file('a.png')]));
    expect([gone.status, wordsOf(gone.text).includes(typed)]).toEqual([410, true]);
    const unknown = await visitor(desk.api, 'A'.repeat(43)).post(`/viec/${itemOf(2)}`, { text: typed });
    expect([unknown.status, wordsOf(unknown.text).includes(typed)]).toEqual([404, true]);
    expect(await draftOf(2)).toEqual(before);
  });

  test('gửi quá nhiều lần trong một phút: chờ rồi bấm Gửi lại', async () => {
    const busy = await desk.link('p-tt-xd');
    await Promise.all(Array.from({ length: 240 }, () => busy.get('/khong-co')));
    const { status, text } = await busy.post(`/viec/${itemOf(2)}`, { key: 'mot-bieu-mau', text: typed, act: 'send' });
    expect([status, wordsOf(text).includes('Gửi lại')]).toEqual([429, true]);
    expect(text).toContain(`name="text">\n${typed}</textarea>`);
    expect(text).toContain(`action="/u/${busy.token}/viec/${itemOf(2)}"`);
  });

  test('biểu mẫu từ trang khác không được nhắc lại', async () => {
    const { status, text } = await one.post(`/viec/${itemOf(2)}`, { text: typed }, { 'sec-fetch-site': 'cross-site' });
    expect([status, text.includes(typed)]).toEqual([403, false]);
    const restored = await one.post(`/viec/${itemOf(2)}`, { text: typed, act: 'save' }, { 'sec-fetch-site': 'none' });
    expect(restored.status).toBe(303);
  });

  test('phim 150 MB ở câu đầu: chữ của các câu sau vẫn đến', async () => {
    const form = new FormData();
    form.append('x/1.1', 'Câu một');
    form.append('f/1.1', new Blob(Array.from({ length: 15 }, () => Buffer.alloc(10_000_000, 'a'))), 'Phim.mp4');
    form.append('x/1.6', 'Câu sáu');
    form.append('act', 'next');
    const { status, text } = await other.post(`/kiem-tra/${round}:so-y-te/bao-cao/chi_dao_dieu_hanh`, form);
    expect([status, wordsOf(text).includes('Tệp “Phim.mp4” lớn hơn 20 MB nên chưa nhận được.')]).toEqual([413, true]);
    const { typed: kept } = (await desk.store.selfReports.get(inspectionOf('so-y-te'), 'so-y-te')).draft!;
    expect([kept.answers['1.1']?.text, kept.answers['1.6']?.text]).toEqual(['Câu một', 'Câu sáu']);
  });
});

describe('Cùng một báo cáo qua giao diện lập trình', () => {
  const path = `/api/items/${itemOf(5)}`;
  test('bản đang viết mang phiên bản đã đọc; lưu đè lên bản mới hơn thì nhận lại bản mới hơn', async () => {
    const contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
    expect((await contact.get(path)).body.draft).toEqual({ version: 0, text: '', evidence: [] });
    const body = { text: 'Lần một', evidence: [] };
    expect((await contact.put(`${path}/draft`, body)).body).toMatchObject({ type: '/problems/base-missing' });
    const saved = await contact.put(`${path}/draft`, body, { headers: { 'if-match': '"0"' } });
    expect([saved.status, saved.body]).toEqual([
      200,
      { version: 1, text: 'Lần một', evidence: [], savedAt: desk.api.deps.now(), savedBy: 'p-xd' },
    ]);
    const stale = await contact.put(`${path}/draft`, { ...body, text: 'Từ trang cũ', base: 0 });
    expect([stale.status, stale.body]).toMatchObject([
      409,
      { type: '/problems/stale-draft', current: { version: 1, text: 'Lần một' } },
    ]);
    expect((await contact.put(`${path}/draft`, { ...body, evidence: ['khong-co'], base: 1 })).body).toMatchObject({
      type: '/problems/evidence-unknown',
    });
    expect((await contact.get(path)).body.draft).toMatchObject({ version: 1, text: 'Lần một' });
    expect(wordsOf((await one.get(`/viec/${itemOf(5)}`)).text)).toContain('Lần một');
    // what is being written is the unit's
    const secretary = await desk.office.as('secretary', 'team:doan-1');
    expect((await secretary.get(path)).body).not.toHaveProperty('draft');
    expect((await secretary.put(`${path}/draft`, { ...body, base: 1 })).status).toBe(403);
  });
});
