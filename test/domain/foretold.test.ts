import { expect, test } from '@jest/globals';
import { heldAgainst } from '../../domain/foretold.ts';
import type { Posted } from '../../domain/foretold.ts';
import type { Day } from '../../domain/day.ts';

const reminder = (day: Day, recipient = 'p-y-te'): Posted => ({ day, kind: 'reminder', recipient, units: ['so-y-te'] });
const conclusion = (day: Day, units = ['so-y-te']): Posted => ({ day, kind: 'conclusion', recipient: 'p-y-te', units });
const today: Day = '2026-05-15';

test.each<[string, Posted[], Posted[], string[], number[]]>([
  ['đúng ngày', [reminder('2026-04-06')], [reminder('2026-04-06')], ['left'], []],
  ['muộn vài ngày vẫn là thư ấy', [reminder('2026-04-06')], [reminder('2026-04-10')], ['other-day'], []],
  ['lệch quá bảy ngày là thư khác', [reminder('2026-04-06')], [reminder('2026-04-14')], ['missing'], [0]],
  ['kết luận muộn bao lâu vẫn là thư ấy', [conclusion('2026-03-02')], [conclusion('2026-05-04')], ['other-day'], []],
  [
    'kết luận của đơn vị khác là thư khác',
    [conclusion('2026-04-06')],
    [conclusion('2026-04-06', ['so-tu-phap'])],
    ['missing'],
    [0],
  ],
  [
    'thư nhắc gộp việc của đơn vị khác vẫn là thư ấy',
    [reminder('2026-04-06')],
    [{ ...reminder('2026-04-06'), units: [] }],
    ['left'],
    [],
  ],
  ['người khác nhận là thư khác', [reminder('2026-04-06')], [reminder('2026-04-06', 'p-tu-phap')], ['missing'], [0]],
  [
    'chưa tới ngày, và ngay hôm nay chưa hết ngày',
    [reminder('2026-05-15'), reminder('2026-06-01')],
    [],
    ['to-come', 'to-come'],
    [],
  ],
  ['đi sớm hơn ngày chưa tới', [conclusion('2026-06-01')], [conclusion('2026-05-04')], ['other-day'], []],
  [
    'lá đúng ngày không bị ghép sang lá trước',
    [reminder('2026-04-06'), reminder('2026-04-08')],
    [reminder('2026-04-08'), reminder('2026-04-09')],
    ['other-day', 'left'],
    [],
  ],
  [
    'hai lá cùng ngày, đi một: một lá không đi',
    [reminder('2026-04-06'), reminder('2026-04-06')],
    [reminder('2026-04-06')],
    ['left', 'missing'],
    [],
  ],
])('%s', (_, foretold, sent, fates, unforeseen) => {
  const held = heldAgainst(foretold, sent, today, false);
  expect([held.foretold.map(({ fate }) => fate), held.unforeseen]).toEqual([fates, unforeseen]);
});

test('đợt đã đóng thì không còn gì “chưa tới ngày”', () => {
  const [held] = heldAgainst([reminder('2026-06-01')], [], today, true).foretold;
  expect(held).toEqual({ fate: 'missing' });
});

test('không lá nào mất, không lá nào đếm hai lần', () => {
  const foretold = Array.from({ length: 40 }, (_, i) =>
    reminder(`2026-04-${String((i % 28) + 1).padStart(2, '0')}` as Day, `p-${i % 3}`),
  );
  const sent = Array.from({ length: 35 }, (_, i) =>
    reminder(`2026-04-${String(((i * 5) % 28) + 1).padStart(2, '0')}` as Day, `p-${i % 4}`),
  );
  const held = heldAgainst(foretold, sent, today, false);
  const paired = held.foretold.flatMap(({ sent: by }) => by ?? []);
  expect(new Set([...paired, ...held.unforeseen]).size).toBe(sent.length);
  expect(paired.length + held.unforeseen.length).toBe(sent.length);
});
