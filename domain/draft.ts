import type { PaperDocument } from './document.ts';
import type { Finding, Strength } from './finding.ts';
import type { Requirement } from './requirement.ts';
import type { UnitId } from './role.ts';

/** What people write of a conclusion before it is submitted. */
export interface ConclusionDraft {
  kind: 'conclusion';
  serves: UnitId[];
  strengths: Strength[];
  findings: Finding[];
  requirements: Requirement[];
  proposals: { unit: UnitId; text: string; answer?: string }[];
}

/** What people write of an inspection notice; the rest follows from the plan. */
export interface NoticeDraft {
  kind: 'notice';
  serves: UnitId[];
  /** Additional requests, one sentence each. */
  requests: string[];
}

export type PaperDraft = ConclusionDraft | NoticeDraft;

/** A draft as submitted: the data it tracks and the document it prints, frozen together under one hash. */
export interface FrozenPaper {
  draft: PaperDraft;
  /** Without number and day: these come from the register's row. */
  document: PaperDocument;
}
