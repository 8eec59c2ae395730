import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { aUnit } from '../support/office.ts';
import type { Caller } from '../support/api.ts';
import { deskNow, formOf, hidden, openDesk, png, round, wordsOf } from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';

jest.setTimeout(60_000);

let desk: Desk;
let planner: Caller;
let contact: Caller;
let agency: Caller;
let unitLink: Visiting;
let agencyLink: Visiting;

beforeAll(async () => {
  desk = await openDesk();
  const { store, api } = desk;
  for (const [id, name, vertical] of [
    ['so-tai-chinh', 'Sở Tài chính', false],
    ['so-tu-phap', 'Sở Tư pháp', false],
    ['cuc-thue', 'Thuế tỉnh', true],
  ] as const)
    await store.units.create(aUnit({ id, name, ...(vertical ? { vertical: true as const } : {}) }));
  planner = await desk.office.as('planner');
  contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  agency = await api.as('unit-contact', 'unit:so-tai-chinh', 'p-tc');
  unitLink = await desk.link('p-xd');
  agencyLink = await desk.link('p-tc');
});
afterAll(() => desk.stop());

const text = 'Đề nghị bổ sung chế độ cho công chức trực tại Bộ phận Một cửa.';
const raise = (caller: Caller, body: object = {}, key?: string) =>
  caller.post('/api/proposals', { campaign: round, unit: 'so-xay-dung', text, ...body }, key ? { key } : {});
const raised = async (): Promise<string> => (await raise(planner)).body.id;
const route = (id: string, to: string[], key?: string) =>
  planner.post(`/api/proposals/${id}/route`, { to }, key ? { key } : {});
const routed = async (...to: string[]): Promise<string> => {
  const id = await raised();
  expect((await route(id, to)).status).toBe(200);
  return id;
};
const uploaded = async (caller: Caller, proposal: string, from?: string) => {
  const fields = { proposal, ...(from ? { from } : {}) };
  const sent = await caller.post('/api/files', formOf(fields, [{ field: 'files', name: 'Văn bản.png', bytes: png }]));
  return sent.status === 201 ? (sent.body.items[0].id as string) : `${sent.status} ${sent.body.type}`;
};

