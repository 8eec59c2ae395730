import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { ForetoldLetters, ForetoldView, ForetoldVisits } from '../../api/campaigns/foretold.ts';
import type { Day } from '../../domain/day.ts';
import type { LetterKind } from '../../domain/duty.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import type { ForetoldRow } from '../../store/records/foretold.ts';
import type { LetterPhase } from '../../store/records/letters.ts';
import type { Caller } from '../support/api.ts';
import { deskDay, deskNow, deskPlan, inspectionOf, openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { ok } from '../support/office.ts';

jest.setTimeout(60_000);

const path = `/api/campaigns/${round}/foretold`;
let desk: Desk;
let planner: Caller;

const foretold = (day: Day, recipient: string, more: Partial<ForetoldRow>): Omit<ForetoldRow, '_id' | 'run' | 'n'> => ({
  day,
  kind: 'reminder',
  recipient,
  role: 'unit-contact',
  units: ['so-y-te'],
  duties: [],
  lines: [],
  ...more,
});
async function sent(kind: LetterKind, recipient: string, day: Day, units: string[], phase: LetterPhase = 'accepted') {
  await desk.store.letters.model.create({
    _id: `${kind}/${recipient}/${day}/1`,
    kind,
    recipient,
    day,
    n: 1,
    gathers: kind,
    composedOn: day,
    campaign: round,
    stepped: true,
    campaigns: [round],
    matters: units.map((unit) => inspectionOf(unit)),
    units,
    subject: 'Thư',
    text: 'Thư',
    html: '<p>Thư</p>',
    attachments: [],
    link: 'page',
    lines: [],
    messageId: `<${kind}/${recipient}/${day}@thu.vn>`,
    phase,
    phaseAt: deskNow,
    frozenAt: deskNow,
    attempts: [],
  });
}

beforeAll(async () => {
  desk = await openDesk();
  const { store } = desk;
  await store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  planner = await desk.office.as('planner');
  await store.foretold.keep(
    {
      campaign: round,
      sha256: contentHash(deskPlan),
      from: '2026-01-05',
      madeOn: '2026-01-05',
      at: deskNow,
      closes: '2026-08-06',
      letters: 6,
      papers: 5,
      officialLetters: 1,
    },
    'f-1',
    [
      foretold('2026-01-16', 'p-xd', { kind: 'notice', units: ['so-xay-dung'] }),
      foretold('2026-01-19', 'p-xd', {
        units: ['so-xay-dung'],
        duties: ['acknowledge'],
        lines: [{ matter: inspectionOf('so-xay-dung'), duty: 'acknowledge', rung: 1 }],
      }),
      foretold('2026-02-20', 'p-xd', { kind: 'conclusion', units: ['so-xay-dung'] }),
      foretold('2026-03-03', 'p-xd', {
        units: ['so-xay-dung'],
        duties: ['remediate'],
        lines: [{ matter: `remediation:${round}:conclusion:9:so-xay-dung`, duty: 'remediate:1', rung: 0 }],
      }),
      foretold('2026-03-09', 'p-hai-noi', { kind: 'conclusion' }),
      foretold('2026-04-10', 'p-hai-noi', { kind: 'conclusion', units: ['hai-quan'] }),
    ],
  );
  await sent('notice', 'p-xd', '2026-01-16', ['so-xay-dung']);
  await sent('conclusion', 'p-xd', '2026-02-23', ['so-xay-dung'], 'refused');
  await sent('visit-changed', 'p-hai-noi', '2026-03-10', ['so-y-te']);
});
afterAll(() => desk?.stop());

test('từng ngày dự kiến và thực tế; tổng các loại bằng tổng số thư', async () => {
  const view = await ok<ForetoldView>(planner.get(path));
  expect(view).toMatchObject({
    today: deskDay,
    foretold: { from: '2026-01-05', closes: '2026-08-06', late: false, ofPlan: true, papers: 5 },
    happened: { papers: 3, officialLetters: 0 },
    letters: {
      foretold: 6,
      sent: 3,
      left: 1,
      'other-day': 1,
      missing: 3,
      'to-come': 1,
      unforeseen: 1,
      trouble: 1,
    },
    visits: { planned: 3, held: 0, 'not-recorded': 1, 'to-come': 2, asPlanned: 2 },
  });
  expect(view.making).toBeUndefined();
  expect(view.days).toContainEqual({ day: '2026-01-16', foretold: 1, sent: 1, missing: 0, unforeseen: 0 });
  expect(view.days).toContainEqual({ day: '2026-03-10', foretold: 0, sent: 1, missing: 0, unforeseen: 1 });
});

test('thư dự kiến không đi: mỗi lá một lý do, kể cả khi kết luận mang số khác số chạy thử', async () => {
  const { items, found } = await ok<ForetoldLetters>(planner.get(`${path}/letters?how=missing`));
  expect(found).toBe(3);
  expect(items.map(({ day, why }) => [day, why])).toEqual([
    ['2026-01-19', 'Xác nhận đã nhận thông báo kiểm tra: đã xong ngày 19/01/2026, trước ngày nhắc dự kiến.'],
    ['2026-03-03', 'Báo cáo kết quả khắc phục: hạn thật là 10/03/2026, chưa đến mức nhắc này.'],
    ['2026-03-09', 'Chưa có việc dẫn tới thư này: kết luận kiểm tra đã ban hành.'],
  ]);
});

test('ngày khác, máy chủ không nhận, ngoài dự kiến: dẫn tới lá thư thật; từng trang', async () => {
  const other = await ok<ForetoldLetters>(planner.get(`${path}/letters?how=other-day`));
  expect(other.items).toMatchObject([
    { day: '2026-02-20', sent: '2026-02-23', letter: 'conclusion/p-xd/2026-02-23/1', trouble: true },
  ]);
  const unforeseen = await ok<ForetoldLetters>(planner.get(`${path}/letters?how=unforeseen`));
  expect(unforeseen.items).toMatchObject([
    { words: 'Lịch kiểm tra thay đổi', units: ['Sở Y tế'], to: 'Người p-hai-noi' },
  ]);
  const first = await ok<ForetoldLetters>(planner.get(`${path}/letters?limit=4`));
  const rest = await ok<ForetoldLetters>(planner.get(`${path}/letters?limit=4&after=${first.next}`));
  expect([first.items.length + rest.items.length, rest.next, rest.found]).toEqual([7, undefined, 7]);
  const ofDay = await ok<ForetoldLetters>(planner.get(`${path}/letters?day=2026-03-10`));
  expect(ofDay.items.map(({ how }) => how)).toEqual(['unforeseen']);
});

test('buổi khác kế hoạch: đổi ngày, chưa ghi nhận', async () => {
  await desk.store.matters.model.updateOne(
    { _id: inspectionOf('so-y-te') },
    { $set: { 'state.visits.0.day': '2026-03-26' } },
  );
  const { items } = await ok<ForetoldVisits>(planner.get(`${path}/visits`));
  expect(items.map(({ unit, words }) => [unit.name, words])).toEqual([
    ['Sở Xây dựng', 'đã qua ngày, chưa ghi nhận đã kiểm tra'],
    ['Sở Y tế', 'đã chuyển sang sáng 26/03/2026'],
  ]);
});

test('đơn vị kiểm tra đột xuất chưa mở: người không được biết thì không thấy cả trong con số', async () => {
  const hidden = {
    ...deskPlan,
    units: deskPlan.units.map((one) => (one.unit === 'hai-quan' ? { ...one, method: 'surprise' as const } : one)),
  };
  const { store } = desk;
  await store.snapshots.model.updateOne({ _id: 'ke-hoach' }, { $set: { body: hidden } });
  await store.matters.model.updateOne({ _id: inspectionOf('hai-quan') }, { $set: { 'state.hidden': true } });
  const clerk = await desk.api.as('clerk');
  const seen = await ok<ForetoldView>(clerk.get(path));
  expect([seen.letters.foretold, seen.letters['to-come'], seen.visits.planned]).toEqual([5, 0, 2]);
  const whole = await ok<ForetoldView>(planner.get(path));
  expect([whole.letters.foretold, whole.visits.planned]).toEqual([6, 3]);
});
