import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { inspectionId } from '../../domain/inspection.ts';
import type { LetterRow } from '../../store/records/letters.ts';
import type { LineRow } from '../../store/records/lines.ts';
import type { Caller } from '../support/api.ts';
import { conclusionPaper, deskPlan, itemOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(60_000);

let desk: Desk;
let director: Caller;
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: '2026-03-11T01:00:00.000Z' });
  director = await desk.api.signIn('p-giam-doc');
  const { store } = desk;
  const letter = (kind: LetterRow['kind'], n: number, matter: string): LetterRow => ({
    _id: `${kind}/p-xd/2026-02-23/${n}`,
    kind,
    recipient: 'p-xd',
    day: '2026-02-23',
    n,
    gathers: kind,
    link: 'page',
    composedOn: '2026-02-23',
    stepped: true,
    campaigns: [round],
    matters: [matter],
    units: ['so-xay-dung'],
    lines: [],
    subject: `Thư ${kind} ${n}`,
    text: 'Kính gửi …',
    html: '<p>',
    attachments: [],
    messageId: `<${kind}-${n}@thu.vn>`,
    phase: 'accepted',
    phaseAt: '2026-11-22T18:58:00.000Z',
    frozenAt: '2026-11-22T18:57:00.000Z',
    acceptedAt: '2026-11-22T18:58:00.000Z',
    attempts: [],
  });
  const matter = inspectionId(round, 'so-xay-dung');
  const line = (letterId: string, n: number, paper?: string): Omit<LineRow, 'createdAt'> => ({
    _id: `${matter}#${n}/p-xd`,
    line: `${matter}#${n}`,
    person: 'p-xd',
    stepped: true,
    status: 'sent',
    inLetter: letterId,
    letter: 'conclusion',
    matter,
    role: 'unit-contact',
    unit: 'so-xay-dung',
    campaign: round,
    day: '2026-02-23',
    ...(paper === undefined ? {} : { about: { paper } }),
  });
  const brought = letter('conclusion', 1, matter);
  const beside = letter('received', 2, matter);
  await store.letters.model.create([brought, beside, letter('reminder', 3, conclusionPaper)]);
  await store.lines.model.collection.insertMany([
    line(brought._id, 1, conclusionPaper) as never,
    line(beside._id, 2) as never,
  ]);
});
afterAll(() => desk.stop());

const page = async (path: string): Promise<string> =>
  (await director.get<string>(`/bang-theo-doi/${path}`)).text.replace(/\s+/g, ' ');

test('trang của một văn bản có những lá thư đã mang văn bản ấy tới đơn vị', async () => {
  const paper = encodeURIComponent(conclusionPaper.replace('paper:', ''));
  const shown = await page(`${round}/van-ban/${paper}`);
  expect([
    shown.includes('Thư conclusion 1'),
    shown.includes('Thư reminder 3'),
    shown.includes('Thư received 2'),
  ]).toEqual([true, true, false]);
  const all = await page(`${round}/thu?van-ban=${paper}`);
  expect([all.includes('Thư conclusion 1'), all.includes('Thư received 2')]).toEqual([true, false]);
  expect(await page(`${round}/thu`)).toContain('Thư received 2');
});

test('thư của đợt tập huấn mang ngày của đợt trước, rồi mới tới lúc gửi thật', async () => {
  const said = '23/02/2026 (đợt tập huấn; gửi thật lúc 01:58 23/11/2026)';
  expect(await page(`${round}/thu`)).toContain(said);
  expect(await page(`${round}/thu/${encodeURIComponent('conclusion/p-xd/2026-02-23/1')}`)).toContain(said);
});

test('nội dung hiện bằng lời của yêu cầu và số của văn bản', async () => {
  const unit = await page(`${round}/don-vi/so-xay-dung`);
  expect(unit).toContain('1. Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa');
  expect(unit).toMatch(/Thông báo kết luận kiểm tra số \d+\//);
  expect(unit).not.toContain('<script>');
  const items = await page(`${round}/noi-dung?tre=co`);
  expect(items).toContain('Sở Xây dựng');
  expect(items).toContain('Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn');
});

test('mọi trang mà nút của thư cán bộ dẫn tới đều mở được', async () => {
  const paper = conclusionPaper.replace('paper:', '');
  for (const path of [
    '',
    `/don-vi/so-xay-dung`,
    `/van-ban/${encodeURIComponent(paper)}`,
    `/noi-dung/${encodeURIComponent(itemOf(1))}`,
  ])
    expect([path, (await director.get(`/bang-theo-doi/${round}${path}`)).status]).toEqual([path, 200]);
});

test('đăng nhập từ trang khác, hay thử quá nhiều lần: một trang có câu nói, không phải JSON', async () => {
  const form = new URLSearchParams({ login: 'ai-do', password: 'sai', to: `/bang-theo-doi/${round}` });
  const sign = (headers: Record<string, string>, fields = form) =>
    desk.api.anonymous.post<string>('/bang-theo-doi/dang-nhap', fields, { headers });
  const crossed = await sign({ 'sec-fetch-site': 'cross-site' });
  expect([crossed.status, crossed.text.includes('role="alert"'), crossed.text.includes('<h1>Đăng nhập</h1>')]).toEqual([
    403,
    true,
    true,
  ]);
  const same = { 'sec-fetch-site': 'same-origin' };
  for (let n = 0; n < 8; n++) expect((await sign(same)).status).toBe(401);
  const paced = await sign(same);
  expect([paced.status, paced.headers.get('retry-after')]).toEqual([429, '900']);
  expect(paced.text).toContain('value="ai-do"');
  expect(paced.text).toContain(`value="/bang-theo-doi/${round}"`);
  // another name behind the same address is still heard
  expect((await sign(same, new URLSearchParams({ login: 'giam-doc', password: 'sai' }))).status).toBe(401);
});

test('trang đầu dẫn tới bảng theo dõi và tài liệu; hộp thư chỉ ở máy của mình', async () => {
  const { status, text } = await desk.api.anonymous.get<string>('/');
  expect(status).toBe(200);
  expect(text).toContain('href="/bang-theo-doi"');
  expect(text).toContain('href="/api/docs"');
  expect(text).not.toContain('<script');
  expect(text).not.toContain('href="/mailbox"');
});
