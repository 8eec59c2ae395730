import { examined } from '../../domain/report-step.ts';
import type { Examined } from '../../domain/report-step.ts';
import type { Deps } from '../deps.ts';
import { selfReportCase } from '../inspections/inspection-record.ts';
import type { SelfReportCase } from '../inspections/inspection-record.ts';
import { theirInspection } from './inspection-page.ts';
import type { Visitor } from './links.ts';

/** A self-assessment as its pages need it. */
export interface Writing extends SelfReportCase, Examined {
  version: number;
}

export async function writingOf(deps: Deps, visitor: Visitor, id: string): Promise<Writing> {
  return writing(await selfReportCase(deps, await theirInspection(deps, visitor, id)));
}

export const writing = (report: SelfReportCase): Writing => ({
  ...report,
  ...examined(report, report.story.draft?.typed),
  version: report.story.draft?.version ?? 0,
});
