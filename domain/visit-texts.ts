import type { Day } from './day.ts';
import type { ConclusionDraft } from './draft.ts';
import type { UnitId } from './role.ts';

/** What is frozen with the decisions around a visit; records and letters name it by its snapshot. */

/** Why a visit was moved, put off, kept or given up; after a move, the hour and place it is now at. */
export interface VisitChangeText {
  text: string;
  /** `08:00`, hours of Vietnam; as planned if absent. */
  startsAt?: string;
  at?: string;
  /** The site of the unit it is held at. */
  site?: UnitId;
}

/** What the team asks the unit to explain. */
export interface QuestionText {
  text: string;
  points?: string[];
}

/** What the unit answers; `evidence` names its files. */
export interface AnswerText {
  text: string;
  evidence: string[];
  origin?: Origin;
}

/** The draft conclusion as it was put before one unit: only what concerns it. */
export interface CommentedDraft {
  /** `<campaign>:conclusion:<n>` and its version. */
  paper: string;
  version: number;
  draft: ConclusionDraft;
}

/** How an answer came that the office entered for a unit (nhập hộ). */
export interface Origin {
  by: 'paper' | 'telephone';
  /** Of the unit's paper, as it writes them. */
  number?: string;
  day?: Day;
  /** Who signed it, or who rang. */
  signer: string;
  arrived: Day;
  /** The scanned paper, or the note of the call. */
  file?: string;
}

/** How the unit's answer came, as people read it. */
export const originWords: Record<Origin['by'], string> = { paper: 'văn bản giấy', telephone: 'điện thoại' };
