import type { Day } from '../../domain/day.ts';
import { printableDocument } from '../../domain/document.ts';
import type { PaperDocument } from '../../domain/document.ts';
import type { PaperDraft } from '../../domain/draft.ts';
import type { FrozenGroup } from '../../domain/group.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Setting } from '../../domain/matter.ts';
import type { Outline, SelfReport } from '../../domain/outline.ts';
import type { Plan } from '../../domain/plan.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Office } from '../../store/content/office.ts';
import type { PlacedVisit } from '../inspections/visit-places.ts';
import type { TrackedProposal } from '../items/tracked-proposals.ts';
import type { Person } from '../../store/content/people.ts';
import { conclusion } from './compose-conclusion.ts';
import { directive } from './compose-directive.ts';
import { notice } from './compose-notice.ts';
import { report } from './compose-report.ts';
import type { ReportFacts } from './compose-report.ts';

/** Everything a paper is made from besides its draft; read once, so that the same data always makes the same paper. */
export interface PaperContext {
  /** As approved. */
  plan: Plan;
  setting: Setting;
  office: Office;
  /** Those the paper serves, and what stands above them. */
  units: Unit[];
  /** The team and the signer. */
  people: Person[];
  outline: Outline;
  /** The self-reports the office has, by unit. */
  reports: Map<UnitId, SelfReport>;
  /** The visits as they are now, with hour, place and chair, by unit. */
  visits: Map<UnitId, (PlacedVisit & { chair?: PersonId })[]>;
  /** The inspections it concludes, by unit. */
  inspections: Map<UnitId, Pick<Inspection, 'method' | 'place'>>;
  /** The groups a directive speaks of or a report adds up by, as frozen with it. */
  groups: FrozenGroup[];
  /** Of a report: what the round came to. */
  report?: ReportFacts;
  /** The proposals it speaks of that are followed on their own. */
  tracked?: Map<string, TrackedProposal>;
  /** Whose name stands under the paper. */
  signer: PersonId;
  day: Day;
}

/** The paper as it will be printed, without number and day: these come from the register's row. */
export const composePaper = (draft: PaperDraft, context: PaperContext): PaperDocument =>
  printableDocument<PaperDocument>(composed(draft, context));

function composed(draft: PaperDraft, context: PaperContext): PaperDocument {
  switch (draft.kind) {
    case 'notice':
      return notice(draft, context);
    case 'conclusion':
    case 'result-notice':
      return conclusion(draft, context);
    case 'report':
      return report(draft, context);
    case 'directive':
      return directive(draft, context);
  }
}
