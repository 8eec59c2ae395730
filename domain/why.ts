import { workingDaysBetween } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { untold } from './chase.ts';
import { vnDay } from './day.ts';
import type { Day } from './day.ts';
import { isVertical, measuredFrom } from './duty.ts';
import type { Duty, DutyKind, Move } from './duty.ts';
import type { DutyTerm, TermName } from './duty-terms.ts';
import type { Rung, RungAct } from './ladder.ts';
import type { Matter } from './matter.ts';
import type { Role } from './role.ts';
import { explainDue, unitWords } from './term.ts';

/** Roles as people read them. */
export const roleWords: Record<Role, string> = {
  'unit-contact': 'đầu mối đơn vị',
  'unit-head': 'thủ trưởng đơn vị',
  secretary: 'thư ký đoàn',
  lead: 'trưởng đoàn',
  member: 'thành viên đoàn',
  chair: 'người chủ trì buổi kiểm tra',
  planner: 'người lập kế hoạch',
  'division-head': 'trưởng phòng',
  'deputy-director': 'phó giám đốc phụ trách',
  director: 'giám đốc',
  'leader-secretary': 'thư ký lãnh đạo',
  signer: 'người ký',
  clerk: 'văn thư',
  superior: 'cơ quan cấp trên trực tiếp',
  operator: 'người vận hành',
  administrator: 'người quản trị',
};

/** What is owed, as a line of a list. */
export const dutyWords: Record<DutyKind, string> = {
  'approve-plan': 'Phê duyệt kế hoạch kiểm tra',
  'revise-plan': 'Sửa và trình lại kế hoạch kiểm tra',
  'issue-notice': 'Gửi thông báo kiểm tra',
  'end-inspection': 'Kết thúc kiểm tra',
  'send-official-letter': 'Gửi công văn đôn đốc',
  'draft-report': 'Lập báo cáo tổng hợp',
  acknowledge: 'Xác nhận đã nhận thông báo kiểm tra',
  'self-report': 'Gửi báo cáo tự kiểm tra',
  'supplement-self-report': 'Bổ sung báo cáo tự kiểm tra',
  'review-self-report': 'Xem báo cáo tự kiểm tra',
  'decide-another-day': 'Trả lời đơn vị xin đổi ngày',
  minutes: 'Ký biên bản kiểm tra',
  explain: 'Giải trình theo yêu cầu của đoàn kiểm tra',
  'comment-draft': 'Góp ý dự thảo kết luận',
  'draft-conclusion': 'Dự thảo kết luận kiểm tra',
  redraft: 'Sửa dự thảo văn bản bị trả lại',
  appraise: 'Thẩm định dự thảo văn bản',
  sign: 'Ký văn bản',
  number: 'Cấp số, phát hành văn bản',
  remediate: 'Báo cáo kết quả khắc phục',
  'confirm-period': 'Xác nhận việc thường xuyên trong kỳ',
  verify: 'Thẩm tra báo cáo khắc phục',
  close: 'Đóng nội dung đã đạt',
  'decide-extension': 'Quyết định việc gia hạn',
  'review-incidents': 'Xem xét vụ vi phạm đơn vị báo cáo',
  'route-proposal': 'Chuyển kiến nghị của đơn vị',
  'answer-proposal': 'Trả lời kiến nghị',
};

