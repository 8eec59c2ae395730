import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';

import { keepParsedFonts, pdfmake, unprintable, widthOf } from '../../activities/pdf/fonts.ts';
import { addressedTo } from '../../activities/pdf/layout.ts';
import { createPapers } from '../../activities/pdf/pool.ts';
import { assertNothingLost, definitionOf, renderPaper, textLength } from '../../activities/pdf/render.ts';
import { draft, issued, letterhead, sampleConclusion, sampleNotice } from '../../activities/pdf/samples.ts';
import { authorityLines } from '../../domain/document.ts';
import type { ConclusionDocument, NoticeDocument, PaperDocument } from '../../domain/document.ts';
import { testWith } from '../support/tools.ts';

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), 'dondoc-pdf-'));
/** Outside jest's sandbox, where pdfmake is five times slower. */
const papers = createPapers();
afterAll(async () => {
  await papers.close();
  rmSync(folder, { recursive: true });
});

const whenRead = testWith('pdftotext');
const whenChecked = testWith('qpdf');

function saved(bytes: Uint8Array): string {
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, bytes);
  return file;
}

/** The text of each page as a reader's software finds it, each run of spaces as one. */
async function pagesOf(document: PaperDocument): Promise<string[]> {
  const { bytes, pages } = await papers.render(document);
  const text = execFileSync('pdftotext', ['-layout', saved(bytes), '-'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const found = text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ' ').trim());
  expect(found).toHaveLength(pages);
  return found;
}
const textOf = async (document: PaperDocument) => (await pagesOf(document)).join(' ');

/** Every text of the definition, for what pdftotext reorders. */
const stringsOf = (document: PaperDocument): string => {
  const strings: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node === 'string') strings.push(node);
    else if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      const { section, stack, columns, table, text } = node as Record<string, unknown>;
      [section, stack, columns, (table as { body?: unknown } | undefined)?.body, text].forEach(walk);
    }
  };
  walk(definitionOf(document).content);
  return strings.join('|');
};

const findingOf = (text: string): ConclusionDocument => ({
  ...sampleConclusion,
  findings: [{ id: 'a', text, concerns: { all: true } }],
});

describe('the first page, Nghị định 30', () => {
  whenRead('has its boxes, composed and whole', async () => {
    const [first] = await pagesOf(sampleConclusion);
    expect(first).toBe(first!.normalize('NFC'));
    for (const text of [
      'UBND TỈNH HƯƠNG GIANG',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc',
      'Số: 05/TB-SNV Hương Giang, ngày 29 tháng 10 năm 2026',
      'THÔNG BÁO Kết luận kiểm tra công tác cải cách hành chính',
    ])
      expect(first).toContain(text);
  });

  whenRead('has the address at its foot, and no page number', async () => {
    const pages = await pagesOf(sampleNotice);
    expect(pages[0]).toMatch(/^UBND/);
    expect(pages[0]).toMatch(/Địa chỉ: 15 đường Lê Lợi, phường Trung Tâm; Điện thoại: 0234 123 456$/);
    expect(pages.slice(1).join()).not.toContain('Địa chỉ:');
  });

  test('rules are as long as the regulation wants', () => {
    const [main] = definitionOf(sampleConclusion).content as {
      section: {
        table?: { body: { stack: { canvas?: { x2: number }[] }[] }[][] };
        stack?: { canvas?: { x2: number }[] }[];
      }[];
    }[];
    const [left, right] = main!.section[0]!.table!.body[0]!;
    const ruleIn = (nodes: { canvas?: { x2: number }[] }[]) => nodes.find(({ canvas }) => canvas)!.canvas![0]!.x2;
    expect(ruleIn(right!.stack)).toBeCloseTo(widthOf('Độc lập - Tự do - Hạnh phúc', 13, 'bold'), 3);
    const share = ruleIn(left!.stack) / widthOf('SỞ NỘI VỤ', 12, 'bold');
    expect(share).toBeGreaterThan(1 / 3);
    expect(share).toBeLessThan(1 / 2);
  });

  whenRead('a long organ and a long place leave the country on one line', async () => {
    const [first] = await pagesOf({
      ...sampleConclusion,
      letterhead: {
        parentOrgan: 'Ủy ban nhân dân thành phố Hương Giang',
        organ: 'Ban Quản lý Khu kinh tế và các Khu công nghiệp',
        place: 'Thành phố Hương Giang',
      },
    });
    expect(first).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(first).toContain('Thành phố Hương Giang, ngày 29 tháng 10 năm 2026');
  });

  test.each<[string[], string[]]>([
    [['UBND tỉnh'], ['Kính gửi: UBND tỉnh']],
    [
      ['Sở Y tế', 'Sở Xây dựng;'],
      ['Kính gửi:', '- Sở Y tế;', '- Sở Xây dựng.'],
    ],
  ])('addressed to %j', (names, lines) => {
    const node = addressedTo(names) as { text?: string; stack?: { text: string }[] };
    expect(node.stack?.map(({ text }) => text) ?? [node.text]).toEqual(lines);
  });
});

