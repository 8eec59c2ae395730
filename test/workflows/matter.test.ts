import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../../api/ask.ts';
import type { Day } from '../../domain/day.ts';
import type { Matter } from '../../domain/matter.ts';
import { newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { fixedDue } from '../../domain/term.ts';
import { aSetting, calendar } from '../support/round.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const issued: Day = '2026-02-23';
const newMatter = (unit: string, items = 2): Remediation =>
  newRemediation(
    aSetting({ clock: { kind: 'stepped', now: issued } }),
    { campaign: `dot-${unit}`, unit, team: 'doan-1' },
    `paper:dot-${unit}:conclusion:1`,
    issued,
    [1, 2].slice(0, items).map((n) => ({ n, requirement: `yc-${n}`, due: fixedDue(calendar, '2026-03-10', 'kl') })),
    false,
  );

describe('the shell every matter lives in, on the real server', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ smtpUrl: 'smtp://127.0.0.1:1' });
  });
  afterAll(() => stack?.stop());

  const asks = (record: Matter, message: string, body: object, key: string, by = 'p-dau-moi') =>
    ask<Remediation>(
      { ...stack, queuePrefix: stack.queuePrefix },
      { matter: record.id, message, body, key, by, fresh: () => Promise.resolve(record) },
    );

  test('an ask is saved with its audit and its key before it is answered', async () => {
    const record = newMatter('so-xay-dung');
    await asks(record, 'begin', {}, 'k1-begin', 'paper');
    const after = await asks(record, 'report', { item: 1, report: 'bc-1', evidence: 2 }, 'k1-report');
    expect(after.items.map(({ state }) => state)).toEqual(['reported', 'open']);
    expect(after.version).toBe(2);
    expect((await stack.store.audit.of(record.id)).map(({ act }) => act.message)).toEqual(['begin', 'report']);
    expect(await stack.store.audit.verify(record.id)).toBeUndefined();
    expect((await stack.store.asks.get('k1-report'))?.version).toBe(2);
  });

  test('the same command fifty times at once is one act', async () => {
    const record = newMatter('so-y-te');
    await asks(record, 'begin', {}, 'k2-begin');
    const body = { item: 1, report: 'bc-1', evidence: 1 };
    const answers = await Promise.all(Array.from({ length: 50 }, () => asks(record, 'report', body, 'k2-report')));
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([2]));
    expect(await stack.store.audit.of(record.id)).toHaveLength(2);
  });

  test('the same key with another body is refused', async () => {
    const record = newMatter('so-tu-phap');
    await asks(record, 'begin', {}, 'k3-begin');
    await asks(record, 'report', { item: 1, report: 'bc-1', evidence: 1 }, 'k3');
    const other = asks(record, 'report', { item: 2, report: 'bc-2', evidence: 1 }, 'k3');
    await expect(other).rejects.toMatchObject({ code: 'key-reused' });
  });

  test('a refusal of the domain reaches the caller with its code and sentence, and changes nothing', async () => {
    const record = newMatter('so-cong-thuong');
    await asks(record, 'begin', {}, 'k4-begin');
    const refused = asks(record, 'report', { item: 9, report: 'bc-1', evidence: 1 }, 'k4');
    await expect(refused).rejects.toMatchObject({
      code: 'item-unknown',
      message: 'Không có nội dung khắc phục số 9 trong văn bản này.',
    });
    expect((await stack.store.matters.get(record.id))?.version).toBe(1);
  });

  test('two people decide one item at once: one verdict stands, the other is refused', async () => {
    const record = newMatter('xa-an-binh');
    await asks(record, 'begin', {}, 'k5-begin');
    await asks(record, 'report', { item: 1, report: 'bc-1', evidence: 1 }, 'k5-report');
    const verdict = (by: string, word: string) =>
      asks(record, 'verify', { item: 1, report: 'bc-1', verdict: word, remarks: `nx-${by}`, by }, `k5-${by}`, by);
    const outcomes = await Promise.allSettled([verdict('p-a', 'met'), verdict('p-b', 'not-met')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost).toMatchObject({ reason: { code: 'item-not-ready' } });
  });

  test('a late report does not erase what was already due that morning', async () => {
    const record = newMatter('xa-cam-ha');
    await asks(record, 'begin', {}, 'k6-begin');
    await stack.store.clocks.start('dot-xa-cam-ha', '2026-03-03');
    await asks(record, 'report', { item: 1, report: 'bc-1', evidence: 1 }, 'k6-report');
    const after = await stack.store.matters.get<Remediation>(record.id);
    const told = after?.duties.find(({ id }) => id === 'remediate:1')?.told;
    expect(told).toEqual([{ rung: 0, on: '2026-03-03', against: '2026-03-10' }]);
  });

  test('a process whose history was lost goes on from its record', async () => {
    const record = newMatter('xa-dai-loc');
    await asks(record, 'begin', {}, 'k7-begin');
    await stack.temporal.workflow.getHandle(record.id).terminate('the file of the server was deleted');
    const after = await asks(record, 'report', { item: 1, report: 'bc-1', evidence: 1 }, 'k7-report');
    expect(after.version).toBe(2);
  });

  test('a closed matter answers a repeated ask as before and refuses a new one', async () => {
    const record = newMatter('phuong-hoa-khe', 1);
    await asks(record, 'begin', {}, 'k8-begin');
    await asks(record, 'report', { item: 1, report: 'bc-1', evidence: 1 }, 'k8-report');
    await asks(
      record,
      'verify',
      { item: 1, report: 'bc-1', verdict: 'met', remarks: 'nx', by: 'p-a' },
      'k8-verify',
      'p-a',
    );
    const closed = await asks(record, 'close', { item: 1, by: 'p-b' }, 'k8-close', 'p-b');
    expect(closed.closed).toBe(issued);
    await stack.temporal.workflow.getHandle(record.id).result();
    expect((await asks(record, 'close', { item: 1, by: 'p-b' }, 'k8-close', 'p-b')).version).toBe(closed.version);
    const again = asks(record, 'report', { item: 1, report: 'bc-2', evidence: 1 }, 'k8-again');
    await expect(again).rejects.toMatchObject({ code: 'item-not-ready' });
    expect((await stack.store.matters.get(record.id))?.version).toBe(closed.version);
  });
});
