import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft, DirectiveDraft, FrozenPaper } from '../../domain/draft.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { begin, newRemediation, remediationId } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { UnitId } from '../../domain/role.ts';
import { twinned } from '../../domain/verification.ts';
import type { Caller } from '../support/api.ts';
import {
  conclusionPaper,
  deskDay,
  deskNow,
  deskPlan,
  deskRemediation,
  formOf,
  hidden,
  itemOf,
  openDesk,
  png,
  round,
  wordsOf,
} from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';
import { aRequirement, aSetting, calendar } from '../support/round.ts';

jest.setTimeout(120_000);

const setting = aSetting({ clock: { kind: 'stepped', now: deskDay } });
const second = `paper:${round}:conclusion:2`;
const third = `paper:${round}:conclusion:3`;
const directive = `paper:${round}:directive:1`;
const issued: Day = '2026-03-04';

/** Asked of Sở Y tế: a target of n/N with a partner, a prohibition, and a line that makes no item. */
const asking: ConclusionDraft = {
  kind: 'conclusion',
  serves: ['so-y-te', 'hai-quan'],
  strengths: [],
  findings: [],
  requirements: [
    aRequirement({
      id: 'yc-1',
      text: 'Giải quyết dứt điểm 747 hồ sơ trễ hạn',
      area: 'mot-cua',
      concerns: { units: ['so-y-te'] },
      target: { of: 'hồ sơ trễ hạn', percent: 95 },
      cooperates: ['so-xay-dung'],
    }),
    aRequirement({
      id: 'yc-2',
      text: 'Không yêu cầu nộp thêm giấy tờ ngoài quy định',
      area: 'thu-tuc',
      mode: 'prohibit',
      concerns: { units: ['so-y-te'] },
      due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
    }),
    aRequirement({ id: 'yc-3', text: 'Nghiên cứu mở rộng hình thức tiếp nhận tại nhà', untracked: 'khuyến nghị' }),
    aRequirement({ id: 'yc-4', text: 'Không để quá tải tại quầy', mode: 'prohibit', untracked: 'rút kinh nghiệm' }),
  ],
  proposals: [],
};
/** Asked each month until a day. */
const monthly: ConclusionDraft = {
  kind: 'conclusion',
  serves: ['so-y-te'],
  strengths: [],
  findings: [],
  requirements: [
    aRequirement({
      id: 'yc-1',
      text: 'Không tiếp nhận hồ sơ ngoài Hệ thống thông tin',
      mode: 'prohibit',
      due: { kind: 'recurring', every: 'month', until: '2026-04-15' },
    }),
  ],
  proposals: [],
};
/** Says again what conclusion 1 asks of Sở Xây dựng in its third line. */
const again: DirectiveDraft = {
  kind: 'directive',
  issuer: 'office',
  subject: 'chấn chỉnh công tác cải cách hành chính',
  leadIn: [],
  groups: [],
  named: ['so-xay-dung'],
  serves: ['so-xay-dung'],
  strengths: [],
  findings: [],
  requirements: [
    aRequirement({
      id: 'nv-1',
      text: 'Phân công rõ người phụ trách từng mục',
      meetsWith: { paper: conclusionPaper, requirement: 'yc-3' },
    }),
  ],
};

let desk: Desk;
let secretary: Caller;
let lead: Caller;
let head: Caller;
let deputy: Caller;
let planner: Caller;
let clinic: Caller;

const clinicItem = (n: number): string => `${round}:conclusion:2:so-y-te:${n}`;
const at = (id: string, verb = ''): string => `/api/items/${id}${verb}`;
const recordOf = async (paper: string, unit: UnitId) =>
  (await desk.store.matters.get<Remediation>(remediationId(paper, unit)))!;

async function issue(id: string, kind: Paper['kind'], draft: ConclusionDraft | DirectiveDraft): Promise<void> {
  const { store } = desk;
  const body = { draft, document: {} } as unknown as FrozenPaper;
  const frozen = await store.snapshots.freeze({
    id: `noi-dung/${id}`,
    kind: 'paper',
    matter: id,
    body,
    by: 'p-chuyen-vien',
    at: deskNow,
  });
  const paper: Paper = {
    ...newPaper(setting, id, kind, { campaign: round, team: 'doan-1' }, issued),
    state: 'issued',
    content: { snapshot: frozen.id, sha256: frozen.sha256 },
    issued: { on: issued, file: 'khong', pages: 1 },
    closed: issued,
  };
  await store.matters.born(paper);
}

const begun = (paper: string, draft: ConclusionDraft | DirectiveDraft, unit: UnitId): Remediation => {
  const wanted = wantedItems(calendar, paper, draft.requirements, draft.serves, unit, issued);
  const place = { campaign: round, unit, team: 'doan-1' };
  return begin.next(newRemediation(setting, place, paper, issued, wanted, false), {}, issued).state;
};

