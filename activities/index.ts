import { createBroadcast } from './broadcast.ts';
import type { ActivityDeps } from './deps.ts';
import { createMinutesWork } from './minutes.ts';
import { createPaperWork } from './papers.ts';
import { createProofWork } from './proofs.ts';
import { createRecords } from './records.ts';
import { createRounds } from './rounds.ts';
import { createTells } from './tells.ts';

export type { ActivityDeps } from './deps.ts';
export { createLetters } from './letters.ts';
export type { LetterDeps } from './letters.ts';
export { reconcile } from './reconcile.ts';

type Records = ReturnType<typeof createRecords>;
type Rounds = ReturnType<typeof createRounds>;
type PaperWork = ReturnType<typeof createPaperWork>;
type MinutesWork = ReturnType<typeof createMinutesWork>;
type Tells = ReturnType<typeof createTells>;

/** What the shell of a process can do to the world. */
export type MatterActivities = Records & Rounds & PaperWork & MinutesWork & Pick<Tells, 'deliverTells'>;
/** What is laid out and printed: CPU work, on a queue of its own. */
type PaperQueue = 'proofPaper' | 'renderPaper' | 'renderMinutes';
export type BroadcastActivities = ReturnType<typeof createBroadcast>;

export type ProofActivities = ReturnType<typeof createProofWork>;

/** The activities of the `process` queue. */
export function createProcessActivities(deps: ActivityDeps): Omit<MatterActivities, PaperQueue> & BroadcastActivities {
  const tells = createTells(deps);
  const papers = createPaperWork(deps);
  return {
    ...createRecords(deps),
    ...createRounds(deps, tells),
    takeNumber: (...given) => papers.takeNumber(...given),
    voidNumber: (...given) => papers.voidNumber(...given),
    deliverTells: (...given) => tells.deliverTells(...given),
    ...createBroadcast(deps, tells),
  };
}

/** The activities of the `papers` queue: printing is CPU work. */
export function createPaperActivities(deps: ActivityDeps): Pick<MatterActivities, PaperQueue> & ProofActivities {
  const papers = createPaperWork(deps);
  return {
    proofPaper: (...given) => papers.proofPaper(...given),
    renderPaper: (...given) => papers.renderPaper(...given),
    ...createMinutesWork(deps),
    ...createProofWork(deps),
  };
}
