import type { Question } from '../../domain/outline.ts';
import { stepOf } from '../../domain/report-step.ts';
import type { Step } from '../../domain/report-step.ts';
import { emptyAnswer, evidenceIn } from '../../domain/typed-report.ts';
import type { TypedPlanItem } from '../../domain/typed-report.ts';
import type { Evidence } from '../../store/content/evidence.ts';
import { said } from '../../web/pages/self-report.ts';
import type {
  AreaStep,
  Clash,
  FiguresStep,
  Overview,
  PlanRow,
  QuestionField,
  ReportFrame,
  StepFrame,
  StepLink,
} from '../../web/pages/self-report.ts';
import { figuresFields, indicatorFields, liveStep, rateFields, remarksAt } from '../../web/pages/step-fields.ts';
import type { Deps } from '../deps.ts';
import { inspectionDue, returnedPoints, unitName } from './inspection-page.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import type { SelfReportCase } from '../inspections/inspection-record.ts';
import type { Visitor } from './links.ts';
import { fieldsOf, shownFields } from './self-report-forms.ts';
import { filesNamed, frameOf, places } from './page-frame.ts';
import type { Writing } from './self-report-steps.ts';

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
    ...(outline.scale ? { score: where.score(id) } : {}),
    ...(story.draft ? { savedAt: story.draft.savedAt } : {}),
  };
}

const isTouched = ({ typed }: Writing, step: Step, wasSaved: boolean): boolean => {
  if (!wasSaved) return false;
  if ('row' in step)
    return (
      step.typed.none !== undefined ||
      Object.entries(step.row.cells).some(([column, text]) => column !== 'carried_over' && text.trim() !== '')
    );
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
  const sheet = places(visitor.base).sheet(inspectionPathId(written.inspection));
  return {
    ...(await reportFrame(deps, visitor, written)),
    steps,
    review,
    sheet,
    next: steps.find(({ done }) => !done),
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
  const live = liveStep(written, written.period, step, all);
  const frame = {
    ...stepFrame(await reportFrame(deps, visitor, written), visitor, written, step),
    was: was ?? shownFields(fieldsOf(written, step)),
    ...(clash ? { clash } : {}),
    ...(live ? { live } : {}),
  };
  if ('row' in step) return { figures: { ...frame, ...figuresFields(written, step, all) } };
  const evidence = await deps.store.evidence.getMany(evidenceIn(written.typed));
  return {
    area: {
      ...frame,
      questions: step.area.questions.map((question) => questionField(visitor, written, question, evidence, all)),
      indicators: indicatorFields(written, step, all),
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