const upload = async (who: Caller, item: string, name = 'a.png', more = ''): Promise<string> => {
  const bytes = Buffer.concat([png, Buffer.from(more)]);
  const answer = await who.post('/api/files', formOf({ item }, [{ field: 'files', name, bytes }]));
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([201, expect.any(String)]);
  return answer.body.items[0].id;
};

beforeAll(async () => {
  desk = await openDesk();
  const { store } = desk;
  await issue(second, 'conclusion', asking);
  await issue(directive, 'directive', again);
  await store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  await store.matters.born(begun(second, asking, 'so-y-te'));
  const later = begun(directive, again, 'so-xay-dung');
  await store.matters.born(later);
  const first = await recordOf(conclusionPaper, 'so-xay-dung');
  const told = { requirement: 'yc-3', remediation: later.id, item: 1 };
  await store.matters.model.updateOne({ _id: first.id }, { $set: { state: twinned.next(first, told, deskDay).state } });
  secretary = await desk.office.as('secretary', 'team:doan-1');
  lead = await desk.office.as('lead', 'team:doan-1');
  planner = await desk.office.as('planner');
  head = await desk.api.as('division-head');
  deputy = await desk.api.as('deputy-director');
  clinic = await desk.api.as('unit-contact', 'unit:so-y-te', 'p-y-te');
});
afterAll(() => desk.stop());

describe('a target of n/N', () => {
  let evidence: string;
  test('is shown with what is counted and who takes part', async () => {
    evidence = await upload(clinic, clinicItem(1));
    const { body } = await clinic.get(at(clinicItem(1)));
    expect(body).toMatchObject({
      requirement: {
        target: { of: 'hồ sơ trễ hạn', percent: 95 },
        cooperates: [{ id: 'so-xay-dung', name: 'Sở Xây dựng' }],
      },
      waiting: ['unit-contact'],
      lateBy: { unit: 0, office: 0 },
      extensions: [],
    });
  });

  test('is reported with its figures, found met in part, and the remainder is due on a new day', async () => {
    const send = (achieved?: object) =>
      clinic.post(at(clinicItem(1), '/reports'), {
        text: 'Đã giải quyết một phần.',
        evidence: [evidence],
        ...(achieved ? { achieved } : {}),
      });
    expect((await send()).body).toMatchObject({ type: '/problems/target-figures-missing', status: 422 });
    expect((await send({ done: 748, total: 747 })).body).toMatchObject({ type: '/problems/target-figures-wrong' });
    const sent = await send({ done: 600, total: 747 });
    expect(sent.body).toMatchObject({
      state: 'reported',
      achieved: { done: 600, total: 747 },
      reports: [{ achieved: { done: 600, total: 747 } }],
      waiting: ['secretary'],
    });
    const judge = (body: object) => secretary.post(at(clinicItem(1), '/verify'), { report: sent.body.report, ...body });
    expect((await judge({ verdict: 'met' })).body).toMatchObject({
      type: '/problems/target-not-reached',
      detail: expect.stringContaining('600'),
    });
    expect((await judge({ verdict: 'partly' })).body).toMatchObject({ errors: [{ at: 'remarks' }] });
    expect((await judge({ verdict: 'partly', remarks: 'Còn 147.', until: '2026-03-11' })).body).toMatchObject({
      type: '/problems/due-in-past',
    });
    const partly = await judge({ verdict: 'partly', remarks: 'Còn 147 hồ sơ.', until: '2026-04-15' });
    expect(partly.body).toMatchObject({
      state: 'partly-met',
      due: '2026-04-15',
      reports: [{ verdict: 'partly', until: '2026-04-15', remarks: 'Còn 147 hồ sơ.' }],
    });
  });
});

