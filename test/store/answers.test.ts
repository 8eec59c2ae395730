import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Day, Instant } from '../../domain/day.ts';
import { owe } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { defaultLadders } from '../../domain/ladder.ts';
import { defaultTerms } from '../../domain/duty-terms.ts';
import { fixedDue } from '../../domain/term.ts';
import { isItemLate } from '../../domain/two-clocks.ts';
import { receiptNumber } from '../../store/content/receipts.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { aSetting } from '../support/round.ts';

const at = '2026-03-11T02:12:00.000Z' as Instant;
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

let store: Store;
beforeAll(async () => {
  const uri = new URL(process.env['TEST_MONGODB_URI']!);
  uri.pathname = '/store-answers';
  store = await openStore(uri.href);
});
afterAll(async () => {
  await store.db.dropDatabase();
  await store.close();
});

describe('Đường dẫn', () => {
  test('chỉ giữ mã băm; cùng một mã thì vẫn là một đường dẫn', async () => {
    const tokenHash = sha('một đường dẫn');
    const id = await store.links.put({ tokenHash, letter: 'reminder/p1/2026-03-11/1', person: 'p1', at });
    expect(await store.links.put({ tokenHash, letter: 'khác', person: 'p2', at })).toBe(id);
    expect(await store.links.withHash(tokenHash)).toMatchObject({
      _id: id,
      person: 'p1',
      letter: 'reminder/p1/2026-03-11/1',
    });
    expect(JSON.stringify(await store.links.model.find().lean())).not.toContain('một đường dẫn');
  });

  test('đã hết hạn thì giữ lý do đầu tiên', async () => {
    const id = await store.links.put({ tokenHash: sha('cũ'), letter: 'l', person: 'p1', at });
    await store.links.end(id, 'replaced', at);
    await store.links.end(id, 'nothing-owed', '2026-05-01T00:00:00.000Z');
    expect(await store.links.get(id)).toMatchObject({ endedWhy: 'replaced', endedAt: at });
  });
});

