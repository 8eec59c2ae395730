import { describe, expect, test } from '@jest/globals';
import {
  areaOfFigures,
  conclusionOf,
  emptyNotebook,
  mergedNotebooks,
  minutesResults,
  notesMissing,
  notInMinutes,
  withNotes,
} from '../../domain/notebook.ts';
import type { Note, Notebook } from '../../domain/notebook.ts';
import { sampleOutline2026 as outline } from '../../domain/outlines/sample-2026.ts';

const note = (part: Partial<Note> = {}): Note => ({
  id: 'gn-1',
  kind: 'shortcoming',
  area: 'mot_cua',
  text: 'Chưa niêm yết 12 thủ tục mới.',
  ...part,
});
const book = (...notes: Note[]): Notebook => ({ ...emptyNotebook, notes });
const inspection = { method: 'on-site' as const, n: 1, place: { unit: 'so-y-te' } };

describe('biên bản lấy từ sổ ghi nhận', () => {
  const notes = book(
    note({ id: 'a', basis: 'Điều 14 Nghị định 61/2018/NĐ-CP', cause: 'thiếu người' }),
    note({ id: 'b', kind: 'strength', text: 'Trả kết quả sớm hạn 66,5%.' }),
    note({ id: 'c', kind: 'remark', area: 'chi_dao_dieu_hanh', text: 'Đã có kế hoạch năm.' }),
    note({ id: 'd', text: '   ' }),
  );

  test('từng lĩnh vực theo đề cương, ưu điểm trước, mỗi ghi nhận một dòng; dòng đang viết dở không vào', () => {
    expect(minutesResults(notes, outline)).toEqual([
      { area: 'chi_dao_dieu_hanh', text: 'Ghi nhận:\n+ Đã có kế hoạch năm.' },
      {
        area: 'mot_cua',
        text:
          'Ưu điểm:\n+ Trả kết quả sớm hạn 66,5%.\nTồn tại, hạn chế:\n' +
          '+ Chưa niêm yết 12 thủ tục mới (căn cứ Điều 14 Nghị định 61/2018/NĐ-CP; nguyên nhân: thiếu người).',
      },
    ]);
  });

  test('biên bản đã soạn biết còn ghi nhận nào chưa đưa vào', () => {
    const results = minutesResults(notes, outline);
    expect(notInMinutes(notes, results)).toEqual([]);
    const later = note({ id: 'e', text: 'Một ý ghi sau.' });
    expect(notInMinutes({ notes: [...notes.notes, later] }, results)).toEqual([later]);
  });
});

describe('dự thảo kết luận lấy từ sổ ghi nhận', () => {
  const notes = book(
    note({
      id: 'a',
      basis: 'Điều 14',
      files: [{ id: 'f', name: 'bảng niêm yết.jpg', size: 9 }],
      noWork: 'Đã sửa ngay.',
    }),
    note({ id: 'b', kind: 'strength', text: ' Sớm hạn. ', exemplary: true }),
    note({ id: 'c', kind: 'remark', text: 'Đã nghe.' }),
    note({ id: 'd', kind: 'remark', text: 'Tổ lưu động.', exemplary: true }),
  );

  test('mỗi ghi nhận một lần dưới mã của nó; ghi nhận thường ở lại biên bản', () => {
    expect(conclusionOf(inspection, notes)).toEqual({
      kind: 'conclusion',
      serves: ['so-y-te'],
      strengths: [
        { id: 'b', text: 'Sớm hạn.', area: 'mot_cua', concerns: { all: true }, exemplary: true },
        { id: 'd', text: 'Tổ lưu động.', area: 'mot_cua', concerns: { all: true }, exemplary: true },
      ],
      findings: [
        {
          id: 'a',
          text: 'Chưa niêm yết 12 thủ tục mới.',
          area: 'mot_cua',
          concerns: { all: true },
          basis: 'Điều 14',
          evidence: 'Tệp kèm theo: bảng niêm yết.jpg.',
          noWork: 'Đã sửa ngay.',
        },
      ],
      requirements: [],
      proposals: [],
    });
    expect(conclusionOf({ ...inspection, method: 'desk', n: 2 }, notes)).toMatchObject({ kind: 'result-notice', n: 2 });
  });

  test('dự thảo đang có chỉ nhận thêm điều chưa có, nói riêng về đơn vị này, chữ đã sửa giữ nguyên', () => {
    const draft = conclusionOf(inspection, notes);
    const edited = {
      ...draft,
      serves: ['so-y-te', 'so-tu-phap'],
      findings: [{ ...draft.findings[0]!, text: 'Đã sửa lời.' }],
    };
    const later = { notes: [...notes.notes, note({ id: 'e', text: 'Ghi sau.' })] };
    expect(notesMissing(edited, later)).toBe(1);
    const grown = withNotes(edited, later, 'so-y-te');
    expect(grown.findings.map(({ text, concerns }) => [text, concerns])).toEqual([
      ['Đã sửa lời.', { all: true }],
      ['Ghi sau.', { units: ['so-y-te'] }],
    ]);
    expect(notesMissing(grown, later)).toBe(0);
  });
});

