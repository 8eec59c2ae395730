import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Inspection } from '../../domain/inspection.ts';
import { partNames, persistently, seeded, startTestMachine } from '../support/machine.ts';
import type { PartName, TestMachine } from '../support/machine.ts';
import { aRound, everythingRuns, lostActs, openOfficeAtWork } from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';

jest.setTimeout(480_000);

const communes = 60;
const stories: [story: string, killed: PartName[]][] = [
  ...partNames.map((part): [string, PartName[]] => [part, [part]]),
  ['everything at once', [...partNames]],
];

describe('killed in the middle of a launch to sixty communes', () => {
  let machine: TestMachine;
  let office: OfficeAtWork;
  beforeAll(async () => {
    machine = await startTestMachine();
    office = await openOfficeAtWork(machine, communes);
  });
  afterAll(() => machine?.stop());

  test.each(stories)(
    '%s: started again, the launch goes on by itself and reaches every commune once',
    async (story, killed) => {
      const campaign = `dot-${story.replaceAll(' ', '-')}`;
      const delay = seeded(60 + stories.findIndex(([name]) => name === story));
      await office.approved(aRound(campaign, communes));
      const launched = office.launched(campaign);
      launched.catch(() => undefined); // awaited below
      const reached = delay(1, 40);
      await persistently(
        () => machine.store.matters.countOpen(campaign, ['inspection']),
        (created) => created >= reached,
      );
      await Promise.all(killed.map((part) => machine.kill(part)));
      await pause(delay(0, 500));
      await Promise.all(killed.map((part) => machine.start(part)));
      await launched;

      const inspections = await machine.store.matters.ofCampaign<Inspection>(campaign, 'inspection');
      expect(inspections.map(({ place }) => place.unit)).toEqual(
        aRound(campaign, communes).units.map(({ unit }) => unit),
      );
      await everythingRuns(machine);
      expect(await lostActs(machine)).toEqual([]);
    },
  );
});
