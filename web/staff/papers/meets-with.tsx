import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { PapersPage } from '../../../api/papers/paper-list.ts';
import type { PaperView } from '../../../api/papers/paper-views.ts';
import type { Requirement } from '../../../domain/requirement.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { nameOf } from './words.ts';

type Meeting = NonNullable<Requirement['meetsWith']>;

/** An issued paper and the one of its requirements that asks the same. */
export function MeetsWith({
  id,
  value,
  onChange,
}: {
  id: string;
  value: Meeting | undefined;
  onChange: (value: Meeting | undefined) => void;
}) {
  const issued = useQuery({
    queryKey: ['/papers', 'issued'],
    queryFn: ({ signal }) => ask<PapersPage>(withQuery('/papers', { stage: 'issued', limit: 200 }), { signal }),
    staleTime: 60_000,
  });
  const paper = value?.paper.replace(/^paper:/, '');
  const chosen = useQuery({
    queryKey: ['paper', paper],
    queryFn: ({ signal }) => ask<PaperView>(`/papers/${paper}`, { signal }),
    enabled: paper !== undefined && paper !== '',
  });
  const asked = chosen.data && 'requirements' in chosen.data.draft ? chosen.data.draft.requirements : [];
  return (
    <span className="meets-with">
      <FoldedSelect<string>
        id={id}
        allowClear
        placeholder="không"
        value={paper ?? null}
        onChange={(next: string | undefined) =>
          onChange(next === undefined ? undefined : { paper: `paper:${next}`, requirement: '' })
        }
        options={(issued.data?.items ?? [])
          .filter(({ kind }) => kind === 'conclusion' || kind === 'result-notice' || kind === 'directive')
          .map((one) => ({ value: one.id, label: nameOf(one), also: `${one.about} ${one.units.first.join(' ')}` }))}
      />
      {value && (
        <Select
          aria-label="Yêu cầu của văn bản ấy"
          placeholder="yêu cầu nào"
          value={value.requirement === '' ? null : value.requirement}
          onChange={(requirement) => onChange({ ...value, requirement })}
          options={asked.map((one) => ({ value: one.id, label: one.text }))}
        />
      )}
    </span>
  );
}
