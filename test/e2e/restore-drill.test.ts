import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Paper } from '../../domain/paper.ts';
import { runCommand } from '../support/command.ts';
import { persistently, startTestMachine } from '../support/machine.ts';
import type { TestMachine } from '../support/machine.ts';
import type { SunkLetter } from '../support/mail-sink.ts';
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
} from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';

jest.setTimeout(480_000);

const communes = 24;
const [running, launching] = ['dot-chay', 'dot-moi'] as const;
const serves = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => unitId(from + i));

describe('backed up in the middle of the work, everything lost, put back on another machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-dien-tap-'));
  const backup = join(folder, 'ban');
  let lost: TestMachine;
  let machine: TestMachine;
  let before: OfficeAtWork;
  let office: OfficeAtWork;
  let signed: string;
  let letterBefore: SunkLetter;
  let told: number;
  let created: number;
  let waiting: Set<string>;

  beforeAll(async () => {
    lost = await startTestMachine();
    before = await openOfficeAtWork(lost, communes);
  });
  afterAll(async () => {
    await lost?.stop();
    await machine?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a round runs: one notice out, one being told to its units, one signed, another round being launched', async () => {
    const { store } = lost;
    await before.approved(aRound(running, communes));
    await before.launched(running);
    const first = await before.signed(running, 'notice', { kind: 'notice', serves: serves(1, 8), requests: [] });
    await before.number(first);
    await before.issued(first);
    await allLettersLeft(lost, running);
    letterBefore = lost.mail.lettersTo(mailOf(contactOf(1)))[0]!;
    const contact = await lost.signIn(contactOf(1));
    await lost.insist(contact, `/api/inspections/${running}:${unitId(1)}/acknowledge`);
    signed = await before.signed(running, 'notice', { kind: 'notice', serves: serves(17, 24), requests: [] });
    const second = await before.signed(running, 'notice', { kind: 'notice', serves: serves(9, 16), requests: [] });
    await before.approved(aRound(launching, communes));

    await before.number(second);
    await persistently(
      async () => (await store.matters.ofCampaign<Inspection>(running, 'inspection')).filter((one) => one.noticed),
      (noticed) => noticed.length >= 10,
    );
    const launch = before.launched(launching);
    launch.catch(() => undefined); // the machine is lost before it ends
    await persistently(
      () => store.matters.countOpen(launching, ['inspection']),
      (now) => now >= 3,
    );
    await lost.kill('worker');
  });

  test('npm run backup while the API answers; then the machine is gone', async () => {
    const { code, out, err } = await runCommand('backup', ['--to', backup], lost.env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`vào ${backup}`);
    const { store } = lost;
    const lines = await store.lines.everyoneWaiting();
    expect(lines.length).toBeGreaterThan(0);
    waiting = new Set((await store.lines.model.find({ status: 'waiting' }, { _id: 1 }).lean()).map(({ _id }) => _id));
    told = (await store.matters.ofCampaign<Inspection>(running, 'inspection')).filter((one) => one.noticed).length;
    created = await store.matters.countOpen(launching, ['inspection']);
    // done after the backup: it will be gone, its number too
    const contact = await lost.signIn(contactOf(2));
    expect((await contact.get('/api/me')).status).toBe(200);
    await lost.stop();
  });

  test('npm run restore onto an empty MongoDB and an empty Temporal: every process is there again', async () => {
    machine = await startTestMachine({
      async prepare(env) {
        expect(await runCommand('restore', [backup], env)).toMatchObject({ code: 0, err: '' });
      },
    });
    expect((await runCommand('restore', [backup], machine.env)).err).toMatch(/--replace/);
    office = await officeAtWork(machine);
    await everythingRuns(machine);
    expect(await lostActs({ ...machine, acknowledged: lost.acknowledged })).toEqual([]);
  });

  test('what was under way ends by itself: every unit is told, the launch reaches all', async () => {
    const { store } = machine;
    await persistently(
      async () => (await store.matters.ofCampaign<Inspection>(running, 'inspection')).filter((one) => one.noticed),
      (noticed) => noticed.length === 16,
    );
    await persistently(
      () => store.matters.get<Campaign>(`campaign:${launching}`),
      (round) => round?.state === 'running',
    );
    expect(
      (await store.matters.ofCampaign<Inspection>(launching, 'inspection')).map(({ place }) => place.unit),
    ).toEqual(serves(1, communes));
    // else nothing was in the middle of anything
    expect(told).toBeLessThanOrEqual(16);
    expect(created).toBeGreaterThanOrEqual(3);
  });

  test('the letters that waited leave; nobody gets one a second time; the links already mailed open', async () => {
    await allLettersLeft(machine, running);
    const letters = [...lost.mail.letters, ...machine.mail.letters];
    const mail = {
      ...machine.mail,
      letters,
      copies: (messageId: string) => letters.filter((letter) => letter.messageId === messageId).length,
    };
    const { wrong, rows } = await lettersOnRecord({ ...machine, mail });
    expect(wrong).toEqual([]);
    const told = rows.filter(({ kind, recipient }) => kind === 'notice' && recipient.startsWith('dm-'));
    expect(new Set(told.map(({ recipient }) => recipient)).size).toBe(16);
    expect(told).toHaveLength(16);
    // what waited in the backup may have left after it: the ledger says so, and of no letter that had left before
    const restored = (await machine.store.restores.latest())!._id;
    const again = rows.filter(({ lines }) => lines.some((line) => waiting.has(line)));
    expect(again.length).toBeGreaterThan(0);
    expect(again.every((letter) => letter.restored === restored)).toBe(true);
    expect(rows.filter(({ phaseAt }) => phaseAt < restored).filter((letter) => letter.restored)).toEqual([]);
    const path = /\/u\/[\w-]+/.exec(letterBefore.text)![0];
    expect((await fetch(`${machine.url}${path}`)).status).toBe(200);
  });

  test('no number is given before the clerk confirmed the last; then they go on', async () => {
    const clerk = await machine.signIn('van-thu');
    const number = () => clerk.post(`/api/papers/${signed}/number`);
    expect((await number()).body).toMatchObject({ type: '/problems/register-unconfirmed', status: 409 });
    const register = 'SNV-TH/2026';
    const { body } = await clerk.get('/api/register/confirmations');
    expect(body.waiting).toContainEqual({ register, known: 2 });
    const confirm = (last: number) => clerk.post('/api/register/confirmations', { register, last });
    expect((await confirm(1)).body).toMatchObject({ status: 422 });
    expect((await confirm(44)).status).toBe(200);
    // mistyped: until a number is given it can be mended
    const mended = await confirm(4);
    expect(mended.body.waiting).not.toContainEqual({ register, known: 2 });
    await office.number(signed);
    await office.issued(signed);
    expect((await machine.store.matters.get<Paper>(`paper:${signed}`))?.number?.number).toBe(5);
    expect((await machine.store.registers.list(register)).map(({ number: given }) => given)).toEqual([1, 2, 5]);
    expect((await confirm(9)).body).toMatchObject({ type: '/problems/register-already-confirmed', status: 409 });
  });

  test('the round goes on: days pass, who still owes is reminded once', async () => {
    await allLettersLeft(machine, running);
    await office.nextDay(running);
    await allLettersLeft(machine, running);
    const from = machine.mail.letters.length;
    await office.nextDay(running);
    await allLettersLeft(machine, running);
    const reminded = machine.mail.letters.slice(from).map(({ recipients }) => recipients[0]!);
    expect(new Set(reminded).size).toBe(reminded.length);
    expect(reminded).toContain(mailOf(contactOf(2)));
    expect(reminded).not.toContain(mailOf(contactOf(1)));
    expect(await lostActs(machine)).toEqual([]);
    await everythingRuns(machine);
  });
});
