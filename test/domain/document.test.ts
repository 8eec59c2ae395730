import { describe, expect, test } from '@jest/globals';

import type { Day } from '../../domain/day.ts';
import {
  askOf,
  attachedTo,
  authorityLines,
  bare,
  dateLine,
  dayInWords,
  dueInWords,
  endings,
  findingsInOrder,
  formII06,
  isDraft,
  namesOf,
  numberLine,
  point,
  printable,
  printableDocument,
  roman,
  timeOf,
  vnShare,
} from '../../domain/document.ts';
import type {
  Authority,
  ConclusionDocument,
  FormColumn,
  Imprint,
  Letterhead,
  NoticeDocument,
  PrintedConcerns,
  PrintedDue,
  PrintedFinding,
} from '../../domain/document.ts';
import type { Cell } from '../../domain/number.ts';

const letterhead: Letterhead = { parentOrgan: 'UBND tỉnh Hương Giang', organ: 'Sở Nội vụ', place: 'Hương Giang' };
const signer = { authority: ['GIÁM ĐỐC'], name: 'Trần Minh Khôi' };
const draft: Imprint = { symbol: 'TB-SNV', year: 2026, signer };
const issued: Imprint = { ...draft, number: 5, day: '2026-01-05' };

describe('number and day, Nghị định 30 phụ lục I', () => {
  test.each<[number, string]>([
    [1, 'Số: 01/TB-SNV'],
    [5, 'Số: 05/TB-SNV'],
    [10, 'Số: 10/TB-SNV'],
    [13_033, 'Số: 13033/TB-SNV'],
  ])('number %i is written %s', (number, line) => {
    expect(numberLine({ ...issued, number })).toBe(line);
  });

  test.each<[Day, string]>([
    ['2026-01-05', 'ngày 05 tháng 01 năm 2026'],
    ['2026-02-28', 'ngày 28 tháng 02 năm 2026'],
    ['2026-03-05', 'ngày 05 tháng 3 năm 2026'],
    ['2026-06-29', 'ngày 29 tháng 6 năm 2026'],
    ['2026-10-10', 'ngày 10 tháng 10 năm 2026'],
  ])('%s: only days below 10 and months 1 and 2 get a zero', (day, words) => {
    expect(dayInWords(day)).toBe(words);
  });

  test('a draft leaves room for both', () => {
    expect(numberLine(draft)).toBe('Số:       /TB-SNV');
    expect(dateLine(letterhead, draft)).toBe('Hương Giang, ngày    tháng    năm 2026');
  });

  test('a number without a day is still a draft', () => {
    expect(isDraft({ ...draft, number: 5 })).toBe(true);
    expect(isDraft(issued)).toBe(false);
  });

  test('appendices name the paper they belong to', () => {
    expect(attachedTo('Thông báo', { letterhead, imprint: issued })).toBe(
      '(Kèm theo Thông báo số 05/TB-SNV ngày 05 tháng 01 năm 2026 của Sở Nội vụ)',
    );
  });
});

