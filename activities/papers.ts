import { createHash } from 'node:crypto';
import { CancelledFailure, Context } from '@temporalio/activity';
import type { PaperDocument } from '../domain/document.ts';
import type { FrozenPaper } from '../domain/draft.ts';
import type { Day } from '../domain/day.ts';
import type { MatterId } from '../domain/matter.ts';
import type { Paper, Unprintable } from '../domain/paper.ts';
import { Refusal } from '../domain/refusal.ts';
import { registerOf, symbolOf } from '../domain/register.ts';
import type { RegisterRow } from '../domain/register.ts';
import { beating } from './beating.ts';
import type { ActivityDeps } from './deps.ts';

/** A proof is printed under this number: as wide as any a register will reach. */
const placeholder = 99_999;

/** So often a machine that does not print is given another try, some seconds in all; then people are told. */
const printAttempts = 5;

/** Proves papers, gives them their numbers, prints them, and voids the numbers that cannot be used. */
export function createPaperWork({ store, papers, now }: ActivityDeps) {
  const recordOf = async (id: MatterId): Promise<Paper> => {
    const paper = await store.matters.get<Paper>(id);
    if (!paper) throw new Error(`${id} has no record`);
    return paper;
  };

  /** The content as it was signed. Throws Refusal('paper-unprintable') where it is gone or another: nothing of it may be printed. */
  const frozen = async ({ id, content }: Paper) => {
    const kept = await store.snapshots.get<FrozenPaper>(content.snapshot);
    if (kept?.sha256 !== content.sha256)
      throw new Refusal('paper-unprintable', { cause: `${id}: the frozen content is not what was signed` });
    return kept;
  };

  const registered = async ({ kind, clock }: Paper, on: Day) => {
    const office = await store.office.get();
    const training = clock.kind === 'stepped';
    return {
      organ: office.letterhead.organ,
      register: registerOf(office.organ, kind, Number(on.slice(0, 4)), training),
      symbol: symbolOf(office, kind, training),
      day: on,
    };
  };

  /**
   * The file, or why there is none. What is said of the content is answered at once, with the sentence frozen for its
   * drafter; what is said of the machine is thrown, to be tried again, and answered when it does not pass.
   */
  async function print(paper: Paper, row: Pick<RegisterRow, 'number' | 'symbol' | 'day'>) {
    try {
      const { body, sha256 } = await frozen(paper);
      const issued = imprinted(body.document, row, sha256);
      return await printed(() => papers.render(issued));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return unprintable(paper, error);
    }
  }

  /** The paper without number and day, stored by its hash; says which content it was made of. */
  async function exportOf(paper: Paper) {
    const { snapshot: of } = paper.content;
    try {
      const { body } = await frozen(paper);
      const { bytes, sha256, pages } = await printed(() => papers.render(body.document));
      const name = `${paper.id.replaceAll(':', '-')}-du-thao.pdf`;
      await store.files.put(sha256, { name, type: 'application/pdf', bytes, at: now() });
      return { of, file: sha256, pages };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { of, ...(await unprintable(paper, error)) };
    }
  }

  async function unprintable({ id, content }: Paper, { code, message, facts }: Refusal): Promise<Unprintable> {
    const body = { text: message, facts };
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const reason = `unprintable:${content.snapshot}:${hash.slice(0, 16)}`;
    await store.snapshots.freeze({ id: reason, kind: 'remarks', matter: id, body, by: 'dondoc', at: now() });
    return { unprintable: code, reason };
  }

  return {
    /**
     * Lays the paper out under a number that stands in for its own: a number is taken only for what can be printed.
     * With `keep` it is laid out without one, and kept for whoever signs it in another system.
     */
    async proofPaper(
      id: MatterId,
      body: Record<string, unknown>,
    ): Promise<{ pages: number } | { of: string; file: string; pages: number } | Unprintable> {
      const paper = await recordOf(id);
      if (body['keep']) return exportOf(paper);
      const row = await registered(paper, body['on'] as Day);
      const proof = await print(paper, { ...row, number: placeholder });
      return 'unprintable' in proof ? proof : { pages: proof.pages };
    },

    /** The register's next number, in the transaction that writes the row; taken again it is the same. */
    async takeNumber(
      id: MatterId,
      body: Record<string, unknown>,
    ): Promise<{ register: string; number: number; on: Day }> {
      const paper = await recordOf(id);
      const content = await frozen(paper);
      const { document } = content.body;
      const { organ, ...fields } = await registered(paper, body['on'] as Day);
      const row = await store.db.transaction((session) =>
        store.registers.take(
          {
            ...fields,
            paper: id,
            kind: paper.kind,
            about: document.abstract,
            signer: paper.signed?.by ?? '',
            recipients: document.recipients.to,
          },
          session,
          organ,
        ),
      );
      return { register: row.register, number: row.number, on: row.day };
    },

    /** Renders from the register's row and the frozen content, and stores the file by its hash. */
    async renderPaper(id: MatterId): Promise<{ file: string; pages: number } | Unprintable> {
      const paper = await recordOf(id);
      // voided while an earlier attempt failed: there is nothing to print any more
      if (paper.voided) return { unprintable: 'printing-failed' };
      const row = await store.registers.ofPaper(id);
      if (!row) throw new Error(`${id} has no row in a register`);
      const file = await print(paper, row);
      if ('unprintable' in file) return file;
      await store.files.put(file.sha256, {
        name: `${paper.id.replaceAll(':', '-')}.pdf`,
        type: 'application/pdf',
        bytes: file.bytes,
        at: now(),
      });
      return store.registers.tieFile(id, file.sha256, file.pages);
    },

    /** Says in the register that the number is void, when, why and by whom; said again it is the same. */
    async voidNumber(id: MatterId, body: Record<string, unknown>): Promise<object> {
      const { on, reason } = body as { on: Day; reason: string };
      const by = (await store.snapshots.get(reason))?.by ?? '';
      await store.registers.void(id, { on, reason, by });
      return {};
    },
  };
}

/** The document under a number and a day, with the hash of what was signed. */
const imprinted = (
  document: PaperDocument,
  { number, symbol, day }: Pick<RegisterRow, 'number' | 'symbol' | 'day'>,
  contentHash: string,
): PaperDocument => ({
  ...document,
  imprint: { ...document.imprint, number, symbol, year: Number(day.slice(0, 4)), day, contentHash },
});

/** Throws Refusal('printing-failed') once the machine had its tries, so that no paper waits for it for ever. */
export async function printed<T>(render: () => Promise<T>): Promise<T> {
  try {
    return await beating(render);
  } catch (error) {
    const asked = error instanceof Refusal || error instanceof CancelledFailure;
    if (asked || Context.current().info.attempt < printAttempts) throw error;
    throw new Refusal('printing-failed', { cause: error instanceof Error ? error.name : 'unknown' });
  }
}
