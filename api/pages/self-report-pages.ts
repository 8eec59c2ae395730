import { placeKey } from '../../domain/check.ts';
import type { Check, Place } from '../../domain/check.ts';
import { repairs } from '../../domain/correction.ts';
import type { Column } from '../../domain/figures.ts';
import type { Question } from '../../domain/outline.ts';
import { denominators, rates } from '../../domain/rate.ts';
import type { Evidence } from '../../store/content/evidence.ts';
import type { TypedPlanItem, TypedRow } from '../../store/content/self-reports.ts';
import { said } from '../../web/pages/self-report.ts';
import type {
  AreaStep,
  Clash,
  FiguresStep,
  NumberField,
  Overview,
  PlanRow,
  QuestionField,
  RateField,
  Remarks,
  ReportFrame,
  StepFrame,
  StepLink,
} from '../../web/pages/self-report.ts';
import type { Deps } from '../deps.ts';
import { inspectionDue, returnedPoints, unitName } from './inspection-page.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import type { SelfReportCase } from '../inspections/inspection-record.ts';
import type { Visitor } from './links.ts';
import { fieldsOf, shownFields } from './self-report-forms.ts';
import { filesNamed, frameOf, places } from './page-frame.ts';
import { groups, labelOf, stepOf, suggestedIn } from './self-report-steps.ts';
import type { Step, Writing } from './self-report-steps.ts';
import { emptyAnswer, evidenceIn, readableOver } from './typed-report.ts';

export async function reportFrame(
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
    ...(inspection.method === 'reporting' ? { reporting: true as const } : {}),
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
    ({ code }) =>
      typed.answers[code]?.value !== undefined ||
      (typed.answers[code]?.text ?? '') !== '' ||
      (typed.answers[code]?.plan ?? []).length > 0,
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

function stepFrame(
  frame: ReportFrame,
  visitor: Visitor,
  written: Writing,
  step: Step,
): Omit<StepFrame, 'was' | 'clash'> {
  const where = places(visitor.base);
  const id = inspectionPathId(written.inspection);
  const n = written.steps.indexOf(step);
  const following = written.steps[n + 1];
  return {
    ...frame,
    step: { name: step.name, n: n + 1, of: written.steps.length },
    action: where.step(id, step.id),
    next: following ? { name: following.name } : { name: 'Xem lại và gửi' },
  };
}

/** How a step is shown. */
export interface StepShown {
  /** With what is left to be done too. */
  all: boolean;
  /** What is saved, where the page shows more than that. */
  was?: string;
  clash?: Clash;
}

/** The page of one step, with everything typed as it was typed. */
export async function stepView(
  deps: Deps,
  visitor: Visitor,
  written: Writing,
  step: Step,
  { all, was, clash }: StepShown,
): Promise<{ area: AreaStep } | { figures: FiguresStep }> {
  const frame = {
    ...stepFrame(await reportFrame(deps, visitor, written), visitor, written, step),
    was: was ?? shownFields(fieldsOf(written, step)),
    ...(clash ? { clash } : {}),
  };
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
      // with no table to stand by, they end the last area
      rates: stepOf(written, { rate: '' }) === step ? rateFields(written, all) : [],
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
    ...(answer === 'plan' ? { plan: planRows(written, code, typed.plan ?? [], all) } : {}),
  };
}

/** Rows left open for what is still to be written. */
const openRows = 2;

function planRows(written: Writing, code: string, saved: readonly TypedPlanItem[], all: boolean): PlanRow[] {
  const blank = { task: '', person: '', from: '', to: '', product: '' };
  const open = Array.from({ length: openRows }, () => blank);
  return [...saved, ...open].map((item, i) => ({
    ...item,
    field: `t/${code}/${i}`,
    ...remarksAt(written, { question: code, row: String(i + 1) }, all),
  }));
}

const rateFields = (written: Writing, all: boolean): RateField[] =>
  (written.outline.rates ?? []).map((code) => {
    const { stated = '', of } = written.typed.rates?.[code] ?? {};
    return {
      code,
      label: rates[code].name,
      typed: stated,
      ...(of === undefined ? {} : { of }),
      over: readableOver(code).map((each) => ({ code: each, name: denominators[each].name })),
      ...remarksAt(written, { rate: code }, all),
    };
  });

const repairsShown = 3;

type FiguresFields = Omit<FiguresStep, keyof StepFrame>;

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
    rates: first && written.outline.tables[0] === table ? rateFields(written, all) : [],
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
