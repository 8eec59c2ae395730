import { expect, test } from '@jest/globals';
import { blocking } from '../../domain/check.ts';
import { checkFigures } from '../../domain/figures.ts';
import { minutesGaps } from '../../domain/minutes.ts';
import { readNumber } from '../../domain/number.ts';
import { countsOf, dossiersOf } from '../../local/show/figures.ts';
import { parts } from '../../local/show/round.ts';
import { minutesOf } from '../../local/show/words.ts';

const read = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, readNumber(text)]));

test.each(parts.map(({ unit }) => unit))('the figures of %s agree with each other', (unit) => {
  const cells = read(dossiersOf(unit));
  expect(blocking(checkFigures([{ id: 'tong', name: 'Toàn đơn vị', cells }]))).toEqual([]);
  const { plan_tasks_total: tasks, plan_tasks_completed: done } = read(countsOf(unit)) as Record<string, number>;
  expect(done! <= tasks!).toBe(true);
});

test('no two units have the same figures', () => {
  const received = parts.map(({ unit }) => dossiersOf(unit)['received_total']);
  expect(new Set(received).size).toBe(parts.length);
});

test('the minutes of the show name who was there and lack nothing', () => {
  const content = minutesOf(
    {
      started: { day: '2026-03-11', time: '14:00' },
      place: 'Trụ sở đơn vị',
      team: [{ name: 'Phó Giám đốc Sở' }],
      unit: [],
      chair: { name: 'Phó Giám đốc Sở' },
      secretary: { name: 'Thư ký đoàn số 1' },
      heard: [],
      results: [],
      unitOpinion: [],
      concluding: [],
      copies: 2,
    },
    'Sở Công Thương',
  );
  expect(minutesGaps(content)).toEqual([]);
  expect(content.unit[0]).toEqual({ name: 'Thủ trưởng Sở Công Thương' });
});
