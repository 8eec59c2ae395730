import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
import { report } from '../../domain/item-report.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { campaign, openLettersWorld, remediationOf } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';

jest.setTimeout(30_000);

let world: LettersWorld;
beforeAll(async () => {
  world = await openLettersWorld('smtp://127.0.0.1:1', { stepped: true });
});
beforeEach(() => world.settle());
afterAll(() => world?.close());

/** The chase of a department, wake by wake, up to its official letter on 17/03/2026. */
async function upTo(unit: string, day: Day): Promise<void> {
  for (const on of ['2026-03-03', '2026-03-09', '2026-03-11', '2026-03-17'] as Day[])
    if (on <= day) await world.chaseTo(unit, on);
}

const reported = async (unit: string, item: number): Promise<void> => {
  const record = (await world.store.matters.get<Remediation>(remediationOf(unit)))!;
  await world.save({
    ...report.next(record, { item, report: `item-report:k${item}`, evidence: 1 }, '2026-03-18'),
    lines: [],
  });
};

describe('lines', () => {
  const line: Line = {
    id: 'm/received/a/unit-contact',
    letter: 'received',
    matter: 'm',
    role: 'unit-contact',
    campaign,
    day: '2026-03-03',
  };
  const insert = (lines: (Line & { people: string[] })[], stepped = false) =>
    world.store.db.transaction((session) => world.store.lines.insert(lines, stepped, session));

  test('are written once for each of their people, whatever is repeated, with their transaction or not at all', async () => {
    await insert([{ ...line, people: ['hoa', 'yen'] }]);
    await insert([{ ...line, people: ['hoa', 'yen', 'lan'] }]);
    expect((await world.store.lines.rowsOf([line.id])).map(({ person }) => person)).toEqual(
      expect.arrayContaining(['hoa', 'lan', 'yen']),
    );
    const failed = world.store.db.transaction(async (session) => {
      await world.store.lines.insert([{ ...line, id: 'm/received/b/unit-contact', people: ['hoa'] }], false, session);
      throw new Error('the state was stale');
    });
    await expect(failed).rejects.toThrow('the state was stale');
    expect(await world.store.lines.rowsOf(['m/received/b/unit-contact'])).toEqual([]);
  });

  test('keep everything they were written with, the visit whose chair is told too', async () => {
    const told: Line = {
      ...line,
      role: 'chair',
      unit: 'so-y-te',
      team: 'doan-1',
      visit: 'inspection:a#1',
      about: { visit: 1 },
    };
    await insert([{ ...told, people: ['vinh'] }]);
    expect((await world.store.lines.rowsOf([told.id])).map((row) => world.store.lines.lineOf(row))).toEqual([told]);
  });

  test('one that nobody hears is kept, and counted by the watch', async () => {
    await insert([{ ...line, people: [] }]);
    expect(await world.store.lines.rowsOf([line.id])).toMatchObject([{ status: 'waiting' }]);
    expect(await world.store.lines.withoutLetterBefore('2026-03-03')).toBe(0);
    expect(await world.store.lines.withoutLetterBefore('2026-03-04')).toBe(1);
    expect(await world.store.lines.everyoneWaiting()).toEqual([]);
  });

  test('the watch looks for reminders of the same morning; training rounds do not concern it', async () => {
    await insert([{ ...line, id: 'm/d/0/x/unit-contact', letter: 'reminder', people: ['hoa'] }]);
    await upTo('so-xay-dung', '2026-03-03');
    expect(await world.store.lines.withoutLetterBefore('2026-03-03')).toBe(1);
  });

  test('everybody with something to be told, and by which post', async () => {
    await insert([{ ...line, people: ['hoa'] }]);
    await upTo('so-xay-dung', '2026-03-03');
    expect(await world.store.lines.everyoneWaiting()).toEqual([{ person: 'hoa' }, { person: 'hoa', campaign }]);
  });
});

describe('lines that wait for an official letter', () => {
  test('are counted by what is owed, each duty once, until one letter gathers them', async () => {
    await upTo('so-xay-dung', '2026-03-17');
    await upTo('so-y-te', '2026-03-17');
    const { lines } = world.store;
    expect(await lines.waitingOfficialLetters(campaign, '2026-03-17')).toBe(0);
    expect(await lines.waitingOfficialLetters(campaign, '2026-03-18')).toBe(4);
    expect(await lines.officialLetterLines(campaign, '2026-03-17')).toHaveLength(8);

    await reported('so-xay-dung', 1);
    expect(await lines.waitingOfficialLetters(campaign, '2026-03-18')).toBe(3);
    // contact and head (or who is told instead) of two duties of each department
    expect(await lines.gatherOfficialLetters(campaign, 'cv-15', '2026-03-17')).toBe(8);
    expect(await lines.gatherOfficialLetters(campaign, 'cv-15', '2026-03-17')).toBe(0);
    expect(await lines.waitingOfficialLetters(campaign, '2026-03-18')).toBe(0);
    const rows = (await lines.ofMatter(remediationOf('so-xay-dung'))).filter(
      ({ letter }) => letter === 'official-letter',
    );
    expect(rows.map(({ duty, status, why, inLetter }) => [duty, status, why ?? inLetter])).toEqual([
      ['remediate:1', 'dropped', 'met'],
      ['remediate:1', 'dropped', 'met'],
      ['remediate:2', 'gathered', 'cv-15'],
      ['remediate:2', 'gathered', 'cv-15'],
    ]);
  });
});

describe('who a training step waits for', () => {
  const waiting = (day: Day) => world.store.lines.recipientsWaiting(campaign, day);

  test('reminders on their day, not on a day off; verdicts on the next working day; events at once', async () => {
    await upTo('so-xay-dung', '2026-03-03');
    expect(await waiting('2026-03-02')).toEqual([]);
    expect(await waiting('2026-03-03')).toEqual(['hoa']);
    expect(await waiting('2026-03-07')).toEqual([]);
    expect(await waiting('2026-03-09')).toEqual(['hoa']);
  });

  test('who had a reminder that day is not waited for, nor what failed and is tried later', async () => {
    await upTo('so-xay-dung', '2026-03-03');
    const { lines } = world.store;
    const rows = await lines.waitingFor('hoa', campaign);
    await lines.hold(
      rows.map(({ _id }) => _id),
      '2026-03-03T02:00:00.000Z',
    );
    expect(await waiting('2026-03-03')).toEqual([]);
    await lines.model.updateMany({}, { $unset: { notBefore: 1 } });
    await world.store.clocks.advance(campaign, { now: '2026-03-03', postsOn: '2026-03-03' });
    await world.deliver('hoa');
    expect(await world.store.lines.waitingFor('hoa', campaign)).not.toEqual([]);
    expect(await waiting('2026-03-03')).toEqual([]);
  });
});
