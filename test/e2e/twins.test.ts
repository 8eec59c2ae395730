import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Inspection } from '../../domain/inspection.ts';
import { persistently, startTestMachine } from '../support/machine.ts';
import type { PartName, TestMachine } from '../support/machine.ts';
import {
  allLettersLeft,
  aRound,
  contactOf,
  everythingRuns,
  lettersOnRecord,
  lostActs,
  mailOf,
  officeAtWork,
  openOfficeAtWork,
  unitId,
  wrongNumbers,
} from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';

jest.setTimeout(480_000);

const communes = 40;
const everyUnit = Array.from({ length: communes }, (_, i) => unitId(i + 1));

describe('two workers and two APIs', () => {
  let machine: TestMachine;
  let office: OfficeAtWork;
  let elsewhere: OfficeAtWork;
  const inspections = async (campaign: string) =>
    (await machine.store.matters.ofCampaign<Inspection>(campaign, 'inspection')).map(({ place }) => place.unit);
  beforeAll(async () => {
    machine = await startTestMachine({ twins: true });
    office = await openOfficeAtWork(machine, communes);
    elsewhere = await officeAtWork({ ...machine, signIn: (person) => machine.signIn(person, 'api-2') });
  });
  afterAll(() => machine?.stop());

  test('one of each killed in the middle of a launch: the other two go on, nobody starts anything again', async () => {
    await office.approved(aRound('dot-mot', communes));
    const launched = office.launched('dot-mot');
    launched.catch(() => undefined); // awaited below
    await persistently(
      () => machine.store.matters.countOpen('dot-mot', ['inspection']),
      (created) => created >= 5,
    );
    await Promise.all(['worker', 'api-2'].map((part) => machine.kill(part as PartName)));
    await launched;
    expect(await inspections('dot-mot')).toEqual(everyUnit);
    await Promise.all(['worker', 'api-2'].map((part) => machine.start(part as PartName)));
  });

  test('one of each killed in the middle of the letters: everybody hears once', async () => {
    const paper = await elsewhere.signed('dot-mot', 'notice');
    await elsewhere.number(paper);
    await persistently(async () => machine.mail.letters.length >= 8, Boolean);
    await Promise.all(['worker-2', 'api'].map((part) => machine.kill(part as PartName)));
    await elsewhere.issued(paper);
    await allLettersLeft(machine, 'dot-mot');
    await Promise.all(['worker-2', 'api'].map((part) => machine.start(part as PartName)));
    for (let n = 1; n <= communes; n += 1)
      expect(machine.mail.lettersTo(mailOf(contactOf(n))).length).toBeGreaterThanOrEqual(1);
    const { wrong, rows, repeated } = await lettersOnRecord(machine);
    expect(wrong).toEqual([]);
    expect(repeated).toBeLessThanOrEqual(rows.filter(({ ambiguous }) => ambiguous).length);
  });

  test('the same decision at both doors at once is one decision', async () => {
    const contact = await machine.signIn(contactOf(3));
    const other = await machine.signIn(contactOf(3), 'api-2');
    const path = `/api/inspections/dot-mot:${unitId(3)}/acknowledge`;
    const answers = await Promise.all(
      [contact, other, contact, other].map((who) => who.post(path, undefined, { key: 'hai-cua' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const acts = await machine.store.audit.of(`inspection:dot-mot:${unitId(3)}`);
    expect(acts.filter(({ act }) => act.message === 'acknowledge')).toHaveLength(1);
  });

  test('nothing is lost, nothing doubled, no number twice', async () => {
    expect(await lostActs(machine)).toEqual([]);
    expect(await wrongNumbers(machine.store)).toEqual([]);
    await everythingRuns(machine);
    expect(machine.falls).toEqual([]);
  });

  describe('told to end (SIGTERM) under load', () => {
    const inTime = 20_000;

    test('an API answers what it was asked; a worker hands the rest to the other', async () => {
      await office.approved(aRound('dot-hai', communes));
      const contacts = await Promise.all(Array.from({ length: 12 }, (_, i) => machine.signIn(contactOf(i + 5))));
      const asked = contacts.map((contact, i) =>
        contact.post(`/api/inspections/dot-mot:${unitId(i + 5)}/acknowledge`, undefined, { key: `tat-${i}` }).then(
          ({ status }) => status,
          (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.message,
        ),
      );
      const launched = elsewhere.launched('dot-hai');
      await pause(20);
      const ends = await Promise.all([machine.end('api'), machine.end('worker')]);
      for (const { how, took } of ends) {
        expect(how).toBe('mã 0');
        expect(took).toBeLessThan(inTime);
      }
      // answered, or never taken in: nothing that was decided is left unanswered
      const answers = await Promise.all(asked);
      expect(
        answers.filter((answer) => answer !== 200 && !['ECONNREFUSED', 'ECONNRESET'].includes(String(answer))),
      ).toEqual([]);
      for (const [i, answer] of answers.entries()) {
        const acts = await machine.store.audit.of(`inspection:dot-mot:${unitId(i + 5)}`);
        const done = acts.filter(({ act }) => act.message === 'acknowledge').length;
        expect({ answer, done }).toEqual({ answer, done: answer === 200 ? 1 : 0 });
      }
      await launched;
      expect(await inspections('dot-hai')).toEqual(everyUnit);
      await Promise.all([machine.start('api'), machine.start('worker')]);
    });

    test('both workers one after the other in the middle of letters: none is lost, none comes twice that is not on record', async () => {
      const paper = await office.signed('dot-hai', 'notice');
      const from = machine.mail.letters.length;
      await office.number(paper);
      await persistently(async () => machine.mail.letters.length >= from + 5, Boolean);
      for (const part of ['worker', 'worker-2'] as const) {
        const { how, took } = await machine.end(part);
        expect({ how, said: how === 'mã 0' ? [] : machine.said.slice(-12) }).toEqual({ how: 'mã 0', said: [] });
        expect(took).toBeLessThan(inTime);
      }
      // ended in order, no letter is left where nobody knows whether it arrived: its dot left without an answer
      expect(await machine.store.letters.model.countDocuments({ campaigns: 'dot-hai', phase: 'data-sent' })).toBe(0);
      await machine.start('worker');
      await office.issued(paper);
      await allLettersLeft(machine, 'dot-hai');
      const { wrong, rows, repeated } = await lettersOnRecord(machine);
      expect(wrong).toEqual([]);
      // whose answer was cut off may come again, which is then on record
      expect(repeated).toBeLessThanOrEqual(rows.filter(({ ambiguous }) => ambiguous).length);
      await machine.start('worker-2');
      await everythingRuns(machine);
      expect(await lostActs(machine)).toEqual([]);
    });
  });
});
