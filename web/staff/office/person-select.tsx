import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { PersonRow, PersonView } from '../../../api/office/people.ts';
import { ask, withQuery } from '../parts/ask.ts';
import type { Page } from '../parts/paged.tsx';

const wordsOf = ({ name, post, unitName }: Pick<PersonRow, 'name' | 'post' | 'unitName'>): string =>
  [name, post, unitName].filter((part) => part !== undefined).join(' · ');

/** One of everybody the office knows, looked up by the server while one types, with or without diacritics. */
export function PersonSelect({
  id,
  value,
  onChange,
  unit,
}: {
  id?: string;
  value?: string;
  onChange?: (person: string | undefined) => void;
  /** Those of this unit come first, until one types. */
  unit?: string | undefined;
}) {
  const [typed, setTyped] = useState('');
  const query = typed === '' ? { unit } : { q: typed };
  const found = useQuery({
    queryKey: ['/people', 'select', query],
    queryFn: ({ signal }) => ask<Page<PersonRow>>(withQuery('/people', { limit: 30, ...query }), { signal }),
    placeholderData: (before) => before,
  });
  const chosen = useQuery({
    queryKey: ['/people', value],
    queryFn: ({ signal }) => ask<PersonView>(`/people/${encodeURIComponent(value!)}`, { signal }),
    enabled: value !== undefined && !found.data?.items.some((person) => person.id === value),
  });
  const rows = found.data?.items ?? [];
  const known = chosen.data && !rows.some((person) => person.id === chosen.data.id) ? [chosen.data, ...rows] : rows;
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      onChange={(person) => onChange?.(person)}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder="Gõ tên, chức vụ hoặc địa chỉ thư"
      notFoundContent={found.isFetching ? 'Đang tìm…' : 'Không có ai như vậy. Hãy thêm ở trang Người.'}
      options={known.map((person) => ({ value: person.id, label: wordsOf(person) }))}
    />
  );
}
