import type { Request } from 'express';
import { Refusal } from '../domain/refusal.ts';
import type { ClientSession } from '../store/connection.ts';
import type { Touched } from '../store/content/changes.ts';
import { assertSignedIn } from './auth.ts';
import type { Deps } from './deps.ts';

/** The Idempotency-Key of a command, made unique to who asks. Throws Refusal('key-missing'). */
export function keyOf(req: Request): string {
  const { id } = assertSignedIn(req);
  const given = req.get('Idempotency-Key')?.trim() ?? '';
  if (!/^[\x21-\x7e]{1,200}$/.test(given)) throw new Refusal('key-missing');
  return `${id}/${given}`;
}

/** The version a change was written over: `If-Match: "3"`, or `base` in the body. Throws Refusal('base-missing'). */
export function baseOf(req: Request): number {
  const given = /^(?:W\/)?"?(\d{1,9})"?$/.exec(req.get('If-Match')?.trim() ?? '')?.[1];
  const inBody: unknown =
    typeof req.body === 'object' && req.body !== null ? (req.body as { base?: unknown }).base : undefined;
  const base = given === undefined ? inBody : Number(given);
  if (typeof base !== 'number' || !Number.isInteger(base) || base < 0) throw new Refusal('base-missing');
  return base;
}

/** What came of this very command before. Throws Refusal('key-missing' | 'key-reused'). */
export async function doneBefore(
  { store, now }: Deps,
  req: Request,
  command: { what: string; body: unknown },
): Promise<Touched | undefined> {
  return store.changes.before({ key: keyOf(req), by: assertSignedIn(req).id, at: now(), ...command });
}

/**
 * A command over the office's own content, once for its key: `act` runs in one transaction with the entry of who
 * did it, and gives the id of the record it touched. The key again gives the same id without acting.
 * Throws Refusal('key-missing' | 'key-reused').
 */
export async function once(
  { store, now }: Deps,
  req: Request,
  command: { what: string; body: unknown },
  act: (session: ClientSession) => Promise<string | Touched>,
): Promise<Touched & { repeated: boolean }> {
  const { id: by } = assertSignedIn(req);
  return store.changes.once({ key: keyOf(req), by, at: now(), ...command }, act);
}
