import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ForetoldView } from '../../api/campaigns/foretold.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Caller } from '../support/api.ts';
import {
  binhDinhAppointments,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  haiQuan,
  khuKinhTe,
  laoDong,
  vanHoa,
} from '../support/binh-dinh.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';

jest.setTimeout(60_000);

let office: TestOffice;
let planner: Caller;
let signer: Caller;
beforeAll(async () => {
  office = await openOffice({
    units: binhDinhUnits,
    people: binhDinhPeople,
    appointments: binhDinhAppointments,
    outline: binhDinhOutline,
  });
  // a round in the real year would be held against the real day; training rounds have a day of their own
  office.api.at('2026-09-06T02:00:00.000Z');
  [planner, signer] = await Promise.all([office.as('planner'), office.as('signer')]);
});
afterAll(() => office?.stop());

const { clockFrom: _, ...timeless } = binhDinhPlan;
/** A round of its own: its id, and its team's. */
const aPlan = (campaign: string, change: Partial<Plan> = {}): Plan => ({
  ...timeless,
  campaign,
  clock: 'real',
  teams: [{ ...binhDinhPlan.teams[0]!, id: `${campaign}-doan-1` }],
  units: binhDinhPlan.units.map((unit) => ({ ...unit, team: `${campaign}-doan-1` })),
  ...change,
});
const training = { clock: 'stepped', clockFrom: '2026-09-07' } as const;
const drafted = async (campaign: string, change: Partial<Plan> = {}) =>
  ok(planner.post('/api/campaigns', aPlan(campaign, change)));
const fieldsOf = ({ campaign: _campaign, ...fields }: Plan) => fields;

describe('a plan is drafted', () => {
  test('and read back as it was written', async () => {
    const made = await planner.post('/api/campaigns', aPlan('soan-2026'));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: 'soan-2026',
      state: 'draft',
      words: 'đang soạn kế hoạch, chưa trình',
      training: false,
      units: 4,
      today: '2026-09-06',
      draft: {
        version: 1,
        plan: aPlan('soan-2026'),
        savedBy: { id: 'chuyen-vien', name: 'Chuyên viên Phòng CCHC' },
        sent: false,
      },
      waiting: [],
    });
    expect((await planner.get('/api/campaigns/soan-2026')).body).toEqual(made.body);
    expect((await planner.get('/api/campaigns?limit=200')).body.items).toContainEqual(
      expect.objectContaining({ id: 'soan-2026', state: 'draft' }),
    );
  });

  test('once for its key; another plan under that key is refused; the id is taken', async () => {
    const plan = aPlan('mot-lan-2026');
    const [first, again] = [
      await planner.post('/api/campaigns', plan, { key: 'k1' }),
      await planner.post('/api/campaigns', plan, { key: 'k1' }),
    ];
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await planner.post('/api/campaigns', { ...plan, title: 'Khác' }, { key: 'k1' })).toMatchObject({
      status: 422,
      body: { type: '/problems/key-reused' },
    });
    expect(await planner.post('/api/campaigns', plan)).toMatchObject({
      status: 409,
      body: { type: '/problems/campaign-exists' },
    });
    expect(await planner.post('/api/campaigns', aPlan('khac-2026'), { key: '' })).toMatchObject({
      status: 400,
      body: { type: '/problems/key-missing' },
    });
  });

  test('every wrong field is named at once', async () => {
    const wrong = {
      ...aPlan('sai-2026'),
      campaign: 'Sai Mã',
      year: 26,
      outline: 'cchc',
      extra: 1,
      terms: { 'self-report': { count: 5, unit: 'working-day' } },
      units: [
        { unit: 'x', team: 'y', visits: [{ n: 1, day: '2026-02-30', session: 'morning', startsAt: '8h', at: ' ' }] },
      ],
    };
    const { status, body } = await planner.post('/api/campaigns', wrong);
    expect(status).toBe(422);
    expect(body.errors.map(({ at }: { at: string }) => at).sort()).toEqual([
      'campaign',
      'nội dung',
      'outline',
      'terms.self-report.count',
      'units[0].visits[0].at',
      'units[0].visits[0].day',
      'units[0].visits[0].startsAt',
      'year',
    ]);
  });

  test.each([
    ['a control character', 'Kiểm tra\u0000'],
    ['a new line in a title', 'Kiểm tra\nkỷ luật'],
    ['text turned backwards', 'Kiểm tra \u202egnort'],
    ['half a sign', 'Kiểm tra \ud83d'],
  ])('%s is refused', async (_name, title) => {
    const { status, body } = await planner.post('/api/campaigns', aPlan('an-2026', { title }));
    expect([status, body.errors?.[0]?.at]).toEqual([422, 'title']);
  });

  test('text is composed and trimmed; what looks like code is only text', async () => {
    const title = '  Kiểm tra  <b>$where</b> {{link}} ../../etc '.normalize('NFD');
    const made = await drafted('van-ban-2026', { title, bases: ['{"$gt":""}'] });
    expect(made.title).toBe('Kiểm tra <b>$where</b> {{link}} ../../etc'.normalize('NFC'));
    expect(made.draft.plan.bases).toEqual(['{"$gt":""}']);
  });

  test('who saves over an old version gets the newer one', async () => {
    await drafted('tranh-2026');
    const path = '/api/campaigns/tranh-2026/plan';
    const fields = fieldsOf(aPlan('tranh-2026'));
    expect((await ok(planner.put(path, { ...fields, base: 1, title: 'Lần hai' }))).draft.version).toBe(2);
    const late = await planner.put(path, fields, { headers: { 'if-match': '"1"' } });
    expect(late).toMatchObject({
      status: 409,
      body: { type: '/problems/stale-draft', current: { title: 'Lần hai', draft: { version: 2 } } },
    });
    expect(await planner.put(path, fields)).toMatchObject({ status: 428, body: { type: '/problems/base-missing' } });
  });

  test('an unknown round is nowhere', async () => {
    for (const path of ['', '/check', '/progress', '/inspections', '/schedule', '/figures', '/official-letters']) {
      expect((await planner.get(`/api/campaigns/khong-co${path}`)).status).toBe(404);
    }
    expect((await planner.post('/api/campaigns/khong-co/submit')).status).toBe(404);
    expect((await planner.get('/api/campaigns/%2e%2e%2fpeople')).status).toBe(404);
  });
});

