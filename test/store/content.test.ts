import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Instant } from '../../domain/day.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import type { Appointment } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { databaseUri } from '../support/api.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(databaseUri('store-content'));
});
afterAll(() => store.close());
beforeEach(async () => {
  for (const model of Object.values(store.db.models)) await model.deleteMany({});
});

const at: Instant = '2026-03-02T02:00:00.000Z';
const unit = (id: string, name: string, more: Partial<Unit> = {}): Unit => ({
  id,
  name,
  aliases: [],
  kind: 'sở',
  level: 'province',
  from: '2025-03-01',
  ...more,
});

describe('a change', () => {
  const command = { key: 'p-1/k', what: 'unit-added', body: { id: 'a' }, by: 'p-1', at };

  test('and its entry stand or fall together', async () => {
    await expect(
      store.changes.once(command, async (session) => {
        await store.units.create(unit('a', 'Sở A'), session);
        throw new Error('giữa chừng');
      }),
    ).rejects.toThrow('giữa chừng');
    expect(await store.units.get('a')).toBeUndefined();
    expect(await store.changes.model.countDocuments()).toBe(0);
    const add = () =>
      store.changes.once(command, async (session) => {
        await store.units.create(unit('a', 'Sở A'), session);
        return 'a';
      });
    expect(await add()).toEqual({ about: 'a', repeated: false });
    expect(await add()).toEqual({ about: 'a', repeated: true });
  });

  test('ten at once under one key are one', async () => {
    let acted = 0;
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        store.changes.once(command, async (session) => {
          acted += 1;
          await store.units.create(unit(`a-${n}`, 'Sở A'), session);
          return `a-${n}`;
        }),
      ),
    );
    expect(new Set(all.map(({ about }) => about)).size).toBe(1);
    expect(all.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await store.units.all()).toHaveLength(1);
    expect(acted).toBeGreaterThan(0);
  });

  test('under the same key with another body, or another act, is refused', async () => {
    await store.changes.once(command, async () => 'a');
    await expect(store.changes.once({ ...command, body: { id: 'b' } }, async () => 'b')).rejects.toMatchObject({
      code: 'key-reused',
    });
    await expect(store.changes.once({ ...command, what: 'unit-changed' }, async () => 'a')).rejects.toMatchObject({
      code: 'key-reused',
    });
    expect((await store.changes.once({ ...command, body: { id: 'a' } }, async () => 'khác')).about).toBe('a');
  });
});

describe('people and appointments', () => {
  test('come back as they were written, without what only the store needs', async () => {
    const person = { _id: 'p-1', name: 'Đặng Thị Ưu', post: 'Chuyên viên', mail: 'uu@snv.vn' };
    await store.people.create(person);
    expect(await store.people.get('p-1')).toEqual(person);
    expect(await store.people.getMany(['p-1', 'p-khong-co'])).toEqual([person]);
    expect(await store.people.withMail('uu@snv.vn')).toEqual(person);
    expect(await store.people.list({ q: 'dang thi uu', limit: 5 })).toEqual([{ ...person, version: 1 }]);
    await store.people.save({ ...person, name: 'Đặng Ưu' }, 1);
    await expect(store.people.save(person, 1)).rejects.toMatchObject({ code: 'stale-draft' });
    expect(await store.people.row('p-1')).toMatchObject({ name: 'Đặng Ưu', version: 2 });
  });

  test('in force, of a person, at a place', async () => {
    await store.appointments.create({
      id: 'a-1',
      role: 'unit-contact',
      scope: 'unit:a',
      person: 'p-1',
      from: '2026-01-01',
      to: '2026-02-28',
    });
    await store.appointments.create({
      id: 'a-2',
      role: 'unit-contact',
      scope: 'unit:a',
      person: 'p-2',
      from: '2026-03-01',
    });
    await store.appointments.create({ id: 'a-3', role: 'lead', scope: 'office', person: 'p-2', from: '2026-01-01' });
    expect((await store.appointments.all()).map(({ id }) => id)).toEqual(['a-1', 'a-2', 'a-3']);
    expect(await store.appointments.of('p-1')).toEqual([
      { id: 'a-1', role: 'unit-contact', scope: 'unit:a', person: 'p-1', from: '2026-01-01', to: '2026-02-28' },
    ]);
    expect((await store.appointments.at('unit:a')).map(({ id }) => id)).toEqual(['a-1', 'a-2']);
    const listed = (filter: object) =>
      store.appointments.list({ day: '2026-03-02', past: false, limit: 10, ...filter });
    expect((await listed({})).map(({ id }) => id)).toEqual(['a-2', 'a-3']);
    expect((await listed({ past: true, role: 'unit-contact' })).map(({ id }) => id)).toEqual(['a-1', 'a-2']);
    expect((await listed({ after: 'a-2' })).map(({ id }) => id)).toEqual(['a-3']);
    await store.appointments.end('a-3', '2026-03-01');
    expect((await listed({})).map(({ id }) => id)).toEqual(['a-2']);
  });
});

