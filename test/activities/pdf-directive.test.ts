import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { createPapers } from '../../activities/pdf/pool.ts';
import { draft, issued, letterhead, sampleConclusion } from '../../activities/pdf/samples.ts';
import type { DirectiveDocument } from '../../domain/directive-document.ts';
import type { PaperDocument } from '../../domain/document.ts';
import { testWith } from '../support/tools.ts';

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), 'dondoc-directive-'));
const papers = createPapers();
afterAll(async () => {
  await papers.close();
  rmSync(folder, { recursive: true });
});
const whenRead = testWith('pdftotext');

async function textOf(document: PaperDocument): Promise<string> {
  const { bytes } = await papers.render(document);
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, bytes);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
}

const directive: DirectiveDocument = {
  kind: 'directive',
  letterhead,
  imprint: { ...issued(7, '2026-03-05'), symbol: 'SNV-CCHC' },
  abstract: 'chấn chỉnh tồn tại sau kiểm tra',
  addressees: ['các sở, ban, ngành', 'UBND các xã, phường', 'Cục Thuế tỉnh'],
  from: 'Sở Nội vụ',
  asks: 'both',
  leadIn: ['Sau kiểm tra cải cách hành chính năm 2025, Sở Nội vụ thông báo như sau.'],
  strengths: ['Kế hoạch được ban hành sớm (cách làm hay, các đơn vị có thể tham khảo)'],
  findings: ['Niêm yết chưa kịp thời'],
  attention: ['Cục Thuế tỉnh: biểu mẫu còn chậm cập nhật'],
  tasks: [
    {
      text: 'niêm yết đủ thủ tục',
      target: '100% thủ tục đã công bố',
      cooperating: 'Sở Tư pháp',
      responsible: 'Chủ tịch UBND',
      proof: 'Ảnh bảng niêm yết',
    },
    { who: 'Cục Thuế tỉnh', requested: true, text: 'phối hợp cập nhật biểu mẫu' },
  ],
  followUp: 'Kết quả gửi về Sở Nội vụ',
  closing: 'Có vướng mắc, đề nghị phản ánh về Sở Nội vụ',
  recipients: { to: ['Như trên', 'UBND tỉnh (b/c)'], filedAt: 'VT, CCHC' },
};

