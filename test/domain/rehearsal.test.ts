import { beforeAll, describe, expect, test } from '@jest/globals';
import { isWorkingDay } from '../../domain/calendar.ts';
import { foretoldLetters } from '../../domain/rehearsed-letters.ts';
import type { ForetoldLetter } from '../../domain/rehearsed-letters.ts';
import { isOpen } from '../../domain/duty.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import { newPaper } from '../../domain/paper.ts';
import { emptyWorld, rehearse } from '../../domain/rehearsal.ts';
import type { Act } from '../../domain/rehearsal.ts';
import type { World } from '../../domain/rehearsal.ts';
import { aSetting, calendar } from '../support/round.ts';
import {
  conclusionUnits,
  yearActs,
  yearAppointments,
  yearConclusion,
  yearNotice,
  yearPlan,
  yearStart,
  yearUnits,
} from '../support/year.ts';

/** The year in memory: ten units from the plan to the close. */
function rehearsedYear(): { world: World; letters: ForetoldLetter[] } {
  const world = emptyWorld((unit) => yearUnits.some(({ id, vertical }) => id === unit && vertical));
  world.plans.set('ke-hoach', yearPlan);
  world.papers.set('thong-bao', yearNotice);
  conclusionUnits.forEach((serves, index) => world.papers.set(`ket-luan-${index + 1}`, yearConclusion(serves)));
  const letters = foretoldLetters(
    world,
    { from: yearStart, to: '2026-12-31' },
    { calendar, appointments: yearAppointments, acts: (day, { matters }) => yearActs(day, matters) },
  );
  return { world, letters };
}

test('a conclusion submitted again without a unit leaves that unit’s draft owed again', () => {
  const world = emptyWorld(() => false);
  const paper = 'paper:dot:conclusion:1';
  for (const unit of ['so-y-te', 'so-tu-phap']) {
    const born = newInspection(
      aSetting(),
      { place: { campaign: 'dot', team: 'doan-1', unit }, method: 'on-site', visits: [], vertical: false },
      '2026-04-07',
    );
    world.matters.set(born.id, { ...born, drafted: { paper, on: '2026-04-08' } } as Matter);
  }
  world.papers.set('lan-2', { ...yearConclusion(['so-y-te']) });
  const again: Act = {
    matter: paper,
    message: 'submit',
    body: { content: { snapshot: 'lan-2', sha256: 'h' } },
    fresh: newPaper(aSetting(), paper, 'conclusion', { campaign: 'dot', team: 'doan-1' }, '2026-04-09'),
  };
  const silent = { written: () => undefined, morning: () => undefined };
  rehearse(world, { from: '2026-04-09', to: '2026-04-09' }, { ...silent, acts: () => [again] });
  const owedBy = (unit: string) =>
    world.matters
      .get(`inspection:dot:${unit}`)!
      .duties.filter(isOpen)
      .map(({ kind }) => kind);
  expect(owedBy('so-tu-phap')).toEqual(['draft-conclusion']);
  expect(owedBy('so-y-te')).toEqual([]);
});

describe('a year of ten units, rehearsed', () => {
  let world: World;
  let letters: ForetoldLetter[];
  beforeAll(() => {
    ({ world, letters } = rehearsedYear());
  });

  test('every matter is closed, the round last', () => {
    const open = [...world.matters.values()].filter(({ closed }) => !closed).map(({ id }) => id);
    expect(open).toEqual([]);
    const closed = [...world.matters.values()].map((matter) => matter.closed!);
    expect(world.matters.get('campaign:cchc-nam-2026')?.closed).toBe('2026-08-06');
    expect(closed.every((day) => day <= '2026-08-06')).toBe(true);
  });

  test('nobody gets two reminder letters on one day, and none on a day off', () => {
    const reminders = letters
      .filter(({ kind }) => kind === 'reminder')
      .map(({ recipient, day }) => `${recipient} ${day}`);
    expect(new Set(reminders).size).toBe(reminders.length);
    expect(letters.filter(({ day }) => !isWorkingDay(calendar, day))).toEqual([]);
  });

  test('a silent commune hears louder and louder until it reports', () => {
    const heard = letters
      .filter(
        ({ recipient, kind, day }) => recipient.endsWith('-xa-cam-ha') && kind === 'reminder' && day < '2026-05-20',
      )
      .map(({ day, recipient, lines }) => `${day} ${recipient.slice(2, 4)} ${lines.map(({ duty }) => duty).join()}`);
    expect(heard).toEqual([
      '2026-03-12 dm acknowledge',
      '2026-03-13 dm acknowledge',
      '2026-03-13 tt acknowledge',
      '2026-03-30 dm self-report',
      '2026-04-01 dm self-report',
      '2026-04-03 dm self-report',
      '2026-04-03 tt self-report',
      '2026-04-29 dm remediate:1',
      '2026-05-07 dm remediate:1',
      '2026-05-11 dm remediate:1',
      '2026-05-11 tt remediate:1',
      '2026-05-18 dm remediate:2',
    ]);
  });

  test('a prompt department is never called late', () => {
    const acts = world.lines.filter(
      ({ unit, rung, duty }) => unit === 'so-xay-dung' && duty?.startsWith('remediate') && (rung ?? 0) > 1,
    );
    expect(acts).toEqual([]);
  });

  test('no state outgrows 64 KB, lists and texts never live in one', () => {
    const sizes = [...world.matters.values()].map((matter) => JSON.stringify(matter).length);
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
  });

  test('numbers run without gap: one for the notice and one for each conclusion', () => {
    expect(world.numbers).toBe(1 + conclusionUnits.length);
  });
});