describe('draft, issued, training', () => {
  whenRead('a draft has room for number and day, and says so lightly', async () => {
    const pages = await pagesOf({ ...sampleConclusion, imprint: draft });
    expect(pages[0]).toContain('Số: /TB-SNV');
    expect(pages[0]).toContain('ngày tháng năm 2026');
    expect(stringsOf({ ...sampleConclusion, imprint: draft })).toContain('Số:       /TB-SNV');
    const marks = (document: PaperDocument) =>
      (definitionOf(document).content as { watermark: { text: string } | null }[]).map(
        ({ watermark }) => watermark?.text,
      );
    expect(marks({ ...sampleNotice, imprint: draft })).toEqual(['DỰ THẢO', 'DỰ THẢO', 'DỰ THẢO', 'DỰ THẢO']);
    expect(marks(sampleConclusion)).toEqual([undefined]);
  });

  whenRead('a training paper says so on each page, appendices too', async () => {
    const pages = await pagesOf({ ...sampleNotice, imprint: { ...sampleNotice.imprint, training: true } });
    expect(pages).toHaveLength(5);
    for (const page of pages) expect(page).toContain('TẬP HUẤN');
    expect((await textOf(sampleNotice)).includes('TẬP HUẤN')).toBe(false);
  });

  test('the issued file carries the hash of its content, its day, and no seal', async () => {
    const { bytes } = await renderPaper({ ...sampleConclusion, abstract: 'Kết luận tại Sở VH&TT <b>' });
    const file = Buffer.from(bytes).toString('utf8');
    expect(file.includes(`<pdf:Keywords>sha256:${sampleConclusion.imprint.contentHash}</pdf:Keywords>`)).toBe(true);
    expect(file.includes('<xmp:CreateDate>2026-10-28T17:00:00Z</xmp:CreateDate>')).toBe(true);
    expect(file.includes('05/TB-SNV Kết luận tại Sở VH&amp;TT &lt;b&gt;</rdf:li>')).toBe(true);
    expect(file.includes('/Subtype /Image')).toBe(false);
  });

  whenChecked('qpdf finds no fault', async () => {
    for (const paper of [
      sampleConclusion,
      sampleNotice,
      { ...sampleNotice, imprint: { ...draft, training: true as const } },
    ]) {
      const { bytes } = await papers.render(paper);
      expect(execFileSync('qpdf', ['--check', saved(bytes)], { encoding: 'utf8' })).toContain(
        'No syntax or stream encoding errors found',
      );
    }
  });
});