describe('a plan is held against everything before it is submitted', () => {
  const gapsOf = async (campaign: string) => {
    const { gaps } = await ok(planner.get(`/api/campaigns/${campaign}/check`));
    return gaps.map(({ code, at }: { code: string; at: string }) => `${code} ${at}`);
  };

  test('a complete one lacks nothing', async () => {
    await drafted('du-2026');
    expect(await ok(planner.get('/api/campaigns/du-2026/check'))).toEqual({ ready: true, gaps: [], warnings: [] });
  });

  test('all gaps are listed, each with its place, and submitting names every one of them', async () => {
    const [first, second, third] = aPlan('thieu-2026').units;
    await drafted('thieu-2026', {
      outline: 'khong-co@1',
      teams: [
        { ...aPlan('thieu-2026').teams[0]!, members: [{ person: `dau-moi-${laoDong}` }, { person: 'nguoi-la' }] },
      ],
      units: [
        { ...first!, visits: [{ ...first!.visits[0]!, day: '2026-10-11' }] },
        { ...second!, team: 'doan-la' },
        { ...third!, visits: [] },
        third!,
        { ...third!, unit: 'so-khong-co' },
        { unit: laoDong, team: 'thieu-2026-doan-1', visits: [{ ...third!.visits[0]!, day: '2026-09-04' }] },
        { unit: 'tong-cuc-hai-quan', team: 'thieu-2026-doan-1', visits: third!.visits },
      ],
    });
    const expected = [
      'outline-unknown outline',
      'person-unknown teams[0]',
      'visit-on-day-off units[0].visits[0]',
      'unit-without-team units[1]',
      'unit-without-visit units[2]',
      'unit-twice units[3]',
      'unit-unknown units[4]',
      'inspector-of-own-unit units[5]',
      'visit-in-past units[5].visits[0]',
      'unit-without-contact units[6]',
      'person-in-two-places units[4].visits[0]',
      'person-in-two-places units[6].visits[0]',
    ];
    expect((await gapsOf('thieu-2026')).sort()).toEqual(expect.arrayContaining(expected.sort()));
    const refused = await planner.post('/api/campaigns/thieu-2026/submit');
    expect(refused).toMatchObject({ status: 422, body: { type: '/problems/plan-incomplete' } });
    expect(refused.body.errors.map(({ at }: { at: string }) => at)).toEqual(
      (await ok(planner.get('/api/campaigns/thieu-2026/check'))).gaps.map(({ at }: { at: string }) => at),
    );
    expect(await office.stack.store.matters.get('campaign:thieu-2026')).toBeUndefined();
  });

  test('a team of another round is not taken over', async () => {
    await drafted('doan-cu-2026', training);
    await drafted('doan-moi-2026', {
      teams: [{ ...binhDinhPlan.teams[0]!, id: 'doan-cu-2026-doan-1' }],
      units: aPlan('doan-cu-2026').units,
    });
    const taken = 'team-of-another-round teams[0]';
    // a plan nobody put forward holds nothing yet
    expect(await gapsOf('doan-moi-2026')).not.toContain(taken);
    await ok(planner.post('/api/campaigns/doan-cu-2026/submit'));
    expect(await gapsOf('doan-moi-2026')).toContain(taken);
    const { gaps } = await ok(planner.get('/api/campaigns/doan-moi-2026/check'));
    expect(gaps.find(({ at }: { at: string }) => at === 'teams[0]').sentence).toContain('(mã doan-cu-2026)');
    // given up, it lets its codes go, and nobody holds a role in them any more
    const { appointments } = office.stack.store;
    const scope = 'team:doan-cu-2026-doan-1' as const;
    const person = binhDinhPlan.teams[0]!.lead;
    await appointments.create({ id: 'a-doan-cu', role: 'lead', scope, person, from: '2026-01-01' });
    await ok(planner.post('/api/campaigns/doan-cu-2026/cancel', { reason: 'Gộp vào đợt khác.' }));
    expect(await gapsOf('doan-moi-2026')).not.toContain(taken);
    expect((await appointments.all()).find(({ id }) => id === 'a-doan-cu')?.to).toBeDefined();
  });

  test('an empty plan is a gap too', async () => {
    await drafted('rong-2026', { units: [] });
    expect(await gapsOf('rong-2026')).toEqual(['plan-without-units units']);
    expect((await planner.post('/api/campaigns/rong-2026/submit')).body.type).toBe('/problems/plan-incomplete');
  });
});

