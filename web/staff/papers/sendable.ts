import type { ConclusionDraft, DirectiveDraft, PaperDraft, ReportDraft } from '../../../domain/draft.ts';
import { readPaperSymbol } from '../../../domain/paper-symbol.ts';
import type { Finding, Strength } from '../../../domain/finding.ts';
import type { Requirement, RequirementDue } from '../../../domain/requirement.ts';

type Proposal = ConclusionDraft['proposals'][number];
type Section = ReportDraft['sections'][number];
type Related = NonNullable<ReportDraft['related']>[number];

const isWritten = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';
const isDay = (day: string | undefined): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day ?? '');

/** Whether a row says enough to be kept on the server; until then it stays on the page alone. */
export const isKept = {
  strengths: ({ text }: Strength): boolean => isWritten(text),
  findings: ({ text }: Finding): boolean => isWritten(text),
  requirements: ({ text }: Requirement): boolean => isWritten(text),
  proposals: ({ unit, text }: Proposal): boolean => isWritten(unit) && isWritten(text),
  sections: ({ title }: Section): boolean => isWritten(title),
  related: ({ type, asWritten }: Related): boolean => isWritten(type) && readPaperSymbol(asWritten) !== undefined,
};

/** A due somebody has filled in to its end. */
export function isWholeDue(due: RequirementDue | undefined): due is RequirementDue {
  switch (due?.kind) {
    case undefined:
      return false;
    case 'term':
      return Number.isInteger(due.count) && due.count >= 1 && due.count <= 400;
    case 'day':
    case 'milestone':
      return isDay(due.day);
    case 'event':
      return isWritten(due.event) && isDay(due.latest);
    case 'recurring':
      return isDay(due.until);
  }
}

/** Without the fields that are empty: the API knows absent ones only. */
const whole = <T extends object>(row: T): T =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([, value]) => value !== undefined && !(typeof value === 'string' && value.trim() === ''),
    ),
  ) as T;

const known = (requirement: Requirement): Requirement => {
  const { due, target, cooperates, meetsWith, ...rest } = whole(requirement);
  return {
    ...rest,
    ...(isWholeDue(due) ? { due } : {}),
    ...(target && isWritten(target.of) && Number.isFinite(target.percent) ? { target } : {}),
    ...(cooperates && cooperates.length > 0 ? { cooperates } : {}),
    ...(meetsWith && isWritten(meetsWith.paper) && isWritten(meetsWith.requirement) ? { meetsWith } : {}),
  };
};

/** What of a draft can be kept on the server now: its rows that say something, their fields that are whole. */
export function sendable(draft: PaperDraft): PaperDraft {
  switch (draft.kind) {
    case 'notice':
      return { ...draft, requests: draft.requests.filter(isWritten) };
    case 'report': {
      const { groups, related, ...rest } = draft;
      return {
        ...rest,
        ...(groups && groups.length > 0 ? { groups } : {}),
        sections: draft.sections
          .filter(isKept.sections)
          .map(({ title, paragraphs }) => ({ title, paragraphs: paragraphs.filter(isWritten) })),
        tasks: draft.tasks.filter(isWritten),
        ...(related ? { related: related.filter(isKept.related).map(withDay) } : {}),
      };
    }
    case 'directive':
      return { ...draft, ...asking(draft), leadIn: draft.leadIn.filter(isWritten), serves: [] };
    case 'conclusion':
    case 'result-notice':
      return {
        ...draft,
        ...asking(draft),
        proposals: draft.proposals.filter((one) => isKept.proposals(one)).map((one) => whole(one)),
      };
  }
}

const withDay = (related: Related): Related => {
  const { on, ...rest } = whole(related);
  return { ...rest, ...(on !== undefined && isDay(on) ? { on } : {}) };
};

function asking({
  strengths,
  findings,
  requirements,
}: Pick<DirectiveDraft, 'strengths' | 'findings' | 'requirements'>) {
  const kept = findings.filter(isKept.findings);
  const there = new Set(kept.map(({ id }) => id));
  return {
    strengths: strengths.filter(isKept.strengths).map(whole),
    findings: kept.map((finding) => {
      const { illustrates, ...rest } = whole(finding);
      return { ...rest, ...(illustrates !== undefined && there.has(illustrates) ? { illustrates } : {}) };
    }),
    requirements: requirements
      .filter(isKept.requirements)
      .map((requirement) => known({ ...requirement, answers: requirement.answers.filter((id) => there.has(id)) })),
  };
}

const lists = Object.keys(isKept) as (keyof typeof isKept)[];
const rowsOf = (draft: PaperDraft, list: keyof typeof isKept): object[] =>
  (draft as unknown as Partial<Record<string, object[]>>)[list] ?? [];

/** What a row begins with, before anybody wrote in it. */
const given = new Set(['id', 'area', 'mode', 'type', 'unit']);
const says = (row: object): boolean =>
  Object.entries(row).some(([field, value]) => {
    if (given.has(field)) return false;
    if (field === 'concerns') return !('all' in (value as object));
    if (Array.isArray(value)) return value.length > 0;
    return typeof value === 'string' ? value.trim() !== '' : value !== undefined;
  });

/** Rows somebody began and the server does not take yet: without their text. */
const begunRows = (draft: PaperDraft, list: keyof typeof isKept): object[] =>
  rowsOf(draft, list).filter((row) => !(isKept[list] as (row: object) => boolean)(row) && says(row));

/** How many such rows a draft has: they stay in this tab until they say enough. */
export const begunIn = (draft: PaperDraft): number =>
  lists.reduce((count, list) => count + begunRows(draft, list).length, 0);

/** Somebody else's newer text, where nothing was written here but rows that are only begun: those stay beside it. */
export function besideTheirs(base: PaperDraft, mine: PaperDraft, theirs: PaperDraft): PaperDraft | undefined {
  if (JSON.stringify(sendable(base)) !== JSON.stringify(sendable(mine))) return undefined;
  const begun = lists.flatMap((list) => {
    const rows = begunRows(mine, list);
    return rows.length === 0 ? [] : [[list, [...rowsOf(theirs, list), ...rows]] as const];
  });
  return { ...theirs, ...Object.fromEntries(begun) };
}

/** A place of the draft as the server keeps it (`findings[1].concerns`), in the draft on the page. */
export function placeHere(draft: PaperDraft, at: string): string {
  const [, list, n, rest = ''] = /^(?:draft\.)?(\w+)\[(\d+)\](.*)$/.exec(at) ?? [];
  if (list === undefined || !(list in isKept)) return at.replace(/^draft\./, '');
  const rows = (draft as unknown as Record<string, unknown[]>)[list] ?? [];
  const kept = isKept[list as keyof typeof isKept] as (row: unknown) => boolean;
  const here = rows.flatMap((row, i) => (kept(row) ? [i] : []))[Number(n)];
  return `${list}[${here ?? n}]${rest}`;
}
