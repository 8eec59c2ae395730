import type { Day } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';

/**
 * Somebody must be able to administer on the days after `after`: hold the role then, and have an account to sign in
 * with, for only an administrator can give one. Whoever loses role or account is not counted: everything of `person`,
 * or the one `appointment` that ends; `joins` holds the role from then on. Nothing is asked where what is lost is no administration.
 * Throws Refusal('last-administrator').
 */
export async function assertAdministeredWithout(
  { store }: Pick<Deps, 'store'>,
  { person, appointment, joins, after }: { person?: PersonId; appointment?: string; joins?: PersonId; after: Day },
): Promise<void> {
  const running = (await store.appointments.at('office')).filter(
    ({ role, from, to }) => role === 'administrator' && from <= after && (to === undefined || to > after),
  );
  const isLost = (one: (typeof running)[number]) => one.id === appointment || one.person === person;
  if (!running.some(isLost)) return;
  const others = [...running.filter((one) => !isLost(one)).map((one) => one.person), ...(joins ? [joins] : [])];
  const accounts = await store.accounts.getMany(others);
  if (accounts.every(({ closedAt }) => closedAt !== undefined)) throw new Refusal('last-administrator');
}
