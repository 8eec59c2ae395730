import type { DataValidation } from 'hucre/xlsx';
import { fold } from '../../domain/fold.ts';
import { readDay, vnDay } from '../../domain/day.ts';
import { columnCodes } from '../../domain/figures.ts';
import { readNumber, readPercent, vnCell, vnStated } from '../../domain/number.ts';
import type { Question } from '../../domain/outline.ts';
import { denominators, rates } from '../../domain/rate.ts';
import { Refusal } from '../../domain/refusal.ts';
import { labelOf } from '../../domain/report-step.ts';
import { readableOver } from '../../domain/typed-report.ts';
import { said } from '../../web/pages/self-report.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import { columnName, readSheets, sheetName, writeWorkbook } from '../sheet.ts';
import { fieldsOf } from './self-report-forms.ts';
import type { Writing } from './self-report-steps.ts';

// The form of a self-assessment as a workbook: one layout, by which it is written out and read back in.

type Kind = 'choice' | 'tick' | 'over' | 'count' | 'percent' | 'day' | 'text';

/** A cell to be filled in: the field of the page it stands for. */
interface Place {
  field: string;
  kind: Kind;
  /** What may be chosen: what it says, and what the field holds. */
  choices?: [said: string, value: string][];
}

interface Line {
  /** Of the question, the row, the indicator: by it a line is found again, wherever it was moved. */
  code: string;
  label: string;
  places: Place[];
}

interface Leaf {
  name: string;
  title: string;
  /** Of the cells; those of the code and the label stand before them. */
  heads: { name: string; width: number }[];
  lines: Line[];
}

const answers: [string, string][] = (['yes', 'no', 'not-applicable'] as const).map((value) => [said[value], value]);
const ticks: [string, string][] = [[said.yes, 'yes']];
/** Lines left open for a plan. */
const openLines = 30;
/** Line of a sheet where its heads stand, and the first below. */
const headLine = 3;

