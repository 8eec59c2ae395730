import type { PaperDraft } from '../../domain/draft.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { UnitId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';
import type { FrozenAnswer } from './proposal-record.ts';

/** A proposal a paper speaks of that is followed on its own: whose it is, and what became of it so far. */
export interface TrackedProposal {
  unit: UnitId;
  words: string;
}

/** Those a draft points to, by id as it names them; what does not exist is left out. */
export async function trackedProposals(
  { store }: Pick<Deps, 'store'>,
  draft: PaperDraft,
  nameOf: (unit: UnitId) => string,
): Promise<Map<string, TrackedProposal>> {
  const named = 'proposals' in draft ? draft.proposals.flatMap(({ proposal }) => proposal ?? []) : [];
  const found = await Promise.all(
    [...new Set(named)].map(async (id): Promise<[string, TrackedProposal][]> => {
      const proposal = await store.matters.get<Proposal>(`proposal:${id}`);
      if (!proposal) return [];
      const answers = await store.snapshots.getMany<FrozenAnswer>(
        proposal.routes.flatMap(({ answered }) => answered?.answer ?? []),
      );
      const textOf = (answer: string) => answers.get(answer)?.body.text ?? '';
      return [[id, { unit: proposal.place.unit, words: wordsOf(proposal, nameOf, textOf) }]];
    }),
  );
  return new Map(found.flat());
}

function wordsOf({ routes }: Proposal, nameOf: (unit: UnitId) => string, textOf: (answer: string) => string): string {
  if (routes.length === 0) return 'Đã ghi nhận, sẽ chuyển cơ quan có thẩm quyền trả lời.';
  const waiting = routes.filter(({ answered }) => !answered).map(({ to }) => nameOf(to));
  return [
    ...routes.flatMap(({ to, answered }) => (answered ? [`${nameOf(to)} trả lời: ${textOf(answered.answer)}`] : [])),
    ...(waiting.length > 0 ? [`Đã chuyển ${waiting.join(', ')} trả lời.`] : []),
  ].join(' ');
}
