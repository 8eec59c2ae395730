import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actWords, changeWords } from '../../api/audit-words.ts';
import { knownYear } from '../../domain/calendars/known.ts';
import { inspectionRules } from '../../domain/inspection-rules.ts';
import { newInspection } from '../../domain/inspection.ts';
import { noticed } from '../../domain/notice.ts';
import { proposalRules } from '../../domain/proposal.ts';
import { remediationRules } from '../../domain/remediation-rules.ts';
import { campaignRules } from '../../domain/campaign.ts';
import { paperRules } from '../../domain/paper.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { aUnit, eventually, ok } from '../support/office.ts';
import { aSetting } from '../support/round.ts';

let api: TestApi;
let mail: MailSink;
let administrator: Caller;
let planner: Caller;
beforeAll(async () => {
  mail = await openMailSink();
  api = await startApi({
    database: 'api-administration',
    queuePrefix: 'api-administration-',
    env: { SMTP_URL: mail.url.replace('smtp://', 'smtp://dondoc:bi-mat@'), OPERATOR_MAIL: 'van-hanh@thu.vn' },
  });
  [administrator, planner] = [await api.as('administrator'), await api.as('planner')];
  const { store } = api;
  await store.units.create(aUnit({ id: 'so-y-te', name: 'Sở Y tế' }));
  await store.units.create(aUnit({ id: 'benh-vien', name: 'Bệnh viện Đa khoa', through: 'so-y-te' }));
  await store.units.create(aUnit({ id: 'tru-so-2', name: 'Trụ sở 2', level: 'site', parent: 'so-y-te' }));
  await store.units.create(aUnit({ id: 'so-noi-vu', name: 'Sở Nội vụ' }));
  await store.units.create(aUnit({ id: 'so-cu', name: 'Sở đã sáp nhập', to: '2025-06-30' }));
  await store.people.create({
    _id: 'p-zung',
    name: 'An Văn Dũng',
    mail: 'dung@thu.vn',
    unit: 'so-y-te',
    phone: '0905',
  });
  await store.people.create({ _id: 'p-an', name: 'Trần Thị An', mail: 'an@thu.vn' });
});
afterAll(async () => {
  await api.stop();
  await mail.stop();
});

