import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Inspection } from '../../domain/inspection.ts';
import type { Paper, PaperState } from '../../domain/paper.ts';
import { partNames, persistently, seeded, startTestMachine } from '../support/machine.ts';
import type { PartName, TestMachine } from '../support/machine.ts';
import {
  allLettersLeft,
  aRound,
  everythingRuns,
  lettersOnRecord,
  lostActs,
  openOfficeAtWork,
  unitId,
  wrongNumbers,
} from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';

jest.setTimeout(480_000);

const campaign = 'dot-ban-hanh';
const each = 8;
/** Killed as soon as the record says so, or shortly after. */
const stories: { story: string; killed: PartName[]; at: PaperState }[] = [
  { story: 'mongod, while the number is being taken', killed: ['mongod'], at: 'numbering' },
  { story: 'worker, while the paper is being rendered', killed: ['worker'], at: 'numbered' },
  { story: 'api, as soon as it has answered', killed: ['api'], at: 'numbering' },
  { story: 'mongod and temporal, while the units are being told', killed: ['mongod', 'temporal'], at: 'issued' },
  { story: 'everything, while the paper is being rendered', killed: [...partNames], at: 'numbered' },
];

describe('killed between the number of a paper and its last addressee', () => {
  let machine: TestMachine;
  let office: OfficeAtWork;
  beforeAll(async () => {
    machine = await startTestMachine();
    const communes = stories.length * each;
    office = await openOfficeAtWork(machine, communes);
    await office.approved(aRound(campaign, communes));
    await office.launched(campaign);
  });
  afterAll(() => machine?.stop());

  const serves = (n: number) => Array.from({ length: each }, (_, i) => unitId(n * each + i + 1));

  test.each(stories.map((one, n) => ({ ...one, n })))(
    '$story: one number, one file, every unit told once',
    async ({ killed, at, n }) => {
      const { store, mail } = machine;
      const delay = seeded(n + 1);
      const paper = await office.signed(campaign, 'notice', { kind: 'notice', serves: serves(n), requests: [] });
      const numbered = office.number(paper);
      numbered.catch(() => undefined); // awaited below
      const passed: PaperState[] =
        at === 'numbering'
          ? ['numbering', 'numbered', 'issued']
          : at === 'numbered'
            ? ['numbered', 'issued']
            : ['issued'];
      await persistently(
        () => store.matters.get<Paper>(`paper:${paper}`),
        (record) => passed.includes(record!.state),
      );
      await pause(delay(0, 150));
      await Promise.all(killed.map((part) => machine.kill(part)));
      await pause(delay(0, 500));
      await Promise.all(killed.map((part) => machine.start(part)));
      await numbered;
      await office.issued(paper);

      const inspections = (await store.matters.ofCampaign<Inspection>(campaign, 'inspection')).filter(({ place }) =>
        serves(n).includes(place.unit),
      );
      expect(inspections.map(({ noticed }) => noticed?.paper)).toEqual(serves(n).map(() => `paper:${paper}`));
      expect(await wrongNumbers(store)).toEqual([]);
      await mail.until(
        (letters) =>
          serves(n).every((unit) =>
            letters.some(({ recipients }) => recipients[0]!.startsWith(`dm-${unit.slice(3)}@`)),
          ),
        120_000,
      );
      expect(await lostActs(machine)).toEqual([]);
    },
  );

  test('afterwards the register has no gap, and every letter is one letter', async () => {
    await everythingRuns(machine);
    const [register] = await machine.store.registers.names();
    expect((await machine.store.registers.list(register!)).map(({ number }) => number)).toEqual(
      stories.map((_, i) => i + 1),
    );
    await allLettersLeft(machine, campaign);
    expect((await lettersOnRecord(machine)).wrong).toEqual([]);
  });
});
