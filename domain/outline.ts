import type { Check, Place } from './check.ts';
import { check, inTable } from './check.ts';
import type { Column, FigureRow, Figures } from './figures.ts';
import { checkCarryOver, checkFigures, isUnfilled, totalOf } from './figures.ts';
import type { Indicator, Pair } from './indicator.ts';
import { checkApologies, checkNoLateClaim, checkPairs } from './indicator.ts';
import type { Cell } from './number.ts';
import { isCount, vnNumber } from './number.ts';
import type { PlanItem } from './plan-item.ts';
import { checkPlanItems } from './plan-item.ts';
import type { RateCode, StatedRate, Values } from './rate.ts';
import { checkRate } from './rate.ts';
import { Refusal } from './refusal.ts';
import type { Scale } from './scale.ts';

/**
 * What a unit is asked before a visit. Areas are data: one province counts seven, another nine. A version in use
 * never changes; a new wording is a new version.
 */
export interface Outline {
  id: string;
  version: number;
  title: string;
  /** False for a sample or a draft: said wherever it is shown. */
  official: boolean;
  /** In order. */
  areas: Area[];
  tables: Table[];
  indicators: Indicator[];
  /** I11. */
  pairs: Pair[];
  claims: { code: ClaimCode; text: string }[];
  /** The shares a unit states as it made them public, each held against its figures (I8). */
  rates?: RateCode[];
  /** Thang điểm, where the round is scored. */
  scale?: Scale;
}

export interface Area {
  code: string;
  name: string;
  weight?: number;
  questions: Question[];
}

type YesNo = 'yes' | 'no' | 'not-applicable';

export interface Question {
  code: string;
  text: string;
  /** `plan`: a table of what is done, by whom, until when. */
  answer: 'yes-no' | 'text' | 'plan';
  /** Answers that need a link or a file: for a question whose “Có” has to be proven. */
  evidenceWhen?: YesNo[];
  /** Answers that need words. “Không” does, and “Có” where yes is the worse answer; “Không áp dụng” always does. */
  explainWhen: ('yes' | 'no')[];
  /** What proves it, for people: `Quyết định ban hành kế hoạch`. */
  evidence?: string;
  /** May be left blank. */
  optional?: true;
}

/** A form to be filled in. Without `rows` the unit names its own; `perSite` asks for a row of each one-stop site. */
export interface Table {
  code: string;
  form: 'II.06';
  title: string;
  rows?: { id: string; name: string; under?: string }[];
  perSite?: true;
}

/** What can be claimed in words and must then stand in figures (I10). */
type ClaimCode = 'no-late-dossiers';

export type Answer =
  | { value: YesNo; explanation?: string; links?: string[]; evidence?: string[] } // evidence: ids of files
  | { text: string; evidence?: string[] }
  | { plan: PlanItem[]; evidence?: string[] };

/** Figures, or the plain statement that there are none, with its reason: shown as “chưa có số liệu”, never as 0. */
export type TableAnswer = Figures | { noFigures: string };

export interface SelfReport {
  answers: Record<string, Answer>;
  tables: Record<string, TableAnswer>;
  indicators: Record<string, Cell>;
  rates: StatedRate[];
  claims: ClaimCode[];
  /** What the unit says about a warning, under the key of the check. */
  explanations: Record<string, string>;
}

export const emptySelfReport: SelfReport = {
  answers: {},
  tables: {},
  indicators: {},
  rates: [],
  claims: [],
  explanations: {},
};

/**
 * Everything that is wrong, doubtful or not checkable in a self-report about to be submitted; `blocking(checks)` is
 * what still holds it back. `previous` is the unit's report of the period before, for what was carried over.
 */
export function checkSelfReport(outline: Outline, report: SelfReport, previous?: SelfReport): Check[] {
  const checks = [
    ...checkAnswers(outline, report.answers),
    ...checkTables(outline, report, previous),
    ...checkIndicators(outline, report),
  ];
  return checks.map((found) => {
    const explanation = report.explanations[found.key]?.trim();
    return found.level === 'warning' && explanation ? { ...found, explanation } : found;
  });
}

