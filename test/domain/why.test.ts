import { describe, expect, test } from '@jest/globals';
import { linesDue, nextRung } from '../../domain/chase.ts';
import type { Day } from '../../domain/day.ts';
import { moved, owe } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import type { Matter } from '../../domain/matter.ts';
import { newRemediation } from '../../domain/remediation.ts';
import { fixedDue, reckon } from '../../domain/term.ts';
import { nextStep, standing, whatNext, whyThisDay, whyYou } from '../../domain/why.ts';
import { aSetting, calendar } from '../support/round.ts';

const paper = 'paper:kh-2026:conclusion:1';
const named = (id: string) => (id === paper ? 'Thông báo kết luận số 05/TB-SNV' : undefined);

/** Issued on 23/02/2026 with a term of 15 days: due on 10/03/2026. */
const item = (more: Partial<Duty> = {}): Duty => ({
  ...owe({
    id: 'remediate:1',
    kind: 'remediate',
    owedBy: { role: 'unit-contact' },
    due: reckon(calendar, { from: '2026-02-23', count: 15, unit: 'calendar-day', basis: paper }),
    ladder: 'C',
    opened: '2026-02-23',
    about: 1,
  }),
  ...more,
});
const { due: _, ...undated } = item();
const milestone: Duty = { ...undated, followUpOn: '2026-03-10' };

const aMatter = (duty: Duty, vertical = false): Matter => ({
  ...newRemediation(aSetting(), { campaign: 'kh-2026', unit: 'so-xay-dung' }, paper, '2026-02-23', [], vertical),
  duties: [duty],
});

