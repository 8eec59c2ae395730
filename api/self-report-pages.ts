import { blocking, placeKey } from '../domain/check.ts';
import type { Check, Place } from '../domain/check.ts';
import { repairs, suggestions } from '../domain/correction.ts';
import { columns, isBlank, vnPeriod } from '../domain/figures.ts';
import type { Column } from '../domain/figures.ts';
import { inspectionState, selfReportable } from '../domain/inspection.ts';
import { vnCell, vnNumber } from '../domain/number.ts';
import { checkDraft } from '../domain/outline.ts';
import type { Area, Outline, Question, SelfReport, Table } from '../domain/outline.ts';
import type { Evidence } from '../store/content/evidence.ts';
import type { TypedReport, TypedRow, TypedTable } from '../store/content/self-reports.ts';
import { said } from '../web/pages/self-report.ts';
import type {
  AreaStep,
  FiguresStep,
  NumberField,
  Overview,
  QuestionField,
  Remarks,
  ReportFrame,
  Review,
  ReviewStep,
  StepFrame,
  StepLink,
} from '../web/pages/self-report.ts';
import type { Deps } from './deps.ts';
import { inspectionPathId, selfReportCase, taken } from './inspections.ts';
import type { FrozenSelfReport, SelfReportCase } from './inspections.ts';
import type { Visitor } from './links.ts';
import {
  filesNamed,
  frameOf,
  inspectionDue,
  newKey,
  places,
  receiptsOf,
  returnedPoints,
  theirInspection,
  unitName,
} from './page-views.ts';
import { emptyAnswer, emptyTyped, evidenceIn, examine, freshTable } from './typed-report.ts';
import type { Findings } from './typed-report.ts';

/** One page of the self-assessment: an area with its questions, or one row of a table. */
export type Step =
  | { id: string; name: string; area: Area }
  | { id: string; name: string; table: Table; typed: TypedTable; row: TypedRow; first: boolean };

/** A self-assessment as its pages need it. */
export interface Writing extends SelfReportCase {
  /** As typed; tables nobody touched have their fresh rows. */
  typed: TypedReport;
  version: number;
  steps: Step[];
  found: Findings;
  /** What is wrong or doubtful already, blanks left aside. */
  early: Check[];
}

/** What is wrong in a step already, blanks left aside: a person who goes on leaves it behind. */
export function wrongIn(written: Writing, step: Step): number {
  const isHere = (at: Place | undefined) => stepOf(written, at ?? {}) === step;
  return (
    written.found.read.unread.filter(({ at }) => isHere(at)).length +
    blocking(written.early).filter(({ at }) => isHere(at[0])).length
  );
}

export async function writingOf(deps: Deps, visitor: Visitor, id: string): Promise<Writing> {
  return writing(await selfReportCase(deps, await theirInspection(deps, visitor, id)));
}

export function writing(report: SelfReportCase): Writing {
  const { outline, period, sites, story, previous } = report;
  const saved = story.draft?.typed ?? emptyTyped;
  const tables = Object.fromEntries(
    outline.tables.map((table) => [table.code, saved.tables[table.code] ?? freshTable(table, sites, period)]),
  );
  const typed = { ...saved, tables };
  const found = examine(outline, typed, period, previous);
  const early = checkDraft(outline, found.read.report, previous);
  return { ...report, typed, version: story.draft?.version ?? 0, steps: stepsOf(outline, typed), found, early };
}

function stepsOf(outline: Outline, typed: TypedReport): Step[] {
  return [
    ...outline.areas.map((area) => ({ id: area.code, name: area.name, area })),
    ...outline.tables.flatMap((table) => {
      const mine = typed.tables[table.code]!;
      return mine.rows.map((row, i) => ({
        id: `${table.code}.${row.id}`,
        name: mine.rows.length > 1 ? `${shortTitle(table)}: ${row.name}` : table.title,
        table,
        typed: mine,
        row,
        first: i === 0,
      }));
    }),
  ];
}

/** `Biểu II.06` of `Biểu II.06: Tình hình …`. */
const shortTitle = ({ title }: Table): string => title.split(':')[0]!;

