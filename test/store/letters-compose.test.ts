import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Composed } from '../../activities/mail-data.ts';
import { approve, newCampaign, sendBack, submit } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { caughtUp } from '../../domain/chase.ts';
import { instantAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
import { newInspection } from '../../domain/inspection.ts';
import { noticed } from '../../domain/notice.ts';
import { sendBackSelfReport, submitSelfReport } from '../../domain/self-report.ts';
import { signMinutes, hold } from '../../domain/visit.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter, Step } from '../../domain/matter.ts';
import { appraise, newPaper, submitPaper } from '../../domain/paper.ts';
import { report } from '../../domain/item-report.ts';
import { close, verify } from '../../domain/verification.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { lettersOf as lettersFrom, plan, setOffice } from '../support/letters-office.ts';
import { campaign, issued, openLettersWorld, paperId, remediationOf } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { aSetting } from '../support/round.ts';

jest.setTimeout(30_000);

const setting = aSetting({ clock: { kind: 'real' } });

let world: LettersWorld;
beforeAll(async () => {
  world = await openLettersWorld('smtp://127.0.0.1:1');
});
beforeEach(async () => {
  await world.settle();
  await setOffice(world);
});
afterAll(() => world?.close());

const lettersOf = (step: Step<Matter>, day: Day, remembered: Line[] = []) => lettersFrom(world, step, day, remembered);

const inspectionOf = (unit: string, vertical = false): Inspection => {
  const planned = plan.units.find((each) => each.unit === unit)!;
  return newInspection(
    setting,
    { place: { campaign, team: 'doan-1', unit }, method: 'on-site', visits: planned.visits, vertical },
    '2026-02-01',
  );
};
const round = (): Campaign =>
  submit.next(
    newCampaign(setting, campaign, '2026-01-12'),
    { plan: { snapshot: 'plan:k1', sha256: 'x', units: 2, firstVisit: '2026-03-12', lastVisit: '2026-03-12' } },
    '2026-01-12',
  ).state;
const remediation = async () => (await world.store.matters.get<Remediation>(remediationOf('so-xay-dung')))!;

describe('letters as the records make them', () => {
  test('a plan that was approved, and one that was returned with its remarks', async () => {
    const approved = await lettersOf(approve.next(round(), { by: 'gd' }, '2026-01-14'), '2026-01-14');
    expect(approved.get('lap-kh')).toMatchObject({
      subject: 'Kế hoạch đã được phê duyệt: Kế hoạch kiểm tra công tác cải cách hành chính năm 2026',
      link: 'office',
      opens: `/dot/${campaign}`,
      campaigns: [campaign],
    });
    expect(approved.get('lap-kh')!.text).toContain('Việc tiếp theo: gửi thông báo kiểm tra tới các đơn vị, chậm nhất');
    await world.store.snapshots.freeze({
      id: 'remarks:k9',
      kind: 'remarks',
      matter: `campaign:${campaign}`,
      body: { points: ['Thêm một đơn vị cấp xã.'] },
      by: 'gd',
      at: instantAt(issued, 8),
    });
    const returned = await lettersOf(sendBack.next(round(), { remarks: 'remarks:k9' }, '2026-01-14'), '2026-01-14');
    expect(returned.get('lap-kh')!.text).toContain('- Thêm một đơn vị cấp xã.');
    expect(returned.get('lap-kh')!.text).toContain(
      'Hạn 19/01/2026: 3 ngày làm việc kể từ ngày kế hoạch được trả lại (14/01/2026)',
    );
  });

  test('a notice to the unit, to the team, and to a vertically managed agency', async () => {
    await world.save(approve.next(round(), { by: 'gd' }, '2026-01-14'));
    const own = await lettersOf(
      noticed.next(inspectionOf('so-xay-dung'), { paper: paperId, on: '2026-02-05' }, '2026-02-05'),
      '2026-02-05',
    );
    expect([...own.keys()].sort((a, b) => (a < b ? -1 : 1))).toEqual(['giam-doc', 'hoa']);
    expect(own.get('hoa')).toMatchObject({
      subject: 'Kiểm tra CCHC 2026: Sở Xây dựng, sáng 12/03/2026 – đề nghị xác nhận',
      link: 'page',
      units: ['so-xay-dung'],
      attachments: [{ sha256: 'f1'.repeat(32) }],
    });
    expect(own.get('hoa')!.text).toContain('Thời gian: 08:00, sáng thứ Năm 12/03/2026\nTrụ sở Sở Xây dựng');
    expect(own.get('hoa')!.text).toContain('Đoàn kiểm tra: Đoàn kiểm tra số 1, trưởng đoàn Trần Minh Khôi');
    expect(own.get('hoa')!.text).toContain('Báo cáo tự kiểm tra: chậm nhất 05/03/2026');
    const vertical = await lettersOf(
      noticed.next(inspectionOf('cuc-thue', true), { paper: paperId, on: '2026-02-05' }, '2026-02-05'),
      '2026-02-05',
    );
    expect(vertical.get('thue')!.text).toContain('Sở Nội vụ đề nghị Cục Thuế tỉnh làm việc với đoàn kiểm tra');
    expect(vertical.get('truong-phong')!.text).toContain('nhận thay thủ trưởng đơn vị đang trống');
  });

  test('the team hears of a paper once the next morning, however many units it reached and roles one holds', async () => {
    await world.save(approve.next(round(), { by: 'gd' }, '2026-01-14'));
    await world.store.appointments.create({
      id: 'bn-khoi-2',
      role: 'secretary',
      scope: 'team:doan-1',
      person: 'khoi',
      from: '2026-01-01',
    });
    const steps = plan.units.map(({ unit }) =>
      noticed.next(inspectionOf(unit), { paper: paperId, on: '2026-02-05' }, '2026-02-05'),
    );
    const lines = steps.flatMap((step) => step.lines.filter(({ letter }) => letter === 'team-told'));
    for (const step of steps) await world.save({ ...step, lines: [] });
    const letters = await lettersOf({ ...steps[0]!, lines: [] }, '2026-02-06', lines);
    expect([...letters.keys()].sort((a, b) => (a < b ? -1 : 1))).toEqual(['dung', 'khoi']);
    expect(letters.get('khoi')).toMatchObject({
      link: 'office',
      opens: `/dot/${campaign}`,
      units: ['cuc-thue', 'so-xay-dung'],
    });
    expect(letters.get('khoi')!.subject).toMatch(/^Đã gửi 2 đơn vị: /);
  });

  test('a self-assessment received, and sent back point by point', async () => {
    const reported = submitSelfReport.next(
      noticed.next(inspectionOf('so-xay-dung'), { paper: paperId, on: '2026-02-05' }, '2026-02-05').state,
      { submission: 'self-report:k1', by: 'hoa' },
      '2026-02-26',
    );
    const received = await lettersOf(reported, '2026-02-26');
    expect(received.get('hoa')!.subject).toBe('Đã nhận báo cáo tự kiểm tra lúc 26/02/2026');
    expect(received.get('hoa')!.text).toContain('sẽ xem và trả lời chậm nhất 03/03/2026 (3 ngày làm việc)');
    await world.store.snapshots.freeze({
      id: 'remarks:k2',
      kind: 'remarks',
      matter: reported.state.id,
      body: { points: ['Biểu II.06 thiếu cột 7.', 'Câu 3 chưa có minh chứng.'] },
      by: 'dung',
      at: instantAt('2026-03-02', 9),
    });
    const back = await lettersOf(
      sendBackSelfReport.next(reported.state, { remarks: 'remarks:k2', points: 2 }, '2026-03-02'),
      '2026-03-02',
    );
    expect(back.get('hoa')!.subject).toBe(
      'Đề nghị bổ sung 2 điểm trong báo cáo tự kiểm tra của Sở Xây dựng, hạn 04/03/2026',
    );
  });

  test('follow-up ended with what was done', async () => {
    let step: Step<Remediation> = { state: await remediation(), lines: [], tells: [] };
    for (const n of [1, 2, 3]) {
      step = report.next(step.state, { item: n, report: `item-report:k${n}`, evidence: 1 }, '2026-03-02');
      step = verify.next(
        step.state,
        { item: n, report: `item-report:k${n}`, verdict: 'met', remarks: 'remarks:k', by: 'dung' },
        '2026-03-04',
      );
      step = close.next(step.state, { item: n, by: 'khoi' }, '2026-03-06');
    }
    const letters = await lettersOf(step, '2026-03-06');
    expect(letters.get('giam-doc')!.subject).toBe('Kết thúc theo dõi: Sở Xây dựng đã hoàn thành 3 nội dung');
  });
});

describe('the morning of the staff', () => {
  const morning = async (state: Matter, days: Day[]): Promise<Map<string, Composed>> => {
    let step: Step<Matter> = { state, lines: [], tells: [] };
    for (const day of days) step = caughtUp(step.state, day);
    return lettersOf(step, days.at(-1)!);
  };

  test('the secretary telephones when a unit has not acknowledged; the lead decides the day after', async () => {
    const { state } = noticed.next(inspectionOf('so-xay-dung'), { paper: paperId, on: '2026-02-05' }, '2026-02-05');
    const second = await morning(state, ['2026-02-09', '2026-02-10']);
    expect(second.get('dung')!.subject).toBe('Việc hôm nay (1): 1 quá hạn');
    expect(second.get('dung')!.text).toContain(`Gọi điện
1. Sở Xây dựng – Xác nhận đã nhận thông báo kiểm tra
   Gọi đầu mối đơn vị: Nguyễn Thị Hoa, 0905.123.456`);
    expect(second.get('hoa')!.subject).toBe(
      'Quá hạn 1 ngày làm việc: xác nhận đã nhận thông báo kiểm tra của Sở Xây dựng',
    );
    expect(second.get('giam-doc')!.text).toContain('Đầu mối của đơn vị đã được nhắc ngày 09/02/2026.');
    const third = await morning((await world.store.matters.get(state.id))!, ['2026-02-11']);
    expect(third.get('khoi')!.text).toContain(
      'Giữ lịch và liên hệ trực tiếp với đơn vị, hay báo trưởng phòng đổi lịch?',
    );
  });

  test('what one owes oneself, and what the head of division should know', async () => {
    const held = hold.next(
      noticed.next(inspectionOf('so-xay-dung'), { paper: paperId, on: '2026-02-05' }, '2026-02-05').state,
      { visit: 1, on: '2026-03-12' },
      '2026-03-12',
    ).state;
    const drafting = signMinutes.next(held, { visit: 1, minutes: 'bb-1' }, '2026-03-12').state;
    const letters = await morning(drafting, ['2026-03-23', '2026-03-25']);
    expect(letters.get('khoi')!.text).toContain('Việc cần làm\n1. Sở Xây dựng – Dự thảo kết luận kiểm tra');
    expect(letters.get('truong-phong')!.text).toContain('Người thực hiện: trưởng đoàn, Trần Minh Khôi');
  });

  test('papers that wait for a signature go to the leader’s secretary', async () => {
    const content = { snapshot: 'paper:k1', sha256: 'x' };
    const submitted = submitPaper.next(
      newPaper(setting, `paper:${campaign}:conclusion:2`, 'conclusion', { campaign, team: 'doan-1' }, '2026-04-01'),
      { content },
      '2026-04-01',
    ).state;
    const letters = await morning(appraise.next(submitted, { sha256: 'x', by: 'truong-phong' }, '2026-04-02').state, [
      '2026-04-08',
    ]);
    expect(letters.get('thu-ky-ld')!.subject).toBe('Chờ ký (1)');
    expect(letters.get('thu-ky-ld')!.text).toContain(
      'Ký văn bản: kết luận kiểm tra công tác cải cách hành chính năm 2026',
    );
  });

  test('the director is asked to decide; an official letter makes no mail', async () => {
    const letters = await morning(await remediation(), [
      '2026-03-03',
      '2026-03-09',
      '2026-03-11',
      '2026-03-17',
      '2026-03-24',
    ]);
    expect([...letters.keys()]).toContain('gd');
    expect(letters.get('gd')!.text).toContain('Đồng ý trình Ủy ban nhân dân tỉnh ra văn bản');
    expect(letters.get('gd')!.text).toContain('Đầu mối đơn vị: Nguyễn Thị Hoa, 0905.123.456');
  });

  test('a role nobody holds: the head of division is told, and told to name somebody', async () => {
    await world.store.appointments.end('bn-hoa', '2026-01-31');
    const letters = await morning(await remediation(), ['2026-03-03']);
    expect(letters.get('truong-phong')!.text).toContain(
      'Chưa có đầu mối đơn vị: hãy ghi người nhận để thư đến đúng nơi.',
    );
    expect(letters.get('truong-phong')!.link).toBe('office');
  });
});
