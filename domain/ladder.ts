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