/** The step where a place stands. */
export function stepOf({ outline, steps }: Pick<Writing, 'outline' | 'steps'>, place: Place): Step | undefined {
  const ofArea = (which: (area: Area) => boolean) => steps.find((step) => 'area' in step && which(step.area));
  if (place.question !== undefined) return ofArea((area) => area.questions.some(({ code }) => code === place.question));
  const rows = steps.filter((step) => 'row' in step);
  if (place.indicator !== undefined) {
    const area = outline.indicators.find(({ code }) => code === place.indicator)?.area;
    return ofArea(({ code }) => code === area) ?? rows[0] ?? steps.at(-1);
  }
  const ofTable = rows.filter((step) => place.table === undefined || step.table.code === place.table);
  return ofTable.find((step) => step.row.id === place.row) ?? ofTable[0] ?? steps.at(-1);
}

async function reportFrame(
  deps: Deps,
  visitor: Visitor,
  { inspection, outline, story }: SelfReportCase,
): Promise<ReportFrame> {
  const id = inspectionPathId(inspection);
  const [frame, unit, due, points] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, inspection.place.unit),
    inspectionDue(deps, inspection, 'self-report', 'supplement-self-report'),
    returnedPoints(deps, inspection),
  ]);
  const where = places(visitor.base);
  return {
    ...frame,
    unit,
    title: outline.title,
    official: outline.official,
    due,
    points,
    inspection: where.inspection(id),
    overview: where.selfReport(id),
    ...(story.draft ? { savedAt: story.draft.savedAt } : {}),
  };
}

const isTouched = ({ typed }: Writing, step: Step, wasSaved: boolean): boolean => {
  if (!wasSaved) return false;
  if ('row' in step)
    return step.typed.none !== undefined || Object.values(step.row.cells).some((text) => text.trim() !== '');
  return step.area.questions.some(
    ({ code }) => typed.answers[code]?.value !== undefined || (typed.answers[code]?.text ?? '') !== '',
  );
};

function linkOf(visitor: Visitor, written: Writing, step: Step): StepLink {
  const left = written.found.faults.filter(({ at }) => stepOf(written, at) === step).length;
  const touched = isTouched(written, step, written.story.draft !== undefined);
  const optional = 'area' in step && step.area.questions.every((question) => question.optional);
  const done = left === 0 && (touched || optional);
  return {
    name: step.name,
    href: `${places(visitor.base).step(inspectionPathId(written.inspection), step.id)}${touched ? '?soat=1' : ''}`,
    words: done ? (touched ? 'xong' : 'không bắt buộc') : touched ? `còn ${left} điểm` : 'chưa làm',
    done,
  };
}

export async function overviewView(deps: Deps, visitor: Visitor, written: Writing): Promise<Overview> {
  const steps = written.steps.map((step) => linkOf(visitor, written, step));
  const review = places(visitor.base).review(inspectionPathId(written.inspection));
  return { ...(await reportFrame(deps, visitor, written)), steps, review, next: steps.find(({ done }) => !done) };
}

/** What stands at one place. Blanks are told only where somebody looks for what is left (`all`). */
function remarksAt({ typed, found, early }: Writing, place: Place, all: boolean): Remarks {
  const here = placeKey(place);
  const isHere = ({ at }: { at: Place[] }) => placeKey(at[0] ?? {}) === here;
  const isTold = ({ key }: Check) =>
    all || early.some((check) => check.key === key) || (typed.explanations[key] ?? '') !== '';
  const checks = found.checks.filter((check) => isHere(check) && isTold(check));
  return {
    faults: [
      ...found.read.unread.filter(({ at }) => placeKey(at) === here).map(({ sentence }) => sentence),
      ...checks.filter(({ level }) => level === 'error').map(({ sentence }) => sentence),
    ],
    warnings: checks
      .filter(({ level }) => level === 'warning')
      .map(({ key, sentence }) => ({ key, sentence, explanation: typed.explanations[key] ?? '' })),
  };
}

function stepFrame(frame: ReportFrame, visitor: Visitor, written: Writing, step: Step): StepFrame {
  const where = places(visitor.base);
  const id = inspectionPathId(written.inspection);
  const n = written.steps.indexOf(step);
  const following = written.steps[n + 1];
  return {
    ...frame,
    step: { name: step.name, n: n + 1, of: written.steps.length },
    action: where.step(id, step.id),
    next: following
      ? { name: following.name, href: where.step(id, following.id) }
      : { name: 'Xem lại và gửi', href: where.review(id) },
  };
}

