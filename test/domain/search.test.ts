import { describe, expect, test } from '@jest/globals';
import { abbreviations } from '../../domain/abbreviation.ts';
import { fits, lookFor, patternsOf, rankOf, searchLine } from '../../domain/search.ts';

const units = [
  'Sở Nội vụ',
  'Sở Văn hóa và Thể thao',
  'Sở Du lịch',
  'Sở Lao động - Thương binh và Xã hội',
  'Sở Tài nguyên và Môi trường',
  'Sở Nông nghiệp và Phát triển nông thôn',
  'Sở Giáo dục và Đào tạo',
  'Sở Khoa học và Công nghệ',
  'Sở Kế hoạch và Đầu tư',
  'Sở Giao thông vận tải',
  'Sở Thông tin và Truyền thông',
  'Sở Y tế',
  'Sở Xây dựng',
  'Văn phòng UBND tỉnh',
  'Ban Quản lý Khu kinh tế Chân Mây',
  'Kho bạc Nhà nước khu vực XIII',
  'Bảo hiểm xã hội tỉnh',
  'UBND xã Phú Lâm',
  'Ủy ban nhân dân phường Mỹ Thượng',
  'Ủy ban nhân dân xã Quảng Điền',
];
const lines = new Map(units.map((name) => [name, searchLine(name, [], { named: true })]));

