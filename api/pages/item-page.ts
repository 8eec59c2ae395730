import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isPaused } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { vnNumber } from '../../domain/number.ts';
import { Refusal } from '../../domain/refusal.ts';
import { itemWords } from '../../domain/remediation.ts';
import type { ItemEntry, TypedFigures } from '../../store/content/item-reports.ts';
import { dueLine } from '../../web/pages/due.ts';
import type { ItemView, OtherText } from '../../web/pages/item.ts';
import type { Deps } from '../deps.ts';
import { unitName } from './inspection-page.ts';
import { dayOf, namedPaper } from '../papers/issued.ts';
import { incidentOf } from '../items/item-acts.ts';
import {
  answerOwedFor,
  findItem,
  isExtendable,
  meetingOf,
  owedFor,
  reportsOf,
  requirementOf,
  textsOf,
} from '../items/item-record.ts';
import type { ReadReport } from '../items/item-record.ts';
import type { Visitor } from './links.ts';
import { filesNamed, fingerprint, frameOf, newKey, places } from './page-frame.ts';

/** What was typed and what was wrong with it, where a form comes back. */
export interface Returned {
  text: string;
  evidence: string[];
  figures?: TypedFigures;
  key: string;
  faults: { text?: string; files?: string; figures?: string };
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
  const [frame, name, paper, requirement, reports, story, day, texts, meets] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, unit),
    namedPaper(deps.store, remediation.paper),
    requirementOf(deps, found),
    reportsOf(deps, id),
    deps.store.itemReports.get(id),
    dayOf(deps, remediation),
    textsOf(deps, found),
    meetingOf(deps, found),
  ]);
  const named = (basis: string) => (basis === remediation.paper ? paper.name : undefined);
  const cooperating = await deps.store.units.getMany(requirement?.cooperates ?? []);
  const draft = returned ?? story.draft;
  const evidence = await deps.store.evidence.getMany([
    ...reports.flatMap((report) => report.evidence),
    ...(draft?.evidence ?? []),
  ]);
  const owed = owedFor(found);
  // at rest nothing is reported, and no period before it begins
  const isAhead = owed !== undefined && owed.opened > day;
  const writable = item.suspended || isAhead ? undefined : owed;
  const counted = writable && dueLine(writable, remediation, day, named);
  const figures = draft?.figures ?? {};
  const awaited = answerOwedFor(found);
  const last = reports.findLast((report) => report.id === item.report);
  const where = places(visitor.base);
  return {
    ...frame,
    unit: name,
    n: item.n,
    text: requirement?.text ?? 'Nội dung khắc phục',
    paper: { name: paper.full, href: where.paper(paper.id) },
    ...(requirement?.proof ? { proof: requirement.proof } : {}),
    ...(requirement?.responsible ? { responsible: requirement.responsible } : {}),
    ...(requirement?.target ? { target: `${vnNumber(requirement.target.percent)}% ${requirement.target.of}` } : {}),
    ...(cooperating.length > 0 ? { cooperates: cooperating.map((partner) => partner.name) } : {}),
    ...(meets && item.state === 'elsewhere' ? { meets: { paper: meets.paper.full, href: where.item(meets.id) } } : {}),
    ...(item.suspended
      ? { suspended: { on: item.suspended.on, reason: texts.get(item.suspended.remarks) ?? '' } }
      : {}),
    ...(item.reopened ? { reopened: { on: item.reopened.on, reason: texts.get(item.reopened.remarks) ?? '' } } : {}),
    extensions: (item.extensions ?? []).map(({ asked, until, reason, decided, withdrawn }) => ({
      asked,
      until,
      reason: texts.get(reason) ?? '',
      ...(decided
        ? {
            decided: {
              on: decided.on,
              granted: decided.granted,
              ...(decided.until ? { until: decided.until } : {}),
              remarks: texts.get(decided.remarks) ?? '',
            },
          }
        : {}),
      ...(withdrawn ? { withdrawn: true as const } : {}),
      // asking for it stopped the chase of this very duty
      ...(owed?.pauses.some(({ basis }) => basis === reason) ? { current: true as const } : {}),
    })),
    ...(item.twins?.length ? { twins: item.twins.length } : {}),
    state: itemWords[item.state],
    ...(isAhead && owed.due ? { ahead: { period: periodOf(owed), from: owed.opened, until: owed.due.day } } : {}),
    due:
      counted && owed && isPaused(owed) ? { ...counted, words: 'chờ trả lời về gia hạn', urgency: 'later' } : counted,
    ...(item.state === 'reported' && last
      ? {
          awaiting: {
            at: last.at,
            ...(last.entry ? { arrived: last.entry.arrived } : {}),
            receipt: last.receipt,
            by: frame.office.division,
            until: awaited && dueLine(awaited, remediation, day, named),
          },
        }
      : {}),
    ...(writable
      ? {
          form: {
            action: where.item(id),
            key: returned?.key ?? newKey(),
            text: draft?.text ?? '',
            files: filesNamed(visitor.base, draft?.evidence ?? [], evidence),
            ...(story.draft && !returned?.other ? { savedAt: story.draft.savedAt } : {}),
            ...(writable.kind === 'confirm-period' && writable.due ? { period: periodOf(writable) } : {}),
            ...(item.target && requirement?.target
              ? { target: { of: requirement.target.of, done: figures.done ?? '', total: figures.total ?? '' } }
              : {}),
            ...(item.prohibits && writable.kind === 'confirm-period'
              ? { incidents: figures.incidents ?? '', ...ownersOf(figures, draft?.evidence ?? []) }
              : {}),
            ...(isExtendable(found) ? { extends: true as const } : {}),
            faults: returned?.faults ?? {},
            base: returned?.base ?? story.draft?.version ?? 0,
            was: returned?.was ?? fingerprint(story.draft?.text ?? ''),
            ...(returned?.other ? { other: returned.other } : {}),
          },
        }
      : {}),
    ...(!writable && draft && draft.text.trim() !== '' ? { unsent: draft.text } : {}),
    reports: reports.map((report) => ({
      at: report.at,
      receipt: report.receipt,
      text: report.text,
      files: filesNamed(visitor.base, report.evidence, evidence)
        .map((file) => ({ ...file, ...incidentOf(report.incidentFiles, file.id) }))
        .sort((a, b) => (a.incident ?? Infinity) - (b.incident ?? Infinity) || 0),
      ...(report.period ? { period: report.period } : {}),
      ...figuresOf(report),
      ...(report.entry ? { entered: entryWords(report.entry), arrived: report.entry.arrived } : {}),
      ...(report.answer
        ? {
            answer: {
              verdict: report.answer.verdict,
              ...(report.answer.until ? { until: report.answer.until } : {}),
              remarks: report.answer.remarks,
              at: report.answer.at,
            },
          }
        : {}),
    })),
    ...(item.closedOn ? { closedOn: item.closedOn } : {}),
  };
}

