import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { deskConclusion, deskNow, deskPlan, inspectionOf, openDesk, round, wordsOf } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { Caller } from '../support/api.ts';

jest.setTimeout(120_000);

let desk: Desk;
let contact: Caller;
let secretary: Caller;
let lead: Caller;
let planner: Caller;
beforeAll(async () => {
  desk = await openDesk();
  await desk.store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  contact = await desk.api.as('unit-contact', 'unit:so-y-te', 'p-y-te');
  secretary = await desk.office.as('secretary', 'team:doan-1');
  lead = await desk.office.as('lead', 'team:doan-1');
  planner = await desk.office.as('planner');
});
afterAll(() => desk.stop());

/** Asks again until there is an answer, ten seconds at most. */
async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Error('not within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const path = (verb = '', unit = 'so-y-te') => `/api/inspections/${round}:${unit}${verb}`;
const move = (body: object, who = lead, unit = 'hai-quan') => who.post(path('/visits/1/move', unit), body);

describe('a visit', () => {
  const to = { day: '2026-03-26', session: 'afternoon', reason: 'Trưởng đoàn dự họp Chính phủ.' };

  test('is moved with its hour, place and reason; the record holds none of the words', async () => {
    const moved = await move({ ...to, startsAt: '14:00', at: 'Hội trường tầng 3' });
    expect(moved.body.visits[0]).toMatchObject({
      day: '2026-03-26',
      session: 'afternoon',
      startsAt: '14:00',
      at: 'Hội trường tầng 3',
      reason: 'Trưởng đoàn dự họp Chính phủ.',
      sequence: 1,
      chair: ['Trần Minh Khôi'],
      secretary: ['Lê Thu Hà'],
    });
    expect(JSON.stringify(await desk.store.matters.get(inspectionOf('hai-quan')))).not.toMatch(/Chính phủ|Hội trường/);
    expect((await move({ ...to, day: '2026-03-10' })).body).toMatchObject({ type: '/problems/visit-in-past' });
    // an hour of the other half of the day
    expect((await move({ ...to, day: '2026-03-27', startsAt: '08:00' })).body).toMatchObject({
      status: 422,
      errors: [{ at: 'startsAt', sentence: expect.stringContaining('Buổi chiều 27/03/2026 không bắt đầu lúc 08:00') }],
    });
    expect((await move(to)).body).toMatchObject({ type: '/problems/visit-not-moved', status: 409 });
    expect((await move(to, contact, 'so-y-te')).status).toBe(403);
  });

  test('is not moved onto a half-day on which its people are elsewhere, unless somebody else goes', async () => {
    const clash = await move({ day: '2026-03-24', session: 'morning', reason: 'x' });
    expect(clash.body).toMatchObject({
      type: '/problems/person-in-two-places',
      detail: expect.stringContaining('Trần Minh Khôi'),
    });
    const sent = {
      day: '2026-03-24',
      session: 'morning',
      reason: 'Ghép lịch.',
      chair: 'p-chuyen-vien',
      secretary: 'p-giam-doc',
    };
    const moved = await move(sent);
    expect(moved.body.visits[0]).toMatchObject({
      chair: ['Người p-chuyen-vien'],
      secretary: ['Người p-giam-doc'],
      sequence: 2,
      // nobody named another place; the hour was of the other half-day
      at: 'Hội trường tầng 3',
      startsAt: '08:00',
    });
    const schedule = await planner.get(`/api/campaigns/${round}/schedule`);
    const day = schedule.body.days.find((one: { day: string }) => one.day === '2026-03-24');
    expect(day.teams[0].visits.map(({ unit }: { unit: { id: string } }) => unit.id).sort()).toEqual([
      'hai-quan',
      'so-y-te',
    ]);
    expect(schedule.body.clashes).toBe(0);
    expect((await move({ ...sent, day: '2026-03-27', chair: 'p-la' })).body).toMatchObject({
      type: '/problems/person-unknown',
    });
  });

  test('may be held by the chair it was given to, and by nobody else’s chair', async () => {
    const chair = await desk.api.signIn('p-chuyen-vien');
    expect((await chair.get(path('', 'hai-quan'))).status).toBe(200);
    const other = await desk.api.as('chair', 'visit:khac', 'p-chu-toa-khac');
    expect((await other.get(path('', 'hai-quan'))).status).toBe(404);
    expect((await other.post(path('/visits/1/held', 'hai-quan'), { on: '2026-03-11' })).status).toBe(404);
  });

  test('is put off until somebody names a new day', async () => {
    const put = await secretary.post(path('/visits/1/postpone', 'hai-quan'), { reason: 'Bão số 4.' });
    expect(put.body.visits[0]).toMatchObject({ postponed: '2026-03-11', reason: 'Bão số 4.' });
    expect((await secretary.post(path('/visits/1/postpone', 'hai-quan'), { reason: 'x' })).body).toMatchObject({
      type: '/problems/visit-already-postponed',
    });
    expect(put.body.visits[0].at).toBe('Hội trường tầng 3');
    // what waits for the new day is not counted down meanwhile
    expect(put.body).toMatchObject({ told: true });
    expect(put.body.duties.find(({ kind }: { kind: string }) => kind === 'self-report')).toMatchObject({
      late: false,
      words: 'tạm dừng, chờ ngày kiểm tra mới',
    });
    expect((await move({ day: '2026-04-04', session: 'morning', reason: 'x' })).body).toMatchObject({
      type: '/problems/visit-on-day-off',
      status: 422,
    });
    expect((await lead.post(path('/visits/1/drop', 'hai-quan'), { reason: 'x' })).body).toMatchObject({
      type: '/problems/visit-is-the-last',
      status: 409,
    });
  });

  test('is wished for another day by its unit, and the lead decides', async () => {
    const wish = { day: '2026-03-27', session: 'morning', reason: 'Sở tổ chức hội nghị khám chữa bệnh.' };
    const asked = await contact.post(path('/visits/1/another-day'), wish, { key: 'doi' });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      dayWishes: [{ n: 1, ...wish }],
      receipts: [{ kind: 'another-day' }],
    });
    expect((await contact.post(path('/visits/1/another-day'), wish, { key: 'doi' })).body).toEqual(asked.body);
    expect((await contact.post(path('/visits/1/another-day'), { ...wish, day: '2026-03-30' })).body).toMatchObject({
      type: '/problems/another-day-already-asked',
    });
    expect((await secretary.post(path('/day-wishes/1/decision'), { granted: true })).status).toBe(403);
    const link = await desk.link('p-y-te');
    const page = async (at = '') => wordsOf((await link.get(at)).text);
    const anotherDay = `/kiem-tra/${round}:so-y-te/doi-ngay/1`;
    expect(await page()).toContain('đề nghị sáng 27/03/2026, đang chờ trả lời');
    expect(await page(anotherDay)).toContain(
      'Đơn vị đề nghị: sáng thứ Sáu, 27/03/2026 Gửi ngày 11/03/2026 Lý do: Sở tổ chức hội nghị khám chữa bệnh. Đang chờ trả lời.',
    );
    const kept = await lead.post(path('/day-wishes/1/decision'), {
      granted: false,
      text: 'Hôm ấy Đoàn ở đơn vị khác.',
    });
    expect(kept.body).toMatchObject({ visits: [{ day: '2026-03-24' }], dayWishes: [{ decided: { granted: false } }] });
    expect(kept.body.dayWishes[0].decided).toEqual({
      on: '2026-03-11',
      granted: false,
      text: 'Hôm ấy Đoàn ở đơn vị khác.',
    });
    expect(await page()).toContain(
      'đề nghị sáng 27/03/2026; ngày 11/03/2026 trả lời không đổi sang ngày này, lịch là sáng 24/03/2026',
    );
    const answered = 'Không đổi sang ngày này, trả lời ngày 11/03/2026: Hôm ấy Đoàn ở đơn vị khác.';
    expect(await page(anotherDay)).toContain(answered);
    expect(await page(`/kiem-tra/${round}:so-y-te`)).toContain(answered);
    expect((await lead.post(path('/day-wishes/1/decision'), { granted: true })).body).toMatchObject({
      type: '/problems/another-day-not-asked',
    });
  });
});