describe('units', () => {
  test('every word is found anywhere in name or alias, marks or not', async () => {
    await store.units.create(unit('so-vhtt', 'Sở Văn hóa, Thể thao và Du lịch', { aliases: ['Sở VH&TT'] }));
    await store.units.create(
      unit('xa-dak-lua', 'UBND xã Đắk Lua', { level: 'commune', kind: 'xã', successors: ['so-vhtt'] }),
    );
    const found = async (q: string) => (await store.units.list({ q, limit: 9 })).map(({ id }) => id);
    expect(await found('the thao van hoa')).toEqual(['so-vhtt']);
    expect(await found('VH&TT')).toEqual(['so-vhtt']);
    expect(await found('dak')).toEqual(['xa-dak-lua']);
    expect(await found('')).toHaveLength(2);
    expect(await found('(')).toEqual([]);
    expect(await store.units.get('xa-dak-lua')).toEqual(
      unit('xa-dak-lua', 'UBND xã Đắk Lua', { level: 'commune', kind: 'xã', successors: ['so-vhtt'] }),
    );
    await expect(store.units.create(unit('so-vhtt', 'Khác'))).rejects.toMatchObject({ code: 'unit-exists' });
  });
});

describe('calendars', () => {
  test('what the office entered goes before what this release knows, version by version', async () => {
    expect((await store.calendars.compact([2026, 2025, 2026])).version).toBe('2025.1+2026.1');
    const { version: _, ...year } = await store.calendars.year(2027);
    expect(await store.calendars.add(year, { by: 'p-1', at })).toBe(1);
    expect(await store.calendars.add({ ...year, source: 'Văn bản mới' }, { by: 'p-1', at })).toBe(2);
    expect((await store.calendars.versions(2027)).map(({ version, source }) => [version, source])).toEqual([
      [2, 'Văn bản mới'],
      [1, year.source],
      [0, year.source],
    ]);
    expect(await store.calendars.year(2027)).toEqual({ ...year, version: 2, source: 'Văn bản mới' });
    await expect(store.calendars.add({ ...year, year: 2028 }, { by: 'p-1', at })).rejects.toMatchObject({
      code: 'calendar-day-outside-year',
    });
    expect(await store.calendars.years()).toEqual([2027]);
  });
});

describe('outlines', () => {
  test('a version is made once, and in use it stays as it is', async () => {
    await store.outlines.create(sampleOutline2026, { by: 'p-1', at });
    expect(await store.outlines.nextVersion('mau-2026')).toBe(2);
    await expect(store.outlines.create(sampleOutline2026, { by: 'p-2', at })).rejects.toMatchObject({ code: 11000 });
    await store.outlines.use('mau-2026@1');
    await store.outlines.use('mau-2026@1');
    await expect(store.outlines.save(sampleOutline2026, { base: 1, by: 'p-1', at })).rejects.toMatchObject({
      code: 'outline-in-use',
    });
    expect(await store.outlines.version('mau-2026@1')).toMatchObject({ used: true, edition: 1 });
  });
});