describe('công văn chỉ đạo, Nghị định 30', () => {
  whenRead('has no title: what it is about stands under its number, whom it is for under that', async () => {
    const text = await textOf(directive);
    expect(text).toContain('Số: 07/SNV-CCHC Hương Giang, ngày 05 tháng 3 năm 2026');
    expect(text).toMatch(/V\/v chấn chỉnh .*Kính gửi: - Các sở, ban, ngành; - UBND các xã, phường; - Cục Thuế tỉnh\./);
    expect(text).not.toContain('CÔNG VĂN');
    expect(text).not.toContain('DỰ THẢO');
  });

  whenRead('lines are numbered; where the paper names no day, none is printed', async () => {
    const text = await textOf(directive);
    expect(text).toContain('1. Niêm yết đủ thủ tục. - Chỉ tiêu: 100% thủ tục đã công bố;');
    expect(text).toContain('- Chỉ tiêu: 100% thủ tục đã công bố; - Phối hợp: Sở Tư pháp; - Người chịu trách nhiệm:');
    expect(text).toContain('2. Đề nghị Cục Thuế tỉnh: phối hợp cập nhật biểu mẫu.');
    expect(text).toContain('3. Kết quả gửi về Sở Nội vụ.');
    expect(text).not.toContain('Thời hạn');
  });

  whenRead('the province requires of its own and requests of others, who are not blamed', async () => {
    const text = await textOf(directive);
    expect(text).toContain('Sở Nội vụ yêu cầu thủ trưởng cơ quan, đơn vị của tỉnh, đề nghị cơ quan ngành dọc');
    expect(text).toContain('Một số nội dung đề nghị cơ quan ngành dọc quan tâm: - Cục Thuế tỉnh: biểu mẫu');
    const asked = await textOf({ ...directive, asks: 'vertical', strengths: [], findings: [], attention: [] });
    expect(asked).toContain('Sở Nội vụ đề nghị cơ quan phối hợp thực hiện các nội dung sau:');
    expect(asked).not.toMatch(/yêu cầu|tồn tại, hạn chế:/);
  });

  whenRead('ends with the signature and “Như trên”', async () => {
    const text = await textOf(directive);
    expect(text).toMatch(/Sở Nội vụ\.\/\..*Nơi nhận: KT\. GIÁM ĐỐC.*- Như trên;.*- Lưu: VT, CCHC\./);
  });

  whenRead('one addressee stands on the line of Kính gửi', async () => {
    expect(await textOf({ ...directive, addressees: ['Sở Y tế'] })).toContain('Kính gửi: Sở Y tế Sau kiểm tra');
  });

  whenRead('more addressees than a page has room for are a list behind the paper, each of them once', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `UBND xã số ${i + 1}`);
    const text = await textOf({ ...directive, addressees: many });
    expect(text).toContain('Kính gửi: Các cơ quan, đơn vị theo danh sách kèm theo Sau kiểm tra');
    expect(text).toMatch(/DANH SÁCH CƠ QUAN, ĐƠN VỊ NHẬN CÔNG VĂN \(Kèm theo Công văn số 07\/SNV-CCHC/);
    for (const name of many) expect(text.split(`${name} `).length + (text.endsWith(name) ? 1 : 0)).toBe(2);
    expect(await textOf({ ...directive, addressees: many.slice(0, 12) })).not.toContain('DANH SÁCH');
  });

  whenRead('a long symbol stays on one line beside the day, and meets it nowhere', async () => {
    const { bytes } = await papers.render({
      ...directive,
      letterhead: { ...letterhead, place: 'Thành phố Hương Giang' },
      imprint: { ...directive.imprint, number: 1770, symbol: 'SVHTTDLTTTT-CCHCKSTTHC' },
    });
    const file = join(folder, 'long.pdf');
    writeFileSync(file, bytes);
    const words = execFileSync('pdftotext', ['-bbox', '-l', '1', file, '-'], { encoding: 'utf8' });
    const at = (word: string) => {
      const found = new RegExp(`xMin="([\\d.]+)" yMin="[\\d.]+" xMax="([\\d.]+)" yMax="[\\d.]+">${word}<`).exec(words)!;
      return { from: Number(found[1]), to: Number(found[2]) };
    };
    expect(at('1770/SVHTTDLTTTT-CCHCKSTTHC').to).toBeLessThan(at('Thành').from);
    expect(at('Số:').from).toBeGreaterThan(80);
  });

  whenRead('of the People’s Committee: its letterhead, room for its number and nobody’s name', async () => {
    const parent = await textOf({
      ...directive,
      letterhead: { organ: 'Ủy ban nhân dân tỉnh Hương Giang', place: 'Hương Giang' },
      imprint: { symbol: 'UBND-…', year: 2026, signer: { authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: '' } },
    });
    expect(parent).toContain('Số: /UBND-… Hương Giang, ngày tháng năm 2026');
    expect(parent).toContain('TM. ỦY BAN NHÂN DÂN');
    expect(parent).not.toContain('SỞ NỘI VỤ');
  });
});

describe('what a conclusion says without names', () => {
  whenRead('“một số cơ quan, đơn vị”; of vertically managed ones only, a request', async () => {
    const text = await textOf({
      ...sampleConclusion,
      imprint: draft,
      findings: [
        { id: 'a', text: 'niêm yết chưa đủ', concerns: { some: true } },
        { id: 'b', text: 'biểu mẫu chưa mới', concerns: { some: true, vertical: true } },
      ],
      requirements: [],
    });
    expect(text).toContain('- Đơn vị: một số cơ quan, đơn vị.');
    expect(text).toContain('Đề nghị một số cơ quan ngành dọc quan tâm: biểu mẫu chưa mới.');
  });

  whenRead('a way of working others may follow; a result by report is judged, not concluded', async () => {
    const [first] = sampleConclusion.strengths;
    const [line] = first!.lines;
    const text = await textOf({
      ...sampleConclusion,
      byReport: true,
      strengths: [{ ...first!, lines: [{ ...line!, exemplary: true }] }],
    });
    expect(text).toContain('(cách làm hay, các đơn vị có thể tham khảo).');
    expect(text).toContain('III. ĐÁNH GIÁ, YÊU CẦU');
  });
});

test('a directive always gives the same bytes', async () => {
  expect((await papers.render(directive)).sha256).toBe((await papers.render(structuredClone(directive))).sha256);
});
