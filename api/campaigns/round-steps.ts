import type { CampaignState } from '../../domain/campaign.ts';
import { campaignWords } from '../../domain/campaign.ts';
import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { methodWords } from '../../domain/inspection.ts';
import type { Plan } from '../../domain/plan.ts';
import type { BoardStep, BoardUnit } from '../../store/queries/board.ts';
import type { UnitProgress } from '../../store/queries/progress.ts';

// How a unit of a round stands, step by step, in words: for the board and for the application.

/** What one step says of one unit: a day, `n/N` or a word, and whether it is done. */
export interface StepCell {
  step: BoardStep;
  text: string;
  done: boolean;
}

/** The columns of a round of inspections, and of one that only asks for reports. */
export const columnsOf = (kind: Plan['kind']): readonly BoardStep[] =>
  kind === 'reporting'
    ? ['report', 'accept', 'supplement', 'send']
    : ['notice', 'acknowledge', 'report', 'visit', 'minutes', 'conclusion', 'items'];

export const stepNames: Record<BoardStep, string> = {
  notice: 'Thông báo',
  acknowledge: 'Xác nhận',
  report: 'Báo cáo',
  visit: 'Kiểm tra',
  minutes: 'Biên bản',
  conclusion: 'Kết luận',
  items: 'Khắc phục',
  accept: 'Đã chấp nhận',
  supplement: 'Trả lại',
  send: 'Chưa gửi',
};
export const columnName = (kind: Plan['kind'], step: BoardStep): string =>
  kind === 'reporting' && step === 'report' ? 'Đã gửi' : stepNames[step];

/** What is chosen to see who has not come that far. */
export const lackingNames: Partial<Record<BoardStep, string>> = {
  accept: 'chấp nhận báo cáo',
  supplement: 'bổ sung báo cáo bị trả lại',
  send: 'gửi báo cáo lần đầu',
};

/** A round that asks for reports inspects nobody. */
export const roundWords = (kind: Plan['kind'], state: CampaignState): string =>
  kind === 'reporting' ? { ...campaignWords, ...reportingWords }[state] : campaignWords[state];
const reportingWords: Partial<Record<CampaignState, string>> = {
  running: 'đang nhận báo cáo',
  'inspection-ended': 'đã hết kỳ nhận báo cáo',
};

/** On the days off after a due no working day has passed yet. */
export const lateWords = (past: number): string => (past === 0 ? 'đã quá hạn' : `quá ${past} ngày làm việc`);

/** Beside the unit: how it is inspected where that is not at its place by notice, and a re-inspection. */
export function notesOf({ method }: BoardUnit, seen: UnitProgress | undefined): string[] {
  return [
    ...(method === 'desk' || method === 'surprise' ? [methodWords[method]] : []),
    ...(seen?.again === undefined ? [] : [seen.again]),
  ];
}

/** What each step says of a unit; undefined where its kind of inspection has no such step. */
export function stepsOf(kind: Plan['kind'], unit: BoardUnit, seen: UnitProgress | undefined): (StepCell | undefined)[] {
  const on = (done: boolean, day: Day | undefined) => ({ text: day ? vnDay(day) : done ? 'xong' : 'chưa', done });
  const of = (done: number, total: number, day: Day | undefined) =>
    total === 0 ? undefined : { text: day ? vnDay(day) : `${done}/${total}`, done: done === total };
  const { steps } = seen ?? {};
  const { selfReport, silent } = steps ?? {};
  const cells: Record<BoardStep, () => Omit<StepCell, 'step'> | undefined> = {
    notice: () => on(unit.notified, steps?.notified),
    acknowledge: () => on(unit.acknowledged, steps?.acknowledged),
    report: () => {
      if (kind === 'reporting') return selfReport && { text: vnDay(selfReport.sent), done: unit.reported };
      if (silent)
        return { text: `${selfReport ? 'chưa bổ sung' : 'không gửi'}, ghi nhận ${vnDay(silent)}`, done: false };
      return selfReport?.state === 'returned'
        ? { text: 'đang bổ sung', done: false }
        : on(unit.reported, selfReport?.sent);
    },
    visit: () => of(unit.visits.held, unit.visits.total, steps?.held),
    minutes: () => of(unit.visits.signed, unit.visits.total, steps?.minutesSigned),
    conclusion: () => on(unit.concluded, steps?.concluded),
    items: () =>
      unit.items.total === 0
        ? undefined
        : {
            text: `${unit.items.closed}/${unit.items.total}`,
            done: unit.items.closed === unit.items.total,
          },
    accept: () =>
      selfReport && on(selfReport.state === 'accepted', selfReport.state === 'accepted' ? selfReport.on : undefined),
    supplement: () => (selfReport?.state === 'returned' ? { text: vnDay(selfReport.on), done: false } : undefined),
    send: () =>
      selfReport ? undefined : { text: silent ? `không gửi, ghi nhận ${vnDay(silent)}` : 'chưa gửi', done: false },
  };
  return columnsOf(kind).map((step) => {
    const cell = unit.has.has(step) ? cells[step]() : undefined;
    return cell && { step, ...cell };
  });
}
