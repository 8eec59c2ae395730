import { defaultTerms, termNames } from './duty-terms.ts';
import type { DutyTerm, TermName, Terms } from './duty-terms.ts';
import { defaultLadders, ladderNames } from './ladder.ts';
import type { Ladder, LadderName, Ladders } from './ladder.ts';

/** How the office chases unless a round says otherwise: every ladder and every term, version by version. */
export interface Practice {
  /** From 1; 0 is what this release ships. */
  version: number;
  ladders: Ladders;
  terms: Terms;
}

/** What a round chases by: whole, its own over the office's. */
export type ChasedBy = Pick<Practice, 'ladders' | 'terms'>;

export const shippedPractice: Practice = { version: 0, ladders: defaultLadders, terms: defaultTerms };

/** A version of an earlier release may lack what came since: that is as shipped. */
export const wholePractice = (
  version: number,
  { ladders, terms }: { ladders: Partial<Ladders>; terms: Partial<Terms> },
): Practice => ({
  version,
  ladders: { ...defaultLadders, ...ladders },
  terms: { ...defaultTerms, ...terms },
});

/** What a plan chases by: its own ladders and terms over those of the practice it was begun under. */
export const chasedBy = (
  plan: { ladders?: Partial<Ladders>; terms?: Partial<Terms> },
  practice: Practice,
): ChasedBy => ({
  ladders: { ...practice.ladders, ...plan.ladders },
  terms: { ...practice.terms, ...plan.terms },
});

const sameRung = (one: Ladder['rungs'][number], other: Ladder['rungs'][number] | undefined): boolean =>
  other !== undefined &&
  one.offset === other.offset &&
  one.does === other.does &&
  one.when === other.when &&
  one.to.length === other.to.length &&
  one.to.every((who) => other.to.includes(who));

/** Do both chase alike? The order in which a rung names people says nothing. */
export const sameLadder = (one: Ladder, other: Ladder): boolean =>
  one.thenEvery === other.thenEvery &&
  one.until === other.until &&
  one.rungs.length === other.rungs.length &&
  one.rungs.every((rung, i) => sameRung(rung, other.rungs[i]));

export const sameTerm = (one: DutyTerm, other: DutyTerm): boolean =>
  one.count === other.count && one.unit === other.unit;

/** The ladders and terms that differ. */
export interface PracticeChanges {
  ladders: LadderName[];
  terms: TermName[];
}

export const practiceChanges = (before: ChasedBy, after: ChasedBy): PracticeChanges => ({
  ladders: ladderNames.filter((name) => !sameLadder(before.ladders[name], after.ladders[name])),
  terms: termNames.filter((name) => !sameTerm(before.terms[name], after.terms[name])),
});

/** The rungs of a ladder that are new, and those that are gone. */
export const rungChanges = (before: Ladder, after: Ladder) => ({
  gone: before.rungs.filter((rung) => !after.rungs.some((other) => sameRung(rung, other))),
  added: after.rungs.filter((rung) => !before.rungs.some((other) => sameRung(rung, other))),
});

export const changesNothing = ({ ladders, terms }: PracticeChanges): boolean => ladders.length + terms.length === 0;

/** `phiên bản 2`; what a release ships is `bản cài đặt`. */
export const versionName = (version: number): string => (version === 0 ? 'bản cài đặt' : `phiên bản ${version}`);

/** What differs, in a line: `lịch C, E; 2 thời hạn`. */
export const changesWords = ({ ladders, terms }: PracticeChanges): string =>
  [
    ...(ladders.length > 0 ? [`lịch ${ladders.join(', ')}`] : []),
    ...(terms.length > 0 ? [`${terms.length} thời hạn`] : []),
  ].join('; ') || 'không khác';

/** What a plan is chased by, in a line: `thường lệ phiên bản 2, 1 lịch và 2 thời hạn riêng của đợt`. */
export function chasedWords({
  practice = 0,
  ladders = {},
  terms = {},
}: {
  practice?: number;
  ladders?: Partial<Ladders>;
  terms?: Partial<Terms>;
}): string {
  const own = [
    ...(Object.keys(ladders).length > 0 ? [`${Object.keys(ladders).length} lịch`] : []),
    ...(Object.keys(terms).length > 0 ? [`${Object.keys(terms).length} thời hạn`] : []),
  ];
  return `thường lệ ${versionName(practice)}${own.length > 0 ? `, ${own.join(' và ')} riêng của đợt` : ''}`;
}

/**
 * What was written over `base`, now that another version came in between: what was changed here stays so, all else
 * is as it now is.
 */
export function rebased(mine: ChasedBy, base: ChasedBy, now: ChasedBy): ChasedBy {
  const { ladders, terms } = practiceChanges(base, mine);
  return {
    ladders: { ...now.ladders, ...Object.fromEntries(ladders.map((name) => [name, mine.ladders[name]])) },
    terms: { ...now.terms, ...Object.fromEntries(terms.map((name) => [name, mine.terms[name]])) },
  };
}
