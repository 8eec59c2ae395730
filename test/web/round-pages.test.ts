import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft, FrozenPaper } from '../../domain/draft.ts';
import { newPaper } from '../../domain/paper.ts';
import { begin, newRemediation } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { Caller } from '../support/api.ts';
import { desktop, phone, seen, startBrowser } from '../support/browser.ts';
import type { TestBrowser, Window } from '../support/browser.ts';
import { deskConclusion, deskDay, deskNow, deskPlan, formOf, itemOf, openDesk, png, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { aUnit, ok } from '../support/office.ts';
import { aRequirement, aSetting, calendar } from '../support/round.ts';

// The units' pages of the whole round, each in the state it is in when it matters, on a phone and at a desk.

jest.setTimeout(240_000);

const paper = `paper:${round}:conclusion:2`;
const issued: Day = '2026-02-27';
const clinicItem = (n: number): string => `${round}:conclusion:2:so-y-te:${n}`;
const inspection = (unit: string, verb = '') => `/api/inspections/${round}:${unit}${verb}`;

const asking: ConclusionDraft = {
  kind: 'conclusion',
  serves: ['so-y-te'],
  strengths: [],
  findings: [],
  requirements: [
    aRequirement({
      id: 'yc-1',
      text: 'Giải quyết dứt điểm 747 hồ sơ trễ hạn tồn đọng từ các năm trước tại Bộ phận Tiếp nhận và Trả kết quả, gửi văn bản xin lỗi từng người dân, nêu rõ lý do và ngày hẹn trả mới',
      target: { of: 'hồ sơ trễ hạn', percent: 94.67 },
      cooperates: ['so-xay-dung', 'hai-quan'],
      responsible: 'Giám đốc Sở Y tế',
    }),
    aRequirement({
      id: 'yc-2',
      text: 'Không yêu cầu người dân nộp thêm giấy tờ ngoài quy định',
      mode: 'prohibit',
      due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
    }),
    aRequirement({ id: 'yc-3', text: 'Công khai quy trình nội bộ' }),
    aRequirement({ id: 'yc-4', text: 'Bố trí ghế chờ, nước uống cho người dân' }),
    aRequirement({ id: 'yc-5', text: 'Rà soát danh mục thủ tục', due: { kind: 'milestone', day: '2026-06-30' } }),
  ],
  proposals: [],
};

let desk: Desk;
let browser: TestBrowser;
const tokens: Record<string, string> = {};

async function seedConclusion(): Promise<void> {
  const { store } = desk;
  const setting = aSetting({ clock: { kind: 'stepped', now: deskDay } });
  const body = { draft: asking, document: {} } as unknown as FrozenPaper;
  const frozen = await store.snapshots.freeze({
    id: `noi-dung/${paper}`,
    kind: 'paper',
    matter: paper,
    body,
    by: 'p-chuyen-vien',
    at: deskNow,
  });
  await store.matters.born({
    ...newPaper(setting, paper, 'conclusion', { campaign: round, team: 'doan-1' }, issued),
    state: 'issued',
    content: { snapshot: frozen.id, sha256: frozen.sha256 },
    issued: { on: issued, file: 'khong', pages: 1 },
    closed: issued,
  } as never);
  const wanted = wantedItems(calendar, paper, asking.requirements, ['so-y-te'], 'so-y-te', issued);
  const place = { campaign: round, unit: 'so-y-te', team: 'doan-1' };
  await store.matters.born(begin.next(newRemediation(setting, place, paper, issued, wanted, false), {}, issued).state);
}

const minutes = {
  started: { day: deskDay, time: '08:00' },
  ended: { day: deskDay, time: '11:15' },
  place: 'Phòng họp số 2, Sở Y tế',
  team: [{ name: 'Ông Trần Minh Khôi', post: 'Phó Giám đốc Sở Nội vụ' }, { name: 'Bà Lê Thu Hà' }],
  unit: [{ name: 'Bà Đỗ Thị Sáu', post: 'Phó Giám đốc Sở Y tế' }],
  chair: { name: 'Ông Trần Minh Khôi', post: 'Trưởng đoàn' },
  secretary: { name: 'Bà Lê Thu Hà' },
  heard: ['Sở Y tế báo cáo kết quả cải cách hành chính năm 2025.'],
  results: [{ area: 'Tiếp nhận hồ sơ', text: 'Có 12 thủ tục chưa niêm yết.' }],
  unitOpinion: ['Đơn vị đề nghị ghi nhận đã có kế hoạch khắc phục.'],
  concluding: ['Đoàn ghi nhận và sẽ có thông báo kết luận.'],
  copies: 3,
};

/** What the office and the units did before anybody looks. */
async function walk(): Promise<void> {
  const { office, api } = desk;
  const lead = await office.as('lead', 'team:doan-1');
  const secretary = await office.as('secretary', 'team:doan-1');
  const planner = await office.as('planner');
  const clinic = await api.as('unit-contact', 'unit:so-y-te', 'p-y-te');
  const customs = await api.as('unit-contact', 'unit:hai-quan', 'p-hq');
  const agency = await api.as('unit-contact', 'unit:so-tai-chinh', 'p-tc');
  const deputy = await api.as('deputy-director');
  const head = await api.as('division-head');

  const day = { day: '2026-03-27', session: 'afternoon', reason: 'Trùng đợt kiểm tra sau thông quan.' };
  await ok(customs.post(inspection('hai-quan', '/visits/1/another-day'), day));
  const kept = { granted: false, text: 'Hôm ấy Đoàn làm việc tại đơn vị khác.' };
  await ok(lead.post(inspection('hai-quan', '/day-wishes/1/decision'), kept));
  await ok(lead.post(inspection('so-y-te', '/visits/1/held'), { on: deskDay, reason: 'Đơn vị mời Đoàn đến sớm.' }));
  const visit = inspection('so-y-te', '/visits/1/minutes');
  await ok(secretary.put(visit, { base: 0, content: minutes }));
  await ok(secretary.post(visit, { version: 1, signed: { secretary: true, lead: true, unit: true } }));
  const question = {
    text: 'Báo cáo nêu 914 hồ sơ đang giải quyết nhưng chưa nói bao nhiêu hồ sơ đã quá hạn.',
    points: ['Số hồ sơ quá hạn đến ngày kiểm tra', 'Nguyên nhân và người phụ trách'],
  };
  await ok(secretary.post(inspection('so-y-te', '/explanations'), question));
  const draft: ConclusionDraft = {
    ...deskConclusion,
    serves: ['so-y-te'],
    findings: [{ id: 'tt-1', text: 'Niêm yết thiếu 12 thủ tục.', area: 'mot_cua', concerns: { units: ['so-y-te'] } }],
    requirements: [],
    strengths: [],
  };
  const drafted = await desk.store.db.transaction((session) =>
    desk.store.drafts.create({ campaign: round, team: 'doan-1', draft, by: 'p', at: deskNow }, session),
  );
  await ok(secretary.post(inspection('so-y-te', '/comments'), { paper: drafted.replace(/^paper:/, ''), version: 1 }));

  const send = async (n: number, more: object, who: Caller = clinic) => {
    const form = formOf({ item: clinicItem(n) }, [{ field: 'files', name: `Minh chứng ${n}.png`, bytes: png }]);
    const body = await ok(who.post('/api/files', form));
    const report = { text: 'Đã thực hiện, kèm tài liệu.', evidence: [body.items[0].id], ...more };
    return (await ok(who.post(`/api/items/${clinicItem(n)}/reports`, report))).report as string;
  };
  const judge = async (n: number, report: string, verdict: string, more: object = {}) =>
    ok(secretary.post(`/api/items/${clinicItem(n)}/verify`, { report, verdict, remarks: 'Còn 147 hồ sơ.', ...more }));
  await judge(1, await send(1, { achieved: { done: 600, total: 747 } }), 'partly', { until: '2026-04-15' });
  const more = { until: '2026-04-06', reason: 'Chờ phần mềm mới được nghiệm thu.' };
  await ok(clinic.post(`/api/items/${clinicItem(3)}/extensions`, more));
  const refused = { granted: true, until: '2026-03-31', remarks: 'Đồng ý đến hết quý I.' };
  await ok(deputy.post(`/api/items/${clinicItem(3)}/extensions/decision`, refused));
  await ok(clinic.post(`/api/items/${clinicItem(1)}/extensions`, { until: '2026-05-04', reason: 'Chờ công dân.' }));
  await ok(lead.post(`/api/items/${clinicItem(5)}/suspend`, { reason: 'Chờ sắp xếp bộ máy theo đề án của tỉnh.' }));
  await judge(4, await send(4, {}), 'met', { remarks: 'Đủ tài liệu.' });
  await ok(head.post(`/api/items/${clinicItem(4)}/close`));
  await ok(lead.post(`/api/items/${clinicItem(4)}/reopen`, { reason: 'Kiểm tra lại ngày 11/3 thấy chưa có ghế.' }));

  const raise = { campaign: round, unit: 'so-y-te', text: 'Đề nghị bổ sung chế độ cho công chức trực Một cửa.' };
  const proposal = await ok(planner.post('/api/proposals', raise));
  await ok(planner.post(`/api/proposals/${proposal.id}/route`, { to: ['so-tai-chinh', 'so-xay-dung'] }));
  await ok(
    agency.post(`/api/proposals/${proposal.id}/answers`, { text: 'Đã trình phương án trong dự toán năm 2027.' }),
  );
  for (const person of ['p-hoa', 'p-binh', 'p-xd']) tokens[person] = (await desk.link(person)).token;
}

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), startBrowser()]);
  const { store } = desk;
  await store.appointments.model.deleteMany({ person: 'p-hai-noi' });
  await store.units.create(aUnit({ id: 'so-tai-chinh', name: 'Sở Tài chính' }));
  for (const [person, unit] of [['p-hoa', 'so-y-te'] as const, ['p-binh', 'hai-quan'] as const]) {
    await store.people.create({ _id: person, name: `Người ${person}`, mail: `${person}@thu.vn` });
    const scope = `unit:${unit}` as const;
    await store.appointments.create({ id: `a-${person}`, role: 'unit-contact', scope, person, from: '2025-01-01' });
  }
  await store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  await seedConclusion();
  await walk();
});
afterAll(async () => {
  await browser?.stop();
  await desk?.stop();
});