describe('names beside ids', () => {
  test('a list of appointments says who, where and instead of whom', async () => {
    await ok(
      planner.post('/api/appointments', {
        role: 'unit-contact',
        scope: 'unit:so-y-te',
        person: 'p-zung',
        from: '2026-03-01',
        substituteFor: 'p-an',
      }),
    );
    const { items } = await ok(planner.get('/api/appointments?scope=unit:so-y-te'));
    expect(items).toMatchObject([
      {
        words: 'đầu mối đơn vị',
        at: 'Sở Y tế',
        who: { id: 'p-zung', name: 'An Văn Dũng', mail: 'dung@thu.vn', phone: '0905' },
        insteadOf: 'Trần Thị An',
      },
    ]);
    const person = await ok(planner.get('/api/people/p-zung'));
    expect(person).toMatchObject({
      unitName: 'Sở Y tế',
      appointments: [{ words: 'đầu mối đơn vị', at: 'Sở Y tế', insteadOf: 'Trần Thị An' }],
    });
  });

  test('people come by name, page after page, those of the office apart from those of the units', async () => {
    const all: string[] = [];
    for (let after = ''; ;) {
      const page = await ok(planner.get(`/api/people?limit=1${after && `&after=${after}`}`));
      all.push(page.items[0].name);
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(all).toEqual(['An Văn Dũng', 'Người p-administrator-office', 'Người p-planner-office', 'Trần Thị An']);
    const names = async (of: string) =>
      (await ok(planner.get(`/api/people?of=${of}`))).items.map(({ name }: { name: string }) => name);
    expect(await names('units')).toEqual(['An Văn Dũng']);
    expect(await names('office')).not.toContain('An Văn Dũng');
    expect((await ok(planner.get('/api/people?q=tran&of=office'))).items).toMatchObject([{ id: 'p-an' }]);
  });
});

test('units nobody answers for: not those of the past, sites, or those that go through another', async () => {
  const lacking = async (role: string) =>
    (await ok(planner.get(`/api/units?lacks=${role}`))).items.map(({ id }: { id: string }) => id);
  expect(await lacking('unit-contact')).toEqual(['so-noi-vu']);
  expect(await lacking('unit-head')).toEqual(['benh-vien', 'so-noi-vu', 'so-y-te']);
  api.at('2026-02-28T02:00:00.000Z');
  expect(await lacking('unit-contact')).toEqual(['benh-vien', 'so-noi-vu', 'so-y-te']);
  api.at('2026-03-02T02:00:00.000Z');
  const page = await ok(planner.get('/api/units?lacks=unit-head&limit=1'));
  expect((await ok(planner.get(`/api/units?lacks=unit-head&limit=1&after=${page.next}`))).items).toMatchObject([
    { id: 'so-noi-vu' },
  ]);
});

describe('a calendar before it is entered', () => {
  const inspection = noticed.next(
    newInspection(
      aSetting(),
      {
        place: { campaign: 'dot-1', team: 'doan-1', unit: 'so-y-te' },
        method: 'on-site',
        visits: [{ n: 1, day: '2026-03-24', session: 'morning' }],
        vertical: false,
      },
      '2026-03-02',
    ),
    { paper: 'paper:dot-1:notice:1', on: '2026-03-02' },
    '2026-03-02',
  ).state;
  const { version: _, ...year2026 } = { ...knownYear(2026) };
  const notice = (off: string[], makeUp: string[] = []) => ({
    ...year2026,
    off: [...year2026.off, ...off.map((day) => ({ day, kind: 'swap', name: 'Nghỉ thêm' }))],
    makeUp: makeUp.map((day) => ({ day, for: '2026-03-03' })),
    source: 'Thông báo thử',
  });

  test('it says in numbers what it would move, and moves nothing', async () => {
    await api.store.matters.born(inspection);
    const own = inspection.duties.map(({ due }) => due?.day);
    expect(own).toContain('2026-03-04');
    expect(await ok(planner.post('/api/calendars/check', notice(['2026-03-03'])))).toEqual({
      version: 2,
      matters: 1,
      later: 1,
      earlier: 0,
      kept: expect.any(Number),
      units: 1,
    });
    // a make-up Saturday would bring nearer what the unit was told: its day stays
    const nearer = await ok(planner.post('/api/calendars/check', notice(['2026-03-17'], ['2026-03-07'])));
    expect(nearer).toMatchObject({ matters: 1 });
    expect((await api.store.matters.get(inspection.id))?.duties.map(({ due }) => due?.day)).toEqual(own);
    expect((await ok(planner.get('/api/calendars/2026'))).version).toBe(1);
  });

  test('one that contradicts itself is refused as it would be when entered', async () => {
    const answer = await planner.post('/api/calendars/check', notice(['2027-03-03']));
    expect([answer.status, answer.body.type]).toEqual([422, '/problems/calendar-day-outside-year']);
  });
});

describe('mail', () => {
  test('the settings are shown without secrets', async () => {
    const { body, text } = await administrator.get('/api/mail');
    expect(body).toEqual({
      host: '127.0.0.1',
      port: mail.port,
      tls: 'when-offered',
      signsIn: true,
      from: 'Đôn Đốc <dondoc@thu.vn>',
      operator: 'van-hanh@thu.vn',
      links: 'http://dondoc.thu.vn',
      mailbox: false,
      own: 'p-administrator-office@thu.vn',
    });
    expect(text).not.toContain('bi-mat');
    expect((await planner.get('/api/mail')).status).toBe(403);
  });

  test('a test letter goes to oneself, once for its key, with the server’s own answer', async () => {
    // the sink asks for no password, and refuses one
    const own = api.deps.config.smtpUrl;
    api.deps.config.smtpUrl = mail.url;
    const first = await ok(administrator.post('/api/mail/test', undefined, { key: 'thu-1' }));
    expect(first).toMatchObject({ to: 'p-administrator-office@thu.vn', accepted: true });
    expect(first.answer).toMatch(/^250/);
    expect(await ok(administrator.post('/api/mail/test', undefined, { key: 'thu-1' }))).toEqual(first);
    const letters = mail.lettersTo('p-administrator-office@thu.vn');
    expect(letters).toHaveLength(1);
    expect(letters[0]!.headers['auto-submitted']).toBe('auto-generated');

    mail.refuse('p-administrator-office@thu.vn', 550, 'sender not allowed');
    const refused = await ok(administrator.post('/api/mail/test'));
    expect(refused).toMatchObject({ accepted: false, answer: expect.stringContaining('sender not allowed') });
    expect(refused.words).toContain('từ chối');
    mail.accept('p-administrator-office@thu.vn');

    api.deps.config.smtpUrl = 'smtp://127.0.0.1:1';
    const away = await ok(administrator.post('/api/mail/test'));
    expect([away.accepted, away.words]).toEqual([false, expect.stringContaining('Không nối được máy chủ thư')]);
    api.deps.config.smtpUrl = own;
  });

  test('a program has no mailbox, and nobody may send letters all day', async () => {
    const program = await api.token('administrator');
    expect((await program.post('/api/mail/test')).body).toMatchObject({ type: '/problems/no-mailbox-of-own' });
    const statuses = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push((await administrator.post('/api/mail/test', undefined, { key: 'thu-1' })).status);
    expect(statuses).toContain(429);
  });

  test('letters in trouble are a list of their own', async () => {
    const letter = (n: number, phase: string, more: object = {}) => ({
      _id: `reminder/p-an/2026-03-0${n}/1`,
      kind: 'reminder',
      recipient: 'p-an',
      day: `2026-03-0${n}`,
      n: 1,
      gathers: 'reminder',
      composedOn: `2026-03-0${n}`,
      stepped: false,
      campaigns: ['dot-1'],
      matters: [],
      units: [],
      subject: `Thư ${n}`,
      text: 'Kính gửi',
      html: '<p>',
      attachments: [],
      link: 'page',
      lines: [],
      messageId: `<${n}@thu.vn>`,
      phase,
      phaseAt: `2026-03-0${n}T01:00:00.000Z`,
      frozenAt: `2026-03-0${n}T01:00:00.000Z`,
      attempts: [],
      ...more,
    });
    await api.store.letters.model.create([
      letter(1, 'accepted'),
      letter(2, 'refused', { serverAnswer: '550 no such user' }),
      letter(3, 'given-up'),
      letter(4, 'frozen'),
    ] as never);
    const subjects = async (query: string) =>
      (await ok(planner.get(`/api/letters?${query}`))).items.map(({ subject }: { subject: string }) => subject);
    expect(await subjects('trouble=true')).toEqual(['Thư 3', 'Thư 2']);
    const { next } = await ok(planner.get('/api/letters?trouble=true&limit=1'));
    expect(await subjects(`trouble=true&after=${encodeURIComponent(next)}`)).toEqual(['Thư 2']);
    expect(await subjects('trouble=true&campaign=khong-co')).toEqual([]);
  });
});

test('what runs and what is owed, for the administrator alone', async () => {
  // nobody works here: what an appointment brings waits
  const found = await eventually(
    () => ok(administrator.get('/api/running')),
    ({ broadcasts }) => broadcasts?.length > 0,
  );
  expect(found).toMatchObject({ matters: 1, underWay: 1, unwoken: expect.any(Number), troubled: 0 });
  expect(found.broadcasts).toMatchObject([
    { words: 'Chuyển dòng nhắc chưa ai nhận tới người vừa được phân công', since: expect.any(String) },
  ]);
  expect((await planner.get('/api/running')).status).toBe(403);
});

describe('the audit in words', () => {
  test('the newest first, with what it was done to', async () => {
    const { items, next } = await ok(administrator.get('/api/audit/content?newest=true&named=true&limit=3'));
    expect(items[0].seq).toBeGreaterThan(items[1].seq);
    const older = await ok(administrator.get(`/api/audit/content?newest=true&named=true&after=${next}`));
    expect(older.items[0].seq).toBe(items[2].seq - 1);
    const appointed = older.items.find(({ what }: { what: string }) => what === 'appointed') ?? items.at(-1);
    expect(appointed).toMatchObject({ words: 'Phân công', subject: 'An Văn Dũng: đầu mối đơn vị, Sở Y tế' });
  });

  test('whatever a process hears has words', () => {
    const heard = [inspectionRules, remediationRules, campaignRules, paperRules, proposalRules].flatMap(
      ({ messages }) => Object.keys(messages),
    );
    expect([...heard, 'newCalendar'].filter((message) => actWords(message) === message)).toEqual([]);
    expect(changeWords('unit-added')).toBe('Thêm đơn vị');
  });
});
