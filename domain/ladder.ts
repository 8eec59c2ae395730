import type { Role } from './role.ts';

/** What a rung does besides being on record. */
export type RungAct = 'tell' | 'call' | 'draft-official-letter' | 'put-to-leader';

export interface Rung {
  /** Working days from the due day (or the office's milestone); negative: before it. */
  offset: number;
  to: (Role | 'who-owes')[];
  does: RungAct;
  /** Only for a vertically managed agency, only for others, or only once a leader approved it. */
  when?: 'vertical-agency' | 'own-agency' | 'approved';
}

/** The rungs of a chase, quietest first. Source: practice.md §3, shipped as defaults. */
export interface Ladder {
  rungs: Rung[];
  /** Working days between repeats after the last rung; not for vertically managed agencies. */
  thenEvery?: number;
  /** The event that ends the chase even though the duty was not met. */
  until?: 'visit-held';
}

export const ladderNames = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type LadderName = (typeof ladderNames)[number];
export type Ladders = Record<LadderName, Ladder>;

/** What each ladder is for. */
export const ladderWords: Record<LadderName, string> = {
  A: 'Xác nhận, giải trình, góp ý của đơn vị',
  B: 'Báo cáo tự kiểm tra, báo cáo kỳ',
  C: 'Khắc phục, trả lời kiến nghị',
  D: 'Việc của Sở và của đoàn',
  E: 'Phê duyệt, ký',
  F: 'Việc thường xuyên, điều cấm',
};

/** When a rung is told only then. */
export const rungWhenWords: Record<NonNullable<Rung['when']>, string> = {
  'vertical-agency': 'chỉ với cơ quan ngành dọc',
  'own-agency': 'trừ cơ quan ngành dọc',
  approved: 'khi lãnh đạo đã đồng ý',
};

/** What is wrong with a ladder or a term, and where: `rungs[2].to`. */
export interface RuleFault {
  at: string;
  sentence: string;
}

/** Why a ladder cannot be chased by; none where it can. The same for a round's own and for the office's. */
export function ladderFaults({ rungs, thenEvery }: Ladder): RuleFault[] {
  const faults: RuleFault[] = [];
  const fault = (at: string, sentence: string) => void faults.push({ at, sentence });
  if (rungs.length === 0) fault('rungs', 'Lịch nhắc phải có ít nhất một mức.');
  if (rungs.some(({ offset }, i) => i > 0 && offset < rungs[i - 1]!.offset))
    fault('rungs', 'Các mức nhắc phải xếp từ sớm đến muộn.');
  rungs.forEach((rung, i) => {
    const { to, when } = rung;
    if (to.length === 0) fault(`rungs[${i}].to`, `Mức nhắc ${i + 1} chưa ghi tới ai.`);
    if (new Set(to).size < to.length) fault(`rungs[${i}].to`, `Mức nhắc ${i + 1} ghi một người hai lần.`);
    const twice = rungs.findIndex((other, j) => j < i && tellsTheSame(other, rung));
    if (twice >= 0)
      fault(
        `rungs[${i}].to`,
        `Mức nhắc ${twice + 1} và mức nhắc ${i + 1} làm cùng một việc, cùng ngày, với cùng người.`,
      );
    if (when === 'approved' && !rungs.some(({ does }, j) => j < i && does === 'put-to-leader'))
      fault(
        `rungs[${i}].when`,
        `Mức nhắc ${i + 1} chờ lãnh đạo đồng ý, mà trước đó không có mức nào báo cáo lãnh đạo xem xét.`,
      );
  });
  if (thenEvery !== undefined && rungs.length > 0 && rungs.at(-1)!.offset < 0)
    fault('thenEvery', 'Chỉ nhắc lại được khi mức cuối ở ngày đến hạn hoặc sau hạn.');
  return faults;
}

const tellsTheSame = (one: Rung, other: Rung): boolean =>
  one.offset === other.offset &&
  one.does === other.does &&
  (one.when === other.when || one.when === undefined || other.when === undefined) &&
  one.to.some((who) => other.to.includes(who));

const tell = (offset: number, ...to: Rung['to']): Rung => ({ offset, to, does: 'tell' });

export const defaultLadders: Ladders = {
  /** Short answers of a unit: acknowledgement, explanation. */
  A: {
    rungs: [
      tell(0, 'unit-contact'),
      tell(1, 'unit-contact', 'unit-head'),
      { offset: 1, to: ['secretary'], does: 'call' },
      tell(2, 'lead'),
    ],
  },
  /** The self-assessment before a visit. */
  B: {
    rungs: [tell(-3, 'unit-contact'), tell(-1, 'unit-contact'), tell(1, 'unit-contact', 'unit-head'), tell(2, 'lead')],
    until: 'visit-held',
  },
  /** Remediation. A vertically managed agency's chase ends with a letter to its direct superior. */
  C: {
    rungs: [
      tell(-5, 'unit-contact'),
      tell(-1, 'unit-contact'),
      tell(1, 'unit-contact', 'unit-head'),
      { offset: 5, to: ['unit-contact', 'unit-head'], does: 'draft-official-letter' },
      { offset: 10, to: ['superior'], does: 'draft-official-letter', when: 'vertical-agency' },
      { offset: 10, to: ['director'], does: 'put-to-leader', when: 'own-agency' },
      { offset: 15, to: ['unit-contact', 'unit-head'], does: 'draft-official-letter', when: 'approved' },
    ],
    thenEvery: 10,
  },
  /** The office's own work; after the last rung it stands on the Monday page. */
  D: { rungs: [tell(-1, 'who-owes'), tell(1, 'who-owes', 'division-head'), tell(3, 'who-owes', 'deputy-director')] },
  /** Signatures: the Chairman himself is never mailed. */
  E: { rungs: [tell(0, 'leader-secretary'), tell(2, 'division-head')] },
  /** Standing duties, confirmed each quarter. */
  F: {
    rungs: [
      tell(-5, 'unit-contact'),
      tell(3, 'unit-contact', 'unit-head'),
      { offset: 10, to: ['unit-contact', 'unit-head'], does: 'draft-official-letter' },
    ],
  },
};
