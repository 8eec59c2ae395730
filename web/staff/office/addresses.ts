import { texts } from '../parts/address.ts';

type Search = Record<string, unknown>;

export const unitListSearch = texts('q', 'chi', 'ngay');
export const peopleSearch = texts('q', 'o', 'don_vi');
export const legalDocumentsSearch = texts('q');
/** `ban_ghi`: of one record; `viec`: of one matter. */
export const auditSearch = texts('ban_ghi', 'viec');

export const appointmentsSearch = (search: Search): { vai_tro?: string | undefined; ca_cu?: true } => ({
  ...texts('vai_tro')(search),
  ...(search['ca_cu'] === true ? { ca_cu: true } : {}),
});

/** `ban` is the version shown; without it the one in use. */
export const yearSearch = ({ ban }: Search): { ban?: number } => (typeof ban === 'number' ? { ban } : {});

/** `ban`: the version shown, without it the one in use; `so`: the one it is compared with, without it the one before. */
export const practiceSearch = ({ ban, so }: Search): { ban?: number; so?: number } => ({
  ...(typeof ban === 'number' ? { ban } : {}),
  ...(typeof so === 'number' ? { so } : {}),
});

/** `don_vi`: the unit that ends, chosen already. */
export const successionSearch = texts('don_vi');
