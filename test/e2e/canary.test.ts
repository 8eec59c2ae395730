import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Paper } from '../../domain/paper.ts';
import { startTestMachine } from '../support/machine.ts';
import type { TestMachine } from '../support/machine.ts';
import {
  allLettersLeft,
  aRound,
  contactOf,
  everythingRuns,
  mailOf,
  openOfficeAtWork,
  unitId,
} from '../support/province.ts';
import type { OfficeAtWork } from '../support/province.ts';
import { testWith } from '../support/tools.ts';

jest.setTimeout(480_000);

const communes = 6;
const campaign = 'dot-bi-mat';
/** Planted where people write: each must come out only where it was meant to. */
const planted = {
  name: 'Hoàng Yến Oanh Kín',
  mail: 'hoang-oanh-kin@rieng.example',
  phone: '0903777999',
  title: 'Kiểm tra chuyên đề mang tên Hoàng Hạc',
  remark: 'Đề nghị xem lại đoạn về ông Mật Thất',
  reason: 'Vì lý do riêng mang mã Cổ Thụ',
  password: 'con chim vành khuyên nhỏ xíu',
  login: 'oanh.kin',
  typed: 'Nội dung gõ dở Bạch Đàn',
};
const linkSecret = 'a secret of tests, thirty-two characters long';

