import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { FrozenPaper } from '../../domain/draft.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Appointment } from '../../domain/role.ts';
import type { Answer, Caller } from '../support/api.ts';
import {
  binhDinhAppointments,
  binhDinhConclusion,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  haiQuan,
  khuKinhTe,
  laoDong,
  vanHoa,
} from '../support/binh-dinh.ts';
import { launched, minutesSigned } from '../support/launched.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';

jest.setTimeout(60_000);

const campaign = 'van-ban-2026';
const day = '2026-10-19';
/** Two teams: the labour department is the second's. */
const plan: Plan = {
  ...binhDinhPlan,
  campaign,
  teams: [binhDinhPlan.teams[0]!, { ...binhDinhPlan.teams[0]!, id: 'doan-2', name: 'Đoàn kiểm tra số 2' }],
  units: binhDinhPlan.units.map((unit) => (unit.unit === laoDong ? { ...unit, team: 'doan-2' } : unit)),
};
const secondLead: Appointment = {
  id: 'b-lead-2',
  role: 'lead',
  scope: 'team:doan-2',
  person: 'truong-doan-2',
  from: '2026-01-01',
};
const deputy: Appointment = {
  id: 'b-signer-2',
  role: 'signer',
  scope: 'office',
  person: 'pho-giam-doc',
  from: '2026-01-01',
};

let office: TestOffice;
let lead: Caller;
let planner: Caller;
beforeAll(async () => {
  office = await openOffice({
    units: binhDinhUnits,
    people: [...binhDinhPeople, { _id: 'truong-doan-2', name: 'Trưởng đoàn số 2', mail: 'doan2@huonggiang.example' }],
    appointments: [...binhDinhAppointments, secondLead, deputy],
    outline: binhDinhOutline,
  });
  await launched(office.stack.store, plan, day, (unit) => (unit === vanHoa ? {} : minutesSigned('2026-10-12')));
  [lead, planner] = await Promise.all([office.as('lead', 'team:doan-1'), office.as('planner')]);
});
afterAll(() => office?.stop());

const [finding] = binhDinhConclusion.findings;
const [requirement] = binhDinhConclusion.requirements;
const conclusion = (...serves: string[]) => ({
  ...binhDinhConclusion,
  serves,
  findings: [finding!],
  requirements: [requirement!],
});
const create = (draft: object, who = lead) => who.post(`/api/campaigns/${campaign}/papers`, draft);
const problem = ({ status, body }: Answer<{ type?: string }>) => `${status} ${body.type?.replace('/problems/', '')}`;
const recordOf = (id: string) => office.stack.store.matters.get<Paper>(`paper:${id}`);
const sha256Of = async (id: string) => (await ok(planner.get(`/api/papers/${id}`))).record.content.sha256;

