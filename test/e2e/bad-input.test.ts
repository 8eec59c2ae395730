import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { ConclusionDraft } from '../../domain/draft.ts';
import type { Plan } from '../../domain/plan.ts';
import { refusals } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Answer, Caller } from '../support/api.ts';
import { deskRemediation, formOf, inspectionOf, itemOf, openDesk, png, wordsOf } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { eventually, ok } from '../support/office.ts';
import { aRequirement } from '../support/round.ts';

jest.setTimeout(180_000);

let desk: Desk;
let contact: Caller;
let secretary: Caller;
let planner: Caller;
beforeAll(async () => {
  desk = await openDesk();
  contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  secretary = await desk.office.as('secretary', 'team:doan-1');
  planner = await desk.office.as('planner');
});
afterAll(() => desk?.stop());

/** A clear error: its stable code, its status, and the Vietnamese sentence that says what to do. */
function expectRefused({ body, status }: Answer, code: RefusalCode, expected: number): void {
  expect(body).toMatchObject({ type: `/problems/${code}`, status: expected });
  expect(status).toBe(expected);
  const { detail } = body as { detail: string };
  const [beginning = ''] = refusals[code].split('{');
  expect(detail.startsWith(beginning)).toBe(true);
  expect(detail).not.toContain('{');
}

const upload = (name: string, bytes: Uint8Array, n = 1) =>
  contact.post('/api/files', formOf({ item: itemOf(n) }, [{ field: 'files', name, bytes }]));
const reports = (n: number) => `/api/items/${itemOf(n)}/reports`;
const evidenceFor = async (n: number): Promise<string> => (await ok(upload('Ảnh niêm yết.png', png, n))).items[0].id;
const versionOf = async (matter: string): Promise<number> => (await desk.store.matters.get(matter))!.version;

describe('a plan that cannot be', () => {
  const visit = (day: Plan['period']['from'], session: 'morning' | 'afternoon') => [
    { n: 1, day, session, startsAt: '08:00', at: 'Trụ sở đơn vị' },
  ];
  const plan = (units: Plan['units']) => ({
    campaign: 'dot-loi',
    title: 'Đợt kiểm tra có lỗi',
    year: 2026,
    clock: 'stepped',
    clockFrom: '2026-03-11',
    period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
    outline: 'mau-2026@1',
    teams: [{ id: 'doan-loi', name: 'Đoàn kiểm tra', lead: 'p-truong-doan', secretary: 'p-thu-ky', members: [] }],
    units,
  });

  test.each([
    [
      'a unit twice',
      'unit-twice',
      'Sở Y tế có hai lần trong kế hoạch',
      [
        { unit: 'so-y-te', team: 'doan-loi', visits: visit('2026-04-08', 'morning') },
        { unit: 'so-y-te', team: 'doan-loi', visits: visit('2026-04-09', 'morning') },
      ],
    ],
    [
      'a visit on a Sunday',
      'visit-on-day-off',
      'ngày 12/04/2026 rơi vào ngày nghỉ',
      [{ unit: 'so-y-te', team: 'doan-loi', visits: visit('2026-04-12', 'morning') }],
    ],
    [
      'a visit on the day of the Hùng kings, moved to Monday',
      'visit-on-day-off',
      'rơi vào ngày nghỉ',
      [{ unit: 'so-y-te', team: 'doan-loi', visits: visit('2026-04-27', 'morning') }],
    ],
    [
      'a person in two places',
      'person-in-two-places',
      'phải có mặt ở hai nơi trong buổi sáng 08/04/2026',
      [
        { unit: 'so-y-te', team: 'doan-loi', visits: visit('2026-04-08', 'morning') },
        { unit: 'hai-quan', team: 'doan-loi', visits: visit('2026-04-08', 'morning') },
      ],
    ],
  ] as [string, string, string, Plan['units']][])(
    '%s is told, and the draft stays as written',
    async (_what, code, sentence, units) => {
      const before = await planner.get('/api/campaigns/dot-loi');
      const { campaign, ...fields } = plan(units);
      const written =
        before.status === 404
          ? await planner.post('/api/campaigns', { campaign, ...fields })
          : await planner.put('/api/campaigns/dot-loi/plan', { ...fields, base: before.body.draft.version });
      expect(written.status).toBeLessThan(300);
      const { gaps } = await ok(planner.get('/api/campaigns/dot-loi/check'));
      expect(gaps).toContainEqual(expect.objectContaining({ code, sentence: expect.stringContaining(sentence) }));
      expectRefused(await planner.post('/api/campaigns/dot-loi/submit'), 'plan-incomplete', 422);
      expect((await ok(planner.get('/api/campaigns/dot-loi'))).draft.plan.units).toEqual(units);
      expect(await desk.store.matters.get('campaign:dot-loi')).toBeUndefined();
    },
  );

  test('mended, it is submitted; a conclusion with an uncovered finding, a requirement without due or unit is told', async () => {
    const signer = await desk.api.as('signer');
    const { draft } = await ok(planner.get('/api/campaigns/dot-loi'));
    const { campaign: _, ...mended } = plan([
      { unit: 'so-y-te', team: 'doan-loi', visits: visit('2026-04-08', 'morning') },
    ]);
    await ok(planner.put('/api/campaigns/dot-loi/plan', { ...mended, base: draft.version }));
    await ok(planner.post('/api/campaigns/dot-loi/submit'));
    await ok(signer.post('/api/campaigns/dot-loi/approve'));
    await ok(planner.post('/api/campaigns/dot-loi/launch'));
    await eventually(
      () => desk.store.matters.get<Campaign>('campaign:dot-loi'),
      (round) => round?.state === 'running',
    );

    const { due: _due, ...withoutDue } = aRequirement({ id: 'yc-1', answers: ['tt-1'] });
    const conclusion: ConclusionDraft = {
      kind: 'conclusion',
      serves: ['so-y-te'],
      strengths: [],
      proposals: [],
      findings: [
        { id: 'tt-1', text: 'Niêm yết chưa đầy đủ', area: 'mot-cua', concerns: { all: true } },
        { id: 'tt-2', text: 'Hồ sơ trễ hạn chưa xin lỗi', area: 'mot-cua', concerns: { all: true } },
      ],
      requirements: [withoutDue, aRequirement({ id: 'yc-2', text: 'Việc không của ai', concerns: { units: [] } })],
    };
    const lead = await desk.api.signIn('p-truong-doan');
    const { id } = await ok(lead.post('/api/campaigns/dot-loi/papers', conclusion));
    const { gaps } = await ok(lead.get(`/api/papers/${id}/check`));
    for (const [code, at, sentence] of [
      ['finding-uncovered', 'findings[1]', 'Tồn tại “Hồ sơ trễ hạn chưa xin lỗi” chưa có yêu cầu nào trả lời.'],
      ['requirement-without-due', 'requirements[0]', 'chưa có hạn.'],
      ['requirement-without-unit', 'requirements[1]', 'chưa có đơn vị thực hiện.'],
    ] as const) {
      expect(gaps).toContainEqual({ code, at, sentence: expect.stringContaining(sentence) });
    }
    const refused = await lead.post(`/api/papers/${id}/submit`);
    expectRefused(refused, 'paper-incomplete', 422);
    expect((await ok(lead.get(`/api/papers/${id}`))).draft).toEqual(conclusion);
    expect(await desk.store.matters.get(`paper:${id}`)).toBeUndefined();
  });
});