describe('a proposal', () => {
  test('is raised by the unit, under a number of its own; the same key is the same proposal', async () => {
    const first = await raise(contact, {}, 'lan-1');
    expect([first.status, first.body]).toEqual([
      201,
      expect.objectContaining({
        id: `${round}:so-xay-dung:1`,
        unit: { id: 'so-xay-dung', name: 'Sở Xây dựng' },
        text,
        state: 'received',
        words: 'đã ghi nhận, chờ chuyển cơ quan có thẩm quyền',
        raised: '2026-03-11',
        routeBy: '2026-03-18',
        routes: [],
      }),
    ]);
    const again = await raise(contact, {}, 'lan-1');
    expect(again.body).toEqual(first.body);
    expect((await raise(contact, { text: 'Khác' }, 'lan-1')).body.type).toBe('/problems/key-reused');
    expect((await raise(contact)).body.id).toBe(`${round}:so-xay-dung:2`);
  });

  test('of two raised at once each has its number', async () => {
    const both = await Promise.all([raise(contact, { text: 'Một' }), raise(planner, { text: 'Hai' })]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(2);
    expect(both.map(({ body }) => body.text as string).sort()).toEqual(['Hai', 'Một']);
  });

  test.each([
    ['without words', { text: ' \n ' }, 422, 'proposal-empty'],
    ['too long', { text: 'a'.repeat(5_001) }, 422, 'invalid-body'],
    ['of a unit the round has nothing of', { unit: 'so-tu-phap' }, 422, 'unit-not-inspected'],
    ['of a unit that does not exist', { unit: 'khong-co' }, 422, 'unit-unknown'],
    ['of a round that does not exist', { campaign: 'khong-co' }, 404, 'not-found'],
    ['in an inspection of another unit', { inspection: `${round}:so-y-te` }, 404, 'not-found'],
  ])('%s is refused', async (_, body, status, code) => {
    const answer = await raise(planner, body);
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${code}`]);
  });

  test('is not raised for another unit, nor by somebody without the right', async () => {
    const stranger = await desk.api.as('unit-contact', 'unit:so-y-te', 'p-y-te');
    expect((await raise(stranger)).status).toBe(404);
    expect((await raise(agency)).status).toBe(404);
    expect((await raise(await desk.api.as('lead', 'team:doan-2', 'p-td2'))).status).toBe(404);
    expect((await raise(await desk.api.as('clerk'))).status).toBe(403);
    expect((await raise(desk.api.anonymous)).status).toBe(401);
    expect((await raise(await desk.office.as('lead', 'team:doan-1'))).status).toBe(201);
  });

  test('of a surprise inspection the unit was not told of is not raised by it', async () => {
    const { store } = desk;
    const hiddenOne = {
      ...(await store.matters.get(`inspection:${round}:so-y-te`))!,
      id: `inspection:${round}:cuc-thue`,
      place: { campaign: round, team: 'doan-1', unit: 'cuc-thue' },
      noticed: undefined,
      hidden: true,
    };
    await store.matters.born(hiddenOne);
    const unit = await desk.api.as('unit-contact', 'unit:cuc-thue', 'p-thue');
    const known = await raise(unit, { unit: 'cuc-thue' });
    expect([known.status, known.body.type]).toEqual([422, '/problems/unit-not-inspected']);
    expect((await raise(planner, { unit: 'cuc-thue' })).status).toBe(201);
  });
});

describe('routing', () => {
  test('puts it to agencies by name, each with its day; the vertically managed one by its own rules', async () => {
    const id = await raised();
    const { status, body } = await route(id, ['so-tai-chinh', 'cuc-thue']);
    expect([status, body.state, body.routeBy]).toEqual([200, 'routed', undefined]);
    expect(body.routes).toEqual([
      expect.objectContaining({
        to: { id: 'so-tai-chinh', name: 'Sở Tài chính' },
        due: '2026-04-01',
        late: false,
        hasContact: true,
        why: expect.stringContaining('ngày chuyển kiến nghị'),
      }),
      expect.objectContaining({ to: { id: 'cuc-thue', name: 'Thuế tỉnh' }, due: '2026-04-01' }),
    ]);
    const record = await desk.store.matters.get(`proposal:${id}`);
    expect(
      record?.duties.filter(({ kind }) => kind === 'answer-proposal').map(({ owedBy }) => owedBy.vertical),
    ).toEqual([undefined, true]);
  });

  test.each([
    [[], 422, 'proposal-without-agency'],
    [['so-xay-dung'], 422, 'proposal-to-its-own-unit'],
    [['khong-co'], 422, 'unit-unknown'],
  ])('to %j is refused', async (to, status, code) => {
    const answer = await route(await raised(), to);
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${code}`]);
  });

  test('anew takes it from an agency, which then knows no more of it', async () => {
    const id = await routed('so-tai-chinh');
    expect((await agency.get(`/api/proposals/${id}`)).status).toBe(200);
    expect((await route(id, ['so-tu-phap'])).status).toBe(200);
    expect((await agency.get(`/api/proposals/${id}`)).status).toBe(404);
    expect((await agencyLink.get(`/kien-nghi/${id}`)).status).toBe(404);
  });
});