describe('Số biên nhận', () => {
  test('mỗi việc một số, hai lần bấm một số, nhiều người cùng lúc không trùng', async () => {
    const take = (key: string) =>
      store.receipts.take({ key, kind: 'item-report', matter: 'remediation:r', item: 2, at, by: 'link:1' });
    const taken = await Promise.all(['a', 'b', 'b', 'c', 'd', 'd', 'd'].map(take));
    expect(new Set(taken.map(({ _id }) => _id)).size).toBe(4);
    expect(taken.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(expect.arrayContaining([1, 2, 3, 4]));
    expect(new Set(taken.map(({ _id, number }) => `${_id}${number}`)).size).toBe(4);
    expect((await store.receipts.ofMatters(['remediation:r'])).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(receiptNumber(417)).toBe('BN-0417');
    expect(receiptNumber(12_345)).toBe('BN-12345');
  });
});

describe('Bản nháp', () => {
  const typed: TypedReport = {
    answers: { '1.1': { value: 'no', text: 'Chưa ban hành vì chờ kế hoạch của tỉnh.', links: '', evidence: [] } },
    tables: {
      ii06: {
        from: '01/01/2026',
        to: '',
        rows: [{ id: 'tong', name: 'Toàn đơn vị', cells: { received_total: '140. 683', resolved_total: 'chưa rõ' } }],
      },
    },
    indicators: { apology_letters: 'bảy' },
    claims: [],
    explanations: { 'I9@apology_letters<ii06/tong/resolved_late': 'Đã xin lỗi bằng điện thoại.' },
  };

  test('giữ nguyên chữ đã gõ, kể cả chữ không đọc được và mã câu hỏi có dấu chấm', async () => {
    await store.selfReports.save('inspection:x:y', 'y', { base: 0, typed, at, by: 'link:1' });
    expect((await store.selfReports.get('inspection:x:y', 'y')).draft).toEqual({
      version: 1,
      typed,
      savedAt: at,
      savedBy: 'link:1',
    });
  });

  test('lưu trên bản cũ thì từ chối, không đè', async () => {
    await store.selfReports.save('inspection:x:z', 'z', { base: 0, typed, at, by: 'link:1' });
    await expect(
      store.selfReports.save('inspection:x:z', 'z', { base: 0, typed, at, by: 'link:2' }),
    ).rejects.toMatchObject({ code: 'stale-draft' });
    await store.selfReports.save('inspection:x:z', 'z', { base: 1, typed, at, by: 'link:1' });
    await expect(
      store.selfReports.save('inspection:x:z', 'z', { base: 1, typed, at, by: 'link:2' }),
    ).rejects.toMatchObject({ code: 'stale-draft' });

    await store.itemReports.save('i', { base: 0, text: 'Đã niêm yết', evidence: [], at, by: 'link:1' });
    await expect(
      store.itemReports.save('i', { base: 0, text: 'khác', evidence: [], at, by: 'link:2' }),
    ).rejects.toMatchObject({ code: 'stale-draft' });
    expect((await store.itemReports.get('i')).draft).toMatchObject({ version: 1, text: 'Đã niêm yết' });
  });

  test('gửi hai lần chỉ ghi một lần; bản nháp viết tiếp sau khi gửi vẫn còn', async () => {
    const report = { id: 's', key: 'k', text: 'Đã niêm yết', evidence: ['e'], at, by: 'link:1' };
    await store.itemReports.save('j', { base: 0, text: 'Đã niêm yết', evidence: ['e'], at, by: 'link:1' });
    await store.itemReports.addSent('j', report);
    await store.itemReports.addSent('j', report);
    await store.itemReports.addAnswer('j', { key: 'v', report: 's', verdict: 'not-met', remarks: 'r', at, by: 'p' });
    await store.itemReports.addAnswer('j', { key: 'v', report: 's', verdict: 'not-met', remarks: 'r', at, by: 'p' });
    await store.itemReports.save('j', { base: 1, text: 'bổ sung', evidence: ['e'], at, by: 'link:1' });
    await store.itemReports.clearDraft('j', 1);
    const story = await store.itemReports.get('j');
    expect([story.sent.length, story.answers.length, story.draft?.text]).toEqual([1, 1, 'bổ sung']);
    await store.itemReports.clearDraft('j', 2);
    expect((await store.itemReports.get('j')).draft).toBeUndefined();
  });

  test('trả lại, chấp nhận: mỗi quyết định ghi một lần', async () => {
    const review = { key: 'k', report: 's', decision: 'sent-back' as const, points: ['Thiếu biểu II.06'], at, by: 'p' };
    await store.selfReports.addReview('inspection:x:y', 'y', review);
    await store.selfReports.addReview('inspection:x:y', 'y', review);
    await store.selfReports.addSent('inspection:x:y', 'y', { id: 's', key: 'k', version: 1, at, by: 'link:1' });
    await store.selfReports.addSent('inspection:x:y', 'y', { id: 's', key: 'k', version: 1, at, by: 'link:1' });
    const [story] = await store.selfReports.ofUnit('y');
    expect([story?.sent.length, story?.reviews.length, story?.draft]).toEqual([1, 1, undefined]);
  });
});

describe('Tài liệu kiểm chứng', () => {
  const about = (text: string, unit: string) => ({
    unit,
    matter: 'remediation:r',
    name: 'Ảnh niêm yết.jpg',
    type: 'image/jpeg',
    size: Buffer.byteLength(text),
    sha256: sha(text),
    by: 'link:1',
    at,
    bytes: Readable.from([Buffer.from(text)]),
  });

  test('một tệp gửi nhiều lần, kể cả cùng lúc, chỉ lưu một lần cho mỗi đơn vị', async () => {
    const [a, b] = await Promise.all([
      store.evidence.put(about('ảnh', 'so-xay-dung')),
      store.evidence.put(about('ảnh', 'so-xay-dung')),
    ]);
    const c = await store.evidence.put({
      ...about('ảnh', 'so-xay-dung'),
      matter: 'inspection:i',
      name: 'Tên khác.jpg',
    });
    const other = await store.evidence.put(about('ảnh', 'so-noi-vu'));
    expect([a._id, b._id, c._id].every((id) => id === a._id)).toBe(true);
    expect(other._id).not.toBe(a._id);
    expect(c).toMatchObject({ name: 'Ảnh niêm yết.jpg', matters: ['remediation:r', 'inspection:i'] });
    expect(await store.db.collection('evidence.files').countDocuments()).toBe(2);

    const bytes: Buffer[] = [];
    for await (const chunk of (await store.evidence.open(a._id))!) bytes.push(chunk as Buffer);
    expect(Buffer.concat(bytes).toString()).toBe('ảnh');
    expect(await store.evidence.open('không có')).toBeUndefined();
  });
});

describe('Danh sách nội dung khắc phục', () => {
  const setting = {
    clock: { kind: 'real' as const },
    calendar: aSetting().calendar,
    ladders: defaultLadders,
    terms: defaultTerms,
  };
  const due = (day: '2026-03-10' | '2026-06-30') => ({
    day,
    reckoned: { from: '2026-02-23' as const, count: 15, unit: 'calendar-day' as const, basis: 'p', calendar: '2026.1' },
  });
  const remediation = (unit: string): Remediation => {
    const born = newRemediation(
      setting,
      { campaign: 'dot-1', unit },
      'paper:dot-1:conclusion:1',
      '2026-02-23',
      [
        { n: 1, requirement: 'y1', due: due('2026-03-10') },
        { n: 2, requirement: 'y2', due: due('2026-06-30') },
        { n: 3, requirement: 'y3', followUpOn: '2026-03-01' },
      ],
      false,
    );
    const duties = born.items.map((item) => ({
      id: `remediate:${item.n}`,
      kind: 'remediate' as const,
      owedBy: { role: 'unit-contact' as const },
      ladder: 'C' as const,
      told: [],
      opened: '2026-02-23' as const,
      pauses: [],
      moves: [],
      about: item.n,
      ...(item.due ? { due: item.due } : {}),
      ...(item.followUpOn ? { followUpOn: item.followUpOn } : {}),
    }));
    return { ...born, duties };
  };

  test('theo đợt, đơn vị, tình trạng, quá hạn; từng trang', async () => {
    for (const unit of ['a', 'b', 'c']) await store.matters.born(remediation(unit));
    const list = (filter: object) => store.unitWork.items({ today: '2026-03-11', limit: 50, ...filter });
    expect((await list({})).map(({ unit, n }) => `${unit}${n}`).join()).toBe('a1,a2,a3,b1,b2,b3,c1,c2,c3');
    expect((await list({ late: true })).map(({ unit, n }) => `${unit}${n}`).join()).toBe('a1,b1,c1');
    expect((await list({ late: false, units: ['a'] })).map(({ n }) => n)).toEqual([2, 3]); // a milestone is never late
    expect(await list({ state: 'reported' })).toEqual([]);
    expect(await list({ campaign: 'dot-2' })).toEqual([]);
    expect(await list({ units: ['b'] })).toContainEqual(
      expect.objectContaining({
        remediation: 'remediation:dot-1:conclusion:1:b',
        campaign: 'dot-1',
        unit: 'b',
        paper: 'paper:dot-1:conclusion:1',
        n: 1,
        requirement: 'y1',
        state: 'open',
        due: '2026-03-10',
        late: true,
        waiting: ['unit-contact'],
        lateBy: { unit: 1, office: 0 },
        kind: 'once',
        owed: [expect.objectContaining({ what: 'Báo cáo kết quả khắc phục', words: 'quá 1 ngày làm việc' })],
      }),
    );
    const first = await list({ limit: 4 });
    const last = first.at(-1)!;
    expect(
      (await list({ after: { remediation: last.remediation, n: last.n } })).map(({ unit, n }) => `${unit}${n}`).join(),
    ).toBe('b2,b3,c1,c2,c3');
    expect((await store.unitWork.mattersOf(['a', 'c'])).map(({ id }) => id)).toEqual([
      'remediation:dot-1:conclusion:1:a',
      'remediation:dot-1:conclusion:1:c',
    ]);
  });

  test('việc thường xuyên quá hạn theo ngày của đợt tập huấn, dù hồ sơ chưa thức; việc tạm dừng thì không', async () => {
    const { calendar } = aSetting();
    const born = newRemediation(
      aSetting({ clock: { kind: 'stepped', now: '2026-02-23' } }),
      { campaign: 'dot-tap-huan', unit: 'd' },
      'paper:dot-tap-huan:directive:1',
      '2026-02-23',
      [
        { n: 1, requirement: 'y1', recurs: { every: 'month', until: '2026-12-31' } },
        { n: 2, requirement: 'y2', due: fixedDue(calendar, '2026-03-10', 'kl') },
        { n: 3, requirement: 'y3', due: fixedDue(calendar, '2026-03-10', 'kl') },
      ],
      false,
    );
    const owed = (n: number, change: Partial<Duty> = {}): Duty => ({
      ...owe({
        id: `viec:${n}`,
        kind: n === 1 ? 'confirm-period' : 'remediate',
        owedBy: { role: 'unit-contact' },
        due: fixedDue(calendar, '2026-03-10', 'kl'),
        ladder: 'C',
        opened: '2026-02-23',
        about: n,
      }),
      ...change,
    });
    const duties = [
      owed(1),
      owed(2, { pauses: [{ from: '2026-03-02', basis: 'x' }] }),
      owed(3, { ended: { how: 'met', on: '2026-03-09' } }),
      owed(3, { id: 'verify', kind: 'verify', owedBy: { role: 'secretary' } }),
    ];
    await store.matters.born({ ...born, duties });
    const late = async (today: Day) =>
      (await store.unitWork.items({ campaign: 'dot-tap-huan', late: true, today, limit: 9 })).map(({ n }) => n);
    await store.clocks.start('dot-tap-huan', '2026-02-23');
    expect(await late('2026-12-31')).toEqual([]); // the round has its own day
    await store.clocks.advance('dot-tap-huan', { now: '2026-03-11' });
    expect(await late('2026-01-01')).toEqual([1]);
    expect(born.items.map(({ n }) => n).filter((n) => isItemLate(duties, n, '2026-03-11'))).toEqual([1]);
  });
});