const BLANKS: Check['code'][] = [
  'question-blank',
  'table-blank',
  'rows-blank',
  'indicator-blank',
  'row-missing',
  'period-unknown',
];

/** The same while it is still being written: what is not filled in yet is no fault. */
export const checkDraft = (outline: Outline, report: SelfReport, previous?: SelfReport): Check[] =>
  checkSelfReport(outline, report, previous).filter(({ code }) => !BLANKS.includes(code));

function checkAnswers({ areas }: Outline, answers: SelfReport['answers']): Check[] {
  const questions = areas.flatMap((area) => area.questions);
  const known = new Set(questions.map(({ code }) => code));
  return [
    ...questions.flatMap((question) => checkAnswer(question, answers[question.code])),
    ...Object.keys(answers)
      .filter((code) => !known.has(code))
      .map((code) =>
        check(
          'question-unknown',
          'error',
          [{ question: code }],
          `Câu hỏi ${code} không có trong đề cương này. Hãy tải lại đề cương.`,
        ),
      ),
  ];
}

const SAID: Record<YesNo, string> = { yes: 'Có', no: 'Không', 'not-applicable': 'Không áp dụng' };

function checkAnswer(question: Question, answer: Answer | undefined): Check[] {
  const { code, explainWhen, evidenceWhen = [], optional } = question;
  const fault = (fault: Check['code'], sentence: string) => check(fault, 'error', [{ question: code }], sentence);
  if (!answer || ('text' in answer && isEmpty(answer.text)) || ('plan' in answer && answer.plan.length === 0)) {
    return optional ? [] : [fault('question-blank', `Câu ${code} chưa trả lời. Hãy trả lời trước khi gửi.`)];
  }
  if (kindOf(answer) !== question.answer) return [fault('answer-kind', `Câu ${code} cần ${wanted[question.answer]}.`)];
  if ('plan' in answer) return checkPlanItems(code, answer.plan);
  if ('text' in answer) return [];
  const { value, explanation = '', links = [], evidence = [] } = answer;
  const explain = value === 'not-applicable' || explainWhen.includes(value);
  return [
    ...(explain && isEmpty(explanation)
      ? [
          fault(
            'answer-unexplained',
            `Câu ${code} trả lời “${SAID[value]}”: hãy ${value === 'not-applicable' ? 'nêu lý do' : 'giải trình'}.`,
          ),
        ]
      : []),
    ...(evidenceWhen.includes(value) && links.length + evidence.length === 0
      ? [
          fault(
            'evidence-missing',
            `Câu ${code} trả lời “${SAID[value]}” cần đường dẫn hoặc tài liệu kiểm chứng${question.evidence ? `: ${question.evidence}` : ''}.`,
          ),
        ]
      : []),
  ];
}

const kindOf = (answer: Answer): Question['answer'] =>
  'plan' in answer ? 'plan' : 'text' in answer ? 'text' : 'yes-no';

const wanted: Record<Question['answer'], string> = {
  'yes-no': 'chọn Có, Không hoặc Không áp dụng',
  text: 'trả lời bằng lời',
  plan: 'ghi từng mục của kế hoạch',
};

function checkTables(outline: Outline, report: SelfReport, previous: SelfReport | undefined): Check[] {
  const known = new Set(outline.tables.map(({ code }) => code));
  return [
    ...outline.tables.flatMap((table) => checkTable(table, report, previous?.tables[table.code])),
    ...Object.keys(report.tables)
      .filter((code) => !known.has(code))
      .map((code) =>
        check(
          'table-unknown',
          'error',
          [{ table: code }],
          `Biểu ${code} không có trong đề cương này. Hãy tải lại đề cương.`,
        ),
      ),
  ];
}

