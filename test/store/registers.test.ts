import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createPaperWork } from '../../activities/papers.ts';
import { sampleConclusion } from '../../activities/pdf/samples.ts';
import type { PaperDocument } from '../../domain/document.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { aSetting } from '../support/round.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(process.env['TEST_MONGODB_URI']!.replace('/?', '/registers?'));
});
beforeEach(async () => {
  for (const name of ['registers', 'enteredNumbers', 'matters', 'snapshots', 'files'])
    await store.db.collection(name).deleteMany({});
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

const row = (n: number) => ({
  register: 'SNV-TB/2026',
  symbol: 'TB-SNV',
  day: '2026-10-29' as const,
  paper: `paper:binh-dinh-2026:conclusion:${n}`,
  kind: 'conclusion' as const,
  about: 'Kết luận kiểm tra',
  signer: 'giam-doc',
  recipients: ['UBND tỉnh (b/c)'],
});
const take = (n: number) => store.db.transaction((session) => store.registers.take(row(n), session));
const voided = (reason: string) => ({ on: '2026-10-30' as const, reason, by: 'truong-phong' });
const numbers = async () =>
  (await store.registers.list('SNV-TB/2026')).map(({ number, voided: why }) => `${number}${why ? ' hủy' : ''}`);

describe('the register', () => {
  test('a voided number stays taken, with its first reason; the next paper takes the next', async () => {
    await take(1);
    await take(2);
    await store.registers.void(row(2).paper, voided('ly-do-1'));
    await store.registers.void(row(2).paper, voided('ly-do-2'));
    expect((await store.registers.ofPaper(row(2).paper))?.voided).toEqual(voided('ly-do-1'));
    expect((await take(3)).number).toBe(3);
    expect((await take(2)).number).toBe(2);
    expect(await numbers()).toEqual(['1', '2 hủy', '3']);
  });

  test('a number under which a paper of ours was entered is out: the next one is given', async () => {
    await take(1);
    const entered = { year: 2026, normalised: '02/TB-SNV', issuer: 'Sở Nội vụ tỉnh Hương Giang' };
    await store.db.transaction((session) => store.enteredNumbers.take(entered, 'paper:x:conclusion:7', session));
    const ours = (n: number) => store.db.transaction((session) => store.registers.take(row(n), session, 'Sở Nội vụ'));
    expect((await ours(2)).number).toBe(3);
    expect((await ours(3)).number).toBe(4);
    // the same symbol of another organ is another number
    const foreign = { ...entered, normalised: '05/TB-SNV', issuer: 'Sở Nông nghiệp' };
    await store.db.transaction((session) => store.enteredNumbers.take(foreign, 'paper:x:conclusion:8', session));
    expect((await ours(5)).number).toBe(5);
  });

  test('of papers entered under one number at the same moment one has it', async () => {
    const entered = { year: 2026, normalised: '88/UBND-NC', issuer: 'UBND tỉnh' };
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) =>
        store.db.transaction((session) =>
          store.enteredNumbers.take(
            { ...entered, issuer: n % 2 ? 'Ủy ban nhân dân tỉnh' : entered.issuer },
            `paper:x:directive:${n}`,
            session,
          ),
        ),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const having = (await store.enteredNumbers.paperOf(entered))!;
    for (const refused of all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])))
      expect(refused).toMatchObject({ code: 'paper-number-taken', facts: { paper: having.replace('paper:', '') } });
    // given up, or corrected to another number, it is free again
    await store.db.transaction((session) =>
      store.enteredNumbers.take({ ...entered, normalised: '89/UBND-NC' }, having, session),
    );
    expect(await store.enteredNumbers.paperOf(entered)).toBeUndefined();
    await store.enteredNumbers.release(having);
    expect(await store.enteredNumbers.paperOf({ ...entered, normalised: '89/UBND-NC' })).toBeUndefined();
  });

  test('the highest number voided is not given again', async () => {
    await take(1);
    await store.registers.void(row(1).paper, voided('ly-do-1'));
    expect((await take(2)).number).toBe(2);
  });

  test('papers numbered and voided at once leave no gap and no number twice', async () => {
    const many = Array.from({ length: 8 }, (_, i) => i + 1);
    await Promise.all(
      many.map(async (n) => {
        await take(n);
        if (n % 2 === 0) await store.registers.void(row(n).paper, voided(`ly-do-${n}`));
        await take(n);
      }),
    );
    const rows = await store.registers.list('SNV-TB/2026');
    expect(rows.map(({ number }) => number)).toEqual(many);
    expect(rows.filter(({ voided: why }) => why)).toHaveLength(4);
  });

  test('a voided number has no file, whichever came first', async () => {
    await take(1);
    await take(2);
    await store.registers.tieFile(row(1).paper, 'f1', 3);
    await store.registers.void(row(1).paper, voided('ly-do-1'));
    await store.registers.void(row(2).paper, voided('ly-do-1'));
    await store.registers.tieFile(row(2).paper, 'f2', 3);
    for (const { file, pages } of await store.registers.list('SNV-TB/2026')) expect([file, pages]).toEqual([]);
  });

  test('a paper without a number has none to void', async () => {
    await expect(store.registers.void(row(9).paper, voided('ly-do-1'))).rejects.toThrow('no row');
  });
});

