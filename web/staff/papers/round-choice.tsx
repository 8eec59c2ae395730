import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CampaignRow } from '../../../api/campaigns/campaign-views.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { askAll, useRound } from './reading.ts';
import type { RoundOfPapers } from './reading.ts';

/** Papers are written once a round was approved, and as long as anything of it is open. */
const writableRounds: readonly CampaignRow['state'][] = ['approved', 'launching', 'running', 'inspection-ended'];

/** Which round a paper is of, among those it may belong to; one alone is chosen by itself. */
export function RoundChoice({
  dot,
  choose,
  none,
  children,
}: {
  dot: string | undefined;
  choose: (round: string) => void;
  /** What is said where no round takes papers. */
  none: string;
  children: (round: RoundOfPapers) => ReactNode;
}) {
  const rounds = useQuery({
    queryKey: ['/campaigns', 'all'],
    queryFn: ({ signal }) => askAll<CampaignRow>('/campaigns', signal),
    select: (all) => all.filter(({ state }) => writableRounds.includes(state)),
  });
  const chosen = dot ?? (rounds.data?.length === 1 ? rounds.data[0]!.id : undefined);
  const round = useRound(chosen);
  if (rounds.isPending) return <Loading what="các đợt" />;
  if (rounds.isError) return <Failed error={rounds.error} again={() => void rounds.refetch()} />;
  if (rounds.data.length === 0) return <Nothing>{none}</Nothing>;
  return (
    <>
      <label className="paper-field form-width">
        <span>Đợt</span>
        <FoldedSelect<string>
          aria-label="Đợt"
          placeholder="chọn đợt"
          value={chosen ?? null}
          onChange={choose}
          options={rounds.data.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </label>
      {round.isError && <Failed error={round.error} again={() => void round.refetch()} />}
      {round.data && children(round.data)}
    </>
  );
}
