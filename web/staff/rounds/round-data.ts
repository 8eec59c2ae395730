import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { RoundActs } from '../../../api/campaigns/round-acts.ts';
import { ask } from '../parts/ask.ts';

/** While something goes on by itself, the page looks again this often. */
const lookAgainMs = { launching: 1_000, playing: 2_000 };

/** The round whose address this is, for every page under it. */
export function useRound(): { id: string; path: string } {
  const { round } = useParams({ strict: false });
  if (round === undefined) throw new Error('No round in this address');
  return { id: round, path: `/campaigns/${encodeURIComponent(round)}` };
}

/** The round as it stands; looked at again while it is being launched, or its clock runs. */
export function useRoundView() {
  const { id, path } = useRound();
  return useQuery({
    queryKey: ['round', id],
    queryFn: ({ signal }) => ask<CampaignView>(path, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'launching' ? lookAgainMs.launching : data?.clock?.playing ? lookAgainMs.playing : false,
  });
}

/** What can be done with it now, and what would follow. */
export function useRoundActs() {
  const { id, path } = useRound();
  return useQuery({
    queryKey: ['round', id, 'acts'],
    queryFn: ({ signal }) => ask<RoundActs>(`${path}/acts`, { signal }),
  });
}