describe('why a duty is due on its day', () => {
  test.each<[string, Duty, string]>([
    [
      'by a paper',
      item(),
      'Hạn 10/03/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (23/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    [
      'on a day the paper names',
      item({ due: fixedDue(calendar, '2026-03-31', paper) }),
      'Hạn 31/03/2026: đúng ngày ghi trong Thông báo kết luận số 05/TB-SNV (31/03/2026); tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    [
      'by a rule, counted back',
      item({
        kind: 'self-report',
        due: reckon(calendar, { from: '2026-03-12', count: -5, unit: 'working-day', basis: 'rule:self-report' }),
      }),
      'Hạn 05/03/2026: 5 ngày làm việc trước buổi kiểm tra (12/03/2026), không tính ngày đó; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    ['a milestone is not called a due', milestone, 'Văn bản không ghi hạn; 10/03/2026 là mốc theo dõi của Sở.'],
  ])('%s', (_, duty, sentence) => {
    expect(whyThisDay(duty, calendar, named)).toBe(sentence);
  });

  test('an extension is told with the day before it', () => {
    const extended = moved(item(), fixedDue(calendar, '2026-03-20', paper), {
      on: '2026-03-09',
      why: 'extension',
      basis: 'tl-1',
    });
    expect(whyThisDay(extended, calendar, named)).toMatch(
      / Đã chuyển từ 10\/03\/2026 sang 20\/03\/2026: được gia hạn\.$/,
    );
  });

  test('a day the office decided on is not said to stand in a paper', () => {
    const decided = moved(item(), fixedDue(calendar, '2026-03-20', 'remarks:k1'), {
      on: '2026-03-09',
      why: 'extension',
      basis: 'remarks:k1',
    });
    expect(whyThisDay(decided, calendar, named)).toMatch(
      /^Hạn 20\/03\/2026: đúng ngày Sở đã quyết định \(20\/03\/2026\)/,
    );
  });
});

describe('how far a duty is from its day', () => {
  test.each<[Duty, Day, string, boolean]>([
    [item(), '2026-03-04', 'còn 4 ngày làm việc', false],
    [item(), '2026-03-10', 'đến hạn hôm nay', false],
    [item(), '2026-03-11', 'quá 1 ngày làm việc', true],
    [item({ due: fixedDue(calendar, '2026-03-13', paper) }), '2026-03-14', 'đã quá hạn', true],
    [milestone, '2026-03-04', 'mốc theo dõi của Sở, còn 4 ngày làm việc', false],
    [milestone, '2026-03-10', 'mốc theo dõi của Sở hôm nay', false],
    [milestone, '2026-03-11', 'đã qua mốc theo dõi của Sở 1 ngày làm việc', false],
  ])('%# on %s', (duty, on, words, overdue) => {
    expect(standing(duty, calendar, on)).toMatchObject({ words, overdue });
  });
});

describe('why this letter, and what comes next', () => {
  /** The duty as it stands after the chase has told every rung up to `day`. */
  const toldUpTo = (duty: Duty, day: Day, vertical = false) => {
    let matter = aMatter(duty, vertical);
    for (const on of ['2026-03-03', '2026-03-09', '2026-03-11', '2026-03-17', '2026-03-24'] as Day[])
      if (on <= day) matter = linesDue(matter, on, on).state;
    return { matter, duty: matter.duties[0]! };
  };

  test.each<[string, Day, number, string, string]>([
    [
      'before the due',
      '2026-03-03',
      0,
      'Thư này gửi đầu mối đơn vị vì còn 5 ngày làm việc là đến hạn (Mức nhắc 1).',
      'Mức tiếp theo: thư nhắc gửi đầu mối đơn vị, sáng 09/03/2026.',
    ],
    [
      'the day after it',
      '2026-03-11',
      2,
      'Thư này gửi đầu mối đơn vị vì đã quá hạn 1 ngày làm việc (Mức nhắc 3).',
      'Mức tiếp theo: công văn của Sở Nội vụ, sáng 17/03/2026.',
    ],
    [
      'after the official letter',
      '2026-03-17',
      3,
      'Thư này gửi đầu mối đơn vị vì đã quá hạn 5 ngày làm việc (Mức nhắc 4).',
      'Mức tiếp theo: báo cáo lãnh đạo Sở Nội vụ xem xét, sáng 24/03/2026.',
    ],
    [
      'after the leader was asked',
      '2026-03-24',
      5,
      'Thư này gửi đầu mối đơn vị vì đã quá hạn 10 ngày làm việc (Mức nhắc 6).',
      'Mức tiếp theo: thư nhắc gửi đầu mối đơn vị và thủ trưởng đơn vị, sáng 14/04/2026.',
    ],
  ])('%s', (_, day, rung, you, next) => {
    const { matter, duty } = toldUpTo(item(), day);
    expect(whyYou(duty, matter, rung, 'unit-contact', day)).toBe(you);
    expect(whatNext(nextStep(matter, duty), 'Sở Nội vụ')).toBe(next);
  });

  test('a rung that falls on the day itself is told the next morning, to those it names and nobody else', () => {
    const opened = item({ opened: '2026-03-03' });
    const matter = aMatter(opened, false);
    expect(nextRung(matter)).toBe('2026-03-04');
    expect(whatNext(nextStep(matter, opened), 'Sở Nội vụ')).toBe(
      'Mức tiếp theo: thư nhắc gửi đầu mối đơn vị, sáng 04/03/2026.',
    );
  });

  test('the head hears that the letter comes to them too', () => {
    const { matter, duty } = toldUpTo(item(), '2026-03-11');
    expect(whyYou(duty, matter, 2, 'unit-head', '2026-03-11')).toBe(
      'Thư này gửi thêm thủ trưởng đơn vị vì đã quá hạn 1 ngày làm việc (Mức nhắc 3).',
    );
  });

  test('the chase of a vertically managed agency ends with its superior, and no word says it is late', () => {
    const { matter, duty } = toldUpTo(item(), '2026-03-17', true);
    expect(whyYou(duty, matter, 3, 'unit-contact', '2026-03-17')).toBe(
      'Thư này gửi đầu mối đơn vị vì hạn theo văn bản đã qua 5 ngày làm việc (Mức nhắc 4).',
    );
    expect(whatNext(nextStep(matter, duty), 'Sở Nội vụ')).toBe(
      'Mức tiếp theo: công văn gửi cơ quan cấp trên trực tiếp, sáng 24/03/2026.',
    );
    const last = toldUpTo(item(), '2026-03-24', true);
    expect(whatNext(nextStep(last.matter, last.duty), 'Sở Nội vụ')).toBe('Đây là mức nhắc cuối của lịch nhắc.');
  });

  test('a leader who agreed makes the letter of the People’s Committee the next', () => {
    const { matter, duty } = toldUpTo(item({ approved: '2026-03-25' }), '2026-03-24');
    expect(whatNext(nextStep(matter, duty), 'Sở Nội vụ')).toBe(
      'Mức tiếp theo: văn bản của Ủy ban nhân dân tỉnh, sáng 31/03/2026.',
    );
  });
});
