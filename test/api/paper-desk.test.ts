import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Caller } from '../support/api.ts';
import {
  binhDinhAppointments,
  binhDinhConclusion,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  khuKinhTe,
  vanHoa,
} from '../support/binh-dinh.ts';
import { launched, minutesSigned } from '../support/launched.ts';
import { ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';

jest.setTimeout(60_000);

const campaign = 'ban-van-ban-2026';
let office: TestOffice;
let lead: Caller;
let planner: Caller;
let head: Caller;
let conclusion: string;
let directive: string;
beforeAll(async () => {
  office = await openOffice({
    units: binhDinhUnits,
    people: binhDinhPeople,
    appointments: binhDinhAppointments,
    outline: binhDinhOutline,
  });
  await launched(office.stack.store, { ...binhDinhPlan, campaign }, '2026-10-19', () => minutesSigned('2026-10-12'));
  [lead, planner, head] = await Promise.all([
    office.as('lead', 'team:doan-1'),
    office.as('planner'),
    office.as('division-head'),
  ]);
  const [finding] = binhDinhConclusion.findings;
  const [requirement] = binhDinhConclusion.requirements;
  const draft = {
    ...binhDinhConclusion,
    serves: [khuKinhTe, vanHoa],
    findings: [finding!],
    requirements: [requirement!],
  };
  ({ id: conclusion } = await ok(lead.post(`/api/campaigns/${campaign}/papers`, draft)));
  ({ id: directive } = await ok(
    planner.post(`/api/campaigns/${campaign}/papers`, {
      kind: 'directive',
      issuer: 'office',
      subject: 'chấn chỉnh kỷ luật, kỷ cương',
      named: [vanHoa],
    }),
  ));
});
afterAll(() => office?.stop());

const listed = async (who: Caller, query: string): Promise<string[]> =>
  (await ok(who.get(`/api/papers?campaign=${campaign}&${query}`))).items.map(({ id }: { id: string }) => id);

describe('the papers are looked for', () => {
  test.each([
    ['the letters of a subject, without diacritics', 'q=chan chinh ky cuong', () => [directive]],
    ['a unit by its name', 'q=khu kinh te', () => [conclusion]],
    ['a kind', 'q=ket luan', () => [conclusion]],
    ['a sign of patterns is a sign', 'q=.*', () => []],
    ['what lies where', 'stage=drafting', () => [directive, conclusion]],
    ['what lies nowhere', 'stage=to-sign', () => []],
    ['of a kind', 'kind=directive', () => [directive]],
  ])('by %s', async (_what, query, expected) => {
    expect(await listed(planner, query)).toEqual(expected());
  });

  test('page after page, what was touched last first', async () => {
    const first = await ok(planner.get(`/api/papers?campaign=${campaign}&limit=1`));
    expect(first.items[0].id).toBe(directive);
    const next = await ok(planner.get(`/api/papers?campaign=${campaign}&limit=1&after=${first.next}`));
    expect([next.items[0].id, next.next]).toEqual([conclusion, undefined]);
    expect(next.items[0]).toMatchObject({
      about: 'Thông báo kết luận kiểm tra',
      units: { total: 2, first: ['Ban Quản lý Khu kinh tế tỉnh', 'Sở Văn hóa và Thể thao'] },
      round: { training: true },
      waiting: [],
    });
  });
});

test('what is mine: what I write, then whoever it waits for', async () => {
  expect(await listed(lead, 'mine=true')).toEqual([conclusion]);
  expect(await listed(planner, 'mine=true')).toEqual([directive]);
  expect(await listed(head, 'mine=true')).toEqual([]);
  await ok(lead.post(`/api/papers/${conclusion}/submit`));
  expect(await listed(lead, 'mine=true')).toEqual([]);
  expect(await listed(head, 'mine=true')).toEqual([conclusion]);
  const { items } = await ok(head.get(`/api/papers?campaign=${campaign}&stage=to-appraise`));
  expect(items).toMatchObject([{ id: conclusion, waiting: [{ role: 'division-head', due: '2026-10-21' }] }]);
});

test('what follows from an issue, in numbers: units, work, letters, the number to come', async () => {
  expect(await ok(head.get(`/api/papers/${conclusion}/reach`))).toEqual({
    paper: 'Thông báo kết luận kiểm tra',
    units: 2,
    items: 2,
    // a contact and a head of each unit, the lead and the secretary of the team
    letters: 6,
    number: '01/TH-TB-SNV',
  });
  expect(await ok(planner.get(`/api/papers/${directive}/reach`))).toMatchObject({
    units: 1,
    items: 0,
    number: '01/TH-SNV-CCHC',
  });
});

test('a paper is printed for the eye, as it stands or as it was put forward; nobody outside sees it', async () => {
  for (const id of [conclusion, directive]) {
    const proof = await planner.get(`/api/papers/${id}/proof`);
    expect(proof.status).toBe(200);
    expect(proof.headers.get('content-type')).toContain('application/pdf');
    expect(proof.text.startsWith('%PDF-')).toBe(true);
  }
  const unit = await office.as('unit-contact', `unit:${vanHoa}`);
  expect((await unit.get(`/api/papers/${conclusion}/proof`)).status).toBe(403);
  expect((await unit.get(`/api/papers/${conclusion}/reach`)).status).toBe(403);
  // a proof is no decision: the paper stands where it stood
  expect((await ok(planner.get(`/api/papers/${conclusion}`))).state).toBe('submitted');
});

test('a signed file keeps its Vietnamese name', async () => {
  const form = new FormData();
  form.set('number', '1770/UBND-KSTT');
  form.set('on', '2026-10-15');
  form.set('signer', 'Nguyễn Văn An');
  form.set(
    'draft',
    JSON.stringify({
      kind: 'directive',
      issuer: 'parent',
      subject: 'đôn đốc',
      named: [vanHoa],
      requirements: [
        {
          id: 'yc-1',
          text: 'Rà soát quy chế.',
          area: 'mot-cua',
          concerns: { all: true },
          due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
        },
      ],
    }),
  );
  form.set('file', new Blob(['%PDF-1.7 bản ký'], { type: 'application/pdf' }), 'Công văn “1770”.pdf');
  const { paper } = await ok(planner.post(`/api/campaigns/${campaign}/papers/enter`, form));
  const file = await planner.get(`/api/papers/${paper.id}/file`);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toBe(
    `inline; filename="Cong van 1770.pdf"; filename*=UTF-8''${encodeURIComponent('Công văn “1770”.pdf')}`,
  );
  expect(await listed(planner, 'q=1770/ubnd')).toEqual([paper.id]);
});
