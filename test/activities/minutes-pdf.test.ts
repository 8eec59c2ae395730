import { execFileSync } from 'node:child_process';
import { expect, jest, test } from '@jest/globals';
import { definitionOf, renderPaper } from '../../activities/pdf/render.ts';
import { assertAreas, minutesGaps, namedResults, printableMinutes } from '../../domain/minutes.ts';
import type { MinutesContent, MinutesDocument, Signatures } from '../../domain/minutes.ts';
import { testWith } from '../support/tools.ts';

jest.setTimeout(60_000);

const content: MinutesContent = {
  started: { day: '2026-03-24', time: '08:00' },
  ended: { day: '2026-03-24', time: '11:15' },
  place: 'Phòng họp số 2, Sở Y tế',
  team: [{ name: 'Ông Trần Minh Khôi', post: 'Phó Giám đốc Sở Nội vụ' }],
  unit: [{ name: 'Bà Đỗ Thị Sáu', post: 'Phó Giám đốc Sở Y tế' }],
  chair: { name: 'Ông Trần Minh Khôi' },
  secretary: { name: 'Bà Lê Thu Hà' },
  heard: ['Sở Y tế báo cáo.'],
  results: [{ area: 'Tiếp nhận hồ sơ', text: 'Có 12 thủ tục chưa niêm yết.' }],
  unitOpinion: [],
  concluding: ['Đoàn ghi nhận.'],
  copies: 3,
};
const yes = { signed: true } as const;
const all: Signatures = { secretary: yes, chair: yes, unit: yes };
const { started, ended, ...rest } = content;
const printed = (change: Partial<MinutesDocument> = {}): MinutesDocument => ({
  kind: 'minutes',
  letterhead: { parentOrgan: 'UBND tỉnh Hương Giang', organ: 'Sở Nội vụ', place: 'Hương Giang' },
  abstract: 'Kiểm tra công tác cải cách hành chính tại Sở Y tế',
  ...rest,
  started: started!,
  ended: ended!,
  unitSigner: content.unit[0]!,
  signatures: all,
  filedAt: 'VT, hồ sơ Đoàn kiểm tra',
  contentHash: 'c'.repeat(64),
  ...change,
});

const whenRead = testWith('pdftotext');
const textOf = async (document: MinutesDocument): Promise<string> => {
  const { bytes } = await renderPaper(document);
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' }).replace(/\s+/g, ' ');
};

