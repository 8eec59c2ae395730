import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { throughWhom } from '../../api/papers/compose-parts.ts';
import { readSheets } from '../../api/sheet.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Matter } from '../../domain/matter.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Caller } from '../support/api.ts';
import { conclusionPaper, deskDay, deskPlan, itemOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { eventually, ok } from '../support/office.ts';

jest.setTimeout(90_000);

const basis = 'Nghị quyết số 21/NQ-HĐND ngày 10/3/2026 của HĐND tỉnh';
const last = '2026-03-10';
const follows = `remediation:${conclusionPaper.replace(/^paper:/, '')}:so-xay-dung`;
let desk: Desk;
let planner: Caller;
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
  planner = await desk.office.as('planner');
  const made = { kind: 'sở', level: 'province', from: '2026-03-11' };
  for (const [id, name] of [
    ['so-moi', 'Sở Xây dựng và Giao thông'],
    ['so-hai', 'Sở Giao thông'],
  ])
    await ok(planner.post('/api/units', { ...made, id, name }));
  await ok(planner.post('/api/groups', { id: 'hai-so', name: 'Hai sở', units: ['so-xay-dung', 'so-y-te'] }));
  await ok(
    planner.post('/api/units', {
      ...made,
      id: 'chi-nhanh',
      name: 'Chi nhánh',
      from: '2025-01-01',
      parent: 'so-xay-dung',
    }),
  );
});
afterAll(() => desk?.stop());

const merger = (more: object = {}) => ({
  on: last,
  basis,
  units: [{ unit: 'so-xay-dung', to: ['so-moi'] }],
  contacts: 'move',
  parts: 'move',
  ...more,
});
const record = async <S extends Matter>(id: string) => (await desk.store.matters.get<S>(id))!;

describe('before it is done', () => {
  test('says in numbers what passes, and who would hear', async () => {
    const { body } = await planner.post('/api/successions/check', merger());
    expect(body.units[0]).toMatchObject({
      unit: { id: 'so-xay-dung', name: 'Sở Xây dựng' },
      to: [{ id: 'so-moi', name: 'Sở Xây dựng và Giao thông' }],
      open: { remediations: 1, items: 5, proposals: 0, answers: 0 },
      groups: [{ id: 'hai-so' }],
      parts: [{ id: 'chi-nhanh' }],
    });
    expect(body.units[0].people.map(({ words }: { words: string }) => words).sort()).toEqual([
      'thủ trưởng đơn vị',
      'đầu mối đơn vị',
    ]);
    expect(body.unheard).toEqual([]);
    expect((await planner.post('/api/successions/check', merger({ contacts: 'end' }))).body.unheard).toEqual([
      { id: 'so-moi', name: 'Sở Xây dựng và Giao thông' },
    ]);
    expect(await desk.store.units.get('so-xay-dung')).not.toHaveProperty('to');
  });

  test.each<[string, object, string, RegExp]>([
    ['a last day to come', { on: deskDay }, 'on', /Bàn giao được từ ngày 12\/03\/2026/],
    ['a successor not there yet', { on: '2026-03-01' }, 'units[0].to', /không hoạt động vào ngày 02\/03\/2026/],
    ['its own successor', { units: [{ unit: 'so-y-te', to: ['so-y-te'] }] }, 'units[0].to', /cũng kết thúc/],
    ['nobody knows it', { units: [{ unit: 'so-la', to: ['so-moi'] }] }, 'units[0].unit', /Không có đơn vị/],
    [
      'an heir that is none',
      { units: [{ unit: 'so-y-te', to: ['so-moi'], heirs: [{ matter: follows, to: 'so-hai' }] }] },
      'units[0].heirs',
      /đã ghi là kế thừa/,
    ],
  ])('refuses %s at its place', async (_, more, at, says) => {
    const { status, body } = await planner.post('/api/successions', merger(more));
    expect(status).toBe(422);
    expect(body.errors).toContainEqual({ at, sentence: expect.stringMatching(says) });
  });

  test('is for those who keep the units', async () => {
    const lead = await desk.office.as('lead', 'team:doan-1');
    expect((await lead.post('/api/successions', merger())).status).toBe(403);
  });
});

