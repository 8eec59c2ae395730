import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { CampaignRow } from '../../../api/campaigns/campaign-views.ts';
import { ask } from '../parts/ask.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import type { Page } from '../parts/paged.tsx';

/** One round of all, or none. */
export function RoundChoice({
  value,
  change,
  placeholder = 'Mọi đợt',
}: {
  value: string | undefined;
  change: (round: string | undefined) => void;
  placeholder?: string;
}) {
  const id = useId();
  const rounds = useQuery({
    queryKey: ['/campaigns', { limit: 200 }],
    queryFn: ({ signal }) => ask<Page<CampaignRow>>('/campaigns?limit=200', { signal }),
    staleTime: 60_000,
  });
  return (
    <div>
      <label htmlFor={id}>Đợt</label>
      <FoldedSelect
        id={id}
        allowClear
        placeholder={placeholder}
        value={value ?? null}
        options={(rounds.data?.items ?? []).map((round) => ({ value: round.id, label: round.title }))}
        onChange={(round: string | null | undefined) => change(round ?? undefined)}
      />
    </div>
  );
}
