import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { LetterRow } from '../../store/records/letters.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { ok } from '../support/office.ts';

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
  await api.store.letters.model.create(
    letter(8, { campaigns: ['dot-3'], kind: 'asked', restored: '2026-03-11T03:00:00.000Z' }),
  );
});
afterAll(() => api.stop());

const subjects = ({ items }: { items: { subject: string }[] }) => items.map(({ subject }) => subject);

test('the latest first, page by page, by round, person, unit or kind', async () => {
  const first = await ok(planner.get('/api/letters?limit=4'));
  const rest = await ok(planner.get(`/api/letters?limit=4&after=${encodeURIComponent(first.next)}`));
  expect([...subjects(first), ...subjects(rest)]).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((n) => `Thư ${n}`));
  expect(rest.next).toBeUndefined();
  expect(subjects(await ok(planner.get('/api/letters?campaign=dot-2')))).toEqual(['Thư 7']);
  expect(subjects(await ok(planner.get('/api/letters?recipient=p-khac')))).toEqual([]);
  expect(subjects(await ok(planner.get('/api/letters?unit=so-y-te&kind=notice')))).toEqual(['Thư 7']);
  const reminders = await ok(planner.get('/api/letters?kind=reminder&limit=2'));
  expect([subjects(reminders), reminders.next]).toEqual([['Thư 6', 'Thư 5'], 'reminder/p-lan/2026-03-11/5']);
  const reminded = await ok(
    planner.get(`/api/letters?kind=reminder&limit=9&after=${encodeURIComponent(reminders.next)}`),
  );
  expect([subjects(reminded), reminded.next]).toEqual([['Thư 4', 'Thư 3', 'Thư 2', 'Thư 1'], undefined]);
  expect((await planner.get('/api/letters?kind=spam')).status).toBe(422);
  // what no page of this list gave is refused, never answered with the first page
  for (const query of ['after=khong-co', `kind=notice&after=${encodeURIComponent(reminders.next)}`])
    expect((await planner.get(`/api/letters?${query}`)).body).toMatchObject({ status: 422, errors: [{ at: 'after' }] });
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

test('what may have left before the records were put back says so', async () => {
  const { items } = await ok(planner.get('/api/letters?recipient=p-lan&limit=50'));
  const restored = items.filter((letter: { restored?: string }) => letter.restored);
  expect(restored).toEqual([
    expect.objectContaining({
      subject: 'Thư 8',
      restored: '2026-03-11T03:00:00.000Z',
      words: 'máy chủ thư đã nhận; có thể đã gửi trước khi khôi phục',
    }),
  ]);
});

test('a letter tells which event it is about, and which calendar entries it carries', async () => {
  const entry = {
    uid: 'inspection:dot-1:so-y-te#1',
    sequence: 1,
    starts: '2026-03-17T01:00:00.000Z',
    ends: '2026-03-17T04:30:00.000Z',
    title: 'Kiểm tra CCHC 2026: Sở Y tế',
    about: 'Buổi sáng.',
  } as const;
  const id = 'visit-changed/p-lan/2026-03-11/1';
  await api.store.letters.model.create({
    ...(await api.store.letters.get('reminder/p-lan/2026-03-11/1'))!,
    _id: id,
    kind: 'visit-changed',
    gathers: 'visit-changed/inspection:dot-1:so-y-te',
    messageId: '<lich-1@thu.vn>',
    lines: ['l1/p-lan'],
    calendars: [{ name: 'lich-kiem-tra.ics', method: 'REQUEST', entries: [entry] }],
  });
  await api.store.db.transaction((session) =>
    api.store.lines.insert(
      [
        {
          id: 'l1',
          letter: 'visit-changed',
          matter: 'inspection:dot-1:so-y-te',
          role: 'unit-contact',
          unit: 'so-y-te',
          campaign: 'dot-1',
          day: '2026-03-11',
          about: { visit: 1, sequence: 1, change: 'moved' },
          people: ['p-lan'],
        },
      ],
      false,
      session,
    ),
  );
  await api.store.lines.model.updateOne({ _id: 'l1/p-lan' }, { $set: { inLetter: id } });
  const letter = await ok(planner.get(`/api/letters/${encodeURIComponent(id)}`));
  expect(letter.calendars).toEqual([
    {
      name: 'lich-kiem-tra.ics',
      method: 'REQUEST',
      entries: [{ uid: entry.uid, sequence: 1, starts: entry.starts, ends: entry.ends, title: entry.title }],
    },
  ]);
  expect(letter.lines[0]).toMatchObject({ what: 'Buổi kiểm tra chuyển sang lịch mới.' });
});

test('the register without a row is empty, not wrong', async () => {
  expect(await ok(planner.get('/api/register?organ=SNV&year=2031'))).toEqual({
    register: 'SNV-TB/2031',
    registers: [],
    items: [],
  });
  expect((await planner.get('/api/register?year=x')).status).toBe(422);
});

test('về một văn bản: thư của chính nó, và thư đã mang nó tới đơn vị', async () => {
  const [brought] = await api.store.letters.list({ campaign: 'dot-2', limit: 1 });
  const inspection = 'inspection:dot-2:so-y-te';
  await api.store.lines.model.collection.insertOne({
    _id: `${inspection}#1/p-lan`,
    line: `${inspection}#1`,
    person: 'p-lan',
    status: 'sent',
    inLetter: brought!._id,
    letter: 'notice',
    matter: inspection,
    about: { paper: 'paper:dot-2:notice:1' },
  } as never);
  const found = await ok(planner.get('/api/letters?paper=dot-2:notice:1'));
  expect(subjects(found)).toEqual([brought!.subject]);
  expect(subjects(await ok(planner.get('/api/letters?paper=dot-2:notice:2')))).toEqual([]);
  const cursor = encodeURIComponent(brought!._id);
  expect((await planner.get(`/api/letters?paper=dot-2:notice:1&after=${cursor}`)).body).toEqual({ items: [] });
  expect((await planner.get(`/api/letters?paper=dot-2:notice:2&after=${cursor}`)).status).toBe(422);
});
