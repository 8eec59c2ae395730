import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ask, withQuery } from './ask.ts';
import { Failed, Loading } from './states.tsx';

/** One page as every list of the API answers. */
export interface Page<Item> {
  items: Item[];
  next?: string | undefined;
}

/** A list of the API at `path`, page after page under the same question. */
export function usePages<Answer extends Page<unknown>>(
  path: string,
  query: Record<string, string | number | boolean | undefined> = {},
) {
  return useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ signal, pageParam }) =>
      ask<Answer>(withQuery(path, { limit: 50, ...query, after: pageParam }), { signal }),
    // the same list asked otherwise: what was shown stays until the answer is there
    placeholderData: (shown, asked) => (asked?.queryKey[0] === path ? shown : undefined),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** A list being read, refused, or there: with the button that brings its next page. */
export function Paged<Answer extends Page<unknown>>({
  of: { isPending, isError, error, refetch, data, hasNextPage, isFetchingNextPage, fetchNextPage },
  what,
  more = 'Xem thêm',
  children,
}: {
  of: ReturnType<typeof usePages<Answer>>;
  /** `các đơn vị`, for who hears the page. */
  what: string;
  more?: string;
  children: (items: Answer['items'], first: Answer) => ReactNode;
}) {
  if (isPending) return <Loading what={what} />;
  if (isError) return <Failed error={error} again={() => void refetch()} />;
  const [first] = data.pages;
  return (
    <>
      {children(
        data.pages.flatMap(({ items }) => items),
        first!,
      )}
      {hasNextPage && (
        <Button className="more" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {more}
        </Button>
      )}
    </>
  );
}