describe('more time', () => {
  const ask = (body: object, key?: string) =>
    clinic.post(at(clinicItem(1), '/extensions'), body, key === undefined ? {} : { key });

  test('is asked by the unit, once for its key, and the chase waits', async () => {
    expect((await ask({ until: '2026-04-15', reason: 'Chờ hồ sơ bổ sung.' })).body).toMatchObject({
      type: '/problems/extension-not-later',
    });
    expect((await ask({ until: '2026-05-15' })).body).toMatchObject({ errors: [{ at: 'reason' }] });
    const body = { until: '2026-05-15', reason: 'Chờ công dân bổ sung giấy tờ.' };
    const [one, two] = await Promise.all([ask(body, 'gh-1'), ask(body, 'gh-1')]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body).toMatchObject({
      waiting: ['deputy-director'],
      extensions: [{ n: 1, until: '2026-05-15', asked: deskDay, reason: 'Chờ công dân bổ sung giấy tờ.' }],
    });
    expect((await clinic.get(at(clinicItem(1)))).body.extensions).toHaveLength(1);
    expect((await ask({ ...body, reason: 'Lý do khác.' })).body).toMatchObject({
      type: '/problems/extension-already-asked',
      status: 409,
    });
    const { ahead } = (await secretary.get(at(clinicItem(1), '/clock'))).body;
    expect(ahead.every(({ role }: { role: string }) => !role.startsWith('unit'))).toBe(true);
    const waiting = await planner.get(`/api/items?campaign=${round}&waiting=deputy-director`);
    expect(waiting.body.items.map(({ id }: { id: string }) => id)).toEqual([clinicItem(1)]);
  });

  test('is decided by a leader only, to another day, and the letters to come follow it', async () => {
    const decide = (who: Caller, body: object) => who.post(at(clinicItem(1), '/extensions/decision'), body);
    expect((await decide(lead, { granted: true, remarks: 'Được.' })).status).toBe(403);
    expect((await decide(deputy, { granted: false, until: '2026-05-04', remarks: 'Không.' })).body).toMatchObject({
      errors: [{ at: 'until' }],
    });
    expect((await decide(deputy, { granted: true, until: '2026-04-10', remarks: 'Được.' })).body).toMatchObject({
      type: '/problems/extension-not-later',
    });
    const granted = await decide(deputy, { granted: true, until: '2026-05-04', remarks: 'Đồng ý đến 04/5.' });
    expect(granted.body).toMatchObject({
      due: '2026-05-04',
      waiting: ['unit-contact'],
      extensions: [{ decided: { granted: true, until: '2026-05-04', remarks: 'Đồng ý đến 04/5.' } }],
    });
    const clock = (await secretary.get(at(clinicItem(1), '/clock'))).body;
    expect(clock.ahead[0].day).toBe('2026-04-22'); // five working days before, over 27/4, 30/4 and 1/5
    const moved = clock.duties.find(({ moves }: { moves: unknown[] }) => moves.length > 0);
    expect(moved.moves).toMatchObject([{ from: '2026-04-15', to: '2026-05-04', why: 'extension' }]);
    expect((await decide(deputy, { granted: true, remarks: 'Lại.' })).body).toMatchObject({
      type: '/problems/extension-not-asked',
    });
  });
});

describe('rest, and on', () => {
  test('is decided by the lead with a reason that everybody reads', async () => {
    const change = (verb: string, who = lead) =>
      who.post(at(clinicItem(1), `/${verb}`), { reason: 'Chờ thanh tra tỉnh.' });
    expect((await change('suspend', secretary)).status).toBe(403);
    const rests = await change('suspend');
    expect(rests.body).toMatchObject({
      state: 'suspended',
      waiting: [],
      suspended: { on: deskDay, reason: 'Chờ thanh tra tỉnh.' },
    });
    expect((await secretary.get(at(clinicItem(1), '/clock'))).body.ahead).toEqual([]);
    expect((await change('resume')).body).toMatchObject({ state: 'partly-met', due: '2026-05-04' });
    expect((await change('resume')).body).toMatchObject({ type: '/problems/item-not-ready' });
  });
});

describe('a prohibition', () => {
  test('is confirmed with a file for each incident, and the office deals with them', async () => {
    const one = await upload(clinic, clinicItem(2), 'vu-1.png', '1');
    const two = await upload(clinic, clinicItem(2), 'vu-2.png', '2');
    const confirm = (incidents: number, evidence: string[]) =>
      clinic.post(at(clinicItem(2), '/confirm'), { text: 'Hai vụ.', period: '2026-03-31', incidents, evidence });
    expect((await confirm(2, [one])).body).toMatchObject({ type: '/problems/incidents-without-file' });
    // the same file twice is one file
    expect((await confirm(2, [one, one])).body).toMatchObject({ type: '/problems/incidents-without-file' });
    expect((await confirm(-1, [])).body).toMatchObject({ errors: [{ at: 'incidents' }] });
    const named = (incidentFiles: string[][]) =>
      clinic.post(at(clinicItem(2), '/confirm'), {
        text: 'Hai vụ.',
        period: '2026-03-31',
        incidents: 2,
        evidence: [one, two],
        incidentFiles,
      });
    expect((await named([[one]])).body).toMatchObject({ errors: [{ at: 'incidentFiles' }] });
    expect((await named([[one], []])).body).toMatchObject({ type: '/problems/incidents-without-file' });
    expect((await named([[one], [one]])).body).toMatchObject({ errors: [{ at: 'incidentFiles.0' }] });
    expect((await named([[one], ['khac']])).body).toMatchObject({ errors: [{ at: 'incidentFiles.1' }] });
    const confirmed = await named([[two], [one]]);
    expect(confirmed.body).toMatchObject({
      state: 'standing',
      incidents: 2,
      reports: [
        {
          incidents: 2,
          evidence: [
            { id: one, incident: 2 },
            { id: two, incident: 1 },
          ],
        },
      ],
    });
    const frozen = await desk.store.snapshots.get<{ files: object[] }>(confirmed.body.reports[0].id);
    expect(frozen?.body.files).toMatchObject([
      { id: one, incident: 2 },
      { id: two, incident: 1 },
    ]);
    const waits = await planner.get('/api/items?waiting=office&area=thu-tuc');
    expect(waits.body.items.map(({ id }: { id: string }) => id)).toEqual([clinicItem(2)]);
    const dealt = await secretary.post(at(clinicItem(2), '/review-incidents'), { reason: 'Đã nhắc nhở, đã trả lại.' });
    expect([dealt.status, dealt.body.waiting]).toEqual([200, ['unit-contact']]);
    expect((await secretary.post(at(clinicItem(2), '/review-incidents'), { reason: 'Lần nữa.' })).body).toMatchObject({
      type: '/problems/no-incidents-waiting',
    });
  });
});

