import type { Day } from '../domain/day.ts';
import type { Duty } from '../domain/duty.ts';
import { Refusal } from '../domain/refusal.ts';
import { itemWords } from '../domain/remediation.ts';
import { dueLine } from '../web/pages/due.ts';
import type { ItemView, OtherText } from '../web/pages/item.ts';
import type { Deps } from './deps.ts';
import { unitName } from './inspection-page.ts';
import { dayOf, namedPaper } from './issued.ts';
import { answerOwedFor, findItem, owedFor, reportsOf, requirementOf } from './item-record.ts';
import type { Visitor } from './links.ts';
import { filesNamed, fingerprint, frameOf, newKey, places } from './page-frame.ts';

/** What was typed and what was wrong with it, where a form comes back. */
export interface Returned {
  text: string;
  evidence: string[];
  key: string;
  faults: { text?: string; files?: string };
  /** The version the form stands over, and the fingerprint of that version's text. */
  base: number;
  was: string;
  other?: OtherText;
}

export async function itemView(deps: Deps, visitor: Visitor, id: string, returned?: Returned): Promise<ItemView> {
  const found = await findItem(deps, id);
  const { remediation, item } = found;
  const { unit } = remediation.place;
  if (!visitor.matters.some((own) => own.id === remediation.id)) throw new Refusal('not-found');
  const [frame, name, paper, requirement, reports, story, day] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, unit),
    namedPaper(deps.store, remediation.paper),
    requirementOf(deps, found),
    reportsOf(deps, id),
    deps.store.itemReports.get(id),
    dayOf(deps, remediation),
  ]);
  const draft = returned ?? story.draft;
  const evidence = await deps.store.evidence.getMany([
    ...reports.flatMap((report) => report.evidence),
    ...(draft?.evidence ?? []),
  ]);
  const owed = owedFor(found);
  const awaited = answerOwedFor(found);
  const last = reports.findLast((report) => report.id === item.report);
  const named = (basis: string) => (basis === remediation.paper ? paper.name : undefined);
  const where = places(visitor.base);
  return {
    ...frame,
    unit: name,
    n: item.n,
    text: requirement?.text ?? 'Nội dung khắc phục',
    paper: { name: paper.full, href: where.paper(paper.id) },
    ...(requirement?.proof ? { proof: requirement.proof } : {}),
    ...(requirement?.responsible ? { responsible: requirement.responsible } : {}),
    state: itemWords[item.state],
    due: owed && dueLine(owed, remediation.calendar, day, named),
    ...(item.state === 'reported' && last
      ? {
          awaiting: {
            at: last.at,
            receipt: last.receipt,
            by: frame.office.division,
            until: awaited && dueLine(awaited, remediation.calendar, day, named),
          },
        }
      : {}),
    ...(owed
      ? {
          form: {
            action: where.item(id),
            key: returned?.key ?? newKey(),
            text: draft?.text ?? '',
            files: filesNamed(visitor.base, draft?.evidence ?? [], evidence),
            ...(story.draft && !returned?.other ? { savedAt: story.draft.savedAt } : {}),
            ...(owed.kind === 'confirm-period' && owed.due ? { period: periodOf(owed) } : {}),
            faults: returned?.faults ?? {},
            base: returned?.base ?? story.draft?.version ?? 0,
            was: returned?.was ?? fingerprint(story.draft?.text ?? ''),
            ...(returned?.other ? { other: returned.other } : {}),
          },
        }
      : {}),
    ...(!owed && draft && draft.text.trim() !== '' ? { unsent: draft.text } : {}),
    reports: reports.map((report) => ({
      at: report.at,
      receipt: report.receipt,
      text: report.text,
      files: filesNamed(visitor.base, report.evidence, evidence),
      ...(report.period ? { period: report.period } : {}),
      ...(report.answer
        ? { answer: { met: report.answer.verdict === 'met', remarks: report.answer.remarks, at: report.answer.at } }
        : {}),
    })),
    ...(item.closedOn ? { closedOn: item.closedOn } : {}),
  };
}

/** The period a confirmation is for: its duty is named by the period's last day. */
const periodOf = ({ id }: Duty): Day => id.slice(id.lastIndexOf(':') + 1) as Day;
