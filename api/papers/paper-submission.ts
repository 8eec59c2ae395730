import { printable } from '../../domain/document.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import type { Paper } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/role.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import { asWritten } from './addressing.ts';
import type { Actor } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { paperMaking } from './paper-case.ts';
import type { PaperCase } from './paper-case.ts';
import { wrongPlaces } from '../problem.ts';

/**
 * The paper frozen under this key: checked and composed the first time, the same ever after. Throws the refusal
 * paper-incomplete with every gap; Refusal('key-reused') when the draft changed before the key was answered.
 */
export async function frozenPaper(
  deps: Deps,
  found: PaperCase,
  { key, by, signer, answered }: { key: string; by: string; signer: PersonId | undefined; answered: boolean },
): Promise<Paper['content']> {
  const { store, now } = deps;
  const { paper, draft } = found.drafted;
  const id = `paper:${key}`;
  const kept = await store.snapshots.get<FrozenPaper>(id);
  if (kept) {
    if (
      kept.matter !== paper ||
      (!answered && contentHash(asWritten(kept.body.draft)) !== contentHash(asWritten(draft)))
    )
      throw new Refusal('key-reused');
    return { snapshot: id, sha256: kept.sha256 };
  }
  const {
    gaps,
    draft: addressed,
    groups,
    document,
  } = await paperMaking(deps, found, signer === undefined ? {} : { signer });
  if (gaps.length > 0) throw wrongPlaces(gaps, 'paper-incomplete');
  if (!document) throw new Error(`${paper} lacks what it is made from, and no gap says so`);
  const body: FrozenPaper = { draft: addressed, ...(groups.length > 0 ? { groups } : {}), document };
  const { sha256 } = await store.snapshots.freeze({ id, kind: 'paper', matter: paper, body, by, at: now() });
  return { snapshot: id, sha256 };
}

/** Nobody's name stands under what another person signs. Throws Refusal('paper-of-other-signer'). */
export async function assertNamedSigner(
  { store }: Deps,
  { record, actor }: PaperCase & { actor: Actor },
): Promise<void> {
  // a program signs in nobody's name, but in a class
  if (actor.person === undefined && record?.clock.kind === 'real') throw new Refusal('not-allowed');
  const frozen = record?.content.snapshot ? await store.snapshots.get<FrozenPaper>(record.content.snapshot) : undefined;
  const person = actor.person === undefined ? undefined : await store.people.get(actor.person);
  const { name } = frozen?.body.document.imprint.signer ?? {};
  // under the paper of another organ nobody's name stands yet: who signs here puts it forward
  if (person && name && printable(person.name) !== name) throw new Refusal('paper-of-other-signer', { name });
}

/** The paper of another organ takes no number of ours. Throws Refusal('paper-of-parent'). */
export async function assertNumberedHere({ store }: Deps, { drafted: { draft } }: PaperCase): Promise<void> {
  if (draft.kind !== 'directive' || draft.issuer !== 'parent') return;
  const { letterhead } = await store.office.get();
  throw new Refusal('paper-of-parent', { organ: letterhead.parentOrgan ?? 'cơ quan cấp trên' });
}
