import { Select } from 'antd';
import type { SelectProps } from 'antd';
import { fold } from '../../../domain/fold.ts';

/** One of a list one knows the words of: typed with or without diacritics, any part of it. */
export function FoldedSelect<Value extends string>(
  props: SelectProps<Value, { value: Value; label: string; also?: string }>,
) {
  return (
    <Select<Value, { value: Value; label: string; also?: string }>
      showSearch={{
        filterOption: (typed, option) =>
          fold(typed)
            .split(' ')
            .every((word) => fold(`${option?.label ?? ''} ${option?.also ?? ''}`).includes(word)),
      }}
      notFoundContent="Không có mục nào như vậy"
      {...props}
    />
  );
}