describe('hai người cùng ghi một sổ', () => {
  const base: Notebook = {
    notes: [note({ id: 'a' }), note({ id: 'b' })],
    found: { 'ho-so/tong/resolved_total': '10' },
  };

  test('mỗi người một ghi nhận, một trường, một số: còn đủ cả', () => {
    const mine: Notebook = {
      notes: [note({ id: 'a', basis: 'Điều 14' }), note({ id: 'b' }), note({ id: 'tôi' })],
      found: { ...base.found, 'ho-so/tong/received_total': '12' },
      tolerance: 1,
    };
    const theirs: Notebook = {
      notes: [note({ id: 'a', cause: 'thiếu người' }), note({ id: 'họ' })],
      found: { 'ho-so/tong/resolved_total': '11' },
    };
    expect(mergedNotebooks(base, mine, theirs)).toEqual({
      notes: [note({ id: 'a', basis: 'Điều 14', cause: 'thiếu người' }), note({ id: 'họ' }), note({ id: 'tôi' })],
      found: { 'ho-so/tong/resolved_total': '11', 'ho-so/tong/received_total': '12' },
      tolerance: 1,
    });
  });

  test('người bỏ, người đang viết tiếp: ghi nhận còn lại', () => {
    const mine = { ...base, notes: [note({ id: 'a', text: 'Viết tiếp.' }), note({ id: 'b' })] };
    const theirs = { ...base, notes: [note({ id: 'b' })] };
    expect(mergedNotebooks(base, mine, theirs)?.notes.map(({ text }) => text)).toContain('Viết tiếp.');
    expect(mergedNotebooks(base, theirs, base)?.notes).toEqual([note({ id: 'b' })]);
  });

  test('cùng một trường viết khác nhau: người phải chọn', () => {
    const wrote = (text: string) => ({ ...base, notes: [note({ id: 'a', text }), note({ id: 'b' })] });
    expect(mergedNotebooks(base, wrote('Một.'), wrote('Hai.'))).toBeUndefined();
    expect(mergedNotebooks(base, wrote('Một.'), wrote('Một.'))).toBeDefined();
    expect(mergedNotebooks(base, { ...base, tolerance: 1 }, { ...base, tolerance: 2 })).toBeUndefined();
  });
});

test('số liệu hồ sơ thuộc lĩnh vực thủ tục hành chính, không có thì lĩnh vực đầu', () => {
  expect(areaOfFigures(outline)).toBe('cai_cach_tthc');
  expect(areaOfFigures({ areas: [{ code: 'mot-cua', name: 'Một cửa', questions: [] }] })).toBe('mot-cua');
});
