import type { Day } from './day.ts';
import { vnDay, vnWeekday } from './day.ts';
import type { DirectiveDocument } from './directive-document.ts';
import type { Concerns } from './finding.ts';
import { nfc } from './fold.ts';
import type { Cell } from './number.ts';
import { NO_FIGURE, vnPercent } from './number.ts';
import { numberWith } from './paper-symbol.ts';
import { Refusal } from './refusal.ts';
import type { ReportDocument } from './report-document.ts';
import type { UnitId } from './role.ts';
import type { TermUnit } from './term.ts';

/**
 * What a paper is printed from: frozen, plain JSON that holds every name, figure and sentence on it,
 * and the rules of Nghị định 30/2020/NĐ-CP (phụ lục I) for writing numbers, days and signers.
 */
export type PaperDocument = NoticeDocument | ConclusionDocument | DirectiveDocument | ReportDocument;

/** Boxes 2, 4 and 13: who issues the paper and where. Organs are printed in capitals whatever their case here. */
export interface Letterhead {
  /** The organ above, `UBND tỉnh Hương Giang`. */
  parentOrgan?: string;
  /** The issuing organ, `Sở Nội vụ`. */
  organ: string;
  /** The place before the day, `Hương Giang`. */
  place: string;
  /** Printed with `phone` at the foot of page 1. */
  address?: string;
  phone?: string;
}

/** Boxes 3, 4, 7 and 12. A draft has neither number nor day. */
export interface Imprint {
  number?: number;
  /** Type, organ and, in a công văn, the drafting division: `TB-SNV`. */
  symbol: string;
  /** The year of the register the number comes from; a draft prints it alone. */
  year: number;
  day?: Day;
  signer: Signer;
  /** The typist's mark and the number of copies as printed, `NTH.25`. */
  copies?: string;
  /** A paper of a training campaign: TẬP HUẤN on each page. */
  training?: true;
  /** SHA-256 (hex) of the content the paper was made from; goes into the file's keywords, not on the page. */
  contentHash?: string;
}

export interface Signer {
  /** Lines as printed, see `authorityLines`: `['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']`. */
  authority: string[];
  /** The post between signature and name, when the authority is a title in the team: `Phó Giám đốc Sở Nội vụ`. */
  post?: string;
  /** Without titles or degrees. */
  name: string;
}

/** Box 9b. */
export interface Recipients {
  /** One line each, without dash and semicolon: `UBND tỉnh (b/c)`. */
  to: string[];
  /** Where the original is kept, after `Lưu:`: `VT, CCHC`. */
  filedAt: string;
}

export interface Printed {
  letterhead: Letterhead;
  imprint: Imprint;
  /** Trích yếu, printed under the name of the type; of a công văn after `V/v` under its number. */
  abstract: string;
  recipients: Recipients;
}

/** Thông báo kiểm tra, with the schedule (Phụ lục I), the outline (II) and the data form (III) under one number. */
export interface NoticeDocument extends Printed {
  kind: 'notice';
  /** `Căn cứ …` lines, without their end mark. */
  bases: string[];
  /** Sentences between the bases and point 1; none: the usual one. */
  opening?: string[];
  campaign: {
    name: string;
    /** Chosen by people, as printed: `Trực tiếp tại trụ sở cơ quan, đơn vị`. */
    method: string;
    /** The period inspected, as printed: `từ ngày 01/01/2026 đến ngày 30/9/2026`. */
    period: string;
    /** What is inspected, one line per area; none: `theo đề cương`. */
    contents?: string[];
  };
  team: { name: string; members: TeamMember[] };
  asks: {
    acknowledge?: { by: Day; how?: string };
    /** `by` absent: the day is in each line of the schedule. */
    selfReport?: { by?: Day; to: string; how?: string };
    /** Who shall be present, one line each. */
    present: string[];
    /** What shall be ready: papers, rooms, accounts. */
    prepare: string[];
    /** Further requests, a sentence each. */
    others?: string[];
  };
  /** Whom to ask, as printed: `Phòng Cải cách hành chính, Sở Nội vụ, điện thoại …`. */
  contact?: string;
  schedule: ScheduleRow[];
  outline?: OutlineArea[];
  form?: DataForm;
}

export interface TeamMember {
  /** With the form of address: `Ông Trần Minh Khôi`. */
  name: string;
  post: string;
  /** `Trưởng đoàn`, `Thư ký`, `Thành viên`. */
  role: string;
}