describe('sessions, tokens, invitations', () => {
  const clock = { now: '2026-03-02T08:00:00.000Z' as Instant, idleSince: '2026-03-01T20:00:00.000Z' as Instant };
  const session = (id: string, more: object = {}) => ({
    _id: id,
    secretHash: `h-${id}`,
    person: 'p-1',
    device: 'Thử',
    createdAt: at,
    seenAt: at,
    endsAt: '2026-03-09T02:00:00.000Z' as Instant,
    ...more,
  });

  test('a session opens while it lasts and is used', async () => {
    await store.sessions.open(session('s-1'));
    await store.sessions.open(session('s-2', { seenAt: '2026-03-01T19:00:00.000Z' }));
    await store.sessions.open(session('s-3', { endsAt: '2026-03-02T08:00:00.000Z' }));
    for (const [hash, opens] of [
      ['h-s-1', true],
      ['h-s-2', false],
      ['h-s-3', false],
      ['h-khac', false],
    ] as const) {
      expect((await store.sessions.withSecret(hash, clock)) !== undefined).toBe(opens);
    }
    const found = () => store.sessions.withSecret('h-s-1', clock);
    const post: Appointment = { id: 'a-1', role: 'planner', scope: 'office', person: 'p-1', from: '2026-01-01' };
    await store.appointments.create(post);
    await store.appointments.create({ ...post, id: 'a-2', person: 'p-2' });
    expect(await found()).toEqual({ session: session('s-1'), appointments: [post], closed: false });
    await store.accounts.set({ person: 'p-1', login: 'an.nv', passwordHash: '…', at: '2026-01-01T00:00:00.000Z' });
    expect(await found()).toMatchObject({ closed: false });
    await store.accounts.close('p-1', '2026-03-01T00:00:00.000Z');
    expect(await found()).toMatchObject({ closed: true });
    expect((await store.sessions.of('p-1', clock)).map(({ _id }) => _id)).toEqual(['s-1']);
    await store.sessions.sweep('2026-03-02T08:00:00.000Z');
    expect(await store.sessions.model.countDocuments()).toBe(2);
    expect(await store.sessions.end('p-2', 's-1')).toBe(false);
    await store.sessions.endAll('p-1', 's-2');
    expect((await store.sessions.model.find().lean()).map(({ _id }) => _id)).toEqual(['s-2']);
  });

  test('a token opens until it ends or is revoked, and stays revoked from the first time', async () => {
    const token = {
      _id: 't-1',
      name: 'Thử',
      role: 'planner' as const,
      scope: 'office' as const,
      secretHash: 'h',
      createdBy: 'p-1',
      createdAt: at,
      endsAt: clock.now,
    };
    await store.tokens.create(token);
    expect(await store.tokens.withSecret('h', at)).toEqual(token);
    expect(await store.tokens.withSecret('h', clock.now)).toBeUndefined();
    await store.tokens.revoke('t-1', at);
    await store.tokens.revoke('t-1', clock.now);
    expect(await store.tokens.get('t-1')).toMatchObject({ revokedAt: at });
    expect(await store.tokens.withSecret('h', at)).toBeUndefined();
  });

  test('an invitation is looked at often and used once; another’s is left alone', async () => {
    const invitation = (id: string, person?: string) => ({
      _id: id,
      secretHash: `h-${id}`,
      ...(person ? { person } : {}),
      createdBy: 'p-1',
      createdAt: at,
      endsAt: clock.now,
    });
    await store.invitations.create(invitation('i-1', 'p-1'));
    await store.invitations.create(invitation('i-2', 'p-2'));
    await store.invitations.create(invitation('i-3', 'p-1'));
    await store.invitations.create(invitation('i-4'));
    expect(await store.invitations.look('h-i-1', at)).toBeUndefined();
    expect(await store.invitations.look('h-i-2', at)).toMatchObject({ person: 'p-2' });
    expect(await store.invitations.look('h-i-3', clock.now)).toBeUndefined();
    const use = () => store.db.transaction((transaction) => store.invitations.use('h-i-3', at, transaction));
    expect(await use()).toMatchObject({ _id: 'i-3' });
    expect(await use()).toBeUndefined();
    expect(await store.invitations.look('h-i-4', at)).toMatchObject({ _id: 'i-4' });
  });
});

test('an account has one login name, whatever its case', async () => {
  await store.accounts.set({ person: 'p-1', login: 'An.NV', passwordHash: 'x', at });
  expect(await store.accounts.withLogin('AN.nv')).toEqual({
    _id: 'p-1',
    login: 'an.nv',
    passwordHash: 'x',
    createdAt: at,
    passwordSetAt: at,
  });
  await expect(store.accounts.set({ person: 'p-2', login: 'an.nv', passwordHash: 'y', at })).rejects.toMatchObject({
    code: 'login-taken',
  });
  await store.accounts.close('p-1', at);
  await store.accounts.set({ person: 'p-1', login: 'an', passwordHash: 'z', at });
  expect(await store.accounts.get('p-1')).not.toHaveProperty('closedAt');
});

test('the office has usual settings from the first day, and two first savers are told apart', async () => {
  const { _id: _, version, ...office } = await store.office.get();
  expect(version).toBe(0);
  await store.office.save({ ...office, phone: '0234 3 822 111' }, 0);
  await expect(store.office.save(office, 0)).rejects.toMatchObject({ code: 'stale-draft' });
  await store.office.save(office, 1);
  await expect(store.office.save(office, 1)).rejects.toMatchObject({ code: 'stale-draft' });
  expect(await store.office.get()).toMatchObject({ version: 2, divisionName: 'Phòng Cải cách hành chính' });
});

test('what stands still is counted over real rounds only', async () => {
  const matters = store.db.collection<{ _id: string; open: boolean; stepped: boolean; nextWake?: string }>('matters');
  await matters.insertMany([
    { _id: 'a', open: true, stepped: false, nextWake: '2026-03-02' },
    { _id: 'b', open: true, stepped: false, nextWake: '2026-03-03' },
    { _id: 'c', open: true, stepped: true, nextWake: '2026-03-01' },
    { _id: 'd', open: false, stepped: false, nextWake: '2026-03-01' },
    { _id: 'e', open: true, stepped: false },
  ]);
  expect(await store.stillness.unwoken('2026-03-02')).toBe(1);
});
