import { placeKey } from '../../domain/check.ts';
import { vnDay } from '../../domain/day.ts';
import { isBlank, vnPeriod } from '../../domain/figures.ts';
import { inspectionState, selfReportable } from '../../domain/inspection.ts';
import { vnCell, vnPercent, vnStated } from '../../domain/number.ts';
import type { Question, SelfReport } from '../../domain/outline.ts';
import type { PlanItem } from '../../domain/plan-item.ts';
import { denominators, rateOf, rates } from '../../domain/rate.ts';
import type { StatedRate, Values } from '../../domain/rate.ts';
import { isBeforeCutOff } from '../../domain/self-report.ts';
import type { Evidence } from '../../store/content/evidence.ts';
import type { TypedRow, TypedTable } from '../../domain/typed-report.ts';
import { said } from '../../web/pages/self-report.ts';
import type { CorrectedLine, Review, ReviewStep } from '../../web/pages/self-report.ts';
import type { Deps } from '../deps.ts';
import { figureHistory } from '../campaigns/figure-history.ts';
import { dayOf } from '../papers/issued.ts';
import { inspectionDue, receiptsOf } from '../pages/inspection-page.ts';
import { inspectionPathId, taken } from './inspection-record.ts';
import type { FrozenSelfReport } from './inspection-record.ts';
import type { Visitor } from '../pages/links.ts';
import { filesNamed, newKey, places, writerName } from '../pages/page-frame.ts';
import { reportFrame } from '../pages/self-report-pages.ts';
import { groups, labelOf, stepOf, stepsOf } from '../../domain/report-step.ts';
import type { Step } from '../../domain/report-step.ts';
import type { Writing } from '../pages/self-report-steps.ts';
import { evidenceIn } from '../../domain/typed-report.ts';

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
    figures: [
      ...('row' in step ? rowFigures(step, report) : []),
      ...singleFigures(written, step, report, unread),
      ...statedFigures(written, step, report, unread),
    ],
  }));
}

/** What the unit states of itself: its rates, each with what it is a share of, and its claims. */
export function statedFigures(
  written: Writing,
  step: Step,
  { rates: stated, claims }: SelfReport,
  unread: ReadonlySet<string>,
): ReviewStep['figures'] {
  if (stepOf(written, { rate: '' }) !== step) return [];
  const { outline, typed } = written;
  return [
    ...(outline.rates ?? []).flatMap((code) => {
      const { name } = rates[code];
      const one = stated.find((each) => each.code === code);
      if (one) return [{ label: name, value: `${vnStated(one.stated)}, ${overOf(one)}` }];
      if (!unread.has(placeKey({ rate: code }))) return [];
      return [{ label: name, value: `“${typed.rates?.[code]?.stated ?? ''}” (chưa đọc được)` }];
    }),
    ...outline.claims
      .filter(({ code }) => claims.includes(code))
      .map(({ text }) => ({ label: 'Đơn vị khẳng định', value: text })),
  ];
}

const overOf = ({ code, of }: StatedRate): string =>
  of ? `tính trên ${denominators[of].name}` : `chưa nêu mẫu số, hiểu là tính trên ${denominators[rates[code].of].name}`;

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
  if ('plan' in answer)
    return {
      code,
      text,
      said: `${answer.plan.length} mục`,
      typed: answer.plan.map(planLine).join('\n'),
      links: [],
      files,
    };
  return { code, text, said: said[answer.value], typed: answer.explanation ?? '', links: answer.links ?? [], files };
}

const planLine = ({ task, person, from, to, product }: PlanItem, i: number): string =>
  [
    `${i + 1}. ${task || '(chưa ghi nhiệm vụ)'}`,
    person || '(chưa có người phụ trách)',
    to ? `${from ? `${vnDay(from)} – ` : ''}${vnDay(to)}` : '(chưa có thời hạn)',
    ...(product ? [product] : []),
  ].join(' · ');

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
    ...reckonedRates(cells),
  ];
}

/** What the figures of a row come to, so that the unit sees the shares others will read. */
const reckonedRates = (cells: Values): ReviewStep['figures'] =>
  (['rate_early_of_resolved', 'rate_early_or_on_time'] as const).flatMap((code) => {
    const share = rateOf(code, cells);
    if (!share) return [];
    return [
      {
        label: `${rates[code].name} (tính ra)`,
        value: `${share.approximate ? 'khoảng ' : ''}${vnPercent(share.percent)}`,
      },
    ];
  });

/** The last look before it is sent; once sent, what was sent. `key` is that of a form that comes back. */
export async function reviewView(deps: Deps, visitor: Visitor, written: Writing, key = newKey()): Promise<Review> {
  const { inspection, story, found, cutOff } = written;
  const [frame, corrections] = await Promise.all([
    reportFrame(deps, visitor, written),
    correctedLines(deps, visitor, written),
  ]);
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
      corrections,
      steps: reviewSteps(
        visitor,
        shown,
        frozen,
        await evidenceOf(Object.values(frozen.answers).flatMap((answer) => answer.evidence ?? [])),
      ),
      left: 0,
      sent: {
        at: latest.at,
        ...(receipt?.line.arrived ? { arrived: receipt.line.arrived } : {}),
        receipt: receipt?.line.number ?? '',
        by: inspection.method === 'reporting' ? 'Thư ký tổng hợp' : 'Thư ký Đoàn kiểm tra',
        words: state === 'accepted' ? 'Báo cáo đã được chấp nhận.' : 'Báo cáo đã được ghi nhận.',
        ...(until ? { until: until.day } : {}),
      },
    };
  }
  const canSend =
    selfReportable.includes(inspectionState(inspection)) && found.faults.length === 0 && written.version > 0;
  return {
    ...frame,
    corrections,
    steps: reviewSteps(visitor, written, found.read.report, await evidenceOf(evidenceIn(written.typed))),
    left: found.faults.length,
    ...(cutOff !== undefined && isBeforeCutOff(cutOff, await dayOf(deps, inspection)) ? { early: cutOff } : {}),
    ...(canSend
      ? {
          send: {
            action: places(visitor.base).review(inspectionPathId(inspection)),
            key,
            version: written.version,
          },
        }
      : {}),
  };
}

/** The figures of this report that were changed, with who changed them as the unit may know it. */
async function correctedLines(deps: Deps, visitor: Visitor, { outline, story }: Writing): Promise<CorrectedLine[]> {
  const history = await figureHistory(deps, outline, story);
  return Promise.all(
    history.map(async ({ name, was, now, when, by, why, stage }) => ({
      name,
      was: vnCell(was),
      now: vnCell(now),
      at: when,
      by: stage === 'by-office' ? 'cơ quan sửa theo lời đơn vị' : await changedBy(deps, visitor, by),
      ...(why ? { why } : {}),
    })),
  );
}

async function changedBy(deps: Deps, visitor: Visitor, by: string): Promise<string> {
  return by === visitor.actor.id || by === visitor.actor.person ? 'bạn' : writerName(deps, visitor, by);
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
