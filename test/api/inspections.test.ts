import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Caller } from '../support/api.ts';
import { inspectionOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(60_000);

let desk: Desk;
let contact: Caller;
let secretary: Caller;
let lead: Caller;
beforeAll(async () => {
  desk = await openDesk();
  contact = await desk.api.as('unit-contact', 'unit:so-y-te');
  secretary = await desk.office.as('secretary', 'team:doan-1');
  lead = await desk.office.as('lead', 'team:doan-1');
});
afterAll(() => desk.stop());

const path = (verb = '') => `/api/inspections/${round}:so-y-te${verb}`;
const typed = (more: object = {}) => ({
  answers: { '4.3': { value: 'no', text: '' } },
  tables: {},
  indicators: { apology_letters: 'bảy' },
  ...more,
});

describe('an inspection', () => {
  test('is read by the office and its own unit', async () => {
    const { body } = await contact.get(path());
    expect(body).toMatchObject({
      id: `${round}:so-y-te`,
      unit: { name: 'Sở Y tế' },
      state: 'notified',
      words: 'đã thông báo, chờ xác nhận',
      noticed: { name: 'Thông báo kiểm tra số 09/TB-SNV' },
      duties: [
        { kind: 'acknowledge', due: '2026-03-12' },
        {
          kind: 'self-report',
          due: '2026-03-17',
          why: expect.stringContaining('5 ngày làm việc trước buổi kiểm tra (24/03/2026)'),
        },
      ],
    });
    expect((await secretary.get(path())).status).toBe(200);
    expect((await (await desk.office.as('unit-contact', 'unit:so-xay-dung')).get(path())).status).toBe(404);
    expect((await contact.get('/api/inspections/khong-co:x')).status).toBe(404);
  });

  test('is acknowledged once, by the unit', async () => {
    expect((await secretary.post(path('/acknowledge'))).status).toBe(403);
    const done = await contact.post(path('/acknowledge'), undefined, { key: 'xn' });
    expect(done.body).toMatchObject({
      state: 'acknowledged',
      acknowledged: { on: '2026-03-11', by: contact.id },
      receipts: [{ number: 'BN-0001', kind: 'acknowledgement' }],
    });
    expect((await contact.post(path('/acknowledge'), undefined, { key: 'xn' })).body).toEqual(done.body);
    expect((await contact.post(path('/acknowledge'))).body).toMatchObject({
      type: '/problems/inspection-not-ready',
      status: 409,
    });
  });
});

describe('the self-report', () => {
  test('is kept as typed, over the version seen; what is wrong is told with its place', async () => {
    expect((await contact.get(path('/self-report'))).body).toMatchObject({
      outline: 'mau-2026@1',
      draft: { version: 0 },
      sent: [],
    });
    expect((await contact.put(path('/self-report'), { typed: typed() })).body).toMatchObject({
      type: '/problems/base-missing',
      status: 428,
    });
    const saved = await contact.put(path('/self-report'), { base: 0, typed: typed() });
    expect(saved.body).toMatchObject({ version: 1 });
    expect(saved.body.remaining).toContainEqual({ at: '4.3', sentence: 'Câu 4.3 trả lời “Không”: hãy giải trình.' });
    expect(saved.body.remaining).toContainEqual({
      at: 'apology_letters',
      sentence: expect.stringContaining('“bảy” không đọc được'),
    });
    const stale = await contact.put(path('/self-report'), { base: 0, typed: typed() });
    expect(stale.body).toMatchObject({
      type: '/problems/stale-draft',
      status: 409,
      current: { version: 1, typed: { indicators: { apology_letters: 'bảy' } } },
    });
    expect(
      (
        await contact.put(path('/self-report'), {
          base: 1,
          typed: typed({ answers: { '1.1': { value: 'yes', evidence: ['khong-co'] } } }),
        })
      ).body,
    ).toMatchObject({ type: '/problems/evidence-unknown' });
    expect((await secretary.put(path('/self-report'), { base: 1, typed: typed() })).status).toBe(403);
  });

  test('is not sent while something holds it back', async () => {
    const refused = await contact.post(path('/self-report'), { version: 1 });
    expect(refused.body).toMatchObject({ type: '/problems/self-report-incomplete', status: 422 });
    expect(refused.body.errors).toContainEqual({ at: 'ii06', sentence: expect.stringContaining('chưa có số nào') });
    expect((await contact.post(path('/self-report'), { version: 7 })).body).toMatchObject({
      type: '/problems/stale-draft',
    });
    expect((await contact.get(path('/self-report'))).body.sent).toEqual([]);
    expect((await secretary.post(path('/accept'))).body).toMatchObject({
      type: '/problems/self-report-already-decided',
    });
  });
});

describe('visits and minutes', () => {
  const held = (body: object, n = 1, who = lead) => who.post(path(`/visits/${n}/held`), body);
  const minutes = (signed: object, who = secretary) =>
    who.post(path('/visits/1/minutes'), { summary: 'Kiểm tra hồ sơ tại Bộ phận Một cửa.', signed });

  test('follow one another; a unit that does not sign leaves its reason', async () => {
    expect((await held({ on: '2026-03-24' })).body).toMatchObject({ type: '/problems/visit-in-future' });
    expect((await minutes({ secretary: true, lead: true, unit: true })).body).toMatchObject({
      type: '/problems/visit-not-held',
    });
    expect((await held({ on: '2026-03-11' }, 9)).body).toMatchObject({ type: '/problems/visit-unknown' });
    expect((await held({ on: '2026-03-11' }, 1, contact)).status).toBe(403);
    expect((await held({ on: '2026-03-10' })).body).toMatchObject({
      type: '/problems/visit-held-other-day',
      status: 422,
    });
    const late = { on: '2026-03-10', reason: 'Đoàn đến sớm một ngày.' };
    expect((await held(late)).body).toMatchObject({ state: 'held', visits: [{ held: '2026-03-10' }] });
    // put right while no minutes are signed, with the reason on record
    expect((await held({ on: '2026-03-11' })).body).toMatchObject({ type: '/problems/visit-held-other-day' });
    const right = await held({ on: '2026-03-11', reason: 'Ghi nhầm ngày.' });
    expect(right.body.visits[0]).toMatchObject({ held: '2026-03-11', heldReason: 'Ghi nhầm ngày.' });
    expect((await held({ on: '2026-03-11', reason: 'Lần nữa.' })).body).toMatchObject({
      type: '/problems/visit-already-held',
    });
    const acts = (await desk.store.audit.of(inspectionOf('so-y-te'))).filter(({ act }) => act.message === 'hold');
    expect(acts).toHaveLength(2);
    expect(JSON.stringify(await desk.store.matters.get(inspectionOf('so-y-te')))).not.toContain('Ghi nhầm');
    expect((await minutes({ secretary: true, lead: true, unit: false })).body).toMatchObject({
      errors: [{ at: 'signed.unitReason' }],
    });
    expect(
      (await minutes({ secretary: true, lead: true, unit: false, unitReason: 'Chờ ý kiến Giám đốc Sở.' }, lead)).status,
    ).toBe(403);
    const signed = await minutes({ secretary: true, lead: true, unit: false, unitReason: 'Chờ ý kiến Giám đốc Sở.' });
    expect(signed.body).toMatchObject({ state: 'minutes-signed' });
    const frozen = await desk.store.snapshots.model
      .findOne({ kind: 'minutes', matter: inspectionOf('so-y-te') })
      .lean();
    expect(frozen?.body).toMatchObject({
      visit: 1,
      signatures: { unit: { signed: false, reason: 'Chờ ý kiến Giám đốc Sở.' } },
    });
    expect((await minutes({ secretary: true, lead: true, unit: true })).body).toMatchObject({
      type: '/problems/minutes-already-signed',
    });
    expect((await held({ on: '2026-03-10', reason: 'Đã ký rồi.' })).status).toBe(409);
  });

  test('a cancelled one names its reason by a frozen text', async () => {
    const planner = await desk.office.as('planner');
    const cancel = (body: object) => planner.post(`/api/inspections/${round}:hai-quan/cancel`, body);
    expect((await cancel({ reason: ' ' })).status).toBe(422);
    expect((await cancel({ reason: 'Trùng đợt kiểm tra của cấp trên.' })).body).toMatchObject({ state: 'cancelled' });
    const record = await desk.store.matters.get(inspectionOf('hai-quan'));
    expect(JSON.stringify(record)).not.toContain('Trùng đợt');
  });
});