/** What the day 0 of a term is, by the rule the due was reckoned by. */
export const anchors: Record<string, string> = {
  'approve-plan': 'ngày trình kế hoạch',
  'revise-plan': 'ngày kế hoạch được trả lại',
  'issue-notice': 'buổi kiểm tra đầu tiên',
  'end-inspection': 'ngày đơn vị cuối cùng có kết luận',
  'send-official-letter': 'ngày có đơn vị đến mức gửi công văn',
  'draft-report': 'ngày kết thúc kiểm tra, hoặc hạn gửi báo cáo của đơn vị',
  'report-by': 'ngày kế hoạch yêu cầu gửi báo cáo',
  'decide-another-day': 'ngày đơn vị xin đổi lịch',
  explain: 'ngày yêu cầu giải trình',
  'comment-draft': 'ngày gửi dự thảo xin ý kiến',
  'decide-extension': 'ngày đơn vị xin gia hạn',
  'review-incidents': 'ngày đơn vị báo cáo vụ vi phạm',
  'route-proposal': 'ngày ghi nhận kiến nghị',
  'answer-proposal': 'ngày chuyển kiến nghị',
  acknowledge: 'ngày ban hành thông báo kiểm tra',
  'self-report': 'buổi kiểm tra',
  'late-notice': 'ngày đơn vị được thông báo',
  'supplement-self-report': 'ngày đề nghị bổ sung báo cáo',
  'review-self-report': 'ngày nhận báo cáo',
  minutes: 'ngày kiểm tra',
  'draft-conclusion': 'buổi kiểm tra cuối',
  'report-judged': 'ngày chấp nhận báo cáo, hoặc ghi nhận đơn vị không gửi',
  'visit-dropped': 'ngày bỏ buổi kiểm tra còn lại',
  'draft-given-up': 'ngày dự thảo trước không dùng nữa',
  redraft: 'ngày dự thảo được trả lại',
  appraise: 'ngày trình dự thảo',
  sign: 'ngày thẩm định xong',
  number: 'ngày ký',
  remediate: 'ngày đề nghị bổ sung kết quả',
  assign: 'ngày giao việc',
  verify: 'ngày nhận báo cáo',
  close: 'ngày thẩm tra đạt',
};

/** Why a due was moved. */
const moveWords: Record<Move['why'], string> = {
  extension: 'được gia hạn',
  calendar: 'lịch nghỉ thay đổi',
  'visit-moved': 'đổi lịch kiểm tra',
  suspension: 'tạm dừng theo dõi',
};

/**
 * Why a duty is due on that day, in one sentence. `paper` names the paper a due was reckoned by
 * (“Thông báo kết luận số 05/TB-SNV”); undefined where it is not known.
 */
export function whyThisDay(duty: Duty, calendar: Calendar, paper: (id: string) => string | undefined): string {
  const moves = duty.moves.map(
    ({ from, to, why }) => ` Đã chuyển từ ${vnDay(from)} sang ${vnDay(to)}: ${moveWords[why]}.`,
  );
  if (duty.due === undefined) {
    return duty.followUpOn === undefined
      ? ''
      : `Văn bản không ghi hạn; ${vnDay(duty.followUpOn)} là mốc theo dõi của Sở.${moves.join('')}`;
  }
  return explainDue(duty.due, { from: anchorOf(duty, paper) }, calendar) + moves.join('');
}

function anchorOf(duty: Duty, paper: (id: string) => string | undefined): string {
  const { basis, count } = duty.due!.reckoned;
  const rule = /^rule:(.+)$/.exec(basis)?.[1];
  if (rule !== undefined) return anchors[rule] ?? 'ngày bắt đầu tính';
  if (basis.startsWith('remarks:')) return 'ngày Sở đã quyết định';
  const named = paper(basis) ?? 'văn bản';
  if (duty.kind === 'confirm-period') return `ngày cuối kỳ theo ${named}`;
  return count === 0 ? `ngày ghi trong ${named}` : `ngày ban hành ${named}`;
}

/** How far a duty is from its day: overdue is only said of a due, never of the office's milestone. */
export interface Standing {
  /** Working days past the day; negative before it, 0 on it. */
  past: number;
  milestone: boolean;
  /** Past a day that a paper or a rule sets. */
  overdue: boolean;
  /** `còn 4 ngày làm việc`, `quá 1 ngày làm việc`, `đã qua mốc theo dõi của Sở 2 ngày làm việc`. */
  words: string;
}

/** A vertically managed agency is not told that it is late, only that the day has passed. */
export function standing(duty: Duty, calendar: Calendar, on: Day, vertical = false): Standing {
  const day = measuredFrom(duty);
  if (day === undefined) return { past: 0, milestone: false, overdue: false, words: 'chưa có hạn' };
  const past = workingDaysBetween(calendar, day, on);
  const milestone = duty.due === undefined;
  const isPast = on > day;
  const words = isPast
    ? `${milestone ? 'đã qua mốc theo dõi của Sở' : vertical ? 'hạn đã qua' : past === 0 ? 'đã quá hạn' : 'quá'}${by(past)}`
    : milestone
      ? past === 0
        ? 'mốc theo dõi của Sở hôm nay'
        : `mốc theo dõi của Sở, còn ${count(-past)}`
      : past === 0
        ? 'đến hạn hôm nay'
        : `còn ${count(-past)}`;
  return { past, milestone, overdue: !milestone && isPast, words };
}

