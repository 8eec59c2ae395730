import { Select } from 'antd';
import type { SelectProps } from 'antd';
import { fits, lookFor, rankOf, searchLine } from '../../../domain/search.ts';
import type { Look } from '../../../domain/search.ts';

interface Option<Value> {
  value: Value;
  label: string;
  /** What else it is called. */
  also?: string;
}

const lines = new WeakMap<object, string>();

/** The line of an option, made once. */
function lineOf<Value>(option: Option<Value>): string {
  const line = lines.get(option) ?? searchLine(option.label, option.also ? [option.also] : [], { named: true });
  lines.set(option, line);
  return line;
}

const last = 10_000;

/** What is typed is read once for all options. */
let read: { typed: string; look: Look | undefined } = { typed: '', look: undefined };
function lookOf(typed: string): Look | undefined {
  if (read.typed !== typed) read = { typed, look: lookFor(typed) };
  return read.look;
}

/** One of a list one knows the words of: typed without diacritics, short (`so vhtt`) or any part of it. */
export function FoldedSelect<Value extends string>(props: SelectProps<Value, Option<Value>>) {
  return (
    <Select<Value, Option<Value>>
      showSearch={{
        filterOption: (typed, option) => option !== undefined && fits(lookOf(typed), lineOf(option)),
        filterSort: (a, b, { searchValue }) => {
          const look = lookOf(searchValue);
          return look ? (rankOf(look, lineOf(a)) ?? last) - (rankOf(look, lineOf(b)) ?? last) : 0;
        },
      }}
      notFoundContent="Không có mục nào như vậy"
      {...props}
    />
  );
}
