import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { CampaignView, RoundStanding } from '../../../api/campaigns/campaign-views.ts';
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

/** The round as it stands. */
export function useRoundView() {
  const { id, path } = useRound();
  return useQuery({
    queryKey: ['round', id],
    queryFn: ({ signal }) => ask<CampaignView>(path, { signal }),
    placeholderData: keepPreviousData,
  });
}

/**
 * While a round is launched, or its clock runs by itself, only what moves is asked for again and again; once it is
 * another day or another state, everything shown is read again. Gives how many units were reached by now.
 */
export function useRoundMoves(round: CampaignView | undefined): number | undefined {
  const { path } = useRound();
  const queries = useQueryClient();
  const every = round?.state === 'launching' ? lookAgainMs.launching : round?.clock?.playing && lookAgainMs.playing;
  const { data: now } = useQuery({
    queryKey: [`${path}/standing`],
    queryFn: ({ signal }) => ask<RoundStanding>(`${path}/standing`, { signal }),
    enabled: every !== undefined,
    refetchInterval: every ?? false,
  });
  const isMoved =
    every !== undefined &&
    now !== undefined &&
    (now.state !== round?.state || now.today !== round.today || !now.clock?.playing !== !round.clock?.playing);
  const [state, today] = [now?.state, now?.today];
  useEffect(() => {
    if (isMoved) void queries.invalidateQueries();
  }, [isMoved, state, today, queries]);
  // the lists beside it may have been read a moment before it was there
  const before = useRef(round?.state);
  const seen = round?.state;
  useEffect(() => {
    if (before.current !== undefined && before.current !== seen) void queries.invalidateQueries();
    before.current = seen;
  }, [seen, queries]);
  return every === undefined ? undefined : now?.launched;
}

/** What can be done with it now, and what would follow. */
export function useRoundActs() {
  const { id, path } = useRound();
  return useQuery({
    queryKey: ['round', id, 'acts'],
    queryFn: ({ signal }) => ask<RoundActs>(`${path}/acts`, { signal }),
  });
}
