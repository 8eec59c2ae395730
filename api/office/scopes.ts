import type { Scope } from '../../domain/role.ts';
import type { Store } from '../../store/index.ts';

const idIn = (scopes: readonly Scope[], kind: 'unit' | 'campaign' | 'team'): string[] => [
  ...new Set(scopes.flatMap((scope) => (scope.startsWith(`${kind}:`) ? [scope.slice(kind.length + 1)] : []))),
];

/** Where a role is held, as people read it: `Sở Xây dựng`, `Đoàn kiểm tra số 1`, the name of the office itself. */
export async function scopeNames(
  { units, plans, office }: Pick<Store, 'units' | 'plans' | 'office'>,
  scopes: readonly Scope[],
): Promise<(scope: Scope) => string> {
  const [found, rounds, withTeams, { letterhead }] = await Promise.all([
    units.getMany(idIn(scopes, 'unit')),
    plans.getMany(idIn(scopes, 'campaign')),
    plans.withTeams(idIn(scopes, 'team'), ''),
    office.get(),
  ]);
  const names = new Map<string, string>([
    ['office', letterhead.organ],
    ...found.map(({ id, name }) => [`unit:${id}`, name] as const),
    ...rounds.map(({ campaign, plan }) => [`campaign:${campaign}`, plan.title] as const),
    ...withTeams.flatMap(({ plan }) => plan.teams.map(({ id, name }) => [`team:${id}`, name] as const)),
  ]);
  return (scope) => names.get(scope) ?? (scope.startsWith('visit:') ? 'một buổi kiểm tra' : scope);
}