describe('a paper is drafted', () => {
  test('numbered in its round; the same key gives the same paper', async () => {
    const made = await lead.post(`/api/campaigns/${campaign}/papers`, conclusion(haiQuan), { key: 'soan-1' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        id: `${campaign}:conclusion:1`,
        team: 'doan-1',
        state: 'drafted',
        words: 'dự thảo',
        version: 1,
        steps: [],
        waiting: [],
      },
    });
    expect((await lead.post(`/api/campaigns/${campaign}/papers`, conclusion(haiQuan), { key: 'soan-1' })).body).toEqual(
      made.body,
    );
    expect(
      problem(await lead.post(`/api/campaigns/${campaign}/papers`, conclusion(khuKinhTe), { key: 'soan-1' })),
    ).toBe('422 key-reused');
    const { items } = await ok(planner.get(`/api/papers?campaign=${campaign}`));
    expect(items.map(({ id }: { id: string }) => id)).toEqual([`${campaign}:conclusion:1`]);
  });

  test('by the team that inspected the units, and by no other', async () => {
    const other = await office.as('lead', 'team:doan-2');
    expect(problem(await create(conclusion(haiQuan), other))).toBe('403 not-allowed');
    expect(problem(await create(conclusion(laoDong)))).toBe('403 not-allowed');
    expect(problem(await create(conclusion(haiQuan, laoDong)))).toBe('422 paper-of-two-teams');
    expect(problem(await create(conclusion('so-y-te')))).toBe('422 unit-not-inspected');
    expect(problem(await create(conclusion()))).toBe('422 invalid-body');
    expect(problem(await create({ kind: 'notice', serves: [haiQuan], requests: [] }))).toBe('403 not-allowed');
    expect(problem(await lead.post('/api/campaigns/khong-co/papers', conclusion(haiQuan)))).toBe('404 not-found');
    const path = `/api/papers/${campaign}:conclusion:1`;
    expect(problem(await other.put(`${path}/draft`, { base: 1, draft: conclusion(haiQuan) }))).toBe('403 not-allowed');
    expect(problem(await other.post(`${path}/submit`))).toBe('403 not-allowed');
    expect(problem(await (await office.as('unit-contact', `unit:${haiQuan}`)).get(path))).toBe('403 not-allowed');
  });

  test('every wrong place of a draft is named', async () => {
    const wrong = {
      ...conclusion(haiQuan),
      findings: [{ ...finding!, text: '  ', area: 'x\u0007' }],
      requirements: [{ ...requirement!, due: { kind: 'term', count: 0, unit: 'day' } }],
      extra: 1,
    };
    const { body } = await create(wrong);
    expect(body.errors.map(({ at }: { at: string }) => at).sort()).toEqual([
      'findings[0].area',
      'findings[0].text',
      'nội dung',
      'requirements[0].due.count',
      'requirements[0].due.unit',
    ]);
  });

  test('saved over its version; a newer one is given back; kind and team stay', async () => {
    const { id } = await ok(create(conclusion(khuKinhTe)));
    const path = `/api/papers/${id}/draft`;
    expect((await ok(lead.put(path, { base: 1, draft: conclusion(khuKinhTe, haiQuan) }))).version).toBe(2);
    expect(await lead.put(path, { base: 1, draft: conclusion(khuKinhTe) })).toMatchObject({
      status: 409,
      body: { current: { version: 2 } },
    });
    expect(problem(await lead.put(path, { base: 2, draft: conclusion(laoDong) }))).toBe('422 paper-of-two-teams');
    expect(
      problem(await lead.put(path, { base: 2, draft: { kind: 'notice', serves: [khuKinhTe], requests: [] } })),
    ).toBe('422 invalid-body');
    expect(problem(await lead.put(path, { draft: conclusion(khuKinhTe) }))).toBe('428 base-missing');
  });

  test.each([
    'khong-co',
    `${campaign}:conclusion:99`,
    `${campaign}:directive:1`,
    `paper:${campaign}:conclusion:1`,
    '%2e%2e',
    `${campaign}:conclusion:1:x`,
  ])('%s is nowhere', async (id) => {
    for (const path of ['', '/check', '/file'])
      expect(problem(await planner.get(`/api/papers/${id}${path}`))).toBe('404 not-found');
    expect(problem(await lead.post(`/api/papers/${id}/submit`))).toBe('404 not-found');
  });
});

