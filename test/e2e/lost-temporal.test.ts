import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { persistently, startTestMachine } from '../support/machine.ts';
import type { TestMachine } from '../support/machine.ts';
import {
  allLettersLeft,
  aRound,
  contactOf,
  everythingRuns,
  lettersOnRecord,
  lostActs,
  mailOf,
  openOfficeAtWork,
  unitId,
  wrongNumbers,
} from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';

jest.setTimeout(480_000);

describe('Temporal killed and its file deleted', () => {
  let machine: TestMachine;
  let office: OfficeAtWork;
  const inspections = (campaign: string) => machine.store.matters.ofCampaign<Inspection>(campaign, 'inspection');
  const noticed = async () => (await inspections('dot-mot')).filter((inspection) => inspection.noticed).length;
  beforeAll(async () => {
    machine = await startTestMachine();
    office = await openOfficeAtWork(machine, 40);
  });
  afterAll(() => machine?.stop());

  test('in the middle of an issue and of a launch: both go on from the records', async () => {
    const { store } = machine;
    await office.approved(aRound('dot-mot', 40));
    await office.launched('dot-mot');
    const paper = await office.signed('dot-mot', 'notice');
    await office.approved(aRound('dot-hai', 40));
    await office.number(paper);
    await persistently(noticed, (units) => units >= 5);
    const launched = office.launched('dot-hai');
    launched.catch(() => undefined); // awaited below
    await persistently(
      () => store.matters.countOpen('dot-hai', ['inspection']),
      (created) => created >= 5,
    );
    await machine.kill('temporal');
    const [told, created] = [await noticed(), (await inspections('dot-hai')).length];
    machine.forgetTemporal();
    await machine.start('temporal');
    const { started } = await machine.reconcile();
    // most of them: whoever asks a process meanwhile starts it, too
    expect(started.length).toBeGreaterThanOrEqual(20);

    await launched;
    await office.issued(paper);
    expect(await noticed()).toBe(40);
    expect((await inspections('dot-hai')).map(({ place }) => place.unit)).toEqual(
      aRound('dot-hai', 40).units.map(({ unit }) => unit),
    );
    expect((await store.matters.get<Campaign>('campaign:dot-hai'))?.launched).toBe(40);
    // else nothing was in the middle of anything
    expect(told).toBeLessThan(40);
    expect(created).toBeLessThanOrEqual(40);
  });

  test('the letters that waited leave, each once', async () => {
    await allLettersLeft(machine, 'dot-mot');
    const { rows, wrong } = await lettersOnRecord(machine);
    expect(wrong).toEqual([]);
    expect(rows.filter(({ kind, recipient }) => kind === 'notice' && recipient.startsWith('dm-'))).toHaveLength(40);
    expect(machine.mail.lettersTo(mailOf(contactOf(7))).length).toBe(1);
  });

  test('lost again with nothing under way: people act and days pass as if nothing had been', async () => {
    await machine.kill('temporal');
    machine.forgetTemporal();
    await machine.start('temporal');
    const contact = await machine.signIn(contactOf(1));
    await machine.insist(contact, `/api/inspections/dot-mot:${unitId(1)}/acknowledge`);
    await machine.reconcile();
    await office.nextDay('dot-mot');
    await allLettersLeft(machine, 'dot-mot');
    const before = machine.mail.letters.length;
    await office.nextDay('dot-mot');
    await allLettersLeft(machine, 'dot-mot');
    expect(new Set(machine.mail.letters.slice(before).map(({ recipients }) => recipients[0]))).toEqual(
      new Set(Array.from({ length: 39 }, (_, i) => mailOf(contactOf(i + 2)))),
    );
    await everythingRuns(machine);
  });

  test('nothing acknowledged is lost, nothing is doubled', async () => {
    expect(await lostActs(machine)).toEqual([]);
    expect(await wrongNumbers(machine.store)).toEqual([]);
    expect((await lettersOnRecord(machine)).wrong).toEqual([]);
  });
});
