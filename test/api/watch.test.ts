import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startWatch } from '../../api/watch.ts';
import type { Line } from '../../domain/duty.ts';
import type { Instant } from '../../domain/day.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

let sink: MailSink;
let api: TestApi;
beforeAll(async () => {
  sink = await openMailSink();
  api = await startApi({ database: 'api-watch', env: { SMTP_URL: sink.url, OPERATOR_MAIL: 'van.hanh@tinh.vn' } });
  await api.store.people.create({ _id: 'p-truong-phong', name: 'Trưởng phòng', mail: 'truong.phong@snv.vn' });
  await api.store.appointments.create({
    id: 'a-tp',
    role: 'division-head',
    scope: 'office',
    person: 'p-truong-phong',
    from: '2020-01-01',
  });
});
afterAll(async () => {
  await api.stop();
  await sink.stop();
});
beforeEach(async () => {
  sink.clear();
  for (const name of ['lines', 'matters', 'changes']) await api.store.db.collection(name).deleteMany({});
});

/** 08:30 of a Wednesday in Vietnam. */
const halfPastEight: Instant = '2026-03-11T01:30:00.000Z';
const waiting = async (day: Line['day'], stepped = false) => {
  const line: Line = { id: `${day}/1`, letter: 'reminder', matter: 'remediation:x', role: 'unit-contact', day };
  await api.store.db.transaction((session) => api.store.lines.insert([{ ...line, people: ['p-1'] }], stepped, session));
};
const lookAt = async (at: Instant) => {
  api.at(at);
  const watch = startWatch(api.deps);
  try {
    await watch.look();
  } finally {
    watch.stop();
  }
};

test('lines that have not left by half past eight: the operator and the head of division hear of it', async () => {
  await waiting('2026-03-11');
  await lookAt('2026-03-11T01:29:00.000Z');
  expect(sink.letters).toEqual([]);
  await lookAt(halfPastEight);
  expect(sink.letters).toHaveLength(1);
  expect([...sink.letters[0]!.recipients].sort()).toEqual(['truong.phong@snv.vn', 'van.hanh@tinh.vn']);
  expect(sink.letters[0]!.subject).toBe('Hệ thống chưa rà hạn sáng nay 11/03/2026');
  expect(sink.letters[0]!.text).toContain('1 dòng nhắc chưa được gửi đi');
  expect(sink.letters[0]!.text).toContain('Đến 08:30, 11/03/2026');
});

test('several processes tell it once a day, and again the next', async () => {
  await waiting('2026-03-11');
  await Promise.all([lookAt(halfPastEight), lookAt(halfPastEight)]);
  await lookAt('2026-03-11T01:45:00.000Z');
  expect(sink.letters).toHaveLength(1);
  await lookAt('2026-03-12T01:30:00.000Z');
  expect(sink.letters).toHaveLength(2);
});

test('a matter whose day came and that nobody woke', async () => {
  await api.store.matters.model.collection.insertOne({
    _id: 'campaign:a' as never,
    open: true,
    stepped: false,
    nextWake: '2026-03-10',
  });
  await lookAt(halfPastEight);
  expect(sink.letters[0]?.text).toContain('1 hồ sơ đến ngày mà chưa được rà');
});

test('a relay that is away is tried again until it takes the letter', async () => {
  await waiting('2026-03-11');
  sink.refuse('*', 451);
  await expect(lookAt(halfPastEight)).rejects.toThrow();
  sink.accept('*');
  await lookAt('2026-03-11T01:31:00.000Z');
  expect(sink.letters).toHaveLength(1);
});

test('a relay that is away all morning: told when it is back, of what stood still at half past eight', async () => {
  await waiting('2026-03-11');
  const watch = startWatch(api.deps);
  try {
    api.at(halfPastEight);
    sink.refuse('*', 451);
    await expect(watch.look()).rejects.toThrow();
    sink.accept('*');
    api.at('2026-03-11T03:00:00.000Z');
    await watch.look();
    expect(sink.letters).toHaveLength(1);
    expect(sink.letters[0]!.text).toContain('Đến 08:30, 11/03/2026');
  } finally {
    watch.stop();
  }
});

test('a relay that takes connections and never answers holds up no change of the office', async () => {
  const open: Socket[] = [];
  const silent = createServer((socket) => void open.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await waiting('2026-03-11');
  api.at(halfPastEight);
  const { deps } = api;
  const watch = startWatch({ ...deps, config: { ...deps.config, smtpUrl: `smtp://127.0.0.1:${port}` } });
  try {
    const looked = watch.look().then(
      () => 'told',
      () => 'not told',
    );
    await once(silent, 'connection');
    const planner = await api.as('planner');
    const began = Date.now();
    expect((await planner.post('/api/units', { name: 'Sở Tư pháp', kind: 'sở', level: 'province' })).status).toBe(201);
    expect(Date.now() - began).toBeLessThan(5_000);
    for (const socket of open) socket.destroy();
    expect(await looked).toBe('not told');
  } finally {
    watch.stop();
    silent.close();
  }
});

test.each<[string, () => Promise<void>, Instant]>([
  ['nothing waits', async () => undefined, halfPastEight],
  ['what waits is for tomorrow', () => waiting('2026-03-12'), halfPastEight],
  ['what waits is a training round’s', () => waiting('2026-03-11', true), halfPastEight],
  ['nobody works today', () => waiting('2026-03-07'), '2026-03-07T01:30:00.000Z'],
  [
    'the API started at ten, and today’s new lines wait for tomorrow',
    () => waiting('2026-03-11'),
    '2026-03-11T03:00:00.000Z',
  ],
])('%s: nobody is told', async (_, prepare, at) => {
  await prepare();
  await lookAt(at);
  expect(sink.letters).toEqual([]);
});

test('started late, it still tells of yesterday’s', async () => {
  await waiting('2026-03-10');
  await lookAt('2026-03-11T03:00:00.000Z');
  expect(sink.letters).toHaveLength(1);
});

test('matters whose days cannot be reckoned are in the letter, with where to read why', async () => {
  const row = { process: 'remediation', version: 1, campaign: 'x', open: true, stepped: false };
  const trouble = { code: 'calendar-missing', facts: { year: 2041 }, on: '2026-03-11' };
  await api.store.db.collection<{ _id: string }>('matters').insertMany([
    { _id: 'remediation:kho', ...row, state: { trouble } },
    { _id: 'remediation:tap-huan', ...row, stepped: true, state: { trouble } },
    { _id: 'remediation:dong', ...row, open: false, state: { trouble } },
  ] as never);
  await lookAt(halfPastEight);
  expect(sink.letters).toHaveLength(1);
  expect(sink.letters[0]!.text).toContain('1 hồ sơ chưa tính được ngày nhắc');
  expect(sink.letters[0]!.text).toContain('/api/troubles');
});