describe('the conclusion', () => {
  whenRead('a note ends as a sentence; of one unit nobody says units', async () => {
    const [figures] = sampleConclusion.figures;
    const text = await textOf({
      ...sampleConclusion,
      units: sampleConclusion.units.slice(0, 1),
      strengths: [],
      findings: [],
      requirements: [],
      proposals: [],
      figures: [{ ...figures!, notes: ['Đơn vị chưa có báo cáo tự kiểm tra'] }],
    });
    expect(text).toContain('Đơn vị chưa có báo cáo tự kiểm tra. II.');
    expect(text).toContain('IV. KIẾN NGHỊ CỦA ĐƠN VỊ Đơn vị không có kiến nghị.');
  });

  whenRead('says what was found, required and answered', async () => {
    const text = await textOf(sampleConclusion);
    for (const part of [
      'I. KẾT QUẢ ĐẠT ĐƯỢC',
      'II. TỒN TẠI, HẠN CHẾ',
      'III. KẾT LUẬN, YÊU CẦU',
      'IV. KIẾN NGHỊ CỦA ĐƠN VỊ',
      '3.541',
      'chưa có số liệu',
      'Tỷ lệ giải quyết trước hạn (trên tổng số hồ sơ đã giải quyết)',
      '66,53%',
      'hơn 15.000',
      'Kết quả giải quyết hồ sơ tại Sở Văn hóa và Thể thao (từ ngày 01/01/2026 đến ngày 30/9/2026): chưa có số liệu.',
      '1. Hồ sơ tiếp nhận và trả kết quả qua dịch vụ bưu chính công ích',
      '- Điển hình: Ban Quản lý Khu kinh tế tỉnh: trong chín tháng chỉ có 01 hồ sơ toàn trình',
      '- Thời hạn: chậm nhất ngày 13/11/2026 (15 ngày kể từ ngày ban hành Thông báo này)',
      '- Thời hạn: thường xuyên; báo cáo hằng quý đến ngày 31/12/2026',
      '- Sản phẩm: báo cáo kèm ảnh bảng niêm yết',
      'về Sở Nội vụ chậm nhất ngày 13/11/2026./.',
      'Nơi nhận:',
      '- Lưu: VT, CCHC.',
    ])
      expect(text).toContain(part);
  });

  test('a figure nobody has is never 0', () => {
    const nothing = stringsOf({
      ...sampleConclusion,
      figures: [
        { caption: 'Bảng', period: 'năm 2026', columns: ['A', 'B'], rows: [{ label: 'Quá hạn', counts: [null, 0] }] },
      ],
    });
    expect(nothing).toContain('Quá hạn|chưa có số liệu|0');
  });

  test('a vertically managed agency is asked, never criticised', () => {
    const customs: ConclusionDocument = {
      ...sampleConclusion,
      units: sampleConclusion.units.filter(({ vertical }) => vertical),
      strengths: [],
      findings: sampleConclusion.findings
        .filter(({ id }) => id === 'board')
        .map((finding) => ({ ...finding, cause: 'thiếu người theo dõi' })),
      requirements: sampleConclusion.requirements.filter(
        ({ concerns }) => 'units' in concerns && concerns.units.includes('hq'),
      ),
      proposals: [],
    };
    const text = stringsOf(customs);
    expect(text).toContain('II. NỘI DUNG ĐỀ NGHỊ QUAN TÂM');
    expect(text).toContain('III. KẾT LUẬN, ĐỀ NGHỊ');
    expect(text).toContain('1. Đề nghị Chi cục Hải quan khu vực Hương Giang: cập nhật bảng niêm yết');
    for (const harsh of ['Yêu cầu', 'YÊU CẦU', 'TỒN TẠI', 'khắc phục', 'Nguyên nhân', 'thiếu người theo dõi'])
      expect(text).not.toContain(harsh);
  });

  test('in a paper of several units each requirement names its own', () => {
    const text = stringsOf(sampleConclusion);
    expect(text).toContain(
      '1. Yêu cầu Ban Quản lý Khu kinh tế tỉnh, Sở Văn hóa và Thể thao, Sở Y tế; đề nghị Chi cục Hải quan khu vực Hương Giang: hướng dẫn',
    );
    expect(text).toContain('5. Yêu cầu Sở Y tế: rà soát bản mô tả công việc');
    expect(text).toContain('Nội dung này đồng thời đề nghị Chi cục Hải quan khu vực Hương Giang quan tâm, phối hợp.');
    expect(text).toContain('4. Đề nghị Chi cục Hải quan khu vực Hương Giang quan tâm: bảng niêm yết');
  });

  whenRead('the signature never stands alone', async () => {
    for (let n = 0; n <= 24; n += 3) {
      const requirements = Array.from({ length: n }, (_, i) => sampleConclusion.requirements[i % 5]!);
      const pages = await pagesOf({ ...sampleConclusion, requirements });
      const signed = pages.find((page) => page.includes('Trần Minh Khôi') && page.includes('Nơi nhận'));
      expect(signed).toContain('./.');
      expect(signed).toContain('KT. GIÁM ĐỐC');
    }
  });
});