describe('the work of a paper, done again and again', () => {
  const id = row(1).paper;
  const snapshot = 'paper:trinh-1';
  const rendered: PaperDocument[] = [];
  let answer: () => Promise<{ bytes: Uint8Array; sha256: string; pages: number }>;
  const file = { bytes: new TextEncoder().encode('%PDF-1.7'), sha256: 'f'.repeat(64), pages: 4 };
  const refused = (refusal: Refusal) => () => Promise.reject(refusal);
  const died = () => Promise.reject(new Error('Worker terminated: out of memory'));

  beforeEach(async () => {
    rendered.length = 0;
    answer = () => Promise.resolve(file);
    const body: FrozenPaper = {
      draft: { kind: 'notice', serves: [], requests: [] },
      document: {
        ...sampleConclusion,
        imprint: { symbol: 'TB-SNV', year: 2026, signer: sampleConclusion.imprint.signer },
      },
    };
    const at = '2026-10-28T02:00:00.000Z';
    const { sha256 } = await store.snapshots.freeze({ id: snapshot, kind: 'paper', matter: id, body, by: 'p', at });
    await store.snapshots.freeze({
      id: 'remarks:huy-1',
      kind: 'remarks',
      matter: id,
      body: { text: 'Sai đơn vị' },
      by: 'truong-phong',
      at,
    });
    await store.matters.born({
      ...newPaper(
        { ...aSetting(), clock: { kind: 'real' } },
        id,
        'conclusion',
        { campaign: 'binh-dinh-2026' },
        '2026-10-28',
      ),
      state: 'numbering',
      content: { snapshot, sha256 },
      signed: { on: '2026-10-28', by: 'giam-doc' },
    } as Paper);
  });

  /** A worker of its own each time, as after a kill. */
  const work = (attempt = 1) => {
    const papers = {
      render(document: PaperDocument) {
        rendered.push(document);
        return answer();
      },
    };
    const env = new MockActivityEnvironment({ attempt });
    const made = createPaperWork({
      store,
      papers,
      door: {} as never,
      now: () => '2026-10-29T02:00:00.000Z',
    });
    type Made = typeof made;
    return <K extends keyof Made>(does: K, body: Record<string, unknown> = { on: '2026-10-29' }) =>
      env.run(() => made[does](id, body)) as ReturnType<Made[K]>;
  };
  const remarks = () => store.snapshots.ofMatter<{ text: string }>(id, 'remarks');

  test('a proof is laid out with a number and a day in their places, and takes none', async () => {
    expect(await work()('proofPaper')).toEqual({ pages: 4 });
    expect(rendered[0]!.imprint).toMatchObject({ number: 99_999, day: '2026-10-29', symbol: 'TB-SNV' });
    expect(await store.registers.names()).toEqual([]);
    expect(await store.files.get(file.sha256)).toBeUndefined();
  });

  test.each([
    ['glyph-missing', new Refusal('glyph-missing', { glyph: '😀 (U+1F600)', text: 'niêm yết 😀' }), 'U+1F600'],
    ['paper-text-lost', new Refusal('paper-text-lost', { expected: 900, found: 880 }), 'dài hơn một trang'],
    ['paper-unprintable', new Refusal('paper-unprintable', { cause: 'TypeError: text only' }), 'không dàn trang được'],
  ])('%s is answered at the first attempt, its sentence frozen once', async (code, refusal, words) => {
    answer = refused(refusal);
    const outcome = await work()('proofPaper');
    expect(outcome).toEqual({ unprintable: code, reason: expect.stringContaining(`unprintable:${snapshot}:`) });
    expect(await work()('proofPaper')).toEqual(outcome);
    const texts = (await remarks()).filter(({ id: name }) => name.startsWith('unprintable:'));
    expect(texts.map(({ body }) => body.text)).toEqual([expect.stringContaining(words)]);
    expect(await store.registers.names()).toEqual([]);
  });

  test('a machine that fails is tried again; when it does not pass, people are told', async () => {
    answer = died;
    await expect(work(1)('proofPaper')).rejects.toThrow('out of memory');
    await expect(work(4)('proofPaper')).rejects.toThrow('out of memory');
    expect(await work(5)('proofPaper')).toMatchObject({ unprintable: 'printing-failed' });
  });

  test('what is not the text that was signed is never printed', async () => {
    await store.snapshots.model.updateOne({ _id: snapshot }, { $set: { sha256: '0'.repeat(64) } });
    expect(await work()('proofPaper')).toMatchObject({ unprintable: 'paper-unprintable' });
    await store.snapshots.model.deleteOne({ _id: snapshot });
    expect(await work()('proofPaper')).toMatchObject({ unprintable: 'paper-unprintable' });
    expect(rendered).toEqual([]);
  });

  test('the number is taken once, the file tied once', async () => {
    const taken = await work()('takeNumber');
    expect(taken).toEqual({ register: 'SNV-TB/2026', number: 1, on: '2026-10-29' });
    expect(await work()('takeNumber', { on: '2026-10-30' })).toEqual(taken);
    const printed = await work()('renderPaper');
    expect(printed).toEqual({ file: file.sha256, pages: 4 });
    expect(rendered.at(-1)!.imprint).toMatchObject({ number: 1, day: '2026-10-29' });
    expect(await work()('renderPaper')).toEqual(printed);
    expect(await numbers()).toEqual(['1']);
  });

  test('what fails after the number was given leaves the number as it is', async () => {
    await work()('takeNumber');
    answer = refused(new Refusal('paper-text-lost'));
    expect(await work()('renderPaper')).toMatchObject({ unprintable: 'paper-text-lost' });
    expect(await store.registers.ofPaper(id)).toMatchObject({ number: 1 });
    expect(await store.files.get(file.sha256)).toBeUndefined();
  });

  test('a number is voided once, by whoever gave the reason', async () => {
    await work()('takeNumber');
    const body = { on: '2026-10-30', reason: 'remarks:huy-1' };
    await work()('voidNumber', body);
    await work()('voidNumber', body);
    expect((await store.registers.ofPaper(id))?.voided).toEqual({ ...body, by: 'truong-phong' });
    expect(await work()('takeNumber')).toMatchObject({ number: 1 });
    expect((await take(2)).number).toBe(2);
  });

  test('what was voided meanwhile is not printed by an attempt that comes late', async () => {
    await work()('takeNumber');
    await store.matters.model.updateOne(
      { _id: id },
      { $set: { 'state.voided': { on: '2026-10-30', reason: 'remarks:huy-1' } } },
    );
    expect(await work(3)('renderPaper')).toEqual({ unprintable: 'printing-failed' });
    expect(rendered).toEqual([]);
  });
});
