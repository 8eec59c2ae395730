import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { partNames, persistently, seeded, startTestMachine } from '../support/machine.ts';
import type { PartName, TestMachine } from '../support/machine.ts';
import {
  allLettersLeft,
  aRound,
  contactOf,
  everythingRuns,
  headOf,
  lettersOnRecord,
  lostActs,
  mailOf,
  openOfficeAtWork,
} from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';

jest.setTimeout(600_000);

const communes = 40;
const campaign = 'dot-thu';
const everyone = (of: (n: number) => string) => Array.from({ length: communes }, (_, i) => mailOf(of(i + 1)));

describe('killed in the middle of a morning’s letters', () => {
  let machine: TestMachine;
  let office: OfficeAtWork;
  const delay = seeded(31);
  const arrived = () => machine.mail.letters.length;
  /** Kills when so many letters have come since the test began, at once when more have, and starts again. */
  const strike = async (killed: PartName[], enough: number) => {
    await persistently(
      async () => arrived(),
      (came) => came >= enough,
    );
    await Promise.all(killed.map((part) => machine.kill(part)));
    await pause(delay(0, 500));
    await Promise.all(killed.map((part) => machine.start(part)));
  };
  const allTold = () => allLettersLeft(machine, campaign);
  const remindersSince = (from: number) =>
    new Set(machine.mail.letters.slice(from).map(({ recipients }) => recipients[0]!));

  beforeAll(async () => {
    machine = await startTestMachine();
    office = await openOfficeAtWork(machine, communes);
    await office.approved(aRound(campaign, communes));
    await office.launched(campaign);
    const paper = await office.signed(campaign, 'notice');
    await office.number(paper);
    await office.issued(paper);
    await allTold();
    await office.nextDay(campaign);
  });
  afterAll(() => machine?.stop());

  test('Temporal, then MongoDB, while forty contacts are reminded: everybody hears', async () => {
    const before = arrived();
    const morning = office.nextDay(campaign);
    await strike(['temporal'], before + delay(3, 10));
    await strike(['mongod'], before + delay(12, 20));
    await morning;
    await allTold();
    expect(remindersSince(before)).toEqual(new Set(everyone(contactOf)));
    expect((await lettersOnRecord(machine)).wrong).toEqual([]);
  });

  test('the worker, then everything, while eighty are reminded: everybody hears', async () => {
    const before = arrived();
    const morning = office.nextDay(campaign);
    await strike(['worker'], before + delay(5, 15));
    await strike([...partNames], before + delay(20, 35));
    await morning;
    await allTold();
    expect(remindersSince(before)).toEqual(
      new Set([...everyone(contactOf), ...everyone(headOf), mailOf('thu-ky-doan')]),
    );
  });

  test('the API, while the next morning comes: it goes on by itself', async () => {
    const before = arrived();
    const morning = office.nextDay(campaign);
    await machine.kill('api');
    await machine.start('api');
    await morning;
    await allTold();
    expect(remindersSince(before)).toEqual(new Set([mailOf('truong-doan')]));
  });

  test('one row and one Message-ID a letter; what came twice is on record as a possible repeat; no line waits', async () => {
    const { rows, wrong, repeated } = await lettersOnRecord(machine);
    expect(wrong).toEqual([]);
    expect(repeated).toBeLessThanOrEqual(rows.filter(({ ambiguous }) => ambiguous).length);
    expect(await lostActs(machine)).toEqual([]);
    await everythingRuns(machine);
  });
});