/** The page of one step, with everything typed as it was typed. */
export async function stepView(
  deps: Deps,
  visitor: Visitor,
  written: Writing,
  step: Step,
  all: boolean,
): Promise<{ area: AreaStep } | { figures: FiguresStep }> {
  const frame = stepFrame(await reportFrame(deps, visitor, written), visitor, written, step);
  if ('row' in step) return { figures: { ...frame, ...figuresFields(written, step, all) } };
  const evidence = await deps.store.evidence.getMany(evidenceIn(written.typed));
  const single = written.outline.indicators.filter(({ code }) => stepOf(written, { indicator: code }) === step);
  return {
    area: {
      ...frame,
      questions: step.area.questions.map((question) => questionField(visitor, written, question, evidence, all)),
      indicators: single.map(({ code, name, unitOfMeasure }) => ({
        field: `i/${code}`,
        label: name,
        unitOfMeasure,
        typed: written.typed.indicators[code] ?? '',
        ...remarksAt(written, { indicator: code }, all),
      })),
    },
  };
}

function questionField(
  { base }: Visitor,
  written: Writing,
  question: Question,
  evidence: ReadonlyMap<string, Evidence>,
  all: boolean,
): QuestionField {
  const { code, text, answer, explainWhen, evidence: wanted, evidenceWhen = [], optional } = question;
  const typed = written.typed.answers[code] ?? emptyAnswer;
  return {
    code,
    text,
    answer,
    ...(typed.value === undefined ? {} : { value: typed.value }),
    typed: typed.text,
    links: typed.links,
    files: filesNamed(base, typed.evidence, evidence),
    ...(wanted === undefined ? {} : { wanted }),
    explainWhen: [...explainWhen.map((value) => said[value]), said['not-applicable']].join(' hoặc '),
    optional: optional === true,
    proven: evidenceWhen.length > 0,
    ...remarksAt(written, { question: code }, all),
  };
}

const groups: { name: string; columns: Column[] }[] = [
  { name: 'Tiếp nhận', columns: ['received_total', 'received_online', 'received_direct_postal', 'carried_over'] },
  {
    name: 'Đã giải quyết',
    columns: ['resolved_total', 'resolved_early', 'resolved_on_time', 'resolved_late', 'resolved_early_or_on_time'],
  },
  { name: 'Đang giải quyết', columns: ['in_progress_total', 'in_progress_in_time', 'in_progress_overdue'] },
];

const labelOf = (column: Column): string =>
  `${columns[column].name} ${columns[column].mark}${column === 'resolved_early_or_on_time' ? ', chỉ ghi khi không tách được' : ''}`;

type FiguresFields = Omit<FiguresStep, keyof StepFrame>;

const repairsShown = 3;

/** The blank cells of a row that can have one value only, each with the button that fills it in. */
export function suggestedIn(
  { found }: Writing,
  { table, row }: Pick<Extract<Step, { row: TypedRow }>, 'table' | 'row'>,
) {
  const answer = found.read.report.tables[table.code];
  return suggestions(answer && 'rows' in answer ? answer.rows : [])
    .filter(({ at }) => at.row === row.id && (row.cells[at.column] ?? '').trim() === '')
    .map(({ at: { column }, value }) => ({
      column,
      value: vnNumber(value),
      act: `fill/c/${table.code}/${row.id}/${column}/${vnNumber(value)}`,
    }));
}

