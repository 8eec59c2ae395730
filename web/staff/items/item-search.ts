import { dutyWords, roleWords } from '../../../domain/why.ts';
import type { Role } from '../../../domain/role.ts';

/** What the address of the list says: which items, in Vietnamese. */
export interface ItemSearch {
  tim?: string;
  dot?: string;
  donVi?: string;
  vanBan?: string;
  tinhTrang?: string;
  cho?: string;
  viec?: string;
  linhVuc?: string;
  loai?: string;
  quaHan?: 'co';
}

const names = ['tim', 'dot', 'donVi', 'vanBan', 'tinhTrang', 'cho', 'viec', 'linhVuc', 'loai'] as const;

/** Reads an address: what it does not know is left out. */
export const itemSearch = (said: Record<string, unknown>): ItemSearch => ({
  ...Object.fromEntries(
    names.flatMap((name) => {
      const value = said[name];
      const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
      return text === '' ? [] : [[name, text]];
    }),
  ),
  ...(said['quaHan'] === 'co' ? { quaHan: 'co' as const } : {}),
});

/** The same as the API asks it. */
export const itemQuery = ({ tim, dot, donVi, vanBan, tinhTrang, cho, viec, linhVuc, loai, quaHan }: ItemSearch) => ({
  search: tim,
  campaign: dot,
  unit: donVi,
  paper: vanBan,
  state: tinhTrang,
  waiting: cho,
  awaits: viec,
  area: linhVuc,
  kind: loai,
  late: quaHan === undefined ? undefined : true,
});

export const isFiltered = (search: ItemSearch): boolean => Object.keys(search).length > 0;

/** Whom an item may wait for. */
export const waitedRoles: { value: string; label: string }[] = [
  { value: 'unit', label: 'Đơn vị' },
  { value: 'office', label: 'Phía Sở' },
  ...(['secretary', 'lead', 'deputy-director'] satisfies Role[]).map((role) => ({
    value: role,
    label: capital(roleWords[role]),
  })),
];

/** What it may wait for. */
export const waitedDuties: { value: string; label: string }[] = (
  ['remediate', 'confirm-period', 'verify', 'close', 'decide-extension', 'review-incidents'] as const
).map((kind) => ({ value: kind, label: dutyWords[kind] }));

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
