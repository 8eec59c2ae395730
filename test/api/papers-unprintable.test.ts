import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Printable } from '../../domain/minutes.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Answer, Caller } from '../support/api.ts';
import {
  binhDinhAppointments,
  binhDinhConclusion,
  binhDinhOutline,
  binhDinhPeople,
  binhDinhPlan,
  binhDinhUnits,
  haiQuan,
  khuKinhTe,
} from '../support/binh-dinh.ts';
import { launched, minutesSigned } from '../support/launched.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';

jest.setTimeout(60_000);

const campaign = 'khong-in-2026';
const day = '2026-10-19';
let office: TestOffice;
let lead: Caller;
let head: Caller;
let signer: Caller;
let clerk: Caller;
let print: (document: Printable) => Promise<{ bytes: Uint8Array; sha256: string; pages: number }>;
/** What the printing thread does instead, while set. */
let failing: ((document: Printable) => Error | undefined) | undefined;

beforeAll(async () => {
  office = await openOffice({
    units: binhDinhUnits,
    people: binhDinhPeople,
    appointments: binhDinhAppointments,
    outline: binhDinhOutline,
  });
  await launched(office.stack.store, { ...binhDinhPlan, campaign }, day, () => minutesSigned('2026-10-12'));
  [lead, head, signer, clerk] = await Promise.all([
    office.as('lead', 'team:doan-1'),
    office.as('division-head'),
    office.as('signer'),
    office.as('clerk'),
  ]);
  const { papers } = office.stack.deps;
  print = papers.render.bind(papers);
  papers.render = (document) => {
    const error = failing?.(document);
    return error ? Promise.reject(error) : print(document);
  };
});
afterAll(() => office?.stop());

const isProof = (document: Printable) => 'imprint' in document && document.imprint.number === 99_999;
const problem = ({ status, body }: Answer<{ type?: string }>) => `${status} ${body.type?.replace('/problems/', '')}`;
const view = (id: string) => ok(head.get(`/api/papers/${id}`));
const until = (id: string, holds: (paper: Awaited<ReturnType<typeof view>>) => boolean) =>
  eventually(() => view(id), holds);
const register = async () => (await ok(clerk.get('/api/register?series=TH&year=2026'))).items;
const drafted = async (unit: string) =>
  (await office.stack.store.matters.get<Inspection>(`inspection:${campaign}:${unit}`))?.drafted?.paper;

const conclusion = (unit: string) => ({
  ...binhDinhConclusion,
  serves: [unit],
  findings: [binhDinhConclusion.findings[0]!],
  requirements: [binhDinhConclusion.requirements[0]!],
});
const create = async (unit: string): Promise<string> =>
  (await ok(lead.post(`/api/campaigns/${campaign}/papers`, conclusion(unit)))).id;

/** Submitted, appraised and signed. */
async function signed(id: string): Promise<void> {
  const { record } = await ok(lead.post(`/api/papers/${id}/submit`));
  const { sha256 } = record.content;
  await ok(head.post(`/api/papers/${id}/appraise`, { sha256 }));
  await ok(signer.post(`/api/papers/${id}/sign`, { sha256 }));
}

describe('a paper that cannot be laid out', () => {
  let id: string;

  test('takes no number: it is back with its drafter, unsigned, and says what to do', async () => {
    id = await create(khuKinhTe);
    await signed(id);
    const { content } = (await office.stack.store.matters.get(`paper:${id}`)) as never as {
      content: { snapshot: string };
    };
    const changed = await office.stack.store.snapshots.model.updateOne(
      { _id: content.snapshot },
      { $set: { 'body.document.abstract': 'Kết luận kiểm tra 😀' } },
    );
    expect(changed.modifiedCount).toBe(1);
    await ok(clerk.post(`/api/papers/${id}/number`));
    const back = await until(id, ({ state }) => state === 'drafted');
    expect(back).toMatchObject({
      steps: [],
      waiting: [{ kind: 'redraft', role: 'lead' }],
      unprintable: { code: 'glyph-missing', on: day, sentence: expect.stringContaining('U+1F600') },
    });
    expect(back).not.toHaveProperty('number');
    expect(await register()).toEqual([]);
    expect(problem(await clerk.post(`/api/papers/${id}/number`))).toBe('409 paper-not-ready');
  });

  test('submitted and signed anew it takes the first number', async () => {
    await signed(id);
    expect(await view(id)).not.toHaveProperty('unprintable');
    await ok(clerk.post(`/api/papers/${id}/number`));
    expect(await until(id, ({ state }) => state === 'issued')).toMatchObject({ number: '01/TH-TB-SNV' });
  });
});