function found(typed: string, among: ReadonlyMap<string, string> = lines): string[] {
  const look = lookFor(typed);
  if (!look) return [];
  return [...among]
    .flatMap(([name, line]) => {
      const rank = rankOf(look, line);
      return rank === undefined ? [] : [{ name, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
}

describe('a unit is found as people type it', () => {
  test.each([
    ['so vhtt', 'Sở Văn hóa và Thể thao'],
    ['Sở VH&TT', 'Sở Văn hóa và Thể thao'],
    ['SVHTT', 'Sở Văn hóa và Thể thao'],
    ['van hoa the thao', 'Sở Văn hóa và Thể thao'],
    ['ldtbxh', 'Sở Lao động - Thương binh và Xã hội'],
    ['LĐ-TB&XH', 'Sở Lao động - Thương binh và Xã hội'],
    ['Sở LĐTB & XH', 'Sở Lao động - Thương binh và Xã hội'],
    ['stnmt', 'Sở Tài nguyên và Môi trường'],
    ['TN&MT', 'Sở Tài nguyên và Môi trường'],
    ['NN&PTNT', 'Sở Nông nghiệp và Phát triển nông thôn'],
    ['gd&đt', 'Sở Giáo dục và Đào tạo'],
    ['KH&CN', 'Sở Khoa học và Công nghệ'],
    ['KH&ĐT', 'Sở Kế hoạch và Đầu tư'],
    ['GTVT', 'Sở Giao thông vận tải'],
    ['so tttt', 'Sở Thông tin và Truyền thông'],
    ['snv', 'Sở Nội vụ'],
    ['nv', 'Sở Nội vụ'],
    ['xay d', 'Sở Xây dựng'],
    ['VP UBND', 'Văn phòng UBND tỉnh'],
    ['van phong uy ban nhan dan', 'Văn phòng UBND tỉnh'],
    ['BQL KKT', 'Ban Quản lý Khu kinh tế Chân Mây'],
    ['kbnn', 'Kho bạc Nhà nước khu vực XIII'],
    ['BHXH', 'Bảo hiểm xã hội tỉnh'],
    ['uy ban phu lam', 'UBND xã Phú Lâm'],
    ['ubnd mi thuong', 'Ủy ban nhân dân phường Mỹ Thượng'],
    ['quảng điên', 'Ủy ban nhân dân xã Quảng Điền'],
    ['THỂ THAO', 'Sở Văn hóa và Thể thao'],
    ['  “Sở   Y tế”, ', 'Sở Y tế'],
  ])('“%s” first finds %s', (typed, name) => {
    expect(found(typed)[0]).toBe(name);
  });

  test.each(['svhttdl', 'so ngoai vu', 'tai quan', 'x y z'])('“%s” finds none', (typed) => {
    expect(found(typed)).toEqual([]);
  });

  test('nothing that can be looked for is no look; nothing typed is everywhere', () => {
    for (const typed of ['', ' ', '.*', '(', '&', '~|']) expect(lookFor(typed)).toBeUndefined();
    expect(fits(lookFor(''), lines.get('Sở Y tế')!)).toBe(true);
  });

  test('the beginning of the name goes first, then beginnings of words, then what is inside one', () => {
    const places = new Map(['Xã An Phú', 'Phú Lâm', 'UBND xã Phú Lâm', 'Chợ Vinaphu'].map((n) => [n, searchLine(n)]));
    expect(found('phu', places)).toEqual(['Phú Lâm', 'Xã An Phú', 'UBND xã Phú Lâm', 'Chợ Vinaphu']);
  });

  test('an alias is found, after the name itself', () => {
    const old = new Map([
      ['a', searchLine('Sở Nông nghiệp và Môi trường', ['Sở Tài nguyên'], { named: true })],
      ['b', lines.get('Sở Tài nguyên và Môi trường')!],
    ]);
    expect(found('tai nguyen', old)).toEqual(['b', 'a']);
  });
});

describe('a text with short forms', () => {
  const texts = new Map(
    ['Niêm yết đủ 12 TTHC tại Bộ phận Một cửa', 'Công khai thủ tục hành chính', 'Bố trí CBCCVC trực'].map((text) => [
      text,
      searchLine(text),
    ]),
  );
  test.each([
    ['tthc', 2],
    ['thủ tục hành chính', 2],
    ['can bo cong chuc vien chuc', 1],
    ['cbccvc', 1],
    ['niem yet tthc', 1],
  ])('“%s” is in %i of them', (typed, many) => {
    expect(found(typed, texts)).toHaveLength(many);
  });

  test('a paper is found by its number however it is written', () => {
    const papers = new Map([['a', searchLine('Thông báo kết luận kiểm tra số 05/TB-SNV', ['5'])]]);
    for (const typed of ['05/TB-SNV', '5', '05', 'tb-snv', 'kl 05', 'tbkl', '05/TB'])
      expect([typed, found(typed, papers)]).toEqual([typed, ['a']]);
    expect(found('06/TB-SNV', papers)).toEqual([]);
  });
});

describe('whatever is typed', () => {
  const beginnings = units.flatMap((name) =>
    Array.from({ length: name.length }, (_, n) => [name, name.slice(0, n + 1)] as const),
  );

  test('every beginning of a name finds it, letter by letter', () => {
    for (const [name, typed] of beginnings)
      if (lookFor(typed)) expect([typed, found(typed)]).toEqual([typed, expect.arrayContaining([name])]);
  });

  test('marks, case and the keyboard they came from change nothing', () => {
    for (const [, typed] of beginnings) {
      const plain = found(typed);
      for (const other of [typed.toUpperCase(), typed.normalize('NFD'), ` ${typed} `, typed.replaceAll(' ', '  ')])
        expect([other, found(other)]).toEqual([other, plain]);
    }
  });

  test('what fits passes the patterns a database goes by', () => {
    const all = [...beginnings.map(([, typed]) => typed), 'nv', 'tn&mt', 'ld-tb', 'kkt', 'ubnd', 'yt', 'so y', '05/TB'];
    for (const typed of all) {
      const look = lookFor(typed);
      if (!look) continue;
      const patterns = patternsOf(look).map((pattern) => new RegExp(pattern));
      for (const name of found(typed))
        expect([typed, name, patterns.every((one) => one.test(lines.get(name)!))]).toEqual([typed, name, true]);
    }
  });

  test('each short form finds what it stands for, and the other way round', () => {
    for (const [short, meant] of abbreviations) {
      for (const phrase of meant) {
        expect([short, found(short, new Map([['a', searchLine(phrase)]]))]).toEqual([short, ['a']]);
        expect([phrase, found(phrase, new Map([['a', searchLine(short.toUpperCase())]]))]).toEqual([phrase, ['a']]);
      }
    }
  });
});
