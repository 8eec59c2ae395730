import type { Gap } from '../../domain/requirement.ts';
import type { WrongPlace } from '../problem.ts';

/** What must be mended before a paper can be submitted; `at` leads to the place in the draft. */
export interface PaperGap extends WrongPlace {
  code:
    | Gap['code']
    | 'paper-without-units'
    | 'unit-twice'
    | 'unit-unknown'
    | 'unit-not-inspected'
    | 'unit-of-another-team'
    | 'unit-not-served'
    | 'group-unknown'
    | 'group-not-addressed'
    | 'inspection-not-ready'
    | 'comments-still-open'
    | 'inspection-has-paper'
    | 'inspection-of-another-kind'
    | 'finding-twice'
    | 'requirement-twice'
    | 'cooperates-with-itself'
    | 'meets-with-unknown'
    | 'meets-with-other-units'
    | 'paper-empty'
    | 'proposal-unanswered'
    | 'proposal-unknown'
    | 'report-lacks-unit'
    | 'related-unread'
    | 'signer-missing'
    | 'text-unprintable';
}

export const gap = (code: PaperGap['code'], at: string, sentence: string): PaperGap => ({ code, at, sentence });

export const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