describe('a merger', () => {
  test('passes what is open in one act, every day as it was; the same key again changes nothing', async () => {
    const before = await record<Remediation>(follows);
    const done = await planner.post('/api/successions', merger(), { key: 'sap-nhap' });
    expect([done.status, done.body]).toEqual([201, { units: 1, matters: 1 }]);
    const after = await record<Remediation>(follows);
    expect(after.place).toMatchObject({ unit: 'so-xay-dung', through: 'so-moi' });
    expect(after.custody).toMatchObject([{ from: 'so-xay-dung', to: 'so-moi', on: deskDay }]);
    const days = ({ duties }: Remediation) => duties.filter(isOpen).map(({ id, due }) => [id, due?.day]);
    expect(days(after)).toEqual(days(before));

    const again = await planner.post('/api/successions', merger(), { key: 'sap-nhap' });
    expect([again.status, again.body]).toEqual([201, done.body]);
    expect((await record<Remediation>(follows)).version).toBe(after.version);
    expect((await desk.store.audit.of(follows)).map(({ act }) => act.message)).toEqual(['handOver']);
  });

  test('the office’s records say so: unit, people, group, part', async () => {
    const { store } = desk;
    expect(await store.units.get('so-xay-dung')).toMatchObject({ to: last, successors: ['so-moi'], through: 'so-moi' });
    expect(await store.units.get('chi-nhanh')).toMatchObject({ parent: 'so-moi' });
    expect((await store.groups.get('hai-so'))?.units).toEqual(['so-xay-dung', 'so-moi', 'so-y-te']);
    expect((await store.appointments.at('unit:so-xay-dung')).every(({ to }) => to === last)).toBe(true);
    expect(await store.appointments.at('unit:so-moi')).toMatchObject([
      { role: 'unit-contact', person: 'p-xd', from: '2026-03-11' },
    ]);
    const { body } = await planner.get('/api/units/so-moi/story');
    expect(body.owes.total).toBeGreaterThan(0);
    expect(body.predecessors).toMatchObject([{ id: 'so-xay-dung' }]);
    expect((await planner.get(`/api/items/${itemOf(1)}`)).body.heldBy).toEqual({
      id: 'so-moi',
      name: 'Sở Xây dựng và Giao thông',
      since: deskDay,
    });
    expect((await planner.get('/api/units/so-xay-dung/story')).body.owes.total).toBe(0);
  });

  test('is counted and listed where it is owed now, the former unit named beside; by its name it is still found', async () => {
    const director = await desk.office.as('director');
    const now = { heldBy: 'so-moi', heldByName: 'Sở Xây dựng và Giao thông', unitName: 'Sở Xây dựng' };
    for (const [query, rows] of [
      ['heldBy=so-moi', 5],
      ['heldBy=so-xay-dung', 0],
      ['unit=so-xay-dung', 5],
      ['unit=so-moi', 5],
      ['search=giao thong niem yet', 1],
      ['search=so xay dung niem yet', 1],
    ] as const) {
      const { items } = await ok(director.get(`/api/items?${query}`));
      const { total, units } = await ok(director.get(`/api/items/counts?${query}`));
      expect([query, items.length, total]).toEqual([query, rows, rows]);
      for (const row of items) expect(row).toMatchObject(now);
      if (rows === 5)
        expect(units.map(({ id, count }: { id: string; count: number }) => [id, count]).sort()).toEqual([
          ['so-moi', 5],
          ['so-xay-dung', 5],
        ]);
    }
    const groups = await ok(director.get(`/api/overview/groups?campaign=${round}&by=unit`));
    expect(groups.items).toMatchObject([
      { id: 'so-moi', name: 'Sở Xây dựng và Giao thông', units: 1, items: 5, late: 2 },
    ]);
    expect(groups.items[0].days.unit).toBe(2);
    const owed = await ok(director.get(`/api/overview/owed?campaign=${round}&hand=unit&late=true&unit=so-moi`));
    expect(owed.units).toMatchObject([{ id: 'so-moi', count: 2 }]);
    expect(owed.items[0]).toMatchObject({ unit: { id: 'so-moi' }, receivedFrom: { name: 'Sở Xây dựng' } });
    const [sheet] = await readSheets((await director.get('/api/items/sheet?heldBy=so-moi')).bytes);
    expect(sheet!.rows[1]!.cells.slice(1, 3)).toEqual(['Sở Xây dựng và Giao thông', 'Sở Xây dựng']);
    const passed = async (unit: string) => (await ok(director.get(`/api/units/${unit}/story`))).items;
    expect([await passed('so-moi'), await passed('so-xay-dung')]).toMatchObject([
      { total: 5, passed: 0 },
      { total: 0, passed: 5 },
    ]);
    // a board counted by an earlier release did not say whose it is now
    const { matters } = desk.store;
    const tally = async () => (await matters.model.findById(follows).lean())!.tally!;
    const said = await tally();
    expect(said).toMatch(/;so-moi$/);
    await matters.model.updateOne({ _id: follows }, { $set: { tally: said.replace(/;so-moi$/, '') } });
    await matters.countUncounted();
    expect(await tally()).toBe(said);
  });

  test('a paper written later names the successor as what the unit is now, not as its agency', async () => {
    const units = await desk.store.units.all();
    expect(throughWhom('so-xay-dung', 'Sở Xây dựng', units)).toBe('Sở Xây dựng (nay là Sở Xây dựng và Giao thông)');
    const branch = { ...units.find(({ id }) => id === 'chi-nhanh')!, through: 'so-moi' };
    expect(throughWhom('chi-nhanh', 'Chi nhánh', [...units.filter(({ id }) => id !== 'chi-nhanh'), branch])).toBe(
      'Chi nhánh (qua Sở Xây dựng và Giao thông)',
    );
  });

  test('who answers for the successor sees it by their link, and is written to once with all of it', async () => {
    const home = await (await desk.link('p-xd')).get('');
    expect(home.body).toContain('Bổ sung niêm yết 12 thủ tục mới');
    const lines = await eventually(
      () => desk.store.lines.model.find({ letter: 'handed-over' }).lean(),
      (rows) => rows.length === 2,
    );
    expect(lines.map(({ unit, role }) => `${unit} ${role}`).sort()).toEqual([
      'so-moi unit-contact',
      'so-moi unit-head',
    ]);
    await desk.office.stepTo(round, '2026-03-12');
    const letter = await eventually(
      async () =>
        (await desk.store.letters.model.find({ kind: 'handed-over' }).lean()).find(
          ({ recipient }) => recipient === 'p-xd',
        ),
      (found) => found !== undefined,
    );
    expect(letter!.subject).toContain('Tiếp nhận');
    expect(letter!.text).toContain(`Theo ${basis}, Sở Xây dựng và Giao thông kế thừa Sở Xây dựng.`);
    expect(letter!.text).toContain('hạn giữ nguyên');
    expect(letter!.text).toContain('17/03/2026');
  });
});