export interface ScheduleRow {
  /** Absent in a desk inspection: prints `Kiểm tra qua báo cáo`. */
  day?: Day;
  /** A visit whose new day is not known yet: prints `Sẽ thông báo sau`. */
  putOff?: true;
  /** `08:00`, clock of Vietnam. */
  from?: string;
  to?: string;
  unit: string;
  /** Several when the unit is inspected at several sites on that visit. */
  places: string[];
  /** Squad and chair, as printed: `Tổ 1 – Ông Trần Minh Khôi chủ trì`. */
  chair: string;
  content: string;
  selfReportBy?: Day;
}

export interface OutlineArea {
  title: string;
  questions: { text: string; /** Documents expected as proof. */ evidence?: string }[];
}

/** A table of figures to be filled in, printed with numbered columns. */
export interface DataForm {
  /** `Biểu II.06`. */
  code: string;
  title: string;
  unitOfMeasure: string;
  /** `Thông tư số 01/2020/TT-VPCP`. */
  source?: string;
  columns: FormColumn[];
  /** Empty lines to write on. */
  lines: number;
  notes?: string[];
}

/** A column, or a heading over columns. */
export interface FormColumn {
  label: string;
  columns?: FormColumn[];
  /** Relative width of a column without sub-columns; 1 if absent. */
  weight?: number;
}

/** Form II.06 of Thông tư 01/2020/TT-VPCP (21/10/2020): thirteen columns. */
export const formII06: readonly FormColumn[] = [
  { label: 'TT', weight: 0.7 },
  { label: 'Lĩnh vực giải quyết', weight: 2.6 },
  {
    label: 'Số hồ sơ tiếp nhận',
    columns: [
      { label: 'Tổng số' },
      {
        label: 'Trong kỳ',
        columns: [{ label: 'Trực tuyến' }, { label: 'Trực tiếp, dịch vụ bưu chính' }],
      },
      { label: 'Từ kỳ trước' },
    ],
  },
  {
    label: 'Số hồ sơ đã giải quyết',
    columns: [{ label: 'Tổng số' }, { label: 'Trước hạn' }, { label: 'Đúng hạn' }, { label: 'Quá hạn' }],
  },
  {
    label: 'Số hồ sơ đang giải quyết',
    columns: [{ label: 'Tổng số' }, { label: 'Trong hạn' }, { label: 'Quá hạn' }],
  },
];

/** Thông báo kết luận kiểm tra; one may serve several units. */
export interface ConclusionDocument extends Printed {
  kind: 'conclusion';
  /** Judged by their reports alone (qua báo cáo): what is told is the result, not a conclusion of a visit. */
  byReport?: true;
  /** Paragraphs: under which papers, when, where, by whom, then “thông báo kết luận như sau:”. */
  leadIn: string[];
  units: PrintedUnit[];
  /** I. Kết quả đạt được. */
  strengths: { area: string; lines: PrintedStrength[] }[];
  figures: FigureTable[];
  /** II. Tồn tại, hạn chế; printed in `findingsInOrder`. */
  findings: PrintedFinding[];
  /** III. Kết luận, yêu cầu: sentences before the numbered ones, such as the overall judgement. */
  judgement?: string[];
  requirements: PrintedRequirement[];
  /** IV. Kiến nghị của đơn vị; `answer`: the answer, or to whom it goes and by when. */
  proposals: { unit: UnitId; text: string; answer?: string }[];
  /** The closing sentence: results are reported to whom and by when. */
  report: { to: string; due: PrintedDue };
}

/** The name as issued; the id only serves to refer within the paper. */
export interface PrintedUnit {
  id: UnitId;
  name: string;
  /** A vertically managed agency: the province requests (đề nghị) and never criticises. */
  vertical?: true;
}

/** `some`: “một số cơ quan, đơn vị”, not named on the paper; `vertical`: all of them stand outside the province. */
export type PrintedConcerns = Concerns | { some: true; vertical?: true };

export interface PrintedStrength {
  text: string;
  /** Named before the text unless all are. */
  concerns: PrintedConcerns;
  /** Cách làm hay: others may follow it. */
  exemplary?: true;
}

/** Figures of one unit, or of several side by side; a column is a site, a unit, or the only one. */
export interface FigureTable {
  caption: string;
  /** As printed: `từ ngày 01/01/2026 đến ngày 30/9/2026`. */
  period: string;
  /** `hồ sơ`, printed over the table. */
  unitOfMeasure?: string;
  columns: string[];
  /** One value per column. */
  rows: (CountRow | RateRow)[];
  notes?: string[];
}

export interface CountRow {
  label: string;
  counts: Cell[];
}

