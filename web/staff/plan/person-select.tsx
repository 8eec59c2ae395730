import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { SelectProps } from 'antd';
import { useEffect, useState } from 'react';
import { ask, withQuery } from '../parts/ask.ts';
import type { Page } from '../parts/paged.tsx';
import { usePlan } from './plan-context.ts';

interface PersonRow {
  id: string;
  name: string;
  post?: string;
  unit?: string;
}

const quietMs = 250;

/** Somebody of the office's people, found by name or post without diacritics. */
export function PersonSelect({
  value,
  onChange,
  ...rest
}: Omit<SelectProps<string>, 'value' | 'onChange' | 'options'> & {
  value?: string | undefined;
  onChange?: (value: string | undefined) => void;
}) {
  const { nameOf, learn, units } = usePlan();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const wanted = useQuiet(typed);
  const found = useQuery({
    queryKey: ['people', 'search', wanted],
    queryFn: ({ signal }) => ask<Page<PersonRow>>(withQuery('/people', { q: wanted, limit: 20 }), { signal }),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  // somebody chosen before a reload is known here by id alone
  const named = useQuery({
    queryKey: ['person', value],
    queryFn: ({ signal }) => ask<PersonRow>(`/people/${encodeURIComponent(value ?? '')}`, { signal }),
    enabled: value !== undefined && nameOf(value) === value,
    staleTime: 60_000,
  });
  const nameOfValue = value === undefined ? '' : (named.data?.name ?? nameOf(value));
  const options = (found.data?.items ?? []).map(({ id, name, post, unit }) => ({
    value: id,
    label: [name, post, unit === undefined ? undefined : units.nameOf(unit)].filter(Boolean).join(' · '),
    name,
  }));
  const isKnown = value === undefined || options.some((option) => option.value === value);
  return (
    <Select<string>
      {...rest}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onOpenChange={(isOpen) => {
        setOpen(isOpen);
        if (!isOpen) setTyped('');
      }}
      value={value as string}
      options={isKnown ? options : [{ value, label: nameOfValue, name: nameOfValue }, ...options]}
      placeholder="Gõ tên hoặc chức vụ"
      notFoundContent={found.isFetching ? 'Đang tìm…' : 'Không có ai như vậy trong danh bạ'}
      onChange={(person) => {
        const chosen = options.find((option) => option.value === person);
        if (chosen) learn(person, chosen.name);
        onChange?.(person);
      }}
    />
  );
}

/** What was typed, once the typing pauses. */
function useQuiet(text: string): string {
  const [quiet, setQuiet] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(text), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  return quiet;
}
