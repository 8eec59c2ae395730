import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Caller } from '../support/api.ts';
import { deskConclusion, deskNow, deskPlan, itemOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { aUnit } from '../support/office.ts';

jest.setTimeout(120_000);

let desk: Desk;
let planner: Caller;
beforeAll(async () => {
  desk = await openDesk();
  const { store, api } = desk;
  await store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  await store.changes.once({ key: 'van-ban', what: 'thử', body: '', by: 'p', at: deskNow }, async (session) => {
    const one = { campaign: round, team: 'doan-1', by: 'p', at: deskNow };
    await store.drafts.create({ ...one, draft: deskConclusion }, session);
    return 'van-ban';
  });
  await store.units.create(
    aUnit({ id: 'so-tnmt', name: 'Sở Tài nguyên và Môi trường', to: '2025-02-28', successors: ['so-nnmt'] }),
  );
  await store.units.create(aUnit({ id: 'so-nnmt', name: 'Sở Nông nghiệp và Môi trường', aliases: ['Sở NN&MT'] }));
  planner = await api.as('planner');
});
afterAll(() => desk.stop());

interface Group {
  kind: string;
  hits: { id: string; name: string; detail?: string }[];
  more: boolean;
}
const find = async (caller: Caller, q: string, more = ''): Promise<Group[]> => {
  const { status, body } = await caller.get(`/api/search?q=${encodeURIComponent(q)}${more}`);
  expect([q, status]).toEqual([q, 200]);
  return body.groups;
};
const hits = (groups: Group[], kind: string) => groups.find((group) => group.kind === kind)?.hits ?? [];

test('đơn vị: chữ cái đầu, tên cũ đã sáp nhập nói nay là ai', async () => {
  expect(hits(await find(planner, 'sxd'), 'unit')).toMatchObject([{ id: 'so-xay-dung' }]);
  expect(hits(await find(planner, 'stnmt'), 'unit')).toMatchObject([
    { id: 'so-tnmt', detail: 'đến 28/02/2025, nay là Sở Nông nghiệp và Môi trường' },
  ]);
  expect(hits(await find(planner, 'moi truong'), 'unit').map(({ id }) => id)).toEqual(['so-nnmt', 'so-tnmt']);
});

test('đợt, văn bản theo số hay theo đơn vị, người', async () => {
  expect(hits(await find(planner, 'cchc 2026'), 'round')).toMatchObject([
    { id: round, name: 'Kiểm tra công tác cải cách hành chính năm 2026', detail: 'tập huấn · đang kiểm tra' },
  ]);
  for (const q of ['05/TB-SNV', '5/tb-snv', 'kết luận 05', 'tbkl so xay dung', 'ket luan sxd'])
    expect([q, hits(await find(planner, q), 'paper')]).toMatchObject([
      q,
      [{ id: `${round}:conclusion:1`, name: 'Thông báo kết luận kiểm tra số 05/TB-SNV' }],
    ]);
  expect(hits(await find(planner, 'kết luận sở y tế'), 'paper')).toEqual([]);
  expect(hits(await find(planner, 'minh khoi'), 'person')).toMatchObject([{ id: 'p-truong-doan' }]);
});

test('nội dung khắc phục: theo điều được yêu cầu, thêm tên đơn vị cũng được', async () => {
  for (const q of ['niêm yết', 'niem yet so xay dung', 'niem yet sxd', 'niêm yết thủ tục'])
    expect([q, hits(await find(planner, q), 'item')[0]]).toMatchObject([
      q,
      { id: itemOf(1), name: expect.stringContaining('niêm yết'), detail: 'Sở Xây dựng · chưa báo cáo' },
    ]);
  expect(hits(await find(planner, 'niem yet so y te'), 'item')).toEqual([]);
});

describe('mỗi người chỉ thấy cái mình được đọc', () => {
  test('đầu mối: nội dung của đơn vị mình; không danh bạ, không văn bản, không đợt', async () => {
    const contact = await desk.api.as('unit-contact', 'unit:so-xay-dung');
    expect((await find(contact, 'niem yet')).map(({ kind }) => kind)).toEqual(['item']);
    for (const q of ['so', 'kết luận', 'cchc', 'khôi'])
      expect([q, hits(await find(contact, q), 'unit')]).toEqual([q, []]);
    const other = await desk.api.as('unit-contact', 'unit:so-y-te');
    expect(await find(other, 'niem yet')).toEqual([]);
  });

  test('thành viên đoàn khác không thấy nội dung của đoàn này; người không vai trò bị từ chối', async () => {
    const stranger = await desk.api.token('lead', 'team:doan-2');
    expect(hits(await find(stranger, 'niem yet'), 'item')).toEqual([]);
    expect(hits(await find(await desk.api.token('lead', 'team:doan-1'), 'niem yet'), 'item')).not.toEqual([]);
    expect((await (await desk.api.nobody()).get('/api/search?q=so')).status).toBe(403);
    expect((await desk.api.anonymous.get('/api/search?q=so')).status).toBe(401);
  });
});

test('chỉ một loại, nhiều nhất bấy nhiêu, nói còn nữa; chữ lạ không làm hỏng', async () => {
  const groups = await find(planner, 'so', '&kind=unit&limit=2');
  expect(groups).toMatchObject([{ kind: 'unit', more: true, hits: [{}, {}] }]);
  for (const q of ['.*', '(', '$where', '\\', '%', '😀', '"', "'; drop", 'a'.repeat(100), '[~]', '|'])
    await find(planner, q);
  expect((await planner.get(`/api/search?q=${'a'.repeat(101)}`)).status).toBe(422);
  expect((await planner.get('/api/search?q=a%00b')).status).toBe(422);
  expect((await planner.get('/api/search')).status).toBe(422);
});

test('ghi từ bản trước, chưa có dòng để tìm: mở lại thì tìm được', async () => {
  const { store } = desk;
  await store.units.model.updateOne({ _id: 'so-y-te' }, { $set: { search: 'so y te' } });
  await store.people.model.updateOne({ _id: 'p-thu-ky' }, { $set: { search: 'le thu ha' } });
  await store.drafts.model.updateMany({}, { $unset: { search: '' } });
  expect(hits(await find(planner, 'syt'), 'unit')).toEqual([]);
  for (const lined of [store.units, store.people, store.drafts]) await lined.writeLines();
  expect(hits(await find(planner, 'syt'), 'unit')).toMatchObject([{ id: 'so-y-te' }]);
  expect(hits(await find(planner, 'thu hà'), 'person')[0]).toMatchObject({ id: 'p-thu-ky' });
  expect(hits(await find(planner, 'niem yet'), 'item')).not.toEqual([]);
});