/** A share. Its denominator is named, because “đúng hạn” over received and over resolved are not comparable. */
export interface RateRow {
  label: string;
  /** The denominator in words: `tổng số hồ sơ đã giải quyết`. */
  of: string;
  rates: { part: Cell; whole: Cell }[];
}

export interface PrintedFinding {
  /** To be referred to within the paper. */
  id: string;
  text: string;
  concerns: PrintedConcerns;
  /** The rule that was not kept: `khoản 2 Điều 19 Nghị định số 118/2025/NĐ-CP`. */
  basis?: string;
  evidence?: string;
  cause?: string;
  /** Printed as an example under this other finding, without a number. */
  illustrates?: string;
}

export interface PrintedRequirement {
  /** The work, after “Yêu cầu …:”: `bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa`. */
  text: string;
  concerns: Concerns;
  /** The findings it answers. */
  answers?: string[];
  /** The post answerable for it: `Giám đốc Sở`. */
  responsible?: string;
  /** Units that work along, as printed. */
  cooperating?: string;
  /** Absent where nothing is tracked (khuyến nghị). */
  due?: PrintedDue;
  /** Sản phẩm: what is shown when it is reported. */
  proof?: string;
  /** `đạt 35/35 thủ tục`. */
  target?: string;
}

export type PrintedDue =
  /** A day the paper names (hạn theo văn bản); `reckoned` says how, as printed. */
  | { kind: 'day'; day: Day; reckoned?: string }
  /** A term from an event: 15 days `from` “ngày ban hành Thông báo này”. */
  | { kind: 'term'; count: number; unit: TermUnit; from: string }
  /** When something happens, at the latest on a day. */
  | { kind: 'event'; event: string; latest?: Day }
  /** Thường xuyên, with the rhythm of reports. */
  | { kind: 'recurring'; every?: 'month' | 'quarter'; until?: Day };

// Numbers, days, signers

/** Without its number and day a paper is a draft. */
export const isDraft = ({ number, day }: Imprint): boolean => number === undefined || day === undefined;

/** `05/TB-SNV`; a draft leaves room: `      /TB-SNV`. Numbers below 10 get a leading zero. */
export const numberAndSymbol = (imprint: Imprint): string =>
  isDraft(imprint) ? `${' '.repeat(6)}/${imprint.symbol}` : numberWith(imprint.symbol, imprint.number!);

/** Box 3, `Số: 05/TB-SNV`. */
export const numberLine = (imprint: Imprint): string => `Số: ${numberAndSymbol(imprint)}`;

