import type { FrozenPaper } from '../domain/draft.ts';
import type { Day } from '../domain/day.ts';
import type { MatterId } from '../domain/matter.ts';
import type { Paper } from '../domain/paper.ts';
import { registerOf, symbolOf } from '../domain/register.ts';
import { beating } from './beating.ts';
import type { ActivityDeps } from './deps.ts';

/** Gives papers their numbers and renders them. */
export function createPaperWork({ store, papers, now }: ActivityDeps) {
  const frozen = async (id: MatterId) => {
    const paper = await store.matters.get<Paper>(id);
    const content = paper && (await store.snapshots.get<FrozenPaper>(paper.content.snapshot));
    if (!paper || !content) throw new Error(`${id} has no record or no frozen content`);
    if (content.sha256 !== paper.content.sha256) throw new Error(`${id}: the frozen content is not what was signed`);
    return { paper, content };
  };

  return {
    /** The register's next number, in the transaction that writes the row; taken again it is the same. */
    async takeNumber(
      id: MatterId,
      body: Record<string, unknown>,
    ): Promise<{ register: string; number: number; on: Day }> {
      const on = body['on'] as Day;
      const { paper, content } = await frozen(id);
      const { organ } = await store.office.get();
      const training = paper.clock.kind === 'stepped';
      const { document } = content.body;
      const row = await store.db.transaction((session) =>
        store.registers.take(
          {
            register: registerOf(organ, paper.kind, Number(on.slice(0, 4)), training),
            symbol: symbolOf(organ, paper.kind, training),
            day: on,
            paper: id,
            kind: paper.kind,
            about: document.abstract,
            signer: paper.signed?.by ?? '',
            recipients: document.recipients.to,
          },
          session,
        ),
      );
      return { register: row.register, number: row.number, on: row.day };
    },

    /** Renders from the register's row and the frozen content, and stores the file by its hash. */
    async renderPaper(id: MatterId): Promise<{ file: string; pages: number }> {
      const { paper, content } = await frozen(id);
      const row = await store.registers.ofPaper(id);
      if (!row) throw new Error(`${id} has no row in a register`);
      const { document } = content.body;
      const issued = {
        ...document,
        imprint: {
          ...document.imprint,
          number: row.number,
          symbol: row.symbol,
          year: Number(row.day.slice(0, 4)),
          day: row.day,
          contentHash: content.sha256,
        },
      };
      const { bytes, sha256, pages } = await beating(() => papers.render(issued));
      await store.files.put(sha256, {
        name: `${paper.id.replaceAll(':', '-')}.pdf`,
        type: 'application/pdf',
        bytes,
        at: now(),
      });
      return store.registers.tieFile(id, sha256, pages);
    },
  };
}
