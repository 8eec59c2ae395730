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
