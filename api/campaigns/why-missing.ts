import type { Day } from '../../domain/day.ts';
import { vnDay } from '../../domain/day.ts';
import { isOpen, isPaused, measuredFrom } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import type { DropReason } from '../../domain/letter.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import { dutyWords } from '../../domain/why.ts';
import type { ForetoldRow } from '../../store/records/foretold.ts';
import type { LineRow } from '../../store/records/lines.ts';
import type { Deps } from '../deps.ts';
import { eventWords } from '../letters.ts';

const endWords: Record<NonNullable<Duty['ended']>['how'], string> = {
  met: 'đã xong',
  cancelled: 'đã hủy',
  replaced: 'đã thay bằng việc khác',
  'handed-over': 'đã bàn giao',
  lapsed: 'đã hết hạn, coi như thống nhất',
};

const dropWords: Record<DropReason, string> = {
  met: 'việc đã xong trước khi thư đi',
  cancelled: 'việc đã hủy',
  replaced: 'việc đã thay bằng việc khác',
  'handed-over': 'việc đã bàn giao',
  lapsed: 'việc đã hết hạn, coi như thống nhất',
  moved: 'hạn đã dời',
  paused: 'việc đang tạm dừng',
  'matter-closed': 'hồ sơ đã đóng',
  overtaken: 'đã có kết quả mới hơn',
  'holder-changed': 'người giữ vai trò đã thay',
  'record-missing': 'hồ sơ không còn',
};

/**
 * Why these foretold letters did not leave, in the order of what can be known: their line was written and what became
 * of it, somebody else was told, what became of the duty, or that nothing led to it. Read at once for a whole page.
 */
export async function whyMissing(
  { store }: Pick<Deps, 'store'>,
  campaign: CampaignId,
  rows: readonly ForetoldRow[],
): Promise<(row: ForetoldRow) => string> {
  const units = [...new Set(rows.flatMap((row) => row.units))];
  const ids = [...new Set(rows.flatMap(({ lines }) => lines.map(({ matter }) => matter)))];
  const [matters, followUps, written] = await Promise.all([
    store.matters.listed(ids),
    store.progress.followUps(campaign, units),
    store.lines.ofMatters(ids),
  ]);
  const byUnit = new Map<UnitId, Duty[]>();
  for (const { place, duties } of followUps) byUnit.set(place.unit, [...(byUnit.get(place.unit) ?? []), ...duties]);

  /** The duty itself; a remediation bears the number of its paper, which is taken as papers are made. */
  const dutyOf = ({ lines, units: about, duties }: ForetoldRow): Duty | undefined => {
    const line = lines.find(({ duty }) => duty !== undefined);
    if (!line) return undefined;
    if (!line.matter.startsWith('remediation:'))
      return matters.get(line.matter)?.duties.find(({ id }) => id === line.duty);
    const same = about.flatMap((unit) => byUnit.get(unit) ?? []).filter(({ kind }) => kind === duties[0]);
    return same.find(isOpen) ?? same.at(-1);
  };

  return (row) => {
    const { lines, recipient, kind, duties } = row;
    const told = written.filter(
      (one) =>
        one.letter === kind &&
        lines.some(({ matter, duty, rung }) => one.matter === matter && one.duty === duty && one.rung === rung),
    );
    const mine = told.filter(({ person }) => person === recipient);
    const line = mine.find(({ status }) => status !== 'sent') ?? mine[0];
    if (line) return ofLine(line);
    if (told.some(({ status }) => status === 'sent')) return 'Thư này đã gửi cho người khác đang giữ vai trò ấy.';
    if (kind !== 'reminder') return `Chưa có việc dẫn tới thư này: ${lower(eventWords[kind])}`;
    const what = duties[0] ? dutyWords[duties[0]] : 'Việc này';
    const duty = dutyOf(row);
    return duty ? ofDuty(what, duty, row.day) : `${what}: việc này chưa phát sinh.`;
  };
}

function ofLine({ status, why, day }: LineRow): string {
  switch (status) {
    case 'waiting':
      return `Đã đến mức nhắc ngày ${vnDay(day)}, thư đang chờ gửi.`;
    case 'undeliverable':
      return 'Đã gửi mà máy chủ thư không nhận.';
    case 'gathered':
      return 'Đã gộp vào công văn đôn đốc.';
    case 'dropped':
      return `Không gửi nữa: ${why ? dropWords[why] : 'không còn gì phải báo'}.`;
    case 'sent':
      return `Đã báo trong một lá thư khác, mức nhắc ngày ${vnDay(day)}.`;
  }
}

function ofDuty(what: string, duty: Duty, foretold: Day): string {
  const day = measuredFrom(duty);
  if (duty.ended)
    return `${what}: ${endWords[duty.ended.how]} ngày ${vnDay(duty.ended.on)}${duty.ended.on <= foretold ? ', trước ngày nhắc dự kiến' : ''}.`;
  if (isPaused(duty)) return `${what}: đang tạm dừng theo dõi.`;
  if (day === undefined) return `${what}: chưa có hạn.`;
  return day > foretold
    ? `${what}: hạn thật là ${vnDay(day)}, chưa đến mức nhắc này.`
    : `${what}: hạn thật là ${vnDay(day)}, nhắc theo hạn ấy.`;
}

const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