whenRead('minutes have no number and no day in their head, and three signatures side by side', async () => {
  const text = await textOf(printed({ byLead: true }));
  for (const part of [
    'SỞ NỘI VỤ',
    'BIÊN BẢN',
    'Thời gian bắt đầu: 08 giờ 00, ngày 24/03/2026.',
    '12 thủ tục chưa niêm yết',
    'Đơn vị không có ý kiến khác.',
    'kết thúc lúc 11 giờ 15, ngày 24/03/2026',
    '03 bản',
    'THƯ KÝ',
    'ĐẠI DIỆN ĐƠN VỊ',
    'CHỦ TỌA',
    '(TRƯỞNG ĐOÀN)',
    'Bà Đỗ Thị Sáu',
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(/Số:|Hương Giang, ngày|Không ký/);
});

whenRead.each(['unit', 'chair'] as const)('a signature of the %s that is missing says why', async (who) => {
  const text = await textOf(
    printed({ signatures: { ...all, [who]: { signed: false, reason: 'Chờ ý kiến cấp trên.' } } }),
  );
  expect(text).toContain('Không ký. Lý do:');
  expect(text).toContain('chữ ký còn thiếu được ghi rõ lý do');
});

whenRead('the longest reason and the longest opinion lose no word', async () => {
  const reason = 'Đơn vị chờ ý kiến cấp trên. '.repeat(70);
  const { pages } = await renderPaper(
    printed({
      signatures: { ...all, unit: { signed: false, reason } },
      unitOpinion: ['Đơn vị đề nghị xem xét lại số liệu. '.repeat(500)],
    }),
  );
  expect(pages).toBeGreaterThan(4);
});

test('the same minutes are the same file; an hour nobody wrote is not printed', async () => {
  const [one, other] = await Promise.all([renderPaper(printed()), renderPaper(printed())]);
  expect(one.sha256).toBe(other.sha256);
  const { ended: _, ...open } = printed({ started: { day: '2026-03-24' } });
  const said = JSON.stringify(definitionOf(open));
  expect(said).toContain('Thời gian bắt đầu: ngày ');
  expect(said).not.toContain('kết thúc lúc');
});

test('everything that is missing is named at its place', () => {
  expect(minutesGaps(content)).toEqual([]);
  const { started: _s, ended: _e, ...bare } = content;
  const empty = {
    ...bare,
    place: '',
    team: [],
    unit: [],
    heard: [],
    results: [],
    concluding: [],
    chair: { name: '' },
    secretary: { name: ' ' },
  };
  expect(minutesGaps(empty).map(({ at }) => at)).toEqual([
    'started',
    'ended',
    'place',
    'team',
    'unit',
    'chair',
    'secretary',
    'results',
    'concluding',
  ]);
  const backwards = { ...content, ended: { day: '2026-03-24' as const, time: '07:59' } };
  expect(minutesGaps(backwards)).toEqual([{ at: 'ended', sentence: 'Giờ kết thúc phải sau giờ bắt đầu.' }]);
});

test('what was typed is printed as it can be: composed, nothing hidden', () => {
  const typed = { ...content, place: ' Phòng\u200b họp ', heard: ['Sở Y tế'.normalize('NFD')] };
  expect(printableMinutes(typed)).toMatchObject({ place: 'Phòng họp', heard: ['Sở Y tế'.normalize('NFC')] });
});

whenRead.each(Array.from({ length: 14 }, (_, i) => 10 + i))(
  'whoever signs signs under the last words, after %i paragraphs too',
  async (count) => {
    const { bytes, pages } = await renderPaper(
      printed({ heard: Array.from({ length: count }, () => 'Đơn vị báo cáo.') }),
    );
    const read = (page: number) =>
      execFileSync('pdftotext', ['-layout', '-f', String(page), '-l', String(page), '-', '-'], {
        input: bytes,
        encoding: 'utf8',
      });
    const signing = Array.from({ length: pages }, (_, i) => read(i + 1)).find((text) => text.includes('THƯ KÝ'));
    expect(signing).toMatch(/Biên\s+bản\s+được\s+lập\s+thành/);
  },
);

test('results are printed under the names of the outline; a code it does not have is refused, words stay', () => {
  const outline = { areas: [{ code: 'a1', name: 'Chỉ đạo, điều hành', questions: [] }] };
  const results = [
    { area: 'a1', text: 'Đã có kế hoạch.' },
    { area: 'Tiếp nhận hồ sơ', text: 'Đủ.' },
  ];
  expect(() => assertAreas({ results }, outline)).not.toThrow();
  expect(namedResults(results, outline).map(({ area }) => area)).toEqual(['Chỉ đạo, điều hành', 'Tiếp nhận hồ sơ']);
  const unknown = () => assertAreas({ results: [...results, { area: 'zz', text: 'x' }] }, outline);
  expect(unknown).toThrow(expect.objectContaining({ code: 'area-unknown' }));
  expect(unknown).toThrow('“zz”. Hãy chọn một trong các mã: a1 (Chỉ đạo, điều hành)');
});

whenRead('under a signature stands the name alone; what was found stays with its area', async () => {
  const text = await textOf(printed());
  expect(text).toMatch(/CHỦ TỌA .*Lê Thu Hà Đỗ Thị Sáu Trần Minh Khôi/);
  expect(text).toContain('Chủ trì: Ông Trần Minh Khôi');
});