/** Everything a unit fills in, leaf by leaf. */
function leavesOf({ outline, typed }: Writing): Leaf[] {
  const questions = outline.areas.flatMap((area) => area.questions);
  const isPlan = ({ answer }: Question) => answer === 'plan';
  const leaves: Leaf[] = [
    {
      name: 'Câu hỏi',
      title: 'Trả lời từng câu; chọn ở cột “Trả lời”, ghi thêm ở cột “Giải trình” khi cần',
      heads: [
        { name: 'Trả lời', width: 16 },
        { name: 'Giải trình, trả lời bằng lời', width: 60 },
        { name: 'Đường dẫn kiểm chứng', width: 40 },
      ],
      lines: questions
        .filter((question) => !isPlan(question))
        .map(({ code, text, answer }) => ({
          code,
          label: text,
          places: [
            ...(answer === 'yes-no' ? [{ field: `a/${code}`, kind: 'choice' as const, choices: answers }] : [noPlace]),
            { field: `x/${code}`, kind: 'text' },
            ...(answer === 'yes-no' ? [{ field: `l/${code}`, kind: 'text' as const }] : []),
          ],
        })),
    },
    ...questions.filter(isPlan).map(({ code, text }) => ({
      name: `Kế hoạch ${code}`,
      title: text,
      heads: [
        { name: 'Nhiệm vụ', width: 50 },
        { name: 'Người phụ trách', width: 28 },
        { name: 'Từ ngày', width: 14 },
        { name: 'Hoàn thành chậm nhất', width: 14 },
        { name: 'Sản phẩm', width: 30 },
      ],
      lines: Array.from({ length: (typed.answers[code]?.plan ?? []).length + openLines }, (_, i) => ({
        code: String(i + 1),
        label: `Mục ${i + 1}`,
        places: [
          { field: `t/${code}/${i}/task`, kind: 'text' as const },
          { field: `t/${code}/${i}/person`, kind: 'text' as const },
          { field: `t/${code}/${i}/from`, kind: 'day' as const },
          { field: `t/${code}/${i}/to`, kind: 'day' as const },
          { field: `t/${code}/${i}/product`, kind: 'text' as const },
        ],
      })),
    })),
    {
      name: 'Chỉ tiêu',
      title: 'Ghi số như 3.541 hoặc hơn 15.000; ghi 0 khi không phát sinh, để trống khi chưa có số liệu',
      heads: [{ name: 'Số liệu', width: 16 }],
      lines: outline.indicators.map(({ code, name, unitOfMeasure }) => ({
        code,
        label: `${name} (${unitOfMeasure})`,
        places: [{ field: `i/${code}`, kind: 'count' }],
      })),
    },
    {
      name: 'Tỷ lệ',
      title: 'Ghi đúng như đã công bố, ví dụ 98,68% hoặc hơn 94%',
      heads: [
        { name: 'Tỷ lệ đã công bố', width: 18 },
        { name: 'Tính trên', width: 40 },
      ],
      lines: (outline.rates ?? []).map((code) => ({
        code,
        label: rates[code].name,
        places: [
          { field: `s/${code}`, kind: 'percent' },
          {
            field: `d/${code}`,
            kind: 'over',
            choices: readableOver(code).map((each) => [denominators[each].name, each]),
          },
        ],
      })),
    },
    {
      name: 'Kỳ số liệu',
      title: 'Ghi ngày như 05/03/2026; biểu chưa có số liệu thì ghi lý do ở cột cuối',
      heads: [
        { name: 'Từ ngày', width: 14 },
        { name: 'Đến ngày', width: 14 },
        { name: 'Chưa có số liệu, vì', width: 40 },
      ],
      lines: outline.tables.map(({ code, title }) => ({
        code,
        label: title,
        places: [
          { field: `p/${code}/from`, kind: 'day' },
          { field: `p/${code}/to`, kind: 'day' },
          { field: `o/${code}`, kind: 'text' },
        ],
      })),
    },
    ...outline.tables.map(({ code, title }) => ({
      name: sheetName(title.split(':')[0]!),
      title,
      heads: columnCodes.map((column) => ({ name: labelOf(column), width: 14 })),
      lines: typed.tables[code]!.rows.map((row) => ({
        code: row.id,
        label: row.name,
        places: columnCodes.map((column) => ({ field: `c/${code}/${row.id}/${column}`, kind: 'count' as const })),
      })),
    })),
    {
      name: 'Khẳng định',
      title: 'Chọn “Có” ở điều đơn vị khẳng định',
      heads: [{ name: 'Khẳng định', width: 16 }],
      lines: outline.claims.map(({ code, text }) => ({
        code,
        label: text,
        places: [{ field: `k/${code}`, kind: 'tick', choices: ticks }],
      })),
    },
  ];
  return leaves.filter(({ lines }) => lines.length > 0);
}

const noPlace: Place = { field: '', kind: 'text' };

/** Every field as it is saved now. */
const savedFields = (written: Writing): Record<string, string> =>
  Object.assign({}, ...written.steps.map((step) => fieldsOf(written, step))) as Record<string, string>;

const guide = 'Hướng dẫn';
const codeOf = (written: Writing): string =>
  `${inspectionPathId(written.inspection)} ${written.outline.id}@${written.outline.version}`;