/** On the days off after a day nothing was counted yet. */
const by = (past: number): string => (past === 0 ? '' : ` ${count(past)}`);

const count = (days: number): string => `${days} ngày làm việc`;

/** What a rung does, in a list. */
export const rungActWords: Record<RungAct, string> = {
  tell: 'thư nhắc',
  call: 'gọi điện',
  'draft-official-letter': 'công văn đôn đốc',
  'put-to-leader': 'báo cáo lãnh đạo xem xét',
};

/** When a rung is told, against the due: `trước hạn 3 ngày làm việc`. */
export const offsetWords = (offset: number): string =>
  offset === 0 ? 'đúng ngày đến hạn' : `${offset < 0 ? 'trước hạn' : 'quá hạn'} ${count(Math.abs(offset))}`;

/** Whom a rung tells. */
export const toWords = (to: Rung['to'][number]): string => (to === 'who-owes' ? 'người thực hiện' : roleWords[to]);

/** How long a duty has: `5 ngày làm việc kể từ ngày trình kế hoạch`. */
export function termWords(name: TermName, term: DutyTerm): string {
  const from = anchors[name] ?? 'ngày bắt đầu tính';
  if (term.count === 0) return `ngay ${from}`;
  return `${Math.abs(term.count)} ${unitWords[term.unit]} ${term.count < 0 ? 'trước' : 'kể từ'} ${from}`;
}

/** The number of a rung as people read it. */
export const rungWords = (rung: number): string => `Mức nhắc ${rung + 1}`;

/** Why somebody is told of this duty by this rung, in one sentence. */
export function whyYou(
  duty: Duty,
  matter: Pick<Matter, 'calendar' | 'vertical'>,
  rung: number,
  role: Role,
  on: Day,
): string {
  const { past, milestone, overdue } = standing(duty, matter.calendar, on);
  const owes = duty.owedBy.role === role || (role === 'unit-contact' && duty.owedBy.role.startsWith('unit-'));
  const reason = overdue
    ? `${isVertical(duty, matter) ? 'hạn theo văn bản đã qua' : 'đã quá hạn'}${by(past)}`
    : milestone && past > 0
      ? `đã qua mốc theo dõi của Sở ${count(past)}`
      : past === 0
        ? `hôm nay là ${milestone ? 'mốc theo dõi của Sở' : 'hạn'}`
        : `còn ${count(-past)} là đến ${milestone ? 'mốc theo dõi của Sở' : 'hạn'}`;
  const level = rungWords(rung);
  return owes
    ? `Thư này gửi ${roleWords[role]} vì ${reason} (${level}).`
    : `Thư này gửi thêm ${roleWords[role]} vì ${reason} (${level}).`;
}

/** The rungs of a duty's chase that are told next. */
export interface NextStep {
  day: Day;
  rungs: Rung[];
}

/** The rungs told on the next day one is; undefined when the chase has no more. */
export function nextStep(matter: Matter, duty: Duty): NextStep | undefined {
  const planned = untold(matter, duty);
  const [day] = planned.map((one) => one.day).sort();
  return day && { day, rungs: planned.filter((one) => one.day === day).map(({ rung }) => rung) };
}

/** What comes next and when: `Mức tiếp theo: công văn của Sở Nội vụ, sáng 17/03/2026.` */
export function whatNext(next: NextStep | undefined, organ: string): string {
  if (!next) return 'Đây là mức nhắc cuối của lịch nhắc.';
  const acts = [...new Set(next.rungs.map((rung) => actWords(rung, organ)))];
  return `Mức tiếp theo: ${acts.join(' và ')}, sáng ${vnDay(next.day)}.`;
}

/** What a rung does, and to whom: `thư nhắc gửi đầu mối đơn vị`. */
export function actWords({ does, to, when }: Pick<Rung, 'does' | 'to' | 'when'>, organ: string): string {
  switch (does) {
    case 'draft-official-letter':
      if (when === 'approved') return 'văn bản của Ủy ban nhân dân tỉnh';
      return to.includes('superior') ? 'công văn gửi cơ quan cấp trên trực tiếp' : `công văn của ${organ}`;
    case 'put-to-leader':
      return `báo cáo lãnh đạo ${organ} xem xét`;
    case 'call':
      return `${to.map(toWords).join(', ')} gọi điện`;
    case 'tell':
      return `thư nhắc gửi ${to.map(toWords).join(' và ')}`;
  }
}