describe('a prohibition confirmed each month until a day', () => {
  const standing = `${round}:conclusion:3:so-y-te:1`;
  const first = { text: 'Không phát sinh.', period: '2026-03-31', incidents: 0 };

  test('after this month the next waits for its first day, over HTTP and on the page', async () => {
    await issue(third, 'conclusion', monthly);
    await desk.store.matters.born(begun(third, monthly, 'so-y-te'));
    expect((await clinic.post(at(standing, '/confirm'), { ...first, period: '2026-04-15' })).body).toMatchObject({
      type: '/problems/period-not-open',
    });
    const confirmed = await clinic.post(at(standing, '/confirm'), first);
    expect(confirmed.body).toMatchObject({ state: 'standing', due: '2026-04-15' });
    for (const period of ['2026-03-31', '2026-04-15', '2026-04-30'])
      expect((await clinic.post(at(standing, '/confirm'), { ...first, period })).body).toMatchObject({
        type: '/problems/period-not-open',
      });
    const path = `/viec/${standing}`;
    const page = (await (await desk.link('p-y-te')).get(path)).text;
    expect(wordsOf(page)).toContain('Kỳ đến ngày 15/04/2026 xác nhận được từ ngày 01/04/2026, hạn thứ Tư, 15/04/2026.');
    expect(page).not.toContain('<textarea');
    // a form of before is refused and what it says is kept
    const late = await (
      await desk.link('p-y-te')
    ).post(path, formOf({ key: 'thang-sau', period: '2026-04-15', text: 'Kỳ sau.', incidents: '0', act: 'send' }));
    expect(late.status).toBe(409);
    expect((await clinic.get(at(standing))).body).toMatchObject({ state: 'standing', due: '2026-04-15' });
    expect((await recordOf(third, 'so-y-te')).items[0]).toMatchObject({ reports: 1, incidents: 0 });
  });
});

describe('nhập hộ', () => {
  const entry = { origin: 'paper', number: '12/BC-SYT', day: '2026-03-09', signer: 'Phó Giám đốc' };

  test('what came on paper is entered by the office with its file, and stands as the unit’s report', async () => {
    const scan = await upload(secretary, clinicItem(1), 'quet.png', 'quet');
    const enter = (more: object, who = secretary) =>
      who.post(at(clinicItem(1), '/enter'), {
        text: 'Theo Báo cáo số 12.',
        evidence: [scan],
        achieved: { done: 747, total: 747 },
        arrived: '2026-03-10',
        ...entry,
        ...more,
      });
    expect((await enter({}, clinic)).status).toBe(403);
    expect((await enter({ evidence: [] })).body).toMatchObject({ type: '/problems/report-without-evidence' });
    expect((await enter({ arrived: '2026-03-12' })).body).toMatchObject({ type: '/problems/arrived-in-future' });
    expect((await enter({ origin: 'fax' })).body).toMatchObject({ errors: [{ at: 'origin' }] });
    const entered = await enter({});
    expect(entered.status).toBe(201);
    expect(entered.body).toMatchObject({
      state: 'reported',
      reports: [{}, { entry: { ...entry, arrived: '2026-03-10' }, receipt: expect.stringMatching(/^BN-/) }],
    });
    const { items } = await recordOf(second, 'so-y-te');
    expect(items[0]).toMatchObject({ entered: true, reportedOn: '2026-03-10' });
  });
});