/** The form as a workbook, filled in as far as it is saved: labels are locked, answers are chosen from lists. */
export function reportWorkbook(written: Writing, unit: string): Promise<Buffer> {
  const fields = savedFields(written);
  return writeWorkbook({
    sheets: [
      {
        name: guide,
        columns: [{ width: 22 }, { width: 90 }],
        rows: [
          [written.outline.title, null],
          ['Đơn vị', unit],
          ['Mã biểu', codeOf(written)],
          [
            'Cách làm',
            'Điền vào các ô nền vàng ở từng trang tính, lưu lại, rồi mở đường dẫn trong thư, chọn tệp này ở mục “Làm bằng Excel”. Trang cho xem những gì sẽ đổi trước khi nhập. Ô để trống thì giữ nguyên nội dung đã lưu. Tài liệu kiểm chứng gửi trên trang, không gửi bằng tệp này.',
          ],
          ...(written.outline.official
            ? []
            : [['Lưu ý', 'Đề cương này là mẫu tham khảo, không phải văn bản chính thức.']]),
        ],
        protection: { sheet: true },
      },
      ...leavesOf(written).map(({ name, title, heads, lines }) => {
        const cells = new Map<string, object>();
        lines.forEach(({ places }, i) =>
          places.forEach((place, j) => {
            if (place.field !== '') cells.set(`${headLine + i},${j + 2}`, openCell(place, fields[place.field] ?? ''));
          }),
        );
        ['Mã', 'Nội dung', ...heads.map((head) => head.name)].forEach((value, j) =>
          cells.set(`${headLine - 1},${j}`, { value, type: 'string', style: headStyle }),
        );
        return {
          name,
          columns: [
            { width: 14, style: labelStyle },
            { width: 60, style: labelStyle },
            ...heads.map(({ width }) => ({ width, style: labelStyle })),
          ],
          rows: [
            [title],
            [],
            ['Mã', 'Nội dung', ...heads.map((head) => head.name)],
            ...lines.map(({ code, label }) => [code, label]),
          ],
          cells,
          freezePane: { rows: headLine, columns: 2 },
          dataValidations: lines.flatMap(({ places }, i) =>
            places.flatMap((place, j) => validationOf(place, `${columnName(j + 2)}${headLine + i + 1}`)),
          ),
          protection: { sheet: true, formatColumns: false, formatRows: false },
          pageSetup: {
            orientation: 'landscape' as const,
            paperSize: 'a4' as const,
            fitToPage: true,
            fitToWidth: 1,
            fitToHeight: 0,
          },
        };
      }),
    ],
    workbookProtection: { lockStructure: true },
  });
}

const labelStyle = { alignment: { wrapText: true, vertical: 'top' as const } };
const headStyle = {
  font: { bold: true },
  fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'E8F1F9' } },
  alignment: { wrapText: true, vertical: 'center' as const },
};
const openStyle = {
  fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'FFF9E5' } },
  alignment: { wrapText: true, vertical: 'top' as const },
  protection: { locked: false },
};

/** Figures as numbers where they are exact; everything else as the text it is, whatever sign it begins with. */
function openCell({ kind, choices }: Place, value: string): object {
  if (kind === 'count') {
    const read = readOr(() => readNumber(value));
    const style = { ...openStyle, numFmt: '#,##0' };
    if (typeof read === 'number') return { value: read, type: 'number', style };
    return value === '' ? { value: null, type: 'empty', style } : { value, type: 'string', style };
  }
  const shown = choices ? (choices.find(([, held]) => held === value)?.[0] ?? '') : value;
  const style = { ...openStyle, numFmt: '@' };
  return shown === '' ? { value: null, type: 'empty', style } : { value: shown, type: 'string', style };
}

function validationOf({ field, kind, choices }: Place, range: string): DataValidation[] {
  if (field === '') return [];
  if (choices)
    return [
      {
        type: 'list',
        values: choices.map(([name]) => name),
        range,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: 'Chọn trong danh sách',
        errorMessage: `Hãy chọn: ${choices.map(([name]) => name).join(', ')}.`,
      },
    ];
  if (kind !== 'count') return [];
  return [
    {
      type: 'whole',
      operator: 'greaterThanOrEqual',
      formula1: '0',
      range,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'warning',
      errorTitle: 'Số nguyên từ 0',
      errorMessage: 'Số liệu là số nguyên từ 0 trở lên. Số gần đúng, như “hơn 15.000”, thì chọn Yes để giữ.',
    },
  ];
}

/** What a filled-in workbook would change, and the cells that cannot be taken. */
export interface SheetReading {
  changes: { field: string; name: string; was: string; now: string; value: string }[];
  faults: { where: string; sentence: string }[];
  /** Cells that say what is saved already. */
  same: number;
}

/**
 * What a workbook says beside what is saved; blank cells say nothing. Throws Refusal 'sheet-unreadable',
 * 'sheet-too-large', 'sheet-with-macros', 'report-sheet-foreign', 'report-sheet-of-another'.
 */