describe('a plan is rehearsed before anybody approves it', () => {
  test('every letter by day, every week’s load, and the day it closes; nothing is recorded', async () => {
    await drafted('chay-thu-2026');
    const found = await ok(planner.post('/api/campaigns/chay-thu-2026/rehearsal', {}, { key: '' }));
    expect(found.closes > '2026-11-01').toBe(true);
    expect(found.days.reduce((sum: number, { letters }: { letters: number }) => sum + letters, 0)).toBe(found.letters);
    expect(found.byKind).toMatchObject({
      notice: expect.any(Number),
      conclusion: expect.any(Number),
      'follow-up-ended': 8,
    });
    expect(found.people.every(({ onOneDay }: { onOneDay: number }) => onOneDay <= 8)).toBe(true);
    expect(found.papers).toBe(5);
    expect(found.weeks).toContainEqual({
      week: '2026-10-12',
      role: 'secretary',
      who: 'thư ký đoàn',
      duties: expect.any(Number),
    });
    expect(await office.stack.store.matters.get('campaign:chay-thu-2026')).toBeUndefined();
    const again = await ok(
      planner.post('/api/campaigns/chay-thu-2026/rehearsal', { units: 'on-due-day' }, { key: '' }),
    );
    expect(again).toEqual(found);
  });

  test('silent units hear more, and official letters are needed', async () => {
    const [prompt, silent] = await Promise.all(
      ['prompt', 'silent'].map((units) =>
        ok(planner.post('/api/campaigns/chay-thu-2026/rehearsal', { units }, { key: '' })),
      ),
    );
    expect(silent.letters).toBeGreaterThan(prompt.letters);
    expect([prompt.officialLetters, silent.officialLetters > 0]).toEqual([0, true]);
    expect(prompt.closes < silent.closes).toBe(true);
  });

  test('roles nobody holds are named; an incomplete plan is not rehearsed', async () => {
    const { model } = office.stack.store.appointments;
    const clerks = await model.find({ role: 'clerk' }).lean();
    await model.deleteMany({ role: 'clerk' });
    const found = await ok(planner.post('/api/campaigns/chay-thu-2026/rehearsal', {}, { key: '' }));
    await model.insertMany(clerks);
    // the team leads and writes, though its roles are given only when the round is launched
    expect(found.unheld.map(({ role }: { role: string }) => role)).toEqual(['clerk']);
    expect((await planner.post('/api/campaigns/rong-2026/rehearsal', {}, { key: '' })).body.type).toBe(
      '/problems/plan-incomplete',
    );
  });
});

