/** One record of a CSV file: the line it starts on, from 1, and its fields. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/**
 * RFC 4180, as Excel writes it here too: comma, semicolon or tab (whichever the first line has most), a byte order
 * mark or none. Empty lines are left out.
 */
export function readCsv(text: string): CsvRecord[] {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body.split(/\r?\n/, 1)[0] ?? '');
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let startedOn = 1;
  const endField = () => {
    fields.push(field.trim());
    field = '';
  };
  const endRecord = () => {
    endField();
    if (fields.some((each) => each !== '')) records.push({ line: startedOn, fields });
    fields = [];
    startedOn = line;
  };
  for (let i = 0; i < body.length; i += 1) {
    const mark = body[i]!;
    if (mark === '\n') line += 1;
    if (quoted) {
      if (mark !== '"') field += mark;
      else if (body[i + 1] === '"') field += body[(i += 1)]!;
      else quoted = false;
    } else if (mark === '"' && field.trim() === '') {
      field = '';
      quoted = true;
    } else if (mark === separator) endField();
    else if (mark === '\n') endRecord();
    else field += mark;
  }
  endRecord();
  return records;
}

const separatorOf = (line: string): string =>
  [',', ';', '\t']
    .map((mark) => ({ mark, count: line.split(mark).length }))
    .reduce((a, b) => (b.count > a.count ? b : a)).mark;
