import type { ProcessName } from '../../../domain/matter.ts';
import type { MyWork } from '../../../api/office/my-work.ts';

/** A matter's id begins with the name of its process. */
export const processOf = (matter: string): ProcessName => matter.split(':', 1)[0] as ProcessName;

type Work = Pick<MyWork['items'][number], 'matter' | 'process' | 'about'>;

/** The id of the item a row is about, as in addresses. */
export const itemOfWork = ({ matter, process, about }: Work): string | undefined =>
  process === 'remediation' && about !== undefined ? `${bare(matter)}:${about}` : undefined;

/** A matter's id as in addresses: without the name of its process. */
export const bare = (matter: string): string => matter.replace(/^[a-z-]+:/, '');

/** The page where a row is done. */
export function placeOfWork(row: Work): string {
  const item = itemOfWork(row);
  if (item !== undefined) return `/viec/${encodeURIComponent(item)}`;
  const id = encodeURIComponent(bare(row.matter));
  switch (row.process) {
    case 'remediation':
      return '/theo-doi';
    case 'inspection':
      return `/kiem-tra/${id}`;
    case 'paper':
      return `/van-ban/${id}`;
    case 'proposal':
      return `/theo-doi/kien-nghi/${id}`;
    case 'campaign':
      return `/dot/${id}`;
  }
}
