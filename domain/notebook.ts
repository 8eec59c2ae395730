import type { ConclusionDraft } from './draft.ts';
import { fold } from './fold.ts';
import type { Concerns, Finding, Strength } from './finding.ts';
import { byReport } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import type { MinutesContent } from './minutes.ts';
import type { Outline } from './outline.ts';
import type { UnitId } from './role.ts';

/** What a note says of a unit (Ưu điểm; Tồn tại, hạn chế; Ghi nhận). */
export const noteKinds = ['strength', 'shortcoming', 'remark'] as const;
export type NoteKind = (typeof noteKinds)[number];

export const noteWords: Record<NoteKind, string> = {
  strength: 'Ưu điểm',
  shortcoming: 'Tồn tại, hạn chế',
  remark: 'Ghi nhận',
};

/** One thing noted at an inspection, written once: minutes and conclusion are prepared from it under its id. */
export interface Note {
  id: string;
  kind: NoteKind;
  /** Code of an area of the outline. */
  area: string;
  /** Empty while it is being written. */
  text: string;
  /** Code of the question of the outline it is held against. */
  criterion?: string;
  /** The rule not followed: `khoản 2 Điều 19 Nghị định 61/2018/NĐ-CP`. */
  basis?: string;
  cause?: string;
  /** What shows it, in words. */
  evidence?: string;
  /** Photographs and papers, as they were stored. */
  files?: NotedFile[];
  /** A way of working others may follow (cách làm hay). */
  exemplary?: true;
  /** Of a shortcoming that gives no work: why. */
  noWork?: string;
  /** The figure it began with, as `placeKey` names it. */
  figure?: string;
}

export interface NotedFile {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
}

/** What a team found at one inspection (sổ ghi nhận). */
export interface Notebook {
  notes: Note[];
  /** Figures as the team counted them, as typed, under the `placeKey` of their place. */
  found: Record<string, string>;
  /** Up to so many percent a difference is no deviation; 0 if absent. */
  tolerance?: number;
}

export const emptyNotebook: Notebook = { notes: [], found: {} };

/** The notes that say something. */
const written = ({ notes }: Pick<Notebook, 'notes'>): Note[] => notes.filter(({ text }) => text.trim() !== '');

/**
 * What minutes say of it, area by area in the order of the outline: each kind under its name, one line a note. Only
 * `notes` is read; areas without a note are left out.
 */
export function minutesResults(
  notebook: Pick<Notebook, 'notes'>,
  { areas }: Pick<Outline, 'areas'>,
): MinutesContent['results'] {
  const notes = written(notebook);
  const codes = [...areas.map(({ code }) => code), ...notes.map(({ area }) => area)];
  return [...new Set(codes)].flatMap((area) => {
    const here = notes.filter((note) => note.area === area);
    const text = noteKinds.flatMap((kind) => {
      const lines = here.filter((note) => note.kind === kind).map((note) => `+ ${lineOf(note)}`);
      return lines.length === 0 ? [] : [`${noteWords[kind]}:`, ...lines];
    });
    return text.length === 0 ? [] : [{ area, text: text.join('\n') }];
  });
}

function lineOf({ text, basis, cause }: Note): string {
  const more = [basis && `căn cứ ${basis}`, cause && `nguyên nhân: ${cause}`].filter((part) => part);
  const said = text.trim();
  return more.length === 0 ? said : `${said.replace(/[.;]$/, '')} (${more.join('; ')}).`;
}

/** The notes these minutes do not have yet, by their own words. */
export const notInMinutes = (notebook: Pick<Notebook, 'notes'>, results: MinutesContent['results']): Note[] => {
  const said = fold(results.map(({ text }) => text).join('\n'));
  return written(notebook).filter(({ text }) => !said.includes(fold(text.trim().replace(/[.;]$/, ''))));
};

/** What of a notebook a conclusion says: remarks stay in the minutes, except a way of working others may follow. */
export function concludedNotes(
  notebook: Pick<Notebook, 'notes'>,
  concerns: Concerns = { all: true },
): Pick<ConclusionDraft, 'strengths' | 'findings'> {
  const notes = written(notebook);
  const strengths = notes
    .filter(({ kind, exemplary }) => kind === 'strength' || (kind === 'remark' && exemplary))
    .map(({ id, text, area, exemplary }): Strength => ({
      id,
      text: text.trim(),
      area,
      concerns,
      ...(exemplary ? { exemplary } : {}),
    }));
  const findings = notes
    .filter(({ kind }) => kind === 'shortcoming')
    .map(({ id, text, area, basis, cause, noWork, ...note }): Finding => {
      const evidence = evidenceOf(note);
      return {
        id,
        text: text.trim(),
        area,
        concerns,
        ...(basis ? { basis } : {}),
        ...(evidence ? { evidence } : {}),
        ...(cause ? { cause } : {}),
        ...(noWork ? { noWork } : {}),
      };
    });
  return { strengths, findings };
}