describe('a paper goes from hand to hand', () => {
  const id = `${campaign}:conclusion:1`;
  const path = `/api/papers/${id}`;

  test('it is not submitted while anything is missing, and all of that is named', async () => {
    const { due: _, ...dueless } = requirement!;
    const draft = {
      ...conclusion(haiQuan, vanHoa),
      requirements: [dueless],
      proposals: [{ unit: haiQuan, text: 'Đề nghị bổ sung máy quét' }],
    };
    await ok(lead.put(`${path}/draft`, { base: 1, draft }));
    const { ready, gaps } = await ok(lead.get(`${path}/check`));
    expect([ready, gaps.map(({ code, at }: { code: string; at: string }) => `${code} ${at}`)]).toEqual([
      false,
      [
        'inspection-not-ready serves[1]',
        'requirement-without-due requirements[0]',
        'proposal-unanswered proposals[0].answer',
      ],
    ]);
    const refused = await lead.post(`${path}/submit`);
    expect(problem(refused)).toBe('422 paper-incomplete');
    expect(refused.body.errors.map(({ at }: { at: string }) => at)).toEqual(gaps.map(({ at }: { at: string }) => at));
    expect(await recordOf(id)).toBeUndefined();
  });

  test('submitted: frozen with the document it prints, whatever is written later', async () => {
    await ok(lead.put(`${path}/draft`, { base: 2, draft: conclusion(haiQuan) }));
    expect(problem(await lead.post(`${path}/submit`, { base: 2 }))).toBe('409 stale-draft');
    const sent = await ok(lead.post(`${path}/submit`, { base: 3, signer: 'giam-doc' }, { key: 'trinh' }));
    expect(sent).toMatchObject({
      state: 'submitted',
      sent: {
        same: true,
        document: {
          kind: 'conclusion',
          imprint: { symbol: 'TH-TB-SNV', training: true, signer: { name: 'Giám đốc' } },
        },
      },
      steps: [{ step: 'submitted', on: day, by: { id: 'truong-doan' } }],
      waiting: [{ kind: 'appraise', who: 'trưởng phòng' }],
    });
    const frozen = await office.stack.store.snapshots.get<FrozenPaper>((await recordOf(id))!.content.snapshot);
    await ok(
      lead.put(`${path}/draft`, {
        base: 3,
        draft: { ...conclusion(haiQuan), proposals: [{ unit: haiQuan, text: 'Thêm', answer: 'Ghi nhận' }] },
      }),
    );
    expect(await office.stack.store.snapshots.get((await recordOf(id))!.content.snapshot)).toEqual(frozen);
    expect(await ok(planner.get(path))).toMatchObject({
      version: 4,
      sent: { same: false },
      record: { content: { sha256: frozen!.sha256 } },
    });
  });

  test('the same key gives the same answer; another body under it, or another submission, is refused', async () => {
    expect(
      (await ok(lead.post(`${path}/submit`, { base: 3, signer: 'giam-doc' }, { key: 'trinh' }))).record.version,
    ).toBeGreaterThan(0);
    expect(problem(await lead.post(`${path}/submit`, { base: 4 }, { key: 'trinh' }))).toBe('422 key-reused');
    expect(problem(await lead.post(`${path}/submit`))).toBe('409 paper-not-ready');
  });

  test('the inspection hears that its conclusion is drafted', async () => {
    const inspection = await eventually(
      () => office.stack.store.matters.get<Inspection>(`inspection:${campaign}:${haiQuan}`),
      (one) => one?.drafted !== undefined,
    );
    expect(inspection?.drafted?.paper).toBe(`paper:${id}`);
    const another = await ok(create(conclusion(haiQuan)));
    expect((await ok(lead.get(`/api/papers/${another.id}/check`))).gaps).toMatchObject([
      { code: 'inspection-has-paper' },
    ]);
  });

  test('each step is its own role’s', async () => {
    const sha256 = await sha256Of(id);
    for (const [act, body] of [
      ['appraise', { sha256 }],
      ['sign', { sha256 }],
      ['number', undefined],
      ['void', { reason: 'x' }],
      ['send-back', { text: 'x' }],
    ] as const) {
      expect(problem(await lead.post(`${path}/${act}`, body))).toBe('403 not-allowed');
      expect(problem(await office.api.anonymous.post(`${path}/${act}`, body))).toBe('401 not-signed-in');
    }
  });

  test('nobody passes on what they have not read', async () => {
    const head = await office.as('division-head');
    expect(problem(await head.post(`${path}/appraise`, { sha256: 'f'.repeat(64) }))).toBe('409 paper-changed');
    expect(problem(await head.post(`${path}/appraise`, { sha256: 'x' }))).toBe('422 invalid-body');
    expect(problem(await (await office.as('signer')).post(`${path}/sign`, { sha256: await sha256Of(id) }))).toBe(
      '409 paper-not-ready',
    );
  });

  test('returned with reasons, submitted again, appraised', async () => {
    const head = await office.as('division-head');
    const returned = await ok(head.post(`${path}/send-back`, { points: ['Nêu rõ căn cứ'] }));
    expect(returned).toMatchObject({
      state: 'drafted',
      steps: [],
      returned: [{ by: { name: 'Trưởng phòng CCHC' }, points: ['Nêu rõ căn cứ'] }],
      waiting: [{ kind: 'redraft', role: 'lead' }],
    });
    expect(problem(await head.post(`${path}/send-back`, { text: 'Lần nữa' }))).toBe('409 paper-not-ready');
    await ok(lead.post(`${path}/submit`));
    const appraised = await ok(head.post(`${path}/appraise`, { sha256: await sha256Of(id) }));
    expect(appraised).toMatchObject({
      state: 'appraised',
      returned: [{}],
      steps: [{ step: 'submitted' }, { step: 'appraised', by: { name: 'Trưởng phòng CCHC' } }],
    });
  });

  test('signed by the person whose name stands on it', async () => {
    const sha256 = await sha256Of(id);
    const other = await office.api.signIn('pho-giam-doc');
    expect(problem(await other.post(`${path}/sign`, { sha256 }))).toBe('409 paper-of-other-signer');
    expect((await ok((await office.as('signer')).post(`${path}/sign`, { sha256 }, { key: 'ky' }))).state).toBe(
      'signed',
    );
    expect((await ok((await office.as('signer')).post(`${path}/sign`, { sha256 }, { key: 'ky' }))).state).toBe(
      'signed',
    );
    expect(
      problem(await (await office.as('signer')).post(`${path}/sign`, { sha256: 'a'.repeat(64) }, { key: 'ky' })),
    ).toBe('422 key-reused');
  });

  test('numbered, rendered and issued: the file is the one of its hash, the register has its row', async () => {
    expect(problem(await planner.get(`${path}/file`))).toBe('409 paper-not-issued');
    const clerk = await office.as('clerk');
    await ok(clerk.post(`${path}/number`));
    const issued = await eventually(
      () => ok(planner.get(path)),
      ({ state }) => state === 'issued',
    );
    expect(issued).toMatchObject({ number: '01/TH-TB-SNV', issued: day, file: { pages: expect.any(Number) } });
    const file = await clerk.get<string>(`${path}/file`);
    expect([file.status, file.headers.get('content-type'), file.text.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const stored = await office.stack.store.files.get(issued.file.sha256);
    expect(createHash('sha256').update(stored!.bytes).digest('hex')).toBe(issued.file.sha256);
    expect(problem(await lead.put(`${path}/draft`, { base: 4, draft: conclusion(haiQuan) }))).toBe(
      '409 paper-not-ready',
    );
    expect(problem(await (await office.as('signer')).post(`${path}/void`, { reason: 'Sai' }))).toBe(
      '409 paper-not-ready',
    );
    const register = await ok(clerk.get('/api/register?series=TH&year=2026'));
    expect(register).toMatchObject({
      register: 'SNV-TH/2026',
      items: [
        {
          number: 1,
          text: '01/TH-TB-SNV',
          day,
          kind: 'conclusion',
          paper: id,
          signer: { id: 'giam-doc', name: 'Giám đốc' },
          file: issued.file.sha256,
        },
      ],
    });
    expect((await ok(clerk.get('/api/register?year=2026'))).items).toEqual([]);
  });

  test('who did what is on file, and the chain is whole', async () => {
    const head = await office.as('division-head');
    const { items } = await ok(head.get(`/api/audit?matter=paper:${id}&limit=6`));
    expect(items.map(({ message, by }: { message: string; by: { name?: string } }) => `${message} ${by.name}`)).toEqual(
      [
        'submit Trưởng đoàn kiểm tra',
        'sendBack Trưởng phòng CCHC',
        'submit Trưởng đoàn kiểm tra',
        'appraise Trưởng phòng CCHC',
        'sign Giám đốc',
        'number Văn thư',
      ],
    );
    expect(await ok(head.get(`/api/audit/verify?matter=paper:${id}`))).toEqual({
      intact: true,
      matters: 1,
      broken: [],
    });
  });
});

test('a draft is given up before anybody saw it', async () => {
  const { id } = await ok(create(conclusion(khuKinhTe)));
  const voided = await ok(
    (await office.as('division-head')).post(`/api/papers/${id}/void`, { reason: 'Gộp vào kết luận khác' }),
  );
  expect(voided).toMatchObject({ state: 'void', words: 'đã hủy' });
  expect(problem(await lead.post(`/api/papers/${id}/submit`))).toBe('409 paper-not-ready');
  expect(problem(await lead.put(`/api/papers/${id}/draft`, { base: 1, draft: conclusion(khuKinhTe) }))).toBe(
    '409 paper-not-ready',
  );
});

test('a notice is the planner’s', async () => {
  expect(problem(await create({ kind: 'notice', serves: [vanHoa], requests: ['Chuẩn bị phòng họp'] }, lead))).toBe(
    '403 not-allowed',
  );
  const { id } = await ok(create({ kind: 'notice', serves: [vanHoa], requests: ['Chuẩn bị phòng họp'] }, planner));
  expect(id).toBe(`${campaign}:notice:1`);
  const sent = await ok(planner.post(`/api/papers/${id}/submit`));
  expect(sent.sent.document).toMatchObject({ kind: 'notice', schedule: [{ unit: 'Sở Văn hóa và Thể thao' }] });
  expect(sent.waiting).toMatchObject([{ kind: 'appraise' }]);
});

test('no paper is written for a round that is only a draft', async () => {
  await office.stack.store.plans.create(
    { ...plan, campaign: 'nhap-2026', teams: [], units: plan.units },
    { by: 'p', at: '2026-09-01T01:00:00.000Z' },
  );
  expect(
    problem(await planner.post('/api/campaigns/nhap-2026/papers', { kind: 'notice', serves: [vanHoa], requests: [] })),
  ).toBe('409 campaign-not-ready');
});