describe('minutes', () => {
  const minutes = path('/visits/1/minutes');
  const content = {
    started: { day: '2026-03-11', time: '08:00' },
    ended: { day: '2026-03-11', time: '11:15' },
    place: 'Phòng họp số 2, Sở Y tế',
    team: [{ name: 'Ông Trần Minh Khôi', post: 'Phó Giám đốc Sở Nội vụ' }, { name: 'Bà Lê Thu Hà' }],
    unit: [{ name: 'Bà Đỗ Thị Sáu', post: 'Phó Giám đốc Sở Y tế' }],
    chair: { name: 'Ông Trần Minh Khôi', post: 'Trưởng đoàn' },
    secretary: { name: 'Bà Lê Thu Hà' },
    heard: ['Sở Y tế báo cáo kết quả cải cách hành chính năm 2025.'],
    results: [
      { area: 'Tiếp nhận hồ sơ', text: 'Có 12 thủ tục chưa niêm yết.' },
      { area: 'cai_cach_tthc', text: 'Đã công khai đủ thủ tục.' },
    ],
    unitOpinion: ['Đơn vị đề nghị ghi nhận đã có kế hoạch khắc phục.'],
    concluding: ['Đoàn ghi nhận và sẽ có thông báo kết luận.'],
    copies: 3,
  };

  test('begin with what the record knows and are kept over the version seen', async () => {
    const held = { on: '2026-03-11', reason: 'Đơn vị mời Đoàn đến sớm.' };
    expect((await lead.post(path('/visits/1/held'), held)).status).toBe(200);
    expect((await secretary.get(minutes)).body).toMatchObject({
      version: 0,
      signed: false,
      content: { started: { day: '2026-03-11', time: '08:00' }, chair: { name: 'Trần Minh Khôi' }, unit: [] },
    });
    expect((await secretary.put(minutes, { base: 0, content: { concluding: ['Ghi sau.'] } })).body).toMatchObject({
      version: 1,
    });
    expect((await secretary.put(minutes, { base: 0, content })).body).toMatchObject({
      type: '/problems/stale-draft',
      current: { version: 1 },
    });
    const early = await secretary.post(minutes, { version: 1, signed: { secretary: true, lead: true, unit: true } });
    expect(early.body.errors.map(({ at }: { at: string }) => at)).toEqual(
      expect.arrayContaining(['started', 'ended', 'place', 'team', 'unit', 'results']),
    );
    const strange = { ...content, results: [{ area: 'zz', text: 'x' }] };
    expect((await secretary.put(minutes, { base: 1, content: strange })).body).toMatchObject({
      type: '/problems/area-unknown',
      detail: expect.stringContaining('cai_cach_tthc (Cải cách thủ tục hành chính)'),
    });
    expect((await secretary.put(minutes, { base: 1, content })).body).toMatchObject({ version: 2, content });
    expect((await lead.get(minutes)).status).toBe(403);
    expect((await contact.get(minutes)).status).toBe(403);
  });

  test('are signed as they stood, printed, and read by office and unit', async () => {
    const signed = { secretary: true, lead: true, unit: false, unitReason: 'Chờ ý kiến Giám đốc Sở.' };
    expect((await secretary.post(minutes, { version: 1, signed })).body).toMatchObject({
      type: '/problems/stale-draft',
    });
    expect((await secretary.post(minutes, { version: 2, signed: { ...signed, secretary: false } })).body).toMatchObject(
      {
        type: '/problems/minutes-without-secretary',
      },
    );
    // read through on paper before anybody signs
    const proof = await secretary.get(`${minutes}/proof`);
    expect([proof.status, proof.headers.get('content-type'), proof.text.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect((await contact.get(`${minutes}/proof`)).status).toBe(403);
    const done = await secretary.post(minutes, { version: 2, signed }, { key: 'ky' });
    expect(done.body).toMatchObject({ state: 'minutes-signed', visits: [{ unsigned: ['unit'] }] });
    expect((await secretary.post(minutes, { version: 2, signed }, { key: 'ky' })).status).toBe(200);
    expect((await secretary.put(minutes, { base: 2, content })).body).toMatchObject({
      type: '/problems/minutes-already-signed',
    });
    expect((await secretary.get(`${minutes}/proof`)).body).toMatchObject({ type: '/problems/minutes-already-signed' });
    const file = await eventually(async () => {
      const answer = await contact.get(path('/visits/1/minutes/file'));
      return answer.status === 200 ? answer : undefined;
    });
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect((await secretary.get(path())).body.visits[0].minutesFile).toBe(true);
  });
});

describe('questions and answers', () => {
  test('the team asks, the unit explains with its files, once', async () => {
    const asked = await secretary.post(path('/explanations'), {
      text: 'Vì sao 914 hồ sơ chưa có kết quả?',
      points: ['Số hồ sơ quá hạn', 'Nguyên nhân'],
    });
    expect(asked.body.explanations).toMatchObject([
      { n: 1, points: ['Số hồ sơ quá hạn', 'Nguyên nhân'], due: '2026-03-18' },
    ]);
    const answer = (text: string, evidence: string[] = []) =>
      contact.post(path('/explanations/1/answer'), { text, evidence });
    expect((await answer('Do lỗi phần mềm.', ['khong-co'])).body).toMatchObject({ type: '/problems/evidence-unknown' });
    expect((await contact.post(path('/explanations/4/answer'), { text: 'x' })).body).toMatchObject({
      type: '/problems/explanation-not-asked',
    });
    expect((await secretary.post(path('/explanations/1/answer'), { text: 'x' })).status).toBe(403);
    const done = await answer('Do lỗi phần mềm, đã xử lý 900 hồ sơ.');
    expect(done.body.explanations[0].answered).toMatchObject({
      on: '2026-03-11',
      text: 'Do lỗi phần mềm, đã xử lý 900 hồ sơ.',
    });
    expect((await answer('Khác.')).body).toMatchObject({ type: '/problems/already-answered' });
    expect(JSON.stringify(await desk.store.matters.get(inspectionOf('so-y-te')))).not.toMatch(/914 hồ sơ|phần mềm/);
  });

  test('what came on paper is entered with its file and origin', async () => {
    await secretary.post(path('/explanations'), { text: 'Số liệu quý I chưa khớp.' });
    const origin = { by: 'paper', number: '12/SYT-VP', day: '2026-03-10', signer: 'Đỗ Thị Sáu', arrived: '2026-03-11' };
    const enter = (more: object, who = secretary) =>
      who.post(path('/entered'), {
        what: 'explanation',
        n: 2,
        text: 'Đã rà soát, số đúng là 120.',
        origin: { ...origin, ...more },
      });
    expect((await enter({})).body).toMatchObject({ type: '/problems/file-missing' });
    expect((await enter({ file: 'khong-co' })).body).toMatchObject({ type: '/problems/evidence-unknown' });
    expect((await enter({ by: 'telephone', arrived: '2026-03-12' })).body).toMatchObject({
      type: '/problems/arrived-in-future',
    });
    expect((await enter({ by: 'telephone' }, contact)).status).toBe(403);
    const form = new FormData();
    form.append('inspection', `${round}:so-y-te`);
    form.append('files', new Blob(['%PDF-1.7 công văn 12']), 'cong-van-12.pdf');
    const { body: files } = await secretary.post('/api/files', form);
    const file = files.items[0].id;
    const done = await enter({ file });
    expect(done.body.explanations[1].answered).toMatchObject({ on: '2026-03-11', origin: { ...origin, file } });
    expect((await contact.get(`/api/files/${file}`)).status).toBe(200);
  });

  test('the draft conclusion is put before the unit: its part alone; it holds the conclusion until the unit spoke', async () => {
    const draft = {
      ...deskConclusion,
      serves: ['so-y-te'],
      findings: [{ id: 'tt-1', text: 'Niêm yết thiếu 12 thủ tục.', area: 'mot_cua', concerns: { units: ['so-y-te'] } }],
      requirements: [
        {
          ...deskConclusion.requirements[0]!,
          text: 'Giải quyết dứt điểm hồ sơ trễ hạn',
          concerns: { units: ['so-y-te'] },
          target: { of: 'hồ sơ trễ hạn', percent: 95 },
        },
      ],
      strengths: [],
    };
    const paper = await desk.store.db.transaction((session) =>
      desk.store.drafts.create(
        { campaign: round, team: 'doan-1', draft, by: 'p', at: '2026-03-11T02:00:00.000Z' },
        session,
      ),
    );
    const asks = (version: number, who = secretary) =>
      who.post(path('/comments'), { paper: paper.replace(/^paper:/, ''), version });
    expect((await asks(7)).body).toMatchObject({ type: '/problems/stale-draft' });
    expect((await asks(1, contact)).status).toBe(403);
    expect((await asks(1)).body.comments).toMatchObject({ outcome: 'waiting', until: '2026-03-16' });
    expect((await asks(1)).body).toMatchObject({ type: '/problems/comments-already-asked' });
    const shown = await (await desk.link('p-y-te')).get(`/kiem-tra/${round}:so-y-te/gop-y`);
    expect(wordsOf(shown.text)).toContain('Giải quyết dứt điểm hồ sơ trễ hạn Chỉ tiêu: 95% hồ sơ trễ hạn Thời hạn:');
    const check = await secretary.get(`/api/papers/${paper.replace(/^paper:/, '')}/check`);
    expect(check.body.gaps).toContainEqual(expect.objectContaining({ code: 'comments-still-open' }));
    expect((await contact.post(path('/comments/answer'), { agreed: false })).body.errors).toMatchObject([
      { at: 'text' },
    ]);
    const said = await contact.post(path('/comments/answer'), { agreed: false, text: 'Chỉ thiếu 9 thủ tục.' });
    expect(said.body.comments).toMatchObject({
      outcome: 'commented',
      answered: { agreed: false, text: 'Chỉ thiếu 9 thủ tục.' },
    });
    const after = await secretary.get(`/api/papers/${paper.replace(/^paper:/, '')}/check`);
    expect(after.body.gaps).not.toContainEqual(expect.objectContaining({ code: 'comments-still-open' }));
  });
});

describe('added to a running round', () => {
  const add = (body: object, who = planner, key?: string) =>
    who.post(`/api/campaigns/${round}/inspections`, body, key === undefined ? {} : { key });
  const visits = [{ n: 1, day: '2026-03-19', session: 'morning', startsAt: '08:30', at: 'Bộ phận Một cửa, cơ sở 2' }];
  const surprise = { kind: 'surprise', unit: 'so-xay-dung', team: 'doan-1', visits };
  const hidden = `${round}:so-xay-dung:2`;

  test('a surprise is known to those who prepare it and to nobody else, anywhere', async () => {
    const added = await add(surprise, planner, 'dot-xuat');
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ id: hidden, n: 2, method: 'surprise', hidden: true });
    expect((await add(surprise, planner, 'dot-xuat')).body).toEqual(added.body);
    expect(
      (await add({ ...surprise, visits: [{ ...visits[0], day: '2026-03-20' }] }, planner, 'dot-xuat')).body,
    ).toMatchObject({
      type: '/problems/key-reused',
    });
    const clerk = await desk.api.as('clerk');
    const administrator = await desk.api.as('administrator');
    const own = await desk.api.as('unit-contact', 'unit:so-xay-dung');
    const head = await desk.api.as('unit-head', 'unit:so-xay-dung');
    for (const stranger of [clerk, administrator, own, head]) {
      for (const at of ['', '/self-report', '/visits/1/minutes/file'])
        expect([at, (await stranger.get(`/api/inspections/${hidden}${at}`)).status]).toEqual([at, 404]);
      expect((await stranger.post(`/api/inspections/${hidden}/visits/1/another-day`, {})).status).toBe(404);
    }
    for (const list of ['inspections', 'progress', 'schedule', 'figures', '']) {
      const { text } = await clerk.get(`/api/campaigns/${round}/${list}`.replace(/\/$/, ''));
      expect([list, text.includes(hidden)]).toEqual([list, false]);
      expect([list, text.includes('Bộ phận Một cửa, cơ sở 2')]).toEqual([list, false]);
    }
    expect((await lead.get(`/api/inspections/${hidden}`)).status).toBe(200);
    expect((await planner.get(`/api/campaigns/${round}/inspections`)).text).toContain(hidden);
    const link = await desk.link('p-xd');
    expect((await link.get(`/kiem-tra/${hidden}`)).status).toBe(404);
    expect((await link.get()).text).not.toContain('2026-03-19');
  });

  test('opened, the unit knows it', async () => {
    await lead.post(`/api/inspections/${hidden}/visits/1/held`, { on: '2026-03-11', reason: 'Đến sớm hơn kế hoạch.' });
    const own = await desk.api.as('unit-contact', 'unit:so-xay-dung');
    expect((await own.get(`/api/inspections/${hidden}`)).body).toMatchObject({
      state: 'held',
      visits: [{ at: 'Bộ phận Một cửa, cơ sở 2' }],
    });
    expect((await (await desk.link('p-xd')).get(`/kiem-tra/${hidden}`)).status).toBe(200);
  });

  test('is held against the rules of a plan', async () => {
    const wrong = await add({ ...surprise, unit: 'khong-co' });
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ at: 'unit' }] });
    const off = await add({ ...surprise, visits: [{ ...visits[0], day: '2026-03-21' }] });
    expect(off.body.errors).toMatchObject([{ at: 'visits[0].day' }]);
    const slot = [{ ...visits[0], day: '2026-04-01' }];
    expect((await add({ ...surprise, unit: 'hai-quan', visits: slot })).status).toBe(201);
    const clash = await add({ ...surprise, visits: slot });
    expect(clash.body.errors[0].sentence).toContain('ở hai nơi');
    expect((await add(surprise, secretary)).status).toBe(403);
    expect((await add({ ...surprise, team: 'doan-9' }, lead)).status).toBe(403);
  });

  test('a re-inspection shows what it looks at again', async () => {
    const items = [{ paper: `${round}:conclusion:1`, items: [1, 2] }];
    const again = { kind: 're-inspection', unit: 'so-xay-dung', team: 'doan-1', visits, reinspects: items };
    expect((await add({ ...again, reinspects: [{ ...items[0], items: [99] }] })).body).toMatchObject({
      type: '/problems/reinspected-item-unknown',
    });
    const added = await add(again, lead);
    expect(added.body).toMatchObject({
      id: `${round}:so-xay-dung:3`,
      n: 3,
      reinspects: [{ text: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa' }, {}],
    });
    const link = await desk.link('p-xd');
    const page = await link.get(`/kiem-tra/${round}:so-xay-dung:3`);
    expect(page.text).toContain('Kiểm tra lại các nội dung');
  });

  test('a visit of several is dropped by the lead, with the reason, for all to read', async () => {
    const items = [{ paper: `${round}:conclusion:1`, items: [1] }];
    const two = [
      { ...visits[0], day: '2026-04-06' },
      { ...visits[0], n: 2, day: '2026-04-07', at: 'Cơ sở 5' },
    ];
    const again = { kind: 're-inspection', unit: 'so-xay-dung', team: 'doan-1', visits: two, reinspects: items };
    const { body: born } = await add(again);
    const drop = (n: number, who = lead, key?: string) =>
      who.post(
        `/api/inspections/${born.id}/visits/${n}/drop`,
        { reason: 'Đơn vị đã khắc phục xong.' },
        key === undefined ? {} : { key },
      );
    expect((await drop(2, secretary)).status).toBe(403);
    expect((await lead.post(`/api/inspections/${born.id}/visits/2/drop`, {})).status).toBe(422);
    const dropped = await drop(2, lead, 'bo-buoi-2');
    expect(dropped.body).toMatchObject({
      visits: [{ n: 1 }],
      dropped: [{ n: 2, day: '2026-04-07', on: '2026-03-11', reason: 'Đơn vị đã khắc phục xong.' }],
    });
    expect(dropped.body.visits).toHaveLength(1);
    expect((await drop(2, lead, 'bo-buoi-2')).body).toEqual(dropped.body);
    expect((await drop(2)).body).toMatchObject({ type: '/problems/visit-dropped' });
    expect((await drop(1)).body).toMatchObject({ type: '/problems/visit-is-the-last' });
    const page = await (await desk.link('p-xd')).get(`/kiem-tra/${born.id}`);
    expect(page.text).toContain('Đơn vị đã khắc phục xong.');
    const schedule = await planner.get(`/api/campaigns/${round}/schedule`);
    expect(schedule.text).not.toContain('Cơ sở 5');
    const gone = await planner.post(`/api/inspections/${born.id}/cancel`, { reason: 'Đã xem hồ sơ.' });
    expect(gone.body).toMatchObject({
      state: 'cancelled',
      cancelled: { on: '2026-03-11', reason: 'Đã xem hồ sơ.' },
      visits: [{ at: 'Bộ phận Một cửa, cơ sở 2' }],
    });
    const over = await (await desk.link('p-xd')).get(`/kiem-tra/${born.id}`);
    expect(over.text).toContain('Lý do: Đã xem hồ sơ.');
  });
});