/** Up to so many incidents the page asks which file is whose; one has them all. */
const mostNamed = 50;
export const isNamed = (incidents: number): boolean => incidents > 1 && incidents <= mostNamed;

/** Which incident each file is of: as chosen, else in their order; '0' is none. */
function ownersOf(
  { incidents = '', incidentOf: chosen = {} }: TypedFigures,
  files: readonly string[],
): Pick<NonNullable<ItemView['form']>, 'owners'> {
  const count = /^\d{1,2}$/.test(incidents) ? Number(incidents) : 0;
  if (!isNamed(count) || files.length === 0) return {};
  const of = files.map((file, i) => [file, chosen[file] ?? (i < count ? `${i + 1}` : '0')]);
  return { owners: { count, of: Object.fromEntries(of) as Record<string, string> } };
}

/** What a report counts, in words. */
function figuresOf({ achieved, incidents }: ReadReport): { figures?: string } {
  if (achieved) return { figures: `Đã làm được ${vnNumber(achieved.done)}/${vnNumber(achieved.total)}` };
  if (incidents === undefined) return {};
  return { figures: incidents === 0 ? 'Không có vụ vi phạm' : `${vnNumber(incidents)} vụ vi phạm` };
}

/** Where a report that the office entered came from. */
function entryWords({ origin, number, day, signer, arrived }: ItemEntry): string {
  const paper = [
    'văn bản giấy',
    ...(number === undefined ? [] : [`số ${number}`]),
    ...(day === undefined ? [] : [`ngày ${vnDay(day)}`]),
  ].join(' ');
  return [
    origin === 'paper' ? paper : 'cuộc gọi điện thoại',
    ...(signer === undefined ? [] : [`${signer} ${origin === 'paper' ? 'ký' : 'báo'}`]),
    `đến ngày ${vnDay(arrived)}`,
  ].join(', ');
}

/** The period a confirmation is for: its duty is named by the period's last day. */
const periodOf = ({ id }: Duty): Day => id.slice(id.lastIndexOf(':') + 1) as Day;