function checkTable(table: Table, report: SelfReport, before: TableAnswer | undefined): Check[] {
  const at: Place[] = [{ table: table.code }];
  const answer = report.tables[table.code];
  if (answer && 'noFigures' in answer) {
    return isEmpty(answer.noFigures)
      ? [check('no-figures-unexplained', 'error', at, `${table.title}: hãy nêu lý do chưa có số liệu.`)]
      : [];
  }
  if (!answer || answer.rows.every(({ cells }) => isUnfilled(cells))) {
    return [
      check(
        'table-blank',
        'error',
        at,
        `${table.title} chưa có số nào. Hãy nhập số, hoặc chọn “Chưa có số liệu” và nêu lý do.`,
      ),
    ];
  }
  return [
    ...checkPeriod(table, answer),
    ...checkRows(table, answer.rows),
    ...checkSites(table, answer.rows, report.indicators),
    ...[...checkFigures(answer.rows), ...(before && 'rows' in before ? checkCarryOver(answer, before) : [])].map(
      (found) => inTable(table.code, found),
    ),
  ];
}

function checkPeriod({ code, title }: Table, { period }: Figures): Check[] {
  if (period === 'unknown') {
    return [
      check(
        'period-unknown',
        'warning',
        [{ table: code }],
        `${title}: chưa rõ kỳ số liệu. Hãy ghi từ ngày nào đến ngày nào, hoặc giải trình.`,
      ),
    ];
  }
  return period.from <= period.to
    ? []
    : [
        check(
          'period-reversed',
          'error',
          [{ table: code }],
          `${title}: ngày bắt đầu kỳ số liệu đứng sau ngày kết thúc. Hãy sửa lại.`,
        ),
      ];
}

function checkRows({ code, title, rows: asked }: Table, rows: FigureRow[]): Check[] {
  const fault = (fault: Check['code'], row: string, sentence: string) =>
    check(fault, 'error', [{ table: code, row }], sentence);
  const ids = rows.map(({ id }) => id);
  const blank = rows.filter(({ cells }) => isUnfilled(cells));
  return [
    ...rows
      .filter(({ id }, i) => ids.indexOf(id) < i)
      .map(({ id, name }) => fault('row-twice', id, `${title}: dòng “${name}” có hai lần. Hãy gộp lại.`)),
    ...(asked ? rows.filter(({ id }) => !asked.some((row) => row.id === id)) : []).map(({ id, name }) =>
      fault('row-unknown', id, `${title}: dòng “${name}” không có trong biểu này. Hãy chuyển số sang dòng có sẵn.`),
    ),
    ...(asked ?? [])
      .filter(({ id }) => !ids.includes(id))
      .map(({ id, name }) => fault('row-missing', id, `${title}: thiếu dòng “${name}”. Hãy nhập số, kể cả số 0.`)),
    ...(blank.length > 0
      ? [
          check(
            'rows-blank',
            'warning',
            [{ table: code }],
            `${title}: chưa có số liệu ở ${blank.map(({ name }) => `“${name}”`).join(', ')}. Ghi 0 nếu không phát sinh, hoặc giải trình.`,
            { missing: blank.map(({ id }) => ({ table: code, row: id })) },
          ),
        ]
      : []),
  ];
}

/** A customs branch with three one-stop sites marks three rows as sites; a unit with one need not mark it. */
function checkSites({ code, title, perSite }: Table, rows: FigureRow[], indicators: SelfReport['indicators']): Check[] {
  const declared = indicators['one_stop_sites'];
  const marked = rows.filter(({ site }) => site).length || 1;
  if (!perSite || typeof declared !== 'number' || marked === declared) return [];
  return [
    check(
      'sites-differ',
      'warning',
      [{ table: code }, { indicator: 'one_stop_sites' }],
      `${title} có số liệu của ${vnNumber(marked)} trụ sở, nhưng báo cáo nêu ${vnNumber(declared)} trụ sở một cửa. Hãy bổ sung hoặc giải trình.`,
      { difference: marked - declared },
    ),
  ];
}