export async function readReport(written: Writing, bytes: Buffer): Promise<SheetReading> {
  if (bytes.includes('vbaProject')) throw new Refusal('sheet-with-macros');
  const sheets = await readSheets(bytes);
  const code = sheets.find(({ name }) => name === guide)?.rows.find(({ cells }) => cells[0] === 'Mã biểu')?.cells[1];
  if (code === undefined) throw new Refusal('report-sheet-foreign');
  if (code !== codeOf(written)) throw new Refusal('report-sheet-of-another');
  const saved = savedFields(written);
  const reading: SheetReading = { changes: [], faults: [], same: 0 };
  for (const { name, heads, lines } of leavesOf(written)) {
    const sheet = sheets.find((one) => one.name === name);
    const fault = (cell: string, sentence: string) => reading.faults.push({ where: `${name}, ô ${cell}`, sentence });
    if (!sheet) {
      reading.faults.push({ where: name, sentence: 'Thiếu trang tính này, nên không nhập gì ở phần này.' });
      continue;
    }
    const shown = sheet.rows.find(({ line }) => line === headLine)?.cells ?? [];
    const moved = heads.findIndex((head, j) => shown[j + 2] !== head.name);
    if (moved >= 0) {
      fault(
        `${columnName(moved + 2)}${headLine}`,
        `Tiêu đề cột phải là “${heads[moved]!.name}”. Cột đã bị đổi hoặc dời, nên không nhập gì ở trang tính này; hãy tải lại biểu.`,
      );
      continue;
    }
    const seen = new Set<string>();
    for (const { line, cells } of sheet.rows) {
      if (line <= headLine) continue;
      const [first = '', second = ''] = cells;
      const known = lines.find((one) => one.code === first);
      if (!known || seen.has(first)) {
        if (cells.slice(2).some((text) => text !== '') || first !== '')
          fault(
            `A${line}`,
            known
              ? `Mã “${first}” có hai dòng; chỉ nhập dòng đầu.`
              : `“${first || second}” không có trong biểu này, nên dòng này không được nhập. Dòng mới thì hãy thêm trên trang trước.`,
          );
        continue;
      }
      seen.add(first);
      cells.slice(2).forEach((text, j) => {
        const place = known.places[j];
        if (text === '') return;
        const cell = `${columnName(j + 2)}${line}`;
        if (!place || place.field === '') return void fault(cell, 'Ô này không phải điền, nên không nhập.');
        const read = valueOf(place, text, labelled(known, heads[j]!.name));
        if (typeof read !== 'string') return void fault(cell, read.message);
        const was = saved[place.field] ?? '';
        if (isSame(place, was, read)) return void reading.same++;
        reading.changes.push({
          field: place.field,
          name: labelled(known, heads[j]!.name),
          was: wordsOf(place, was),
          now: wordsOf(place, read),
          value: read,
        });
        // a reason stands for the box that is ticked with it
        if (place.field.startsWith('o/'))
          reading.changes.push({
            field: place.field.replace(/^o/, 'n'),
            name: `${known.label}: chưa có số liệu`,
            was: '',
            now: 'Có',
            value: 'yes',
          });
      });
    }
  }
  return reading;
}

const labelled = ({ code, label }: Line, head: string): string =>
  /^[\d.]+$/.test(code) ? `Câu ${code}: ${head.toLowerCase()}` : `${label}: ${head}`;

/** What the field would hold, or why it cannot. */
function valueOf({ kind, choices }: Place, text: string, name: string): string | Refusal {
  if (choices) {
    const chosen = choices.find(([word]) => fold(word) === fold(text));
    return (
      chosen?.[1] ?? new Refusal('choice-unknown', { value: text, choices: choices.map(([word]) => word).join(', ') })
    );
  }
  try {
    if (kind === 'count') return vnCell(readNumber(text, name));
    if (kind === 'percent') {
      const read = readPercent(text, name);
      return read ? vnStated(read) : text;
    }
    return kind === 'day' ? vnDay(readDay(text)) : text;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** A figure written otherwise says the same. */
function isSame({ kind }: Place, was: string, now: string): boolean {
  if (was === now || was.trim() === now) return true;
  if (kind !== 'count' && kind !== 'day' && kind !== 'percent') return false;
  const same = (text: string) =>
    readOr(() =>
      kind === 'count'
        ? vnCell(readNumber(text))
        : kind === 'day'
          ? vnDay(readDay(text))
          : vnStated(readPercent(text)!),
    );
  return was !== '' && same(was) === same(now);
}

const wordsOf = ({ choices }: Place, value: string): string =>
  choices ? (choices.find(([, held]) => held === value)?.[0] ?? '') : value;

function readOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
