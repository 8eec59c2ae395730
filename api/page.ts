import { z } from 'zod';
import { wrongPlaces } from './problem.ts';

/** What every list understands: `?limit=&after=`. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Số dòng mỗi trang' }),
  after: z.string().min(1).max(300).optional().meta({ description: 'Giá trị `next` của trang trước' }),
};

/** One page of a list; without `next` it is the last. */
export interface Page<T> {
  items: T[];
  next?: string;
}

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().meta({ description: 'Gửi lại trong `after` để xem tiếp' }),
  });

/** Refuses an `after` that no page of this list gave: it names no row, or one of another list. Throws 422. */
export function assertCursor(isKnown: boolean): void {
  if (!isKnown)
    throw wrongPlaces([
      { at: 'after', sentence: 'Không phải giá trị `next` của danh sách này. Hãy xem lại từ trang đầu.' },
    ]);
}

/** Cuts a list that was asked for one row more than its limit. `cursor` names a row for `after`. */
export function pageFrom<Row, Item>(
  rows: Row[],
  limit: number,
  cursor: (row: Row) => string,
  item: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    ...(rows.length > limit && last !== undefined ? { next: cursor(last) } : {}),
  };
}
