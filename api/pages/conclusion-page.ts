import { vnDay } from '../../domain/day.ts';
import { concernedUnits } from '../../domain/finding.ts';
import { Refusal } from '../../domain/refusal.ts';
import { itemWords } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Requirement, RequirementDue } from '../../domain/requirement.ts';
import type { ConclusionView } from '../../web/pages/conclusion.ts';
import type { Deps } from '../deps.ts';
import { theirInspection, unitName } from './inspection-page.ts';
import { conclusionOf, namedPaper } from '../papers/issued.ts';
import { itemId } from '../items/item-record.ts';
import type { Visitor } from './links.ts';
import { frameOf, isInspection, places } from './page-frame.ts';

export async function conclusionView(deps: Deps, visitor: Visitor, id: string): Promise<ConclusionView> {
  const inspection = await theirInspection(deps, visitor, id);
  const { unit } = inspection.place;
  const paper = inspection.concluded?.paper;
  const draft = paper === undefined ? undefined : await conclusionOf(deps.store, paper);
  if (paper === undefined || !draft) throw new Refusal('not-found');
  const [frame, name, named] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, unit),
    namedPaper(deps.store, paper),
  ]);
  const remediation = visitor.matters.find(
    (matter): matter is Remediation => !isInspection(matter) && matter.paper === paper && matter.place.unit === unit,
  );
  const concerns = <T extends { concerns: Requirement['concerns'] }>(all: T[]): T[] =>
    all.filter((one) => concernedUnits(one.concerns, draft.serves).includes(unit));
  const where = places(visitor.base);
  return {
    ...frame,
    unit: name,
    name: named.full,
    file: where.paper(paper),
    issued: inspection.concluded!.on,
    strengths: concerns(draft.strengths).map(({ area, text }) => ({ area, text })),
    findings: concerns(draft.findings).map(({ area, text, basis, evidence, cause }) => ({
      area,
      text,
      ...(basis ? { basis } : {}),
      ...(evidence ? { evidence } : {}),
      ...(cause ? { cause } : {}),
    })),
    requirements: concerns(draft.requirements).map((requirement) => {
      const item = remediation?.items.find((one) => one.requirement === requirement.id);
      const { text, proof, responsible, untracked } = requirement;
      return {
        text,
        due: item?.due
          ? `chậm nhất ${vnDay(item.due.day)}`
          : untracked
            ? 'không ấn định'
            : requirementDue(requirement.due),
        ...(proof ? { proof } : {}),
        ...(responsible ? { responsible } : {}),
        ...(item && remediation
          ? { state: itemWords[item.state], href: where.item(itemId(remediation.id, item.n)) }
          : {}),
      };
    }),
    proposals: draft.proposals
      .filter((one) => one.unit === unit)
      .map(({ text, answer, proposal }) => ({
        text,
        ...(answer ? { answer } : {}),
        ...(proposal ? { href: where.proposal(proposal) } : {}),
      })),
  };
}

const termUnits = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', month: 'tháng' } as const;

/** A requirement's due as its reader reads it. */
export function requirementDue(due: RequirementDue | undefined): string {
  switch (due?.kind) {
    case 'term':
      return `${due.count} ${termUnits[due.unit]} kể từ ngày ban hành`;
    case 'day':
      return `chậm nhất ${vnDay(due.day)}`;
    case 'milestone':
      return `mốc theo dõi của Sở ${vnDay(due.day)}`;
    case 'event':
      return `khi ${due.event}, chậm nhất ${vnDay(due.latest)}`;
    case 'recurring':
      return `thường xuyên, báo cáo ${due.every === 'month' ? 'hằng tháng' : 'hằng quý'} đến ${vnDay(due.until)}`;
    case undefined:
      return 'không ấn định';
  }
}