function evidenceOf({ evidence, files = [] }: Pick<Note, 'evidence' | 'files'>): string {
  const named = files.length === 0 ? '' : `Tệp kèm theo: ${files.map(({ name }) => name).join(', ')}.`;
  return [evidence?.trim(), named].filter((part) => part).join('\n');
}

/** The draft that begins a conclusion of one inspection, every note taken over under its id. */
export const conclusionOf = (
  { method, n, place }: Pick<Inspection, 'method' | 'n'> & { place: { unit: UnitId } },
  notebook: Pick<Notebook, 'notes'>,
): ConclusionDraft => ({
  kind: byReport({ method }) ? 'result-notice' : 'conclusion',
  serves: [place.unit],
  ...(n > 1 ? { n } : {}),
  ...concludedNotes(notebook),
  requirements: [],
  proposals: [],
});

/** A draft with the notes it does not have yet, said of this unit alone; what it says already stays as it is. */
export function withNotes(draft: ConclusionDraft, notebook: Pick<Notebook, 'notes'>, unit: UnitId): ConclusionDraft {
  const alone = draft.serves.every((one) => one === unit);
  const { strengths, findings } = concludedNotes(notebook, alone ? { all: true } : { units: [unit] });
  const missing = <T extends { id: string }>(has: T[], all: T[]) => [
    ...has,
    ...all.filter(({ id }) => !has.some((one) => one.id === id)),
  ];
  return {
    ...draft,
    strengths: missing(draft.strengths, strengths),
    findings: missing(draft.findings, findings),
  };
}

/** How many notes a draft does not have yet. */
export const notesMissing = (draft: ConclusionDraft, notebook: Pick<Notebook, 'notes'>): number => {
  const { strengths, findings } = concludedNotes(notebook);
  const has = new Set([...draft.strengths, ...draft.findings].map(({ id }) => id));
  return [...strengths, ...findings].filter(({ id }) => !has.has(id)).length;
};

/** The area figures of dossiers belong to: procedures, else the first. */
export const areaOfFigures = ({ areas }: Pick<Outline, 'areas'>): string =>
  (areas.find(({ name }) => fold(name).includes('thu tuc hanh chinh')) ?? areas[0])?.code ?? '';

/**
 * Two people wrote upon the same notebook: everything both did, note by note and field by field. Undefined when both
 * changed the same field otherwise: they decide.
 */
export function mergedNotebooks(base: Notebook, mine: Notebook, theirs: Notebook): Notebook | undefined {
  const notes = mergedNotes(base.notes, mine.notes, theirs.notes);
  const found = mergedFields(base.found, mine.found, theirs.found);
  const rest = mergedFields(of(base), of(mine), of(theirs));
  return notes && found && rest && { notes, found, ...rest };
}

const of = ({ tolerance }: Notebook): { tolerance?: number } => (tolerance === undefined ? {} : { tolerance });

function mergedNotes(base: Note[], mine: Note[], theirs: Note[]): Note[] | undefined {
  const in_ = (all: Note[], id: string) => all.find((note) => note.id === id);
  const order = [...theirs, ...mine.filter(({ id }) => !in_(theirs, id))];
  const merged: Note[] = [];
  for (const { id } of order) {
    const [was, my, their] = [in_(base, id), in_(mine, id), in_(theirs, id)];
    // taken out by one: gone, unless the other wrote on it meanwhile
    if (!my || !their) {
      const left = my ?? their!;
      if (!was || !isSame(was, left)) merged.push(left);
      continue;
    }
    const note = mergedFields(was ?? {}, my, their);
    if (!note) return undefined;
    merged.push(note);
  }
  return merged;
}

/** Field by field: who changed it has it; undefined when both did, otherwise. */
function mergedFields<T extends object>(base: Partial<T>, mine: T, theirs: T): T | undefined {
  const merged: Partial<T> = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)]) as Set<keyof T>) {
    const [was, my, their] = [base[key], mine[key], theirs[key]];
    if (!isSame(my, their) && !isSame(was, my) && !isSame(was, their)) return undefined;
    const now = isSame(was, my) ? their : my;
    if (now !== undefined) merged[key] = now;
  }
  return merged as T;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
