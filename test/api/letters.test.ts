import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { newInspection } from '../../domain/inspection.ts';
import type { LetterRow } from '../../store/records/letters.ts';
import type { AuditAct } from '../../store/records/audit.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { ok } from '../support/office.ts';
import { aSetting } from '../support/round.ts';

jest.setTimeout(30_000);

let api: TestApi;
let planner: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-letters' });
  planner = await api.as('planner');
  await api.store.people.create({ _id: 'p-lan', name: 'Nguyễn Thị Lan', mail: 'lan@thu.vn' });
  const letter = (n: number, change: Partial<LetterRow> = {}): LetterRow => ({
    _id: `${change.kind ?? 'reminder'}/p-lan/2026-03-11/${n}`,
    kind: 'reminder',
    recipient: 'p-lan',
    day: '2026-03-11',
    n,
    gathers: 'reminder',
    link: 'page',
    composedOn: '2026-03-11',
    stepped: false,
    campaigns: ['dot-1'],
    matters: ['inspection:dot-1:so-y-te'],
    units: ['so-y-te'],
    lines: [],
    subject: `Thư ${n}`,
    text: 'Kính gửi … {{link}}',
    html: '<p>',
    attachments: [],
    messageId: `<${n}@thu.vn>`,
    phase: 'accepted',
    phaseAt: '2026-03-11T01:00:00.000Z',
    frozenAt: `2026-03-11T01:00:0${n % 10}.000Z`,
    attempts: [{ at: '2026-03-11T01:00:00.000Z', phase: 'data-sent', answer: '250 OK' }],
    acceptedAt: '2026-03-11T01:00:00.000Z',
    serverAnswer: '250 OK',
    ...change,
  });
  for (let n = 1; n <= 6; n++) await api.store.letters.model.create(letter(n));
  await api.store.letters.model.create(
    letter(7, {
      kind: 'notice',
      campaigns: ['dot-2'],
      matters: ['inspection:dot-2:so-y-te'],
      phase: 'refused',
      serverAnswer: '550 No such user',
      ambiguous: true,
    }),
  );
});
afterAll(() => api.stop());

const subjects = ({ items }: { items: { subject: string }[] }) => items.map(({ subject }) => subject);

test('the latest first, page by page, by round, person, unit or kind', async () => {
  const first = await ok(planner.get('/api/letters?limit=4'));
  const rest = await ok(planner.get(`/api/letters?limit=4&after=${encodeURIComponent(first.next)}`));
  expect([...subjects(first), ...subjects(rest)]).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `Thư ${n}`));
  expect(rest.next).toBeUndefined();
  expect(subjects(await ok(planner.get('/api/letters?campaign=dot-2')))).toEqual(['Thư 7']);
  expect(subjects(await ok(planner.get('/api/letters?recipient=p-khac')))).toEqual([]);
  expect(subjects(await ok(planner.get('/api/letters?unit=so-y-te&kind=notice')))).toEqual(['Thư 7']);
  const reminders = await ok(planner.get('/api/letters?kind=reminder&limit=2'));
  expect([subjects(reminders), reminders.next]).toEqual([['Thư 6', 'Thư 5'], 'reminder/p-lan/2026-03-11/5']);
  expect((await planner.get('/api/letters?kind=spam')).status).toBe(422);
});

test('how far a letter got is said in words, with the server’s answer', async () => {
  const letter = await ok(planner.get(`/api/letters/${encodeURIComponent('notice/p-lan/2026-03-11/7')}`));
  expect(letter).toMatchObject({
    words: 'máy chủ thư từ chối',
    answer: '550 No such user',
    ambiguous: true,
    recipient: { id: 'p-lan', name: 'Nguyễn Thị Lan' },
    text: 'Kính gửi … {{link}}',
    lines: [],
  });
  expect(letter).not.toHaveProperty('html');
  expect((await planner.get('/api/letters/khong-co')).status).toBe(404);
});

test('the audit names who acted; a changed entry is found, and which', async () => {
  const { store } = api;
  const head = await api.as('division-head');
  const act = (message: string, version: number): AuditAct => ({
    message,
    by: 'p-lan',
    key: `k${version}`,
    hash: 'h',
    day: '2026-03-11',
    version,
  });
  const at = '2026-03-11T01:00:00.000Z';
  const matter = 'inspection:dot-1:so-y-te';
  await store.db.transaction((session) =>
    store.audit.append(matter, [act('acknowledge', 1), act('hold', 2), act('signMinutes', 3)], at, session),
  );
  expect(await head.get(`/api/audit?matter=${matter}`)).toMatchObject({ status: 404 });

  await store.matters.born(
    newInspection(aSetting(), { campaign: 'dot-1', team: 'doan-1', unit: 'so-y-te' }, [], false, '2026-03-02'),
  );
  const first = await ok(head.get(`/api/audit?matter=${matter}&limit=2`));
  const rest = await ok(head.get(`/api/audit?matter=${matter}&limit=2&after=${first.next}`));
  expect([...first.items, ...rest.items].map(({ seq, message, by }) => [seq, message, by.name])).toEqual([
    [1, 'acknowledge', 'Nguyễn Thị Lan'],
    [2, 'hold', 'Nguyễn Thị Lan'],
    [3, 'signMinutes', 'Nguyễn Thị Lan'],
  ]);
  expect(await ok(head.get('/api/audit/verify'))).toEqual({ intact: true, matters: 1, broken: [] });
  await store.db.collection('audit').updateOne({ matter, seq: 2 }, { $set: { 'act.by': 'p-khac' } });
  expect(await ok(head.get(`/api/audit/verify?matter=${matter}`))).toMatchObject({
    intact: false,
    broken: [{ matter, seq: 2, reason: 'changed', sentence: `${matter}: nội dung mục này đã bị sửa (số 2).` }],
  });
  expect(await head.get('/api/audit/verify?matter=khong-co')).toMatchObject({ status: 404 });
  expect((await head.get('/api/audit')).status).toBe(422);
});

test('the register without a row is empty, not wrong', async () => {
  expect(await ok(planner.get('/api/register?organ=SNV&year=2031'))).toEqual({
    register: 'SNV-TB/2031',
    registers: [],
    items: [],
  });
  expect((await planner.get('/api/register?year=x')).status).toBe(422);
});