/** `ngày 05 tháng 01 năm 2026`: days below 10 and only the months 1 and 2 get a leading zero. */
export function dayInWords(day: Day): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `ngày ${date} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
}

/** `ngày 05 tháng 01 năm 2026`, a draft `ngày    tháng    năm 2026`. */
export const imprintDay = (imprint: Imprint): string =>
  isDraft(imprint) ? `ngày    tháng    năm ${imprint.year}` : dayInWords(imprint.day!);

/** Box 4, `Hương Giang, ngày 05 tháng 01 năm 2026`. */
export const dateLine = (letterhead: Letterhead, imprint: Imprint): string =>
  `${letterhead.place}, ${imprintDay(imprint)}`;

/** Under an appendix's title: `(Kèm theo Thông báo số 05/TB-SNV ngày 05 tháng 01 năm 2026 của Sở Nội vụ)`. */
export const attachedTo = (type: string, { letterhead, imprint }: Pick<Printed, 'letterhead' | 'imprint'>): string =>
  `(Kèm theo ${type} số ${numberAndSymbol(imprint)} ${imprintDay(imprint)} của ${letterhead.organ})`;

export type Authority =
  | { as: 'head'; post: string }
  | { as: 'acting-head'; post: string }
  | { as: 'for-collective'; collective: string; post: string; deputy?: string }
  | { as: 'for-head'; head: string; post: string }
  | { as: 'by-order'; head: string; post: string; deputy?: string }
  | { as: 'authorised'; head: string; post: string };

/**
 * Box 7a, the lines above the signature (Nghị định 30, điều 13): Q. acting, TM. for a collective,
 * KT. deputy for the head, TL. by order (it may be handed to a deputy), TUQ. by written authority.
 */
export function authorityLines(authority: Authority): string[] {
  switch (authority.as) {
    case 'head':
      return capitals([authority.post]);
    case 'acting-head':
      return capitals([`Q. ${authority.post}`]);
    case 'for-collective':
      return capitals([`TM. ${authority.collective}`, ...forHead(authority.post, authority.deputy)]);
    case 'for-head':
      return capitals(forHead(authority.head, authority.post));
    case 'by-order':
      return capitals([`TL. ${authority.head}`, ...forHead(authority.post, authority.deputy)]);
    case 'authorised':
      return capitals([`TUQ. ${authority.head}`, authority.post]);
  }
}

const forHead = (head: string, deputy?: string) => (deputy ? [`KT. ${head}`, deputy] : [head]);

/** Capitals of Vietnamese text in composed form; locale-independent. */
export const capital = (text: string): string => nfc(text).toUpperCase();
const capitals = (lines: string[]) => lines.map(capital);

/** The numbers of appendices and parts, from 1: `I`, `II`, `III`, `IV`. */
export function roman(n: number): string {
  const tens = Math.floor(n / 10);
  const units = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
  return 'X'.repeat(tens) + units[n % 10];
}

const POINTS = [
  'a',
  'b',
  'c',
  'd',
  'đ',
  'e',
  'g',
  'h',
  'i',
  'k',
  'l',
  'm',
  'n',
  'o',
  'p',
  'q',
  'r',
  's',
  't',
  'u',
  'v',
  'x',
  'y',
];

/** Điểm in Vietnamese order, from 0: `a)`, `b)`, `c)`, `d)`, `đ)`, `e)`, `g)`; after `y)` come `aa)`, `ab)`. */
export function point(n: number): string {
  const first = Math.floor(n / POINTS.length);
  return `${first > 0 ? POINTS[first - 1] : ''}${POINTS[n % POINTS.length]})`;
}

// Figures

const NOTHING_TO_SHARE = 'không phát sinh';

/**
 * `66,53%`, or `chưa có số liệu`; more than two decimals where rounding would turn a part into all or
 * nothing, for `100,00%` on time must mean that no dossier was late.
 */
export function vnShare({ part, whole }: RateRow['rates'][number]): string {
  if (part === null || whole === null) return NO_FIGURE;
  const [n, of] = [part, whole].map((cell) => (typeof cell === 'number' ? cell : cell.value)) as [number, number];
  if (of === 0) return NOTHING_TO_SHARE;
  const percent = (n / of) * 100;
  const misleads = (text: string) => (n > 0 && /^[0,]+%$/.test(text)) || (n < of && /^100,0+%$/.test(text));
  let decimals = 2;
  while (decimals < 6 && misleads(vnPercent(percent, decimals))) decimals++;
  return `${typeof part === 'number' && typeof whole === 'number' ? '' : 'khoảng '}${vnPercent(percent, decimals)}`;
}

// Sentences

/** The cell of time in a schedule, line by line: `08 giờ 00 - 11 giờ 30`, `thứ Ba`, `06/10/2026`. */
export function timeOf({ day, from, to, putOff }: Pick<ScheduleRow, 'day' | 'from' | 'to' | 'putOff'>): string[] {
  if (putOff) return ['Sẽ thông báo sau'];
  if (day === undefined) return ['Kiểm tra qua báo cáo'];
  const hours = [from, to].filter((hour) => hour !== undefined).map((hour) => hour.replace(':', ' giờ '));
  return [...(hours.length > 0 ? [hours.join(' - ')] : []), vnWeekday(day), vnDay(day)];
}

const TERM_UNIT: Record<TermUnit, string> = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', month: 'tháng' };
const RHYTHM = { month: 'hằng tháng', quarter: 'hằng quý' } as const;

/** The due of a requirement, after “Thời hạn:”. */
export function dueInWords(due: PrintedDue): string {
  switch (due.kind) {
    case 'day':
      return `chậm nhất ngày ${vnDay(due.day)}${due.reckoned ? ` (${due.reckoned})` : ''}`;
    case 'term':
      return `${formatTerm(due.count)} ${TERM_UNIT[due.unit]} kể từ ${due.from}`;
    case 'event':
      return `${due.event}${due.latest ? `, chậm nhất ngày ${vnDay(due.latest)}` : ''}`;
    case 'recurring':
      return `thường xuyên${due.every ? `; báo cáo ${RHYTHM[due.every]}` : ''}${due.until ? ` đến ngày ${vnDay(due.until)}` : ''}`;
  }
}

const formatTerm = (count: number) => String(count).padStart(2, '0');

/** The units of a paper that are meant, in its order; `some` names none. Throws Refusal('unit-not-in-paper'). */
export function unitsMeant(units: PrintedUnit[], concerns: PrintedConcerns): PrintedUnit[] {
  if ('all' in concerns) return units;
  if ('some' in concerns) return [];
  const stranger = concerns.units.find((unit) => !units.some(({ id }) => id === unit));
  if (stranger !== undefined) throw new Refusal('unit-not-in-paper', { unit: stranger });
  return units.filter(({ id }) => concerns.units.includes(id));
}

/** Vertically managed agencies only: nothing said of them is criticism. */
export const onlyVertical = (units: PrintedUnit[]): boolean =>
  units.length > 0 && units.every(({ vertical }) => vertical);

/** Above this, all of a kind are named together; the paper lists them once, after its lead-in. */
const NAMED_AT_MOST = 4;

/** `Sở A, Ban B, Sở C` (a name may itself have “và”); when all are meant and they are many, `các cơ quan, đơn vị được kiểm tra`. */
export function namesOf(units: PrintedUnit[], concerns: PrintedConcerns, kind: 'own' | 'vertical'): string {
  if ('some' in concerns) {
    const meant = concerns.vertical ? 'vertical' : 'own';
    if (kind !== meant) return '';
    return kind === 'own' ? 'một số cơ quan, đơn vị' : 'một số cơ quan ngành dọc';
  }
  const names = unitsMeant(units, concerns)
    .filter(({ vertical }) => (kind === 'vertical') === Boolean(vertical))
    .map(({ name }) => name);
  if (!('all' in concerns) || names.length <= NAMED_AT_MOST) return names.join(', ');
  return kind === 'own' ? 'các cơ quan, đơn vị của tỉnh được kiểm tra' : 'các cơ quan ngành dọc được kiểm tra';
}

/** `Yêu cầu Sở A, Ban B; đề nghị Chi cục C`: the province requires of its own units and requests of the others. */
export function askOf(units: PrintedUnit[], concerns: Concerns): string {
  const own = namesOf(units, concerns, 'own');
  const vertical = namesOf(units, concerns, 'vertical');
  return sentence([own && `yêu cầu ${own}`, vertical && `đề nghị ${vertical}`].filter(Boolean).join('; '));
}

/** With a capital first letter. */
export const sentence = (text: string): string => capital(text.slice(0, 1)) + text.slice(1);

/** The text without its end marks, so that a list can set its own. */
export const bare = (text: string): string => text.trim().replace(/[\s.;,:/]+$/, '');

/** A list in one sentence: each line ends `;`, the last `.`. */
export const endings = (lines: string[], last = '.'): string[] =>
  lines.map((line, i) => `${bare(line)}${i < lines.length - 1 ? ';' : last}`);

/**
 * Findings as numbered on the paper: shortcomings first, then what is only brought to the attention
 * of vertically managed agencies. Those that illustrate another have no number of their own.
 */
export function findingsInOrder({ units, findings }: Pick<ConclusionDocument, 'units' | 'findings'>): {
  shortcomings: PrintedFinding[];
  forAttention: PrintedFinding[];
  /** From 1, by the id of the finding; an example has the number of what it illustrates. */
  numbers: Map<string, number>;
  examplesOf: (finding: PrintedFinding) => PrintedFinding[];
} {
  const isForAttention = ({ concerns }: PrintedFinding) =>
    'some' in concerns ? concerns.vertical === true : onlyVertical(unitsMeant(units, concerns));
  const illustrated = (finding: PrintedFinding) =>
    findings.find(
      (other) =>
        other.id === finding.illustrates &&
        other.illustrates === undefined &&
        isForAttention(other) === isForAttention(finding),
    );
  const numbered = findings.filter((finding) => !illustrated(finding));
  const shortcomings = numbered.filter((finding) => !isForAttention(finding));
  const forAttention = numbered.filter(isForAttention);
  const own = new Map([...shortcomings, ...forAttention].map(({ id }, i) => [id, i + 1]));
  return {
    shortcomings,
    forAttention,
    numbers: new Map(findings.map((finding) => [finding.id, own.get((illustrated(finding) ?? finding).id)!])),
    examplesOf: (finding) => findings.filter((other) => illustrated(other) === finding),
  };
}

// Text that can be printed

/** Marks that cannot be seen: soft hyphen, zero-width, direction marks, byte order mark. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/**
 * Text as it is printed: composed (NFC, else accents are displaced), plain spaces, `\n` between lines,
 * nothing invisible, and the Icelandic Ð that some keyboards give replaced by Đ.
 */
export const printable = (text: string): string =>
  nfc(
    text
      .replace(INVISIBLE, '')
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      .replace(CONTROL, '')
      .replace(SPACES, ' ')
      .replace(/\u00d0/g, 'Đ'),
  );

/** The same document with every text printable. */
export const printableDocument = <T extends object>(document: T): T => cleaned(document) as T;

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)]));
  }
  return value;
}