function figuresFields(
  written: Writing,
  { table, typed, row, first }: Extract<Step, { row: TypedRow }>,
  all: boolean,
): FiguresFields {
  const { code, title } = table;
  const answer = written.found.read.report.tables[code];
  const rows = answer && 'rows' in answer ? answer.rows : [];
  const suggested = suggestedIn(written, { table, row });
  const at = (place: Place) => remarksAt(written, { table: code, ...place }, all);
  const ofWhole = first ? at({}) : { faults: [], warnings: [] };
  const ofRow = at({ row: row.id });
  const cellField = (column: Column): NumberField => {
    const field = `c/${code}/${row.id}/${column}`;
    const text = row.cells[column] ?? '';
    const suggestion = suggested.find((one) => one.column === column);
    return {
      field,
      label: labelOf(column),
      typed: text,
      ...at({ row: row.id, column }),
      ...(suggestion ? { suggestion } : {}),
    };
  };
  const day = (end: 'from' | 'to', label: string): NumberField => ({
    field: `p/${code}/${end}`,
    label,
    typed: typed[end],
    ...at({ column: end }),
  });
  const own = table.rows === undefined;
  return {
    table: { code, title },
    row: { name: row.name, ...(own && typed.rows.length > 1 ? { removable: `remove/${code}/${row.id}` } : {}) },
    ...(first
      ? {
          period: { from: day('from', 'Từ ngày'), to: day('to', 'Đến ngày') },
          none: {
            field: `n/${code}`,
            checked: typed.none !== undefined,
            reason: { field: `o/${code}`, label: 'Lý do', typed: typed.none?.reason ?? '', faults: [], warnings: [] },
          },
        }
      : {}),
    groups: groups.map(({ name, columns: which }) => ({ name, cells: which.map(cellField) })),
    remarks: { faults: [...ofWhole.faults, ...ofRow.faults], warnings: [...ofWhole.warnings, ...ofRow.warnings] },
    repairs: repairs(rows)
      .flatMap(({ corrections }) => corrections.filter((one) => one.at.row === row.id))
      .slice(0, repairsShown)
      .map(({ sentence }) => sentence),
    claims: first && written.outline.tables[0] === table ? claimFields(written, all) : [],
    ...(own
      ? {
          addRow: {
            field: `r/${code}`,
            label: table.perSite ? 'Thêm một trụ sở' : 'Thêm một lĩnh vực',
            act: `add/${code}`,
          },
        }
      : {}),
  };
}

const claimFields = (written: Writing, all: boolean): FiguresFields['claims'] =>
  written.outline.claims.map(({ code, text }) => ({
    code,
    text,
    checked: written.typed.claims.includes(code),
    remarks: remarksAt(written, { claim: code }, all),
  }));

/** Everything that was answered, step by step, as the domain read it; what was not stands among what is left. */
function reviewSteps(
  visitor: Visitor,
  written: Writing,
  report: SelfReport,
  evidence: ReadonlyMap<string, Evidence>,
): ReviewStep[] {
  const unread = new Set(written.found.read.unread.map(({ at }) => placeKey(at)));
  return written.steps.map((step) => ({
    name: step.name,
    href: `${places(visitor.base).step(inspectionPathId(written.inspection), step.id)}?soat=1`,
    left: written.found.faults.filter(({ at }) => stepOf(written, at) === step).map(({ sentence }) => sentence),
    answers:
      'area' in step
        ? step.area.questions.flatMap((question) => answered(visitor, question, report, evidence) ?? [])
        : [],
    figures: 'row' in step ? rowFigures(step, report) : singleFigures(written, step, report, unread),
  }));
}

function answered(
  { base }: Visitor,
  { code, text }: Question,
  { answers }: SelfReport,
  evidence: ReadonlyMap<string, Evidence>,
): ReviewStep['answers'][number] | undefined {
  const answer = answers[code];
  if (!answer) return undefined;
  const files = filesNamed(base, answer.evidence ?? [], evidence);
  if ('text' in answer) return { code, text, said: '', typed: answer.text, links: [], files };
  return { code, text, said: said[answer.value], typed: answer.explanation ?? '', links: answer.links ?? [], files };
}

function singleFigures(
  written: Writing,
  step: Step,
  { indicators }: SelfReport,
  unread: ReadonlySet<string>,
): ReviewStep['figures'] {
  return written.outline.indicators
    .filter(({ code }) => stepOf(written, { indicator: code }) === step)
    .filter(({ code }) => (indicators[code] ?? null) !== null || unread.has(placeKey({ indicator: code })))
    .map(({ code, name }) => ({
      label: name,
      value: unread.has(placeKey({ indicator: code }))
        ? `“${written.typed.indicators[code] ?? ''}” (chưa đọc được)`
        : vnCell(indicators[code] ?? null),
    }));
}