describe('a link that is not yours', () => {
  test('of another unit: neither seen nor answered', async () => {
    const other = await desk.link('p-hai-noi');
    for (const path of [`/viec/${itemOf(1)}`, '/kiem-tra/cchc-2026:so-xay-dung'])
      expect((await other.get(path)).status).toBe(404);
    const before = await versionOf(deskRemediation);
    expect((await other.post(`/viec/${itemOf(1)}`, { key: 'k', text: 'Đã làm', act: 'send' })).status).toBe(404);
    expect(await versionOf(deskRemediation)).toBe(before);
  });

  test.each([
    ['replaced', 'replaced', 'Việc của đơn vị đã chuyển cho người phụ trách khác.'],
    ['ended', 'nothing-owed', 'Đường dẫn này đã hết hạn'],
  ] as const)('%s: says so, what was saved before is kept', async (_what, why, sentence) => {
    const link = await desk.link('p-xd');
    await link.post(`/viec/${itemOf(5)}`, { key: `k-${why}`, text: `Viết dở trước khi ${why}`, act: 'save' });
    const row = await desk.store.links.model.findOne({ person: 'p-xd', endedAt: null }).sort({ _id: -1 }).lean();
    for (const { _id } of await desk.store.links.model.find({ person: 'p-xd' }).lean())
      await desk.store.links.end(_id, why, '2026-03-11T02:12:00.000Z');
    expect(row).not.toBeNull();
    const gone = await link.get(`/viec/${itemOf(5)}`);
    expect(gone.status).toBe(410);
    expect(wordsOf(gone.text)).toContain(sentence);
    expect((await link.post(`/viec/${itemOf(5)}`, { key: 'k', text: 'Muộn', act: 'send' })).status).toBe(410);
    expect((await desk.store.itemReports.get(itemOf(5))).draft).toMatchObject({ text: `Viết dở trước khi ${why}` });
  });
});

