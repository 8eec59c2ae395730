import { randomUUID } from 'node:crypto';
import type { Inspection } from '../domain/inspection.ts';
import { startTestMachine } from '../test/support/machine.ts';
import { aRound, openOfficeAtWork } from '../test/support/province.ts';
import { judge } from './judge.ts';

// A launch to so many units on the one-machine default, beside its floor on the same servers in the same run: as many
// records written and as many processes started one after the other, and nothing else.

const units = Number(process.env['UNITS'] ?? 400);
const machine = await startTestMachine();
const { store, temporal } = machine;
const office = await openOfficeAtWork(machine, units);
const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1_000;
};

await office.approved(aRound('dot-bench', units));
const launchS = await timed(() => office.launched('dot-bench'));

const inspections = await store.matters.ofCampaign<Inspection>('dot-bench', 'inspection');
const [one] = inspections;
const recordsS = await timed(async () => {
  for (let n = 0; n < units; n++) await store.matters.born({ ...one!, id: `${one!.id}-san-${n}` });
});
const taskQueue = randomUUID();
const startsS = await timed(async () => {
  for (let n = 0; n < units; n++) {
    await temporal.workflow.start('inspection', {
      taskQueue,
      workflowId: `san-${n}`,
      args: [one],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }
});
await machine.stop();

const round = (value: number) => Math.round(value * 100) / 100;
const floorS = recordsS + startsS;
judge(
  {
    units,
    launched: inspections.length,
    launchS: round(launchS),
    unitsPerSecond: Math.round(units / launchS),
    floor: { recordsS: round(recordsS), startsS: round(startsS) },
  },
  [
    { name: 'timesFloor', figure: round(launchS / floorS), atMost: 3 },
    { name: 'notReached', figure: units - new Set(inspections.map(({ place }) => place.unit)).size, atMost: 0 },
  ],
);