function rowFigures(
  { table, row, typed, first }: Extract<Step, { row: TypedRow }>,
  { tables }: SelfReport,
): ReviewStep['figures'] {
  const answer = tables[table.code];
  if (!answer) return [];
  if ('noFigures' in answer) return first ? [{ label: 'Chưa có số liệu, lý do', value: answer.noFigures }] : [];
  const cells = answer.rows.find(({ id }) => id === row.id)?.cells ?? {};
  if (isBlank(cells) && Object.values(row.cells).every((text) => text.trim() === '')) return [];
  return [
    ...(first ? [{ label: 'Kỳ số liệu', value: vnPeriod(answer.period) }] : []),
    ...groups
      .flatMap(({ columns: which }) => which)
      .flatMap((column) => {
        const cell = cells[column] ?? null;
        const text = typed.rows.find(({ id }) => id === row.id)?.cells[column]?.trim() ?? '';
        if (column === 'resolved_early_or_on_time' && cell === null && text === '') return [];
        return [
          { label: labelOf(column), value: cell === null && text !== '' ? `“${text}” (chưa đọc được)` : vnCell(cell) },
        ];
      }),
  ];
}

/** The last look before it is sent; once sent, what was sent. */
export async function reviewView(deps: Deps, visitor: Visitor, written: Writing): Promise<Review> {
  const { inspection, story, found } = written;
  const frame = await reportFrame(deps, visitor, written);
  const state = inspection.selfReport?.state;
  const latest = (await taken(deps, story.sent)).at(-1);
  const evidenceOf = (ids: string[]) => deps.store.evidence.getMany(ids);
  if (latest && (state === 'submitted' || state === 'accepted' || inspection.closed)) {
    const frozen = (await deps.store.snapshots.get<FrozenSelfReport>(latest.id))?.body ?? found.read.report;
    const receipt = (await receiptsOf(deps, inspection.id)).find(({ _id }) => _id === latest.key);
    const until = await inspectionDue(deps, inspection, 'review-self-report');
    const shown = asSent(written, frozen);
    return {
      ...frame,
      steps: reviewSteps(
        visitor,
        shown,
        frozen,
        await evidenceOf(Object.values(frozen.answers).flatMap((answer) => answer.evidence ?? [])),
      ),
      left: 0,
      sent: {
        at: latest.at,
        receipt: receipt?.line.number ?? '',
        by: 'Thư ký Đoàn kiểm tra',
        words: state === 'accepted' ? 'Báo cáo đã được chấp nhận.' : 'Báo cáo đã được ghi nhận.',
        ...(until ? { until: until.day } : {}),
      },
    };
  }
  const canSend =
    selfReportable.includes(inspectionState(inspection)) && found.faults.length === 0 && written.version > 0;
  return {
    ...frame,
    steps: reviewSteps(visitor, written, found.read.report, await evidenceOf(evidenceIn(written.typed))),
    left: found.faults.length,
    ...(canSend
      ? {
          send: {
            action: places(visitor.base).review(inspectionPathId(inspection)),
            key: newKey(),
            version: written.version,
          },
        }
      : {}),
  };
}

/** The steps of a report as it was sent: its rows, and nothing left to do. */
function asSent(written: Writing, report: SelfReport): Writing {
  const tables = Object.fromEntries(
    written.outline.tables.map((table): [string, TypedTable] => {
      const answer = report.tables[table.code];
      const shown = answer && 'rows' in answer ? answer.rows : written.typed.tables[table.code]!.rows;
      const rows = shown.map((row): TypedRow => ({ ...row, cells: {} }));
      return [table.code, { from: '', to: '', rows }];
    }),
  );
  const typed = { ...written.typed, tables };
  return {
    ...written,
    typed,
    steps: stepsOf(written.outline, typed),
    found: { ...written.found, read: { ...written.found.read, unread: [] }, faults: [] },
  };
}

// What a form brings

/** Files kept for one question. */
export type NewEvidence = { question: string; evidence: string }[];

/**
 * The typed report with the fields of one step as the form has them; a field that did not arrive stays as it was.
 * `act` is the button: `drop/<question>/<file>`, `fill/<field>/<value>`, `add/<table>`, `remove/<table>/<row>`.
 */
