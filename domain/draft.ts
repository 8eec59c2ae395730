import type { Day } from './day.ts';
import type { PaperDocument } from './document.ts';
import type { Finding, Strength } from './finding.ts';
import type { FrozenGroup, GroupId } from './group.ts';
import type { RelatedPaper } from './paper-symbol.ts';
import type { Requirement } from './requirement.ts';
import type { UnitId } from './role.ts';

/** What the writer of a conclusion or a directive found and asks. */
interface Findings {
  strengths: Strength[];
  findings: Finding[];
  requirements: Requirement[];
}

/** What people write of a conclusion, or of the result of a desk inspection, before it is submitted. */
export interface ConclusionDraft extends Findings {
  kind: 'conclusion' | 'result-notice';
  serves: UnitId[];
  /** Which inspection of these units it concludes; 1 if absent, a re-inspection's is 2 or more. */
  n?: number;
  /** `proposal`: followed on its own under that id, `<campaign>:<unit>:<n>`. */
  proposals: { unit: UnitId; text: string; answer?: string; proposal?: string }[];
}

/** What people write of an inspection notice; the rest follows from the plan. */
export interface NoticeDraft {
  kind: 'notice';
  serves: UnitId[];
  /** Additional requests, one sentence each. */
  requests: string[];
}

/** What people write of a công văn that directs units line by line (chỉ đạo, chấn chỉnh). */
export interface DirectiveDraft extends Findings {
  kind: 'directive';
  /** The office itself, or the People's Committee above it, whose paper comes back signed. */
  issuer: 'office' | 'parent';
  /** After `V/v`. */
  subject: string;
  /** Sentences before the findings: on which papers it rests, what went well. */
  leadIn: string[];
  /** Whole groups addressed, and units addressed by name; `serves` is all of them, frozen at submission. */
  groups: GroupId[];
  named: UnitId[];
  serves: UnitId[];
}

/** What people write of the report of a round: its figures and who sent none follow from the records. */
export interface ReportDraft {
  kind: 'report';
  /** The units whose reports it consolidates and ends; none in a report on a round of inspections. */
  serves: UnitId[];
  /** The groups its tables add up by, in their order; without any, by the level of the units. */
  groups?: GroupId[];
  title: string;
  sections: { title: string; paragraphs: string[] }[];
  /** Main tasks of the period to come. */
  tasks: string[];
  /** Papers it rests on or cites. */
  related?: RelatedPaper[];
}

export type PaperDraft = ConclusionDraft | NoticeDraft | DirectiveDraft | ReportDraft;

/** The drafts that find and ask: their requirements become items. */
export type AskingDraft = ConclusionDraft | DirectiveDraft;

export const asksUnits = (draft: PaperDraft): draft is AskingDraft =>
  draft.kind === 'conclusion' || draft.kind === 'result-notice' || draft.kind === 'directive';

/** What a draft is about, beyond its kind: its subject or title. */
export const aboutOf = (draft: PaperDraft): string =>
  draft.kind === 'directive' ? draft.subject : draft.kind === 'report' ? draft.title : '';

/** A draft as submitted: the data it tracks and the document it prints, frozen together under one hash. */
export interface FrozenPaper {
  draft: PaperDraft;
  /** Who belonged to the groups it speaks of on the day it was submitted. */
  groups?: FrozenGroup[];
  /** Without number and day: these come from the register's row. */
  document: PaperDocument;
}

/** The number, day and signer of a paper issued in another system, as entered with its file. */
export interface PaperEntry {
  /** As the paper writes it, `1770/ UBND - KSTT`, and as NĐ 30/2020 does. */
  asWritten: string;
  normalised: string;
  on: Day;
  signer: string;
  issuer: string;
  /** The file of the signed paper, by its hash; whether it differs from what was drafted here. */
  file: string;
  differs?: true;
}
