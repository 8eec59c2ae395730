import { verdicts, verdictWords } from '../../../domain/verification.ts';
import { capital } from './item-search.ts';

/** What the office may find of a report. */
export const verdictChoices = verdicts.map((value) => ({ value, label: capital(verdictWords[value]) }));