describe('several at once', () => {
  test('each has its own outcome, and what is refused holds up no other', async () => {
    const report = (await secretary.get(at(clinicItem(1)))).body.report;
    const list = {
      items: [
        { id: clinicItem(1), report, verdict: 'met' },
        { id: itemOf(2), report: 'khong-co', verdict: 'met' },
        { id: `${round}:conclusion:9:so-y-te:1`, report: 'x', verdict: 'met' },
      ],
    };
    const verify = (body: object, key = 'loat-1') => secretary.post('/api/items/verifications', body, { key });
    const answer = await verify(list);
    expect(answer.body.items).toEqual([
      { id: clinicItem(1), state: 'verified', words: 'đã đạt, chờ đóng' },
      { id: itemOf(2), problem: expect.objectContaining({ type: '/problems/item-not-ready', status: 409 }) },
      { id: `${round}:conclusion:9:so-y-te:1`, problem: expect.objectContaining({ type: '/problems/not-found' }) },
    ]);
    expect((await verify(list)).body.items[0]).toMatchObject({ state: 'verified' });
    expect((await verify({ items: list.items.slice(0, 1) })).body).toMatchObject({ type: '/problems/key-reused' });
    expect((await clinic.post('/api/items/verifications', list)).status).toBe(403);

    const close = (who: Caller) => who.post('/api/items/closings', { items: [clinicItem(1), clinicItem(2)] });
    const closed = await close(lead);
    expect(closed.body.items).toEqual([
      { id: clinicItem(1), state: 'closed', words: 'đã đóng' },
      { id: clinicItem(2), problem: expect.objectContaining({ type: '/problems/item-not-ready' }) },
    ]);
  });

  test('whoever verified several closes none of them', async () => {
    const contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
    const evidence = await upload(contact, itemOf(2));
    const { report } = (await contact.post(at(itemOf(2), '/reports'), { text: 'Đã gửi.', evidence: [evidence] })).body;
    await lead.post('/api/items/verifications', { items: [{ id: itemOf(2), report, verdict: 'met' }] });
    const closing = await lead.post('/api/items/closings', { items: [itemOf(2)] });
    expect(closing.body.items[0].problem).toMatchObject({ type: '/problems/closer-verified' });
    expect((await head.post('/api/items/closings', { items: [itemOf(2)] })).body.items[0].state).toBe('closed');
    // reported a day late by the unit; the office lost no time
    expect((await head.get(at(itemOf(2)))).body.lateBy).toEqual({ unit: 1, office: 0 });
  });
});

describe('a sample to check again', () => {
  test('is drawn from the closed items of the round, the same for the same seed', async () => {
    const draw = (who: Caller, seed = 'quy-1', size = 5) =>
      who.get(`/api/items/sample?campaign=${round}&seed=${seed}&size=${size}`);
    const first = (await draw(planner)).body;
    expect(first).toMatchObject({ seed: 'quy-1', from: 2 });
    for (const row of first.items) {
      expect(row.unitName).toMatch(/^(Sở|Chi cục)/);
      expect([row.paperName, row.text]).toEqual([expect.stringMatching(/^Thông báo/), expect.stringMatching(/\p{L}/u)]);
    }
    expect(first.items.map(({ id }: { id: string }) => id).sort()).toEqual([itemOf(2), clinicItem(1)].sort());
    expect((await draw(lead)).body).toEqual(first);
    expect((await draw(planner, 'quy-1', 1)).body.items).toEqual(first.items.slice(0, 1));
    expect((await draw(await desk.api.token('lead', 'team:doan-khac'))).body).toMatchObject({ from: 0, items: [] });
    expect((await draw(clinic)).status).toBe(403);
  });

  test('what is found undone is opened again, and owed by a new day', async () => {
    const reopen = (who: Caller, body: object) => who.post(at(itemOf(2), '/reopen'), body);
    expect((await reopen(secretary, { reason: 'x' })).status).toBe(403);
    const opened = await reopen(lead, { reason: 'Kiểm tra lại: còn 2 hồ sơ chưa xin lỗi.', until: '2026-04-10' });
    expect(opened.body).toMatchObject({ state: 'returned', due: '2026-04-10', waiting: ['unit-contact'] });
    expect(opened.body).not.toHaveProperty('closedOn');
  });
});