describe('what is secret or of a person stays where it belongs', () => {
  let machine: TestMachine;
  let office: OfficeAtWork;
  const errors: string[] = [];
  const secrets: string[] = [linkSecret];
  beforeAll(async () => {
    machine = await startTestMachine({ env: { LOG_LEVEL: 'trace' } });
    office = await openOfficeAtWork(machine, communes);
  });
  afterAll(() => machine?.stop());

  test('a round with everything planted in it', async () => {
    const { store } = machine;
    const { planner } = office;
    const contact = (await store.people.row(contactOf(1)))!;
    const { version, ...person } = contact;
    await store.people.save({ ...person, name: planted.name, mail: planted.mail, phone: planted.phone }, version);
    await store.people.create({ _id: 'quan-tri', name: 'Người quản trị', mail: mailOf('quan-tri') });
    await store.appointments.create({
      id: 'b-qt',
      role: 'administrator',
      scope: 'office',
      person: 'quan-tri',
      from: '2026-01-01',
    });
    const administrator = await machine.signIn('quan-tri');
    const made = await administrator.post('/api/tokens', {
      name: 'Thử',
      role: 'planner',
      lastDay: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    });
    expect(made.status).toBe(201);
    secrets.push(made.body.secret);
    const invited = await administrator.post(`/api/people/${contactOf(1)}/invitation`);
    secrets.push(invited.body.link.split('/').at(-1));
    const path = new URL(invited.body.link).pathname;
    const account = await fetch(`${machine.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: machine.url },
      body: JSON.stringify({ login: planted.login, password: planted.password }),
    });
    expect(account.status).toBe(201);
    secrets.push(/dondoc=([^;]+)/.exec(account.headers.get('set-cookie')!)![1]!, planted.password);

    await office.approved({ ...aRound(campaign, communes), title: planted.title });
    await office.launched(campaign);
    const serves = [1, 2, 3, 4, 5].map(unitId);
    const paper = await office.signed(campaign, 'notice', { kind: 'notice', serves, requests: [] });
    await office.number(paper);
    await office.issued(paper);
    await allLettersLeft(machine, campaign);
    const second = await office.signed(campaign, 'notice', { kind: 'notice', serves: [unitId(6)], requests: [] });
    const director = await machine.signIn('giam-doc');
    await machine
      .insist(director, `/api/papers/${second}/send-back`, { remarks: planted.remark })
      .catch(() => undefined);
    await machine.insist(director, `/api/papers/${second}/void`, { reason: planted.reason }).catch(() => undefined);
    await office.nextDay(campaign);
    await office.nextDay(campaign);
    await allLettersLeft(machine, campaign);

    const token = /\/u\/([\w-]{20,})/.exec(machine.mail.lettersTo(planted.mail)[0]!.text)![1]!;
    secrets.push(token);
    for (const answer of [
      await planner.post('/api/people', { name: planted.typed, mail: 'không phải thư' }),
      await planner.post('/api/people', { name: planted.name, mail: planted.mail }),
      await planner.get(`/api/people?limit=${encodeURIComponent(planted.typed)}`),
      await planner.post('/api/sessions', { login: planted.login, password: `${planted.password}!` }),
      await planner.get('/api/units', { headers: { authorization: `Bearer ${made.body.secret}x` } }),
      await planner.get(`/u/${token}x/viec/${encodeURIComponent(planted.typed)}`),
      await planner.post('/api/campaigns', { campaign: planted.typed, [planted.typed]: planted.phone }),
    ])
      errors.push(`${answer.status} ${answer.text}`);
    const visit = await fetch(`${machine.url}/u/${token}`);
    expect(visit.status).toBe(200);
    const html = await visit.text();
    expect(html).not.toContain(linkSecret);
    for (const other of [2, 3, 4]) expect(html).not.toContain(mailOf(contactOf(other)));
    await everythingRuns(machine);
  });

  const personal = () => [
    ...Object.values(planted),
    ...Array.from({ length: communes }, (_, i) => mailOf(contactOf(i + 1))),
    'Người dm-',
    'Người tt-',
  ];

  test('no log of any part says it', () => {
    expect(machine.said.length).toBeGreaterThan(20);
    const log = machine.said.join('\n');
    for (const text of [...secrets, ...personal()])
      expect({ text, found: log.includes(text) }).toEqual({ text, found: false });
  });

  test('no error tells what was typed, or a secret', () => {
    expect(errors.map((error) => error.slice(0, 1))).toEqual(errors.map(() => '4'));
    const said = errors.join('\n');
    for (const text of [...secrets, planted.phone, planted.password, planted.reason, planted.remark])
      expect({ text, found: said.includes(text) }).toEqual({ text, found: false });
  });

  test('a letter goes to one mailbox, and a link to one person', () => {
    const owners = new Map<string, string>();
    for (const { recipients, text, html, raw } of machine.mail.letters) {
      expect(recipients).toHaveLength(1);
      for (const [, token] of `${text}\n${html}`.matchAll(/\/u\/([\w-]{20,})/g)) {
        expect(owners.get(token!) ?? recipients[0]).toBe(recipients[0]);
        owners.set(token!, recipients[0]!);
      }
      for (const secret of [linkSecret, planted.password, planted.phone, planted.typed])
        expect(raw).not.toContain(secret);
      if (recipients[0] !== planted.mail) expect(`${text}${html}`).not.toContain(planted.mail);
    }
    expect(owners.size).toBeGreaterThan(communes);
  });

  testWith('pdftotext')('no paper says it', async () => {
    const papers = await machine.store.matters.ofCampaign<Paper>(campaign, 'paper');
    const { file } = papers.find(({ issued }) => issued)!.issued!;
    const { bytes } = (await machine.store.files.get(file))!;
    const text = execFileSync('pdftotext', ['-', '-'], { input: bytes }).toString();
    expect(text).toContain('THÔNG BÁO');
    const { title: _, ...rest } = planted;
    for (const secret of [...secrets, ...Object.values(rest), 'Người dm-', '@'])
      expect({ secret, found: text.includes(secret) }).toEqual({ secret, found: false });
  });

  test('no figure for Prometheus says it', async () => {
    const figures = await (await fetch(`${machine.url}/metrics`)).text();
    expect(figures).toContain('dondoc_letters{');
    for (const text of [...secrets, ...personal(), unitId(1), campaign])
      expect({ text, found: figures.includes(text) }).toEqual({ text, found: false });
  });

  test('no process of Temporal knows it: histories, ids, memo and search attributes read back whole', async () => {
    const { temporal } = machine;
    let events = 0;
    const found: string[] = [];
    const forbidden = [...secrets, ...personal()];
    for await (const execution of temporal.workflow.list()) {
      const { workflowId, runId, memo, searchAttributes } = execution;
      const { events: history } = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
      events += history?.length ?? 0;
      const texts = [
        workflowId,
        JSON.stringify(memo ?? {}),
        JSON.stringify(searchAttributes ?? {}),
        ...textsOf(history),
      ];
      for (const text of texts)
        for (const secret of forbidden) if (text.includes(secret)) found.push(`${workflowId}: ${secret}`);
    }
    expect(events).toBeGreaterThan(200);
    expect(found).toEqual([]);
  });

  test('MongoDB keeps hashes of secrets only', async () => {
    const db = machine.store.db.db!;
    for (const { name } of await db.listCollections().toArray()) {
      const kept = JSON.stringify(await db.collection(name).find().toArray());
      for (const secret of secrets)
        expect({ name, secret, found: kept.includes(secret) }).toEqual({ name, secret, found: false });
    }
  });
});

/** Every text in a history, payloads read as the bytes they are. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
