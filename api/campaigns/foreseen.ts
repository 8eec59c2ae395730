import type { Matter } from '../../domain/matter.ts';
import { rulesOf } from '../../domain/process.ts';
import type { Deps } from '../deps.ts';
import { dayOf } from '../papers/issued.ts';

/**
 * Refuses at once what the record shows would be refused, before a snapshot is frozen and a receipt numbered for it.
 * The process still decides; an act that was answered before passes. Throws the rule's Refusal.
 */
export async function assertForeseen(
  deps: Pick<Deps, 'store' | 'now'>,
  { matter, message, body, key }: { matter: Matter; message: string; body: object; key: string },
): Promise<void> {
  if (await deps.store.asks.get(key)) return;
  rulesOf(matter).messages[message]?.accepts(matter, body, await dayOf(deps, matter));
}