describe('a number that was taken and cannot be used', () => {
  let id: string;

  test('stays with its paper, and everybody sees why', async () => {
    id = await create(haiQuan);
    await signed(id);
    failing = (document) => (isProof(document) ? undefined : new Refusal('paper-text-lost'));
    await ok(clerk.post(`/api/papers/${id}/number`));
    const stuck = await until(id, ({ unprintable }) => unprintable !== undefined);
    expect(stuck).toMatchObject({
      state: 'numbered',
      words: 'đã cấp số, chưa in được',
      number: '02/TH-TB-SNV',
      waiting: [{ kind: 'number', role: 'clerk' }],
      unprintable: { code: 'paper-text-lost', sentence: expect.stringMatching(/hãy hủy số kèm lý do/) },
    });
  });

  test('does not hold up a training clock', async () => {
    await office.stepTo(campaign, '2026-10-20');
    expect((await office.stack.store.clocks.get(campaign))?.now).toBe('2026-10-20');
  });

  test('is voided with a reason: kept in the register, the paper closed, its unit free for another', async () => {
    expect(await drafted(haiQuan)).toBe(`paper:${id}`);
    expect(problem(await lead.post(`/api/papers/${id}/void`, { reason: 'Sai' }))).toBe('403 not-allowed');
    const reason = 'Nơi nhận quá dài, phải soạn lại';
    // killed after the register was written, before anybody heard of it
    const { registers } = office.stack.deps.store;
    const write = registers.void.bind(registers);
    let kills = 0;
    registers.void = async (...given) => {
      const row = await write(...given);
      if (++kills === 1) throw new Error('killed');
      return row;
    };
    await ok(head.post(`/api/papers/${id}/void`, { reason }, { key: 'huy-so' }));
    const gone = await until(id, ({ state }) => state === 'void');
    const voided = { on: '2026-10-20', by: { name: 'Trưởng phòng CCHC' }, reason };
    registers.void = write;
    expect(kills).toBe(2);
    expect(gone).toMatchObject({ words: 'đã hủy', number: '02/TH-TB-SNV', waiting: [], voided });
    expect(gone.steps.map(({ step }: { step: string }) => step)).toEqual([
      'submitted',
      'appraised',
      'signed',
      'numbered',
    ]);
    expect((await ok(head.post(`/api/papers/${id}/void`, { reason }, { key: 'huy-so' }))).state).toBe('void');
    expect(problem(await head.post(`/api/papers/${id}/void`, { reason: 'Lần nữa' }))).toBe('409 paper-not-ready');
    expect(await register()).toMatchObject([{ number: 1 }, { number: 2, voided }]);
    await eventually(
      () => drafted(haiQuan),
      (paper) => paper === undefined,
    );
  });

  test('the next paper takes the next number', async () => {
    failing = undefined;
    const next = await create(haiQuan);
    await signed(next);
    // killed after the row was written, before anybody heard of it
    const { db } = office.stack.deps.store;
    const commit = db.transaction.bind(db);
    let kills = 0;
    db.transaction = async (work) => {
      const done = await commit(work);
      if (typeof done === 'object' && done !== null && 'register' in done && ++kills === 1) throw new Error('killed');
      return done;
    };
    await ok(clerk.post(`/api/papers/${next}/number`));
    expect(await until(next, ({ state }) => state === 'issued')).toMatchObject({ number: '03/TH-TB-SNV' });
    db.transaction = commit;
    expect(kills).toBe(2);
    expect(
      (await register()).map(({ number, voided }: { number: number; voided?: object }) => [number, !!voided]),
    ).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(problem(await head.post(`/api/papers/${next}/void`, { reason: 'Sai' }))).toBe('409 paper-not-ready');
  });
});

describe('a printing machine that is down', () => {
  const [, , third, fourth] = binhDinhPlan.units.map(({ unit }) => unit);

  test('leaves a paper signed that has no number yet; the clerk tries again', async () => {
    const unit = [third!, fourth!].find((one) => one !== haiQuan && one !== khuKinhTe)!;
    const id = await create(unit);
    await signed(id);
    failing = () => new Error('Worker terminated');
    await ok(clerk.post(`/api/papers/${id}/number`));
    const waits = await until(id, ({ unprintable }) => unprintable !== undefined);
    expect(waits).toMatchObject({
      state: 'signed',
      unprintable: { code: 'printing-failed' },
      waiting: [{ kind: 'number' }],
    });
    expect(waits).not.toHaveProperty('number');

    failing = (document) => (isProof(document) ? undefined : new Error('Worker terminated'));
    await ok(clerk.post(`/api/papers/${id}/number`));
    await until(id, ({ state }) => state === 'numbered');
    // voided while it is still being tried: it is not printed any more
    await ok(head.post(`/api/papers/${id}/void`, { reason: 'Máy in hỏng, làm văn bản khác' }));
    expect(await until(id, ({ state }) => state === 'void')).toMatchObject({ number: '04/TH-TB-SNV' });
    failing = undefined;
    const rows = await register();
    expect(rows.at(-1)).toMatchObject({ number: 4, voided: { reason: 'Máy in hỏng, làm văn bản khác' } });
    expect(rows.at(-1)).not.toHaveProperty('file');
  });
});