test.each<[Authority, string[]]>([
  [{ as: 'head', post: 'Giám đốc' }, ['GIÁM ĐỐC']],
  [{ as: 'acting-head', post: 'Giám đốc' }, ['Q. GIÁM ĐỐC']],
  [{ as: 'for-head', head: 'Giám đốc', post: 'Phó Giám đốc' }, ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']],
  [{ as: 'for-collective', collective: 'Ủy ban nhân dân', post: 'Chủ tịch' }, ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
  [
    { as: 'for-collective', collective: 'Ủy ban nhân dân', post: 'Chủ tịch', deputy: 'Phó Chủ tịch' },
    ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  ],
  [{ as: 'by-order', head: 'Chủ tịch', post: 'Chánh Văn phòng' }, ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']],
  [
    { as: 'by-order', head: 'Chủ tịch', post: 'Chánh Văn phòng', deputy: 'Phó Chánh Văn phòng' },
    ['TL. CHỦ TỊCH', 'KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG'],
  ],
  [{ as: 'authorised', head: 'Giám đốc', post: 'Trưởng phòng' }, ['TUQ. GIÁM ĐỐC', 'TRƯỞNG PHÒNG']],
])('signing as %j', (authority, lines) => {
  expect(authorityLines(authority)).toEqual(lines);
});

describe('figures', () => {
  test.each<[Cell, Cell, string]>([
    [2356, 3541, '66,53%'],
    [2095, 2123, '98,68%'],
    [1, 8, '12,50%'],
    [38, 38, '100,00%'],
    [0, 38, '0,00%'],
    [139_999, 140_000, '99,999%'],
    [1, 140_000, '0,001%'],
    [14_200, { value: 15_000, qualifier: 'more_than' }, 'khoảng 94,67%'],
    [0, 0, 'không phát sinh'],
    [null, 3541, 'chưa có số liệu'],
    [5, null, 'chưa có số liệu'],
  ])('the share of %j in %j is %s', (part, whole, text) => {
    expect(vnShare({ part, whole })).toBe(text);
  });

  test('form II.06 has its thirteen columns', () => {
    const leaves = (column: FormColumn): FormColumn[] => column.columns?.flatMap(leaves) ?? [column];
    expect(formII06.flatMap(leaves)).toHaveLength(13);
  });
});

test('parts and points are counted the Vietnamese way', () => {
  expect([1, 4, 9, 10, 14].map(roman)).toEqual(['I', 'IV', 'IX', 'X', 'XIV']);
  expect([0, 3, 4, 5, 6, 22, 23, 24].map(point)).toEqual(['a)', 'd)', 'đ)', 'e)', 'g)', 'y)', 'aa)', 'ab)']);
});

test.each<[PrintedDue, string]>([
  [{ kind: 'day', day: '2026-11-13' }, 'chậm nhất ngày 13/11/2026'],
  [
    { kind: 'day', day: '2026-11-13', reckoned: '15 ngày kể từ ngày ban hành' },
    'chậm nhất ngày 13/11/2026 (15 ngày kể từ ngày ban hành)',
  ],
  [
    { kind: 'term', count: 5, unit: 'working-day', from: 'ngày nhận Thông báo' },
    '05 ngày làm việc kể từ ngày nhận Thông báo',
  ],
  [{ kind: 'term', count: 30, unit: 'calendar-day', from: 'ngày ban hành' }, '30 ngày kể từ ngày ban hành'],
  [
    { kind: 'event', event: 'khi ban hành kế hoạch năm sau', latest: '2026-12-31' },
    'khi ban hành kế hoạch năm sau, chậm nhất ngày 31/12/2026',
  ],
  [{ kind: 'recurring' }, 'thường xuyên'],
  [{ kind: 'recurring', every: 'quarter', until: '2026-12-31' }, 'thường xuyên; báo cáo hằng quý đến ngày 31/12/2026'],
])('due %j', (due, words) => {
  expect(dueInWords(due)).toBe(words);
});

test.each<[Parameters<typeof timeOf>[0], string[]]>([
  [{ day: '2026-10-06', from: '08:00', to: '11:30' }, ['08 giờ 00 - 11 giờ 30', 'thứ Ba', '06/10/2026']],
  [{ day: '2026-10-06' }, ['thứ Ba', '06/10/2026']],
  [{}, ['Kiểm tra qua báo cáo']],
])('time of a visit %j', (row, lines) => {
  expect(timeOf(row)).toEqual(lines);
});

describe('whom a sentence addresses', () => {
  const units = [
    { id: 'hq', name: 'Chi cục Hải quan', vertical: true as const },
    { id: 'kkt', name: 'Ban Quản lý Khu kinh tế' },
    { id: 'vh', name: 'Sở Văn hóa và Thể thao' },
    { id: 'yt', name: 'Sở Y tế' },
  ];
  const crowd = Array.from({ length: 6 }, (_, i) => ({ id: `x${i}`, name: `Xã ${i}` }));

  test('the province requires of its own units and requests of a vertically managed agency', () => {
    expect(askOf(units, { units: ['kkt', 'yt'] })).toBe('Yêu cầu Ban Quản lý Khu kinh tế, Sở Y tế');
    expect(askOf(units, { units: ['hq'] })).toBe('Đề nghị Chi cục Hải quan');
    expect(askOf(units, { all: true })).toBe(
      'Yêu cầu Ban Quản lý Khu kinh tế, Sở Văn hóa và Thể thao, Sở Y tế; đề nghị Chi cục Hải quan',
    );
  });

  test('many are named together when all are meant, one by one when some are', () => {
    expect(askOf([...units, ...crowd], { all: true })).toBe(
      'Yêu cầu các cơ quan, đơn vị của tỉnh được kiểm tra; đề nghị Chi cục Hải quan',
    );
    expect(namesOf([...units, ...crowd], { units: crowd.map(({ id }) => id) }, 'own')).toBe(
      'Xã 0, Xã 1, Xã 2, Xã 3, Xã 4, Xã 5',
    );
    expect(namesOf(units, { some: true }, 'own')).toBe('một số cơ quan, đơn vị');
  });

  test('a unit the paper does not serve is refused', () => {
    expect(() => askOf(units, { units: ['kkt', 'xd'] })).toThrow('“xd” không có trong danh sách');
  });

  const finding = (id: string, concerns: PrintedConcerns, illustrates?: string): PrintedFinding => ({
    id,
    text: id,
    concerns,
    ...(illustrates ? { illustrates } : {}),
  });

  test('what only a vertically managed agency is told comes after the shortcomings', () => {
    const { shortcomings, forAttention, numbers } = findingsInOrder({
      units,
      findings: [
        finding('a', { units: ['hq'] }),
        finding('b', { all: true }),
        finding('c', { some: true }),
        finding('d', { units: ['kkt'] }),
      ],
    });
    expect(shortcomings.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
    expect(forAttention.map(({ id }) => id)).toEqual(['a']);
    expect([...numbers]).toEqual([
      ['a', 4],
      ['b', 1],
      ['c', 2],
      ['d', 3],
    ]);
  });

  test('an example shares the number of what it illustrates; one that cannot be shown so has its own', () => {
    const online = finding('online', { all: true });
    const one = finding('one', { units: ['kkt'] }, 'online');
    const { shortcomings, forAttention, numbers, examplesOf } = findingsInOrder({
      units,
      findings: [
        online,
        one,
        finding('of-one', { units: ['kkt'] }, 'one'),
        finding('unknown', { units: ['yt'] }, 'gone'),
        finding('other', { units: ['hq'] }, 'online'),
      ],
    });
    expect(shortcomings.map(({ id }) => id)).toEqual(['online', 'of-one', 'unknown']);
    expect(forAttention.map(({ id }) => id)).toEqual(['other']);
    expect(examplesOf(online)).toEqual([one]);
    expect(numbers.get('one')).toBe(1);
  });
});

test('a list ends each line with a semicolon and the last with a full stop', () => {
  expect(endings(['Căn cứ A;', 'Căn cứ B.', 'Căn cứ C'])).toEqual(['Căn cứ A;', 'Căn cứ B;', 'Căn cứ C.']);
  expect(bare('đã gửi báo cáo./.')).toBe('đã gửi báo cáo');
});

describe('printable text', () => {
  test.each<[string, string, string]>([
    ['accents are composed', 'Kiê\u0309m tra', 'Kiểm tra'],
    ['in whatever order they were typed', 'e\u0323\u0302', 'ệ'],
    ['tabs and no-break spaces are spaces', 'một\tcửa\u00a0số', 'một cửa số'],
    ['what cannot be seen is dropped', 'kiểm\u200b tra\ufeff\u00ad\u202e', 'kiểm tra'],
    ['control marks too', 'a\u0000b\u0007', 'ab'],
    ['lines end one way', 'a\r\nb\rc', 'a\nb\nc'],
    ['Icelandic Ð becomes Đ', '\u00d0oàn kiểm tra', 'Đoàn kiểm tra'],
  ])('%s', (_, typed, printed) => {
    expect(printable(typed)).toBe(printed);
  });

  test('in every text of a document, the document itself untouched', () => {
    const decomposed = 'Kiê\u0309m tra';
    const document = {
      kind: 'conclusion',
      abstract: decomposed,
      imprint: { year: 2026 },
      findings: [{ evidence: [decomposed] }],
    } as unknown as ConclusionDocument;
    expect(printableDocument<ConclusionDocument | NoticeDocument>(document)).toEqual({
      kind: 'conclusion',
      abstract: 'Kiểm tra',
      imprint: { year: 2026 },
      findings: [{ evidence: ['Kiểm tra'] }],
    });
    expect(document.abstract).toBe(decomposed);
  });
});