describe('giao thành việc', () => {
  const path = `/api/papers/${round}:conclusion:2/assignments`;
  const line = { requirement: 'yc-3', units: ['so-y-te', 'hai-quan'], due: { kind: 'milestone', day: '2026-06-30' } };

  test('only what is there to be given, to whom it was sent', async () => {
    expect((await secretary.post(path, line)).status).toBe(403);
    expect((await clinic.post(path, line)).status).toBe(403);
    expect((await planner.post(`/api/papers/${round}:conclusion:9/assignments`, line)).status).toBe(404);
    const wrong = async (more: object) => (await planner.post(path, { ...line, ...more })).body.errors?.[0]?.at;
    expect(await wrong({ requirement: 'yc-99' })).toBe('requirement');
    expect(await wrong({ requirement: 'yc-1' })).toBe('requirement');
    expect(await wrong({ units: ['so-y-te', 'so-xay-dung'] })).toBe('units.1');
    expect(await wrong({ due: { kind: 'day', day: deskDay } })).toBe('due');
    // a prohibition is followed by counts of its incidents, period by period
    expect(await wrong({ requirement: 'yc-4' })).toBe('due');
  });

  test('makes an item at each, also where the unit owed nothing by this paper', async () => {
    const given = await planner.post(path, line, { key: 'giao-1' });
    expect(given.body.items).toEqual([
      { unit: 'so-y-te', id: clinicItem(3), state: 'open', words: 'chưa báo cáo' },
      { unit: 'hai-quan', id: `${round}:conclusion:2:hai-quan:1`, state: 'open', words: 'chưa báo cáo' },
    ]);
    expect((await planner.post(path, line, { key: 'giao-1' })).body).toEqual(given.body);
    const other = { ...line, due: { kind: 'milestone', day: '2026-07-31' } };
    expect((await planner.post(path, other, { key: 'giao-1' })).body).toMatchObject({ type: '/problems/key-reused' });
    // given again by another command it would keep its former day: that is said
    expect((await planner.post(path, { ...other, units: ['so-y-te'] })).body).toMatchObject({
      errors: [{ at: 'units.0', sentence: expect.stringContaining('Sở Y tế đã được giao nội dung này') }],
    });
    const item = (await planner.get(at(clinicItem(3)))).body;
    expect(item).toMatchObject({ followUpOn: '2026-06-30', late: false, why: expect.stringContaining('mốc theo dõi') });
    expect((await recordOf(second, 'hai-quan')).vertical).toBe(true);
    const late = await planner.get('/api/items?late=true');
    expect(late.body.items.map(({ id }: { id: string }) => id)).not.toContain(clinicItem(3));
  });
});

describe('đã có tại văn bản trước', () => {
  const later = `${round}:directive:1:so-xay-dung:1`;

  test('the later item leads to the one report that meets both', async () => {
    expect((await planner.get(at(later))).body).toMatchObject({
      state: 'elsewhere',
      waiting: [],
      meetsWith: { id: itemOf(3), paper: expect.stringContaining('05/TB-SNV') },
    });
    expect((await planner.get(at(itemOf(3)))).body.twins).toEqual([later]);
    const link = await desk.link('p-xd');
    const page = await link.get(`/viec/${later}`);
    expect(wordsOf(page.text)).toContain('Một báo cáo đáp ứng cả hai');
    expect(page.text).toContain(`/viec/${itemOf(3)}"`);
    expect(page.text).not.toContain('<textarea');
    expect(wordsOf((await link.get(`/viec/${itemOf(3)}`)).text)).toContain('đáp ứng cả 1 nội dung cùng yêu cầu');
  });
});