describe('who reads it', () => {
  let id: string;
  beforeAll(async () => {
    id = await routed('so-tai-chinh', 'so-tu-phap');
    await agency.post(`/api/proposals/${id}/answers`, { text: 'Sở Tài chính đồng ý.' });
  });

  test('the unit that raised it, the agencies, the office of that place; nobody else', async () => {
    const justice = await desk.api.as('unit-head', 'unit:so-tu-phap', 'p-tp');
    const reads = async (caller: Caller) => (await caller.get(`/api/proposals/${id}`)).status;
    const may = [contact, agency, justice, planner, await desk.office.as('lead', 'team:doan-1')];
    const may_ = await Promise.all(may.map(reads));
    expect(may_).toEqual(may.map(() => 200));
    const mayNot = [
      await desk.api.as('unit-contact', 'unit:so-y-te', 'p-y-te'),
      await desk.api.as('lead', 'team:doan-2', 'p-td2'),
      await desk.api.as('planner', 'campaign:khac-2026', 'p-cv2'),
      await desk.api.as('superior', 'unit:so-xay-dung', 'p-ct'),
    ];
    expect(await Promise.all(mayNot.map(reads))).toEqual(mayNot.map(() => 404));
    expect((await desk.api.anonymous.get(`/api/proposals/${id}`)).status).toBe(401);
    const missing = await mayNot[0]!.get(`/api/proposals/${round}:so-xay-dung:99`);
    const foreign = await mayNot[0]!.get(`/api/proposals/${id}`);
    expect({ ...missing.body, requestId: '' }).toEqual({ ...foreign.body, requestId: '' });
  });

  test('an agency reads what it was asked, not what another was or answered; the unit reads all', async () => {
    const justice = await desk.api.as('unit-head', 'unit:so-tu-phap', 'p-tp');
    const { body, text: page } = await justice.get(`/api/proposals/${id}`);
    expect(body.routes.map(({ to }: { to: { id: string } }) => to.id)).toEqual(['so-tu-phap']);
    expect(page).not.toContain('Tài chính');
    const own = await contact.get(`/api/proposals/${id}`);
    expect(own.body.routes.map(({ answered }: { answered?: { text: string } }) => answered?.text)).toEqual([
      'Sở Tài chính đồng ý.',
      undefined,
    ]);
    expect(own.body.words).toBe('đã trả lời một phần');
  });

  test('lists show each what they may read, by state, page by page', async () => {
    const ids = async (caller: Caller, query = ''): Promise<string[]> =>
      (await caller.get(`/api/proposals?limit=200${query}`)).body.items.map((one: { id: string }) => one.id);
    const all = await ids(planner, `&campaign=${round}`);
    expect(all).toContain(id);
    const states = await Promise.all(
      ['received', 'routed', 'answered', 'closed'].map((state) => ids(planner, `&state=${state}`)),
    );
    expect(states.flat().sort()).toEqual([...all].sort());
    expect(states[2]).toEqual([id]);
    expect(await ids(planner, '&unit=so-tu-phap')).toContain(id);
    const justice = await desk.api.as('unit-head', 'unit:so-tu-phap', 'p-tp');
    expect(await ids(justice)).toContain(id);
    expect(await ids(await desk.api.as('unit-contact', 'unit:so-y-te', 'p-y-te'))).toEqual([]);
    expect(await ids(await desk.api.as('planner', 'campaign:khac-2026', 'p-cv2'))).toEqual([]);
    expect((await (await desk.api.as('superior', 'unit:so-xay-dung', 'p-ct')).get('/api/proposals')).status).toBe(403);
    const walked: string[] = [];
    for (let after: string | undefined = ''; after !== undefined;) {
      const { body }: { body: { items: { id: string }[]; next?: string } } = await planner.get(
        `/api/proposals?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      );
      walked.push(...body.items.map((one) => one.id));
      after = body.next;
    }
    expect(walked).toEqual(all);
    expect((await justice.get(`/api/proposals?after=${encodeURIComponent(all[0]!)}`)).body).toMatchObject({
      status: 422,
      errors: [{ at: 'after' }],
    });
  });
});

describe('an answer', () => {
  test('comes from the agency with its files, once; the unit reads both, another agency neither', async () => {
    const id = await routed('so-tai-chinh', 'so-tu-phap');
    const file = await uploaded(agency, id);
    const send = (key?: string, more: object = {}) =>
      agency.post(
        `/api/proposals/${id}/answers`,
        { text: 'Đã bố trí từ quý III.', evidence: [file], ...more },
        key ? { key } : {},
      );
    const { status, body } = await send('tra-loi');
    expect([status, body.state]).toEqual([201, 'answered']);
    expect((await send('tra-loi')).body).toEqual(body);
    expect((await send()).body.type).toBe('/problems/already-answered');
    expect((await contact.get(`/api/files/${file}`)).status).toBe(200);
    expect((await agency.get(`/api/files/${file}`)).status).toBe(200);
    const justice = await desk.api.as('unit-head', 'unit:so-tu-phap', 'p-tp');
    expect((await justice.get(`/api/files/${file}`)).status).toBe(404);
  });

  test('on paper is entered by the planner with its file, its day and how it came', async () => {
    const id = await routed('so-tai-chinh');
    const entered = { arrived: '2026-03-10', origin: 'Công văn giấy, văn thư nhận', number: '120/STC-NS' };
    const send = (more: object) =>
      planner.post(`/api/proposals/${id}/answers`, { from: 'so-tai-chinh', text: 'Đồng ý.', ...more });
    expect((await send({})).body.type).toBe('/problems/proposal-answer-not-entered');
    expect((await send({ entered })).body.type).toBe('/problems/file-missing');
    const file = await uploaded(planner, id, 'so-tai-chinh');
    expect((await send({ entered: { ...entered, arrived: '2026-03-12' }, evidence: [file] })).body.type).toBe(
      '/problems/arrived-in-future',
    );
    const { body } = await send({ entered, evidence: [file] });
    expect([body.state, body.routes[0].answered]).toEqual([
      'closed',
      {
        on: '2026-03-10',
        text: 'Đồng ý.',
        files: [{ id: file, name: 'Văn bản.png', size: png.length }],
        entered: { number: '120/STC-NS', origin: 'Công văn giấy, văn thư nhận' },
      },
    ]);
    expect((await route(id, ['so-tu-phap'])).body.type).toBe('/problems/proposal-closed');
  });

  test('is not given by the unit that raised it, nor by an agency not asked, nor with a stranger’s file', async () => {
    const id = await routed('so-tai-chinh');
    const other = await routed('so-tai-chinh');
    const answer = (caller: Caller, more: object = {}) =>
      caller.post(`/api/proposals/${id}/answers`, { text: 'Đồng ý.', ...more });
    expect((await answer(contact)).status).toBe(403);
    expect((await answer(await desk.api.as('unit-head', 'unit:so-tu-phap', 'p-tp'))).status).toBe(404);
    expect((await answer(agency, { evidence: [await uploaded(agency, other)] })).body.type).toBe(
      '/problems/evidence-unknown',
    );
    expect((await answer(agency, { entered: { arrived: '2026-03-10', origin: 'x' } })).status).toBe(403);
    expect((await answer(agency, { text: '  ' })).body.type).toBe('/problems/proposal-answer-empty');
    expect(await uploaded(contact, id)).toBe('403 /problems/not-allowed');
    const unrouted = await raised();
    expect((await planner.post(`/api/proposals/${unrouted}/answers`, { text: 'a' })).body.type).toBe(
      '/problems/proposal-not-routed',
    );
  });

  test('that is late may be taken to the province once a leader agreed', async () => {
    const id = await routed('so-tai-chinh');
    const director = await desk.office.as('director');
    const agree = (caller: Caller, from = 'so-tai-chinh') => caller.post(`/api/proposals/${id}/escalation`, { from });
    expect((await agree(planner)).status).toBe(403);
    expect((await agree(director, 'so-tu-phap')).body.type).toBe('/problems/proposal-not-routed');
    expect((await agree(director)).status).toBe(200);
    const record = await desk.store.matters.get(`proposal:${id}`);
    expect(record?.duties.at(-1)?.approved).toBe('2026-03-11');
  });
});

describe('by a mailed link', () => {
  test('the unit raises it on its page, sees its state and its answers', async () => {
    const home = await unitLink.get();
    expect(home.text).toContain(`/kien-nghi-moi/${round}:so-xay-dung`);
    const form = await unitLink.get(`/kien-nghi-moi/${round}:so-xay-dung`);
    expect(wordsOf(form.text)).toContain('Kiểm tra công tác cải cách hành chính năm 2026');
    const key = hidden(form.text, 'key');
    const empty = await unitLink.post(`/kien-nghi-moi/${round}:so-xay-dung`, { key, text: ' ' });
    expect([empty.status, wordsOf(empty.text)]).toEqual([
      422,
      expect.stringContaining('Hãy ghi điều đơn vị kiến nghị'),
    ]);
    const long = await unitLink.post(`/kien-nghi-moi/${round}:so-xay-dung`, { key, text: 'ă'.repeat(5_001) });
    expect([long.status, long.text.includes('ă'.repeat(5_001))]).toEqual([422, true]);
    const words = 'Đề nghị trang bị máy quét <b>mới</b> cho Bộ phận Một cửa';
    const sent = await unitLink.post(`/kien-nghi-moi/${round}:so-xay-dung`, { key, text: words });
    expect(sent.status).toBe(303);
    const twice = await unitLink.post(`/kien-nghi-moi/${round}:so-xay-dung`, { key, text: words });
    expect(twice.headers.get('location')).toBe(sent.headers.get('location'));
    const path = sent.headers.get('location')!.replace(/^\/u\/[\w-]+/, '');
    const page = await unitLink.get(path);
    expect(wordsOf(page.text)).toMatch(/máy quét <b>mới<\/b> .* Số biên nhận BN-\d{4}/);
    expect(page.text).not.toContain('<b>mới');
    const id = path.replace('/kien-nghi/', '');
    await route(id, ['so-tai-chinh']);
    expect(wordsOf((await unitLink.get(path)).text)).toMatch(/đã chuyển, chờ trả lời.*Sở Tài chính.*01\/04\/2026/);
    await agency.post(`/api/proposals/${id}/answers`, { text: 'Sẽ trang bị trong tháng 6.' });
    expect(wordsOf((await unitLink.get(path)).text)).toMatch(
      /đã trả lời.*Đã trả lời ngày 11\/03\/2026 Sẽ trang bị trong tháng 6\./,
    );
    expect(wordsOf((await unitLink.get()).text)).toContain('Nêu ngày 11/03/2026, đã trả lời');
  });

  test('the agency finds what it owes, answers on a page with its file, and holds a receipt', async () => {
    const id = await routed('so-tai-chinh');
    const home = wordsOf((await agencyLink.get()).text);
    expect(home).toContain(`Trả lời kiến nghị của Sở Xây dựng: ${text}`);
    expect(home).toContain('01/04/2026');
    const path = `/kien-nghi/${id}`;
    const form = await agencyLink.get(path);
    expect(wordsOf(form.text)).toContain('Sở Nội vụ chuyển kiến nghị này tới Sở Tài chính và đề nghị trả lời.');
    const key = hidden(form.text, 'key');
    const empty = await agencyLink.post(
      path,
      formOf({ key, text: '', act: 'send' }, [{ field: 'files', name: 'a.png', bytes: png }]),
    );
    expect([empty.status, wordsOf(empty.text)]).toEqual([422, expect.stringContaining('Hãy ghi ý kiến của cơ quan')]);
    const kept = hidden(empty.text, 'kept');
    expect(kept).toMatch(/^[\w-]{36}$/);
    const strange = await agencyLink.post(
      path,
      formOf({ key, text: 'Đồng ý', act: 'send', kept }, [{ field: 'files', name: 'b.exe', bytes: Buffer.from('MZ') }]),
    );
    expect([strange.status, wordsOf(strange.text)]).toEqual([422, expect.stringContaining('b.exe')]);
    expect(strange.text).toContain('Đồng ý</textarea>');
    const sent = await agencyLink.post(path, { key, text: 'Đồng ý', act: 'send', kept });
    expect(sent.status).toBe(303);
    const page = wordsOf((await agencyLink.get(path)).text);
    expect(page).toMatch(/Đã nhận câu trả lời .* Số biên nhận BN-\d{4}/);
    expect(page).toContain('Văn bản.png');
    expect((await agencyLink.get(`/tep/${kept}`)).status).toBe(200);
    expect((await unitLink.get(`/tep/${kept}`)).status).toBe(200);
    expect(wordsOf((await agencyLink.get()).text)).toContain('Trả lời kiến nghị của Sở Xây dựng');
  });

  test('answered on paper meanwhile, the page keeps what was typed; the unit hears of the one answer', async () => {
    const id = await routed('so-tai-chinh');
    const path = `/kien-nghi/${id}`;
    const form = await agencyLink.get(path);
    const file = await uploaded(planner, id, 'so-tai-chinh');
    const entered = { arrived: '2026-03-11', origin: 'Công văn giấy' };
    const body = { from: 'so-tai-chinh', text: 'Theo văn bản số 9.', evidence: [file], entered };
    expect((await planner.post(`/api/proposals/${id}/answers`, body)).status).toBe(201);
    const late = await agencyLink.post(path, { key: hidden(form.text, 'key'), text: 'Ý kiến đang gõ dở', act: 'send' });
    expect(late.status).toBe(409);
    expect(wordsOf(late.text)).toContain('Nội dung này đã được trả lời.');
    expect(wordsOf(late.text)).toContain('Bạn vừa ghi, chưa gửi Ý kiến đang gõ dở');
    const told = await desk.store.lines.ofMatter(`proposal:${id}`);
    const heard = told.filter(({ unit, about }) => unit === 'so-xay-dung' && about?.['what'] === 'answered');
    expect(heard.map(({ role }) => role)).toEqual(['unit-contact']);
  });

  test('whoever followed the agency’s contact answers by a link of their own; the old one opens nothing', async () => {
    const { store } = desk;
    await store.people.create({ _id: 'p-cu', name: 'Người cũ', mail: 'cu@thu.vn' });
    await store.people.create({ _id: 'p-moi', name: 'Người mới', mail: 'moi@thu.vn' });
    const of = (person: string, from: '2025-01-01' | '2026-03-11') =>
      store.appointments.create({
        id: `a-${person}`,
        role: 'unit-contact',
        scope: 'unit:so-tu-phap',
        person,
        from,
        ...(person === 'p-cu' ? { to: '2026-03-10' as const } : {}),
      });
    const id = await routed('so-tu-phap');
    await of('p-cu', '2025-01-01');
    await of('p-moi', '2026-03-11');
    const [before, now] = [await desk.link('p-cu'), await desk.link('p-moi')];
    const sent = await before.post(`/kien-nghi/${id}`, {
      key: 'k'.repeat(36),
      text: 'Trả lời của người cũ',
      act: 'send',
    });
    expect(sent.status).toBe(410);
    expect(wordsOf(sent.text)).toContain('Trả lời của người cũ'); // to be copied, not lost
    const answered = await now.post(`/kien-nghi/${id}`, { key: 'k'.repeat(36), text: 'Đồng ý.', act: 'send' });
    expect(answered.status).toBe(303);
    expect((await contact.get(`/api/proposals/${id}`)).body.routes[0].answered.text).toBe('Đồng ý.');
  });

  test('opens no other’s: not that of another unit, not the page of a round it does not know', async () => {
    const id = await routed('so-tu-phap');
    expect((await agencyLink.get(`/kien-nghi/${id}`)).status).toBe(404);
    expect((await agencyLink.post(`/kien-nghi/${id}`, { text: 'x', act: 'send' })).status).toBe(404);
    expect((await agencyLink.get(`/kien-nghi-moi/${round}:so-xay-dung`)).status).toBe(404);
    expect((await unitLink.post(`/kien-nghi/${id}`, { text: 'x', act: 'send' })).status).toBe(404);
    expect((await unitLink.get(`/kien-nghi-moi/${round}:so-y-te`)).status).toBe(404);
  });
});

test('texts stand in the letters’ facts and the audit only as content: the record holds ids', async () => {
  const id = await raised();
  const record = JSON.stringify(await desk.store.matters.get(`proposal:${id}`));
  expect(record).not.toContain('Một cửa');
  expect(await desk.store.audit.verify(`proposal:${id}`)).toBeUndefined();
  expect(deskNow).toContain('2026-03-11');
});
