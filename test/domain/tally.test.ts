import { expect, test } from '@jest/globals';
import { owe } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { newRemediation } from '../../domain/remediation.ts';
import { handOver } from '../../domain/succession.ts';
import { readTally, tallyOf, tallyText, wordsOfState } from '../../domain/tally.ts';
import { fixedDue } from '../../domain/term.ts';
import { aSetting, calendar } from '../support/round.ts';

test.each([
  [{ method: 'desk', silent: true }, 'reviewed', 'không gửi báo cáo, chờ kết quả'],
  [
    { method: 'desk', silent: true, report: 'returned' },
    'reviewed',
    'đã gửi báo cáo, chưa bổ sung theo yêu cầu, chờ kết quả',
  ],
  [{ method: 'desk', report: 'accepted' }, 'reviewed', 'đã thẩm định báo cáo, chờ kết quả'],
  [{ method: 'reporting', silent: true }, 'reviewed', 'không gửi báo cáo'],
  [{ method: 'reporting', silent: true, report: 'returned' }, 'concluded', 'đã gửi báo cáo, chưa bổ sung theo yêu cầu'],
] as const)('silence after a report that was returned is not said to be no report: %j', (stand, state, words) => {
  expect(wordsOfState(state, stand)).toBe(words);
});

const place = { campaign: 'cchc-2026', team: 'doan-1', unit: 'so-xay-dung' };
const due = fixedDue(calendar, '2026-03-10', 'kl');
const aDuty = (role: Duty['owedBy']['role'], more: Partial<Duty> = {}): Duty => ({
  ...owe({ id: `${role}:1`, kind: 'remediate', owedBy: { role }, due, ladder: 'C', opened: '2026-02-23', about: 1 }),
  ...more,
});

test.each<[string, Duty[], string]>([
  ['đơn vị chưa báo cáo', [aDuty('unit-contact')], 'unit>2026-03-10*1'],
  ['đoàn chưa thẩm tra', [aDuty('secretary')], 'team>2026-03-10*1'],
  [
    'lãnh đạo Sở chưa quyết định, đơn vị đang chờ',
    [aDuty('unit-contact', { pauses: [{ from: '2026-03-05', basis: 'x' }] }), aDuty('deputy-director')],
    'office>2026-03-10*1',
  ],
  [
    'cơ quan khác được chuyển kiến nghị',
    [aDuty('unit-contact', { owedBy: { role: 'unit-contact', unit: 'so-tai-chinh' } })],
    'outside>2026-03-10*1',
  ],
  ['cấp trên trực tiếp của ngành dọc', [aDuty('superior')], 'outside>2026-03-10*1'],
  ['tạm dừng theo dõi', [aDuty('unit-contact', { pauses: [{ from: '2026-03-05', basis: 'x' }] })], ''],
  ['đã báo cáo', [aDuty('unit-contact', { ended: { how: 'met', on: '2026-03-09' } })], ''],
])('ở tay ai: %s', (_, duties, owed) => {
  const matter = { ...newRemediation(aSetting(), place, 'paper:x:conclusion:1', '2026-02-23', [], false), duties };
  expect(tallyText(tallyOf(matter))).toBe(`;0/0;${owed}`);
  const passed = handOver.next(matter, { from: 'so-xay-dung', to: 'so-moi', basis: 'nq' }, '2026-03-11').state;
  const tally = tallyOf(passed);
  expect(tallyText(tally)).toBe(`;0/0;${owed};so-moi`);
  expect(readTally(tallyText(tally))).toEqual(tally);
});
