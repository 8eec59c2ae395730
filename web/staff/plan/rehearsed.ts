import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RehearsedView } from '../../../api/campaigns/rehearsal.ts';

export type Pace = 'prompt' | 'on-due-day' | 'late' | 'silent';

/** How the units are supposed to act. */
export const paceWords: Record<Pace, string> = {
  prompt: 'làm ngay hôm sau',
  'on-due-day': 'làm đúng ngày hạn',
  late: 'trễ ba ngày làm việc',
  silent: 'không trả lời',
};

/** What a rehearsal of this very version of the plan found, as long as the page is open. */
export interface Found {
  pace: Pace;
  result: RehearsedView;
}

/** The rehearsal last run of a version of the plan; kept beside the page, never asked for by itself. */
export function useRehearsed(round: string, version: number) {
  const queries = useQueryClient();
  const queryKey = ['rehearsed', round, version];
  const { data } = useQuery<Found | null>({
    queryKey,
    queryFn: () => null,
    enabled: false,
    staleTime: Infinity,
  });
  return {
    found: data ?? undefined,
    keep: (found: Found) => queries.setQueryData(queryKey, found),
  };
}
