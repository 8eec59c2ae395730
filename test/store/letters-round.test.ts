import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { approve, newCampaign, submit } from '../../domain/campaign.ts';
import { caughtUp } from '../../domain/chase.ts';
import { cancel, concluded } from '../../domain/conclusion.ts';
import type { Day } from '../../domain/day.ts';
import type { DirectiveDraft, PaperEntry } from '../../domain/draft.ts';
import type { Line } from '../../domain/duty.ts';
import { askComments, askExplanation, commentDraft, explain } from '../../domain/explanation.ts';
import { decideExtension, requestExtension, resume, suspend } from '../../domain/extension.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection, PlannedInspection } from '../../domain/inspection.ts';
import { confirmPeriod, report, reviewIncidents } from '../../domain/item-report.ts';
import type { Matter, Step } from '../../domain/matter.ts';
import { noticed, opened } from '../../domain/notice.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { answer, newProposal, proposalId, raise, route } from '../../domain/proposal.ts';
import { assignItem, begin, newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import { submitSelfReport } from '../../domain/self-report.ts';
import { reopen, verify } from '../../domain/verification.ts';
import {
  askAnotherDay,
  decideAnotherDay,
  dropVisit,
  hold,
  moveVisit,
  postponeVisit,
  signMinutes,
} from '../../domain/visit.ts';
import { freezeText, lettersOf as lettersFrom, plan, setOffice } from '../support/letters-office.ts';
import { campaign, openLettersWorld, paperId, remediationOf } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { aRequirement, aSetting, calendar } from '../support/round.ts';

jest.setTimeout(30_000);

const setting = aSetting({ clock: { kind: 'real' } });

let world: LettersWorld;
beforeAll(async () => {
  world = await openLettersWorld('smtp://127.0.0.1:1');
});
beforeEach(async () => {
  await world.settle();
  await setOffice(world);
  const submitted = submit.next(
    newCampaign(setting, campaign, '2026-01-12'),
    { plan: { snapshot: 'plan:k1', sha256: 'x', units: 2, firstVisit: '2026-03-12', lastVisit: '2026-03-12' } },
    '2026-01-12',
  ).state;
  await world.save({ ...approve.next(submitted, { by: 'gd' }, '2026-01-14'), lines: [] });
});
afterAll(() => world?.close());

const lettersOf = (step: Step<Matter>, day: Day, remembered: Line[] = []) => lettersFrom(world, step, day, remembered);
const frozen = (id: string, body: unknown) => freezeText(world, id, body);

const inspectionOf = (more: Partial<PlannedInspection> = {}): Inspection =>
  newInspection(
    setting,
    {
      place: { campaign, team: 'doan-1', unit: 'so-xay-dung' },
      method: 'on-site',
      visits: plan.units[0]!.visits,
      vertical: false,
      ...more,
    },
    '2026-02-01',
  );
const told = (state = inspectionOf()): Inspection =>
  noticed.next(state, { paper: paperId, on: '2026-02-05' }, '2026-02-05').state;
const remediation = async () => (await world.store.matters.get<Remediation>(remediationOf('so-xay-dung')))!;
/** Of the morning after: what was answered the day before is told now. */
const nextMorning = (step: Step<Matter>, day: Day, lines = step.lines) => lettersOf({ ...step, lines: [] }, day, lines);

const hostile = '<script>alert(1)</script> Bcc: x@y\r\nSubject: z 🚀 \u202eABC\u202c {{link}} & "q"';

/** What people wrote came out as text: no markup, no second line in a subject, no link but the letter's own. */
function expectText({ subject, text, html }: { subject: string; text: string; html: string }): void {
  expect(subject).not.toMatch(/[\r\n\u202a-\u202e]/);
  expect(html).not.toMatch(/<script|[\u202a-\u202e]/);
  expect(text).not.toMatch(/[\u202a-\u202e]/);
  expect(text.split('{{link}}').length).toBeLessThanOrEqual(2);
  expect(html.split('{{link}}').length).toBeLessThanOrEqual(2);
}

describe('a visit', () => {
  test('moved, told with the old day and the new one, its place, hour and reason; the report is due anew', async () => {
    await frozen('remarks:doi', {
      startsAt: '14:30',
      at: 'Hội trường tầng 2',
      reason: 'Trùng kỳ họp Hội đồng nhân dân.',
    });
    const step = moveVisit.next(
      told(),
      { visit: 1, day: '2026-03-17', session: 'afternoon', change: 'remarks:doi' },
      '2026-03-02',
    );
    const letters = await lettersOf(step, '2026-03-02');
    expect([...letters.keys()].sort()).toEqual(['dung', 'giam-doc', 'hoa', 'khoi']);
    expect(letters.get('hoa')!.subject).toBe('Đổi lịch kiểm tra: sáng 12/03/2026 → chiều 17/03/2026, Sở Xây dựng');
    expect(letters.get('hoa')!.text).toContain(
      'Lịch cũ: sáng 12/03/2026\nLịch mới: 14:30, chiều thứ Ba 17/03/2026\nHội trường tầng 2',
    );
    expect(letters.get('hoa')!.text).toContain('Lý do: Trùng kỳ họp Hội đồng nhân dân.');
    expect(letters.get('hoa')!.text).toContain('Báo cáo tự kiểm tra: chậm nhất 10/03/2026');
    expect(letters.get('khoi')!.link).toBe('office');
    expect(letters.get('khoi')!.calendars).toEqual([
      expect.objectContaining({ method: 'REQUEST', entries: [expect.objectContaining({ sequence: 1 })] }),
    ]);
  });

  test('moved twice before the letter left is one letter: from where it was to where it is', async () => {
    await frozen('remarks:1', { reason: 'Lần một.' });
    await frozen('remarks:2', { reason: 'Lần hai.' });
    const first = moveVisit.next(
      told(),
      { visit: 1, day: '2026-03-17', session: 'morning', change: 'remarks:1' },
      '2026-03-02',
    );
    const second = moveVisit.next(
      first.state,
      { visit: 1, day: '2026-03-19', session: 'morning', change: 'remarks:2' },
      '2026-03-02',
    );
    const letters = await lettersOf(second, '2026-03-02', first.lines);
    expect(letters.size).toBe(4);
    expect(letters.get('hoa')!.subject).toBe('Đổi lịch kiểm tra: sáng 12/03/2026 → sáng 19/03/2026, Sở Xây dựng');
    expect(letters.get('hoa')!.text).toContain('Lần hai.');
    expect(letters.get('hoa')!.text).not.toContain('Lần một.');
    expect(letters.get('hoa')!.calendars[0]!.entries[0]!.sequence).toBe(2);
  });

  test('put off without a day, and cancelled: out of the calendar', async () => {
    await frozen('remarks:hoan', { reason: 'Bão số 3.' });
    const off = postponeVisit.next(told(), { visit: 1, change: 'remarks:hoan' }, '2026-03-02');
    const postponed = await lettersOf(off, '2026-03-02');
    expect(postponed.get('hoa')!.subject).toBe('Hoãn buổi kiểm tra: Sở Xây dựng, sáng 12/03/2026');
    expect(postponed.get('hoa')!.text).toContain('Bão số 3.');
    expect(postponed.get('hoa')!.text).not.toContain('Báo cáo tự kiểm tra: chậm nhất');
    expect(postponed.get('hoa')!.calendars).toEqual([expect.objectContaining({ method: 'CANCEL' })]);

    await frozen('remarks:huy', { text: 'Đơn vị đã sáp nhập.' });
    const gone = cancel.next(told(), { reason: 'remarks:huy' }, '2026-03-03');
    const cancelled = await lettersOf(gone, '2026-03-03');
    expect(cancelled.get('giam-doc')!.subject).toBe('Hủy kiểm tra: Sở Xây dựng, sáng 12/03/2026');
    expect(cancelled.get('giam-doc')!.text).toContain('Đơn vị đã sáp nhập.');
    expect(cancelled.get('giam-doc')!.calendars[0]!.method).toBe('CANCEL');
  });

  test('one of several dropped: it leaves the calendar, the others stand', async () => {
    await frozen('remarks:bo', { text: 'Đã xem hồ sơ ở buổi đầu.', startsAt: '13:30' });
    const two = told(
      inspectionOf({
        visits: [1, 2].map((n) => ({ n, day: '2026-03-12', session: n === 1 ? 'morning' : 'afternoon' })),
      }),
    );
    const dropped = dropVisit.next(two, { visit: 2, change: 'remarks:bo' }, '2026-03-03');
    const letter = (await lettersOf(dropped, '2026-03-03')).get('hoa')!;
    expect(letter.subject).toBe('Bỏ buổi kiểm tra: Sở Xây dựng, chiều 12/03/2026');
    expect(letter.text).toContain('Các buổi khác giữ nguyên lịch đã báo.');
    expect(letter.text).toContain('Đã xem hồ sơ ở buổi đầu.');
    expect(letter.calendars).toEqual([
      expect.objectContaining({ method: 'CANCEL', entries: [expect.objectContaining({ sequence: 1 })] }),
    ]);
  });

  test.each([
    ['desk', 'Hủy kiểm tra qua báo cáo: Sở Xây dựng'],
    ['reporting', 'Thôi đề nghị báo cáo: Sở Xây dựng'],
  ] as const)('without a visit, %s, the unit hears that nothing is asked of it any more', async (method, subject) => {
    await frozen('remarks:thoi', { text: 'Đơn vị đã sáp nhập.' });
    const asked = told(inspectionOf({ method, visits: [], reportBy: '2026-03-20' }));
    const letters = await lettersOf(cancel.next(asked, { reason: 'remarks:thoi' }, '2026-03-03'), '2026-03-03');
    expect([...letters.keys()].sort()).toEqual(['dung', 'giam-doc', 'hoa', 'khoi']);
    const { text, calendars, ...letter } = letters.get('hoa')!;
    expect([letter.subject, calendars]).toEqual([subject, []]);
    expect(text).toContain('Đơn vị không phải gửi báo cáo này nữa.');
    expect(text).toContain('Lý do: Đơn vị đã sáp nhập.');
  });

  test('several visits cancelled are one letter with a withdrawal each', async () => {
    await frozen('remarks:huy', { text: 'Thôi kiểm tra.' });
    const three = told(
      inspectionOf({
        visits: [1, 2, 3].map((n) => ({ n, day: '2026-03-12', session: n === 1 ? 'morning' : 'afternoon' })),
      }),
    );
    const letters = await lettersOf(cancel.next(three, { reason: 'remarks:huy' }, '2026-03-03'), '2026-03-03');
    expect(letters.get('hoa')!.subject).toBe('Hủy kiểm tra: Sở Xây dựng, 3 buổi');
    expect(letters.get('hoa')!.calendars.map(({ name }) => name)).toEqual([
      'huy-lich-1.ics',
      'huy-lich-2.ics',
      'huy-lich-3.ics',
    ]);
  });

  test('another day asked for is told to the team next morning; kept, the unit hears why', async () => {
    await frozen('remarks:xin', { text: 'Sở tổ chức hội nghị toàn ngành.' });
    const asked = askAnotherDay.next(
      told(),
      { visit: 1, day: '2026-03-13', session: 'morning', reason: 'remarks:xin' },
      '2026-03-02',
    );
    const morning = await nextMorning(asked, '2026-03-03');
    expect([...morning.keys()].sort()).toEqual(['dung', 'khoi']);
    expect(morning.get('khoi')!.subject).toBe(
      'Sở Xây dựng: xin đổi buổi kiểm tra từ sáng 12/03/2026 sang sáng 13/03/2026',
    );
    expect(morning.get('khoi')!.text).toContain('Chờ quyết định');
    expect(morning.get('khoi')!.text).toContain('“Sở tổ chức hội nghị toàn ngành.”\n   Xử lý chậm nhất 04/03/2026.');
    await frozen('remarks:giu', { reason: 'Đoàn đã có lịch ở đơn vị khác.' });
    const kept = await lettersOf(
      decideAnotherDay.next(asked.state, { wish: 1, granted: false, change: 'remarks:giu' }, '2026-03-03'),
      '2026-03-03',
    );
    expect(kept.get('hoa')!.subject).toBe('Giữ nguyên lịch kiểm tra: Sở Xây dựng, sáng 12/03/2026');
    expect(kept.get('hoa')!.text).toContain('Lý do: Đoàn đã có lịch ở đơn vị khác.');
    expect(kept.get('hoa')!.calendars).toEqual([]);
  });

  test('a chair of another department is invited to the visit chaired, and named in the notice', async () => {
    const { store } = world;
    const state = inspectionOf({ visits: [{ n: 1, day: '2026-03-12', session: 'morning', chaired: true }] });
    await store.people.create({ _id: 'vinh', name: 'Đỗ Quang Vinh', mail: 'vinh@hop-thu.example' });
    await store.appointments.create({
      id: 'bn-vinh',
      role: 'chair',
      scope: `visit:${state.id}#1`,
      person: 'vinh',
      from: '2026-01-01',
    });
    const step = noticed.next(state, { paper: paperId, on: '2026-02-05' }, '2026-02-05');
    const unit = await lettersOf(
      { ...step, lines: step.lines.filter(({ letter }) => letter === 'notice') },
      '2026-02-05',
    );
    expect(unit.get('hoa')!.text).toContain('Chủ trì: Đỗ Quang Vinh');
    const moved = moveVisit.next(
      step.state,
      { visit: 1, day: '2026-03-17', session: 'morning', change: 'remarks:none' },
      '2026-03-02',
    );
    const letters = await lettersOf(moved, '2026-03-02');
    expect(letters.get('vinh')).toMatchObject({ link: 'office', calendars: [{ method: 'REQUEST' }] });
  });

  test('a surprise is told when it is held, and asks for nothing', async () => {
    const hidden = inspectionOf({ method: 'surprise' });
    const letters = await lettersOf(hold.next(hidden, { visit: 1, on: '2026-03-12' }, '2026-03-12'), '2026-03-12');
    expect(letters.get('hoa')!.subject).toBe('Kiểm tra đột xuất CCHC 2026: Sở Xây dựng, sáng 12/03/2026');
    expect(letters.get('hoa')!.calendars).toEqual([]);
  });
});

describe('what the unit is asked', () => {
  const held = (): Inspection => {
    const step = hold.next(told(), { visit: 1, on: '2026-03-12' }, '2026-03-12');
    return signMinutes.next(step.state, { visit: 1, minutes: 'minutes:1' }, '2026-03-12').state;
  };

  test('an explanation, point by point, by a day; what it answered is received and told', async () => {
    await frozen('remarks:hoi', { points: ['914 hồ sơ trước hạn chưa nêu lý do.', hostile] });
    const asking = askExplanation.next(held(), { remarks: 'remarks:hoi' }, '2026-03-12');
    const letters = await lettersOf(asking, '2026-03-12');
    expect(letters.get('hoa')!.subject).toBe('Yêu cầu giải trình: Sở Xây dựng, hạn trả lời 19/03/2026');
    expect(letters.get('hoa')!.text).toContain('- 914 hồ sơ trước hạn chưa nêu lý do.');
    expectText(letters.get('hoa')!);
    await frozen('remarks:dap', { text: hostile });
    const said = explain.next(asking.state, { n: 1, explanation: 'remarks:dap', by: 'hoa' }, '2026-03-16');
    const got = await lettersOf(
      { ...said, lines: said.lines.filter(({ letter }) => letter === 'received') },
      '2026-03-16',
    );
    expect(got.get('hoa')!.subject).toMatch(/^Đã nhận giải trình lúc /);
    const morning = await nextMorning(
      said,
      '2026-03-17',
      said.lines.filter(({ letter }) => letter === 'unit-answered'),
    );
    expect(morning.get('dung')!.subject).toBe('Sở Xây dựng: đã giải trình');
    expect(morning.get('dung')!.text).toContain('Yêu cầu: 914 hồ sơ trước hạn chưa nêu lý do.');
    expectText(morning.get('dung')!);
  });

  test('its comments on the draft, and what silence means; the answer of a unit that agrees', async () => {
    const asking = askComments.next(held(), { draft: 'remarks:du-thao' }, '2026-03-19');
    const letters = await lettersOf(asking, '2026-03-19');
    expect(letters.get('giam-doc')!.subject).toBe('Xin ý kiến dự thảo kết luận: Sở Xây dựng, hạn trả lời 24/03/2026');
    expect(letters.get('giam-doc')!.text).toContain('coi như thống nhất');
    const agreed = commentDraft.next(asking.state, { agreed: true, comment: 'remarks:ok', by: 'hoa' }, '2026-03-20');
    const got = await lettersOf(agreed, '2026-03-20', []);
    expect(got.get('hoa')!.subject).toMatch(/^Đã nhận ý kiến thống nhất dự thảo kết luận/);
  });

  test('an explanation nobody gave is reminded in words, with its question, and put to the lead', async () => {
    await frozen('remarks:hoi', { text: '914 hồ sơ trước hạn chưa nêu lý do.' });
    let step: Step<Matter> = askExplanation.next(held(), { remarks: 'remarks:hoi' }, '2026-03-12');
    for (const day of ['2026-03-19', '2026-03-20', '2026-03-23'] as const) step = caughtUp(step.state, day);
    const letters = await lettersOf(step, '2026-03-23');
    expect(letters.get('khoi')!.text).toContain(
      'Sở Xây dựng – Giải trình theo yêu cầu của đoàn kiểm tra: 914 hồ sơ trước hạn chưa nêu lý do.',
    );
    expect(letters.get('khoi')!.text).toContain('Kết luận theo hồ sơ hiện có, hay liên hệ và chờ đơn vị giải trình?');
  });

  test('its report of the period, with the cut-off day; nothing more when the round is over', async () => {
    await frozen('plan:ky', {
      ...plan,
      title: 'Báo cáo cải cách hành chính quý I năm 2026',
      kind: 'reporting',
      reporting: { cutOff: '2026-03-14', due: '2026-03-18' },
    });
    const { state: round } = submit.next(
      newCampaign(setting, 'ky-1', '2026-01-12'),
      { plan: { snapshot: 'plan:ky', sha256: 'x', units: 1, firstVisit: '2026-03-18', lastVisit: '2026-03-18' } },
      '2026-01-12',
    );
    await world.save({ state: round, lines: [], tells: [] });
    const born = inspectionOf({
      place: { campaign: 'ky-1', team: 'doan-1', unit: 'so-xay-dung' },
      method: 'reporting',
      visits: [],
      reportBy: '2026-03-18',
    });
    const step = opened.next(born, {}, '2026-03-04');
    const letters = await lettersOf(step, '2026-03-04');
    expect(letters.get('hoa')!.subject).toBe(
      'Báo cáo cải cách hành chính quý I năm 2026: đề nghị Sở Xây dựng gửi báo cáo, hạn 18/03/2026',
    );
    expect(letters.get('hoa')!.text).toContain('Số liệu chốt đến ngày 14/03/2026.');
    let late: Step<Matter> = step;
    for (const day of ['2026-03-13', '2026-03-17', '2026-03-19'] as const) late = caughtUp(late.state, day);
    const reminded = await lettersOf(late, '2026-03-19');
    expect(reminded.get('hoa')!.subject).toBe('Quá hạn 1 ngày làm việc: báo cáo kỳ của Sở Xây dựng');
    expect(reminded.get('hoa')!.text).toContain('Gửi báo cáo kỳ: {{link}}');
    const over = concluded.next(step.state, { paper: paperId, on: '2026-03-30' }, '2026-03-30');
    expect((await lettersOf(over, '2026-03-30', step.lines)).size).toBe(0);
  });

  test('a desk inspection: the notice names no visit, the report entered for the unit says when it came', async () => {
    const desk = inspectionOf({ method: 'desk', visits: [], reportBy: '2026-03-05' });
    const step = noticed.next(desk, { paper: paperId, on: '2026-02-05' }, '2026-02-05');
    const letters = await lettersOf({ ...step, lines: step.lines.slice(0, 2) }, '2026-02-05');
    expect(letters.get('hoa')!.subject).toBe('Kiểm tra CCHC 2026: Sở Xây dựng, qua báo cáo – đề nghị xác nhận');
    expect(letters.get('hoa')!.text).toContain('qua báo cáo, không đến làm việc tại đơn vị');
    expect(letters.get('hoa')!.calendars).toEqual([]);
    const entered = submitSelfReport.next(
      step.state,
      { submission: 'self-report:giay', by: 'dung', arrived: '2026-03-04' },
      '2026-03-06',
    );
    const got = await lettersOf(entered, '2026-03-06');
    expect(got.get('hoa')!.subject).toBe('Đã nhận báo cáo tự kiểm tra ngày 04/03/2026');
    expect(got.get('hoa')!.text).toContain('chúng tôi nhập giúp ngày 06/03/2026');
  });
});

describe('an item after it was asked for', () => {
  test('an extension is asked, put to the deputy director, granted or not', async () => {
    await frozen('remarks:xin', { reason: hostile });
    const asked = requestExtension.next(
      await remediation(),
      { item: 1, until: '2026-04-15', reason: 'remarks:xin' },
      '2026-03-02',
    );
    const morning = await nextMorning(asked, '2026-03-03');
    expect(morning.get('pho-gd')!.subject).toBe('Sở Xây dựng: xin gia hạn đến 15/04/2026');
    expect(morning.get('pho-gd')!.text).toContain('Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa');
    expectText(morning.get('pho-gd')!);
    await frozen('remarks:duyet', { text: 'Đồng ý.' });
    const granted = await lettersOf(
      decideExtension.next(
        asked.state,
        { item: 1, granted: true, remarks: 'remarks:duyet', by: 'pho-gd' },
        '2026-03-04',
      ),
      '2026-03-04',
    );
    expect(granted.get('hoa')!.subject).toBe('Gia hạn đến 15/04/2026 – Sở Xây dựng');
    expect(granted.get('hoa')!.text).toContain('Hạn 15/04/2026: đúng ngày Sở đã quyết định (15/04/2026)');
    expect(granted.get('giam-doc')!.text).toContain('Lý do: Đồng ý.');
    const refused = await lettersOf(
      decideExtension.next(
        asked.state,
        { item: 1, granted: false, remarks: 'remarks:duyet', by: 'pho-gd' },
        '2026-03-04',
      ),
      '2026-03-04',
    );
    expect(refused.get('hoa')!.subject).toBe('Không gia hạn: hạn vẫn là 10/03/2026 – Sở Xây dựng');
    expect(refused.get('hoa')!.text).toContain('Đơn vị xin đến: 15/04/2026');
  });

  test('an extension decided before the morning is told as decided', async () => {
    const asked = requestExtension.next(
      await remediation(),
      { item: 1, until: '2026-04-15', reason: 'remarks:xin' },
      '2026-03-02',
    );
    const { state } = decideExtension.next(
      asked.state,
      { item: 1, granted: true, remarks: 'remarks:duyet', by: 'pho-gd' },
      '2026-03-02',
    );
    const morning = await nextMorning({ state, lines: [], tells: [] }, '2026-03-03', asked.lines);
    expect(morning.get('pho-gd')!.text).toContain('Đã xử lý.');
    expect(morning.get('pho-gd')!.text).not.toContain('Chờ quyết định');
  });

  test('suspended, resumed with its new day, reopened, and given as work', async () => {
    await frozen('remarks:dung', { text: 'Chờ kết luận thanh tra.' });
    const off = suspend.next(await remediation(), { item: 1, remarks: 'remarks:dung' }, '2026-03-02');
    expect((await lettersOf(off, '2026-03-02')).get('hoa')!.subject).toBe('Tạm dừng theo dõi 1 nội dung – Sở Xây dựng');
    const on = await lettersOf(
      resume.next(off.state, { item: 1, remarks: 'remarks:dung' }, '2026-03-09'),
      '2026-03-09',
    );
    expect(on.get('hoa')!.subject).toBe('Theo dõi tiếp, tính lại hạn: 17/03/2026 – Sở Xây dựng');
    const reported = report.next(
      await remediation(),
      { item: 1, report: 'item-report:1', evidence: 1 },
      '2026-03-02',
    ).state;
    const met = verify.next(
      reported,
      { item: 1, report: 'item-report:1', verdict: 'met', remarks: 'remarks:dung', by: 'dung' },
      '2026-03-04',
    ).state;
    const again = await lettersOf(
      reopen.next(met, { item: 1, remarks: 'remarks:dung', until: '2026-05-15' }, '2026-04-01'),
      '2026-04-01',
    );
    expect(again.get('hoa')!.subject).toBe('Mở lại 1 nội dung đã đóng, hạn 15/05/2026 – Sở Xây dựng');
    const given = await lettersOf(
      assignItem.next(await remediation(), { item: { requirement: 'yc-1b', followUpOn: '2026-05-29' } }, '2026-04-01'),
      '2026-04-01',
    );
    expect(given.get('hoa')!.subject).toBe('Giao thêm 1 nội dung, mốc theo dõi 29/05/2026 – Sở Xây dựng');
  });

  test('a verdict in part: so many met, in part, not met, and what is left', async () => {
    let state = await remediation();
    const lines: Line[] = [];
    for (const [n, verdict] of [
      [1, 'met'],
      [2, 'partly'],
      [3, 'not-met'],
    ] as const) {
      state = report.next(state, { item: n, report: `item-report:${n}`, evidence: 1 }, '2026-03-02').state;
      const step = verify.next(
        state,
        {
          item: n,
          report: `item-report:${n}`,
          verdict,
          remarks: `remarks:${n}`,
          by: 'dung',
          ...(verdict === 'partly' ? { until: '2026-04-30' } : {}),
        },
        '2026-03-04',
      );
      state = step.state;
      lines.push(...step.lines);
    }
    await frozen('remarks:2', { text: 'Còn 2/7 văn bản.' });
    const morning = await nextMorning({ state, lines: [], tells: [] }, '2026-03-05', lines);
    expect(morning.get('hoa')!.subject).toBe('Kết quả thẩm tra: 1 đạt, 1 một phần, 1 chưa đạt – Sở Xây dựng');
    expect(morning.get('hoa')!.text).toContain('Còn 2/7 văn bản.\n   hạn mới 04/05/2026, đạt một phần');
    expect(morning.get('hoa')!.text).toContain('Còn 2 nội dung của văn bản này đang chờ đơn vị báo cáo.');
  });
});

describe('a directive', () => {
  const directiveId = `paper:${campaign}:directive:1`;
  const draft: DirectiveDraft = {
    kind: 'directive',
    issuer: 'parent',
    subject: `chấn chỉnh sau kiểm tra ${hostile}`,
    leadIn: [],
    groups: ['cac-so'],
    named: ['cuc-thue'],
    serves: ['so-xay-dung', 'so-y-te', 'cuc-thue'],
    strengths: [],
    findings: [],
    requirements: [
      aRequirement({
        id: 'nv-1',
        text: 'Rà soát quy trình',
        concerns: { units: ['so-xay-dung', 'cuc-thue'] },
        cooperates: ['so-y-te'],
        due: { kind: 'day', day: '2026-06-30' },
      }),
      aRequirement({
        id: 'nv-2',
        text: 'Không yêu cầu giấy tờ ngoài quy định',
        mode: 'prohibit',
        concerns: { groups: ['cac-so'], units: [] },
        due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
      }),
    ],
  };
  const groups = [{ id: 'cac-so', name: 'Các sở', units: ['so-xay-dung'] }];
  const entry: PaperEntry = {
    asWritten: '1770/ UBND - KSTT',
    normalised: '1770/UBND-KSTT',
    on: '2026-05-04',
    signer: 'Chủ tịch',
    issuer: 'UBND tỉnh',
    file: 'f1'.repeat(32),
  };

  beforeEach(async () => {
    await frozen('paper:cd', { draft, groups, document: { abstract: 'chấn chỉnh' } });
    await frozen('paper-entry:cd', entry);
    const paper: Paper = {
      ...newPaper(setting, directiveId, 'directive', { campaign }, '2026-05-04'),
      state: 'issued',
      content: { snapshot: 'paper:cd', sha256: 'x' },
      elsewhere: { entry: 'paper-entry:cd', on: '2026-05-04' },
      issued: { on: '2026-05-04', file: entry.file, pages: 2 },
    };
    await world.store.matters.born(paper);
  });

  const bornFor = (unit: string, vertical = false) =>
    newRemediation(
      setting,
      { campaign, unit },
      directiveId,
      '2026-05-04',
      wantedItems(calendar, directiveId, draft.requirements, draft.serves, unit, '2026-05-04', groups),
      vertical,
      'directive',
    );

  test('issued elsewhere is named by its own number, and says line by line what the unit is given', async () => {
    const letters = await lettersOf(begin.next(bornFor('so-xay-dung'), {}, '2026-05-05'), '2026-05-05');
    const { subject, text, attachments } = letters.get('hoa')!;
    expect(subject).toBe('Văn bản số 1770/UBND-KSTT: 2 nhiệm vụ giao Sở Xây dựng, hạn sớm nhất 30/06/2026');
    expect(text).toContain(
      '1. Rà soát quy trình\n   Cần nộp: Ảnh bảng niêm yết\n   Phối hợp: Sở Y tế\n   hạn 30/06/2026',
    );
    expect(text).toContain('thường xuyên, xác nhận hằng quý đến 31/12/2026');
    expect(text).toContain('đúng ngày ghi trong Công văn số 1770/UBND-KSTT');
    expect(text).toContain('gửi Sở Xây dựng Công văn số 1770/UBND-KSTT ngày 04/05/2026 của UBND tỉnh về việc');
    expect(text).not.toContain('đã qua');
    expect(attachments).toEqual([{ sha256: entry.file, name: 'Công văn số 1770-UBND-KSTT.pdf' }]);
    expectText(letters.get('hoa')!);
  });

  test('a due that is over on the day of the letter is said to be', async () => {
    const letters = await lettersOf(begin.next(bornFor('so-xay-dung'), {}, '2026-07-02'), '2026-07-02');
    const { subject, text } = letters.get('hoa')!;
    expect(subject).toBe(
      'Văn bản số 1770/UBND-KSTT: 2 nhiệm vụ giao Sở Xây dựng, hạn theo văn bản đã qua (30/06/2026)',
    );
    expect(text).toContain('hạn 30/06/2026, đã qua khi gửi thư này');
    expect(text).toContain('Hạn theo văn bản của 1 nhiệm vụ (30/06/2026) đã qua vào ngày gửi thư này. Đề nghị');
  });

  test('reaches a unit that only takes part, and one outside the committee is requested, its superior informed', async () => {
    const informed = await lettersOf(begin.next(bornFor('so-y-te'), {}, '2026-05-05'), '2026-05-05');
    expect(informed.get('yen')!.subject).toBe('Văn bản số 1770/UBND-KSTT: gửi Sở Y tế để biết');
    expect(informed.get('yen')!.text).toContain(
      'Phối hợp thực hiện, không phải báo cáo riêng\n1. Rà soát quy trình\n   Chủ trì: Sở Xây dựng, Cục Thuế tỉnh',
    );
    await world.store.people.create({ _id: 'tong-cuc', name: 'Cục Thuế', mail: 'tong-cuc@hop-thu.example' });
    await world.store.appointments.create({
      id: 'bn-tc',
      role: 'superior',
      scope: 'unit:cuc-thue',
      person: 'tong-cuc',
      from: '2026-01-01',
    });
    const vertical = await lettersOf(begin.next(bornFor('cuc-thue', true), {}, '2026-05-05'), '2026-05-05');
    expect(vertical.get('thue')!.subject).toBe(
      'Văn bản số 1770/UBND-KSTT: đề nghị Cục Thuế tỉnh 1 nội dung, hạn sớm nhất 30/06/2026',
    );
    for (const person of ['thue', 'tong-cuc']) expect(vertical.get(person)!.text).not.toMatch(/yêu cầu thực hiện|giao/);
    expect(vertical.get('tong-cuc')!.text).not.toContain('{{link}}');
  });

  test('units where nobody can hear it are one letter of the next morning to the head of division', async () => {
    const communes = ['Xã An Tân', 'Phường Bồng Sơn', 'Xã An Hòa'];
    for (const [i, name] of communes.entries())
      await world.store.units.create({
        id: `xa-${i}`,
        name,
        aliases: [],
        kind: 'xã',
        level: 'commune',
        from: '2020-01-01',
      });
    await world.store.appointments.create({
      id: 'bn-ct',
      role: 'unit-head',
      scope: 'unit:xa-1',
      person: 'yen',
      from: '2026-01-01',
    });
    for (const [i] of communes.entries()) await world.save(begin.next(bornFor(`xa-${i}`), {}, '2026-05-05'));
    const mails = async (person: string) => (await world.store.letters.list({ recipient: person, limit: 10 })).length;
    world.setAt('2026-05-05', 9);
    await world.deliver('truong-phong');
    await world.deliver('yen');
    expect([await mails('truong-phong'), await mails('yen')]).toEqual([0, 1]);
    expect((await world.planNext('truong-phong')).next).toMatch(/^2026-05-06T01:0/);
    world.setAt('2026-05-06', 8, 30);
    await world.deliver('truong-phong');
    expect(await mails('truong-phong')).toBe(1);
    const { subject, text, attachments, units } = (await world.store.letters.get(
      'directive/truong-phong/2026-05-06/1',
    ))!;
    expect(subject).toBe('Công văn số 1770/UBND-KSTT: 3 đơn vị chưa có người nhận thư');
    expect(text).toContain(
      [
        '- Phường Bồng Sơn: chưa có đầu mối đơn vị (người khác của đơn vị đã nhận)',
        '- Xã An Hòa: chưa có đầu mối đơn vị, thủ trưởng đơn vị',
        '- Xã An Tân: chưa có đầu mối đơn vị, thủ trưởng đơn vị',
      ].join('\n'),
    );
    expect(attachments).toHaveLength(1);
    expect(units).toEqual(['xa-0', 'xa-1', 'xa-2']);
  });

  test('somebody entered before that morning hears of it alone, the head of division of the others', async () => {
    for (const n of [0, 1])
      await world.store.units.create({
        id: `xa-${n}`,
        name: `Xã số ${n}`,
        aliases: [],
        kind: 'xã',
        level: 'commune',
        from: '2020-01-01',
      });
    for (const n of [0, 1]) await world.save(begin.next(bornFor(`xa-${n}`), {}, '2026-05-05'));
    for (const role of ['unit-contact', 'unit-head'] as const)
      await world.store.appointments.create({
        id: `bn-${role}`,
        role,
        scope: 'unit:xa-0',
        person: 'hoa',
        from: '2026-05-06',
      });
    world.setAt('2026-05-06', 8, 30);
    await world.deliver('truong-phong');
    await world.deliver('hoa');
    expect((await world.store.letters.get('directive/truong-phong/2026-05-06/1'))!.units).toEqual(['xa-1']);
    const own = await world.store.letters.list({ recipient: 'hoa', limit: 10 });
    expect(own.map(({ subject }) => subject)).toEqual(['Văn bản số 1770/UBND-KSTT: gửi Xã số 0 để biết']);
    expect(await world.planNext('hoa')).not.toEqual({ next: 'now' });
  });

  test('a prohibition is confirmed by a count, and its incidents are reviewed', async () => {
    const { state } = begin.next(bornFor('so-xay-dung'), {}, '2026-05-05');
    await frozen('item-report:p', { text: 'Có 2 vụ.', period: '2026-06-30', incidents: 2, evidence: ['a', 'b'] });
    const confirmed = confirmPeriod.next(
      state,
      { item: 2, report: 'item-report:p', period: '2026-06-30', incidents: 2, files: 2 },
      '2026-06-29',
    );
    const got = await lettersOf(confirmed, '2026-06-29');
    expect(got.get('hoa')!.text).toContain('Vụ vi phạm trong kỳ: 2');
    expect(got.get('hoa')!.text).toContain('sẽ xem và trả lời chậm nhất 06/07/2026');
    await frozen('remarks:xet', { text: 'Đã kiểm điểm.' });
    const reviewed = await lettersOf(
      reviewIncidents.next(confirmed.state, { item: 2, remarks: 'remarks:xet' }, '2026-07-01'),
      '2026-07-01',
    );
    expect(reviewed.get('giam-doc')!.text).toContain('Kết quả xem xét: Đã kiểm điểm.');
  });
});

describe('a proposal', () => {
  test('is on record, passed on, asked of the agency, chased there, and answered', async () => {
    await frozen('remarks:kn', { text: hostile });
    const raised = raise.next(
      newProposal(setting, proposalId(campaign, 'so-xay-dung', 1), { campaign, unit: 'so-xay-dung' }, '2026-03-12'),
      { content: 'remarks:kn' },
      '2026-03-12',
    );
    const first = await lettersOf({ ...raised, lines: raised.lines.slice(0, 1) }, '2026-03-12');
    expect(first.get('hoa')!.subject).toBe('Kiến nghị của Sở Xây dựng: đã ghi nhận');
    expectText(first.get('hoa')!);
    const planner = await nextMorning(raised, '2026-03-13', raised.lines.slice(1));
    expect(planner.get('lap-kh')!.subject).toBe('Sở Xây dựng: có kiến nghị');
    expect(planner.get('lap-kh')!.text).toContain('Xử lý chậm nhất 19/03/2026.');

    const routed = route.next(raised.state, { to: ['so-y-te', 'cuc-thue'] }, '2026-03-16');
    const letters = await lettersOf(routed, '2026-03-16');
    expect(letters.get('yen')!.subject).toBe('Kiến nghị của Sở Xây dựng: đề nghị Sở Y tế trả lời, hạn 06/04/2026');
    expect(letters.get('yen')!.units).toEqual(['so-y-te']);
    expect(letters.get('hoa')!.subject).toBe('Kiến nghị của Sở Xây dựng: đã chuyển Sở Y tế, Cục Thuế tỉnh');

    let late: Step<Matter> = routed;
    for (const day of ['2026-03-30', '2026-04-03', '2026-04-07'] as const) late = caughtUp(late.state, day);
    const reminded = await lettersOf(late, '2026-04-07');
    expect(reminded.get('yen')!.subject).toBe('Quá hạn 1 ngày làm việc: ý kiến trả lời kiến nghị của Sở Y tế');
    expect(reminded.get('yen')!.text).toContain('1. Trả lời kiến nghị của Sở Xây dựng: ');
    expect(reminded.get('yen')!.text).not.toContain('\n2. ');
    expect(reminded.get('yen')!.text).toContain('Trả lời kiến nghị: {{link}}');
    expectText(reminded.get('yen')!);

    await frozen('remarks:tl', { text: 'Đã bố trí trong quý II.' });
    const half = answer.next(routed.state, { from: 'so-y-te', answer: 'remarks:tl', by: 'yen' }, '2026-04-06');
    const answered = await lettersOf({ ...half, lines: half.lines.slice(0, 1) }, '2026-04-06');
    expect(answered.get('hoa')!.subject).toBe('Kiến nghị của Sở Xây dựng: Sở Y tế đã trả lời, còn chờ 1 cơ quan');
    expect(answered.get('hoa')!.text).toContain('Trả lời: Đã bố trí trong quý II.');
    const thanked = await lettersOf({ ...half, lines: half.lines.slice(1, 2) }, '2026-04-06');
    expect(thanked.get('yen')!.subject).toBe('Đã nhận ý kiến trả lời kiến nghị của Sở Xây dựng');
    expect(thanked.get('yen')!.units).toEqual(['so-y-te']);
    const heard = await nextMorning(half, '2026-04-07', half.lines.slice(2));
    expect(heard.get('lap-kh')!.subject).toBe('Sở Y tế: đã trả lời kiến nghị của Sở Xây dựng');
  });

  test('one morning letter gathers everything units answered for one person', async () => {
    const extension = requestExtension.next(
      await remediation(),
      { item: 1, until: '2026-04-15', reason: 'remarks:a' },
      '2026-03-02',
    );
    const wish = askAnotherDay.next(
      told(),
      { visit: 1, day: '2026-03-13', session: 'morning', reason: 'remarks:b' },
      '2026-03-02',
    );
    await world.save({ ...extension, lines: [] });
    const morning = await nextMorning(wish, '2026-03-03', [...extension.lines, ...wish.lines]);
    expect(morning.get('dung')!.subject).toBe('Đơn vị trả lời, đề nghị (2): 2 chờ quyết định');
    expect(morning.get('dung')!.matters).toHaveLength(2);
  });
});