/** What a report's rates are reckoned from: the dossiers of the whole unit, and its other figures. */
export const figuresIn = ({ tables }: Pick<Outline, 'tables'>, report: SelfReport): Values => ({
  ...dossierTotal(tables, report).total,
  ...report.indicators,
});

function checkIndicators({ indicators, pairs, claims, tables }: Outline, report: SelfReport): Check[] {
  const { main, total } = dossierTotal(tables, report);
  const values = figuresIn({ tables }, report);
  const placeOf = (column: Column): Place => ({ ...main, column });
  return [
    ...indicators
      .filter(({ code }) => (report.indicators[code] ?? null) === null)
      .map(({ code, name }) =>
        check(
          'indicator-blank',
          'warning',
          [{ indicator: code }],
          `${name}: chưa có số liệu. Ghi 0 nếu không phát sinh, hoặc giải trình.`,
        ),
      ),
    ...Object.keys(report.indicators)
      .filter((code) => !indicators.some((known) => known.code === code))
      .map((code) =>
        check(
          'indicator-unknown',
          'error',
          [{ indicator: code }],
          `Chỉ tiêu ${code} không có trong đề cương này. Hãy tải lại đề cương.`,
        ),
      ),
    ...Object.entries(report.indicators)
      .filter(([, cell]) => !isCount(cell))
      .map(([code]) =>
        check(
          'count-invalid',
          'error',
          [{ indicator: code }],
          `${nameOf(indicators, code)} phải là số nguyên, không âm.`,
        ),
      ),
    ...checkPairs(pairs, indicators, values),
    ...(indicators.some(({ code }) => code === 'apology_letters')
      ? checkApologies(total, report.indicators['apology_letters'] ?? null, placeOf)
      : []),
    ...report.claims.flatMap((claim) =>
      claims.some(({ code }) => code === claim)
        ? checkNoLateClaim(total, placeOf)
        : [
            check(
              'claim-unknown',
              'error',
              [{ claim }],
              'Khẳng định này không có trong đề cương. Hãy tải lại đề cương.',
            ),
          ],
    ),
    ...report.rates.flatMap((stated) => checkRate(stated, values)),
  ];
}

/** The dossiers of the whole unit: the total of the first table with figures. */
function dossierTotal(tables: Table[], report: SelfReport) {
  for (const { code } of tables) {
    const answer = report.tables[code];
    if (!answer || !('rows' in answer)) continue;
    const top = answer.rows.find(({ under }) => under === undefined)?.id;
    return { main: { table: code, ...(top !== undefined && { row: top }) }, total: totalOf(answer.rows) };
  }
  return { main: { table: tables[0]?.code ?? '' }, total: {} };
}

const nameOf = (indicators: Indicator[], code: string) => indicators.find((known) => known.code === code)?.name ?? code;
const isEmpty = (text: string): boolean => text.trim() === '';

/**
 * Refuses an outline nobody could answer: no question, a code used twice, a pair of unknown indicators.
 * Throws Refusal('outline-empty' | 'outline-code-twice' | 'outline-unknown-code').
 */
export function assertOutline({ areas, tables, indicators, pairs }: Outline): void {
  const questions = areas.flatMap((area) => area.questions);
  if (questions.length === 0) throw new Refusal('outline-empty');
  for (const codes of [areas, questions, tables, indicators].map((list) => list.map(({ code }) => code))) {
    const twice = codes.find((code, i) => codes.indexOf(code) < i);
    if (twice !== undefined) throw new Refusal('outline-code-twice', { code: twice });
  }
  const known = new Set(indicators.map(({ code }) => code));
  const named = pairs.flatMap(({ part, whole }) => [part, whole]);
  const unknown = named.find((code) => !known.has(code));
  if (unknown !== undefined) throw new Refusal('outline-unknown-code', { code: unknown });
  const areaCodes = new Set(areas.map(({ code }) => code));
  const stray = indicators.find(({ area }) => area !== undefined && !areaCodes.has(area));
  if (stray) throw new Refusal('outline-unknown-code', { code: stray.area! });
}
