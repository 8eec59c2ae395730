import type { Group } from '../../domain/group.ts';

/** Whom directives of the sample province address together. */
export const sampleGroups: Group[] = [
  { id: 'cac-so-ban-nganh', name: 'Các sở, ban, ngành', levels: ['province'] },
  { id: 'ubnd-cap-xa', name: 'UBND các xã, phường', levels: ['commune'] },
];
