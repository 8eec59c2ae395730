import type { MinutesDocument } from '../domain/minutes.ts';
import type { MatterId } from '../domain/matter.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ActivityDeps } from './deps.ts';
import { printed } from './papers.ts';

/** What is frozen when minutes are signed. */
interface SignedMinutes {
  visit: number;
  document?: MinutesDocument;
}

/** Prints the minutes of visits. */
export function createMinutesWork({ store, papers, now }: ActivityDeps) {
  return {
    /**
     * The PDF of signed minutes, stored by its hash; what cannot be laid out is said so, once: the visit goes on, and the
     * office keeps its minutes on paper.
     */
    async renderMinutes(
      id: MatterId,
      body: Record<string, unknown>,
    ): Promise<{ visit: number } & ({ file: string } | { unprintable: true })> {
      const visit = Number(body['visit']);
      const document = (await store.snapshots.get<SignedMinutes>(String(body['minutes'])))?.body.document;
      if (!document) return { visit, unprintable: true };
      try {
        const { bytes, sha256 } = await printed(() => papers.render(document));
        const name = `${id.replaceAll(':', '-')}-${visit}-bien-ban.pdf`;
        await store.files.put(sha256, { name, type: 'application/pdf', bytes, at: now() });
        return { visit, file: sha256 };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { visit, unprintable: true };
      }
    },
  };
}