describe('the unit’s page', () => {
  let link: Visiting;
  const place = `/viec/${clinicItem(1)}`;
  beforeAll(async () => {
    link = await desk.link('p-y-te');
    await head.post(at(clinicItem(1), '/reopen'), { reason: 'Lấy mẫu: 40 hồ sơ chưa trả.', until: '2026-04-20' });
  });

  test('says why it is open again', async () => {
    const why = 'Lấy mẫu: 40 hồ sơ chưa trả.';
    expect((await lead.get(at(clinicItem(1)))).body.reopened).toEqual({ on: deskDay, reason: why });
    expect(wordsOf((await link.get(place)).text)).toContain(
      `Mở lại ngày 11/03/2026. Đề nghị đơn vị báo cáo lại. ${why}`,
    );
  });

  test('names who takes part, what is counted, and what was decided before', async () => {
    const words = wordsOf((await link.get(place)).text);
    expect(words).toContain('Chỉ tiêu 95% hồ sơ trễ hạn');
    expect(words).toContain('Cơ quan phối hợp Sở Xây dựng');
    expect(words).toContain('Đã làm được 600/747');
    expect(words).toContain('Đạt một phần');
    expect(words).toContain('phần còn lại hạn 15/04/2026');
    expect(words).toContain(
      'Cơ quan nhập hộ từ văn bản giấy số 12/BC-SYT ngày 09/03/2026, Phó Giám đốc ký, đến ngày 10/03/2026',
    );
    expect(words).toContain('đồng ý đến 04/05/2026');
  });

  test('keeps figures as typed, says at the field what is wrong with them', async () => {
    const evidence = await upload(clinic, clinicItem(1));
    const page = (await link.get(place)).text;
    const fields = {
      key: hidden(page, 'key'),
      base: hidden(page, 'base'),
      was: hidden(page, 'was'),
      text: 'Đã trả đủ.',
    };
    const saved = await link.post(place, formOf({ ...fields, done: '1.2x', total: '747', act: 'save' }));
    expect(saved.status).toBe(303);
    const kept = (await link.get(place)).text;
    expect(kept).toContain('name="done" value="1.2x"');
    const wrong = await link.post(place, formOf({ ...fields, base: '1', done: '1.2x', total: '747', act: 'send' }));
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.text)).toContain('Đã làm được: “1.2x”');
    const missing = await link.post(
      place,
      formOf({ ...fields, base: '2', kept: evidence, done: '', total: '747', act: 'send' }),
    );
    expect(missing.status).toBe(422);
    expect(wordsOf(missing.text)).toContain('có chỉ tiêu phải đạt');
  });

  test('asks for more time on a page of its own, with what was typed kept', async () => {
    const page = (await link.get(place)).text;
    expect(page).toContain('value="extend"');
    const fields = {
      key: hidden(page, 'key'),
      base: hidden(page, 'base'),
      was: hidden(page, 'was'),
      text: 'Mới làm 700.',
    };
    const turned = await link.post(place, formOf({ ...fields, done: '700', total: '747', act: 'extend' }));
    expect([turned.status, turned.headers.get('location')?.endsWith('/gia-han')]).toEqual([303, true]);
    expect((await desk.store.itemReports.get(clinicItem(1))).draft).toMatchObject({ text: 'Mới làm 700.' });
    const form = (await link.get(`${place}/gia-han`)).text;
    const send = (until: string, reason: string) =>
      link.post(`${place}/gia-han`, { key: hidden(form, 'key'), until, reason });
    const unread = await send('hôm qua', 'Chờ công dân.');
    expect(unread.status).toBe(422);
    expect(wordsOf(unread.text)).toContain('Ngày “hôm qua” không đọc được');
    expect(unread.text).toContain('Chờ công dân.');
    expect(wordsOf((await send('15/05/2026', '  ')).text)).toContain('Hãy ghi lý do xin gia hạn.');
    expect(wordsOf((await send('20/4/2026', 'Chờ công dân.')).text)).toContain('phải sau hạn hiện nay (20/04/2026)');
    const asked = await send('15/5/2026', 'Chờ công dân bổ sung.');
    expect(asked.status).toBe(303);
    expect((await send('15/5/2026', 'Chờ công dân bổ sung.')).status).toBe(303);
    // from a page that was open all the while: said, and what was typed is there to be copied
    const second = await send('20/5/2026', 'Còn hai hồ sơ ở xa.');
    expect(second.status).toBe(409);
    expect(wordsOf(second.text)).toMatch(/Chưa nhận đề nghị này: .* Lý do bạn vừa ghi: Còn hai hồ sơ ở xa\./);
    const words = wordsOf((await link.get(place)).text);
    expect(words).toContain('Đơn vị đã xin gia hạn đến thứ Sáu, 15/05/2026');
    expect((await link.get(`${place}/gia-han`)).status).toBe(303);
    expect(wordsOf((await link.get()).text)).toContain('đang chờ trả lời về gia hạn');
  });

  test('shows the answer, and that follow-up rests', async () => {
    await deputy.post(at(clinicItem(1), '/extensions/decision'), { granted: false, remarks: 'Không đủ lý do.' });
    expect(wordsOf((await link.get(place)).text)).toContain('Không gia hạn. Không đủ lý do.');
    await lead.post(at(clinicItem(1), '/suspend'), { reason: 'Chờ sắp xếp bộ máy.' });
    const page = (await link.get(place)).text;
    expect(wordsOf(page)).toContain('Tạm dừng theo dõi từ ngày 11/03/2026.');
    expect(wordsOf(page)).toContain('Chờ sắp xếp bộ máy.');
    expect(page).not.toContain('<textarea');
    expect(wordsOf((await link.get()).text)).toContain('tạm dừng theo dõi');
  });

  test('is not another unit’s', async () => {
    const stranger = await desk.link('p-xd');
    for (const path of [place, `${place}/gia-han`]) expect((await stranger.get(path)).status).toBe(404);
    const sent = await stranger.post(`${place}/gia-han`, { key: 'x'.repeat(36), until: '15/5/2026', reason: 'x' });
    expect(sent.status).toBe(404);
  });
});