test('a split: each successor takes what is given to it, also an inspection under way; then nothing is left', async () => {
  const id = `inspection:${round}:so-y-te`;
  // the record was ended by hand first: what is open stays and is said to be left
  const unit = (await planner.get('/api/units/so-y-te')).body;
  const { version, id: _id, ...fields } = unit;
  await ok(planner.put('/api/units/so-y-te', { ...fields, to: last, base: version }));
  expect((await planner.get('/api/successions/left')).body.items).toMatchObject([{ id: 'so-y-te', open: 1 }]);
  const body = merger({
    units: [{ unit: 'so-y-te', to: ['so-moi', 'so-hai'], heirs: [{ matter: id, to: 'so-hai' }] }],
    contacts: 'end',
  });
  const check = (await planner.post('/api/successions/check', body)).body;
  expect(check.units[0]).toMatchObject({ open: { inspections: 1, visits: 1 }, matters: [{ matter: id }] });
  await ok(planner.post('/api/successions', body));
  expect((await record(id)).place).toMatchObject({ unit: 'so-y-te', through: 'so-hai' });
  expect(await desk.store.units.get('so-y-te')).toMatchObject({ successors: ['so-moi', 'so-hai'] });
  expect(throughWhom('so-y-te', 'Sở Y tế', await desk.store.units.all())).toMatch(
    /^Sở Y tế \(nay do Sở .+ tiếp nhận\)$/,
  );
  expect((await planner.get('/api/successions/left')).body.items).toEqual([]);
});