describe('the notice', () => {
  whenRead('asks, lists the schedule, the outline and form II.06', async () => {
    const pages = await pagesOf(sampleNotice);
    const text = pages.join(' ');
    for (const part of [
      'Căn cứ Kế hoạch số 12/KH-UBND ngày 20 tháng 12 năm 2025',
      'a) Xác nhận đã nhận Thông báo này chậm nhất ngày 07/01/2026',
      'Bà Lê Thị Thu Hà',
      'phối hợp thực hiện./.',
      '(Kèm theo Thông báo số 17/TB-SNV ngày 05 tháng 01 năm 2026 của Sở Nội vụ)',
      'I. CHỈ ĐẠO, ĐIỀU HÀNH',
      '(Tài liệu kiểm chứng: ảnh bảng niêm yết.)',
    ])
      expect(text).toContain(part);
    expect(pages[2]).toMatch(/^Phụ lục I LỊCH KIỂM TRA/);
    expect(pages[2]).toContain('thứ Ba');
    expect(pages[4]).toMatch(/^Phụ lục III BIỂU II.06/);
    expect(pages[4]).toContain('(1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)');
  });

  whenRead('thirty lines of schedule repeat their head, and each appendix counts its own pages', async () => {
    const schedule = Array.from({ length: 30 }, (_, i) => ({
      ...sampleNotice.schedule[i % 4]!,
      unit: `Ủy ban nhân dân xã ${i + 1}`,
    }));
    const pages = (await pagesOf({ ...sampleNotice, schedule })).slice(2, -2);
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, i) => {
      expect(page).toContain('TT Thời gian Đơn vị');
      expect(page).toMatch(i === 0 ? /^Phụ lục I / : new RegExp(`^${i + 1} TT`));
    });
    for (const { unit } of schedule) expect(pages.join(' ')).toContain(unit.slice(-3).trim());
  });

  test('one appendix has no number', () => {
    const { outline: _outline, form: _form, ...alone } = sampleNotice;
    expect(stringsOf(alone as NoticeDocument)).toContain('|Phụ lục|LỊCH KIỂM TRA|');
  });

  whenRead('recipients that do not fit beside the signature follow it', async () => {
    const to = Array.from({ length: 40 }, (_, i) => `Ủy ban nhân dân xã Tân Lập ${i + 1}`);
    const text = await textOf({ ...sampleNotice, recipients: { to, filedAt: 'VT' } });
    for (const name of to) expect(text).toContain(`- ${name};`);
    expect(text).toContain('- Lưu: VT.');
  });

  whenRead('a head of team signs with the post in his office', async () => {
    const text = await textOf({
      ...sampleNotice,
      imprint: {
        ...sampleNotice.imprint,
        signer: {
          authority: authorityLines({ as: 'head', post: 'Trưởng đoàn' }),
          post: 'Phó Giám đốc Sở Nội vụ',
          name: 'Trần Minh Khôi',
        },
      },
    });
    expect(text).toMatch(/TRƯỞNG ĐOÀN.*PHÓ GIÁM ĐỐC SỞ NỘI VỤ.*Trần Minh Khôi/);
  });
});

describe('text is only text', () => {
  whenRead.each([
    '<b>đậm</b> <script>alert(1)</script>',
    '{{tên}} ${process.env.HOME} %s %n',
    '=HYPERLINK("http://a.example"; "xem")',
    '\\(PDF\\) /JS (app.alert(1)) endobj',
    'file:///etc/passwd data:image/png;base64,AAAA',
  ])('%s', async (text) => {
    expect(await textOf(findingOf(`lưu ý ${text} ở đây`))).toContain(text.split(' ')[0]);
    expect(stringsOf(findingOf(`lưu ý ${text} ở đây`))).toContain(text.slice(0, 8));
  });

  test.each([{ text: 'x', link: 'http://a.example' }, { image: '/etc/passwd' }, ['a'], 5])(
    'data that is not text is refused: %j',
    async (value) => {
      await expect(renderPaper({ ...sampleConclusion, abstract: value as unknown as string })).rejects.toThrow(
        TypeError,
      );
    },
  );

  test.each([
    ['😀', 'U+1F600'],
    ['公', 'U+516C'],
    ['☑', 'U+2611'],
  ])('%s has no glyph and is refused, named with its place', async (glyph, code) => {
    await expect(renderPaper(findingOf(`niêm yết đầy đủ ${glyph} tại Bộ phận Một cửa`))).rejects.toMatchObject({
      code: 'glyph-missing',
      facts: { glyph: `${glyph} (${code})`, text: expect.stringContaining('niêm yết đầy đủ') },
    });
  });

  whenRead('decomposed accents are composed', async () => {
    expect(await textOf(findingOf('kiê\u0309m tra thu\u031b\u0300ng xuyên'))).toContain('Kiểm tra thừng xuyên');
  });

  test('all Vietnamese letters have glyphs in all faces', () => {
    const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
    const letters = vowels
      .flatMap((vowel) =>
        ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
      )
      .join('');
    expect(unprintable(`${letters}đ${letters.toUpperCase()}Đ“”‘’–—…%−§№`)).toBeUndefined();
  });
});

