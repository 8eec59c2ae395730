import { expect, test } from '@jest/globals';
import { wordsOfState } from '../../domain/tally.ts';

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