describe('the close of a round', () => {
  const over = 'dot-da-xong';
  const owed: Remediation = {
    ...begun(second, asking, 'so-y-te'),
    id: `remediation:${over}:conclusion:1:so-y-te`,
    place: { campaign: over, unit: 'so-y-te' },
  };
  const close = (body: object, key?: string) =>
    planner.post(`/api/campaigns/${over}/close`, body, key === undefined ? {} : { key });

  beforeAll(async () => {
    const { store } = desk;
    await store.clocks.start(over, deskDay);
    await store.plans.create({ ...deskPlan, campaign: over }, { by: 'p-chuyen-vien', at: deskNow });
    await store.matters.born({
      ...newCampaign(setting, over, '2026-01-05'),
      state: 'inspection-ended',
      inspectionEnded: '2026-03-02',
      countOn: '2026-03-12',
    } as never);
    await store.matters.born(owed);
    await store.matters.born(newPaper(setting, `paper:${over}:conclusion:1`, 'conclusion', { campaign: over }, issued));
  });

  test('is refused while papers are open, and while what is left has no name', async () => {
    expect((await secretary.post(`/api/campaigns/${over}/close`, {})).status).toBe(403);
    expect((await close({ carryTo: 'theo-doi-2027' })).body).toMatchObject({
      type: '/problems/papers-still-open',
      status: 409,
    });
    await desk.store.matters.model.updateOne({ _id: `paper:${over}:conclusion:1` }, { $set: { open: false } });
    expect((await close({})).body).toMatchObject({
      type: '/problems/carried-to-nowhere',
      detail: expect.stringContaining('của 1 đơn vị'),
    });
    expect((await close({ carryTo: 'Theo dõi 2027!' })).body).toMatchObject({ errors: [{ at: 'carryTo' }] });
  });

  test('carries the rest on by name, chased as before', async () => {
    const answer = await close({ carryTo: 'theo-doi-2027' }, 'dong-1');
    expect(answer.body).toMatchObject({
      state: 'closed',
      record: { carried: { to: 'theo-doi-2027', matters: 1 } },
    });
    const until = Date.now() + 60_000;
    const carried = async () => (await planner.get('/api/items?carriedTo=theo-doi-2027')).body.items;
    while ((await carried()).length === 0 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await carried()).toMatchObject([
      { campaign: over, unit: 'so-y-te', carriedTo: 'theo-doi-2027', state: 'open' },
      { state: 'standing' },
    ]);
    const record = (await desk.store.matters.get<Remediation>(owed.id))!;
    expect([record.closed, record.carried]).toEqual([undefined, { to: 'theo-doi-2027', on: deskDay, items: [1, 2] }]);
    expect(await desk.store.matters.countOpen(over, ['remediation'])).toBe(0);
    expect((await close({ carryTo: 'theo-doi-2027' }, 'dong-1')).body).toMatchObject({ state: 'closed' });
    expect((await close({ carryTo: 'theo-doi-2028' }, 'dong-1')).body).toMatchObject({ type: '/problems/key-reused' });
    expect((await close({ carryTo: 'theo-doi-2027' })).body).toMatchObject({ type: '/problems/campaign-not-ready' });
    expect((await desk.store.matters.get(campaignMatterId(over)))?.closed).toBe(deskDay);
  });

  test('what is opened again after the close joins the leftovers; what is closed is none of them', async () => {
    const before = begun(second, asking, 'so-y-te');
    const over2: Remediation = {
      ...before,
      id: `remediation:${over}:conclusion:2:so-y-te`,
      place: { campaign: over, unit: 'so-y-te' },
      items: before.items.map((item) => ({ ...item, state: 'closed' as const, closedOn: issued })),
      duties: before.duties.map((duty) => ({ ...duty, ended: { how: 'met' as const, on: issued } })),
      closed: issued,
    };
    await desk.store.matters.born(over2);
    const path = at(`${over}:conclusion:2:so-y-te:1`);
    const again = () => head.post(`${path}/reopen`, { reason: 'Kiểm tra lại thấy chưa làm.' }, { key: 'mo-lai' });
    expect((await again()).body).toMatchObject({ state: 'returned', carriedTo: 'theo-doi-2027' });
    expect((await again()).status).toBe(200);
    const { items } = (await planner.get('/api/items?carriedTo=theo-doi-2027')).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([
      `${over}:conclusion:1:so-y-te:1`,
      `${over}:conclusion:1:so-y-te:2`,
      `${over}:conclusion:2:so-y-te:1`,
    ]);
    expect((await planner.get(at(`${over}:conclusion:2:so-y-te:2`))).body).not.toHaveProperty('carriedTo');
  });
});

test('every act stands in the audit, unbroken', async () => {
  for (const matter of [deskRemediation, remediationId(second, 'so-y-te'), remediationId(second, 'hai-quan')])
    expect(await desk.store.audit.verify(matter)).toBeUndefined();
});