describe('nothing is lost', () => {
  test('whatever is written, it is printed to the last letter or refused', async () => {
    const words = fc
      .array(fc.constantFrom('kiểm', 'tra', 'thủ tục', 'x'.repeat(120), '12/2025/NĐ-CP', '\n', '  ', '–', '(a)'), {
        minLength: 1,
        maxLength: 400,
      })
      .map((list) => list.join(' '));
    await fc.assert(
      fc.asyncProperty(words, words, words, async (a, b, c) => {
        const { pages } = await papers.render({
          ...sampleConclusion,
          abstract: a.slice(0, 400),
          findings: [{ id: 'x', text: b, concerns: { all: true }, evidence: a, cause: c }],
          figures: [
            {
              caption: b.slice(0, 300),
              period: 'năm 2026',
              columns: [a.slice(0, 60), 'B'],
              rows: [
                { label: c, counts: [1, null] },
                { label: 'y', counts: [1, 2] },
              ],
            },
          ],
          proposals: [{ unit: 'kkt', text: c, answer: a }],
          report: { to: b, due: { kind: 'day', day: '2026-11-13' } },
        });
        expect(pages).toBeGreaterThan(1);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  test('an unbreakable block taller than a page is noticed', async () => {
    const content = [{ stack: Array.from({ length: 100 }, (_, i) => ({ text: `dòng ${i}` })), unbreakable: true }];
    const expected = textLength(content);
    const { _pdfMakePages } = await pdfmake.createPdf({ content, defaultStyle: { font: 'Tinos' } }).getStream();
    expect(() => assertNothingLost(expected, _pdfMakePages)).toThrow(
      expect.objectContaining({ code: 'paper-text-lost' }),
    );
  });
});

describe('the end of a paper', () => {
  const long = (n: number) => `Ủy ban nhân dân xã ${'rất dài tên '.repeat(18)}số ${n}`;
  const ending = (change: Partial<ConclusionDocument>) => ({ ...sampleConclusion, ...change });

  whenRead('recipients with long names follow under the signature, none is lost', async () => {
    const to = Array.from({ length: 14 }, (_, i) => long(i + 1));
    const text = await textOf(ending({ recipients: { to, filedAt: 'VT, CCHC' } }));
    for (const n of [1, 7, 14]) expect(text).toContain(`số ${n};`);
    expect(text).toContain('Lưu: VT, CCHC.');
  });

  test('a closing sentence of half a page is printed', async () => {
    const units = Array.from({ length: 4 }, (_, i) => ({ id: `u${i}`, name: long(i) + long(i) }));
    const report = { to: `Sở Nội vụ ${'và các phòng '.repeat(60)}`, due: sampleConclusion.report.due };
    const { findings, requirements } = { findings: [], requirements: [] };
    const paper = ending({ units, report, findings, requirements, strengths: [], proposals: [], figures: [] });
    expect((await papers.render(paper)).pages).toBeGreaterThan(1);
  });

  test('a post longer than a page is refused, for it would be printed in part', async () => {
    const signer = { ...sampleConclusion.imprint.signer, post: 'Phó Giám đốc phụ trách '.repeat(200) };
    await expect(papers.render(ending({ imprint: { ...sampleConclusion.imprint, signer } }))).rejects.toMatchObject({
      code: 'paper-text-lost',
      message: expect.stringContaining('Hãy rút ngắn'),
    });
  });
});

describe('the same data, the same bytes', () => {
  test('twice, at any time', async () => {
    const once = await papers.render(sampleNotice);
    await papers.render(sampleConclusion);
    expect(await papers.render(sampleNotice)).toEqual(once);
    expect((await papers.render({ ...sampleNotice, imprint: issued(18, '2026-01-05') })).sha256).not.toBe(once.sha256);
  });

  test.each<[string, PaperDocument]>([
    ['notice', sampleNotice],
    ['draft conclusion', { ...sampleConclusion, letterhead, imprint: draft }],
  ])('a %s with kept fonts is what stock pdfmake makes', async (_, document) => {
    // U+01C1 and U+2016 share a glyph: what was printed before must not decide which of them is read back
    await renderPaper(findingOf('trước \u01c1 sau'));
    const marked = { ...document, abstract: `${document.abstract} \u2016` };
    const kept = await renderPaper(marked);
    keepParsedFonts(false);
    const stock = await renderPaper(marked).finally(() => keepParsedFonts(true));
    expect(Buffer.compare(kept.bytes, stock.bytes)).toBe(0);
  });

  test('papers made side by side do not mix', async () => {
    const alone = [await renderPaper(sampleNotice), await renderPaper(sampleConclusion)];
    expect(await Promise.all([renderPaper(sampleNotice), renderPaper(sampleConclusion)])).toEqual(alone);
  });
});
