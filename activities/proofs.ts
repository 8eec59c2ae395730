import { Refusal } from '../domain/refusal.ts';
import { beating } from './beating.ts';
import type { ActivityDeps } from './deps.ts';

/** Prints drafts for the eye, before anybody decides upon them. */
export function createProofWork({ store, papers }: Pick<ActivityDeps, 'store' | 'papers'>) {
  return {
    /** Prints the document asked for under `id`, or says why it cannot be printed; printed before, it is left alone. */
    async printProof(id: string): Promise<void> {
      const proof = await store.proofs.get(id);
      if (!proof || proof.pdf || proof.refused) return;
      try {
        const { bytes } = await beating(() => papers.render(proof.document));
        await store.proofs.made(id, { pdf: bytes });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await store.proofs.made(id, { refused: { code: error.code, facts: error.facts } });
      }
    },
  };
}