describe('a round is decided upon', () => {
  const campaign = 'quyet-2026';
  const path = `/api/campaigns/${campaign}`;
  const record = () => office.stack.store.matters.get<Campaign>(`campaign:${campaign}`);

  test('nothing but its submission is asked of a draft', async () => {
    await drafted(campaign, training);
    for (const [who, act] of [
      [signer, 'approve'],
      [planner, 'launch'],
      [planner, 'end-inspection'],
    ] as const) {
      expect(await who.post(`${path}/${act}`)).toMatchObject({
        status: 409,
        body: { type: '/problems/campaign-not-ready' },
      });
    }
    expect(await signer.post(`${path}/send-back`, {})).toMatchObject({
      status: 422,
      body: { errors: [{ at: 'points' }] },
    });
  });

  test('submitted: frozen as it stood, whatever is written later', async () => {
    expect(await planner.post(`${path}/submit`, { base: 7 })).toMatchObject({
      status: 409,
      body: { type: '/problems/stale-draft' },
    });
    const sent = await ok(planner.post(`${path}/submit`, { base: 1 }, { key: 'trinh-1' }));
    expect(sent).toMatchObject({
      state: 'submitted',
      words: 'đã trình, chờ phê duyệt',
      draft: { sent: true },
      record: { version: 1, plan: { units: 4, firstVisit: '2026-10-12', lastVisit: '2026-10-13' } },
      waiting: [{ kind: 'approve-plan', who: 'người ký', overdue: false }],
    });
    const frozen = await office.stack.store.snapshots.get<Plan>((await record())!.plan.snapshot);
    await ok(
      planner.put(`${path}/plan`, { ...fieldsOf(aPlan(campaign, training)), base: 1, title: 'Kiểm tra, bản sửa' }),
    );
    expect(await office.stack.store.snapshots.get((await record())!.plan.snapshot)).toEqual(frozen);
    expect(await ok(planner.get(path))).toMatchObject({
      draft: { sent: false },
      record: { plan: { sha256: frozen!.sha256 } },
    });
  });

  test('the same key gives the same answer, even after the draft went on; another body under it is refused', async () => {
    expect((await ok(planner.post(`${path}/submit`, { base: 1 }, { key: 'trinh-1' }))).record.version).toBe(1);
    expect(await planner.post(`${path}/submit`, { base: 2 }, { key: 'trinh-1' })).toMatchObject({
      status: 422,
      body: { type: '/problems/key-reused' },
    });
    expect(await planner.post(`${path}/submit`)).toMatchObject({
      status: 409,
      body: { type: '/problems/campaign-not-ready' },
    });
  });

  test('returned with its reasons; its year and clock stay', async () => {
    const reasons = { points: ['Thêm đơn vị cấp xã', 'Ghi rõ căn cứ'] };
    expect((await ok(signer.post(`${path}/send-back`, reasons, { key: 'tra-1' }))).state).toBe('sent-back');
    expect((await ok(signer.post(`${path}/send-back`, reasons, { key: 'tra-1' }))).state).toBe('sent-back');
    expect(await signer.post(`${path}/send-back`, { points: ['Khác'] }, { key: 'tra-1' })).toMatchObject({
      status: 422,
      body: { type: '/problems/key-reused' },
    });
    const [remarks] = await office.stack.store.snapshots.ofMatter(`campaign:${campaign}`, 'remarks');
    expect(remarks?.body).toEqual(reasons);
    expect((await ok(planner.get(path))).sentBack).toMatchObject({
      by: { id: 'giam-doc', name: 'Giám đốc' },
      points: reasons.points,
    });
    const other = await planner.put(`${path}/plan`, { ...fieldsOf(aPlan(campaign)), base: 2, year: 2027 });
    expect([other.status, other.body.errors.map(({ at }: { at: string }) => at)]).toEqual([422, ['year', 'clock']]);
  });

  test('submitted again, approved, launched: the notice is drafted and the team holds its roles', async () => {
    const terms = { 'review-self-report': { count: 9, unit: 'working-day' as const } };
    const again = aPlan(campaign, { ...training, title: 'Kiểm tra, bản sửa', terms });
    await ok(planner.put(`${path}/plan`, { ...fieldsOf(again), base: 2 }));
    await ok(planner.post(`${path}/submit`));
    // the terms that count are those put forward last
    expect((await record())!.terms['review-self-report']).toEqual(terms['review-self-report']);
    expect((await ok(signer.post(`${path}/approve`))).record.approved).toMatchObject({
      by: { id: 'giam-doc', name: 'Giám đốc' },
    });
    const told = await eventually(
      () => ok<ForetoldView>(planner.get(`${path}/foretold`)),
      (view) => view.foretold !== undefined,
    );
    expect(told.foretold).toMatchObject({ late: false, ofPlan: true, closes: expect.any(String) });
    const { left, missing, 'other-day': otherDay, 'to-come': toCome } = told.letters;
    expect(left + missing + otherDay + toCome).toBe(told.foretold!.letters);
    await ok(planner.post(`${path}/launch`, undefined, { key: 'trien-khai' }));
    await ok(planner.post(`${path}/launch`, undefined, { key: 'trien-khai' }));
    await eventually(record, (round) => round?.state === 'running');
    const { items } = await ok(planner.get(`/api/papers?campaign=${campaign}`));
    expect(items).toMatchObject([
      { id: `${campaign}:notice:1`, state: 'drafted', words: 'dự thảo', serves: [haiQuan, khuKinhTe, vanHoa, laoDong] },
    ]);
    const held = await office.stack.store.appointments.at(`team:${campaign}-doan-1`);
    expect(held.map(({ role, person }) => `${role} ${person}`).sort()).toEqual([
      'lead truong-doan',
      'secretary thu-ky',
    ]);
  });

  test('its progress, inspections and schedule are read', async () => {
    const progress = await ok(planner.get(`${path}/progress`));
    expect(progress).toMatchObject({ summary: { units: 4, late: 0, states: [{ state: 'planned', units: 4 }] } });
    expect(progress.items).toHaveLength(4);
    expect(progress.items[0].waiting[0]).toMatchObject({ kind: 'issue-notice', who: 'người lập kế hoạch' });
    const first = await ok(planner.get(`${path}/inspections?limit=3`));
    const rest = await ok(planner.get(`${path}/inspections?limit=3&after=${first.next}`));
    expect([...first.items, ...rest.items].map(({ unit }: { unit: { name: string } }) => unit.name)).toEqual([
      'Ban Quản lý Khu kinh tế tỉnh',
      'Cục Hải quan Bình Định',
      'Sở Lao động - Thương binh và Xã hội',
      'Sở Văn hóa và Thể thao',
    ]);
    expect(rest.next).toBeUndefined();
    const schedule = await ok(planner.get(`${path}/schedule`));
    expect(schedule.clashes).toBe(0);
    expect(schedule.days.map(({ day, weekday }: { day: string; weekday: string }) => [day, weekday])).toEqual([
      ['2026-10-12', 'thứ Hai'],
      ['2026-10-13', 'thứ Ba'],
    ]);
    expect(
      schedule.days[0].teams[0].visits.map(({ startsAt, chair }: { startsAt: string; chair: { name: string } }) => [
        startsAt,
        chair.name,
      ]),
    ).toEqual([
      ['08:00', 'Trưởng đoàn kiểm tra'],
      ['14:00', 'Trưởng đoàn kiểm tra'],
    ]);
  });

  test('figures nobody sent yet are “chưa có số liệu”, not 0', async () => {
    const figures = await ok(planner.get(`${path}/figures`));
    expect(figures).toMatchObject({ units: 4, reported: 0, names: { [vanHoa]: 'Sở Văn hóa và Thể thao' } });
    expect(figures.tables[0].totals.resolved_total).toMatchObject({ value: null, text: 'chưa có số liệu' });
    expect(JSON.stringify(figures)).not.toMatch(/"value":0|"text":"0"/);
  });

  test('it does not end while units are inspected; no official letter is wanted; it cannot be cancelled any more', async () => {
    expect(await planner.post(`${path}/end-inspection`)).toMatchObject({
      status: 409,
      body: { type: '/problems/inspections-still-open', detail: expect.stringContaining('4 cuộc kiểm tra') },
    });
    const letter = { number: '112/SNV-CCHC', day: '2026-09-04', signer: 'Giám đốc' };
    expect(await planner.post(`${path}/official-letters`, letter)).toMatchObject({
      status: 409,
      body: { type: '/problems/no-official-letter-wanted' },
    });
    expect(await planner.post(`${path}/official-letters`, { ...letter, day: '2027-01-01' })).toMatchObject({
      status: 422,
      body: { errors: [{ at: 'day' }] },
    });
    expect(await ok(planner.get(`${path}/official-letters`))).toEqual({ items: [], units: 0, lines: 0 });
    expect(await planner.post(`${path}/cancel`, { reason: 'Thôi' })).toMatchObject({ status: 409 });
  });
});

test('a draft can be given up, with the reason on file', async () => {
  await drafted('bo-2026', training);
  expect((await ok(planner.post('/api/campaigns/bo-2026/cancel', { reason: 'Gộp vào đợt khác' }))).words).toBe(
    'đã hủy',
  );
  const [reason] = await office.stack.store.snapshots.ofMatter('campaign:bo-2026', 'remarks');
  expect(reason?.body).toEqual({ text: 'Gộp vào đợt khác' });
  expect((await office.stack.store.matters.get('campaign:bo-2026'))?.closed).toBe('2026-09-07');
});