export function withStep(
  { typed, outline, found }: Writing,
  step: Step,
  fields: Record<string, string>,
  act: string,
  files: NewEvidence,
): TypedReport {
  const [verb = '', ...rest] = act.split('/');
  const filled = verb === 'fill' ? { ...fields, [rest.slice(0, -1).join('/')]: rest.at(-1)! } : fields;
  const explanations = { ...typed.explanations };
  for (const { key } of found.checks) if (filled[`w/${key}`] !== undefined) explanations[key] = filled[`w/${key}`]!;
  const indicators = { ...typed.indicators };
  for (const { code } of outline.indicators)
    if (filled[`i/${code}`] !== undefined) indicators[code] = filled[`i/${code}`]!;
  const after = { ...typed, explanations, indicators };
  if ('area' in step) {
    const dropped = verb === 'drop' ? rest : [];
    return { ...after, answers: { ...typed.answers, ...answersIn(typed, step.area, filled, files, dropped) } };
  }
  return {
    ...after,
    tables: { ...typed.tables, [step.table.code]: tableIn(step, filled, verb, rest) },
    claims: claimsIn(typed, step, filled),
  };
}

function answersIn(
  { answers }: TypedReport,
  { questions }: Area,
  fields: Record<string, string>,
  files: NewEvidence,
  [from, file]: string[],
): TypedReport['answers'] {
  return Object.fromEntries(
    questions.map(({ code }) => {
      const was = answers[code] ?? emptyAnswer;
      const value = fields[`a/${code}`];
      const added = files.filter(({ question }) => question === code).map(({ evidence }) => evidence);
      const evidence = [...new Set([...was.evidence, ...added])].filter((one) => !(from === code && one === file));
      return [
        code,
        {
          ...(isYesNo(value) ? { value } : was.value === undefined ? {} : { value: was.value }),
          text: fields[`x/${code}`] ?? was.text,
          links: fields[`l/${code}`] ?? was.links,
          evidence,
        },
      ];
    }),
  );
}

const isYesNo = (value: string | undefined): value is 'yes' | 'no' | 'not-applicable' =>
  value !== undefined && Object.hasOwn(said, value);

function tableIn(
  { table, typed, row, first }: Extract<Step, { row: TypedRow }>,
  fields: Record<string, string>,
  verb: string,
  [, which]: string[],
): TypedTable {
  const prefix = `c/${table.code}/${row.id}/`;
  const typedCells = Object.entries(fields).filter(
    ([name]) => name.startsWith(prefix) && name.slice(prefix.length) in columns,
  );
  const cells = {
    ...row.cells,
    ...Object.fromEntries(typedCells.map(([name, text]) => [name.slice(prefix.length), text])),
  };
  let rows = typed.rows.map((one) => (one.id === row.id ? { ...one, cells } : one));
  const name = (fields[`r/${table.code}`] ?? '').trim();
  if (table.rows === undefined && verb === 'add' && name !== '') {
    const n = rows.reduce((most, { id }) => Math.max(most, Number(/^r(\d+)$/.exec(id)?.[1] ?? 0)), 0) + 1;
    rows = [
      ...rows.map((one) => (table.perSite ? { ...one, site: true as const } : one)),
      { id: `r${n}`, name, ...(table.perSite ? { site: true as const } : {}), cells: {} },
    ];
  }
  if (table.rows === undefined && verb === 'remove' && rows.length > 1) rows = rows.filter(({ id }) => id !== which);
  const { none, ...rest } = typed;
  if (!first) return { ...typed, rows };
  const reason = fields[`o/${table.code}`] ?? none?.reason ?? '';
  return {
    ...rest,
    from: fields[`p/${table.code}/from`] ?? typed.from,
    to: fields[`p/${table.code}/to`] ?? typed.to,
    ...(fields[`n/${table.code}`] === 'yes' ? { none: { reason } } : {}),
    rows,
  };
}

function claimsIn(
  typed: TypedReport,
  { first }: Extract<Step, { row: TypedRow }>,
  fields: Record<string, string>,
): string[] {
  if (!first) return typed.claims;
  return Object.entries(fields)
    .filter(([name, value]) => name.startsWith('k/') && value === 'yes')
    .map(([name]) => name.slice(2));
}