describe.each([
  ['điện thoại 390 px, không mã kịch bản', phone],
  ['máy bàn 1280 px', desktop],
])('các trang của cả đợt trên %s', (_name, device) => {
  let window: Window;
  beforeAll(async () => {
    window = await browser.open(device);
  });
  const open = (person: string, path = '') => window.page.goto(`${desk.api.url}/u/${tokens[person]}${path}`);
  const press = (name: string | RegExp) => window.page.getByRole('button', { name }).first().click();
  /** What is said in red at the field of that name, once those words are in it: with a script the page stays. */
  const faultAt = (name: string, words: string) =>
    window.page
      .locator('.field', { has: window.page.locator(`[name="${name}"]`) })
      .locator('.fault', { hasText: words })
      .first()
      .innerText();

  test('việc cần làm và cuộc kiểm tra', async () => {
    await open('p-hoa');
    expect(await seen(window, 'viec')).toContain('Sở Y tế · ');
    await open('p-hoa', `/kiem-tra/${round}:so-y-te`);
    expect(await seen(window, 'cuoc-kiem-tra')).toContain('Lịch kiểm tra');
    await open('p-binh', `/kiem-tra/${round}:hai-quan`);
    expect(await seen(window, 'cuoc-kiem-tra-nganh-doc')).toContain('Chi cục Hải quan khu vực');
  });

  test('xin đổi ngày: sai ở ô nào nói ở ô ấy, chữ đã ghi còn nguyên', async () => {
    await open('p-binh', `/kiem-tra/${round}:hai-quan/doi-ngay/1`);
    expect(await seen(window, 'doi-ngay')).toContain('Xin đổi ngày kiểm tra');
    await window.page.fill('[name=day]', 'cuối tháng');
    await press('Gửi đề nghị');
    expect(await faultAt('day', 'Ngày “cuối tháng” không đọc được')).toContain('Ngày “cuối tháng” không đọc được');
    await seen(window, 'doi-ngay-sai');
    expect(await faultAt('session', 'Hãy chọn buổi')).toContain('Hãy chọn buổi');
    expect(await faultAt('reason', 'Hãy ghi lý do')).toContain('Hãy ghi lý do');
    expect(await window.page.inputValue('[name=day]')).toBe('cuối tháng');
    await window.page.fill('[name=day]', '28/3/2026');
    await window.page.check('[name=session][value=morning]');
    await window.page.fill('[name=reason]', 'Đơn vị có hội nghị.');
    await press('Gửi đề nghị');
    expect(await faultAt('day', 'Ngày 28/03/2026 là ngày nghỉ')).toContain('Ngày 28/03/2026 là ngày nghỉ');
    expect(await window.page.inputValue('[name=reason]')).toBe('Đơn vị có hội nghị.');
  });

  test('giải trình và góp ý dự thảo', async () => {
    await open('p-hoa', `/kiem-tra/${round}:so-y-te/giai-trinh/1`);
    expect(await seen(window, 'giai-trinh')).toContain('914 hồ sơ');
    await press('Gửi giải trình');
    expect(await faultAt('text', 'Chưa có nội dung trả lời')).toContain('Chưa có nội dung trả lời');
    await window.page.fill('[name=text]', 'Có 12 hồ sơ quá hạn.');
    await window.page.setInputFiles('[name=files]', [{ name: 'a.exe', mimeType: 'x/x', buffer: Buffer.from('MZ') }]);
    await press('Gửi giải trình');
    expect(await faultAt('files', 'a.exe')).toContain('a.exe');
    await seen(window, 'giai-trinh-sai');
    expect(await window.page.inputValue('[name=text]')).toBe('Có 12 hồ sơ quá hạn.');

    await open('p-hoa', `/kiem-tra/${round}:so-y-te/gop-y`);
    expect(await seen(window, 'gop-y')).toContain('coi như thống nhất');
    await press('Gửi ý kiến');
    expect(await faultAt('agreed', 'Hãy chọn thống nhất')).toContain('Hãy chọn thống nhất');
    await window.page.check('[name=agreed][value=no]');
    await press('Gửi ý kiến');
    expect(await faultAt('text', 'Chưa có nội dung trả lời')).toContain('Chưa có nội dung trả lời');
    await seen(window, 'gop-y-sai');
    expect(await window.page.isChecked('[name=agreed][value=no]')).toBe(true);
  });

  test('nội dung khắc phục: chỉ tiêu, đạt một phần, xin gia hạn, được gia hạn, tạm dừng, mở lại', async () => {
    await open('p-hoa', `/viec/${clinicItem(1)}`);
    const part = await seen(window, 'dat-mot-phan');
    for (const words of ['94,67% hồ sơ trễ hạn', 'Chi cục Hải quan khu vực; Sở Xây dựng', 'Đạt một phần', '600/747'])
      expect(part).toContain(words);
    expect(part).toContain('Đơn vị đã xin gia hạn đến thứ Hai, 04/05/2026');
    await window.page.fill('[name=done]', '1.234,5');
    await window.page.fill('[name=total]', '747');
    await window.page.fill('[name=text]', 'Đang làm.');
    await press('Gửi báo cáo');
    expect(await faultAt('done', '“1.234,5” có phần lẻ')).toContain('“1.234,5” có phần lẻ');
    await seen(window, 'chi-tieu-sai');
    expect(await window.page.inputValue('[name=done]')).toBe('1.234,5');
    await open('p-hoa', `/viec/${clinicItem(3)}`);
    expect(await seen(window, 'duoc-gia-han')).toContain('Đã đồng ý gia hạn đến thứ Ba, 31/03/2026.');
    await open('p-hoa', `/viec/${clinicItem(3)}/gia-han`);
    await press('Gửi đề nghị gia hạn');
    expect(await faultAt('until', 'Hãy ghi ngày đơn vị xin gia hạn đến.')).toBe('Hãy ghi ngày đơn vị xin gia hạn đến.');
    await seen(window, 'gia-han-sai');
    expect(await faultAt('reason', 'Hãy ghi lý do')).toContain('Hãy ghi lý do');
    await open('p-hoa', `/viec/${clinicItem(5)}`);
    expect(await seen(window, 'tam-dung')).toContain('Tạm dừng theo dõi từ ngày 11/03/2026.');
    await open('p-hoa', `/viec/${clinicItem(4)}`);
    expect(await seen(window, 'mo-lai')).toContain('Kiểm tra lại ngày 11/3 thấy chưa có ghế.');
  });

  test('điều cấm: vụ nào tệp ấy', async () => {
    const { page } = window;
    const n = device === phone ? 2 : 4;
    const path = device === phone ? `/viec/${clinicItem(n)}` : `/viec/${itemOf(n)}`;
    await open(device === phone ? 'p-hoa' : 'p-xd', path);
    expect(await seen(window, 'dieu-cam')).toContain('Số vụ vi phạm trong kỳ');
    await page.fill('[name=text]', 'Hai công chức vi phạm.');
    await page.fill('[name=incidents]', '2');
    const file = (name: string, more: number) => ({
      name,
      mimeType: 'image/png',
      buffer: Buffer.concat([png, Buffer.from([more, n])]),
    });
    await page.setInputFiles('[name=files]', [
      file('Quyết định xử lý ông A.png', 1),
      file('Biên bản ngày 05-3 về việc yêu cầu nộp thêm giấy tờ tại quầy số 4.png', 2),
      file('Báo cáo chung.png', 3),
    ]);
    await press('Gửi xác nhận');
    // with a script the files are there before anything is sent
    await page
      .getByText(/Hãy (chọn|xem) mỗi tệp thuộc vụ nào/)
      .first()
      .waitFor();
    expect(await seen(window, 'dieu-cam-chon-vu')).toMatch(/Hãy (chọn|xem) mỗi tệp thuộc vụ nào/);
    const chosen = await Promise.all((await page.locator('select').all()).map((one) => one.inputValue()));
    expect(chosen).toEqual(['1', '2', '0']);
    await page.locator('select').nth(1).selectOption('1');
    await press('Gửi xác nhận');
    expect(await page.locator('.fault').first().innerText()).toContain('Vụ 2 chưa có tệp nào.');
    await page.locator('select').nth(0).selectOption('2');
    await press('Gửi xác nhận');
    const sent = await seen(window, 'dieu-cam-da-gui');
    expect(sent).toMatch(/Vụ 1: Biên bản ngày 05-3 .*\.png .* Vụ 2: Quyết định xử lý ông A\.png .* Báo cáo chung\.png/);
    expect(sent).toContain('xác nhận được từ ngày 01/04/2026');
  });

  test('kiến nghị: đơn vị nêu theo dõi, cơ quan được hỏi trả lời', async () => {
    await open('p-hoa', `/kien-nghi/${round}:so-y-te:1`);
    const unit = await seen(window, 'kien-nghi-don-vi');
    expect(unit).toContain('Đã trình phương án trong dự toán năm 2027.');
    expect(unit).toContain('chờ trả lời');
    await open('p-xd', `/kien-nghi/${round}:so-y-te:1`);
    expect(await seen(window, 'kien-nghi-co-quan')).toContain('đề nghị trả lời');
    await press('Gửi câu trả lời');
    await seen(window, 'kien-nghi-co-quan-sai');
    expect(await faultAt('text', 'Câu trả lời chưa có nội dung')).toContain('Câu trả lời chưa có nội dung');
    await open('p-hoa', `/kien-nghi-moi/${round}:so-y-te`);
    expect(await seen(window, 'neu-kien-nghi')).toContain('Đơn vị kiến nghị điều gì?');
  });
});