describe('files and figures as people send them', () => {
  test('30 MB: refused by name, and what was sent with it is kept', async () => {
    const answer = await contact.post(
      '/api/files',
      formOf({ item: itemOf(2) }, [
        { field: 'files', name: 'Video hội nghị.pdf', bytes: Buffer.alloc(30_000_000, 'a') },
        { field: 'files', name: 'Ảnh.png', bytes: png },
      ]),
    );
    expect(answer.text).toContain('Video hội nghị.pdf');
    expect(answer.text).toContain('file-too-large');
    expect(await desk.store.evidence.model.countDocuments({ name: 'Ảnh.png' })).toBe(1);
  });

  test('a program named .pdf is known by its content', async () => {
    const program = Buffer.concat([
      Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'),
      Buffer.alloc(500),
    ]);
    expectRefused(await upload('Báo cáo.pdf', program), 'file-type-refused', 422);
  });

  test('Vietnamese with its accents apart is kept composed and found', async () => {
    const apart = 'Trần Thị Hường'.normalize('NFD');
    const created = await ok(planner.post('/api/people', { name: apart, mail: 'huong@thu.vn', unit: 'so-y-te' }));
    expect(created.name).toBe('Trần Thị Hường'.normalize('NFC'));
    expect((await ok(planner.get('/api/people?q=huong'))).items.map(({ id }: { id: string }) => id)).toEqual([
      created.id,
    ]);
    const [file] = (await ok(upload('Biên bản họp.txt'.normalize('NFD'), Buffer.from('Đã họp')))).items;
    expect(file.name).toBe('Biên bản họp.txt'.normalize('NFC'));
  });

  test('“140. 683” is read as 140.683 and kept as typed; “mười” is told with its cell', async () => {
    const yte = await desk.office.as('unit-contact', 'unit:so-y-te');
    const path = '/api/inspections/cchc-2026:so-y-te/self-report';
    const { draft } = await ok(yte.get(path));
    const typed = (resolved: string) => ({
      answers: {},
      indicators: {},
      claims: [],
      explanations: {},
      tables: {
        ii06: {
          from: '01/01/2025',
          to: '31/12/2025',
          rows: [{ id: 'tong', name: 'Toàn đơn vị', cells: { received_total: '140. 683', resolved_total: resolved } }],
        },
      },
    });
    const saved = await ok(yte.put(path, { base: draft.version, typed: typed('mười') }));
    const unread = saved.remaining.filter(({ sentence }: { sentence: string }) => sentence.includes('không đọc được'));
    expect(unread).toEqual([expect.objectContaining({ sentence: expect.stringContaining('“mười” không đọc được') })]);
    expect((await ok(yte.get(path))).draft.typed.tables.ii06.rows[0].cells).toEqual({
      received_total: '140. 683',
      resolved_total: 'mười',
    });
    expectRefused(await yte.post(path, { version: saved.version }), 'self-report-incomplete', 422);
    expect((await desk.store.matters.get(inspectionOf('so-y-te')))?.version).toBe(0);
  });
});

describe('an answer that cannot be taken', () => {
  test('an empty report, one without proof, one with somebody else’s proof', async () => {
    const before = await versionOf(deskRemediation);
    const evidence = await evidenceFor(2);
    expectRefused(await contact.post(reports(2), { text: ' \n ', evidence: [evidence] }), 'report-empty', 422);
    expectRefused(await contact.post(reports(2), { text: 'Đã làm', evidence: [] }), 'report-without-evidence', 422);
    expectRefused(
      await contact.post(reports(2), { text: 'Đã làm', evidence: ['cua-nguoi-khac'] }),
      'evidence-unknown',
      422,
    );
    expect(await versionOf(deskRemediation)).toBe(before);
  });

  test('the same command fifty times at once is one report with one receipt', async () => {
    const body = { text: 'Đã gửi văn bản xin lỗi.', evidence: [await evidenceFor(2)] };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => contact.post(reports(2), body, { key: 'nam-muoi-lan' })),
    );
    const taken = answers.filter(({ status }) => status === 201);
    // who waited longer than five seconds is told to repeat, which is harmless
    for (const answer of answers.filter(({ status }) => status !== 201)) expectRefused(answer, 'unavailable', 503);
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken.map(({ text }) => text)).size).toBe(1);
    expect((await desk.store.audit.of(deskRemediation)).map(({ act }) => act.message)).toEqual(['report']);
    expect(await ok(contact.post(reports(2), body, { key: 'nam-muoi-lan' }))).toMatchObject({
      reports: [{ receipt: 'BN-0001' }],
    });
    expectRefused(
      await contact.post(reports(2), { ...body, text: 'Nội dung khác' }, { key: 'nam-muoi-lan' }),
      'key-reused',
      422,
    );
  });

  test('two people decide one item at once: one verdict stands, the other hears why not', async () => {
    const lead = await desk.office.as('lead', 'team:doan-1');
    const { report } = await ok(secretary.get(`/api/items/${itemOf(2)}`));
    const answers = await Promise.all([
      secretary.post(`/api/items/${itemOf(2)}/verify`, { report, verdict: 'met' }),
      lead.post(`/api/items/${itemOf(2)}/verify`, { report, verdict: 'not-met', remarks: 'Chưa đủ.' }),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expectRefused(
      answers.find(({ status }) => status === 409)!,
      'item-not-ready',
      409,
    );
    expect((await desk.store.audit.of(deskRemediation)).map(({ act }) => act.message)).toEqual(['report', 'verify']);
    expect(await desk.store.audit.verify(deskRemediation)).toBeUndefined();
  });
});
